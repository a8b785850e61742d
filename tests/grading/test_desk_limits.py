"""The model's desk: how many requests at once, how much money, and what a judgement is expected to take."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from question_bank.models import Question
from simulator.grading.desk import ModelDesk, spent_on
from simulator.history.records import GradingMode
from simulator.model.protocol import Failure, ModelError, Request
from tests.fakes import BEGIN
from tests.grading.builders import CASE, PARTIAL, session
from tests.grading.desk_room import Room
from tests.grading.judges import FakeJudge
from tests.grading.rounds import CARD, grade, round_of
from tests.grading.warm_judge import Maker, first_item_met

ASKED = Request(purpose="coach", system="s", user="u", schema={"properties": {"suggestions": {}}})


def test_as_many_requests_as_the_settings_say_are_under_way(far: Room, maker: Maker) -> None:
    async def run() -> None:
        calls = [far.desk.calls() for _ in range(3)]  # three judgements share one limit
        await asyncio.gather(
            *(each.ask(replace(ASKED, sample=10 * n + m)) for n, each in enumerate(calls) for m in range(4))
        )

    far.set(at_once=5)
    asyncio.run(run())
    assert maker.made[0].most == 5
    assert len(maker.requests) == 12


async def _failure(call: Awaitable[object]) -> Failure | None:
    try:
        await call
    except ModelError as error:
        return error.failure
    return None


def spend(desk: ModelDesk, spent: float) -> int:
    """Ask, a cent each, until the cap says no; return how many calls went out."""

    async def run() -> int:
        calls = desk.calls(spent=spent)
        asked = [calls.ask(replace(ASKED, sample=number)) for number in range(20)]
        said = [await each for each in map(_failure, asked)]
        assert said == sorted(said, key=bool), "after the cap there is no call"
        assert set(said) <= {None, Failure.CAP}
        return calls.spent.calls

    return asyncio.run(run())


def test_the_cap_counts_what_the_session_has_cost_before(far: Room) -> None:
    far.set(cap=0.055)
    assert spend(far.desk, 0.0) == 6, "the call that reaches the cap is the last"
    assert spend(far.desk, 0.03) == 3
    assert spend(far.desk, 0.055) == 0
    assert spend(far.desk, 0.99) == 0


def test_a_cap_of_zero_is_no_cap(far: Room) -> None:
    far.set(cap=0.0)
    assert spend(far.desk, 500.0) == 20


def test_what_a_session_has_cost_is_the_sum_over_its_rounds_and_judgements() -> None:
    made = grade(FakeJudge(first_item_met))
    assert made.provenance.cost
    unknown = made.model_copy(update={"provenance": made.provenance.model_copy(update={"cost": None})})
    judged = session(round_of(), round_of().model_copy(update={"number": 2}))
    for number, each in ((1, made), (1, made), (2, made), (2, unknown)):
        judged = judged.with_assessment(number, each, BEGIN)

    assert spent_on(judged) == pytest.approx(3 * made.provenance.cost)
    assert spent_on(session(round_of())) == 0.0


# estimates


def estimate(room: Room, question: Question = CARD, words: int = 300) -> Any:
    return asyncio.run(room.desk.estimate(question, CASE, words))


def test_where_the_price_is_not_known_the_cost_is_unknown_and_never_zero(far: Room, maker: Maker) -> None:
    assert estimate(far).cost is None
    maker.price = (2e-6, 8e-6)
    known = estimate(far)
    assert known.cost is not None
    assert known.tokens * 2e-6 < known.cost < known.tokens * 8e-6


def test_an_estimate_grows_with_the_mode_the_answer_and_the_tested_dimensions(far: Room, partial: Question) -> None:
    assert partial.id == PARTIAL
    found = []
    for mode in GradingMode:
        far.set(mode=mode.value)
        found.append(estimate(far))
        assert estimate(far, words=2000).tokens > found[-1].tokens
    assert [each.calls for each in found] == [2, 7, 19]
    assert [each.tokens for each in found] == sorted(each.tokens for each in found)
    assert estimate(far, partial).calls == 16
    far.set(small_model="yes")
    assert estimate(far, words=1600).calls == 200, "twice for each sentence of an ordinary length"


def test_estimating_asks_the_model_nothing(far: Room, maker: Maker) -> None:
    estimate(far)
    assert maker.requests == []
