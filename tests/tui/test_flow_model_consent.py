"""Consent: asked before the first answer goes to a server elsewhere, kept, taken back, refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.config import Config
from simulator.errors import StorageError
from simulator.history.records import Source
from simulator.workspace import Workspace
from tests.fakes import FakeClock
from tests.tui.model_room import AGREED, ANSWER, FAR, ModelRoom, choose, to_who_judges
from tests.tui.room import Seat

BY_MODEL = "Have it judged by openai/judge"
AGREE = "Agree, and send it to models.example"


@pytest.fixture
def room(
    tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[ModelRoom]:
    """Return a room with a key for a server elsewhere."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    yield ModelRoom(tmp_path / "data", clock)
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


def test_consent_is_asked_once_kept_and_taken_back(room: ModelRoom) -> None:
    room.configure(FAR)
    for _ in range(3):
        room.sit(ANSWER)

    async def story(seat: Seat) -> None:
        await seat.press("j")
        await choose(seat, "Only the oldest")
        await choose(seat, BY_MODEL)
        assert "May it be sent?" in seat.words
        for told in ("models.example", "not on this machine", "--offline", "your notes"):
            assert told in seat.part(".box-text")
        assert seat.options[0].startswith("Grade it yourself; nothing is sent")
        assert room.maker.requests == []
        await choose(seat, AGREE)
        assert seat.at == "ResultScreen"
        assert 'agreed = "models.example"' in room.settings
        await seat.press("enter", "j")
        await choose(seat, "Only the oldest")
        await choose(seat, BY_MODEL)
        assert seat.at == "ResultScreen", "it is not asked again"
        await seat.press("enter", "g", "f9")
        assert "Nothing is sent any more" in seat.words
        assert "agreed" not in room.settings
        asked = len(room.maker.requests)
        await seat.press("escape", "j")
        await choose(seat, BY_MODEL)
        assert "May it be sent?" in seat.words
        assert len(room.maker.requests) == asked

    room.play(story)


def test_who_does_not_agree_grades_themselves_and_nothing_is_sent(room: ModelRoom) -> None:
    room.configure(FAR)
    room.sit(ANSWER, put_off=False)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        await seat.press("escape")
        assert "Who judges?" in seat.words, "Escape goes back without choosing"
        await choose(seat, BY_MODEL)
        await choose(seat, "Grade it yourself")
        assert seat.at == "GradingScreen"
        await seat.press("l")
        assert seat.at == "HomeScreen"
        await seat.press("j")
        await choose(seat, BY_MODEL)
        await choose(seat, "Later")
        assert seat.at == "HomeScreen"

    room.play(story)
    assert room.maker.requests == []
    assert "agreed" not in room.settings
    assert room.record.rounds[0].waiting


def test_what_was_agreed_for_one_server_falls_with_another_in_the_form(room: ModelRoom) -> None:
    room.configure(f'{AGREED}key_variable = "OLD_KEY"\n')
    room.sit(ANSWER)

    async def story(seat: Seat) -> None:
        await seat.press("g")
        seat.app.screen.query_one("#model-name").value = "openai/larger"  # type: ignore[attr-defined]
        await seat.press("ctrl+s")
        assert 'agreed = "models.example"' in room.settings, "it is the same server"
        assert "OLD_KEY" in room.settings
        seat.app.screen.query_one("#model-base").value = "https://other.example/v1"  # type: ignore[attr-defined]
        await seat.press("ctrl+s")
        assert "agreed" not in room.settings
        assert "OLD_KEY" not in room.settings, "the key of one server is not shown to another"
        seat.app.screen.query_one("#model-base").value = "https://models.example/v1"  # type: ignore[attr-defined]
        await seat.press("ctrl+s")
        assert "agreed" not in room.settings, "what fell does not come back by itself"

    room.play(story)


def test_a_consent_that_cannot_be_kept_sends_nothing_and_offers_every_way_on(
    room: ModelRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.configure(FAR)
    for _ in range(2):
        room.sit(ANSWER)

    def full(workspace: Workspace, config: Config) -> None:
        raise StorageError("The disk is full", "config.toml could not be written.", "Free some space.")

    async def story(seat: Seat) -> None:
        monkeypatch.setattr(Workspace, "save_config", full)
        await seat.press("j")
        await choose(seat, "Have all 2")
        await choose(seat, "Agree, and send them to models.example")
        assert "config.toml could not be written." in seat.words
        await seat.press("enter", "escape")
        assert seat.at == "HomeScreen"
        await seat.press("j")
        await choose(seat, "Only the oldest")
        await choose(seat, BY_MODEL)
        await choose(seat, AGREE)
        assert "config.toml could not be written." in seat.words
        await choose(seat, "Grade it yourself")
        assert seat.at == "GradingScreen"

    room.play(story)
    assert room.maker.requests == []


def test_all_that_wait_are_sent_only_after_one_agreement(room: ModelRoom) -> None:
    room.configure(FAR)
    for _ in range(2):
        room.sit(ANSWER)

    async def story(seat: Seat) -> None:
        await seat.press("j")
        await choose(seat, "Have all 2")
        assert "May they be sent?" in seat.words
        await choose(seat, "Do not send them")
        assert seat.at == "HomeScreen"
        assert room.maker.requests == []
        await seat.press("j")
        await choose(seat, "Have all 2")
        await choose(seat, "Agree, and send them")
        assert seat.at == "JudgingAllScreen"
        assert "Judged 2 rounds" in seat.words

    room.play(story)
    sources = [each.rounds[0].assessments[0].provenance.source for each in room.records]
    assert sources == [Source.LLM, Source.LLM]
    assert 'agreed = "models.example"' in room.settings
