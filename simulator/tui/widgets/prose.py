"""Text to read: lines that wrap to the width there is and keep their indent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from question_bank.models import Exemplar
from simulator.plain.console import wrap
from simulator.tui.text import joined, safe, shown

WIDEST = 100
"""Cells; longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in one style; spaces at its start are its indent."""

    text: str
    style: str = ""
    narrow: str = ""
    """What to show instead where the line does not fit, as a row of a table cannot be wrapped."""


class Prose(Static):
    """Lines of text, wrapped afresh whenever the width changes."""

    def __init__(self, lines: Sequence[Line] = (), id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__("", id=id)
        self._prose = tuple(lines)
        self._wrapped_to = 0

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._prose = tuple(lines)
        self._wrap(self.size.width)

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        if event.size.width != self._wrapped_to:
            self._wrap(event.size.width)

    def _wrap(self, width: int) -> None:
        if width <= 0:
            return
        self._wrapped_to = width
        parts: list[Content | str] = []
        for line in self._prose:
            text = line.narrow if line.narrow and cell_len(line.text) > width else line.text
            for piece in wrap(safe(text), min(width, WIDEST)):
                parts += [shown(piece, line.style), "\n"]
        self.update(joined(*parts))


def paragraphs(text: str, style: str = "") -> list[Line]:
    """Return text as lines, one a paragraph."""
    return [Line(paragraph, style) for paragraph in text.split("\n")]


def exemplar_lines(exemplar: Exemplar) -> list[Line]:
    """Return an exemplar answer with the note on what it shows."""
    return [*paragraphs(exemplar.text.strip()), Line(""), *paragraphs(exemplar.note.strip(), "italic")]
