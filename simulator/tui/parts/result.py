"""A round's result for the eye: the words of the plain report, with bars and weight."""

from __future__ import annotations

from collections.abc import Mapping

from question_bank.models import Question
from scorecards.models import Scorecard, Unassessed
from simulator.history.records import Assessment, DimensionResult, Prediction, RoundRecord
from simulator.tui.text import fitted
from simulator.tui.widgets.prose import Line
from simulator.words import reports
from simulator.words.model_reports import is_by_model, remark_lines, scored_by_others, withheld_lines

FULL, EMPTY = "█", "░"
CELLS = 5
NAME_WIDTH = 24


def result_lines(record: RoundRecord, scorecard: Scorecard, question: Question | None) -> list[Line]:
    """Return the result of a round: headline, call, bars, checklist with quotes, minutes, next steps, provenance."""
    assessment = record.latest
    if assessment is None:
        return [_styled(line) for line in reports.round_report(record, scorecard, question).split("\n")]
    headline, call, *verdict = reports.verdict_lines(assessment, scorecard)
    lines = [Line(headline, "bold"), Line(""), Line(call, "bold"), Line(" ".join(verdict), "dim"), Line("")]
    names = {dimension.id: dimension.short.capitalize() for dimension in scorecard.dimensions}
    lines += _bars(assessment, record.prediction, names)
    lines += _remarks(assessment, names)
    lines += [Line(line) for line in reports.prediction_lines(record.prediction, assessment) if line]
    lines += [Line(""), Line("The checklist, with your own words", "bold")]
    for result in assessment.dimensions:
        lines += [_styled(line) for line in reports.item_lines(result)]
    if assessment.flags:
        lines += [Line(""), Line("Flags: " + ", ".join(flag.label for flag in assessment.flags), "bold")]
    lines += [_styled(line) for line in withheld_lines(assessment, record)]
    lines += [_styled(line) for line in reports.pacing_lines(record)]
    lines += [_styled(line) for line in reports.advice_lines(assessment, question, scorecard)]
    lines += [_styled(line) for line in scored_by_others(record.assessments)]
    return [*lines, Line(""), Line(reports.provenance_line(assessment, len(record.assessments)), "dim")]


def _styled(line: str) -> Line:
    """Set a line of the report: headings bold, quotes italic, the rest as it is."""
    if line and not line.startswith(" "):
        return Line(line, "bold")
    return Line(line, "italic" if '"' in line and line.startswith("      ") else "")


def _bars(assessment: Assessment, prediction: Prediction | None, names: Mapping[str, str]) -> list[Line]:
    compared = reports.compared_with(assessment)
    column = "described" if is_by_model(assessment) else compared
    spread = " samples" if is_by_model(assessment) else ""
    heading = f"{'':<{NAME_WIDTH}} {'':<{CELLS}} level predicted checklist {column}{spread}"
    rows = [_bar(result, prediction, names.get(result.id, result.name)) for result in assessment.dimensions]
    lines = [Line(heading, "dim", f"{'':<{NAME_WIDTH}} level"), *rows]
    if any(result.flagged for result in assessment.dimensions):
        lines.append(Line(f"* checklist and {compared} differ by a level or more: look again", "dim"))
    return [*lines, Line("")]


def _bar(result: DimensionResult, prediction: Prediction | None, called: str) -> Line:
    name = fitted(called, NAME_WIDTH)
    if isinstance(result.outcome, Unassessed):
        return Line(f"{name} {result.outcome.label}", "dim")
    full = result.outcome
    predicted = prediction.levels.get(result.id) if prediction else None
    anchor = "-" if result.anchor is None else f"{result.anchor:.2g}"
    numbers = f"{predicted or '-':>9} {result.checklist_level or 0:>9.1f} {anchor:>9}{_spread(result)}"
    remarks = (" *" if result.flagged else "") + (" red flag" if result.red_flags else "")
    bar = f"{FULL * full}{EMPTY * (CELLS - full)}"
    return Line(f"{name} {bar}  {result.outcome}/5 {numbers}{remarks}", "", f"{name}  {result.outcome}/5{remarks}")


def _spread(result: DimensionResult) -> str:
    """Return the lowest and highest value of the samples, or that there is one."""
    if not result.samples:
        return ""
    low, high = f"{min(result.samples):.1f}", f"{max(result.samples):.1f}"
    words = "one" if len(result.samples) == 1 else low if low == high else f"{low}-{high}"
    return f" {words:>7}"


def _remarks(assessment: Assessment, names: Mapping[str, str]) -> list[Line]:
    """Return why a dimension has no level or no higher one, where a judge said so."""
    lines = []
    for result in assessment.dimensions:
        said = [line.strip() for line in remark_lines(result)]
        if said:
            lines.append(Line(f"  {names.get(result.id, result.name)}. {' '.join(said)}"))
    return [*lines, Line("")] if lines else []
