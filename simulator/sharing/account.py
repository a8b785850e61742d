"""A session as a page: headings, paragraphs, tables and quoted words, for the writers of Markdown and HTML.

Nothing here knows how a page is written, so nothing here needs to escape.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.cleaning import clean
from scorecards.models import ItemKind, ItemStatus, Scorecard, Unassessed
from simulator.clock import spoken
from simulator.grading.wording import LEVEL_WORDS
from simulator.history.export import portable
from simulator.history.records import Assessment, DimensionResult, ItemResult, RoundRecord, SessionRecord, Speaker
from simulator.words.model_reports import remark_lines, scored_by_others, withheld_lines
from simulator.words.moments import utc_time
from simulator.words.reports import (
    STATUS_WORDS,
    TURN_REMARKS,
    advice_lines,
    compared_with,
    prediction_lines,
    provenance_line,
    session_debrief,
    verdict_lines,
)

_DIRECTION_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""They could make the rest of a page run the other way."""
_HIDDEN = dict.fromkeys(_DIRECTION_CONTROLS)

FindCard = Callable[[str], Question | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the session's, 2 a round's, 3 a part's."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences, each on a line of its own."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Words as somebody said or wrote them, with their line ends."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Lines | Said | Table


def readable(text: str) -> str:
    """Return text without what is not seen but could disturb a terminal or a page."""
    return clean(text).translate(_HIDDEN)


def session_page(record: SessionRecord, find_card: FindCard) -> Iterator[Block]:
    """Give the blocks of a session: its facts, its rounds with results and transcripts, how they add up."""
    record = portable(record)
    yield Heading(1, f"Session {record.id}")
    switched = ", went on as practice" if record.switched_to_practice else ""
    status = record.status.value.replace("_", " ")
    facts = f"{utc_time(record.started)}, {record.mode.value}{switched}, {status}"
    yield Lines((f"{facts}, aimed at {record.target.label}.", *_tags_line(record)))
    if record.note:
        yield Heading(3, "Note")
        yield Said(record.note)
    for each in record.rounds:
        yield from _round(each, load_scorecard(each.kind), find_card(each.question_id))
    if len(record.rounds) > 1:
        title, *lines = session_debrief(record).split("\n")
        yield Heading(2, title)
        yield from _lines(lines)


def _tags_line(record: SessionRecord) -> tuple[str, ...]:
    return (f"Tags: {', '.join(record.tags)}.",) if record.tags else ()


def _round(record: RoundRecord, scorecard: Scorecard, question: Question | None) -> Iterator[Block]:
    yield Heading(2, f"Round {record.number}: {record.title}")
    sub_kind = f", {record.sub_kind.replace('_', ' ')}" if record.sub_kind else ""
    yield Lines((f"{record.kind.label.capitalize()}{sub_kind}; planned for {record.minutes} minutes.",))
    yield Heading(3, "Question")
    yield Said(record.prompt)
    yield Heading(3, "Result")
    if record.latest is None:
        yield Lines((f"This round {'waits to be judged' if record.waiting else 'was not answered'}.",))
    else:
        yield from _result(record, record.latest, scorecard, question)
    if record.stages:
        yield Heading(3, "Minutes")
        rows = [(stage.name, spoken(stage.actual), spoken(stage.planned)) for stage in record.stages]
        yield Table(("Stage", "Used", "Planned"), tuple(rows))
    if record.overtime:
        yield Lines((f"Over time: {spoken(record.overtime)}.",))
    if record.turns:
        yield Heading(3, "Transcript")
    for turn in record.turns:
        who = "You" if turn.speaker is Speaker.CANDIDATE else "Interviewer"
        yield Lines((f"{who}{TURN_REMARKS.get(turn.kind, '')}, after {spoken(turn.at - record.started_at)}:",))
        yield Said(turn.text or "(nothing)")


def _result(
    record: RoundRecord, assessment: Assessment, scorecard: Scorecard, question: Question | None
) -> Iterator[Block]:
    yield from _lines(_verdict(assessment, scorecard))
    header = ("Dimension", "Level", "Predicted", "Checklist", compared_with(assessment).capitalize(), "Remarks")
    yield Table(header, tuple(_level_row(record, assessment, result) for result in assessment.dimensions))
    yield from _lines(prediction_lines(record.prediction, assessment))
    items = [(result, item) for result in assessment.dimensions for item in result.items if _is_told(item)]
    if items:
        yield Heading(3, "Checklist")
        yield Table(("Dimension", "Found", "Item", "Your words"), tuple(_item_row(*each) for each in items))
    if assessment.flags:
        yield Lines(("Flags: " + ", ".join(flag.label for flag in assessment.flags) + ".",))
    yield from _lines(withheld_lines(assessment, record))
    title, *lines = [line for line in advice_lines(assessment, question, scorecard) if line]
    yield Heading(3, title)
    yield from _lines(lines)
    yield from _lines(scored_by_others(record.assessments, utc_time))
    yield Lines((provenance_line(assessment, len(record.assessments), utc_time),))


def _verdict(assessment: Assessment, scorecard: Scorecard) -> list[str]:
    """Return the verdict in words; where the scorecard has changed since, the call alone."""
    if {result.id for result in assessment.dimensions} <= set(scorecard.dimension_ids):
        return verdict_lines(assessment, scorecard)
    return [f"Call for a {assessment.target.label}: {assessment.call.label}."]


def _level_row(record: RoundRecord, assessment: Assessment, result: DimensionResult) -> tuple[str, ...]:
    if isinstance(result.outcome, Unassessed):
        level = result.outcome.label
    else:
        level = f"{result.outcome} of 5, {LEVEL_WORDS[result.outcome]}"
    predicted = record.prediction.levels.get(result.id) if record.prediction else None
    remarks = [line.strip() for line in remark_lines(result)]
    if result.flagged:
        remarks.append(f"Checklist and {compared_with(assessment)} differ by a level or more.")
    if result.red_flags:
        remarks.append("A red flag holds it at 3 or below.")
    checklist = "" if result.checklist_level is None else f"{result.checklist_level:.1f}"
    anchor = "" if result.anchor is None else f"{result.anchor:.2g}"
    return (result.name, level, "" if predicted is None else str(predicted), checklist, anchor, " ".join(remarks))


def _is_told(item: ItemResult) -> bool:
    return item.kind is not ItemKind.RED_FLAG or item.status is not ItemStatus.ABSENT


def _item_row(result: DimensionResult, item: ItemResult) -> tuple[str, ...]:
    found = "RED FLAG" if item.kind is ItemKind.RED_FLAG else STATUS_WORDS[item.status]
    words = [f"{quote.segment} “{quote.text}”" for quote in item.quotes]
    if item.nearest:
        words.append(f"not in the answer as the judge quoted it; nearest: {item.nearest.segment} “{item.nearest.text}”")
    return (result.name, f"{found} ({item.kind.value.replace('_', ' ')})", item.text, " ".join(words))


def _lines(lines: Iterable[str]) -> Iterator[Lines]:
    kept = tuple(line.strip() for line in lines if line.strip())
    if kept:
        yield Lines(kept)
