"""What home says of where one stands: a row each for what is due, the interview, the week and the last session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.tui.text import joined, shown

if TYPE_CHECKING:
    from textual.content import Content

    from simulator.practice.today import Week

LABEL = 11
WHOLE_FROM = 72
"""Cells of width that the week needs with two letters a day and the sum in words."""
LABELLED_FROM = 46
"""Cells of width that it needs with one letter a day and its label."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows, in words; empty ones are not known yet."""

    due: str = ""
    interview: str = ""
    week: Week | None = None
    goal: int = 0
    last: str = ""


def facts(standing: Standing, width: int, *, short: bool, whole: bool) -> Content:
    """Return the rows; ``short`` leaves the last session out, ``whole`` goes on below where a row is too long."""
    rows = [("Due again", shown(standing.due)), ("Interview", shown(standing.interview))]
    if standing.week:
        rows.append(_week(standing.week, standing.goal, width))
    if not short:
        rows.append(("Last", shown(standing.last)))
    lines: list[Content | str] = []
    for label, words in rows:
        pieces = words.wrap(max(1, width - LABEL)) if whole and label else [words]
        for number, piece in enumerate(pieces):
            lines += [shown(f"{'' if number else label:<{LABEL if label else 0}}", "dim"), piece, "\n"]
    return joined(*lines).rstrip()


def _week(week: Week, goal: int, width: int) -> tuple[str, Content]:
    """Return label and days from Monday on: how many sessions, ``-`` for none; today stands in brackets."""
    from simulator.words.standing import DAY_NAMES, day_marks, goal_words

    wide = width >= WHOLE_FROM
    days: list[Content | str] = []
    for number, (name, mark) in enumerate(zip(DAY_NAMES, day_marks(week), strict=True)):
        words = f"{name} {mark:<1}" if wide else f"{name[0]}{mark:<1}"
        is_today = number == week.today
        days.append(shown(f"[{words}]", "bold") if is_today else shown(f" {words} ", "" if mark else "dim"))
    if wide:
        return "This week", joined(*days, f"  {goal_words(week, goal)}")
    strip = joined(*days, f" {week.total}/{goal}" if goal else f" {week.total}")
    return ("This week" if width >= LABELLED_FROM else ""), strip
