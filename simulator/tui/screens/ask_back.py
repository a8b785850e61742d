"""Small questions over the screen: choose one of a few, or read a notice."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.tui.commands import bindings
from simulator.tui.text import shown


class ChooseScreen(ModalScreen[str | None]):
    """Choices one below the other; escape chooses none."""

    HELP = "Choose with the arrow keys and Enter. Escape goes back without choosing."
    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading = title
        self._text = text
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(classes="box"):
            yield Static(shown(self._heading, "bold"))
            yield Static(shown(self._text), classes="box-text")
            yield OptionList(*(Option(shown(words), id=key) for key, words in self._choices), markup=False)
            yield Static(shown("Enter chooses, Escape goes back", "dim"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Leave with the choice."""
        if self.is_current:  # a second Enter can come before the first has taken effect
            self.dismiss(event.option_id)

    def action_back(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)


class NoticeScreen(ModalScreen[None]):
    """Something to take in before going on; keys typed ahead do not close it, Enter does."""

    HELP = "Press Enter to go on."
    BINDINGS: ClassVar[list[BindingType]] = bindings("page.on")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the notice."""
        with Vertical(classes="box"):
            yield Static(shown(self._heading, "bold"))
            yield Static(shown(self._text), classes="box-text")
            yield Static(shown("Enter goes on", "dim"))

    def action_on(self) -> None:
        """Leave."""
        self.dismiss(None)
