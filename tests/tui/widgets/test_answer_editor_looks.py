"""The editor's rows and cursor against a stock TextArea's, cell by cell."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from random import Random

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from simulator.tui.widgets.answer_editor import AnswerEditor

PIECES = [
    "word ",
    "a",
    "longer ",
    " ",
    "\u3000",
    "漢字",
    "👍",
    "👩‍💻",
    "❤️",
    "e\u0301",
    "\u200c",
    "שלום ",
    "\t",
    "\n",
    "\n\n",
]
PIECES += ["x" * 90, "字" * 50, "[RICE] ", "a [/] b ", "🇩🇪", "lorem ipsum dolor sit amet " * 8]
MIXED = "one\ttwo 漢字 👩‍💻 e\u0301 שלום [b]\n\n" + "word " * 60 + "\n\ta\tb " + "long\t" * 30 + "\n" + "字" * 90 + "\n"
ACTIONS = ["cursor_left", "cursor_right", "cursor_up", "cursor_down", "cursor_page_up", "cursor_page_down"]
ACTIONS += [
    "cursor_line_start",
    "cursor_line_end",
    "cursor_word_left",
    "cursor_word_right",
    "select_line",
    "select_all",
]
ACTIONS += ["delete_left", "delete_right", "delete_word_left", "delete_word_right", "delete_to_start_of_line"]
ACTIONS += ["delete_to_end_of_line", "delete_line", "undo", "redo"]
SELECTING = ["cursor_left", "cursor_up", "cursor_line_end", "cursor_down", "cursor_word_right"]


class Stock(TextArea):
    """Draws its cursor without the focus, as only one of two widgets can have that."""

    _draw_cursor = True


class Ours(AnswerEditor):
    """Draws its cursor without the focus too."""

    _draw_cursor = True


class Twins(App[None]):
    """A stock TextArea and the editor above each other, with the same text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stock = Stock(text)
        self.ours = Ours(text, limit=100_000, blink=False)
        self.stock.match_cursor_bracket = False
        self.stock.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield self.stock
        yield self.ours

    def both(self, act: Callable[[TextArea], object]) -> None:
        """Do the same to both."""
        act(self.stock)
        act(self.ours)

    def assert_alike(self) -> None:
        """Compare text, cursor, scroll and every visible cell."""
        for name in ("text", "selection", "cursor_location", "scroll_offset", "virtual_size", "_cursor_offset"):
            assert getattr(self.ours, name) == getattr(self.stock, name), name
        for y in range(self.stock.size.height):
            assert cells(self.ours, y) == cells(self.stock, y), y


def cells(editor: TextArea, y: int) -> list[tuple[str, Style | None]]:
    editor._theme.apply_css(editor)
    return [(char, style) for text, style, _ in editor.render_line(y) for char in text]


def with_twins(text: str, check: Callable[[Twins, Pilot[None]], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        app = Twins(text)
        async with app.run_test(notifications=True, tooltips=True) as pilot:
            app.set_focus(None)
            await pilot.pause()
            await check(app, pilot)

    asyncio.run(run())


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_look_as_in_a_stock_text_area(seed: int) -> None:
    random = Random(seed)

    async def check(app: Twins, pilot: Pilot[None]) -> None:
        for turn in range(50):
            start, end = random_place(app.stock, random), random_place(app.stock, random)
            if random.random() < 0.7:
                end = (start[0], start[1] + random.randrange(3))
            inserted = "".join(random.choices(PIECES, k=random.randrange(4)))
            app.both(partial(TextArea.replace, insert=inserted, start=start, end=end, maintain_selection_offset=False))
            if random.random() < 0.1:
                # even, so that both get the same height
                await pilot.resize_terminal(random.randrange(9, 90), 2 * random.randrange(6, 15))
            if turn % 10 == 9:
                await pilot.pause()
            app.assert_alike()

    with_twins("", check)


@pytest.mark.parametrize("seed", range(3))
def test_random_actions_move_and_edit_as_in_a_stock_text_area(seed: int) -> None:
    random = Random(seed)

    async def check(app: Twins, pilot: Pilot[None]) -> None:
        app.both(partial(TextArea.move_cursor, location=(2, 150)))
        for turn in range(40):
            if random.random() < 0.3:
                name, arguments = random.choice(SELECTING), {"select": True}
            else:
                name, arguments = random.choice(ACTIONS), {}
            app.both(lambda editor: getattr(editor, f"action_{name}")(**arguments))  # noqa: B023
            if turn % 10 == 9:
                await pilot.pause()
            app.assert_alike()

    with_twins(MIXED, check)


@pytest.mark.parametrize(
    "settings",
    [
        {"read_only": True},
        {"read_only": True, "show_cursor": False},
        {"soft_wrap": False},
        {"show_line_numbers": True},
        {"highlight_cursor_line": False},
        {"indent_width": 8},
        {"theme": "monokai"},
        {"suggestion": "more", "hide_suggestion_on_blur": False},
    ],
    ids=str,
)
def test_every_setting_looks_as_in_a_stock_text_area(settings: dict[str, object]) -> None:
    async def check(app: Twins, pilot: Pilot[None]) -> None:
        for selection in (Selection.cursor((2, 120)), Selection((0, 3), (2, 200)), Selection((4, 0), (1, 0))):
            for editor in (app.stock, app.ours):
                editor.selection = selection
                for name, value in settings.items():
                    setattr(editor, name, value)
            await pilot.pause()
            app.assert_alike()
        app.theme = "textual-light"
        await pilot.pause()
        app.assert_alike()

    with_twins(MIXED, check)


def test_the_cursor_is_drawn_with_the_focus_only() -> None:
    async def check(app: Twins, pilot: Pilot[None]) -> None:
        editor = AnswerEditor("word", limit=10, blink=False)
        await app.mount(editor)
        unfocused = cells(editor, 0)
        editor.focus()
        await pilot.pause()
        focused = cells(editor, 0)
        assert focused[1:4] == unfocused[1:4]
        assert focused[0] != unfocused[0]

    with_twins("", check)


def test_the_placeholder_looks_as_in_a_stock_text_area() -> None:
    async def check(app: Twins, pilot: Pilot[None]) -> None:
        app.both(lambda editor: setattr(editor, "placeholder", "Type your answer"))
        await pilot.pause()
        app.assert_alike()
        assert "Type your answer" in app.ours.render_line(0).text

    with_twins("", check)


def random_place(editor: TextArea, random: Random) -> tuple[int, int]:
    row = random.randrange(editor.document.line_count)
    return row, random.randint(0, len(editor.document.get_line(row)))
