"""Results as plain sentences: a line a dimension, the candidate's own words as proof, provenance beside them."""

from collections.abc import Callable
from datetime import datetime

from question_bank.models import Question
from scorecards.models import ItemKind, ItemStatus, Scorecard, Unassessed
from simulator.clock import spoken
from simulator.grading.wording import LEVEL_WORDS, headline, listed, next_steps, weakest_round
from simulator.history.records import (
    Assessment,
    DimensionResult,
    ItemResult,
    Prediction,
    RoundRecord,
    SessionRecord,
    Speaker,
    TurnKind,
)
from simulator.words.model_reports import (
    agreement_lines,
    coach_lines,
    is_by_model,
    judge_words,
    price_words,
    remark_lines,
    scored_by_others,
    spread_words,
    withheld_lines,
)
from simulator.words.moments import local_time

STATUS_WORDS = {
    ItemStatus.MET: "met",
    ItemStatus.PARTIAL: "partly met",
    ItemStatus.ABSENT: "absent",
    ItemStatus.UNVERIFIED: "not verified",
}


NO_CARD = "The question's card is no longer in the bank, so there is no advice."
TURN_REMARKS = {
    TurnKind.LATE: " (after the end of time, not judged)",
    TurnKind.TOPIC: " (picked from the list of topics)",
    TurnKind.HINT: " (a hint)",
}


def round_report(record: RoundRecord, scorecard: Scorecard, question: Question | None) -> str:
    """Return the result of a round; without its card there is no advice, and the report says so."""
    assessment = record.latest
    lines = [f'Result of round {record.number}: "{record.title}" ({record.kind.label})', ""]
    if assessment is None:
        state = "waits to be judged" if record.waiting else "was not answered"
        return "\n".join([*lines, f"This round {state}.", *pacing_lines(record)])
    lines += verdict_lines(assessment, scorecard)
    lines += ["", "Levels"]
    for result in assessment.dimensions:
        lines += [_dimension_line(result, record.prediction, assessment), *remark_lines(result)]
    lines += prediction_lines(record.prediction, assessment)
    lines += ["", "The checklist, with your own words"]
    for result in assessment.dimensions:
        lines += item_lines(result)
    if assessment.flags:
        lines += ["", "Flags: " + ", ".join(flag.label for flag in assessment.flags) + "."]
    lines += withheld_lines(assessment, record)
    lines += pacing_lines(record)
    lines += advice_lines(assessment, question, scorecard)
    lines += scored_by_others(record.assessments)
    return "\n".join([*lines, "", provenance_line(assessment, len(record.assessments))])


def verdict_lines(assessment: Assessment, scorecard: Scorecard) -> list[str]:
    """Return the level in words, the call, its confidence, then how stable it is and what capped it."""
    lines = [
        headline(assessment.outcomes, scorecard),
        f"Call for a {assessment.target.label}: {assessment.call.label}.",
        _confidence_line(assessment),
        *agreement_lines(assessment),
    ]
    lines += [f"Capped by {cap}." for cap in assessment.caps]
    untested = [result.name for result in assessment.dimensions if result.outcome is Unassessed.NOT_ASKED]
    if scorecard.core & {result.id for result in assessment.dimensions if result.outcome is Unassessed.NOT_ASKED}:
        lines.append(f"This question does not test {listed(untested)}; alone it can show a lean hire at most.")
    return lines


def _confidence_line(assessment: Assessment) -> str:
    reading = ", so take this as practice notes, not as a verdict" if assessment.confidence.value == "low" else ""
    doubts = f": {', '.join(assessment.doubts)}" if assessment.doubts else ""
    return f"{assessment.confidence.value.capitalize()} confidence{reading}{doubts}."


def _dimension_line(result: DimensionResult, prediction: Prediction | None, assessment: Assessment) -> str:
    if isinstance(result.outcome, Unassessed):
        return f"  {result.name}: {result.outcome.label}."
    line = f"  {result.name}: {result.outcome} of 5, {LEVEL_WORDS[result.outcome]}."
    parts = []
    if prediction and result.id in prediction.levels:
        parts.append(f"predicted {prediction.levels[result.id]}")
    if result.checklist_level is not None:
        parts.append(f"checklist {result.checklist_level:.1f}")
    if result.anchor is not None:
        parts.append(f"{compared_with(assessment)} {result.anchor:.2g}")
    if spread_words(result):
        parts.append(spread_words(result))
    if parts:
        line += f" {', '.join(parts).capitalize()}."
    if result.flagged:
        line += f" Checklist and {compared_with(assessment)} differ by a level or more: look again."
    if result.red_flags:
        line += " A red flag holds it at 3 or below."
    return line


def compared_with(assessment: Assessment) -> str:
    """Return what the anchor level compares the answer with."""
    return "descriptions" if is_by_model(assessment) else "exemplars"


