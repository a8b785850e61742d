"""What narrows the list of past sessions, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_bank.models import sub_kind_words
from scorecards.models import Kind
from simulator.history.narrowing import SELF, SPANS, WAITING, Order

if TYPE_CHECKING:
    from simulator.history.narrowing import Narrowing

SPAN_WORDS = dict(zip(SPANS, ("any", "last 7 days", "last 30 days", "last 90 days", "this year"), strict=True))
_JUDGES = {SELF: "by yourself", WAITING: "waiting"}


def judge_words(judge: str) -> str:
    """Return who judged, as a row says it."""
    return _JUDGES.get(judge) or f"by {judge}"


def narrowing_words(narrowing: Narrowing) -> list[str]:
    """Return what is on, in words."""
    on = [
        Kind(narrowing.kind).label if narrowing.kind else "",
        sub_kind_words(narrowing.sub_kind),
        narrowing.mode,
        judge_words(narrowing.judge) if narrowing.judge else "",
        narrowing.call,
        f"#{narrowing.tag}" if narrowing.tag else "",
        SPAN_WORDS[narrowing.dates] if narrowing.dates else "",
        narrowing.days,
        narrowing.order.value if narrowing.order is not Order.NEWEST else "",
    ]
    return [each for each in on if each]
