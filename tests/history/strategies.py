"""Hypothesis strategies: sessions of any content."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from scorecards.models import ItemKind, ItemStatus, Kind, Target, Unassessed
from scorecards.recommendation import Call, Confidence
from simulator.history.records import (
    Assessment,
    ClosedBy,
    DimensionResult,
    ItemResult,
    Mode,
    Prediction,
    Provenance,
    Quote,
    RoundFlag,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Source,
    Speaker,
    StageMinutes,
    Turn,
    TurnKind,
)

# Hypothesis: lone surrogates come from damaged input; only high ones, so that no two make a pair when joined
CHARACTERS = st.one_of(
    st.characters(codec="utf-8"), st.characters(min_codepoint=0xD800, max_codepoint=0xDBFF, categories=["Cs"])
)
TEXTS = st.text(CHARACTERS, max_size=30)
TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC))
SECONDS = st.floats(0, 1e7, allow_nan=False)
LEVELS = st.integers(1, 5)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


QUOTES = st.builds(Quote, segment=TEXTS, text=TEXTS)
ITEMS = st.one_of(
    st.builds(
        ItemResult,
        id=TEXTS,
        kind=st.sampled_from(ItemKind),
        text=TEXTS,
        status=st.sampled_from([ItemStatus.ABSENT, ItemStatus.UNVERIFIED]),
        quotes=_some(QUOTES),
    ),
    st.builds(
        ItemResult,
        id=TEXTS,
        kind=st.sampled_from(ItemKind),
        text=TEXTS,
        status=st.sampled_from([ItemStatus.MET, ItemStatus.PARTIAL]),
        quotes=QUOTES.map(lambda quote: (quote,)),
    ),
)
DIMENSIONS = st.builds(
    DimensionResult,
    id=TEXTS,
    name=TEXTS,
    outcome=st.one_of(LEVELS, st.sampled_from(Unassessed)),
    value=st.none() | st.floats(1, 5),
    checklist_level=st.none() | st.floats(1, 5),
    anchor=st.none() | st.floats(1, 5),
    flagged=st.booleans(),
    red_flags=_some(TEXTS),
    items=_some(ITEMS),
)
PROVENANCES = st.builds(
    Provenance,
    source=st.sampled_from(Source),
    made=TIMES,
    rubric_hash=TEXTS,
    rubric_version=st.integers(1, 9),
    program_version=TEXTS,
    seconds=SECONDS,
    hints=st.integers(0, 6),
    model=st.none() | TEXTS,
    prompt_hash=st.none() | TEXTS,
    tokens=st.none() | st.integers(0, 10**6),
    cost=st.none() | st.floats(0, 10),
)
ASSESSMENTS = st.builds(
    Assessment,
    id=TEXTS,
    provenance=PROVENANCES,
    target=st.sampled_from(Target),
    dimensions=_some(DIMENSIONS),
    flags=_some(st.sampled_from(RoundFlag)),
    call=st.sampled_from(Call),
    caps=_some(TEXTS),
    confidence=st.sampled_from(Confidence),
    doubts=_some(TEXTS),
)
TURNS = st.builds(
    Turn,
    speaker=st.sampled_from(Speaker),
    kind=st.sampled_from(TurnKind),
    text=TEXTS,
    at=SECONDS,
    ref=TEXTS,
)
PREDICTIONS = st.builds(
    Prediction,
    levels=st.dictionaries(st.text(), LEVELS, max_size=3),
    call=st.sampled_from(Call),
    probability=st.floats(0, 1),
)


@st.composite
def rounds(draw: st.DrawFn, number: int) -> RoundRecord:
    """Return a round of any content."""
    return RoundRecord(
        number=number,
        question_id=draw(TEXTS),
        title=draw(TEXTS),
        kind=draw(st.sampled_from(Kind)),
        sub_kind=draw(TEXTS),
        prompt=draw(TEXTS),
        minutes=draw(st.integers(1, 90)),
        started=draw(st.none() | TIMES),
        closed_by=draw(st.none() | st.sampled_from(ClosedBy)),
        turns=draw(_some(TURNS)),
        stages=draw(_some(st.builds(StageMinutes, id=TEXTS, name=TEXTS, planned=SECONDS, actual=SECONDS))),
        hints=draw(st.integers(0, 6)),
        overtime=draw(SECONDS),
        prediction=draw(st.none() | PREDICTIONS),
        assessments=draw(_some(ASSESSMENTS)),
    )


@st.composite
def sessions(draw: st.DrawFn) -> SessionRecord:
    """Return a session of one to four rounds of any content."""
    count = draw(st.integers(1, 4))
    return SessionRecord(
        id=draw(TEXTS),
        started=draw(TIMES),
        saved=draw(TIMES),
        mode=draw(st.sampled_from(Mode)),
        target=draw(st.sampled_from(Target)),
        status=draw(st.sampled_from(SessionStatus)),
        rounds=tuple(draw(rounds(number)) for number in range(1, count + 1)),
        switched_to_practice=draw(st.booleans()),
    )
