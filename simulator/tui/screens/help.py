"""Help for the screen that one is on: what it is, and its keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from simulator.tui.commands import bindings
from simulator.tui.text import joined, shown


class HelpScreen(ModalScreen[None]):
    """The words of a screen and of every command that works on it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """Lay out help text and keys."""
        parts: list[Content | str] = [shown("Help\n\n", "bold"), f"{getattr(self._about, 'HELP', '')}\n\n"]
        for active in self._about.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip:
                key = self.app.get_key_display(binding)
                parts += [shown(f" {key} ", "reverse"), f"  {binding.description}: {binding.tooltip}\n"]
        parts.append(
            shown(
                "\nText from elsewhere is pasted with the terminal's own paste (often ctrl+shift+v or cmd+v). "
                "ctrl+p opens the list of commands.",
                "dim",
            )
        )
        with VerticalScroll(classes="box help"):
            yield Static(joined(*parts))
            yield Static(shown("Escape closes", "dim"))

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)
