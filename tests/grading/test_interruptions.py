"""A judgement that runs out of patience, is cancelled, dies half-way, and is resumed or replayed without a call."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from scorecards.models import Unassessed
from simulator.errors import StorageError
from simulator.grading.pipeline import Options
from simulator.grading.replies import ReplyFile
from simulator.history.records import Assessment, GradingMode
from simulator.model.protocol import SAID, Failure, ModelError, Reply, Request
from tests.grading import judges
from tests.grading.judges import FakeJudge, Refusing, Report, Seen, Strategy, honest
from tests.grading.rounds import (
    FOLLOW_UP,
    OPENING,
    calls_to,
    check_honesty,
    grade,
    judging,
    marks,
    round_of,
    values,
    without_id,
)

SCHEMA: dict[str, Any] = {"properties": {"suggestions": {}}}
ADVICE = {"cites": "C1.1", "advice": "Say the goal first.", "stronger": "My goal is a first ride.", "drill": "Twice."}


def generous(seen: Seen) -> Report:
    """Judge as an honest judge does, and like one dimension too much, so that it is sampled again."""
    return honest(marks())(seen) | ({"level": 5} if any(name.startswith("dec") for name in seen.items) else {})


class Stuck(FakeJudge):
    """A judge that never answers about some dimensions, or never repeats itself; counts the calls under way."""

    def __init__(self, strategy: Strategy, *stuck: str, samples: tuple[int, ...] = (0, 1, 2)) -> None:
        super().__init__(strategy)
        self.under_way = 0
        self.cancelled = 0
        self._stuck = stuck
        self._samples = samples

    async def ask(self, request: Request) -> Reply:
        if request.sample in self._samples and request.purpose.removeprefix("judge ") in self._stuck:
            self.requests.append(request)
            self.under_way += 1
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            finally:
                self.under_way -= 1
        return await super().ask(request)


class Dying(FakeJudge):
    """A judge of a judgement that is cancelled when it asks for one reply more than ``replies``."""

    def __init__(self, strategy: Strategy, replies: int) -> None:
        super().__init__(strategy, [ADVICE])
        self._left = replies
        self._victim: asyncio.Task[Assessment] | None = None

    async def ask(self, request: Request) -> Reply:
        if not self._left:
            assert self._victim is not None
            self._victim.cancel()
            await asyncio.Event().wait()
        self._left -= 1
        return await super().ask(request)

    async def judge(self, options: Options, replies: ReplyFile) -> None:
        self._victim = asyncio.create_task(judging(self, options=options, replies=replies))
        with pytest.raises(asyncio.CancelledError):
            await self._victim


@pytest.fixture
def file(tmp_path: Path) -> ReplyFile:
    return ReplyFile(tmp_path / "replies", "20261121", 1)


def test_what_is_judged_when_patience_ends_stays_and_the_rest_is_not_graded() -> None:
    model = Stuck(honest(marks()), "structure", "execution")
    made = grade(model, options=Options(patience=0.03))

    clean = values(grade(FakeJudge(honest(marks()))))
    assert values(made) == clean | {"structure": None, "execution": None}
    reasons = {result.reason for result in made.dimensions if result.outcome is Unassessed.NOT_GRADED}
    assert reasons == {SAID[Failure.TIMEOUT][0]}
    assert (model.under_way, model.cancelled) == (0, 2)


def test_where_nothing_is_judged_in_time_there_is_no_assessment() -> None:
    model = Stuck(honest(marks()), *(result.id for result in grade(FakeJudge(honest(marks()))).dimensions))

    with pytest.raises(ModelError) as caught:
        grade(model, options=Options(patience=0.01))
    assert caught.value.failure is Failure.TIMEOUT
    assert model.under_way == 0


def test_a_dimension_whose_repeats_do_not_come_in_time_keeps_what_its_first_sample_showed() -> None:
    patient = grade(FakeJudge(generous))
    repeated = [result.id for result in patient.dimensions if len(result.samples) == 3]
    assert repeated
    made = grade(Stuck(generous, *repeated, samples=(1, 2)), options=Options(patience=0.03, coached=False))

    assert values(made) == values(patient)
    assert made.agreement is None


def test_cancelling_ends_every_call_and_leaves_no_task_behind() -> None:
    async def run() -> None:
        names = [result.id for result in grade_names]
        model = Stuck(honest(marks()), *names)
        task = asyncio.create_task(judging(model))
        while model.under_way < len(names):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (model.under_way, model.cancelled) == (0, len(names))
        assert asyncio.all_tasks() == {asyncio.current_task()}

    grade_names = grade(FakeJudge(honest(marks()))).dimensions
    asyncio.run(run())


@pytest.mark.parametrize("mode", [GradingMode.STANDARD, GradingMode.RIGOROUS])
@pytest.mark.parametrize("done", [0, 1, 3, 6, 8])
def test_a_judgement_that_died_goes_on_with_what_it_had_and_comes_to_the_same(
    tmp_path: Path, done: int, mode: GradingMode
) -> None:
    options = Options(mode=mode)
    whole = FakeJudge(generous, [ADVICE])
    expected = grade(whole, options=options)

    asyncio.run(Dying(generous, done).judge(options, ReplyFile(tmp_path, "s", 1)))
    rest = FakeJudge(generous, [ADVICE])
    resumed = grade(rest, options=options, replies=ReplyFile(tmp_path, "s", 1))

    assert without_id(resumed) == without_id(expected)
    assert resumed.advice != ()
    assert len(rest.requests) == len(whole.requests) - done


class Backwards(FakeJudge):
    """A judge whose replies come in the opposite order of the questions."""

    async def ask(self, request: Request) -> Reply:
        turn = len(self.requests)
        reply = await super().ask(request)
        for _ in range(5 * (20 - turn)):
            await asyncio.sleep(0)
        return reply


def test_it_makes_no_difference_which_reply_comes_first() -> None:
    def moody(seen: Seen) -> Report:
        """Judge by the order of the items, so that the samples differ."""
        said = honest(marks())(seen)
        return said | {"level": 1 + sum(map(ord, seen.items[0])) % 5, "why_not_higher": seen.items[0]}

    options = Options(mode=GradingMode.RIGOROUS, coached=False)
    made = grade(FakeJudge(moody), options=options)

    assert any(len(set(result.samples)) > 1 for result in made.dimensions)
    assert without_id(grade(Backwards(moody), options=options)) == without_id(made)


@pytest.mark.parametrize("mode", list(GradingMode))
def test_with_kept_replies_a_judgement_is_replayed_without_a_call(file: ReplyFile, mode: GradingMode) -> None:
    options = Options(mode=mode)
    made = grade(FakeJudge(generous, [ADVICE]), options=options, replies=file)
    refusing = Refusing()
    replayed = grade(refusing, options=options, replies=file)

    assert without_id(replayed) == without_id(made)
    assert refusing.requests == []
    assert replayed.provenance.calls == 0


def test_replies_to_another_answer_or_by_another_model_are_not_used(file: ReplyFile) -> None:
    grade(FakeJudge(generous), replies=file)
    other_answer, other_model = FakeJudge(generous), FakeJudge(generous)
    other_model.name = "other/judge"
    grade(other_answer, round_of(" ".join(OPENING[1:]), FOLLOW_UP[0]), replies=file)
    made = grade(other_model, replies=file)

    assert len(other_answer.requests) >= 6
    assert made.provenance.calls == len(other_model.requests) >= 6


def test_what_could_not_be_read_is_asked_again_when_the_judgement_is_tried_again(tmp_path: Path) -> None:
    class Mute(FakeJudge):
        def text(self, request: Request) -> str:
            return "" if request.purpose == "judge scoping" else super().text(request)

    first = grade(Mute(honest(marks())), replies=ReplyFile(tmp_path, "s", 1))
    model = FakeJudge(honest(marks()))
    second = grade(model, replies=ReplyFile(tmp_path, "s", 1))

    assert first.outcomes["scoping"] is Unassessed.NOT_GRADED
    assert isinstance(second.outcomes["scoping"], int)
    assert {request.purpose for request in model.requests} == {"judge scoping"}
    kept = [json.loads(line) for line in next(tmp_path.glob("s-1*.jsonl")).read_text().splitlines() if line]
    assert sum(line.get("purpose") == "judge scoping" for line in kept) >= 3, "the file forgets nothing"


def test_a_call_that_is_cancelled_from_below_is_a_dimension_without_a_level() -> None:
    """A helper process that goes away can cancel a call of which the judgement knows nothing."""

    class Gone(FakeJudge):
        async def ask(self, request: Request) -> Reply:
            if self.gone in request.purpose:
                raise asyncio.CancelledError
            return await super().ask(request)

        gone = "scoping"

    model = Gone(honest(marks()))
    assert grade(model).outcomes["scoping"] is Unassessed.NOT_GRADED
    model.gone = "judge"
    with pytest.raises(ModelError):
        grade(model)


class Unkept:
    """Replies that cannot be kept, as on a full disk."""

    def find(self, key: str) -> Reply | None:
        return None

    def keep(self, key: str, request: Request, reply: Reply) -> None:
        raise StorageError("The disk is full", "Nothing was lost.", "Free some space.")

    def forget(self, key: str) -> None:
        raise StorageError("The disk is full", "Nothing was lost.", "Free some space.")


@pytest.mark.parametrize("strategy", [honest(marks()), judges.four_without_evidence])
def test_a_disk_that_keeps_no_reply_stops_no_judgement(strategy: Strategy) -> None:
    assert without_id(grade(FakeJudge(strategy), replies=Unkept())) == without_id(grade(FakeJudge(strategy)))


def test_a_second_try_waits_as_long_as_the_server_asks_and_not_for_ever() -> None:
    class Busy(FakeJudge):
        wait: float | None = 7.0

        async def ask(self, request: Request) -> Reply:
            if not any(each.purpose == request.purpose for each in self.requests):
                self.requests.append(request)
                raise ModelError(Failure.RATE_LIMITED, retry_after=self.wait)
            return await super().ask(request)

    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    async def ask(model: Busy) -> Reply:
        request = Request("judge scoping", "s", '{"said_1": []}', SCHEMA)
        return await calls_to(model, sleep=note).ask(request)

    model = Busy(honest(marks()))
    assert asyncio.run(ask(model)).text
    assert waits == [7.0]
    model = Busy(honest(marks()))
    model.wait = None
    asyncio.run(ask(model))
    assert waits == [7.0, 2.0]
    model = Busy(honest(marks()))
    model.wait = 61.0
    with pytest.raises(ModelError):
        asyncio.run(ask(model))
    assert (waits, len(model.requests)) == ([7.0, 2.0], 1)


def test_no_call_goes_out_once_the_cap_is_reached() -> None:
    model = FakeJudge(honest(marks()))
    calls = calls_to(model, cap=0.02)

    async def run() -> None:
        for sample in range(2):
            await calls.ask(Request("coach", "s", "u", SCHEMA, sample=sample))
        with pytest.raises(ModelError) as caught:
            await calls.ask(Request("coach", "s", "u", SCHEMA, sample=2))
        assert caught.value.failure is Failure.CAP

    asyncio.run(run())
    assert len(model.requests) == 2


def test_many_judgements_at_once_do_not_mix() -> None:
    said = [round_of(" ".join(OPENING[: 5 + number])) for number in range(4)]

    async def run() -> list[Assessment]:
        return await asyncio.gather(*(judging(FakeJudge(honest(marks())), each) for each in said))

    together = asyncio.run(run())
    for each, made in zip(said, together, strict=True):
        check_honesty(made, each)
        assert without_id(made) == without_id(grade(FakeJudge(honest(marks())), each))
