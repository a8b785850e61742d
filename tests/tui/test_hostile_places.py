"""Hostile text in the settings, in the names of folders, in tooltips and titles, and in what was interrupted."""

import asyncio
import json
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widget import Widget

from simulator.history.records import Mode
from simulator.tui import commands
from simulator.tui.app import SimulatorApp
from simulator.tui.flows import sitting
from tests.tui.driver import Room
from tests.tui.hostile import HOSTILE, assert_sane, assert_shown, bundled, each_bundle, hostile_question, readable
from tests.tui.screens_shown import SCREENS, running, show
from tests.tui.steps import answer, start, to_judgement

FOLDER = Path("[RICE]", "a [", "] b", "[@click=app.leave]x[", "]", "نبدأ", "$accent {x}")
"""As a path this holds ``a [/] b``."""


def quoted(text: str) -> str:
    """Return text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


async def look_again(room: Room) -> None:
    """Let home read what has changed."""
    room.app.screen.on_screen_resume()  # type: ignore[attr-defined]
    await room.settle()


LAID_OUT = (
    "home",
    "interview",
    "ask",
    "follow_up",
    "prediction",
    "grading_pick",
    "compare",
    "result",
    "bank",
    "history",
)
"""One of each layout."""


async def open_with(room: Room, folder: Path, settings: str) -> None:
    """Start on a folder with these settings."""
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    await room.start_over(folder)


SETTINGS = {
    "theme": "theme = {text}",
    "target": "target = {text}",
    "a setting that there is not": "{text} = 1",
    "a command that there is not": "[keys]\n{text} = 'x'",
    "a key that there is not": "[keys]\n'home.drill' = {text}",
}


@each_bundle
@pytest.mark.parametrize("place", SETTINGS)
def test_settings_that_are_refused_are_quoted_as_they_are(place: str, names: list[str], tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 60)) as room:
            settings = SETTINGS[place].format(text=quoted(bundled(names)))
            await open_with(room, tmp_path / "own", settings)
            assert_sane(room, "home")
            for name in names:
                literal = repr(HOSTILE[name])[1:-1]
                wanted = {readable(form) for form in (HOSTILE[name], literal)}
                assert any(form in readable(room.text()) for form in wanted), f"{name}:\n{room.text()}"
            await room.press("s")
            assert_sane(room, "settings")

    asyncio.run(look())


def test_the_folder_of_own_cards_may_be_called_anything(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 60)) as room:
            for number, text in enumerate([*HOSTILE.values()][::3]):
                await open_with(room, tmp_path / str(number), f"own_cards = {quoted(str(tmp_path / text))}")
                assert_sane(room, "home")
                await room.press("s")
                assert_sane(room, "settings")

    asyncio.run(look())


def test_keys_of_the_settings_may_be_called_anything(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 60)) as room:
            mapped = [name for name in commands.COMMANDS if name.startswith(("home.", "interview.", "list."))]
            rows = "\n".join(
                f"{quoted(name)} = {quoted(key)}" for name, key in zip(mapped, HOSTILE.values(), strict=False)
            )
            await open_with(room, tmp_path / "own", f"[keys]\n{rows}")
            assert_sane(room, "home")
            for way in ("f1", "ctrl+p"):
                await room.press(way)
                assert_sane(room, way)
                await room.press("escape")
            await SCREENS["interview"](room)
            await room.settle()
            assert_sane(room, "interview")
            await room.press("f1")
            assert_sane(room, "help of the interview")

    asyncio.run(look())


def test_a_folder_of_any_name_is_shown_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 60)) as room:
            await room.start_over(FOLDER)
            wanted = readable(str(FOLDER))
            assert wanted in readable(room.text()), "home"
            for name in ("settings", "bank", "history", "interview"):
                await show(room, name)
                assert_sane(room, name)
                assert name != "settings" or wanted in readable(room.text()), room.text()
                room.app.go_home()
                await room.settle()

    monkeypatch.chdir(tmp_path)
    asyncio.run(look())


def test_trouble_with_a_folder_of_any_name_is_told_with_the_name(tmp_path: Path) -> None:
    async def look() -> None:
        own = tmp_path / FOLDER
        async with running(tmp_path / "start", size=(100, 60)) as room:
            await open_with(room, own, "theme = 'neon'")
            assert readable(str(FOLDER)) in readable(room.text()), room.text()
            (own / "drafts").mkdir()
            (own / "drafts" / "20261121-120000-0000.draft.jsonl").write_bytes(b"garbage\n")
            await look_again(room)
            assert "A draft cannot be read" in room.text()
            assert_sane(room, "home")

    asyncio.run(look())


@each_bundle
def test_what_was_interrupted_is_named_on_home_as_it_is(names: list[str], tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 60)) as room:
            hostile_question(room, bundled(names))
            for mode in (Mode.PRACTICE, Mode.MOCK):
                sat = start(room, mode)
                answer(room, sat)
                sat.type(bundled(names))
                sitting.close(room.app)
                await look_again(room)
                assert_shown(room, names, "home")
                room.clock.advance(60)
            await room.press("c")  # one or several: a list or a question
            assert_shown(room, names, "what goes on")
            await room.press("enter")
            assert_sane(room, "after the choice")

    asyncio.run(look())


@each_bundle
def test_what_waits_and_what_was_last_is_named_on_home_as_it_is(names: list[str], tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 60)) as room:
            hostile_question(room, bundled(names))
            waiting = to_judgement(room)
            waiting.put_off(1)
            waiting.finish()
            sitting.close(room.app)
            await look_again(room)
            assert_shown(room, names, "home")
            await room.press("j")
            assert_sane(room, "grading")

    asyncio.run(look())


def test_no_tooltip_and_no_title_holds_text_from_elsewhere(tmp_path: Path) -> None:
    own = {None, *(command.help for command in commands.COMMANDS.values())}

    async def look() -> None:
        async with running(tmp_path / "start") as room:
            for name in LAID_OUT:
                await room.start_over(tmp_path / name)
                hostile_question(room, bundled(list(HOSTILE)[:10]))
                await show(room, name)
                assert_sane(room, name)
                assert (room.app.title, room.app.sub_title) == (SimulatorApp.TITLE, "")
                for screen in room.app.screen_stack:
                    assert screen.title is None
                    for widget in screen.query("*").results(Widget):
                        assert widget.tooltip in own, widget
                        assert not widget.border_title, widget
                        assert not widget.border_subtitle, widget

    asyncio.run(look())


def test_the_words_of_a_command_are_no_markup_in_footer_tooltip_help_and_palette(tmp_path: Path) -> None:
    text = bundled(["a framework in brackets", "a stray end", "an action", "an amount"])
    hostile = {
        name: commands.Command(each.key, each.action, text, text, each.show, each.priority)
        for name, each in commands.COMMANDS.items()
    }

    async def look() -> None:
        with patch.dict(commands.COMMANDS, hostile):
            async with running(tmp_path, size=(100, 60)) as room:
                room.app.screen._bindings = type(room.app.screen._bindings)(commands.bindings("home.mock", "app.help"))
                room.app.screen.refresh_bindings()
                await room.settle()
                assert_sane(room, "footer")
                await room.press("f1")
                assert_shown(room, ["a framework in brackets", "a stray end"], "help")

    asyncio.run(look())
