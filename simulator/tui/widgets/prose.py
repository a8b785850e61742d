"""Text to read: lines that wrap to the width there is and keep their indent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


class Prose(Static):
    """Lines of text, wrapped afresh whenever the width changes."""

    def __init__(self, lines: Sequence[Line] = (), id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__("", id=id)
        self._prose = tuple(lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._prose = tuple(lines)
        self._wrap(self.size.width)

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        self._wrap(event.size.width)

    def _wrap(self, width: int) -> None:
        if width <= 0:
            return
        parts: list[Content | str] = []
        for line in self._prose:
            for piece in wrap(safe(line.text), min(width, WIDEST)):
                parts += [shown(piece, line.style), "\n"]
        self.update(joined(*parts))


def paragraphs(text: str, style: str = "") -> list[Line]:
    """Return text as lines, one a paragraph."""
    return [Line(paragraph, style) for paragraph in text.split("\n")]


def exemplar_lines(exemplar: Exemplar) -> list[Line]:
    """Return an exemplar answer with the note on what it shows."""
    return [*paragraphs(exemplar.text.strip()), Line(""), *paragraphs(exemplar.note.strip(), "italic")]
