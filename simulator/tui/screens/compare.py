"""One's answer against two exemplars, dimension by dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from simulator.tui.commands import bindings
from simulator.tui.parts.result import result_lines
from simulator.tui.screens.page import PageScreen
from simulator.tui.text import joined, shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, exemplar_lines, legend
from simulator.words.self_grading import PLACES

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp
    from simulator.tui.flows.grading_task import GradingTask

ANSWERS = tuple((str(number), words) for number, (_, words) in enumerate(PLACES, start=1))
LEGEND = legend("", {int(number): words for number, words in ANSWERS}, 2, 28)
HINTED = 60
"""Columns from which the heading says how one reads on."""


class CompareScreen(Screen[None]):
    """A text to read, and the places below or beside it."""

    HELP = (
        "Read both exemplars and your own answer (ctrl+t changes the text, page up and down scroll it), then place "
        "yours on each dimension: 1 below the first, 2 level with it, 3 between the two, 4 level with the second."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "form.done", "compare.text", "compare.down", "compare.up", "grading.later"
    )

    def __init__(self, task: GradingTask) -> None:
        super().__init__()
        self._grading = task
        self._text = 0

    def compose(self) -> ComposeResult:
        """Lay out text and rows."""
        yield Static("", id="which", classes="heading")
        with Container(id="comparison"):
            with VerticalScroll(id="text-page", can_focus=False):
                yield Prose(id="text")
            with VerticalScroll(id="places", can_focus=False):
                yield Prose(LEGEND, id="legend")
                for name in self._grading.tested:
                    placed = self._grading.sheet.sheet.placements.get(name)
                    chosen = next((n for n, (place, _) in enumerate(PLACES) if place is placed), None)
                    dimension = self._grading.scorecard.dimension(name)
                    yield ChoiceRow(dimension.name, ANSWERS, name, chosen, short=dimension.short.capitalize())
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first exemplar."""
        self._show()
        self.query(ChoiceRow).first().focus(scroll_visible=False)

    def _texts(self) -> list[tuple[str, list[Line]]]:
        exemplars = [
            (f"Exemplar {number}, level {exemplar.level}", exemplar_lines(exemplar))
            for number, exemplar in enumerate(self._grading.question.exemplars, start=1)
        ]
        own = [Line(f"{segment.id}  {segment.text}", hang=6) for segment in self._grading.segments]
        return [*exemplars, ("Your answer", own or [Line("(nothing was said)")])]

    def _show(self) -> None:
        texts = self._texts()
        title, text = texts[self._text]
        how = ", page down reads on" if self.app.size.width >= HINTED else ""
        heading = joined(shown(title, "bold"), shown(f"  {self._text + 1} of {len(texts)}{how}", "dim"))
        self.query_one("#which", Static).update(heading)
        self.query_one("#text", Prose).show(text)
        self.query_one("#text-page").scroll_home(animate=False)

    def action_next_text(self) -> None:
        """Show the next text."""
        self._text = (self._text + 1) % 3
        self._show()

    def action_scroll_text(self, pages: int) -> None:
        """Scroll the text by a page."""
        page = self.query_one("#text-page")
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def on_choice_row_chosen(self, message: ChoiceRow.Chosen) -> None:
        """Keep a place as soon as it is chosen."""
        row = message.row
        if row.chosen is not None and row.name:
            place, name = PLACES[row.chosen][0], row.name
            cast("SimulatorApp", self.app).attempt(
                lambda: self._grading.sheet.place(name, place, self._grading.seconds)
            )

    def action_done(self) -> None:
        """Compute the result once every dimension is placed."""
        for row in self.query(ChoiceRow):
            if row.chosen is None:
                tell(self.app, f"{row.label} is not placed yet.", "Not complete", "warning")
                row.focus()
                return
        cast("SimulatorApp", self.app).attempt(self._finish)

    def _finish(self) -> None:
        task = self._grading
        record = task.finish()
        body = result_lines(record, task.scorecard, task.question)
        cast("SimulatorApp", self.app).go(PageScreen(f"Round {record.number}: {record.title}", body, task.on, task.on))

    def action_later(self) -> None:
        """Leave; every mark is kept."""
        self._grading.later()

    def on_unmount(self) -> None:
        """Give the file of the marks back, also when the program ends here; the next mark opens it again."""
        self._grading.sheet.close()
