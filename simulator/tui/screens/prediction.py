"""The blind prediction: levels, call, and how sure one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widgets import Static

from scorecards.catalogue import load_scorecard
from scorecards.recommendation import CALLS
from simulator.grading.wording import LEVEL_WORDS
from simulator.history.records import Prediction
from simulator.tui.commands import bindings
from simulator.tui.text import joined, shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.explained import Explanation
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, legend

if TYPE_CHECKING:
    from simulator.interview.conductor import Interview
    from simulator.tui.app import SimulatorApp

LEVELS = tuple((str(level), words) for level, words in LEVEL_WORDS.items())
CALL_WORDS = {number: call.label for number, call in enumerate(CALLS, start=1)}
LEGEND = [*legend("Levels", LEVEL_WORDS, 3, 24), *legend("Calls", CALL_WORDS, 3, 24)]
ASKED_OF_THE_CALL = {
    ":call": "What the interviewer would recommend after this round.",
    ":sure": "How likely you think it is that the call comes out as you said.",
}
SURE = tuple((f"{percent}%", "") for percent in (20, 40, 50, 60, 70, 80, 90))


class PredictionScreen(Screen[None]):
    """One row a dimension, then the call, then the probability."""

    HELP = (
        "Say what you expect before you see anything. Digits choose, the up and down arrows change the row. "
        "The gap between this and the result is the lesson."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.done", "interview.leave")

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._scorecard = load_scorecard(interview.question.kind)

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        heading = joined(shown("Before you see anything: what did you show?", "bold"), shown("  digits choose", "dim"))
        yield Static(heading, classes="heading")
        target = self._interview.state.target.label
        calls = [(str(number), call.label) for number, call in enumerate(CALLS, start=1)]
        with Container(classes="beside"):
            with VerticalScroll(classes="form", can_focus=False):
                for name in self._interview.question.tested(self._scorecard.dimension_ids):
                    dimension = self._scorecard.dimension(name)
                    yield ChoiceRow(dimension.name, LEVELS, name, short=dimension.short.capitalize())
                yield Static("")
                yield ChoiceRow(f"Call for a {target}", calls, ":call", short="Call")
                yield ChoiceRow("How sure of that call", SURE, ":sure", short="How sure")
                yield Prose(LEGEND, id="legend")
            yield Explanation()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the marked row asks, and of a dimension what each level looks like."""
        row = event.widget
        if not isinstance(row, ChoiceRow) or not row.name:
            return
        if row.name.startswith(":"):
            lines = [Line(ASKED_OF_THE_CALL[row.name])]
        else:
            dimension = self._scorecard.dimension(row.name)
            lines = [Line(dimension.question, "italic"), Line("")]
            for level, anchor in enumerate(dimension.anchors, start=1):
                lines += [Line(f"{level}  {anchor}", hang=3), Line("")]
        self.query_one(Explanation).show(row.label, *lines)

    def action_done(self) -> None:
        """Keep the prediction once every row has an answer."""
        rows = {row.name: row for row in self.query(ChoiceRow)}
        for row in rows.values():
            if row.chosen is None:
                tell(self.app, f"{row.label} has no answer yet.", "Not complete", "warning")
                row.focus()
                return
        chosen = {name: row.chosen for name, row in rows.items() if row.chosen is not None}
        sure = SURE[chosen.pop(":sure")][0].rstrip("%")
        call = CALLS[chosen.pop(":call")]
        levels = {str(name): position + 1 for name, position in chosen.items()}
        self._interview.predict(Prediction(levels=levels, call=call, probability=int(sure) / 100))
        from simulator.tui.flows.sitting import show_phase

        show_phase(cast("SimulatorApp", self.app), self._interview)

    def action_leave(self) -> None:
        """Go home; the session can be continued."""
        from simulator.tui.flows.sitting import close

        close(cast("SimulatorApp", self.app))
