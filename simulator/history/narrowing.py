"""Which past sessions a list shows, and in what order: from the index alone, without reading a session."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from scorecards.recommendation import CALLS, Call
from simulator.errors import UsageError
from simulator.history.records import SessionStatus, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.history.summaries import RoundSummary, SessionSummary

SELF = Source.SELF.value
WAITING = ":waiting"
"""Stands where a judge's name would; no model is called that."""
SPANS = ("", "7", "30", "90", "year")
"""Up to today: any, that many days, or the year."""
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_BETWEEN = re.compile(r"\s+to\s+|\s+-\s+|\s*\.\.\s*|\s*[,–]\s*|\s+")
_RANK = {call.label: int(call) for call in CALLS}


class Order(StrEnum):
    """What stands first."""

    NEWEST = "newest first"
    OLDEST = "oldest first"
    BEST = "best call first"
    WORST = "worst call first"
    LONGEST = "longest answer first"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What sessions have to be to be listed; whatever is empty lets all through."""

    kind: str = ""
    sub_kind: str = ""
    mode: str = ""
    judge: str = ""
    """``self``, the name of a model, or ``WAITING``."""
    call: str = ""
    """Its label; the newest call of a round counts."""
    tag: str = ""
    dates: str = ""
    """One of ``SPANS``."""
    days: str = ""
    """A day, a month, a year, or the first and the last of them."""
    order: Order = Order.NEWEST


def kept(summaries: Sequence[SessionSummary], wanted: Narrowing, today: date) -> list[int]:
    """Return the places of the sessions that pass, in the order wanted, of summaries that stand newest first.

    Raise UsageError for days that cannot be read.
    """
    first, last = _bounds(wanted, today)
    mode, tag = wanted.mode, wanted.tag
    of_session = bool(mode or tag or first or last)
    of_round = _of_round(wanted)
    places = [
        place
        for place, each in enumerate(summaries)
        if not of_session
        or (
            mode in ("", each.mode)
            and (not tag or tag in each.tags)
            and first <= each.started
            and (not last or each.started < last)
        )
    ]
    if of_round is not None:
        places = [
            place for place in places if any(of_round(summaries[place], each) for each in summaries[place].rounds)
        ]
    return _ordered(summaries, places, wanted.order)


def _of_round(wanted: Narrowing) -> Callable[[SessionSummary, RoundSummary], bool] | None:
    """Return whether one round is all that is wanted of a round; None where nothing is."""
    kind, sub_kind, judge, call = wanted.kind, wanted.sub_kind, wanted.judge, wanted.call
    if not (kind or sub_kind or judge or call):
        return None

    def passes(session: SessionSummary, each: RoundSummary) -> bool:
        return (
            kind in ("", each.kind)
            and sub_kind in ("", each.sub_kind)
            and call in ("", each.call)
            and (not judge or judge in each.judges or (judge == WAITING and _waits(session, each)))
        )

    return passes


def _waits(session: SessionSummary, each: RoundSummary) -> bool:
    """Tell whether a round waits for a judge; what was discarded waits for nobody."""
    return each.waiting and session.status != SessionStatus.DISCARDED


def weakest_call(summary: SessionSummary) -> int:
    """Return the call that bounds a session as a number, worst lowest; 0 where there is none."""
    if summary.status == SessionStatus.DISCARDED or any(each.waiting for each in summary.rounds):
        return 0
    return min((_RANK.get(each.call, 0) for each in summary.rounds if each.call), default=0)


def _ordered(summaries: Sequence[SessionSummary], places: list[int], order: Order) -> list[int]:
    """Return places in order; what has no call comes last, and of equals the newest first."""
    if order is Order.OLDEST:
        places.reverse()
    elif order is Order.LONGEST:
        places.sort(key=lambda place: -sum(each.words for each in summaries[place].rounds))
    elif order in (Order.BEST, Order.WORST):
        calls = {place: weakest_call(summaries[place]) for place in places}
        sign = -1 if order is Order.BEST else 1
        places.sort(key=lambda place: sign * calls[place] if calls[place] else int(Call.STRONG_HIRE) + 1)
    return places


def _bounds(wanted: Narrowing, today: date) -> tuple[str, str]:
    """Return the first moment that passes and the first that does not again, as sessions write them."""
    first, last = days_of(wanted.days)
    if wanted.dates:
        begin = date(today.year, 1, 1) if wanted.dates == "year" else today - timedelta(days=int(wanted.dates) - 1)
        first = max(first, begin) if first else begin
    return _moment(first), _moment(last + timedelta(days=1)) if last and last < date.max else ""


def days_of(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of what was typed, Nones for nothing; raise UsageError."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if not parts:
        return None, None
    spans = [_span(part) for part in parts[:2]]
    if len(parts) > 2 or None in spans:
        raise UsageError(
            "Not days", f"{text.strip()[:40]!r} is no day.", "Write 2026-11-21, 2026-11 or 2026, or two of them."
        )
    known = [span for span in spans if span]
    if known[0][0] > known[-1][1]:
        raise UsageError("Not days", "The last day is before the first.", "Write the earlier one first.")
    return known[0][0], known[-1][1]


def _span(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day, a month or a year."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(each) if each else 0 for each in found.groups())
    try:
        last_month = month or 12
        return date(year, month or 1, day or 1), date(year, last_month, day or monthrange(year, last_month)[1])
    except (ValueError, IndexError):
        return None


def _moment(day: date | None) -> str:
    """Return the local midnight at which a day begins, in UTC."""
    if day is None:
        return ""
    try:
        return datetime.combine(day, time.min).astimezone(UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError):  # the first and the last days of the calendar have no other time zone
        return datetime.combine(day, time.min, UTC).isoformat(timespec="seconds")
