"""One judgement's calls: who is tried again after which wait, what is kept, and what is counted."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import StorageError
from simulator.grading.calls import LONGEST_PAUSE, PAUSE, Calls, NoReplies, Replies, request_key
from simulator.grading.replies import ReplyFile
from simulator.model.protocol import PASSING, Failure, ModelError, Reply, Request
from tests.fakes import ScriptedModel
from tests.model.caller import REQUEST

PRICELESS = Reply("text", "m", 1.0, 10, 5)


@dataclass
class Desk:
    """Calls with a sleep that only writes down how long it was to be."""

    calls: Calls
    slept: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)

    def ask(self, request: Request = REQUEST) -> Reply:
        return asyncio.run(self.calls.ask(request))

    def failure(self, request: Request = REQUEST) -> Failure:
        with pytest.raises(ModelError) as caught:
            self.ask(request)
        return caught.value.failure


def desk(model: ScriptedModel, replies: Replies | None = None, *, cap: float | None = None) -> Desk:
    async def sleep(seconds: float) -> None:
        assert made.told == [*made.slept, seconds]  # told before it begins
        made.slept.append(seconds)

    gate = asyncio.Semaphore(4)
    calls = Calls(
        model, replies or NoReplies(), gate, cap=cap, sleep=sleep, on_wait=lambda seconds: made.told.append(seconds)
    )
    made = Desk(calls)
    return made


@pytest.mark.parametrize("failure", [each for each in Failure if each in PASSING])
def test_what_may_pass_is_tried_once_more_after_a_pause(failure: Failure) -> None:
    model = ScriptedModel(failure, "back")
    made = desk(model)
    assert made.ask().text == "back"
    assert (made.slept, made.told, len(model.requests)) == ([PAUSE], [PAUSE], 2)


@pytest.mark.parametrize("failure", [each for each in Failure if each not in PASSING])
def test_what_will_not_pass_is_not_tried_again(failure: Failure) -> None:
    model = ScriptedModel(failure, "back")
    made = desk(model)
    assert made.failure() is failure
    assert (made.slept, made.told, len(model.requests)) == ([], [], 1)


def test_refusals_are_among_what_will_not_pass() -> None:
    never = {Failure.BAD_REQUEST, Failure.BAD_KEY, Failure.FORBIDDEN, Failure.NOT_FOUND, Failure.TOO_LONG}
    assert not never & PASSING


def test_there_are_two_tries_and_the_second_failure_is_the_one_that_is_told() -> None:
    model = ScriptedModel(Failure.SERVER, Failure.TIMEOUT, "too late")
    made = desk(model)
    assert made.failure() is Failure.TIMEOUT
    assert (made.slept, len(model.requests)) == ([PAUSE], 2)


@pytest.mark.parametrize("seconds", [0.0, 0.5, 7.0, LONGEST_PAUSE])
def test_the_wait_that_the_server_asks_for_is_kept(seconds: float) -> None:
    made = desk(ScriptedModel(ModelError(Failure.RATE_LIMITED, retry_after=seconds), "back"))
    assert made.ask().text == "back"
    assert made.slept == made.told == [seconds]


@pytest.mark.parametrize("seconds", [LONGEST_PAUSE + 0.1, 3600.0, float("inf")])
def test_a_server_that_asks_for_more_than_a_minute_is_not_waited_for(seconds: float) -> None:
    model = ScriptedModel(ModelError(Failure.RATE_LIMITED, retry_after=seconds), "back")
    made = desk(model)
    assert made.failure() is Failure.RATE_LIMITED
    assert (made.slept, made.told, len(model.requests)) == ([], [], 1)


def test_the_cap_stops_the_call_that_would_come_after_it() -> None:
    model = ScriptedModel("text")  # a cent each
    made = desk(model, cap=0.015)
    made.ask()
    made.ask()
    assert made.failure() is Failure.CAP
    assert (made.calls.spent.calls, len(model.requests)) == (2, 2)


def test_a_cap_that_is_used_up_lets_no_call_out() -> None:
    model = ScriptedModel("text")
    assert desk(model, cap=0.0).failure() is Failure.CAP
    assert model.requests == []


def test_the_second_try_is_under_the_cap_too() -> None:
    model = ScriptedModel("text", Failure.SERVER, "back")
    made = desk(model, cap=0.01)
    made.ask()
    assert made.failure() is Failure.CAP
    assert len(model.requests) == 1


def test_an_unknown_price_never_reaches_a_cap_and_is_never_nought() -> None:
    made = desk(ScriptedModel(PRICELESS), cap=0.001)
    assert [made.ask().cost for _ in range(3)] == [None] * 3
    assert not made.calls.spent.cost_known


def test_totals_count_every_call_and_say_what_is_unknown() -> None:
    made = desk(ScriptedModel("a", Failure.SERVER, "b", replace(PRICELESS, tokens_out=None)))
    assert made.calls.spent.cost_known
    for _ in range(2):
        made.ask()
    spent = made.calls.spent
    assert (spent.calls, spent.tokens, spent.tokens_known) == (3, 240, True)
    assert spent.cost == pytest.approx(0.02)
    assert spent.cost_known
    made.ask()
    assert (spent.calls, spent.tokens, spent.tokens_known) == (4, 250, False)
    assert spent.cost == pytest.approx(0.02)
    assert not spent.cost_known
    assert spent.answered_by == {"served-model", "m"}


def test_a_kept_reply_takes_no_call(tmp_path: Path) -> None:
    first = desk(ScriptedModel("once"), ReplyFile(tmp_path, "s", 1)).ask()
    model = ScriptedModel("never")
    again = desk(model, ReplyFile(tmp_path, "s", 1), cap=0.0)
    assert again.ask() == first
    assert (model.requests, again.calls.spent.calls, again.calls.spent.tokens) == ([], 0, 120)


CHANGES: list[dict[str, Any]] = [{"system": "x"}, {"user": "x"}, {"schema": {}}, {"sample": 1}]


@pytest.mark.parametrize("change", CHANGES, ids=[next(iter(change)) for change in CHANGES])
def test_any_other_request_takes_a_call_of_its_own(tmp_path: Path, change: dict[str, Any]) -> None:
    model = ScriptedModel("first", "second")
    made = desk(model, ReplyFile(tmp_path, "s", 1))
    other = replace(REQUEST, **change)
    assert [made.ask().text, made.ask(other).text, made.ask().text] == ["first", "second", "first"]
    assert model.requests == [REQUEST, other]


def test_a_request_is_the_same_whatever_it_is_called_and_however_long_it_may_take() -> None:
    same = replace(REQUEST, purpose="other", deadline=1.0, most_tokens=1)
    assert request_key("m", same) == request_key("m", REQUEST)
    assert request_key("n", REQUEST) != request_key("m", REQUEST)
    ordered = replace(REQUEST, schema=dict(reversed(list(REQUEST.schema.items()))))
    assert request_key("m", ordered) == request_key("m", REQUEST)


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    replies = ReplyFile(tmp_path, "s", 1)
    made = desk(ScriptedModel(Failure.BAD_KEY, "now"), replies)
    assert made.failure() is Failure.BAD_KEY
    assert made.ask().text == "now"


def test_a_forgotten_reply_is_asked_for_again(tmp_path: Path) -> None:
    made = desk(ScriptedModel("first", "second"), ReplyFile(tmp_path, "s", 1))
    made.ask()
    made.calls.forget(REQUEST)
    assert made.ask().text == "second"


class FullDisk(NoReplies):
    def keep(self, key: str, request: Request, reply: Reply) -> None:
        raise StorageError("The disk is full", "It is.", "Free some space.")


def test_a_reply_that_cannot_be_kept_is_still_a_reply() -> None:
    made = desk(ScriptedModel("text"), FullDisk())
    assert made.ask().text == "text"
    assert made.calls.spent.calls == 1


def test_no_more_calls_run_at_once_than_the_gate_lets_through() -> None:
    class Slow(ScriptedModel):
        running = most = 0

        async def ask(self, request: Request) -> Reply:
            self.running += 1
            self.most = max(self.most, self.running)
            for _ in range(5):
                await asyncio.sleep(0)
            self.running -= 1
            return await super().ask(request)

    async def ten() -> None:
        await asyncio.gather(*(made.calls.ask(replace(REQUEST, sample=number)) for number in range(10)))

    model = Slow("text")
    made = desk(model)
    asyncio.run(ten())
    assert (model.most, len(model.requests)) == (4, 10)
