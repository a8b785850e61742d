"""A footer that never cuts a key in two: what does not fit is left out, and help has all of it.

What a screen declares last is left out first, and Back after all but the main key. The ways out stand last on every
screen: Escape, then help.
"""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # the footer's own part; Textual exports the footer alone

HELP = "app.show_help"
"""Always shown, as it leads to the keys that are left out."""
BACK = "back"
WAYS_OUT = (BACK, "leave", "stop", HELP)
"""What Escape does, screen by screen, and help."""


class KeyFooter(Footer):
    """The keys of a screen in their order, as many as fit; ``tight`` puts them closer together."""

    def __init__(self, *, tight: bool = False) -> None:
        super().__init__(show_command_palette=False, classes="-tight" if tight else "")
        self._around = 2 if tight else 3
        """Cells beside key and word; app.tcss sets them."""
        self._by_weight: list[FooterKey] = []
        """The keys, the one that is left out last first."""
        self._laid_out: list[tuple[str, str, str, str, bool, str]] = []
        """What the keys were made of."""

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Lay the keys out anew if other keys work by now: Textual asks whenever the focus moves."""
        self._bindings_ready = True
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._renew)

    async def _renew(self) -> None:
        if self.is_attached and self._wanted() != self._laid_out:
            await self.recompose()

    def compose(self) -> ComposeResult:
        """Lay out the keys that fit."""
        self._laid_out = self._wanted() if self._bindings_ready else []
        declared = [
            each.action
            for kind in reversed(type(self.screen).__mro__)
            for each in kind.__dict__.get("BINDINGS", ())
            if isinstance(each, Binding)
        ]
        keys = [_Key(*each) for each in self._laid_out]
        # a key of one's own would go to the end otherwise, where it is left out first
        keys.sort(key=lambda key: declared.index(key.action) if key.action in declared else len(declared))
        self._by_weight = [*keys[:1], *sorted(keys[1:], key=lambda key: key.action != BACK)]
        self._fit(self.app.size.width)
        yield from sorted(keys, key=lambda key: WAYS_OUT.index(key.action) + 1 if key.action in WAYS_OUT else 0)

    def on_resize(self, event: Resize) -> None:
        """Show more or fewer keys."""
        self._fit(event.size.width)

    def _wanted(self) -> list[tuple[str, str, str, str, bool, str]]:
        """Return what a key is made of, for the first key of each action that is shown here."""
        first: dict[str, tuple[str, str, str, str, bool, str]] = {}
        for _node, key, enabled, tooltip in self.screen.active_bindings.values():
            if key.show and key.action not in first:
                shown = (key.key, self.app.get_key_display(key), key.description, key.action, not enabled, tooltip)
                first[key.action] = shown
        return [*first.values()]

    def _fit(self, width: int) -> None:
        keys = self._by_weight
        room = width - sum(self._width(key) for key in keys if key.action == HELP)
        for key in keys:
            if key.action == HELP:
                continue
            room -= self._width(key)
            key.display = room >= 0

    def _width(self, key: FooterKey) -> int:
        return len(key.key_display) + len(key.description) + self._around


class _Key(FooterKey):
    """A key that is never compact: Textual's own makes itself so and takes it back, at two looks at all styles."""

    compact = reactive(False)
