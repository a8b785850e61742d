"""The questions, without what a candidate must not know beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual.binding import BindingType

from question_bank.catalogue import Entry
from question_bank.models import Question, sub_kind_words
from simulator.tui.commands import bindings
from simulator.tui.screens.listing import ListingScreen
from simulator.tui.screens.page import Page
from simulator.tui.text import fitted, one_line
from simulator.tui.widgets.prose import Line, paragraphs
from simulator.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.tui.app import SimulatorApp


TITLE = 32
"""Cells of a title at least."""
BESIDE_TITLE = 72
"""Cells that the rest of a row takes."""


class BankScreen(ListingScreen):
    """Every card in a row; Enter shows it without spoilers."""

    HELP = "The questions. Enter shows one without facts, follow-ups and exemplars; / filters; s practises it."
    HEADING = "Question bank"
    EMPTY = "No cards."
    BINDINGS: ClassVar[list[BindingType]] = bindings("bank.sit")

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Entry] = ()
        self._title = TITLE

    def load(self) -> None:
        """Read the headers."""
        catalogue = self._app.workspace.catalogue
        self._entries = catalogue.entries()
        broken = [f"(left out) {problem.sentence()}" for problem in catalogue.problems]
        self._title = title_cells(self._entries, self.size.width)
        self.show([*(row(entry, self._title) for entry in self._entries), *broken], self.marked)

    def on_resize(self) -> None:
        """Give the titles the room there is."""
        if self._entries and title_cells(self._entries, self.size.width) != self._title:
            self._app.attempt(self.load)

    def open_row(self, index: int) -> None:
        """Show a card without spoilers."""
        if index >= len(self._entries):
            return
        question = self._app.workspace.question(self._entries[index].header.id)
        self._app.push_screen(CardScreen(question))

    def action_sit(self) -> None:
        """Practise the marked question."""
        rows = self.query_one(RowList)
        if not rows.count or self._shown[rows.marked] >= len(self._entries):
            return
        name = self._entries[self._shown[rows.marked]].header.id
        _sit(self._app, name)


class CardScreen(Page):
    """One question without spoilers."""

    HELP = "A question as it is read out, without facts, follow-ups and exemplars; s practises it."
    BINDINGS: ClassVar[list[BindingType]] = bindings("bank.sit", "screen.back")

    def __init__(self, question: Question) -> None:
        super().__init__(question.title, card_lines(question), self._close, self._close)
        self._question = question

    def _close(self) -> None:
        self.app.pop_screen()

    def action_sit(self) -> None:
        """Practise this question."""
        _sit(cast("SimulatorApp", self.app), self._question.id)


def _sit(app: SimulatorApp, name: str) -> None:
    from simulator.history.records import Mode
    from simulator.tui.flows.sitting import start

    app.attempt(lambda: start(app, (), (name,), Mode.PRACTICE, None))


def title_cells(entries: Sequence[Entry], width: int) -> int:
    """Return how wide the titles stand: as wide as the longest where there is room for it."""
    longest = max((cell_len(one_line(entry.header.title)) for entry in entries), default=TITLE)
    return min(max(longest, TITLE), max(TITLE, width - BESIDE_TITLE))


def row(entry: Entry, title: int) -> str:
    """Return a card's row: what it is called first, ``title`` cells wide, then what it is."""
    header = entry.header
    own = ", your own" if entry.own else ""
    return (
        f"{fitted(header.title, title)}  {header.kind.label:<13}  {header.minutes} min  {header.difficulty}/3  "
        f"{sub_kind_words(header.sub_kind)}{own}  {header.id}"
    )


def card_lines(question: Question) -> list[Line]:
    """Return what may be seen of a card beforehand."""
    return [
        *paragraphs(question.brief.prompt.strip(), "bold"),
        Line(""),
        *paragraphs(question.brief.context.strip()),
        Line(""),
        Line(f"{question.kind.label}, {question.minutes} minutes, difficulty {question.difficulty} of 3", "bold"),
        *(Line(f"{stage.minutes:>4} min  {stage.name}") for stage in question.stages),
    ]
