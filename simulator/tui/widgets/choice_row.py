"""One question with a few answers on one line: digits pick, arrows move, nothing is meant by colour alone."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.tui.text import joined, one_line, shown


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
        self, label: str, answers: Sequence[tuple[str, str]], name: str, chosen: int | None = None, width: int = 36
    ) -> None:
        super().__init__(name=name)
        self.label = label
        self.answers = tuple(answers)
        """Each as it stands on the row, and what it means."""
        self._width = width
        self.set_reactive(ChoiceRow.chosen, chosen)

    def render(self) -> Content:
        """Draw the row: the chosen answer stands in brackets and reversed."""
        label = one_line(self.label)
        parts: list[Content | str] = [
            shown("> " if self.has_focus else "  "),
            f"{label[: self._width]:<{self._width}} ",
        ]
        for number, (answer, _) in enumerate(self.answers):
            if number == self.chosen:
                parts.append(shown(f"[{answer}]", "bold reverse"))
            else:
                parts.append(f" {answer} ")
        if self.chosen is not None:
            parts.append(shown(f" {self.answers[self.chosen][1]}", "dim"))
        return joined(*parts)

    def action_step(self, by: int) -> None:
        """Choose the answer before or after."""
        if self.chosen is None:
            self.chosen = len(self.answers) // 2
        else:
            self.chosen = min(len(self.answers) - 1, max(0, self.chosen + by))

    def on_key(self, event: Key) -> None:
        """Choose by digit."""
        for number, (answer, _) in enumerate(self.answers):
            if event.character is not None and event.character in (answer, str(number + 1)):
                self.chosen = number
                event.stop()
                self.screen.focus_next()
                return

    def on_click(self, event: Click) -> None:
        """Choose by mouse."""
        position = event.x - self._width - 3
        for number, (answer, _) in enumerate(self.answers):
            if 0 <= position < len(answer) + 2:
                self.chosen = number
                return
            position -= len(answer) + 2

    def watch_chosen(self) -> None:
        """Tell the screen."""
        self.post_message(self.Chosen(self))
