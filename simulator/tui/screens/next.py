"""What to practise next, and why."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from simulator.tui.commands import bindings


class NextScreen(Screen[None]):
    """What to practise next, and why."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def action_back(self) -> None:
        """Go back."""
        self.app.pop_screen()
