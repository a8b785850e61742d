"""The two themes of the app, and which one the settings want."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from simulator.paths import Paths

DARK = Theme(
    name="night",
    primary="#8fb8de",
    secondary="#5f7f9f",
    accent="#e0b05c",
    warning="#e0b05c",
    error="#d98880",
    success="#93c29a",
    foreground="#d7dae0",
    background="#16191d",
    surface="#1d2126",
    panel="#262b31",
)
LIGHT = Theme(
    name="paper",
    primary="#1f5a8a",
    secondary="#5b7c99",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a3372c",
    success="#2f6b3a",
    foreground="#24272b",
    background="#f7f5f0",
    surface="#efece5",
    panel="#e4e0d6",
    dark=False,
)


def wanted_theme(paths: Paths) -> str:
    """Return the theme of the settings without waiting for their whole model; anything odd is told later."""
    try:
        theme = tomllib.loads(paths.config_file.read_text(encoding="utf-8")).get("theme", DARK.name)
    except (OSError, ValueError):
        return DARK.name
    return theme if theme in (DARK.name, LIGHT.name) else DARK.name