def prediction_lines(prediction: Prediction | None, assessment: Assessment) -> list[str]:
    """Return how the blind prediction compares with the judgement."""
    if prediction is None:
        return []
    right = "it was" if prediction.call is assessment.call else f"it was {assessment.call.label}"
    lines = [
        "",
        f"You predicted {prediction.call.label}, {prediction.probability:.0%} sure; {right}.",
    ]
    gaps = [
        prediction.levels[name] - outcome
        for name, outcome in assessment.outcomes.items()
        if name in prediction.levels and not isinstance(outcome, Unassessed)
    ]
    if gaps:
        bias = sum(gaps) / len(gaps)
        if abs(bias) < 0.05:
            lines.append("On average your levels were neither high nor low.")
        else:
            lines.append(f"On average you rated yourself {abs(bias):.1f} too {'high' if bias > 0 else 'low'}.")
    return lines


def item_lines(result: DimensionResult) -> list[str]:
    """Return the checklist of one dimension with the quotes that prove it."""
    if not result.items:
        return []
    lines = [f"  {result.name}"]
    for item in result.items:
        if item.kind is ItemKind.RED_FLAG and item.status is ItemStatus.ABSENT:
            continue
        label = "RED FLAG" if item.kind is ItemKind.RED_FLAG else STATUS_WORDS[item.status]
        lines.append(f"    {label} ({item.kind.value.replace('_', ' ')}): {item.text}")
        lines += _quote_lines(item)
    return lines


def _quote_lines(item: ItemResult) -> list[str]:
    lines = [f'      {quote.segment} "{quote.text}"' for quote in item.quotes]
    if item.nearest:
        lines.append(
            f'      the judge\'s quote is not in your answer; nearest: {item.nearest.segment} "{item.nearest.text}"'
        )
    return lines


def pacing_lines(record: RoundRecord) -> list[str]:
    """Return minutes used against plan, stage by stage."""
    if not record.stages:
        return []
    lines = ["", f"Minutes, used against a plan of {record.minutes}"]
    lines += [f"  {stage.name}: {spoken(stage.actual)} of {spoken(stage.planned)}" for stage in record.stages]
    if record.overtime:
        lines.append(f"  Over time: {spoken(record.overtime)}")
    return lines


def advice_lines(assessment: Assessment, question: Question | None, scorecard: Scorecard) -> list[str]:
    """Return the next steps and the question's pitfalls; without its card there are none, and it says so."""
    lines = ["", "Next steps", *coach_lines(assessment)]
    if question is None:
        return lines if assessment.advice else [*lines, f"  {NO_CARD}"]
    if not assessment.advice:
        lines += _step_lines(assessment, question, scorecard)
    lines += ["", "Where good PMs go wrong on this question"]
    return lines + [f"  {pitfall.title}: {pitfall.text.strip()}" for pitfall in question.pitfalls]


def _step_lines(assessment: Assessment, question: Question, scorecard: Scorecard) -> list[str]:
    lines = []
    for number, step in enumerate(next_steps(assessment, question, scorecard), start=1):
        lines.append(f"  {number}. {step.dimension}: {step.item}")
        if step.said:
            lines.append(f'     You came near with: "{step.said}"')
        if step.example:
            lines.append(f"     What would count: {step.example}")
        lines.append(f"     Drill: {step.drill}")
    return lines or ["  Every item of the checklist was met. Try a harder question."]


def provenance_line(assessment: Assessment, judgements: int, when: Callable[[datetime], str] = local_time) -> str:
    """Return who judged, when, by which rubric, and how much is known of the noise."""
    origin = assessment.provenance
    count = "one judgement, so no spread is known" if judgements == 1 else f"the newest of {judgements} judgements"
    if is_by_model(assessment):
        count = "one judgement" if judgements == 1 else count
    return (
        f"{judge_words(origin)} on {when(origin.made)} in {spoken(origin.seconds)}; {count}; "
        f"{price_words(origin)}rubric version {origin.rubric_version}, hash {origin.rubric_hash}; "
        f"hints {origin.hints}; program {origin.program_version}."
    )


def session_debrief(session: SessionRecord, judge: str = "pm-simulator judge") -> str:
    """Return how the rounds add up: the weakest bounds the result; ``judge`` says how one judges the rest."""
    lines = ["Debrief of the session", ""]
    for record in session.rounds:
        call = record.latest.call.label if record.latest else "not judged yet"
        lines.append(f'Round {record.number}, {record.kind.label}, "{record.title}": {call}.')
    weakest = weakest_round(session.rounds)
    lines.append("")
    if weakest is None or weakest.latest is None:
        lines.append(f"The session has no result until every round is judged: {judge}.")
    else:
        alike = all(each.latest and each.latest.call is weakest.latest.call for each in session.rounds)
        bound = "all rounds agree" if alike else f"the weakest round bounds it: {weakest.number}, {weakest.kind.label}"
        lines.append(f"Result of the session: {weakest.latest.call.label}; {bound}.")
    return "\n".join(lines)


def transcript(record: RoundRecord) -> str:
    """Return everything that was said, with the minute at which it was said."""
    lines = []
    for turn in record.turns:
        who = "You" if turn.speaker is Speaker.CANDIDATE else "Interviewer"
        remark = TURN_REMARKS.get(turn.kind, "")
        lines.append(f"[{spoken(turn.at - record.started_at)}] {who}{remark}: {turn.text or '(nothing)'}")
    return "\n".join(lines)
