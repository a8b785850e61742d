"""A judge's report checked against the answer: what cannot be found in the candidate's words earns nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from scorecards.evidence import Segment, nearest_segment, verify_quote
from scorecards.models import ChecklistItem, ItemKind, ItemStatus
from simulator.grading.screening import Screened
from simulator.grading.wire import JudgeReply, Sign, UnusableReplyError, WireItem, WireSign
from simulator.history.records import Quote

_CLAIMED = {"met": ItemStatus.MET, "partial": ItemStatus.PARTIAL, "absent": ItemStatus.ABSENT}
_SIGNS = frozenset(each.value for each in Sign)
_MOST_QUOTES = 3
_MOST_READ = 10
"""Quotes of an item that are looked up; a judge that sends hundreds is out of its mind."""
_LONGEST_COMPARED = 300
"""Characters of a quote for which the nearest sentence is sought."""


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One item after the check."""

    status: ItemStatus
    quotes: tuple[Quote, ...] = ()
    nearest: Quote | None = None
    """Of an unverified item: the sentence nearest to what the judge claimed. It proves nothing."""
    claimed: int = 0
    """Quotes that the judge gave for a credit."""
    verified: int = 0
    repaired: bool = False
    reason: str = ""
    """Why it is unverified, where it is not that no quote was found."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One sample of a dimension: what a judge reported and code found to be true."""

    items: dict[str, CheckedItem]
    anchor: float | None
    why_not_higher: str = ""
    why_not_lower: str = ""
    signs: frozenset[Sign] = field(default_factory=frozenset)

    @property
    def statuses(self) -> dict[str, ItemStatus]:
        """Status by item id."""
        return {name: item.status for name, item in self.items.items()}

    @property
    def failures(self) -> list[str]:
        """Ids of the items that were claimed and are not verified."""
        return [name for name, item in self.items.items() if item.status is ItemStatus.UNVERIFIED]

    @property
    def repaired(self) -> bool:
        """True where a repair call mended a quote."""
        return any(item.repaired for item in self.items.values())


class Verifier:
    """Checks quotes against what the judge was shown of one answer."""

    def __init__(self, screened: Screened) -> None:
        self._turns = screened.turns
        self._segments = screened.segments
        self._by_id = {segment.id: segment for segment in screened.segments}
        self._visible = _visible_runs(screened)
        # judges of several dimensions like the same sentences
        self._find = cache(self._look_for)
        self._nearest = cache(self._look_near)

    def check(self, reply: JudgeReply, items: Sequence[ChecklistItem]) -> Checked:
        """Return the report with every quote checked; raise UnusableReplyError for missing or contradictory items."""
        reported = _by_item(reply.items, [item.id for item in items])
        return Checked(
            items={item.id: self.check_item(reported[item.id], item) for item in items},
            anchor=float(reply.level),
            why_not_higher=reply.why_not_higher,
            why_not_lower=reply.why_not_lower,
            signs=frozenset(Sign(each.sign) for each in reply.signs[:_MOST_READ] if self._shown(each)),
        )

    def check_item(self, reported: WireItem, item: ChecklistItem) -> CheckedItem:
        """Return what is proven of one item."""
        status = _CLAIMED[reported.status]
        if item.kind is ItemKind.RED_FLAG and status is ItemStatus.PARTIAL:
            status = ItemStatus.ABSENT  # half an accusation is none
        if status is ItemStatus.ABSENT:
            return CheckedItem(status)
        given = [each.quote for each in reported.evidence if each.quote.strip()][:_MOST_READ]
        found = [segment for quote in given if (segment := self._find(quote))]
        quotes = tuple(Quote(segment=each.id, text=each.text) for each in dict.fromkeys(found))[:_MOST_QUOTES]
        if quotes:
            return CheckedItem(status, quotes, claimed=len(given), verified=len(found))
        near = next((segment for quote in given if (segment := self._nearest(quote))), None)
        return CheckedItem(
            ItemStatus.UNVERIFIED,
            nearest=Quote(segment=near.id, text=near.text) if near else None,
            claimed=max(1, len(given)),
        )

    def segment(self, name: str) -> Segment | None:
        """Return a sentence that the judge was shown."""
        return self._by_id.get(name)

    def _shown(self, sign: WireSign) -> bool:
        return sign.sign in _SIGNS and self._find(sign.quote) is not None

    def _look_near(self, quote: str) -> Segment | None:
        return nearest_segment(quote[:_LONGEST_COMPARED], self._segments)

    def _look_for(self, quote: str) -> Segment | None:
        """Return the sentence in which a quote starts, if the judge was shown all of it."""
        match = verify_quote(quote, self._turns)
        if match is None or match.segment not in self._by_id:
            return None
        if self._visible is not None and verify_quote(quote, self._visible) is None:
            return None
        return self._by_id[match.segment]


def _visible_runs(screened: Screened) -> list[str] | None:
    """Return the stretches of the turns that hold nothing withheld; None where nothing is."""
    if not screened.withheld:
        return None
    runs = []
    for turn, text in enumerate(screened.turns):
        at = 0
        for each in screened.withheld:
            if each.segment.turn == turn:
                runs.append(text[at : each.segment.start])
                at = each.segment.end
        runs.append(text[at:])
    return runs


def _by_item(reported: Sequence[WireItem], wanted: Sequence[str]) -> dict[str, WireItem]:
    """Return one report an item; surplus ids are passed over, as nothing could be done with them."""
    found: dict[str, WireItem] = {}
    for each in reported:
        before = found.get(each.id)
        if before is not None and before.status != each.status:
            raise UnusableReplyError(f"item {each.id} stands twice with different statuses")
        if each.id in wanted:
            found[each.id] = each
    missing = [name for name in wanted if name not in found]
    if missing:
        raise UnusableReplyError(f"these items are missing: {', '.join(missing)}")
    return found
