"""The program that ``tests.benchmarks.editor`` types into: one text area that fills the terminal."""

import sys
from random import Random
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from simulator.tui.widgets.answer_editor import AnswerEditor

WORDS = (
    "we would keep the accountants because they choose payroll for most firms and measure retention by cohort".split()
)
WORDS_A_PARAGRAPH = 80


def prose(words: int, paragraphs: bool) -> str:
    """Return the same lower-case text on every call, as one paragraph or as paragraphs of 80 words."""
    random = Random(words)
    drawn = [random.choice(WORDS) for _ in range(words)]
    length = WORDS_A_PARAGRAPH if paragraphs else max(words, 1)
    return "\n".join(" ".join(drawn[start : start + length]) for start in range(0, words, length))


class EditorApp(App[None]):
    """Shows one editor and moves its cursor by function keys, as TextArea has no key for the start of the text."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "place(0.0)", priority=True),
        Binding("f3", "place(0.5)", priority=True),
        Binding("f4", "place(1.0)", priority=True),
    ]

    def __init__(self, editor: TextArea) -> None:
        super().__init__()
        self._editor = editor

    def compose(self) -> ComposeResult:
        yield self._editor

    def on_mount(self) -> None:
        self._editor.cursor_blink = False
        self._editor.focus()

    def action_place(self, share: float) -> None:
        """Put the cursor at a share of the whole text."""
        text = self._editor.text
        before = text[: int(len(text) * share)]
        self._editor.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1), center=True)


def main() -> None:
    kind, words, shape = sys.argv[1:]
    text = prose(int(words), shape == "paragraphs")
    EditorApp(AnswerEditor(text, limit=30_000) if kind == "answer" else TextArea(text)).run()


if __name__ == "__main__":
    main()
