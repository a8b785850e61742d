"""What to sit: sensible choices stand already, Enter goes down the rows and starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.events import DescendantFocus, Key
from textual.screen import Screen
from textual.widgets import Static

from question_bank.models import sub_kind_words
from scorecards.models import Kind, Target
from simulator.history.records import Mode
from simulator.practice.draw import LOOP, least_practised
from simulator.tui.commands import bindings
from simulator.tui.text import shown
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.explained import Explanation
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

KIND_WORDS = {Kind.PRODUCT_SENSE: "product", Kind.STRATEGY: "strategy", Kind.CASE: "case"}
MODE_WORDS = {Mode.MOCK: "no pause, no hints", Mode.PRACTICE: "pause and hints allowed"}
KINDS = tuple(Kind)
TARGETS = tuple(Target)
MODES = tuple(MODE_WORDS)
MINUTES = (None, 15, 20, 25, 30, 45)
"""None: as the card says."""
LABEL = 8
"""Cells."""
HOW_TO_START = "Enter goes on; on the last row it starts. The question is drawn for you."
EXPLAINED = {
    "rounds": (
        "One round takes 20 to 45 minutes.",
        "",
        "A loop is three rounds, one of each kind, and a break between.",
    ),
    "kind": (
        "Product: who has which problem, and what to build.",
        "",
        "Strategy: where to play, against whom, and when to stop.",
        "",
        "Case: figures, estimates and what follows from them.",
        "",
        "The kind that you have practised least stands already.",
    ),
    "sub_kind": ("A narrower choice within the kind.", "", "Any is most like an interview, where you do not know it."),
    "target": ("The role that you aim at.", "", "It moves the bar of the call and never a level."),
    "minutes": ("Each question has its own time.", "", "Other minutes stretch or shorten every stage alike."),
    "mode": (
        "Mock: as in an interview. The clock cannot be stopped, there are no hints, and at its end the answer closes.",
        "",
        "Practice: pause, buy hints, go over time. Overtime is counted.",
    ),
}
"""By row: what to know of it."""


class SetupScreen(Screen[None]):
    """Rounds, kind, sub-kind, target, minutes, mode; the last Enter starts."""

    HELP = (
        "Choose what to sit. The arrow keys change a row, Enter goes to the next and, on the last, starts. "
        "Other minutes than the card's stretch or shorten each stage alike."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("setup.start", "screen.back")

    def __init__(self, mode: str) -> None:
        super().__init__()
        self._mode = Mode(mode)
        self._sub_kinds_of: Kind | None = None
        """The kind whose sub-kinds are offered."""
        self._sub_kinds: list[str] = []

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        workspace = self._app.workspace
        done = [each.kind for summary in workspace.store.summaries() for each in summary.rounds]
        kind = KINDS.index(least_practised(done, workspace.random))
        target = TARGETS.index(workspace.config.target)
        minutes = [(str(each) if each else "as the card says", "") for each in MINUTES]
        yield Static(classes="heading")
        modes = [(each.value, MODE_WORDS[each]) for each in MODES]
        with Container(classes="beside"):
            with VerticalScroll(classes="form", can_focus=False):
                yield ChoiceRow("Rounds", [("one", ""), ("loop", "product sense, strategy, case")], "rounds", 0, LABEL)
                yield ChoiceRow("Kind", [(KIND_WORDS[each], "") for each in KINDS], "kind", kind, LABEL)
                yield ChoiceRow("Sub-kind", [("any", "")], "sub_kind", 0, LABEL)
                yield ChoiceRow("Target", [(each.value, "") for each in Target], "target", target, LABEL)
                yield ChoiceRow("Minutes", minutes, "minutes", 0, LABEL)
                yield ChoiceRow("Mode", modes, "mode", MODES.index(self._mode), LABEL)
                yield Static(shown(HOW_TO_START, "dim"), classes="question")
            yield Explanation()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self._fit_rows()
        self.query(ChoiceRow).first().focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Explain the row that is marked."""
        row = event.widget
        if isinstance(row, ChoiceRow) and row.name:
            self.query_one(Explanation).show(row.label, *(Line(text) for text in EXPLAINED[row.name]))

    def _row(self, name: str) -> ChoiceRow:
        return next(row for row in self.query(ChoiceRow) if row.name == name)

    def _chosen(self, name: str) -> int:
        return self._row(name).chosen or 0

    def _fit_rows(self) -> None:
        """Offer the sub-kinds of the kind that is chosen; a loop has rows for neither."""
        mode = MODES[self._chosen("mode")]
        self.query_one(".heading", Static).update(shown(f"A {'mock' if mode is Mode.MOCK else 'drill'}", "bold"))
        for name in ("kind", "sub_kind"):
            self._row(name).display = not self._chosen("rounds")
        kind = KINDS[self._chosen("kind")]
        if kind is not self._sub_kinds_of:
            self._sub_kinds_of = kind
            self._sub_kinds = ["", *self._app.workspace.sub_kinds(kind)]
            self._row("sub_kind").offer([(sub_kind_words(name) or "any", "") for name in self._sub_kinds])

    def on_choice_row_chosen(self) -> None:
        """Let the rows follow from one another."""
        self._fit_rows()

    def on_key(self, event: Key) -> None:
        """Start with Enter on the last row."""
        if event.key == "enter" and self.query(ChoiceRow).last().has_focus:
            event.stop()
            if self.is_current:  # a second Enter can come before the first has taken effect
                self.action_start()

    def action_start(self) -> None:
        """Start with what is chosen."""
        from simulator.tui.flows.sitting import start

        self._fit_rows()  # keys can be faster than the rows
        loop = self._chosen("rounds")
        kinds = LOOP if loop else (KINDS[self._chosen("kind")],)
        sub_kind = "" if loop else self._sub_kinds[self._chosen("sub_kind")]
        target = TARGETS[self._chosen("target")]
        minutes = MINUTES[self._chosen("minutes")]
        mode = MODES[self._chosen("mode")]
        self._app.attempt(lambda: start(self._app, kinds, (), mode, target, sub_kind, minutes))

    def action_back(self) -> None:
        """Go home."""
        self.app.pop_screen()
