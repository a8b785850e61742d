"""Text from cards, candidates, files and exceptions on every screen: nothing crashes, vanishes or is executed."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widgets import Static

import simulator.tui
from scorecards.cleaning import clean
from simulator.errors import StorageError, UsageError
from simulator.tui.flows import sitting
from simulator.tui.screens.ask_back import ChooseScreen, NoticeScreen
from simulator.tui.screens.page import PageScreen
from simulator.tui.text import fitted, shown, tell
from simulator.tui.widgets.answer_editor import AnswerEditor
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.prose import paragraphs
from simulator.tui.widgets.row_list import RowList
from tests.tui.hostile import (
    HOSTILE,
    LONG,
    TEXTS,
    assert_sane,
    assert_shown,
    bundled,
    each_bundle,
    hostile_question,
    readable,
)
from tests.tui.screens_shown import Room, running, show
from tests.tui.steps import answer, start

SHOWN_AT_ONCE = ("card", "briefing_mock", "interview", "topics", "ask_told", "follow_up", "judge_now", "interrupted")
"""Screens on which words of a card stand in sight."""
FURTHER = ("compare", "result", "result_end", "expired", "history", "review", "home", "grading", "interview_practice")
"""Those on which they may be cut, or have to be scrolled to."""


@each_bundle
def test_a_card_of_any_text_is_shown_as_it_is(names: list[str], tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start", size=(100, 50)) as room:
            for screen in SHOWN_AT_ONCE:
                await room.start_over(tmp_path / screen)
                hostile_question(room, bundled(names))
                await show(room, screen)
                assert_shown(room, names, screen)

    asyncio.run(look())


@pytest.mark.parametrize("screen", FURTHER)
def test_a_card_of_any_text_leaves_a_screen_sane(screen: str, tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path) as room:
            hostile_question(room, bundled(list(HOSTILE)))
            await show(room, screen)
            assert_sane(room, screen)

    asyncio.run(look())


@pytest.mark.parametrize("name", LONG)
def test_a_card_of_any_length_leaves_its_screens_sane(name: str, tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "start") as room:
            for screen in ("card", "topics"):
                await room.start_over(tmp_path / screen)
                hostile_question(room, clean(LONG[name]))
                await show(room, screen)
                assert_sane(room, screen)

    asyncio.run(look())


def test_whatever_a_candidate_types_is_shown_as_it_is(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "data", size=(100, 60)) as room:
            sat = start(room)
            answer(room, sat)
            sitting.show_phase(room.app, sat)
            await room.settle()
            editor = room.app.screen.query_one(AnswerEditor)
            own = {
                name: text for name, text in TEXTS.items() if name != "an override"
            }  # kept as the candidate typed it
            for name, text in own.items():
                editor.load_text("")
                editor.insert(text)
                await room.settle()
                assert_shown(room, [name] if name in HOSTILE else [], "the editor")
            editor.load_text("")
            for text in TEXTS.values():
                sat.tell(text, None)
            await room.press("f3")
            await room.press("escape")
            assert_sane(room, "what was asked")

    asyncio.run(look())


def test_whatever_a_candidate_said_can_be_graded_and_read_again(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path, size=(100, 60)) as room:
            said = clean("\n".join(text for name, text in TEXTS.items() if name != "many lines"))
            with patch("tests.tui.steps.ANSWER", said[:20_000]):
                for screen in ("grading", "result", "review_answer", "review_transcript"):
                    await room.start_over(tmp_path / screen)
                    await show(room, screen)
                    assert_sane(room, screen)
                    if screen in ("grading", "review_transcript"):
                        assert_shown(room, ["a framework in brackets", "a stray end", "an action"], screen)

    asyncio.run(look())


def _nothing() -> None:
    pass


def _put_on_home(room: Room, text: str) -> None:
    now = room.app.screen.query_one("#now", Static)
    now.update(shown(text))
    now.display = True


PLACES: dict[str, Callable[[Room, str], object]] = {
    "notification": lambda room, text: tell(room.app, f"it says {text}"),
    "notification title": lambda room, text: tell(room.app, "message", f"{text}"),
    "trouble": lambda room, text: room.app.show_trouble(UsageError("No", f"it says {text}", "See.")),
    "trouble title": lambda room, text: room.app.show_trouble(UsageError(f"No {text}", "It is.", "See.")),
    "trouble next step": lambda room, text: room.app.show_trouble(UsageError("No", "It is.", f"see {text}")),
    "unsaved": lambda room, text: room.app.warn_unsaved(StorageError("No", f"/a/{text}: full.", "Free some.")),
    "choice": lambda room, text: room.app.push_screen(ChooseScreen("A", "b", (("a", f"c {text}"),))),
    "choice title": lambda room, text: room.app.push_screen(ChooseScreen(text, text, (("a", "c"),))),
    "notice": lambda room, text: room.app.push_screen(NoticeScreen(text, text)),
    "page": lambda room, text: room.app.push_screen(PageScreen("A", paragraphs(text), _nothing, _nothing)),
    "page title": lambda room, text: room.app.push_screen(PageScreen(text, paragraphs("b"), _nothing, _nothing)),
    "home": _put_on_home,
}


@each_bundle
def test_a_failure_or_a_notice_of_any_text_is_shown_as_it_is(names: list[str], tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "data", size=(100, 40)) as room:
            for place, put in PLACES.items():
                put(room, bundled(names))
                await room.settle()
                if place != "notification title":  # one line, which is cut
                    assert_shown(room, [] if place.startswith(("noti", "unsaved")) else names, place)
                assert_sane(room, place)
                room.app.clear_notifications()
                room.app.go_home()
                await room.settle()

    asyncio.run(look())


def test_a_notification_of_any_text_is_shown_as_it_is(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "data", size=(100, 40)) as room:
            for name, text in TEXTS.items():
                tell(room.app, text, text)
                await room.settle()
                assert_sane(room, name)
                inside = room.app.screen.query_one("Toast").content_region
                strips = room.app.screen._compositor.render_strips()[inside.y : inside.bottom]
                seen = "".join(strip.crop(inside.x, inside.right).text for strip in strips)
                assert name in LONG or readable(text) in readable(seen)
                room.app.clear_notifications()
                await room.settle()

    asyncio.run(look())


def test_a_click_on_text_that_names_an_action_does_nothing(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "data") as room:
            for screen in ("card", "interview", "follow_up"):
                await room.start_over(tmp_path / screen)
                hostile_question(room, "[@click=app.leave]open the rubric[/]")
                await show(room, screen)
                rows = room.text().split("\n")
                spots = [
                    (row.index("open the rubric") + 3, y) for y, row in enumerate(rows) if "open the rubric" in row
                ]
                assert spots, screen
                for spot in spots:
                    await room.pilot.click(offset=spot)
                await room.settle()
                assert room.app._exit is False
                assert room.app.is_running

    asyncio.run(look())


def test_a_file_name_or_a_broken_card_of_any_text_stands_on_a_row(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "data", size=(120, 40)) as room:
            await show(room, "bank")
            room.app.screen.show(list(TEXTS.values()))  # type: ignore[attr-defined]
            await room.settle()
            assert room.app.screen.query_one(RowList).count == len(TEXTS)
            assert_shown(room, list(HOSTILE), "rows")

    asyncio.run(look())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_fitted_has_exactly_its_cells(text: str) -> None:
    from rich.cells import cell_len

    for width in (0, 1, 7, 40):
        assert cell_len(fitted(text, width)) == width


def test_a_choice_of_any_text_can_be_made(tmp_path: Path) -> None:
    async def look() -> None:
        async with running(tmp_path / "data", size=(120, 50)) as room:
            await show(room, "settings")
            for name, text in TEXTS.items():
                row = ChoiceRow(text, (("a", ""), ("b", text[:30])), name, 1)
                await room.app.screen.query_one(".form").mount(row)
            await room.settle()
            assert_shown(room, list(HOSTILE), "rows")
            row.focus()
            await room.press("1")
            assert row.chosen == 0

    asyncio.run(look())


# nothing but text.py turns text into what a widget shows

SOURCES = sorted(Path(simulator.tui.__file__).parent.rglob("*.py"))
RAW = re.compile(
    r"(?:Static|Label|Button|Checkbox|RadioButton|Option|Collapsible|TabPane|OptionList)\(\s*f[\"']"
    r"|\.(?:update|notify|add_option|add_row|set_options)\(\s*f[\"']"
    r"|(?:border_title|border_subtitle|tooltip)\s*=\s*f[\"']"
    r"|from_markup\(|markup=True|rich\.markup|textual\.markup"
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_widget_is_fed_with_raw_text(path: Path) -> None:
    assert not RAW.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_only_text_py_notifies_and_lists_of_options_take_no_markup(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert path.name == "text.py" or ".notify(" not in source
    for call in re.findall(r"OptionList\((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*\)", source):
        assert "markup=False" in call or "query_one" in source.split(call)[0][-12:], call
