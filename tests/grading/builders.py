"""Rounds, sheets and assessments for the tests of self-grading, on shipped cards and rubrics."""

from collections.abc import Mapping

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.models import ItemKind, ItemStatus, Kind, Scorecard, Target
from scorecards.recommendation import Outcome
from simulator.grading.self_grading import assess, items_to_mark
from simulator.grading.sheet import Mark, Placement, Sheet
from simulator.history.records import (
    Assessment,
    ClosedBy,
    Mode,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Speaker,
    Turn,
    TurnKind,
)
from tests.fakes import BEGIN

WHOLE = "first-rides-down"
"""A card that tests all six dimensions of a case."""
PARTIAL = "charger-count"
"""A card that does not test "evidence", a core dimension."""
CASE: Scorecard = load_scorecard(Kind.CASE)
SENTENCES = (
    "We stop the launch before it ships.",
    "The gate lets too few drivers in.",
    "I would look at the queue first.",
)
LONG = " ".join(SENTENCES) + " " + "The queue at the desk decides how many riders start today. " * 8
"""More than 80 words, so that no doubt comes from the length."""


def record(*turns: str, question: str = WHOLE, hints: int = 0, overtime: float = 0) -> RoundRecord:
    """Return a closed round in which the candidate said these turns: the answer, then answers to follow-ups."""
    kinds = [TurnKind.ANSWER] + [TurnKind.PROBE_ANSWER] * (len(turns) - 1)
    return RoundRecord(
        number=1,
        question_id=question,
        title="A card",
        kind=Kind.CASE,
        sub_kind="metric_drop",
        prompt="Why?",
        minutes=20,
        started=BEGIN,
        closed_by=ClosedBy.CANDIDATE,
        turns=tuple(
            Turn(speaker=Speaker.CANDIDATE, kind=kind, text=text, at=number * 60)
            for number, (kind, text) in enumerate(zip(kinds, turns, strict=True), start=1)
        ),
        hints=hints,
        overtime=overtime,
    )


def sheet(
    question: Question,
    status: ItemStatus = ItemStatus.MET,
    place: Placement = Placement.LEVEL_WITH_HIGH,
    segment: str = "C1.1",
    changed: Mapping[str, Mark] | None = None,
) -> Sheet:
    """Return a finished sheet: every core and senior item has ``status``, no red flag, but for what is ``changed``."""
    marks = {
        item.id: Mark(ItemStatus.ABSENT) if item.kind is ItemKind.RED_FLAG else Mark(status, segment)
        for item in items_to_mark(question, CASE)
    }
    placements = dict.fromkeys(question.tested(CASE.dimension_ids), place)
    return Sheet(items={**marks, **(changed or {})}, placements=placements, seconds=61.5)


def judged(question: Question, marks: Sheet, round_: RoundRecord | None = None) -> Assessment:
    """Return the assessment of a sheet at the senior bar."""
    return assess(round_ or record(LONG, question=question.id), question, CASE, marks, Target.SENIOR, BEGIN)


def items_of(question: Question, dimension: str, kind: ItemKind) -> list[str]:
    """Return the ids of a dimension's items of a kind, in the order of the checklist."""
    return [item.id for item in CASE.items_of(dimension, question.items) if item.kind is kind]


def outcomes(*given: Outcome) -> dict[str, Outcome]:
    """Return six outcomes in the order of the rubric; the first four are core."""
    return dict(zip(CASE.dimension_ids, given, strict=True))


def session(*rounds: RoundRecord) -> SessionRecord:
    """Return a finished session of these rounds."""
    return SessionRecord(
        id="20261121-120000-0001",
        started=BEGIN,
        saved=BEGIN,
        mode=Mode.MOCK,
        target=Target.SENIOR,
        status=SessionStatus.FINISHED,
        rounds=rounds,
    )
