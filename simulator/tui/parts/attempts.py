"""Attempts at one question for the eye: the words of the plain comparison, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorecards.catalogue import load_scorecard
from scorecards.models import Unassessed
from simulator.practice.comparing import Comparison, DimensionPair, JudgedPair, compare
from simulator.tui.parts.result import CELLS, EMPTY, FULL, NAME_WIDTH
from simulator.tui.parts.transcript import evidence_lines
from simulator.tui.text import fitted
from simulator.tui.widgets.prose import Line
from simulator.words import attempts as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.history.records import Outcome
    from simulator.practice.attempts import Attempt, Attempts

COLUMN = 15
"""Cells of a level with its bar and its value, and of the gap after it."""
STAGE_WIDTH, MINUTES_COLUMN = 28, 23


def comparison_lines(attempts: Attempts, other: Attempt | None, again: str) -> list[Line]:
    """Return the attempts and what changed between this one and ``other``; ``again`` judges a round once more."""
    lines = [Line(line.strip(), hang=3) for line in words.list_lines(attempts)]
    if other is None:
        return lines
    comparison = compare(attempts.here, other)
    heading, *remarks = words.opening_lines(comparison, again)
    lines += [Line(""), Line(heading, "bold"), *(Line(line, "dim") for line in remarks)]
    for pair in comparison.judged:
        lines += [Line(""), *_pair_lines(pair, comparison)]
    return [*lines, Line(""), *_minutes_lines(comparison)]


def answers_beside(attempts: Attempts, other: Attempt) -> tuple[list[Line], list[Line]]:
    """Return both answers with what was marked as proof, the earlier first."""
    comparison = compare(attempts.here, other)
    earlier, later = (
        [
            Line(""),
            Line(words.answer_heading(attempt, marked), "bold"),
            Line(""),
            *evidence_lines(attempt.record, marked),
        ]
        for attempt, marked in zip((comparison.earlier, comparison.later), comparison.marked, strict=True)
    )
    return earlier, later


def _pair_lines(pair: JudgedPair, comparison: Comparison) -> list[Line]:
    scorecard = load_scorecard(pair.later.kind)
    names = {each.id: each.short.capitalize() for each in scorecard.dimensions}
    heads = [f"attempt {each.number}" for each in (comparison.earlier, comparison.later)]
    lines = [Line(words.judges_line(pair), "bold"), *(Line(line, "dim") for line in words.remark_lines(pair)), Line("")]
    lines.append(Line(f"{'':<{NAME_WIDTH}} {heads[0]:<{COLUMN}}{heads[1]}", "dim", "levels, earlier and later"))
    lines += [_row(each, names) for each in pair.dimensions]
    lines += [Line(""), Line(words.items_line(pair), "bold")]
    for heading, *items in words.item_groups(pair, names):
        lines += [Line(heading, "bold"), *(Line(item, hang=2) for item in items)]
    return lines


def _row(pair: DimensionPair, names: Mapping[str, str]) -> Line:
    name = names.get(pair.id, pair.name)
    found = words.difference_words(pair)
    cells = [_cell(outcome, value) for outcome, value in zip(pair.outcomes, pair.values, strict=True)]
    text = f"{fitted(name, NAME_WIDTH)} {cells[0]:<{COLUMN}}{cells[1]:<{COLUMN}}{found}"
    levels = [_short(outcome) for outcome in pair.outcomes]
    narrow = f"{name}\n  {levels[0]}, {levels[1]}{': ' if found else ''}{found}"
    return Line(text.rstrip(), "bold" if pair.is_change else "", narrow)


def _cell(outcome: Outcome | None, value: float | None) -> str:
    if outcome is None or isinstance(outcome, Unassessed):
        return _short(outcome)
    return f"{FULL * outcome}{EMPTY * (CELLS - outcome)} {outcome}/5{'' if value is None else f' {value:.1f}'}"


def _short(outcome: Outcome | None) -> str:
    if outcome is None:
        return "none"
    return outcome.label if isinstance(outcome, Unassessed) else f"{outcome}/5"


def _minutes_lines(comparison: Comparison) -> list[Line]:
    heading, *_ = words.minutes_lines(comparison)
    lines = [Line(heading, "bold")]
    for name, earlier, later in words.minutes_rows(comparison):
        text = f"{fitted(name, STAGE_WIDTH)} {earlier:<{MINUTES_COLUMN}}{later}"
        lines.append(Line(text, "", f"{name}\n  {earlier}, then {later}"))
    return [*lines, *(Line(line.strip(), "dim") for line in words.unmarked_lines(comparison))]
