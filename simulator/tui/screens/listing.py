"""What history and bank share: a list that filters as one types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Input, Static

from simulator.tui.commands import bindings
from simulator.tui.parts.word_filter import WordFilter
from simulator.tui.text import shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from simulator.tui.app import SimulatorApp

AT_A_TIME = 250
"""Texts that are made ready to be searched between two keys."""
AFTER_OPENING = 0.1
"""Seconds after the rows were listed at which that begins."""


class ListingScreen(Screen[None]):
    """A heading, a filter, the rows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list.open", "screen.back", "list.filter")
    HEADING = ""
    EMPTY = ""
    """Where there is nothing to list."""
    TIGHT = False
    """The keys of the footer stand close together."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[str] = ()
        self._kept: Sequence[int] = ()
        """The places that filters other than words leave, in the order of the list."""
        self._shown: Sequence[int] = ()
        self._words = WordFilter(self.searched, 0)
        self._said = ""
        """Why no row is shown."""

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out heading, filter, rows."""
        yield Static(shown(self.HEADING, "bold"), classes="heading")
        yield Input(placeholder="words to filter by", id="filter")
        yield Static("", id="state")
        yield Static("", id="nothing")
        with Container(id="listing"):
            yield RowList(id="rows")
            yield from self.beside()
        yield KeyFooter(tight=self.TIGHT)

    def beside(self) -> Iterable[Widget]:
        """Return what stands beside the rows; here nothing."""
        return ()

    def on_mount(self) -> None:
        """Load the rows."""
        self.query_one("#filter").display = False
        self.query_one(RowList).focus()
        self._app.attempt(self.load)

    def load(self) -> None:
        """Read what is listed and call ``show``."""
        raise NotImplementedError

    def show(self, rows: Sequence[str], mark: int | None = None) -> None:
        """List these rows, that of place ``mark`` marked if it is listed."""
        self._rows = rows
        self._words = WordFilter(self.searched, len(rows))
        self._shown = ()
        self.filter_again(mark)
        self.set_timer(AFTER_OPENING, self._prepare)

    def searched(self, index: int) -> str:
        """Return the text of a row in which words are looked for."""
        return self._rows[index]

    def kept(self) -> Sequence[int]:
        """Return the places of the rows that filters other than words leave, in order; here every one."""
        return range(len(self._rows))

    def filters(self) -> Sequence[str]:
        """Return the filters other than words that are on, by name."""
        return ()

    def empty(self) -> str:
        """Return what to say where there are no rows."""
        return self.EMPTY

    def nothing(self) -> str:
        """Return what to say where there are rows and none passes."""
        return "Nothing has these words. Escape shows all again."

    @property
    def typed(self) -> str:
        """The words to filter by."""
        return self.query_one("#filter", Input).value

    @property
    def marked(self) -> int | None:
        """The place of the marked row in the whole list; None where none is listed."""
        return self._shown[self.query_one(RowList).marked] if self._shown else None

    def filter_again(self, mark: int | None = None) -> None:
        """List anew what passes all filters."""
        mark = self.marked if mark is None else mark
        self._kept = self.kept()
        self._filter(mark)

    def _filter(self, mark: int | None) -> None:
        self._shown = self._words.among(self._kept, self.typed)
        rows = self.query_one(RowList)
        rows.show_rows(len(self._shown), lambda index: self._rows[self._shown[index]])
        rows.marked = self._shown.index(mark) if mark is not None and mark in self._shown else 0
        words = "" if self._shown else self.nothing() if self._rows else self.empty()
        if words != self._said:
            self._said = words
            self.query_one("#nothing", Static).update(shown(words))
            self.query_one("#nothing").display = bool(words)
        state = " · ".join((f"{len(self._shown)} of {len(self._rows)}", *self.filters())) if self._rows else ""
        self.query_one("#state", Static).update(shown(state, "dim"), layout=False)
        self.changed()

    def changed(self) -> None:
        """Take note that other rows are listed or another one is marked."""

    def on_row_list_marked(self) -> None:
        """Take note of the mark."""
        self.changed()

    def on_input_changed(self) -> None:
        """Filter with every key."""
        self._filter(self.marked)

    def on_input_submitted(self) -> None:
        """Go from the filter to the rows."""
        self.query_one(RowList).focus()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one("#filter").display = True
        self.query_one("#filter").focus()
        self._prepare()

    @work(exclusive=True, group="words")
    async def _prepare(self) -> None:
        """Make the rows ready to be searched before the first letter comes, a few at a time."""
        words = self._words
        while not words.prepare(AT_A_TIME):
            await asyncio.sleep(0)

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open what the row stands for."""
        # a second Enter can come before the first has taken effect, and after one the list can have grown shorter
        if self.is_current and message.index < len(self._shown):
            self._app.attempt(lambda: self.open_row(self._shown[message.index]))

    def action_open_row(self) -> None:
        """Open the marked row."""
        self.query_one(RowList).open()

    def open_row(self, index: int) -> None:
        """Open the row of that place in the whole list."""
        raise NotImplementedError

    def close_filter(self) -> None:
        """Forget the words, and go to the rows."""
        field = self.query_one("#filter", Input)
        field.value = ""
        field.display = False
        self.query_one(RowList).focus()

    def action_back(self) -> None:
        """Leave the filter, then the screen."""
        if self.query_one("#filter").display:
            self.close_filter()
        else:
            self.app.pop_screen()
