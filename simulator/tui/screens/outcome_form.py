"""The form that logs a real interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from scorecards.models import Kind
from simulator.errors import UsageError
from simulator.history.outcomes import RealOutcomes, Result
from simulator.tui.commands import bindings
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.text import shown
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.words.outcomes import day_of, day_words

if TYPE_CHECKING:
    from datetime import date

    from simulator.tui.app import SimulatorApp

RESULTS = tuple(Result)
RESULT_WORDS = {
    Result.OFFER: "counts as gone well",
    Result.NEXT_ROUND: "counts as gone well",
    Result.REJECTED: "counts as not gone well",
    Result.NO_ANSWER: "counts neither way",
}
KINDS: tuple[Kind | Literal["loop"], ...] = ("loop", *Kind)
LABEL = 8
"""Cells."""


class OutcomeForm(Screen[bool]):
    """Result, kind, day, company, note; leaves with True once the interview is kept."""

    CSS_PATH = "../styles/outcomes.tcss"
    HELP = (
        "Log a real interview. The arrow keys change a row, Enter goes to the next, tab leaves the note. ctrl+s keeps "
        "it all on this machine. The company is a label of your choice, and may stay empty."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.keep", "screen.back")

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    @property
    def _today(self) -> date:
        return self._app.workspace.clock.utc().astimezone().date()

    def compose(self) -> ComposeResult:
        """Lay out the rows and fields."""
        today = str(self._today)
        yield Static(shown("A real interview", "bold"), classes="heading")
        with VerticalScroll(classes="form", can_focus=False):
            yield ChoiceRow("Result", [(each.label, RESULT_WORDS[each]) for each in RESULTS], "result", None, LABEL)
            kinds = [(each.label if isinstance(each, Kind) else each, "") for each in KINDS]
            yield ChoiceRow("Kind", kinds, "kind", 0, LABEL)
            yield Static(shown("Day", "dim"), classes="question")
            yield Input(today, placeholder=today, id="outcome-day", compact=True)
            yield Static(id="outcome-day-words")
            yield Static(shown("Company, a label of your choice; it stays on this machine", "dim"), classes="question")
            yield Input(id="outcome-company", compact=True)
            yield Static(shown("Note: what you want to remember", "dim"), classes="question")
            yield TextArea(id="outcome-note", compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self._check_day()
        self.query(ChoiceRow).first().focus()

    def on_input_changed(self) -> None:
        """Say the day in words."""
        self._check_day()

    def _check_day(self) -> None:
        words = day_words(self.query_one("#outcome-day", Input).value, self._today)
        self.query_one("#outcome-day-words", Static).update(shown(words))

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def _chosen(self, name: str) -> int:
        row = next(row for row in self.query(ChoiceRow) if row.name == name)
        if row.chosen is None:
            row.focus()
            raise UsageError("Not complete", "What came of it is not chosen yet.", "Choose a result; digits do it too.")
        return row.chosen

    def action_keep(self) -> None:
        """Keep the interview; what cannot be kept is said, and the form stays as it is."""
        if self.is_current:
            self._app.attempt(self._keep)

    def _keep(self) -> None:
        workspace = self._app.workspace
        workspace.require_writer()
        result = RESULTS[self._chosen("result")]
        field = self.query_one("#outcome-day", Input)
        field.focus()
        RealOutcomes(workspace.paths.outcomes_file).add(
            day_of(field.value, self._today),
            KINDS[self._chosen("kind")],
            result,
            self._company,
            self._note,
            workspace.clock.utc(),
        )
        self.dismiss(True)

    @property
    def _company(self) -> str:
        return self.query_one("#outcome-company", Input).value

    @property
    def _note(self) -> str:
        return self.query_one("#outcome-note", TextArea).text

    def action_back(self) -> None:
        """Leave, and ask first where something was written."""

        def settle(choice: str | None) -> None:
            if choice == "leave":
                self.dismiss(False)

        if not (self._company.strip() or self._note.strip()):
            self.dismiss(False)
            return
        choices = (("stay", "Go on writing"), ("leave", "Leave; what is written here is lost"))
        self.app.push_screen(ChooseScreen("Not kept yet", "ctrl+s keeps it.", choices), settle)
