"""Small questions over the screen: choose one of a few, or read a notice."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.tui.commands import bindings
from simulator.tui.text import shown

LEAST_TEXT = 2
"""Rows of a text that scrolls above its choices."""


class ChooseScreen(ModalScreen[str | None]):
    """Choices one below the other, all in sight; escape chooses none."""

    HELP = (
        "Choose with the arrow keys and Enter. Escape goes back without choosing. Where the text is longer than the "
        "terminal, page up and page down scroll it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_text(-1)", "Text up", show=False, priority=True),
        Binding("pagedown", "scroll_text(1)", "Text down", show=False, priority=True),
        *bindings("screen.back"),
    ]

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading = title
        self._text = text
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(classes="box"):
            yield Static(shown(self._heading, "bold"))
            with VerticalScroll(classes="box-scroll", can_focus=False):
                yield Static(shown(self._text), classes="box-text")
            yield OptionList(*(Option(shown(words), id=key) for key, words in self._choices), markup=False)
            yield Static(id="box-keys")

    def on_resize(self) -> None:
        """Leave the text the rows that the choices do not need."""
        self._set_room(None)
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Bound the text where the last row of the box would lie below it."""
        below = self.query_one("#box-keys").region.bottom - self.query_one(".box").content_region.bottom
        if below > 0:
            self._set_room(max(LEAST_TEXT, self.query_one(".box-scroll").size.height - below))

    def _set_room(self, rows: int | None) -> None:
        text = self.query_one(".box-scroll")
        text.styles.max_height = rows
        text.set_class(rows is not None, "-cut")
        keys = "Enter chooses, Escape goes back" if rows is None else "Page down reads on, Enter chooses"
        self.query_one("#box-keys", Static).update(shown(keys, "dim"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave page up and page down to the choices where all of the text is seen."""
        return action != "scroll_text" or self.query_one(".box-scroll").has_class("-cut")

    def action_scroll_text(self, pages: int) -> None:
        """Scroll the text by what is seen of it."""
        text = self.query_one(".box-scroll")
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)

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
    WAY_ON = "Enter goes on"

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the notice."""
        with Vertical(classes="box"):
            yield Static(shown(self._heading, "bold"))
            yield Static(shown(self._text), classes="box-text")
            yield Static(shown(self.WAY_ON, "dim"))

    def action_on(self) -> None:
        """Leave."""
        self.dismiss(None)
