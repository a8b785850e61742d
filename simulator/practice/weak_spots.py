"""Checklist items that keep missing: met in x of n."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scorecards.models import ItemKind, ItemStatus, Kind
from simulator.history.records import DimensionResult, ItemResult
from simulator.practice.series import JudgedRound
from simulator.practice.trends import only_source

FEWEST = 3
"""An item judged less often says nothing."""
NEWEST = 8
"""Only so many of the newest judgements of an item count, so that what was mended drops off the list."""


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """One item of a rubric and how often it was met."""

    kind: Kind
    item: str
    """Its id."""
    dimension: str
    """Name of the dimension that it belongs to."""
    text: str
    """As the rubric worded it when it was last judged."""
    senior: bool
    """True for what the senior bar adds, False for what a solid PM shows."""
    met: int
    partial: int
    unverified: int
    """Claimed, but no sentence of the answer proved it."""
    count: int

    @property
    def words(self) -> str:
        """How often, in words: ``met in 1 of 7``."""
        more = [f"partly in {self.partial}"] if self.partial else []
        more += [f"not verified in {self.unverified}"] if self.unverified else []
        return ", ".join([f"met in {self.met} of {self.count}", *more])


def weak_spots(rounds: Sequence[JudgedRound], rubric_items: Collection[str]) -> list[WeakSpot]:
    """Return the items of the rubrics that were not met every time, in a series of one source, the worst first.

    A question's own items are left out: they are asked only there. So are red flags, whose meeting is the fault.
    """
    only_source(rounds)
    found: dict[tuple[Kind, str], list[ItemStatus]] = {}
    newest: dict[tuple[Kind, str], tuple[DimensionResult, ItemResult]] = {}
    for each in rounds:
        for result in each.assessed:
            for item in result.items:
                if item.kind is not ItemKind.RED_FLAG and item.id in rubric_items:
                    found.setdefault((each.kind, item.id), []).append(item.status)
                    newest[each.kind, item.id] = (result, item)
    spots = [
        WeakSpot(
            *key,
            dimension=newest[key][0].name,
            text=newest[key][1].text,
            senior=newest[key][1].kind is ItemKind.SENIOR,
            met=statuses[-NEWEST:].count(ItemStatus.MET),
            partial=statuses[-NEWEST:].count(ItemStatus.PARTIAL),
            unverified=statuses[-NEWEST:].count(ItemStatus.UNVERIFIED),
            count=len(statuses[-NEWEST:]),
        )
        for key, statuses in found.items()
        if len(statuses) >= FEWEST
    ]
    spots = [spot for spot in spots if spot.met < spot.count]
    return sorted(spots, key=_worst_first)


def _worst_first(spot: WeakSpot) -> tuple[float, float, bool, int]:
    """Order by how seldom it was met, then by how seldom even partly, core before senior, the surer before the rest."""
    return (spot.met / spot.count, spot.partial / spot.count, spot.senior, -spot.count)
