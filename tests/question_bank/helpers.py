"""Cards for the tests: a shipped one, changed in one place, written into a folder."""

from pathlib import Path

import pytest

from question_bank.catalogue import SHIPPED, Catalogue, read_question
from question_bank.models import Question
from scorecards.problems import ContentError, Problem

PATTERN = SHIPPED / "case" / "charger-count.toml"
"""The card that the bad ones are made from; it leaves out the dimension ``evidence``."""
BAD = "my-card"


def pattern_text(name: str = BAD) -> str:
    """Return the pattern under an id of the user's own."""
    return replaced(PATTERN.read_text(encoding="utf-8"), 'id = "charger-count"', f'id = "{name}"')


def pattern() -> Question:
    return read_question(PATTERN)


def replaced(text: str, *changes: str) -> str:
    """Replace the first of each old by the new after it; a pattern without it must fail the test loudly."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def written(folder: Path, content: str | bytes, name: str = BAD) -> Path:
    """Write a card and return its path."""
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def own_folder(root: Path) -> Path:
    """Return a folder of the user's own that holds one good card."""
    folder = root / "own"
    written(folder, pattern_text("a-good-card"), "a-good-card")
    written(folder, pattern_text("z-good-card"), "z-good-card")
    return folder


def assert_good_cards_stay(catalogue: Catalogue) -> None:
    """Neither the shipped cards nor the user's good ones may suffer from a bad one beside them."""
    found = {entry.header.id for entry in catalogue.entries()}
    shipped = {entry.header.id for entry in Catalogue().entries()}
    assert shipped | {"a-good-card", "z-good-card"} <= found
    for name in ("a-good-card", "z-good-card", "charger-count"):
        assert catalogue.load(name).id == name


def load_problems(catalogue: Catalogue, name: str = BAD) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        catalogue.load(name)
    return caught.value.problems
