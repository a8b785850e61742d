"""From item statuses and an anchor level to a level, as SCORECARDS.md fixes it. Pure arithmetic."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scorecards.models import ChecklistItem, ItemKind, ItemStatus

CREDIT = {ItemStatus.MET: 1.0, ItemStatus.PARTIAL: 0.5, ItemStatus.ABSENT: 0.0, ItemStatus.UNVERIFIED: 0.0}
RED_FLAG_CAP = 3
FLAGGED_DIFFERENCE = 1.0
_DIGITS = 9  # float noise in sums of thirds must not move a level


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """The outcome of one dimension. ``value`` serves trends and spread; decisions use ``level``."""

    level: int
    """1 to 5, after the cap of a red flag."""
    value: float
    """1.0 to 5.0, before rounding and cap."""
    item_level: float
    """1.0 to 5.0, from the checklist alone."""
    core_credit: float
    """0 to 1."""
    senior_credit: float
    """0 to 1."""
    flagged: bool
    """Checklist and anchor differ by a level or more."""
    unproven: bool
    """The anchor stands a level or more above what the checklist proves."""
    red_flags: tuple[str, ...]
    """Ids of the red flags that were shown with proof."""


def item_level(core_credit: float, senior_credit: float) -> float:
    """Return 1 + 2c + 2cs: senior credit counts only as far as the core carries it."""
    return 1 + 2 * core_credit + 2 * core_credit * senior_credit


def level_of(value: float) -> int:
    """Round with halves down: a level is earned, not rounded into."""
    return min(5, max(1, math.ceil(round(value - 0.5, _DIGITS))))


def score_dimension(
    items: Sequence[ChecklistItem], statuses: Mapping[str, ItemStatus], anchor: float
) -> DimensionScore:
    """Combine a dimension's items with its anchor level (1 to 5); an item without a status is absent."""
    if not 1 <= anchor <= 5:
        raise ValueError(f"anchor level {anchor} is outside 1 to 5")
    core = _credit(items, statuses, ItemKind.CORE)
    senior = _credit(items, statuses, ItemKind.SENIOR)
    from_items = item_level(core, senior)
    if core == 0 and senior == 0:
        value = 1.0
    else:
        value = from_items + min(0.5, max(-1.0, (anchor - from_items) / 2))
    value = round(min(5.0, max(1.0, value)), _DIGITS)
    red_flags = tuple(
        item.id for item in items if item.kind is ItemKind.RED_FLAG and statuses.get(item.id) is ItemStatus.MET
    )
    level = level_of(value)
    return DimensionScore(
        level=min(level, RED_FLAG_CAP) if red_flags else level,
        value=value,
        item_level=round(from_items, _DIGITS),
        core_credit=round(core, _DIGITS),
        senior_credit=round(senior, _DIGITS),
        flagged=round(abs(anchor - from_items), _DIGITS) >= FLAGGED_DIFFERENCE,
        unproven=round(anchor - from_items, _DIGITS) >= FLAGGED_DIFFERENCE,
        red_flags=red_flags,
    )


def _credit(items: Sequence[ChecklistItem], statuses: Mapping[str, ItemStatus], kind: ItemKind) -> float:
    weighed = [item for item in items if item.kind is kind]
    total = sum(item.weight for item in weighed)
    if not total:
        return 0.0
    return sum(item.weight * CREDIT[statuses.get(item.id, ItemStatus.ABSENT)] for item in weighed) / total
