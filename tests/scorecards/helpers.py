"""Builders and oracles for the tests of the scorecards."""

from collections.abc import Sequence
from pathlib import Path

from scorecards.catalogue import RUBRICS, load_scorecard
from scorecards.models import ChecklistItem, ItemKind, ItemStatus, Kind, Scorecard
from scorecards.recommendation import Outcome

DIMENSIONS = ("a", "b", "c", "d", "e", "f")
CORE = frozenset("abcd")


def item(kind: ItemKind, number: int, weight: float = 1.0) -> ChecklistItem:
    """Return a checklist item whose id tells its kind and number."""
    return ChecklistItem(
        id=f"{kind.value}-{number}",
        dimension="framing",
        kind=kind,
        text="Does it.",
        counts="Done.",
        does_not_count="Not done.",
        weight=weight,
    )


def checklist(
    core: Sequence[ItemStatus], senior: Sequence[ItemStatus]
) -> tuple[list[ChecklistItem], dict[str, ItemStatus]]:
    """Return items of equal weight with these statuses."""
    items = [item(ItemKind.CORE, number) for number in range(len(core))]
    items += [item(ItemKind.SENIOR, number) for number in range(len(senior))]
    return items, {entry.id: status for entry, status in zip(items, (*core, *senior), strict=True)}


def met(count: int, of: int) -> list[ItemStatus]:
    """Return ``of`` statuses, the first ``count`` of them met."""
    return [ItemStatus.MET] * count + [ItemStatus.ABSENT] * (of - count)


def outcomes(*given: Outcome) -> dict[str, Outcome]:
    """Return six outcomes by dimension; a to d are core."""
    return dict(zip(DIMENSIONS, given, strict=True))


def rubric_text(kind: Kind = Kind.CASE) -> str:
    return (RUBRICS / f"{kind.value}.toml").read_text(encoding="utf-8")


def rubric() -> Scorecard:
    return load_scorecard(Kind.CASE)


def replaced(text: str, old: str, new: str) -> str:
    """Replace the first ``old``; a card or rubric that no longer holds it must fail the test loudly."""
    assert old in text
    return text.replace(old, new, 1)


def written(folder: Path, content: str | bytes, name: str = "case.toml") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
