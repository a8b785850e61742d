"""A footer that never cuts a key in two: what does not fit is left out, from the end, and help has all of it."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # the footer's own part; Textual exports the footer alone

HELP = "app.show_help"
"""Always shown, as it leads to the keys that are left out."""


class KeyFooter(Footer):
    """The keys of a screen in their order, as many as fit; ``tight`` puts them closer together."""

    def __init__(self, *, tight: bool = False) -> None:
        super().__init__(show_command_palette=False, classes="-tight" if tight else "")
        self._around = 2 if tight else 3
        """Cells beside key and word; app.tcss sets them."""

    def compose(self) -> ComposeResult:
        """Lay out the keys that fit."""
        declared = [
            each.action
            for kind in reversed(type(self.screen).__mro__)
            for each in kind.__dict__.get("BINDINGS", ())
            if isinstance(each, Binding)
        ]
        keys = [each for each in super().compose() if isinstance(each, FooterKey)]
        # a key of one's own would go to the end otherwise, where it is left out first
        keys.sort(key=lambda key: declared.index(key.action) if key.action in declared else len(declared))
        self._fit(keys, self.app.size.width)
        yield from keys

    def on_resize(self, event: Resize) -> None:
        """Show more or fewer keys."""
        self._fit(list(self.query(FooterKey)), event.size.width)

    def _fit(self, keys: list[FooterKey], width: int) -> None:
        room = width - sum(self._width(key) for key in keys if key.action == HELP)
        for key in keys:
            if key.action == HELP:
                continue
            room -= self._width(key)
            key.display = room >= 0

    def _width(self, key: FooterKey) -> int:
        return len(key.key_display) + len(key.description) + self._around
