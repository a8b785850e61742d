"""The result of a round that was just judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from simulator.tui.commands import bindings
from simulator.tui.screens.page import Page
from simulator.tui.widgets.prose import Line


class ResultScreen(Page):
    """A result to read; where sentences were withheld from a model, one key has them judged."""

    HELP = (
        "The result of the round. The levels come from the checklist and from sentences that are in your answer; code "
        "computed them. Enter goes on."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("page.on", "result.withheld", "page.close")

    def __init__(
        self, title: str, body: Sequence[Line], on: Callable[[], None], judge_withheld: Callable[[], None] | None = None
    ) -> None:
        super().__init__(title, body, on, on)
        self._judge_withheld = judge_withheld

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the withheld sentences only where there are some."""
        del parameters
        return action != "judge_withheld" or self._judge_withheld is not None

    def action_judge_withheld(self) -> None:
        """Have the withheld sentences judged too."""
        if self._judge_withheld is not None:
            self._judge_withheld()
