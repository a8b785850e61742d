"""Before the clock starts: what kind of round this is and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Key
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from simulator.tui.commands import bindings
from simulator.tui.text import shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose
from simulator.words.rounds import briefing

if TYPE_CHECKING:
    from simulator.interview.conductor import Interview
    from simulator.tui.app import SimulatorApp


STAGE_INDENT = 12
"""Cells before the name of a stage: its minutes."""
READING_SECONDS = 0.5
"""Nobody has read the rules by then: an earlier key was meant for the screen before."""


class BriefingScreen(Screen[None]):
    """The rules of the round; Enter reads out the question."""

    HELP = "The round has not begun. Enter reads out the question and starts the clock."
    BINDINGS: ClassVar[list[BindingType]] = bindings("interview.begin", "interview.leave")

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._readable_from = float("inf")

    def compose(self) -> ComposeResult:
        """Lay out the rules."""
        state = self._interview.state
        title = "Before the clock starts"
        yield Static(shown(title, "bold"), classes="heading")
        with VerticalScroll(classes="page"):
            ready = Line("Press Enter when you are ready: the clock starts then.", "bold")
            yield Prose([*_spaced(briefing(state, self._interview.question)), Line(""), ready])
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll at once."""
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self._is_seen)

    def _is_seen(self) -> None:
        reading = READING_SECONDS if cast("SimulatorApp", self.app).ticking else 0.0
        self._readable_from = Message().time + reading  # the time by which keys are stamped

    def is_too_early(self, key: Key) -> bool:
        """Return whether a key was pressed before this could be read, and so was meant for the screen before."""
        return key.time < self._readable_from

    def action_begin(self) -> None:
        """Start the clock."""
        from simulator.tui.flows.sitting import show_phase

        self._interview.begin_round()
        show_phase(cast("SimulatorApp", self.app), self._interview)

    def action_leave(self) -> None:
        """Go home; the session can be continued."""
        from simulator.tui.flows.sitting import close

        close(cast("SimulatorApp", self.app))


def _spaced(text: str) -> list[Line]:
    """Return paragraphs with air between them; what is indented stays with the line above, below its minutes."""
    lines: list[Line] = []
    for line in text.split("\n"):
        if line.startswith(" "):
            lines.append(Line(line, hang=STAGE_INDENT - (len(line) - len(line.lstrip(" ")))))
        else:
            lines += [Line(""), Line(line)] if lines else [Line(line)]
    return lines
