"""Where the candidate stands today, in words that both faces use: the day of the interview, the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.practice.today import days_to, local_day

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from simulator.practice.today import Week

DAY_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FIRST = "No sessions yet. A drill is a good start: no clock ends it, and it takes a lunch break."
MOST = 9
"""Sessions of a day that are counted out."""


def day_words(day: date, today: date) -> str:
    """Return a day as one says it; its year only where that is another one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def interview_words(day: date, now: datetime, zone: tzinfo | None = None) -> str:
    """Return how far the interview is."""
    ahead = days_to(day, now, zone)
    named = day_words(day, local_day(now, zone))
    if ahead > 1:
        return f"{ahead} days to go, on {named}"
    if ahead >= 0:
        return f"{'tomorrow' if ahead else 'today'}, {named}"
    return f"was {'yesterday' if ahead == -1 else f'{-ahead} days ago'}"


def goal_words(week: Week, goal: int) -> str:
    """Return the week's sessions, against the goal where there is one."""
    if goal:
        return f"{week.total} of {goal}{', goal met' if week.total >= goal else ' sessions'}"
    return {0: "no session yet", 1: "1 session"}.get(week.total, f"{week.total} sessions")


def day_marks(week: Week) -> list[str]:
    """Return a mark for each day, Monday first: how many sessions, ``-`` for none, nothing for a day to come."""
    counts = [f"{count}" if count <= MOST else f"{MOST}+" for count in week.counts]
    return ["" if day > week.today else counts[day] if week.counts[day] else "-" for day, _ in enumerate(week.counts)]


def week_words(week: Week, goal: int) -> str:
    """Return the week in one line of plain text: the sum, then the days that had sessions."""
    days = [f"{name} {count}" for name, count in zip(DAY_NAMES, week.counts, strict=True) if count]
    return goal_words(week, goal) + (f" ({', '.join(days)})" if days else "")
