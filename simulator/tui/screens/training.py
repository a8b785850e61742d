"""Rater training: a benchmark answer to read, a level for each dimension, then its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from scorecards.catalogue import load_scorecard
from simulator.errors import UsageError
from simulator.grading.wording import LEVEL_WORDS
from simulator.practice.training import Rated, choose_answers, gold_sets, lesson_lines, reveal_lines
from simulator.tui.commands import bindings
from simulator.tui.screens.page import PageScreen
from simulator.tui.text import shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from question_bank.models import Question
    from scorecards.gold import GoldAnswer
    from simulator.tui.app import SimulatorApp

LEVELS = tuple((str(level), words) for level, words in LEVEL_WORDS.items())


class TrainingScreen(Screen[None]):
    """One answer of three; its labels come after the levels."""

    HELP = (
        "Rater training. Read the answer (page up and down scroll it) and give it a level in each dimension, blind. "
        "ctrl+s shows the labels and goes on to the next of three; at the end you see whether you lean."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.done", "compare.down", "compare.up", "screen.back")

    def __init__(self, question: Question, answers: list[GoldAnswer], rated: list[Rated]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._rated = rated
        self._scorecard = load_scorecard(question.kind)

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    @property
    def _answer(self) -> GoldAnswer:
        return self._answers[len(self._rated)]

    def compose(self) -> ComposeResult:
        """Lay out answer and rows."""
        place = f"  answer {len(self._rated) + 1} of {len(self._answers)}"
        yield Static(shown(f"Rater training: {self._question.title}{place}", "bold"), classes="heading")
        with Container(id="comparison"):
            with VerticalScroll(id="text-page", can_focus=False):
                prompt = [Line(self._question.brief.prompt.strip(), "italic"), Line("")]
                yield Prose([*prompt, *paragraphs(self._answer.text.strip())], id="text")
            with VerticalScroll(id="places", can_focus=False):
                for name in self._question.tested(self._scorecard.dimension_ids):
                    dimension = self._scorecard.dimension(name)
                    yield ChoiceRow(dimension.name, LEVELS, name, short=dimension.short.capitalize())
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus()

    def action_scroll_text(self, pages: int) -> None:
        """Scroll the answer by a page."""
        page = self.query_one("#text-page")
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def action_done(self) -> None:
        """Show the labels once every dimension has a level."""
        levels = {}
        for row in self.query(ChoiceRow):
            if row.chosen is None:
                tell(self.app, f"{row.label} has no level yet.", "Not complete", "warning")
                row.focus()
                return
            levels[row.name or ""] = row.chosen + 1
        rated = Rated(self._answer, levels)
        lines = [Line(line) for line in reveal_lines(rated, self._question, self._scorecard)]
        done = [*self._rated, rated]
        on = self._next(done)
        self._app.go(PageScreen(f"Answer {len(done)}: the labels", lines, on, self._app.go_home))

    def _next(self, done: list[Rated]) -> Callable[[], None]:
        app, question, answers = self._app, self._question, self._answers
        if len(done) < len(answers):
            return lambda: app.go(TrainingScreen(question, answers, done))
        lines = [Line(line) for line in lesson_lines(done, self._scorecard)]
        return lambda: app.go(PageScreen("What you lean to", lines, app.go_home, app.go_home))

    def action_back(self) -> None:
        """Go home."""
        self._app.go_home()


def start_training(app: SimulatorApp) -> None:
    """Draw a question with benchmark answers and begin; raise UsageError where there are none."""
    sets = gold_sets()
    if not sets:
        raise UsageError("No benchmark answers", "None are installed.", "Install pm-simulator again.")
    random = app.workspace.random
    gold = random.choice(sets)
    app.push_screen(TrainingScreen(app.workspace.question(gold.question), choose_answers(gold, random), []))
