"""Help for the screen that one is on: what it is, and its keys."""

from itertools import chain
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from simulator.tui.commands import bindings
from simulator.tui.text import shown

PASTING = (
    "Text from elsewhere is pasted with the terminal's own paste (often ctrl+shift+v or cmd+v). "
    "^ before a letter is the ctrl key; ^p opens the list of commands."
)


class HelpScreen(ModalScreen[None]):
    """The words of a screen and of every command that works on it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """Lay out help text and keys."""
        keys = [(self.app.get_key_display(binding), binding) for binding in self._bindings_in_order()]
        longest = max((cell_len(key) for key, _ in keys), default=0)
        with Vertical(classes="box"):
            yield Static(shown("Help", "bold"))
            with VerticalScroll(classes="help"):
                yield Static(shown(self._about.HELP or ""), classes="help-text")
                for key, binding in keys:
                    with Horizontal(classes="help-key"):
                        yield Static(shown(f" {key:^{longest}} ", "reverse"), classes="help-chip")
                        yield Static(shown(f"{binding.description}: {binding.tooltip}"), classes="help-words")
                yield Static(shown(PASTING, "dim"), classes="help-text")
            yield Static(shown("Escape closes", "dim"))

    def _bindings_in_order(self) -> list[Binding]:
        """Return the screen's own commands as its footer has them, then those that work everywhere."""
        bound = [active.binding for active in self._about.active_bindings.values()]
        named = [binding for binding in bound if binding.id and binding.tooltip]
        declared = [
            each.id
            for each in chain(*(kind.__dict__.get("BINDINGS", ()) for kind in type(self._about).__mro__[::-1]))
            if isinstance(each, Binding)
        ]
        everywhere = [each.id for each in type(self.app).BINDINGS if isinstance(each, Binding)]
        order = {name: place for place, name in enumerate(each for each in declared if each not in everywhere)}
        return sorted(named, key=lambda binding: order.get(binding.id, len(declared)))

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)
