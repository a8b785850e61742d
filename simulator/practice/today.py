"""What a day stands at: sessions of the week, days to the interview. Days and weeks are those of the local calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from simulator.clock import local
from simulator.history.records import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo

    from simulator.history.summaries import SessionSummary

DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions of this week so far."""

    counts: tuple[int, ...]
    """One number a day, Monday first."""
    today: int
    """Which of the days is today; 0 is Monday."""

    @property
    def total(self) -> int:
        """Sessions of the whole week."""
        return sum(self.counts)


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the day of an aware moment in ``zone``, or in that of the machine."""
    return local(moment, zone).date()


def week_of(sat: Iterable[SessionSummary], now: datetime, zone: tzinfo | None = None) -> Week:
    """Return how many sessions began on each day of this week; what was discarded or not answered is none."""
    today = local_day(now, zone)
    monday = today - timedelta(days=today.weekday())
    earliest = (monday - timedelta(days=1)).isoformat()  # in UTC; ten thousand moments are not read for seven days
    counts = [0] * DAYS
    for each in sat:
        if each.started >= earliest and _counts(each):
            day = (local_day(datetime.fromisoformat(each.started), zone) - monday).days
            if 0 <= day <= today.weekday():
                counts[day] += 1
    return Week(tuple(counts), today.weekday())


def _counts(session: SessionSummary) -> bool:
    return session.status != SessionStatus.DISCARDED and any(each.call or each.waiting for each in session.rounds)


def days_to(day: date, now: datetime, zone: tzinfo | None = None) -> int:
    """Return how many days a day is ahead; below 0 where it has passed."""
    return (day - local_day(now, zone)).days
