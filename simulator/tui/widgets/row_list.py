"""A list of any length: only the rows that are seen are made, so ten thousand cost what ten do."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from simulator.tui.text import fitted


class RowList(ScrollView, can_focus=True):
    """Rows of text with one marked; the screen says which key opens it, a click on it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "Up", show=False),
        Binding("down", "mark(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--marked"}

    marked: reactive[int] = reactive(0)

    class Opened(Message):
        """A row was opened."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    class Marked(Message):
        """Another row was marked."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__(id=id)
        self._count = 0
        self._row: Callable[[int], str] = lambda _index: ""

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._count

    @property
    def row_width(self) -> int:
        """The cells of a row: the width without the bar, which Textual's own ``size`` has in it."""
        return self.scrollable_content_region.width

    def show_rows(self, count: int, row: Callable[[int], str]) -> None:
        """Show ``count`` rows; ``row(index)`` gives the text of one when it is seen."""
        self._count = count
        self._row = row
        self.virtual_size = Size(0, count)
        self.marked = min(self.marked, max(0, count - 1))
        self._keep_in_sight()
        self.refresh()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these rows."""
        self.show_rows(len(texts), texts.__getitem__)

    def render_line(self, y: int) -> Strip:
        """Draw one row; the marked one is reversed and pointed at."""
        index = y + round(self.scroll_offset.y)
        width = self.row_width
        if not 0 <= index < self._count:
            return Strip.blank(width, self.rich_style)
        marked = index == self.marked
        text = f"{'> ' if marked else '  '}{fitted(self._row(index), width - 2)}"
        style = self.get_component_rich_style("row-list--marked") if marked else self.rich_style
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def watch_marked(self, before: int, after: int) -> None:
        """Paint the two rows that change, and tell the screen."""
        del before, after
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Marked())

    def _keep_in_sight(self) -> None:
        if self._count:
            self.scroll_to_region(Region(0, self.marked, 1, 1), animate=False, force=True)

    def on_resize(self) -> None:
        """Show as much from the first row on as leaves the mark in sight."""
        self.scroll_to(y=max(0, self.marked - max(1, self.size.height) + 1), animate=False, force=True)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.marked = min(max(0, self._count - 1), max(0, self.marked + by))

    def action_page(self, by: int) -> None:
        """Move the mark by a page."""
        self.action_mark(by * max(1, self.size.height - 1))

    def action_edge(self, index: int) -> None:
        """Move the mark to the first or last row."""
        self.marked = max(0, self._count - 1) if index else 0

    def open(self) -> None:
        """Open the marked row."""
        if self._count:
            self.post_message(self.Opened(self.marked))

    def on_click(self, event: Click) -> None:
        """Mark a row; a click on the marked one opens it."""
        index = event.y + round(self.scroll_offset.y)
        if index >= self._count:
            return
        if index == self.marked:
            self.open()
        self.marked = index
