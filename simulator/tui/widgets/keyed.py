"""Lines that begin with the key to press; what does not fit goes on below the text, not below the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from simulator.tui.text import joined, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

BETWEEN = 2
"""Cells between key and text."""


class Keyed(NamedTuple):
    """Something to do, or without a key something to know."""

    key: str
    text: str
    more: str = ""
    """Below the text, in less weight."""
    aside: str = ""
    """After that, where there is room."""


class KeyedLines(Static):
    """What can be done, each with its key, whole or in so many rows at most."""

    def __init__(self, id: str) -> None:  # noqa: A002 Textual's own name
        super().__init__("", id=id)
        self._entries: tuple[Keyed, ...] = ()
        self._most = 0
        self._wrapped_to = 0

    def show(self, entries: Sequence[Keyed], most: int = 0) -> None:
        """Show other entries, each in ``most`` rows at most, or with 0 whole; without any, nothing."""
        self._entries, self._most = tuple(entries), most
        self.display = bool(entries)
        above = self.parent
        self._wrap(self.size.width or (above.content_size.width if isinstance(above, Widget) else 0))

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        if event.size.width != self._wrapped_to:
            self._wrap(event.size.width)

    def _wrap(self, width: int) -> None:
        if width <= 0:
            return
        self._wrapped_to = width
        lines = [line for entry in self._entries for line in self._lines(entry, width)]
        self.update(joined(*(part for line in lines for part in (line, "\n"))).rstrip())

    def _lines(self, entry: Keyed, width: int) -> list[Content]:
        if not entry.key:
            return [shown(entry.text)]
        indent = len(entry.key) + BETWEEN
        room = max(1, width - indent)
        rows = _rows(entry, f"{entry.more} {entry.aside}".strip(), room)
        if 0 < self._most < len(rows):
            rows = _rows(entry, entry.more, room)
        if 0 < self._most < len(rows):
            left = joined(*(part for row in rows[self._most - 1 :] for part in (row, " ")))
            rows[self._most - 1 :] = [left.truncate(room, ellipsis=True)]
        first, *rest = rows
        begin = joined(shown(entry.key, "bold $accent"), " " * BETWEEN, first)
        return [begin, *(joined(" " * indent, row) for row in rest)]


def _rows(entry: Keyed, more: str, room: int) -> list[Content]:
    return shown(entry.text).wrap(room) + (shown(more, "dim").wrap(room) if more else [])
