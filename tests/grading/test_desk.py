"""The model's desk: whether there is a model, whether answers may go to it, what it costs, what its test found."""

import asyncio
import json
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from question_bank.models import Question
from simulator.config import Config, ModelConfig
from simulator.grading.combining import Offset
from simulator.grading.desk import ModelDesk, spent_on
from simulator.history.records import GradingMode
from simulator.model.known import Findings, KnownModels
from simulator.model.protocol import Failure, ModelError, Request, Shape
from simulator.paths import Paths
from tests.fakes import BEGIN, FakeClock
from tests.grading.builders import CASE, PARTIAL, session
from tests.grading.judges import FakeJudge, report
from tests.grading.rounds import CARD, grade, round_of
from tests.grading.warm_judge import FAR, LOCAL, Maker, first_item_met, no_model

KEYS = {"OPENAI_API_KEY": "sk-of-the-environment"}
ASKED = Request(purpose="coach", system="s", user="u", schema={"properties": {"suggestions": {}}})
EXAM = {"users": "met", "measure": "absent", "loser": "absent", "stop": "absent", "cost": "absent"}


class Room:
    """A desk with settings that a test changes."""

    def __init__(self, folder: Path, maker: Any, **given: Any) -> None:
        self.paths = Paths(data=folder, config=folder)
        self.settings = Config()
        given.setdefault("environment", {})
        self.desk = ModelDesk(self.paths, lambda: self.settings, FakeClock(), make_model=maker, **given)

    def set(self, **model: Any) -> None:
        self.settings = Config(model=ModelConfig(**{**self.settings.model.model_dump(), **model}))


def failure_of(desk: ModelDesk) -> Failure:
    with pytest.raises(ModelError) as caught:
        desk.require()
    return caught.value.failure


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def far(tmp_path: Path, maker: Maker) -> Room:
    """Return a desk with a model on a server elsewhere that has a key and was agreed to."""
    room = Room(tmp_path, maker, environment=KEYS)
    room.set(name="openai/judge", api_base=FAR, agreed="models.example")
    return room


# whether


def test_without_a_model_there_is_nothing_to_use_and_nothing_is_made(tmp_path: Path) -> None:
    desk = Room(tmp_path, no_model).desk

    assert not desk.wanted
    assert not desk.agreed
    assert failure_of(desk) is Failure.NO_MODEL
    asyncio.run(desk.warm())
    asyncio.run(desk.close())


def test_offline_the_model_is_never_made_whatever_was_agreed(tmp_path: Path) -> None:
    for base in (FAR, LOCAL):
        room = Room(tmp_path, no_model, offline=True, environment=KEYS)
        room.set(name="openai/judge", api_base=base, agreed="models.example")

        assert (room.desk.wanted, room.desk.agreed) == (False, False)
        assert failure_of(room.desk) is Failure.OFFLINE
        asyncio.run(room.desk.warm())
        for call in (room.desk.model, room.desk.calls, room.desk.options, room.desk.findings):
            with pytest.raises(ModelError) as caught:
                call()
            assert caught.value.failure is Failure.OFFLINE
        with pytest.raises(ModelError):
            asyncio.run(room.desk.test())


def test_a_server_elsewhere_wants_a_key_and_the_sentence_names_where_one_is_looked_for(tmp_path: Path) -> None:
    room = Room(tmp_path, no_model)
    room.set(name="openai/judge", api_base=FAR, agreed="models.example")

    assert failure_of(room.desk) is Failure.NO_KEY
    with pytest.raises(ModelError) as caught:
        room.desk.connection()
    assert "models.example" in caught.value.sentence
    assert "OPENAI_API_KEY" in caught.value.sentence
    asyncio.run(room.desk.warm())  # says nothing: the failure shows when there is a call


def test_the_variable_of_the_settings_is_read_before_the_usual_one(tmp_path: Path, maker: Maker) -> None:
    room = Room(tmp_path, maker, environment=KEYS | {"MINE": "of-mine"})
    room.set(name="openai/judge", api_base=FAR, key_variable="MINE")

    assert room.desk.connection().api_key == "of-mine"
    room.set(key_variable="")
    assert room.desk.connection().api_key == KEYS["OPENAI_API_KEY"]


