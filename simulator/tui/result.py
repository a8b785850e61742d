"""A round's result for the eye: the words of the plain report, with bars and weight."""

from __future__ import annotations

from collections.abc import Mapping

from question_bank.models import Question
from scorecards.models import Scorecard, Unassessed
from simulator.history.records import Assessment, DimensionResult, Prediction, RoundRecord
from simulator.plain import reports
from simulator.tui.text import fitted
from simulator.tui.widgets.prose import Line

FULL, EMPTY = "█", "░"
CELLS = 10
NAME_WIDTH = 24


def result_lines(record: RoundRecord, scorecard: Scorecard, question: Question | None) -> list[Line]:
    """Return the result of a round: headline, call, bars, checklist with quotes, minutes, next steps, provenance."""
    assessment = record.latest
    if assessment is None:
        return [_styled(line) for line in reports.round_report(record, scorecard, question).split("\n")]
    headline, *verdict = reports.verdict_lines(assessment, scorecard)
    lines = [Line(headline, "bold"), *(Line(line) for line in verdict), Line("")]
    names = {dimension.id: dimension.short.capitalize() for dimension in scorecard.dimensions}
    lines += _bars(assessment, record.prediction, names)
    lines += [Line(line) for line in reports.prediction_lines(record.prediction, assessment) if line]
    lines += [Line(""), Line("The checklist, with your own words", "bold")]
    for result in assessment.dimensions:
        lines += [_styled(line) for line in reports.item_lines(result)]
    if assessment.flags:
        lines += [Line(""), Line("Flags: " + ", ".join(flag.label for flag in assessment.flags), "bold")]
    lines += [_styled(line) for line in reports.pacing_lines(record)]
    lines += [_styled(line) for line in reports.advice_lines(assessment, question, scorecard)]
    return [*lines, Line(""), Line(reports.provenance_line(assessment, len(record.assessments)), "dim")]


def _styled(line: str) -> Line:
    """Set a line of the report: headings bold, quotes italic, the rest as it is."""
    if line and not line.startswith(" "):
        return Line(line, "bold")
    return Line(line, "italic" if '"' in line and line.startswith("      ") else "")


def _bars(assessment: Assessment, prediction: Prediction | None, names: Mapping[str, str]) -> list[Line]:
    heading = f"{'':<{NAME_WIDTH}} {'':<{CELLS}} level predicted checklist exemplars"
    rows = [_bar(result, prediction, names.get(result.id, result.name)) for result in assessment.dimensions]
    lines = [Line(heading, "dim", f"{'':<{NAME_WIDTH}} level"), *rows]
    if any(result.flagged for result in assessment.dimensions):
        lines.append(Line("* checklist and exemplars differ by a level or more: look again", "dim"))
    return [*lines, Line("")]


def _bar(result: DimensionResult, prediction: Prediction | None, called: str) -> Line:
    name = fitted(called, NAME_WIDTH)
    if isinstance(result.outcome, Unassessed):
        return Line(f"{name} {result.outcome.label}", "dim")
    full = result.outcome * CELLS // 5
    predicted = prediction.levels.get(result.id) if prediction else None
    numbers = f"{predicted or '-':>9} {result.checklist_level or 0:>9.1f} {result.anchor or 0:>9g}"
    remarks = (" *" if result.flagged else "") + (" red flag" if result.red_flags else "")
    bar = f"{FULL * full}{EMPTY * (CELLS - full)}"
    return Line(f"{name} {bar}  {result.outcome}/5 {numbers}{remarks}", "", f"{name}  {result.outcome}/5{remarks}")
