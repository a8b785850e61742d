"""Before the clock starts: what kind of round this is and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from simulator.plain.texts import briefing
from simulator.tui.commands import bindings
from simulator.tui.text import shown

if TYPE_CHECKING:
    from simulator.interview.conductor import Interview
    from simulator.tui.app import SimulatorApp


class BriefingScreen(Screen[None]):
    """The rules of the round; Enter reads out the question."""

    HELP = "The round has not begun. Enter reads out the question and starts the clock."
    BINDINGS: ClassVar[list[BindingType]] = bindings("interview.begin", "interview.leave")

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview

    def compose(self) -> ComposeResult:
        """Lay out the rules."""
        state = self._interview.state
        title = "Before the clock starts"
        yield Static(shown(title, "bold"), classes="heading")
        with VerticalScroll(classes="page"):
            yield Static(shown(briefing(state, self._interview.question).replace("\n", "\n\n")))
            yield Static(shown("\nPress Enter when you are ready: the clock starts then.", "bold"))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Let the keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_begin(self) -> None:
        """Start the clock."""
        from simulator.tui.sitting import show_phase

        self._interview.begin_round()
        show_phase(cast("SimulatorApp", self.app), self._interview)

    def action_leave(self) -> None:
        """Go home; the session can be continued."""
        from simulator.tui.sitting import close

        close(cast("SimulatorApp", self.app))
