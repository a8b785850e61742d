"""Writes sessions to a file."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from simulator.tui.commands import bindings


class ExportScreen(Screen[None]):
    """Writes sessions to a file."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def __init__(self, session: str = "", number: int | None = None) -> None:
        super().__init__()
        self._session = session
        self._number = number

    def action_back(self) -> None:
        """Go back."""
        self.app.pop_screen()
