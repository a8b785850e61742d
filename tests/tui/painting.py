"""Paints a screen once, when it has come to rest: what lies between is on a terminal for a sixtieth of a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from textual.screen import Screen

_PAINT = Screen._compositor_refresh


@contextmanager
def at_rest() -> Iterator[None]:
    """Leave all painting to ``paint``; how often a busy machine would paint meanwhile is chance."""
    with patch.object(Screen, "_compositor_refresh", _keep_for_later):
        yield


def paint(screen: Screen[object]) -> None:
    """Paint what has changed since the last time, as on a terminal."""
    if screen._compositor._dirty_regions:
        _PAINT(screen)


def _keep_for_later(screen: Screen[object]) -> None:
    if screen is not screen.app.screen:  # nothing to paint: it tells the screen above what that has to paint
        _PAINT(screen)
        return
    screen._dirty_widgets.clear()  # the compositor has their regions
    screen.app._update_mouse_over(screen)
