"""Time as the interview needs it: a monotonic reading for durations, wall time for records."""

import time
from datetime import UTC, datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Where time comes from; tests bring their own."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards; they may stand still while the machine sleeps."""
        ...

    def utc(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def monotonic(self) -> float:
        """Return the monotonic clock in seconds."""
        return time.monotonic()

    def utc(self) -> datetime:
        """Return the wall time in UTC."""
        return datetime.now(UTC)


def local(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """Return an aware moment on the clock of ``zone``, or on that of this machine."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, OSError):  # the first and the last day there are, and what a system's own calendar lacks
        return moment


def spoken(seconds: float) -> str:
    """Return a duration in words that a screen reader says well: ``2 min 5 s``."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
