"""A calm screen for a failure: what happened, and what to do next."""

from typing import ClassVar

from textual.binding import BindingType

from simulator.tui.commands import bindings
from simulator.tui.screens.ask_back import NoticeScreen


class TroubleScreen(NoticeScreen):
    """What was not possible, in one sentence, and the next step; enter and escape both lead back."""

    HELP = "It cannot be done at the moment; the text says why, and what to do. Nothing that was saved is touched."
    BINDINGS: ClassVar[list[BindingType]] = bindings("page.close")
    WAY_ON = "Enter or Escape goes back"

    def __init__(self, title: str, sentence: str, next_step: str) -> None:
        super().__init__(title, f"{sentence}\n\n{next_step}")

    def action_back(self) -> None:
        """Leave, as Enter does."""
        self.action_on()
