"""Many rounds judged at once: saved one by one, ended by what would meet them all, within the limit of requests."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from question_bank.models import Question
from simulator.config import Config, ModelConfig
from simulator.errors import CardError, StorageError, UsageError
from simulator.grading.batch import (
    Done,
    Job,
    add_assessment,
    judge_all,
    judged_jobs,
    waiting_jobs,
    waiting_rounds,
)
from simulator.grading.desk import ModelDesk
from simulator.grading.pipeline import Stage
from simulator.history.records import SessionRecord, SessionStatus
from simulator.model.protocol import Failure, Request
from simulator.paths import Paths
from tests.fakes import FakeClock, MemoryStore
from tests.grading.builders import CASE, session
from tests.grading.judges import FakeJudge
from tests.grading.rounds import ANSWER, CARD, grade, round_of
from tests.grading.warm_judge import FAR, Maker, first_item_met

CALLS = len(CASE.dimension_ids) + 1
"""One a dimension and the coach, where nothing is repeated."""


def named(name: str, rounds: int = 1) -> SessionRecord:
    """Return a finished session whose rounds say different things."""
    said = (round_of(f"{ANSWER} This is round {number} of {name}.") for number in range(1, rounds + 1))
    numbered = [each.model_copy(update={"number": number}) for number, each in enumerate(said, start=1)]
    return session(*numbered).model_copy(update={"id": name})


def find(name: str) -> Question:
    assert name == CARD.id
    return CARD


class Batch:
    """A store of sessions, a desk whose models are fakes, and what was told of their judgement."""

    def __init__(
        self,
        folder: Path,
        maker: Maker,
        *sessions: SessionRecord,
        at_once: int = 6,
        cap: float = 0,
        mode: Literal["quick", "standard"] = "standard",
    ) -> None:
        self.maker = maker
        self.store = MemoryStore(sessions)
        self.clock = FakeClock()
        self.settings = Config(
            model=ModelConfig(
                name="openai/judge", api_base=FAR, agreed="models.example", at_once=at_once, cap=cap, mode=mode
            )
        )
        self.desk = self.desk_in(folder)
        self.told: list[Done] = []

    def desk_in(self, folder: Path) -> ModelDesk:
        paths = Paths(data=folder, config=folder)
        keys = {"OPENAI_API_KEY": "k"}
        return ModelDesk(paths, lambda: self.settings, self.clock, environment=keys, make_model=self.maker)

    def judge(self, *jobs: Job, find_question: Callable[[str], Question] = find) -> list[Done]:
        return asyncio.run(self.judging(*jobs, find_question=find_question))

    async def judging(self, *jobs: Job, find_question: Callable[[str], Question] = find) -> list[Done]:
        wanted = jobs or tuple(waiting_jobs(self.store))
        return await judge_all(self.desk, self.store, self.clock, wanted, find_question, self.told.append)

    def judged(self, name: str, number: int = 1) -> int:
        """Return how many judgements a saved round has."""
        return len(self.store.records[name].rounds[number - 1].assessments)


def refusing(failure: Failure, word: str) -> Callable[[Request], Failure | None]:
    """Refuse every request in which a word stands."""
    return lambda request: failure if word in request.user else None


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.grading.calls.PAUSE", 0.0)


@pytest.fixture
def maker() -> Maker:
    return Maker()


def test_every_round_is_judged_saved_and_told_in_the_order_of_the_jobs(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, named("a"), named("b"), named("c"))
    jobs = [Job("c", 1), Job("a", 1), Job("b", 1)]
    done = batch.judge(*jobs)

    assert [each.job for each in done] == jobs
    assert all(each.assessment and each.error is None for each in done)
    assert sorted(each.job.session for each in batch.told) == ["a", "b", "c"]
    for each in done:
        assert batch.store.load(each.job.session).rounds[0].latest == each.assessment
    assert waiting_jobs(batch.store) == []
    assert len(maker.requests) >= 3 * CALLS


def test_a_round_is_saved_as_soon_as_it_is_judged_and_not_at_the_end(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, named("first"), named("second"))
    saved_at: list[int] = []

    async def run() -> None:
        async def judge() -> list[Done]:
            return await judge_all(
                batch.desk,
                batch.store,
                batch.clock,
                [Job("first", 1), Job("second", 1)],
                find,
                lambda done: saved_at.append(batch.store.saves),
            )

        held = asyncio.Event()
        made = batch.desk.model()
        ask = made.ask

        async def held_back(request: Request) -> object:
            if "of second" in request.user:
                await held.wait()
            return await ask(request)

        made.ask = held_back  # type: ignore[method-assign, assignment]
        task = asyncio.create_task(judge())
        while not saved_at:
            await asyncio.sleep(0)
        assert batch.judged("first") == 1
        assert batch.judged("second") == 0
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    batch.settings = batch.settings.model_copy(
        update={"model": batch.settings.model.model_copy(update={"at_once": 64})}
    )
    asyncio.run(run())
    assert saved_at == [1]
    assert batch.judged("first") == 1, "what was judged before all was stopped stays"
    assert batch.judged("second") == 0


@pytest.mark.parametrize("failure", [Failure.BAD_KEY, Failure.FORBIDDEN, Failure.NOT_FOUND, Failure.NOT_INSTALLED])
def test_a_failure_that_meets_all_ends_the_rest_without_a_call(tmp_path: Path, maker: Maker, failure: Failure) -> None:
    maker.hook = lambda request: failure
    batch = Batch(tmp_path, maker, *(named(f"s{number:02}") for number in range(30)), at_once=1)
    done = batch.judge()

    assert {each.error.failure for each in done} == {failure}  # type: ignore[union-attr]
    assert len(batch.told) == 30
    assert batch.store.saves == 0
    assert len(maker.requests) <= 2 * CALLS, "only the rounds that were under way asked"
    assert len(waiting_jobs(batch.store)) == 30


@pytest.mark.parametrize(
    "failure", [Failure.SERVER, Failure.TIMEOUT, Failure.RATE_LIMITED, Failure.EMPTY, Failure.TOO_LONG]
)
def test_a_failure_of_one_round_does_not_end_the_others(tmp_path: Path, maker: Maker, failure: Failure) -> None:
    maker.hook = refusing(failure, "of s00")
    batch = Batch(tmp_path, maker, *(named(f"s{number:02}") for number in range(8)), at_once=1, mode="quick")
    done = batch.judge()

    assert [each.assessment is not None for each in done] == [False] + [True] * 7
    assert done[0].error is not None
    assert waiting_jobs(batch.store) == [Job("s00", 1)]


def test_a_card_that_is_gone_stops_only_its_own_round(tmp_path: Path, maker: Maker) -> None:
    gone = named("gone")
    gone = gone.model_copy(update={"rounds": (gone.rounds[0].model_copy(update={"question_id": "gone"}),)})
    batch = Batch(tmp_path, maker, gone, named("there"))

    def find_or_fail(name: str) -> Question:
        if name == "gone":
            raise CardError("No such card", "The bank has no card 'gone'.", "See the bank.")
        return CARD

    lost, there = batch.judge(find_question=find_or_fail)
    assert lost.error is not None
    assert lost.error.title == "No such card"
    assert there.assessment is not None


def test_two_rounds_of_one_session_judged_at_once_both_stay(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, named("loop", rounds=3), at_once=20)
    first, second, third = batch.judge()

    rounds = batch.store.load("loop").rounds
    assert [each.latest for each in rounds] == [first.assessment, second.assessment, third.assessment]
    assert [len(each.assessments) for each in rounds] == [1, 1, 1]
    assert maker.made[0].most > CALLS, "they were under way together"


def test_the_cap_of_a_session_holds_for_all_its_rounds_together(tmp_path: Path, maker: Maker) -> None:
    """A call costs a cent. With one request at a time, no more than the one that reaches the cap can be under way."""
    batch = Batch(tmp_path, maker, named("loop", rounds=4), named("other"), cap=0.095, at_once=1)
    batch.judge()

    paid = [request for request in maker.requests if "of loop" in request.user]
    assert len(paid) <= 10
    assert batch.judged("other") == 1, "another session has money of its own"


def test_a_hundred_rounds_never_have_more_requests_under_way_than_the_limit(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, *(named(f"s{number:03}") for number in range(100)), at_once=16, mode="quick")
    done = batch.judge()

    assert sum(each.assessment is not None for each in done) == 100
    assert maker.made[0].most == 16, "and it is used"
    assert maker.made[0].under_way == 0
    assert len(maker.made) == 1
    assert batch.store.saves == 100


def test_a_store_that_fails_to_save_loses_no_reply_and_ends_the_rest(tmp_path: Path, maker: Maker) -> None:
    sessions = [named(f"s{number:02}") for number in range(12)]
    Batch(tmp_path / "clean", clean := Maker(), *sessions).judge()
    batch = Batch(tmp_path, maker, *sessions, at_once=1)
    batch.store.failing = True
    done = batch.judge()

    assert all(isinstance(each.error, StorageError) and each.assessment is None for each in done)
    asked = len(maker.requests)
    assert asked < 12 * CALLS, "nobody pays for judgements that have no place to go"
    batch.store.failing = False
    batch.desk = batch.desk_in(tmp_path)  # the program is started again
    assert all(each.assessment for each in batch.judge())
    assert len(maker.requests) == len(clean.requests), "what was paid for is used"
    assert waiting_jobs(batch.store) == []


def test_a_session_that_cannot_be_read_stops_only_its_own_round(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, named("a"))
    missing, there = batch.judge(Job("missing", 1), Job("a", 1))

    assert isinstance(missing.error, UsageError)
    assert there.assessment is not None


def test_without_consent_nothing_is_asked(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, named("a"), named("b"))
    batch.settings = Config(model=batch.settings.model.model_copy(update={"agreed": ""}))
    done = batch.judge()

    assert {each.error.failure for each in done} == {Failure.NO_CONSENT}  # type: ignore[union-attr]
    assert maker.requests == []


def test_progress_names_its_job_and_ends_with_every_dimension_settled(tmp_path: Path, maker: Maker) -> None:
    batch = Batch(tmp_path, maker, named("a"), named("b"))
    seen: dict[Job, dict[str, Stage]] = {}
    asyncio.run(
        judge_all(
            batch.desk,
            batch.store,
            batch.clock,
            waiting_jobs(batch.store),
            find,
            on_progress=lambda job, progress: seen.update({job: dict(progress.stages)}),
        )
    )

    assert set(seen) == {Job("a", 1), Job("b", 1)}
    assert all(stage is Stage.DONE for stages in seen.values() for stage in stages.values())


def test_adding_a_judgement_reads_the_session_afresh() -> None:
    store = MemoryStore([named("loop", rounds=2)])
    made = grade(FakeJudge(first_item_met))
    for number in (1, 2, 1):
        add_assessment(store, FakeClock(), Job("loop", number), made)

    assert [len(each.assessments) for each in store.load("loop").rounds] == [2, 1]


def test_which_rounds_wait_and_which_were_judged(tmp_path: Path, maker: Maker) -> None:
    open_one = named("open").model_copy(update={"status": SessionStatus.UNDER_WAY})
    batch = Batch(tmp_path, maker, named("b", rounds=2), open_one, named("a"))
    batch.judge(Job("b", 2))

    assert waiting_jobs(batch.store) == [Job("a", 1), Job("b", 1)]
    assert waiting_rounds(batch.store, {"open", "b"}) == [Job("b", 1), Job("open", 1)]
    assert judged_jobs(batch.store) == [Job("b", 2)]
