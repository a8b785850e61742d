"""What came of real interviews, and whether practice told it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from simulator.errors import SimulatorError
from simulator.history.outcomes import RealOutcomes, telling
from simulator.tui.commands import bindings
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.outcome_form import OutcomeForm
from simulator.tui.text import shown, tell
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, paragraphs
from simulator.tui.widgets.row_list import RowList
from simulator.words.outcomes import outcome_row, still_missing, telling_sentence, what_it_was

if TYPE_CHECKING:
    from simulator.history.outcomes import RealOutcome
    from simulator.tui.app import SimulatorApp

EMPTY = "No interview is logged yet. Press a once you know what came of one: an offer, a next round, a rejection."
PRIVATE = "All of this stays on this machine: no export holds it and no model sees it."


class OutcomesScreen(Screen[None]):
    """The interviews, the newest first; below them the marked one's note, and what practice told."""

    CSS_PATH = "../styles/outcomes.tcss"
    HELP = (
        "What came of your real interviews. a logs one, x forgets the marked one. From the third on, one sentence says "
        "whether the calls of your practice in the month before were telling."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("outcomes.add", "outcomes.remove", "screen.back")

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[RealOutcome] = []
        self._telling = ""
        self._trouble = ""

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out heading, rows, what is said below."""
        yield Static(shown("Real interviews", "bold"), classes="heading")
        with Container(id="outcomes-page"):
            yield RowList(id="outcome-rows")
            with VerticalScroll(id="outcome-about"):
                yield Prose()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the file after the first paint."""
        rows = self.query_one(RowList)
        rows.display = False
        self.watch(rows, "marked", self._show_about, init=False)
        self.call_after_refresh(self._read)

    def _read(self) -> None:
        outcomes = RealOutcomes(self._app.paths.outcomes_file)
        try:
            self._listed = outcomes.listed()[::-1]
            self._telling = still_missing(len(self._listed)) or telling_sentence(
                telling(self._listed, self._app.workspace.store), len(self._listed)
            )
            self._trouble = " ".join(dict.fromkeys(outcomes.notices))
        except SimulatorError as error:
            self._telling = ""
            self._trouble = f"{error.title}. {error.sentence} {error.next_step}"
        rows = self.query_one(RowList)
        rows.display = bool(self._listed)
        self.set_class(not self._listed, "-none")
        rows.show_texts([outcome_row(each) for each in self._listed])
        rows.focus()
        self.refresh_bindings()
        self._show_about()

    def _marked(self) -> RealOutcome | None:
        marked = self.query_one(RowList).marked
        return self._listed[marked] if marked < len(self._listed) else None

    def _show_about(self) -> None:
        lines: list[Line] = []
        if self._trouble:
            lines += [Line(self._trouble, "bold"), Line("")]
        elif not self._listed:
            lines += [Line(EMPTY), Line("")]
        marked = self._marked()
        if marked:
            lines.append(Line(f"{marked.day}, {what_it_was(marked)}: {marked.result.label}", "bold"))
            lines += [*(paragraphs(marked.note) if marked.note else ()), Line("")]
        if self._telling:
            lines += [Line(self._telling), Line("")]
        self.query_one(Prose).show([*lines, Line(PRIVATE, "dim")])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to remove where there is an interview."""
        del parameters
        return action != "remove" or bool(self._listed)

    def action_add(self) -> None:
        """Open the form."""

        def listed(kept: bool | None) -> None:
            if kept:
                tell(self.app, "The interview is logged.")
                self._read()

        def open_form() -> None:
            self._app.workspace.require_writer()
            self._app.push_screen(OutcomeForm(), listed)

        self._app.attempt(open_form)

    def action_remove(self) -> None:
        """Forget the marked interview after asking."""
        marked = self._marked()
        if marked is None:
            return

        def settle(choice: str | None) -> None:
            if choice == "forget":
                self._app.attempt(lambda: self._forget(marked.number))

        def ask() -> None:
            self._app.workspace.require_writer()
            what = f"{marked.day}, {what_it_was(marked)}: {marked.result.label}."
            choices = (("keep", "Keep it"), ("forget", "Forget it; its note goes too"))
            self._app.push_screen(ChooseScreen("Forget this interview?", what, choices), settle)

        self._app.attempt(ask)

    def _forget(self, number: int) -> None:
        workspace = self._app.workspace
        RealOutcomes(workspace.paths.outcomes_file).remove(number, workspace.clock.utc())
        self._read()

    def action_back(self) -> None:
        """Go home."""
        self.app.pop_screen()
