"""One question with a few answers on one line: digits pick, arrows move, nothing is meant by colour alone."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.tui.text import between_words, fitted, joined, shown

LEAST_LABEL = 10
"""Cells; with less for a longer label the row shows one answer at a time."""


class ChoiceRow(Widget, can_focus=True):
    """A label, the answers by number, and in words what the chosen one means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Lower", show=False),
        Binding("right", "step(1)", "Higher", show=False),
        Binding("up", "app.focus_previous", "Row above", show=False),
        Binding("down,enter", "app.focus_next", "Row below", show=False),
    ]

    chosen: reactive[int | None] = reactive(None)
    """Index of the answer chosen; None before."""

    class Chosen(Message):
        """An answer was chosen."""

        def __init__(self, row: "ChoiceRow") -> None:
            self.row = row
            super().__init__()

    def __init__(
        self,
        label: str,
        answers: Sequence[tuple[str, str]],
        name: str,
        chosen: int | None = None,
        width: int = 36,
        short: str = "",
    ) -> None:
        super().__init__(name=name)
        self.label = label
        self._short = short or label
        """What to call it where the label does not fit."""
        self.answers = tuple(answers)
        """Each as it stands on the row, and what it means."""
        self._width = width
        self._places: list[tuple[int, int]] = []
        """The cells of each answer on the row, for the mouse."""
        self.set_reactive(ChoiceRow.chosen, chosen)

    def offer(self, answers: Sequence[tuple[str, str]], chosen: int | None = 0) -> None:
        """Offer other answers."""
        self.answers = tuple(answers)
        self.chosen = chosen
        self.refresh()

    def render(self) -> Content:
        """Draw the row: the chosen answer stands in brackets and reversed."""
        answers = [f"[{answer}]" if n == self.chosen else f" {answer} " for n, (answer, _) in enumerate(self.answers)]
        room = self.size.width - 3
        label = min(self._width, room - sum(len(answer) for answer in answers))
        if label < min(LEAST_LABEL, self._width):
            return self._render_narrow(room)
        parts: list[Content | str] = [
            shown("> " if self.has_focus else "  "),
            Content(fitted(self._called(label), label) + " "),
        ]
        at, self._places = label + 3, []
        for number, answer in enumerate(answers):
            parts.append(shown(answer, "bold reverse") if number == self.chosen else answer)
            self._places.append((at, at + len(answer)))
            at += len(answer)
        if at + max(len(self._meaning(each)) for each in range(len(answers))) <= self.size.width:
            parts.append(shown(self._meaning(self.chosen), "dim"))
        return joined(*parts)

    def _called(self, cells: int) -> str:
        return self.label if cell_len(self.label) <= cells else between_words(self._short, cells)

    def _meaning(self, chosen: int | None) -> str:
        """Return what an answer means, by its name: after the last answer it would be taken for that one's."""
        answer, meaning = ("", "") if chosen is None else self.answers[chosen]
        return f"   {answer}: {meaning}" if meaning else ""

    def _render_narrow(self, room: int) -> Content:
        """Draw the chosen answer alone between the arrows that change it."""
        self._places = []
        longest = max(len(answer) for answer, _ in self.answers)
        chosen = "-" if self.chosen is None else self.answers[self.chosen][0]
        mark = "> " if self.has_focus else "  "
        cells = max(0, min(self._width, room - longest - 4))
        label = fitted(self._called(cells), cells)
        place = "" if self.chosen is None else f"  {self.chosen + 1}/{len(self.answers)}"
        if len(mark) + len(label) + 1 + longest + 4 + len(place) > self.size.width:
            place = ""
        answer = shown(f"{chosen:^{longest}}", "bold reverse")
        return joined(shown(mark), Content(f"{label} "), "< ", answer, " >", shown(place, "dim"))

    def action_step(self, by: int) -> None:
        """Choose the answer before or after."""
        if self.chosen is None:
            self.chosen = len(self.answers) // 2
        else:
            self.chosen = min(len(self.answers) - 1, max(0, self.chosen + by))

    def on_key(self, event: Key) -> None:
        """Choose by digit, or by the first letter of a word."""
        for number, (answer, _) in enumerate(self.answers):
            letter = answer[0] if answer[0].isalpha() else ""
            if event.character and event.character in (answer, str(number + 1), letter):
                self.chosen = number
                event.stop()
                if self.screen.focus_chain[-1] is not self:  # from the last row it would go round to the first
                    self.screen.focus_next()
                return

    def on_click(self, event: Click) -> None:
        """Choose by mouse."""
        for number, (start, end) in enumerate(self._places):
            if start <= event.x < end:
                self.chosen = number

    def watch_chosen(self) -> None:
        """Tell the screen."""
        self.post_message(self.Chosen(self))
