"""One attempt at a question against another, each judge only with itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from scorecards.models import ItemKind, ItemStatus
from simulator.practice.noise import difference_bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.history.records import Assessment, ItemResult, Outcome, StageMinutes
    from simulator.practice.attempts import Attempt
    from simulator.practice.series import JudgedRound

PAIR_BOUND = difference_bound([0.0], [0.0])
"""Levels by which one judgement may differ from another by noise alone. One value has no spread: this is the floor."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DimensionPair:
    """One dimension in both attempts, as the same source judged it."""

    id: str
    name: str
    outcomes: tuple[Outcome | None, Outcome | None]
    """Level, or why there is none, earlier and later; None where that scorecard did not have it."""
    values: tuple[float | None, float | None]
    """1.0 to 5.0, before rounding; None without a level."""

    @property
    def difference(self) -> float | None:
        """Later minus earlier value; None unless both have a level."""
        earlier, later = self.values
        return None if earlier is None or later is None else later - earlier

    @property
    def is_change(self) -> bool:
        """True where the difference is larger than two single judgements may differ by noise."""
        return self.difference is not None and abs(self.difference) > PAIR_BOUND


class ItemChange(StrEnum):
    """What became of a checklist item from one attempt to the other."""

    GAINED = "gained"
    LOST = "lost"
    KEPT = "kept"
    MISSING = "missing"
    ONCE = "judged in one attempt only"


@dataclass(frozen=True, slots=True)
class ItemPair:
    """One checklist item in both attempts, found by its id."""

    id: str
    kind: ItemKind
    dimension: str
    """Id of its dimension."""
    text: str
    """As it was worded in the later of the attempts that have it."""
    statuses: tuple[ItemStatus | None, ItemStatus | None]
    """Earlier and later; None where it was not judged."""
    reworded: bool

    @property
    def change(self) -> ItemChange:
        """Only met counts; of a red flag, only that it was not shown."""
        earlier, later = self.statuses
        if earlier is None or later is None:
            return ItemChange.ONCE
        had, has = self._is_good(earlier), self._is_good(later)
        if had:
            return ItemChange.KEPT if has else ItemChange.LOST
        return ItemChange.GAINED if has else ItemChange.MISSING

    def _is_good(self, status: ItemStatus) -> bool:
        return (status is ItemStatus.MET) != (self.kind is ItemKind.RED_FLAG)


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two attempts as one source judged them."""

    earlier: JudgedRound
    later: JudgedRound

    @property
    def source(self) -> str:
        """``self``, or the name of the model."""
        return self.later.source

    @property
    def dimensions(self) -> tuple[DimensionPair, ...]:
        """Every dimension of either, in the order of the later judgement."""
        earlier, later = ({each.id: each for each in one.assessment.dimensions} for one in (self.earlier, self.later))
        return tuple(
            DimensionPair(
                id=name,
                name=either.name,
                outcomes=(before.outcome if before else None, after.outcome if after else None),
                values=(self.earlier.values.get(name), self.later.values.get(name)),
            )
            for name, before, after, either in _beside(earlier, later)
        )

    @property
    def items(self) -> tuple[ItemPair, ...]:
        """Every item of either that belongs to a dimension with a level, in the order of the later checklist."""
        return tuple(
            ItemPair(
                id=name,
                kind=item.kind,
                dimension=dimension,
                text=item.text,
                statuses=(before[1].status if before else None, after[1].status if after else None),
                reworded=bool(before and after and before[1].text != after[1].text),
            )
            for name, before, after, (dimension, item) in _beside(_items(self.earlier), _items(self.later))
        )


@dataclass(frozen=True, slots=True)
class StagePair:
    """Minutes against plan of one stage in both attempts; None where that attempt's card did not have it."""

    name: str
    earlier: StageMinutes | None
    later: StageMinutes | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two attempts at one question."""

    earlier: Attempt
    later: Attempt

    @property
    def judged(self) -> tuple[JudgedPair, ...]:
        """The judgements of every source that judged both; there may be none."""
        earlier, later = self.earlier.judgements, self.later.judgements
        return tuple(JudgedPair(earlier[source], later[source]) for source in earlier if source in later)

    @property
    def marked(self) -> tuple[Assessment | None, Assessment | None]:
        """The judgements whose proofs the answers show: of a source that judged both, or else the newest of each."""
        if self.judged:
            return self.judged[0].earlier.assessment, self.judged[0].later.assessment
        return self.earlier.latest, self.later.latest

    @property
    def stages(self) -> tuple[StagePair, ...]:
        """Every stage of either plan, in the order of the later one."""
        earlier, later = ({each.id: each for each in one.record.stages} for one in (self.earlier, self.later))
        return tuple(StagePair(either.name, before, after) for _, before, after, either in _beside(earlier, later))


def compare(one: Attempt, other: Attempt) -> Comparison:
    """Return two attempts beside one another, whichever is given first."""
    earlier, later = sorted((one, other), key=lambda each: each.number)
    return Comparison(earlier, later)


def _beside(earlier: dict[str, T], later: dict[str, T]) -> Iterator[tuple[str, T | None, T | None, T]]:
    """Yield each name of either, those of the later first, with what both have and the later of what there is."""
    for name, newest in (later | earlier | later).items():
        yield name, earlier.get(name), later.get(name), newest


def _items(judged: JudgedRound) -> dict[str, tuple[str, ItemResult]]:
    """Return the items of the dimensions that have a level by id, with the id of their dimension."""
    return {item.id: (result.id, item) for result in judged.assessed for item in result.items}