def test_nothing_goes_to_a_server_elsewhere_before_it_was_agreed_to(far: Room, maker: Maker) -> None:
    far.set(agreed="")

    assert far.desk.consent_needed
    assert not far.desk.agreed
    assert failure_of(far.desk) is Failure.NO_CONSENT
    with pytest.raises(ModelError):
        far.desk.calls()
    assert maker.requests == []
    far.set(agreed="models.example")
    assert not far.desk.consent_needed
    assert far.desk.agreed
    assert far.desk.require().destination == "models.example"


@pytest.mark.parametrize(
    "changed",
    [{"api_base": "https://other.example/v1"}, {"api_base": ""}, {"name": "mistral/judge", "api_base": ""}],
)
def test_what_was_agreed_for_one_server_holds_for_no_other(tmp_path: Path, changed: dict[str, str]) -> None:
    room = Room(tmp_path, no_model, environment=KEYS | {"MISTRAL_API_KEY": "m"})
    room.set(**({"name": "openai/judge", "api_base": FAR, "agreed": "models.example"} | changed))

    assert room.desk.consent_needed
    assert failure_of(room.desk) is Failure.NO_CONSENT


def test_another_model_of_the_same_server_needs_no_second_consent(far: Room) -> None:
    far.set(name="openai/larger")
    assert far.desk.agreed


@pytest.mark.parametrize("base", [LOCAL, "http://localhost:1234/v1", "http://[::1]:8000/v1"])
def test_a_server_on_this_machine_needs_neither_key_nor_consent(tmp_path: Path, maker: Maker, base: str) -> None:
    room = Room(tmp_path, maker)
    room.set(name="openai/local", api_base=base)

    assert not room.desk.consent_needed
    assert room.desk.agreed
    assert room.desk.require().local


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1.evil.example/v1", "http://localhost.evil.example", "http://0.0.0.0/v1"]
)
def test_a_server_that_only_looks_like_this_machine_needs_consent(tmp_path: Path, base: str) -> None:
    room = Room(tmp_path, no_model, environment=KEYS)
    room.set(name="openai/local", api_base=base)

    assert room.desk.consent_needed


@pytest.mark.parametrize("name", ["claude-sonnet-4-5", "/gpt-4.1", "openai/", " /x"])
def test_a_name_that_names_no_provider_is_refused_since_nobody_could_agree_to_where_it_leads(
    tmp_path: Path, name: str
) -> None:
    room = Room(tmp_path, no_model, environment=KEYS)
    room.set(name=name)

    assert not room.desk.agreed
    assert failure_of(room.desk) is Failure.NO_MODEL


# the model behind the connection


def test_one_model_is_made_and_kept_while_the_settings_stay(far: Room, maker: Maker) -> None:
    assert far.desk.model() is far.desk.model()
    far.set(mode="quick", cap=3.0)
    far.desk.model()
    assert len(maker.made) == 1


@pytest.mark.parametrize("changed", [{"name": "openai/larger"}, {"api_base": LOCAL}, {"key_variable": "OTHER"}])
def test_changed_settings_end_the_old_child_and_a_new_one_is_made(
    tmp_path: Path, maker: Maker, changed: dict[str, str]
) -> None:
    room = Room(tmp_path, maker, environment=KEYS | {"OTHER": "other-key"})
    room.set(name="openai/judge", api_base=FAR)
    room.desk.model()
    room.set(**changed)
    second = room.desk.model()

    assert [each.ended for each in maker.made] == ["killed", ""]
    assert second.connection == room.desk.connection()
    asyncio.run(room.desk.close())
    assert [each.ended for each in maker.made] == ["killed", "closed"]


def test_warming_makes_the_model_ready_without_a_request(far: Room, maker: Maker) -> None:
    asyncio.run(far.desk.warm())

    assert [each.warmed for each in maker.made] == [1]
    assert maker.requests == []


