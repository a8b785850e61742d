"""What the answer editor does with keys, pastes and loaded text."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from simulator.interview.conductor import LONGEST_ANSWER
from simulator.tui.widgets.answer_editor import AnswerEditor

NEVER = 3600.0


class Room(App[None]):
    """One editor, a button to go to, and a record of what the editor said."""

    def __init__(self, text: str = "", *, limit: int = 20, read_only: bool = False, count_after: float = NEVER) -> None:
        super().__init__()
        self.editor = AnswerEditor(text, limit=limit, read_only=read_only, count_after=count_after, blink=False)
        self.truncated: list[tuple[int, int]] = []
        self.counts: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.editor
        yield Button("Done")

    def on_answer_editor_truncated(self, message: AnswerEditor.Truncated) -> None:
        assert message.control is self.editor
        self.truncated.append((message.kept, message.dropped))

    def on_answer_editor_words_counted(self, message: AnswerEditor.WordsCounted) -> None:
        assert message.control is self.editor
        self.counts.append(message.words)

    async def paste(self, pilot: Pilot[None], text: str) -> None:
        """Paste as a terminal does."""
        self.post_message(events.Paste(text))
        await pilot.pause()


def in_room(app: Room, check: Callable[[Pilot[None]], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        async with app.run_test(notifications=True, tooltips=True) as pilot:
            app.editor.focus()
            await pilot.pause()
            await check(pilot)

    asyncio.run(run())


def test_keys_type_and_tab_leaves() -> None:
    app = Room()

    async def check(pilot: Pilot[None]) -> None:
        await pilot.press("f", "i", "t", "enter", "[", "b", "]", "backspace", "tab")
        assert app.editor.text == "fit\n[b"
        assert isinstance(app.focused, Button)

    in_room(app, check)


@pytest.mark.parametrize("length", [45_000, 200_000])
def test_a_long_paste_is_cut_at_the_limit_and_said_so(length: int) -> None:
    app = Room(limit=LONGEST_ANSWER)

    async def check(pilot: Pilot[None]) -> None:
        pasted = ("word " * (length // 5 + 1))[:length]
        await app.paste(pilot, pasted)
        assert app.editor.text == pasted[:LONGEST_ANSWER]
        assert app.truncated == [(LONGEST_ANSWER, length - LONGEST_ANSWER)]
        assert app.editor.cursor_location == (0, LONGEST_ANSWER)
        await pilot.press("ctrl+z")
        assert app.editor.text == ""
        await pilot.press("ctrl+y")
        assert app.editor.text == pasted[:LONGEST_ANSWER]

    in_room(app, check)


def test_a_full_editor_takes_no_key_but_takes_back_what_is_deleted() -> None:
    app = Room("twenty characters ..")

    async def check(pilot: Pilot[None]) -> None:
        await pilot.press("x", "enter")
        assert app.editor.text == "twenty characters .."
        assert app.truncated == [(0, 1), (0, 1)]
        await pilot.press("delete", "x")
        assert app.editor.text == "xwenty characters .."
        assert len(app.truncated) == 2

    in_room(app, check)


def test_a_paste_over_a_selection_gets_the_room_of_the_selection() -> None:
    app = Room("one\ntwo\nthree and end")

    async def check(pilot: Pilot[None]) -> None:
        app.editor.select_line(2)
        await app.paste(pilot, "a\nb\nc\nd\ne\nf\ng")
        assert app.editor.text == "one\ntwo\na\nb\nc\nd\ne\nf\n"
        assert app.truncated == [(12, 1)]

    in_room(app, check)


def test_text_that_is_loaded_is_kept_whole_and_only_shrinks() -> None:
    app = Room("x" * 25)

    async def check(pilot: Pilot[None]) -> None:
        await pilot.press("y", "delete", "y")
        assert app.editor.text == "x" * 24
        app.editor.load_text("z" * 30)
        assert app.editor.text == "z" * 30
        await app.paste(pilot, "a long paste")
        assert app.editor.text == "z" * 30
        assert app.truncated == [(0, 1), (0, 1), (0, 12)]

    in_room(app, check)


DIRTY = "a\x1b[31mb\x00\x07\r\nc\td\x9b\re\x7f\u2028f\x85g"
CLEANED = "a[31mb\nc\td\ne\nf\ng"


def test_control_characters_never_come_in() -> None:
    app = Room(DIRTY, limit=100)

    async def check(pilot: Pilot[None]) -> None:
        assert app.editor.text == CLEANED
        app.editor.clear()
        await app.paste(pilot, DIRTY)
        assert app.editor.text == CLEANED
        app.editor.load_text(DIRTY)
        assert app.editor.text == CLEANED
        app.editor.clear()
        app.copy_to_clipboard(DIRTY)
        await pilot.press("ctrl+v")
        assert app.editor.text == CLEANED

    in_room(app, check)


def test_a_closed_answer_can_be_read_but_not_changed() -> None:
    app = Room("closed answer", read_only=True)

    async def check(pilot: Pilot[None]) -> None:
        await pilot.press("x", "backspace", "ctrl+w", "ctrl+k", "enter")
        await app.paste(pilot, "more")
        assert app.editor.text == "closed answer"
        await pilot.press("end")
        assert app.editor.cursor_location == (0, 13)

    in_room(app, check)


def test_words_are_counted_at_the_start_and_once_for_many_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Room("two words", limit=100)
    timers: list[Callable[[], None]] = []

    async def check(pilot: Pilot[None]) -> None:
        assert app.counts == [2]
        monkeypatch.setattr(app.editor, "set_timer", lambda seconds, count: timers.append(count))
        await pilot.press("a", "space", "b", "space")
        assert app.counts == [2]
        assert len(timers) == 1
        timers.pop()()
        await pilot.pause()
        assert app.counts == [2, 4]
        assert app.editor.words == 4
        await pilot.press("c")
        assert len(timers) == 1

    in_room(app, check)


def test_words_are_counted_soon_after_keys_pastes_loads_and_undo() -> None:
    app = Room(limit=100, count_after=0.001)

    async def counted(pilot: Pilot[None], words: int) -> None:
        async with asyncio.timeout(10):
            while app.counts[-1] != words:
                await pilot.pause()
        assert app.editor.words == words

    async def check(pilot: Pilot[None]) -> None:
        await pilot.press("a", "space", "b")
        await counted(pilot, 2)
        await app.paste(pilot, " c d\ne\u00a0f\n\n")
        await counted(pilot, 6)
        await pilot.press("ctrl+z")
        await counted(pilot, 2)
        app.editor.load_text("one 漢字 three")
        await counted(pilot, 3)

    in_room(app, check)


def test_brackets_are_not_searched_for() -> None:
    app = Room("a (b)")

    async def check(pilot: Pilot[None]) -> None:
        await pilot.press("right", "right")
        assert app.editor.matching_bracket_location is None

    in_room(app, check)


def test_the_cursor_need_not_blink() -> None:
    app = Room()

    async def check(pilot: Pilot[None]) -> None:
        assert not app.editor.cursor_blink
        assert app.editor.soft_wrap
        assert not app.editor.show_line_numbers

    in_room(app, check)
