"""A page to read, then go on: break, debrief, result."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from simulator.tui.commands import bindings
from simulator.tui.text import shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose


class Page(Screen[None]):
    """A title and a text that scrolls; which keys lead on or back, and their words, each kind of page says itself."""

    def __init__(self, title: str, body: Sequence[Line], on: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__()
        self._heading = title
        self._body = body
        self._on = on
        self._back = back

    def compose(self) -> ComposeResult:
        """Lay out title and text."""
        yield Static(shown(self._heading, "bold"), classes="heading")
        with VerticalScroll(classes="page"):
            yield Prose(self._body)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_on(self) -> None:
        """Go on."""
        self._on()

    def action_back(self) -> None:
        """Go back."""
        self._back()


class PageScreen(Page):
    """A page that only leads on."""

    HELP = "Read, then press Enter to go on. The arrow keys and page up and down scroll."
    BINDINGS: ClassVar[list[BindingType]] = bindings("page.on", "page.close")


class BreakScreen(Page):
    """Between two rounds: on to the next, or home."""

    HELP = "A break between two rounds; no clock runs. Enter goes on to the next, Escape leaves for home."
    BINDINGS: ClassVar[list[BindingType]] = bindings("page.on", "page.leave")
