"""The model's desk: how it asks, by the settings and by what the test of the connection found."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from simulator.grading.combining import Offset
from simulator.history.records import GradingMode
from simulator.model.known import Findings, KnownModels
from simulator.model.protocol import Failure, ModelError, Request, Shape
from tests.fakes import BEGIN
from tests.grading.desk_room import Room
from tests.grading.judges import report
from tests.grading.warm_judge import Maker

ASKED = Request(purpose="coach", system="s", user="u", schema={"properties": {"suggestions": {}}})
EXAM = {"users": "met", "measure": "absent", "loser": "absent", "stop": "absent", "cost": "absent"}


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
