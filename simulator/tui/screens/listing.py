"""What history and bank share: a list that filters as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from simulator.tui.commands import bindings
from simulator.tui.text import shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.tui.app import SimulatorApp


class ListingScreen(Screen[None]):
    """A heading, a filter, the rows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list.filter", "screen.back")
    HEADING = ""
    EMPTY = ""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[str] = ()
        self._shown: Sequence[int] = ()

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out heading, filter, rows."""
        yield Static(shown(self.HEADING, "bold"), classes="heading")
        yield Input(placeholder="words to filter by", id="filter")
        yield Static("", id="state")
        yield RowList(id="rows")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Load the rows."""
        self.query_one("#filter").display = False
        self.query_one(RowList).focus()
        self._app.attempt(self.load)

    def load(self) -> None:
        """Read what is listed and call ``show``."""
        raise NotImplementedError

    def show(self, rows: Sequence[str]) -> None:
        """List these rows."""
        self._rows = rows
        self.filter_again()

    def kept(self) -> Sequence[int]:
        """Return the places of the rows that filters other than words leave; here every one."""
        return range(len(self._rows))

    def filters(self) -> Sequence[str]:
        """Return the filters other than words that are on, by name."""
        return ()

    def filter_again(self) -> None:
        """List anew what passes all filters."""
        self._filter(self.query_one("#filter", Input).value)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self._shown = self.kept()
        if words:
            folded = ((index, self._rows[index].casefold()) for index in self._shown)
            self._shown = [index for index, row in folded if all(word in row for word in words)]
        self.query_one(RowList).show_rows(len(self._shown), lambda index: self._rows[self._shown[index]])
        state = self.EMPTY
        if self._rows:
            state = " · ".join((f"{len(self._shown)} of {len(self._rows)}", *self.filters()))
        self.query_one("#state", Static).update(shown(state, "dim"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter with every key."""
        self._filter(event.value)

    def on_input_submitted(self) -> None:
        """Go from the filter to the rows."""
        self.query_one(RowList).focus()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one("#filter").display = True
        self.query_one("#filter").focus()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open what the row stands for."""
        if self.is_current:  # a second Enter can come before the first has taken effect
            self._app.attempt(lambda: self.open_row(self._shown[message.index]))

    def open_row(self, index: int) -> None:
        """Open the row of that place in the whole list."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Leave the filter, then the screen."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self.query_one(RowList).focus()
        else:
            self.app.pop_screen()
