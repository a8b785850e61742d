"""A round that is worth judging, and how the tests have it judged."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from scorecards.evidence import segment_turns
from scorecards.models import ItemKind, ItemStatus, Target, Unassessed
from simulator.grading.calls import Calls, NoReplies, Replies
from simulator.grading.pipeline import Options, Tell, judge
from simulator.history.records import Assessment, RoundRecord, Speaker, Turn, TurnKind
from simulator.model.protocol import Model
from tests.fakes import FakeClock
from tests.grading.builders import CASE, WHOLE, record

CARD: Question = Catalogue().load(WHOLE)
TOLD = "In three cities the handover desk opens only at noon since the first of March."
ASKED = "Which number would make you stop the change within a week of its launch?"
OPENING = (
    "I want to know first whether the count itself is right, because a late feed would look the same.",
    "The goal is that new riders take a first ride within two days of signing up.",
    "I split the fall by city and by the day on which the account was opened.",
    "If only some cities fell, then something local happened and not the app.",
    "My first suspicion is the desk, since nobody can ride before a key is handed over.",
    "I would compare cities with early desks to cities with late ones over the same weeks.",
    "A rival's offer would hit every city, so I set that aside for now.",
    "We open the desk at eight in one city and leave the others as they are.",
    "This costs us two extra shifts, which is less than the rides that we lose.",
)
FOLLOW_UP = (
    "I would stop it if waiting at the desk grew for two days in a row.",
    "The operations lead tells the desks and I tell support what riders will ask.",
)
ANSWER = " ".join(OPENING)
QUICKLY = Options(coached=False)
T = TypeVar("T")


def round_of(answer: str = ANSWER, follow_up: str = " ".join(FOLLOW_UP)) -> RoundRecord:
    """Return a round with a fact told, an answer, a probe and an answer to it."""
    said = record(answer, follow_up)
    told = Turn(speaker=Speaker.INTERVIEWER, kind=TurnKind.FACT, text=TOLD, at=1)
    asked = Turn(speaker=Speaker.INTERVIEWER, kind=TurnKind.PROBE, text=ASKED, at=61)
    turns = (told, said.turns[0], asked, *said.turns[1:]) if follow_up else (told, said.turns[0])
    return said.model_copy(update={"turns": turns, "prompt": CARD.brief.prompt})


def marks() -> dict[str, str]:
    """Return a sentence for every core item and one senior item a dimension, as a careful reader would mark them."""
    sentences = [*OPENING, *FOLLOW_UP]
    marked: dict[str, str] = {}
    for name in CARD.tested(CASE.dimension_ids):
        items = CASE.items_of(name, CARD.items)
        core = [item.id for item in items if item.kind is ItemKind.CORE]
        senior = [item.id for item in items if item.kind is ItemKind.SENIOR]
        for item in (*core, senior[0]):
            marked[item] = sentences[len(marked) % len(sentences)]
    return marked


async def at_once(seconds: float) -> None:
    """Wait for no time at all."""
    del seconds


def calls_to(
    model: Model,
    replies: Replies | None = None,
    *,
    cap: float | None = None,
    sleep: Callable[[float], Awaitable[None]] = at_once,
) -> Calls:
    return Calls(model, replies or NoReplies(), asyncio.Semaphore(16), cap=cap, sleep=sleep)


def judging(
    model: Model,
    said: RoundRecord | None = None,
    options: Options = QUICKLY,
    *,
    replies: Replies | None = None,
    question: Question = CARD,
    target: Target = Target.SENIOR,
    tell: Tell = lambda progress: None,
) -> Coroutine[Any, Any, Assessment]:
    calls = calls_to(model, replies)
    return judge(said or round_of(), question, CASE, target, calls, options, FakeClock(), "20261121-1", tell)


def grade(model: Model, said: RoundRecord | None = None, options: Options = QUICKLY, **more: Any) -> Assessment:
    """Have a round judged, and check what must hold of every assessment whatever the model did."""
    said = said or round_of()
    before = said.model_dump_json()
    made = asyncio.run(judging(model, said, options, **more))
    assert said.model_dump_json() == before, "judging changes no record"
    check_honesty(made, said)
    return made


def check_honesty(made: Assessment, said: RoundRecord) -> None:
    """Check that no number is outside the scale or without a basis, and that every credit has the candidate's words."""
    turns = said.candidate_turns()
    segments = {segment.id: segment.text for segment in segment_turns(turns)}
    for result in made.dimensions:
        if isinstance(result.outcome, Unassessed):
            assert (result.value, result.anchor, result.items, result.samples) == (None, None, (), ())
            continue
        assert result.outcome in range(1, 6)
        assert result.value is not None
        assert 1 <= result.value <= 5
        assert all(1 <= value <= 5 for value in result.samples)
        for item in result.items:
            assert bool(item.quotes) == (item.status in (ItemStatus.MET, ItemStatus.PARTIAL))
            for quote in item.quotes:
                assert segments[quote.segment] == quote.text
                assert quote.segment not in made.withheld
                assert any(quote.text in turn for turn in turns)


def values(made: Assessment) -> dict[str, float | None]:
    return {result.id: result.value for result in made.dimensions}


def without_id(made: Assessment) -> dict[str, Any]:
    """Return an assessment without what differs from one judgement to the next: its id, the time and the calls."""
    left = made.model_dump(mode="json", exclude={"id": True, "provenance": {"made", "seconds", "calls"}})
    return dict(left)
