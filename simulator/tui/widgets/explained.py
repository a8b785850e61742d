"""What the marked row of a form means, beside the form where the terminal is wide."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from simulator.tui.widgets.prose import Line, Prose


class Explanation(VerticalScroll, can_focus=False):
    """A page beside a form; a narrower terminal does without it."""

    def __init__(self) -> None:
        super().__init__(classes="explains")

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Prose()

    def show(self, title: str, *lines: Line) -> None:
        """Show the words on a row."""
        parts: Sequence[Line] = [Line(title, "bold"), Line(""), *lines]
        self.query_one(Prose).show(parts)
