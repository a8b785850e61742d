"""What random users have found, each in its plainest form."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from simulator.history.deletion import Deletions
from simulator.history.records import Mode, SessionStatus
from simulator.interview.conductor import Interview
from simulator.interview.drafts import Draft, find_drafts
from simulator.interview.session import Phase
from tests.safety.dying import Killed
from tests.safety.house import House, TrackedStore, WanderingClock

CARD = "charger-count"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr("simulator.workspace.HistoryStore", TrackedStore)
    house = House(tmp_path, WanderingClock(), Random(1))
    yield house
    house.die()


def _start(house: House) -> Interview:
    question = house.workspace.question(CARD)
    return house.workspace.start([question], Mode.MOCK, None, house.trouble)


def test_two_sessions_of_one_second_never_share_an_id(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    short = iter(["aaaa", "aaaa", "bbbb", "aaaa", "bbbb", "cccc"])
    long = secrets.token_hex
    with monkeypatch.context() as patched:
        patched.setattr("secrets.token_hex", lambda size: next(short) if size == 2 else long(size))
        first = _start(house)
        first.begin_round()
        first.type("We start with the night nurses.")
        second = _start(house)
        second.discard()  # its draft is gone, and only the history knows of it
        third = _start(house)
    assert [each.state.id[-4:] for each in (first, second, third)] == ["aaaa", "bbbb", "cccc"]
    first.leave()
    third.leave()
    texts = {draft.state.id: draft.state.round.text for draft in find_drafts(house.paths.drafts)[0]}
    assert texts == {first.state.id: "We start with the night nurses.", third.state.id: ""}


def _dies_before_its_draft_is_removed(house: House) -> str:
    interview = _start(house)
    with patch.object(Draft, "remove", side_effect=Killed), pytest.raises(Killed):
        interview.discard()
    house.interview = interview
    house.die()
    return interview.state.id


def test_a_session_whose_draft_outlived_it_can_be_deleted(house: House) -> None:
    name = _dies_before_its_draft_is_removed(house)
    store = house.workspace.store
    assert not list(house.paths.drafts.iterdir())
    Deletions(house.paths, store, house.clock).delete(name)
    assert not store.summaries()


def test_a_draft_that_can_go_on_is_never_swept_whatever_the_history_says(house: House) -> None:
    interview = _start(house)
    interview.begin_round()
    interview.type("We start with the night nurses.")
    with patch.object(Draft, "append", side_effect=Killed), pytest.raises(Killed):
        interview.discard()
    house.interview = interview
    house.die()
    [summary] = house.workspace.store.summaries()
    assert summary.status == SessionStatus.DISCARDED
    [draft] = house.workspace.drafts()[0]
    assert draft.state.phase is Phase.ANSWERING
    assert draft.state.round.text == "We start with the night nurses."


def test_without_its_session_a_finished_draft_stays(house: House) -> None:
    name = _dies_before_its_draft_is_removed(house)
    for path in house.paths.history.rglob(f"{name}.json"):
        path.unlink()
    assert house.workspace.store.summaries() == []
    assert len(list(house.paths.drafts.iterdir())) == 1
