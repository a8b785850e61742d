"""Progress: levels, over time, weak spots, pacing, self-judgement."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from simulator.tui.commands import bindings


class ProgressScreen(Screen[None]):
    """Progress: levels, over time, weak spots, pacing, self-judgement."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def action_back(self) -> None:
        """Go back."""
        self.app.pop_screen()
