"""No made-up number: every level of an assessment is worked out again from what is stored of it."""

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.evidence import segment_turns, verify_quote
from scorecards.models import ItemStatus, Scorecard, Unassessed
from scorecards.recommendation import recommend
from scorecards.scoring import DimensionScore, level_of, score_dimension
from simulator.grading.verdict import caps_of
from simulator.history.records import Assessment, DimensionResult, RoundFlag, RoundRecord

CREDITED = (ItemStatus.MET, ItemStatus.PARTIAL)


def dishonesty(record: RoundRecord, assessment: Assessment, question: Question) -> list[str]:
    """Return what in an assessment does not follow from its items and the candidate's words; empty where all does."""
    scorecard = load_scorecard(record.kind)
    found = []
    if tuple(result.id for result in assessment.dimensions) != scorecard.dimension_ids:
        found.append("its dimensions are not those of the rubric")
    tested = question.tested(scorecard.dimension_ids)
    for result in assessment.dimensions:
        if (result.id in tested) == (result.outcome is Unassessed.NOT_ASKED):
            found.append(f"{result.id} is {result.outcome}, and the card says otherwise")
        check = _empty if isinstance(result.outcome, Unassessed) else _recomputed
        found += [f"{result.id}: {words}" for words in check(result, scorecard, question)]
        found += [f"{result.id}: {words}" for words in _unproven_quotes(record, assessment, result)]
    caps = caps_of(record, assessment.dimensions, assessment.flags)
    called = recommend(assessment.outcomes, scorecard.core, assessment.target, caps)
    if (assessment.call, assessment.caps) != (called.call, called.caps):
        found.append(f"the call is {assessment.call.label}, and the levels say {called.call.label}")
    if (RoundFlag.HINTS_USED in assessment.flags) != bool(record.hints):
        found.append(f"{record.hints} hints, flags {assessment.flags}")
    return found


def _empty(result: DimensionResult, _scorecard: Scorecard, _question: Question) -> list[str]:
    numbers = (result.value, result.raw_value, result.checklist_level, result.anchor, *result.samples)
    return ["there is a number without a level"] if result.items or any(each is not None for each in numbers) else []


def _recomputed(result: DimensionResult, scorecard: Scorecard, question: Question) -> list[str]:
    items = scorecard.items_of(result.id, question.items)
    if [item.id for item in result.items] != [item.id for item in items]:
        return ["its items are not those of the rubric and the card"]
    statuses = {item.id: item.status for item in result.items}
    anchor = result.anchor
    if anchor is None:
        anchor = score_dimension(items, statuses, 3).item_level
    score = score_dimension(items, statuses, anchor)
    raw = result.value if result.raw_value is None else result.raw_value
    stored = (raw, result.checklist_level, result.flagged, result.unproven, result.red_flags)
    if stored != (score.value, score.item_level, score.flagged, score.unproven, score.red_flags):
        return [f"{stored} is stored where the items give {score}"]
    if result.outcome != _level(result, score):
        return [f"level {result.outcome} is stored for the value {result.value}"]
    return []


def _level(result: DimensionResult, score: DimensionScore) -> int | None:
    if result.value is None:
        return None
    level = level_of(result.value)
    return min(level, 3) if score.red_flags else level


def _unproven_quotes(record: RoundRecord, assessment: Assessment, result: DimensionResult) -> list[str]:
    turns = record.candidate_turns()
    segments = {segment.id: segment.text for segment in segment_turns(turns)}
    found = []
    for item in result.items:
        if (item.status in CREDITED) != bool(item.quotes):
            found.append(f"{item.id} is {item.status} with {len(item.quotes)} quotes")
        for quote in (*item.quotes, *([item.nearest] if item.nearest else [])):
            if segments.get(quote.segment) != quote.text or verify_quote(quote.text, turns) is None:
                found.append(f"{item.id} quotes {quote.text!r}, which was not said in {quote.segment}")
            if item.quotes and quote.segment in assessment.withheld:
                found.append(f"{item.id} quotes {quote.segment}, which no judge has seen")
    return found
