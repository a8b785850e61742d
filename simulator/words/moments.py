"""Moments in words: a screen tells the time of the wall clock, a file tells UTC and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.clock import local

if TYPE_CHECKING:
    from datetime import datetime

FORM = "%Y-%m-%d %H:%M"


def local_time(moment: datetime) -> str:
    """Return day and time as this machine's clock has them."""
    return f"{local(moment):{FORM}}"


def local_date(moment: datetime) -> str:
    """Return the day as this machine's calendar has it."""
    return f"{local(moment):%Y-%m-%d}"


def utc_time(moment: datetime) -> str:
    """Return day and time in UTC, for a file that is read elsewhere."""
    return f"{moment:{FORM}} UTC"
