"""The model's desk: whether there is a model, whether answers may go to it, and what is behind it."""

import asyncio
from pathlib import Path

import pytest

from simulator.grading.desk import ModelDesk
from simulator.model.protocol import Failure, ModelError, Request
from tests.grading.desk_room import KEYS, Room
from tests.grading.warm_judge import FAR, LOCAL, Maker, no_model

ASKED = Request(purpose="coach", system="s", user="u", schema={"properties": {"suggestions": {}}})
EXAM = {"users": "met", "measure": "absent", "loser": "absent", "stop": "absent", "cost": "absent"}


def failure_of(desk: ModelDesk) -> Failure:
    with pytest.raises(ModelError) as caught:
        desk.require()
    return caught.value.failure


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
