"""What to sit: sensible choices stand already, Enter goes down the rows and starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Footer, Static

from scorecards.models import Kind, Target
from simulator.history.records import Mode
from simulator.practice.draw import LOOP, least_practised
from simulator.tui.commands import bindings
from simulator.tui.text import shown
from simulator.tui.widgets.choice_row import ChoiceRow

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

KIND_WORDS = {Kind.PRODUCT_SENSE: "product", Kind.STRATEGY: "strategy", Kind.CASE: "case"}
KINDS = tuple(Kind)


class SetupScreen(Screen[None]):
    """Rounds, kind, target; the last Enter starts."""

    HELP = "Choose what to sit. The arrow keys change a row, Enter goes to the next and, on the last, starts."
    BINDINGS: ClassVar[list[BindingType]] = bindings("setup.start", "screen.back")

    def __init__(self, mode: str) -> None:
        super().__init__()
        self._mode = Mode(mode)

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        workspace = self._app.workspace
        done = [each.kind for summary in workspace.store.summaries() for each in summary.rounds]
        kind = KINDS.index(least_practised(done, workspace.random))
        target = tuple(Target).index(workspace.config.target)
        yield Static(shown(f"A {'mock' if self._mode is Mode.MOCK else 'drill'}", "bold"), classes="heading")
        with VerticalScroll(classes="form", can_focus=False):
            yield ChoiceRow("Rounds", [("one", ""), ("loop", "product sense, strategy, case")], "rounds", 0, 8)
            yield ChoiceRow("Kind", [(KIND_WORDS[each], "") for each in KINDS], "kind", kind, 8)
            yield ChoiceRow("Target", [(each.value, "") for each in Target], "target", target, 8)
            yield Static(shown("\nEnter goes on; on the last row it starts. The question is drawn for you.", "dim"))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus()

    def on_key(self, event: Key) -> None:
        """Start with Enter on the last row."""
        if event.key == "enter" and self.query(ChoiceRow).last().has_focus:
            event.stop()
            if self.is_current:  # a second Enter can come before the first has taken effect
                self.action_start()

    def action_start(self) -> None:
        """Start with what is chosen."""
        from simulator.tui.sitting import start

        chosen = {row.name: row.chosen or 0 for row in self.query(ChoiceRow)}
        kinds = LOOP if chosen["rounds"] else (KINDS[chosen["kind"]],)
        target = tuple(Target)[chosen["target"]]
        self._app.attempt(lambda: start(self._app, kinds, (), self._mode, target))

    def action_back(self) -> None:
        """Go home."""
        self.app.pop_screen()
