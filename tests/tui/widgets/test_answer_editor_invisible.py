"""What is not seen does not get into an answer: what stands in the editor is what is kept and judged."""

import asyncio
import unicodedata

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from simulator.tui.text import safe
from simulator.tui.widgets.answer_editor import AnswerEditor

OVERRIDES = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)]
NOTHINGS = [chr(code) for code in (0x200B, 0x2060, 0xFEFF)]


class OneEditor(App[None]):
    def compose(self) -> ComposeResult:
        yield AnswerEditor(limit=1000, blink=False)


def held(text: str, way: str) -> tuple[str, str]:
    """Return the text of an editor that got ``text`` in one of the ways, and its first row as painted."""

    async def play() -> tuple[str, str]:
        app = OneEditor()
        async with app.run_test(size=(80, 10)) as pilot:
            editor = app.query_one(AnswerEditor)
            editor.focus()
            await pilot.pause()
            if way == "paste":
                app.post_message(Paste(text))
            elif way == "load":
                editor.load_text(text)
            else:
                for char in text:
                    editor.insert(char)
            await pilot.pause()
            return editor.text, editor.render_line(0).text.rstrip()

    return asyncio.run(play())


@pytest.mark.parametrize("way", ["paste", "load", "type"])
def test_overrides_and_invisible_characters_go_whichever_way_they_come(way: str) -> None:
    text, row = held(f"pay {''.join(OVERRIDES)}100{''.join(NOTHINGS)} or 200", way)
    assert text == row == "pay 100 or 200"


@pytest.mark.parametrize("kept", ["שלום", "می\u200cخواهم", "👩\u200d💻", "e\u0301", "a\tb", "❤\ufe0f", "日本語"])
def test_letters_of_every_script_and_joined_emoji_stay(kept: str) -> None:
    assert held(kept, "paste")[0] == kept


def test_the_cursor_stands_behind_what_is_seen() -> None:
    async def play() -> tuple[int, int]:
        app = OneEditor()
        async with app.run_test(size=(80, 10)) as pilot:
            editor = app.query_one(AnswerEditor)
            editor.insert("ab\u202ecd")
            await pilot.pause()
            return editor.cursor_location

    assert asyncio.run(play()) == (0, 4)


def test_what_other_widgets_show_has_no_format_character_but_the_joiners() -> None:
    every = "".join(OVERRIDES + NOTHINGS) + "\u200c\u200d"
    assert [char for char in safe(f"a{every}b") if unicodedata.category(char) == "Cf"] == ["\u200c", "\u200d"]