# limits


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


# options and findings


def test_the_options_follow_the_settings_and_what_the_test_found(far: Room) -> None:
    far.set(mode="rigorous", seconds=40)
    options = far.desk.options(judge_withheld=True, rubric_hash="abc")
    assert (options.mode, options.deadline, options.judge_withheld) == (GradingMode.RIGOROUS, 40.0, True)
    assert (options.small_model, options.offset) == (False, None)

    known = KnownModels(far.paths.models_file)
    known.keep(far.desk.connection(), Findings(small_model=True, offsets={"abc": (0.5, 12)}))
    options = far.desk.options(rubric_hash="abc")
    assert options.small_model
    assert options.offset == Offset(0.5, 12)
    assert options.patience > far.desk.options().deadline
    assert far.desk.options(rubric_hash="other").offset is None
    far.set(small_model="no")
    assert not far.desk.options().small_model
    far.set(small_model="yes", name="openai/unknown")
    assert far.desk.options().small_model
    far.set(small_model="auto")
    assert not far.desk.options().small_model, "what is known of one model says nothing about another"


def exam_reply(statuses: dict[str, str]) -> Any:
    def says(request: Request) -> str | None:
        if request.purpose == "test":
            return '{"segment": "C1.1", "shown": "yes"}'
        if request.purpose == "exam":
            items = [{"id": name, "evidence": [], "status": status} for name, status in statuses.items()]
            return json.dumps(report(items, level=2))
        return None

    return says


@pytest.mark.parametrize(("changed", "small_model"), [({}, False), ({"cost": "met"}, True)])
def test_the_test_keeps_what_it_found_beside_what_was_known(
    far: Room, maker: Maker, changed: dict[str, str], small_model: bool
) -> None:
    maker.says = exam_reply(EXAM | changed)
    far.desk.known.keep(far.desk.connection(), Findings(offsets={"abc": (0.5, 12)}))
    found = asyncio.run(far.desk.test())

    assert found.small_model is small_model
    kept = KnownModels(far.paths.models_file).find(far.desk.connection())
    assert kept == Findings(Shape.SCHEMA, small_model, BEGIN.isoformat(timespec="seconds"), {"abc": (0.5, 12)})
    assert far.desk.options().small_model is small_model
    assert far.desk.findings() == kept


def test_the_shape_that_the_test_found_is_kept_and_the_child_stays(far: Room, maker: Maker) -> None:
    maker.says = exam_reply(EXAM)
    model = far.desk.model()
    maker.made[0].connection = replace(model.connection, shape=Shape.TEXT)
    asyncio.run(far.desk.test())

    assert far.desk.connection().shape is Shape.TEXT
    assert far.desk.model() is model
    assert len(maker.made) == 1


def test_a_test_needs_no_consent_as_no_answer_is_sent(far: Room, maker: Maker) -> None:
    far.set(agreed="")
    maker.says = exam_reply(EXAM)
    asyncio.run(far.desk.test())

    assert maker.purposes == ["test", "exam"]
    assert far.desk.consent_needed, "and it gives none"


def test_a_test_that_fails_keeps_nothing(far: Room, maker: Maker) -> None:
    maker.hook = lambda request: Failure.BAD_KEY
    with pytest.raises(ModelError) as caught:
        asyncio.run(far.desk.test())

    assert caught.value.failure is Failure.BAD_KEY
    assert far.desk.findings() == Findings()


def test_settings_that_change_during_a_test_are_not_taken_for_those_of_the_tested_model(
    far: Room, maker: Maker
) -> None:
    maker.says = exam_reply(EXAM)
    maker.open.clear()

    async def run() -> None:
        test = asyncio.create_task(far.desk.test())
        while not maker.made:
            await asyncio.sleep(0)
        far.set(api_base="https://other.example/v1", agreed="other.example")
        maker.open.set()
        await test

    asyncio.run(run())
    assert far.desk.model().connection == far.desk.connection()
    assert far.desk.model().connection.destination == "other.example"
