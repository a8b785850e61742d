"""The form of the model: examples, keeping, the private key, the test of the connection."""

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from simulator.config import load_config
from simulator.errors import StorageError
from simulator.model.connection import PROVIDERS
from simulator.model.protocol import SAID, Failure, Request
from tests.fakes import FakeClock
from tests.grading.judges import report
from tests.tui.model_room import LOCAL, ModelRoom, choose, refusing
from tests.tui.room import Seat

KEY = "sk-secret-of-mine-4711"


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Iterator[ModelRoom]:
    yield ModelRoom(tmp_path / "data", clock)
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


def fill(seat: Seat, **values: str) -> None:
    for name, value in values.items():
        seat.app.screen.query_one(f"#model-{name}", Input).value = value


def entered(seat: Seat, name: str) -> str:
    return seat.app.screen.query_one(f"#model-{name}", Input).value


def exam(*wrong: str) -> Callable[[Request], str | None]:
    """Return what passes the tiny request and misjudges these items of the exam."""

    def says(request: Request) -> str | None:
        if request.purpose == "test":
            return '{"segment": "C1.1", "shown": "yes"}'
        names = ("users", "measure", "loser", "stop", "cost")
        right = {name: "met" if name == "users" else "absent" for name in names}
        items = [
            {"id": name, "evidence": [], "status": "partial" if name in wrong else status}
            for name, status in right.items()
        ]
        return json.dumps(report(items, level=2))

    return says


def test_an_example_fills_the_form_and_nothing_is_kept_before_it_is_said(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("g")
        assert "No model is set up" in seat.words
        for provider in (PROVIDERS[0], PROVIDERS[5], PROVIDERS[-1]):
            await seat.press("f2")
            assert len(seat.options) == len(PROVIDERS)
            await choose(seat, f"{provider.title}:")
            assert entered(seat, "name") == provider.example
            assert entered(seat, "base") == provider.api_base
            if provider.key_variable:
                assert provider.key_variable in seat.part("#model-key-label")
        await seat.press("f2", "escape")
        assert entered(seat, "name") == PROVIDERS[-1].example, "Escape changes nothing"

    room.play(story)
    assert not room.paths.config_file.exists()
    assert room.maker.made == []


def test_what_is_kept_goes_to_the_settings_and_the_key_to_the_private_file_alone(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("g")
        fill(seat, name="  openai/judge ", base="https://models.example/v1", key=KEY)
        assert KEY not in seat.text
        await seat.press("ctrl+s")
        assert "Kept." in seat.part("#model-state")
        assert "models.example" in seat.part("#model-state")
        assert entered(seat, "key") == ""
        fill(seat, name="openai/larger")
        await seat.press("ctrl+s", "escape")
        assert seat.at == "HomeScreen"

    room.play(story)
    model = load_config(room.paths.config_file).model
    assert (model.name, model.api_base) == ("openai/larger", "https://models.example/v1")
    assert KEY in room.paths.keys_file.read_text(encoding="utf-8"), "an empty field leaves the key as it is"
    assert stat.S_IMODE(room.paths.keys_file.stat().st_mode) == 0o600
    files = [path for path in room.paths.data.rglob("*") if path.is_file() and path != room.paths.keys_file]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_mode_asking_and_cap_are_kept_and_stand_there_again(room: ModelRoom) -> None:
    room.configure(f"{LOCAL}cap = 0.4\nat_once = 3\n")

    async def story(seat: Seat) -> None:
        await seat.press("g", "tab", "tab", "tab", "3", "2", "ctrl+s", "escape", "g")
        model = load_config(room.paths.config_file).model
        assert (model.mode, model.small_model, model.cap, model.at_once) == ("rigorous", "no", 0.4, 3)
        await seat.press("ctrl+s")
        assert load_config(room.paths.config_file).model == model, "keeping again changes nothing"
        await seat.press("f8")
        assert "No model is used" in seat.words
        await seat.press("escape", "g")
        assert "No model is set up" in seat.words

    room.play(story)
    assert load_config(room.paths.config_file).model.name == ""


def test_a_name_without_a_provider_is_not_kept(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await seat.press("g")
        for name in ("gpt-4.1", "openai/", "[RICE]"):
            fill(seat, name=name, key=KEY)
            await seat.press("ctrl+s")
            assert seat.at == "TroubleScreen"
            assert "names no provider" in seat.words
            await seat.press("enter")

    room.play(story)
    assert room.settings == LOCAL
    assert not room.paths.keys_file.exists()


def test_the_test_says_what_works_what_it_found_and_why_not(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await seat.press("g")
        room.maker.says = exam()
        await seat.press("ctrl+t")
        assert "It works: fake-1 answered in 0.5 s, with structured output." in seat.part("#model-state")
        assert "It passed a small exam" in seat.part("#model-state")
        room.maker.says = exam("stop", "cost")
        await seat.press("ctrl+t")
        assert "It misjudged 2 of 5 items" in seat.part("#model-state")
        for failure in (Failure.BAD_KEY, Failure.UNREACHABLE, Failure.NOT_INSTALLED):
            room.maker.hook = refusing(failure)
            await seat.press("ctrl+t")
            assert f"It does not work. {SAID[failure][0]}" in seat.part("#model-state")
        room.maker.open.clear()
        await seat.press("ctrl+t")
        assert "Testing" in seat.part("#model-state")
        await seat.press("escape")
        assert seat.at == "HomeScreen"
        assert room.maker.made[-1].under_way == 0, "leaving ends the test"
        await seat.press("g")
        assert "Tested on 2026-11-21" in seat.part("#model-state")

    room.play(story)
    assert {each.purpose for each in room.maker.requests} == {"test", "exam"}


def test_a_key_that_cannot_be_kept_is_said_and_stays_in_the_form(
    room: ModelRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The key cannot be kept", "keys.toml: no space left.", "Use a variable.")

    monkeypatch.setattr("simulator.model.keys.save_key", full)

    async def story(seat: Seat) -> None:
        await seat.press("g")
        fill(seat, name="openai/judge", key=KEY)
        await seat.press("ctrl+s")
        assert "The key cannot be kept" in seat.words
        await seat.press("enter")
        assert seat.at == "ModelScreen"
        assert entered(seat, "key") == KEY

    room.play(story)
