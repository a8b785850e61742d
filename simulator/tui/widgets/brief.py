"""The question as the candidate has it: the prompt, its context, what was told since."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from question_bank.models import Question
from simulator.history.records import Turn, TurnKind
from simulator.interview.session import RoundState
from simulator.tui.text import joined, shown

TOLD = (TurnKind.FACT, TurnKind.NO_FACT, TurnKind.HINT)


class Brief(VerticalScroll):
    """Scrolls; what was told last is in sight."""

    _told_last = False
    """Something was told, and the text may not have its height yet, as below a dialog that closes."""

    def compose(self) -> ComposeResult:
        """Lay out the follow-up, shown where it has no other place, and the question."""
        yield Static("", id="brief-asked")
        yield _BriefText("", id="brief-text")

    def show(self, question: Question, each: RoundState) -> None:
        """Show a card's question and what was told of it."""
        brief = question.brief
        parts: list[Content | str] = [shown(brief.prompt.strip(), "bold"), "\n\n", brief.context.strip()]
        told = [turn for turn in each.turns if turn.kind in TOLD]
        for turn in told:
            parts += ["\n\n", shown(f"{_title(question, turn)}: ", "bold"), turn.text]
        self.query_one("#brief-text", Static).update(joined(*parts))
        if told:
            self._told_last = True
            self.scroll_end(animate=False)

    def ask(self, follow_up: Content) -> None:
        """Show the open follow-up above the question."""
        self.query_one("#brief-asked", Static).update(follow_up)

    def show_end(self) -> None:
        """Scroll to what was told last, once the text has its height."""
        if self._told_last:
            self._told_last = False
            self.scroll_end(animate=False)

    @property
    def is_cut(self) -> bool:
        """True where some of it has to be scrolled to."""
        return self.display and self.max_scroll_y > 0

    def scroll_lines(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=by, animate=False)

    def scroll_pages(self, by: int) -> None:
        """Scroll by what is seen."""
        self.scroll_lines(by * max(1, self.size.height - 1))


class _BriefText(Static):
    def on_resize(self) -> None:
        """Say that the height is there."""
        if isinstance(self.parent, Brief):
            self.parent.show_end()


def _title(question: Question, turn: Turn) -> str:
    if turn.kind is TurnKind.HINT:
        return "Hint"
    return question.fact(turn.ref).topic if turn.ref else "You asked"
