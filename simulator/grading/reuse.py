"""One sentence proves at most two items of a dimension, so that a judge cannot hang a whole scorecard on one line.

Where a judge leans on a sentence for more, the reading that is best for the candidate counts: then one more item shown
never lowers a level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from scorecards.models import ChecklistItem, ItemKind, ItemStatus
from scorecards.scoring import score_dimension
from simulator.grading.verifying import Checked, CheckedItem

MOST_ITEMS = 2
REASON = "its sentence proves two other items of this part already"
_CREDITED = (ItemStatus.MET, ItemStatus.PARTIAL)
_NEUTRAL = 3.0


def limit_reuse(checked: Checked, items: Sequence[ChecklistItem]) -> Checked:
    """Return the sample with as many items credited as its sentences can carry, the best choice of them."""
    credited = [
        item.id for item in items if item.kind is not ItemKind.RED_FLAG and checked.items[item.id].status in _CREDITED
    ]
    if _carried(credited, checked.items):
        return checked
    for count in range(len(credited) - 1, 0, -1):
        choices = [kept for kept in combinations(credited, count) if _carried(kept, checked.items)]
        if choices:
            best = max(choices, key=lambda kept: _level(kept, checked, items))
            return _without(checked, set(credited) - set(best))
    return checked


def _carried(names: Sequence[str], found: Mapping[str, CheckedItem]) -> bool:
    """Tell whether each item can have a sentence of its own among its quotes, each sentence serving at most two."""
    held: dict[tuple[str, int], str] = {}

    def place(name: str, tried: set[tuple[str, int]]) -> bool:
        for quote in found[name].quotes:
            for seat in ((quote.segment, number) for number in range(MOST_ITEMS)):
                if seat in tried:
                    continue
                tried.add(seat)
                if seat not in held or place(held[seat], tried):
                    held[seat] = name
                    return True
        return False

    return all(place(name, set()) for name in names)


def _level(kept: Sequence[str], checked: Checked, items: Sequence[ChecklistItem]) -> float:
    statuses = {name: checked.items[name].status for name in kept}
    return score_dimension(items, statuses, _NEUTRAL).item_level


def _without(checked: Checked, dropped: set[str]) -> Checked:
    items = {
        name: replace(item, status=ItemStatus.UNVERIFIED, quotes=(), nearest=item.quotes[0], reason=REASON)
        if name in dropped
        else item
        for name, item in checked.items.items()
    }
    return replace(checked, items=items)
