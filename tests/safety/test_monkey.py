"""Two monkeys at the real app for a short while, and what many of them have found, each in its plainest form."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.next import NextScreen
from simulator.tui.screens.palette import Palette
from simulator.tui.screens.too_small import TooSmallScreen
from tests.safety import monkey
from tests.tui.driver import Room, running
from tests.tui.hostile import HOSTILE, assert_sane


@pytest.mark.parametrize("number", [1, 2])
def test_a_monkey_breaks_nothing_and_loses_nothing(tmp_path: Path, number: int) -> None:
    found = asyncio.run(monkey.let_loose(tmp_path, number, 50))
    assert len(found.done) == 50
    assert len(found.seen) > 3


def _with_the_app(folder: Path, story: Callable[[Room], Awaitable[None]]) -> None:
    async def play() -> None:
        async with running(folder) as room:
            await story(room)

    asyncio.run(play())


def test_a_terminal_of_a_few_columns_ends_no_dialog_and_no_list(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("n")
        await room.resize((2, 2))
        await room.resize((80, 24))
        assert isinstance(room.app.screen, NextScreen)
        room.app.push_screen(ChooseScreen("Hand in?", "It is short.", [("stay", "Go on writing"), ("in", "Hand in")]))
        await room.settle()
        for size in ((10, 3), (1, 1), (80, 24)):
            await room.resize(size)
            assert_sane(room, str(size))
        assert "Go on writing" in room.text()

    _with_the_app(tmp_path, story)


def test_no_field_shows_what_a_terminal_would_obey(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("o", "a")
        fields = set()
        for _ in range(6):
            fields.add(type(room.app.focused))
            for text in HOSTILE.values():
                room.app.post_message(Paste(text))
            await room.settle()
            assert_sane(room, str(room.app.focused))
            await room.press("tab")
        assert {Input, TextArea} <= fields

    _with_the_app(tmp_path, story)


def test_help_pages_and_pastes_end_nothing_on_the_list_of_commands(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("ctrl+p", "f1")
        assert isinstance(room.app.screen, HelpScreen)
        assert "Type a few letters of a command" in " ".join(room.text().split())
        await room.press("escape")
        assert isinstance(room.app.screen, Palette)
        for text in HOSTILE.values():
            room.app.post_message(Paste(text))
            await room.settle()
            await room.press("pagedown", "pageup")
            assert_sane(room, text)
        await room.press("escape")
        for size in ((10, 3), (1, 1)):
            await room.resize(size)
            await room.press("ctrl+p")
            assert isinstance(room.app.screen, TooSmallScreen)

    _with_the_app(tmp_path, story)
