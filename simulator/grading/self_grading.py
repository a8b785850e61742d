"""Self-grading with proof: the same code that scores a model's judgement scores one's own."""

from datetime import datetime

from question_bank.models import Question
from scorecards.evidence import Segment, segment_turns, verify_quote
from scorecards.models import ChecklistItem, ItemKind, ItemStatus, Scorecard, Target, Unassessed
from scorecards.recommendation import Doubts
from scorecards.scoring import score_dimension
from simulator.grading.sheet import Sheet
from simulator.grading.verdict import conclude, program_version
from simulator.history.records import (
    Assessment,
    DimensionResult,
    ItemResult,
    Provenance,
    Quote,
    RoundRecord,
    Source,
)

CREDITED = (ItemStatus.MET, ItemStatus.PARTIAL)


def segments_of(record: RoundRecord) -> list[Segment]:
    """Return the numbered sentences of everything that the candidate said in a round."""
    return segment_turns(record.candidate_turns())


def items_to_mark(question: Question, scorecard: Scorecard) -> list[ChecklistItem]:
    """Return the items of the dimensions that the question tests, in the order of the rubric."""
    return [
        item for name in question.tested(scorecard.dimension_ids) for item in scorecard.items_of(name, question.items)
    ]


def assess(
    record: RoundRecord, question: Question, scorecard: Scorecard, sheet: Sheet, target: Target, made: datetime
) -> Assessment:
    """Turn the marks of a finished sheet into an assessment; a mark without proof in the answer earns nothing."""
    turns = record.candidate_turns()
    segments = {segment.id: segment for segment in segment_turns(turns)}
    low, high = question.exemplars
    tested = question.tested(scorecard.dimension_ids)
    results = []
    for dimension in scorecard.dimensions:
        if dimension.id not in tested:
            results.append(DimensionResult(id=dimension.id, name=dimension.name, outcome=Unassessed.NOT_ASKED))
            continue
        items = scorecard.items_of(dimension.id, question.items)
        marked = tuple(_item_result(item, sheet, turns, segments) for item in items)
        placement = sheet.placements[dimension.id]
        anchor = placement.anchor(low.levels[dimension.id], high.levels[dimension.id])
        score = score_dimension(items, {result.id: result.status for result in marked}, anchor)
        results.append(
            DimensionResult(
                id=dimension.id,
                name=dimension.name,
                outcome=score.level,
                value=score.value,
                checklist_level=score.item_level,
                anchor=anchor,
                flagged=score.flagged,
                unproven=score.unproven,
                red_flags=score.red_flags,
                items=marked,
            )
        )
    return _conclude(record, question, scorecard, sheet, target, made, tuple(results))


def _item_result(item: ChecklistItem, sheet: Sheet, turns: tuple[str, ...], segments: dict[str, Segment]) -> ItemResult:
    mark = sheet.items.get(item.id)
    status = mark.status if mark else ItemStatus.ABSENT
    quotes: tuple[Quote, ...] = ()
    if mark and status in CREDITED:
        segment = segments.get(mark.segment)
        if segment and verify_quote(segment.text, turns):
            quotes = (Quote(segment=segment.id, text=segment.text),)
        else:
            status = ItemStatus.UNVERIFIED
    return ItemResult(id=item.id, kind=item.kind, text=item.text, status=status, quotes=quotes)


def _conclude(
    record: RoundRecord,
    question: Question,
    scorecard: Scorecard,
    sheet: Sheet,
    target: Target,
    made: datetime,
    results: tuple[DimensionResult, ...],
) -> Assessment:
    flags = [flag for flag, raised in sheet.flags.items() if raised]
    disagreement = any(result.flagged for result in results)
    provenance = Provenance(
        source=Source.SELF,
        made=made,
        rubric_hash=scorecard.content_hash(question.items),
        rubric_version=scorecard.version,
        program_version=program_version(),
        seconds=sheet.seconds,
        hints=record.hints,
    )
    doubts = Doubts(self_graded=True, words=record.words, disagreement=disagreement)
    return conclude(record, scorecard, target, results, flags, doubts, provenance)


def missing_items(result: DimensionResult) -> list[ItemResult]:
    """Return what a dimension still lacked: core items first, absent before partial."""
    rank = {ItemKind.CORE: 0, ItemKind.SENIOR: 1}
    lacking = [item for item in result.items if item.kind in rank and item.status is not ItemStatus.MET]
    return sorted(lacking, key=lambda item: (rank[item.kind], item.status is ItemStatus.PARTIAL))
