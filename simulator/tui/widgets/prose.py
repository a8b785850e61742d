"""Text to read: lines that wrap to the width there is and keep their indent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from question_bank.models import Exemplar
from simulator.tui.text import joined, safe, shown
from simulator.words.wrapping import wrap

WIDEST = 100
"""Cells; longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in one style; spaces at its start are its indent."""

    text: str
    style: str = ""
    narrow: str = ""
    """What to show instead where the line does not fit, as a row of a table cannot be wrapped."""
    hang: int = 0
    """Cells that the rows after the first are set in by, as below a number."""
    aside: str = ""
    """What follows in less weight."""


class Prose(Static):
    """Lines of text, wrapped afresh whenever the width changes."""

    def __init__(self, lines: Sequence[Line] = (), id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__("", id=id)
        self._prose = tuple(lines)
        self._wrapped_to = 0

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._prose = tuple(lines)
        self._wrapped_to = 0  # while hidden there is no width; it comes with the next resize
        self._wrap(self.size.width)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self.size.width != self._wrapped_to:
            self._wrap(self.size.width)

    def _wrap(self, width: int) -> None:
        if width <= 0:
            return
        self._wrapped_to = width
        parts: list[Content | str] = []
        for line in self._prose:
            text = line.narrow if line.narrow and cell_len(line.text) > width else line.text
            for piece in wrap(safe(text), min(width, WIDEST), line.hang):
                said = piece.lstrip(" ")
                parts += [" " * (len(piece) - len(said)), shown(said, line.style), "\n"]
            if line.aside:
                parts[-1:] = [shown(f"  {line.aside}", "dim"), "\n"]
        self.update(joined(*parts[:-1]))


def paragraphs(text: str, style: str = "") -> list[Line]:
    """Return text as lines, one a paragraph."""
    return [Line(paragraph, style) for paragraph in text.split("\n")]


def exemplar_lines(exemplar: Exemplar) -> list[Line]:
    """Return an exemplar answer with the note on what it shows."""
    return [*paragraphs(exemplar.text.strip()), Line(""), *paragraphs(exemplar.note.strip(), "italic")]


def legend(title: str, words: Mapping[int, str], columns: int, cells: int) -> list[Line]:
    """Return what numbers mean, in columns of ``cells``; where they do not fit, one below the other."""
    each = [f"{number} {meaning}" for number, meaning in words.items()]
    rows = [each[at : at + columns] for at in range(0, len(each), columns)]
    head = f"{title:<8}" if title else ""
    lines = []
    for place, row in enumerate(rows):
        text = (head if place == 0 else " " * len(head)) + "".join(f"{one:<{cells}}" for one in row).rstrip()
        narrow = "\n".join([title] * (bool(title) and place == 0) + [f"  {one}" if title else one for one in row])
        lines.append(Line(text, "dim", narrow))
    return lines
