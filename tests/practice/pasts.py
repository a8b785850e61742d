"""Judged rounds of any shape, for the tests of progress."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from question_bank.models import Header
from scorecards.catalogue import load_scorecard
from scorecards.models import ItemKind, ItemStatus, Kind, Target, Unassessed
from scorecards.recommendation import Call, Confidence
from simulator.history.records import (
    Assessment,
    ClosedBy,
    DimensionResult,
    ItemResult,
    Mode,
    Outcome,
    Prediction,
    Provenance,
    Quote,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Source,
    StageMinutes,
)
from simulator.practice.series import JudgedRound, judged_rounds
from tests.fakes import BEGIN

MODEL = "openai/small"
OTHER_MODEL = "local/large"
FIRST_CARD = "nurse-language-app"


def assessment(
    outcomes: Mapping[str, Outcome] | int | Unassessed = 3,
    *,
    kind: Kind = Kind.STRATEGY,
    source: str = "self",
    values: Mapping[str, float] | None = None,
    items: Mapping[str, Sequence[ItemResult]] | None = None,
    call: Call = Call.LEAN_NO_HIRE,
    target: Target = Target.SENIOR,
    version: int = 1,
) -> Assessment:
    """Return a judgement; one outcome stands for all dimensions of the kind."""
    rubric = load_scorecard(kind)
    if not isinstance(outcomes, Mapping):
        outcomes = dict.fromkeys(rubric.dimension_ids, outcomes)
    values = values or {}
    results = tuple(
        DimensionResult(
            id=name,
            name=rubric.dimension(name).name,
            outcome=outcome,
            value=values.get(name, None if isinstance(outcome, Unassessed) else float(outcome)),
            items=tuple((items or {}).get(name, ())),
        )
        for name, outcome in outcomes.items()
    )
    by_self = source == "self"
    return Assessment(
        id="a",
        provenance=Provenance(
            source=Source.SELF if by_self else Source.LLM,
            model=None if by_self else source,
            made=BEGIN,
            rubric_hash="abc",
            rubric_version=version,
            program_version="0.1.0",
            seconds=1,
        ),
        target=target,
        dimensions=results,
        call=call,
        confidence=Confidence.MEDIUM,
    )


def session(
    day: int,
    *judged: Assessment,
    kind: Kind = Kind.STRATEGY,
    sub_kind: str = "market_entry",
    question: str = FIRST_CARD,
    prediction: Prediction | None = None,
    stages: Sequence[tuple[str, float, float]] = (),
    status: SessionStatus = SessionStatus.FINISHED,
    answered: bool = True,
) -> SessionRecord:
    """Return a session of one round, ``day`` days after the beginning; stages are (id, planned, actual) seconds."""
    started = BEGIN + timedelta(days=day)
    return SessionRecord(
        id=f"{started:%Y%m%d-%H%M%S}-0001",
        started=started,
        saved=started,
        mode=Mode.PRACTICE,
        target=Target.SENIOR,
        status=status,
        rounds=(
            RoundRecord(
                number=1,
                question_id=question,
                title=f"Title of {question}",
                kind=kind,
                sub_kind=sub_kind,
                prompt="Should we?",
                minutes=20,
                started=started,
                closed_by=ClosedBy.CANDIDATE if answered else None,
                stages=tuple(
                    StageMinutes(id=name, name=name.title(), planned=planned, actual=actual)
                    for name, planned, actual in stages
                ),
                prediction=prediction,
                assessments=judged,
            ),
        ),
    )


def series(*levels: Mapping[str, Outcome] | int, source: str = "self") -> tuple[JudgedRound, ...]:
    """Return a round a day on the same question with these outcomes."""
    return judged_rounds(session(day, assessment(each, source=source)) for day, each in enumerate(levels))


def valued(*values: float, dimension: str = "economics") -> tuple[JudgedRound, ...]:
    """Return a round a day whose ``dimension`` has these values."""
    return judged_rounds(session(day, assessment(3, values={dimension: value})) for day, value in enumerate(values))


def predicted(levels: Mapping[str, int], call: Call = Call.LEAN_NO_HIRE, probability: float = 0.5) -> Prediction:
    """Return what a candidate expected."""
    return Prediction(levels=dict(levels), call=call, probability=probability)


def item(name: str, status: ItemStatus, kind: ItemKind = ItemKind.CORE, text: str = "An item") -> ItemResult:
    """Return one item as it was judged, with proof where it needs one."""
    proof = (Quote(segment="C1.1", text="We said it."),) if status in (ItemStatus.MET, ItemStatus.PARTIAL) else ()
    return ItemResult(id=name, kind=kind, text=text, status=status, quotes=proof)


def header(name: str, kind: Kind, sub_kind: str, *, not_tested: tuple[str, ...] = ()) -> Header:
    """Return the header of a card."""
    return Header(
        id=name,
        title=f"Title of {name}",
        kind=kind,
        sub_kind=sub_kind,
        difficulty=2,
        level=Target.SENIOR,
        minutes=20,
        author="somebody",
        date=BEGIN.date(),
        provenance="original",
        not_tested=not_tested,
    )
