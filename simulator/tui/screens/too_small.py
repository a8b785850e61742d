"""A terminal that is too small to work in: says what it needs while the clock and the draft live on below."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.tui.text import shown

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

LEAST_WIDTH, LEAST_HEIGHT = 36, 12


class TooSmallScreen(ModalScreen[None]):
    """Goes away by itself when the terminal is large enough."""

    HELP = "Enlarge the terminal to go on."
    DEFAULT_CSS = "TooSmallScreen { overflow: hidden; }"  # in one column, scrollbars would come and go for ever

    def on_screen_resume(self) -> None:
        """Go away as well when the terminal has grown under a dialog above this screen."""
        cast("SimulatorApp", self.app).cover(self.app.size)

    def compose(self) -> ComposeResult:
        """Lay out one sentence."""
        yield Static(
            shown(f"Please enlarge: {LEAST_WIDTH} x {LEAST_HEIGHT} at least. Your text is kept."), id="too-small"
        )
