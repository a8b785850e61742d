"""The menu of home: in two columns, or in one where it stands beside what home says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tui.commands import COMMANDS
from simulator.tui.text import fitted, joined, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.content import Content

MENU = {
    "home.continue": "what was interrupted",
    "home.mock": "timed, no pause or hints",
    "home.drill": "pause and hints allowed",
    "home.judge": "rounds that wait",
    "home.next": "what to practise and why",
    "home.progress": "levels, weak spots",
    "home.history": "past sessions",
    "home.outcomes": "real interviews",
    "home.bank": "the questions",
    "home.train": "judge answers blind",
    "home.model": "the model that judges",
    "home.settings": "dates, target, theme",
    "home.quit": "everything is kept",
}
"""What each command is for in a few words; its help says it whole."""
LABEL = 9
BETWEEN = 2


def menu(key_of: Callable[[str], str], width: int, columns: int, idle: Collection[str], urged: str) -> Content:
    """Return the menu in ``columns``; what is ``idle`` has nothing to do, ``urged`` is to begin with."""
    cells = (width - BETWEEN * (columns - 1)) // columns
    keys = {name: key_of(name) for name in MENU}
    column = max(len(key) for key in keys.values()) + BETWEEN
    explained = cells >= column + LABEL + 1 + max(map(len, MENU.values()))
    rows = -(-len(MENU) // columns)
    parts: list[Content | str] = []
    for row in range(rows):
        for number, name in enumerate(list(MENU)[row::rows]):
            key, label = ("dim", "dim") if name in idle else ("bold $accent", "bold" if name == urged else "")
            words = f" {MENU[name]}" if explained else ""
            parts += [
                " " * BETWEEN if number else "",
                shown(fitted(keys[name], column), key),
                shown(f"{COMMANDS[name].label:<{LABEL}}", label),
                shown(fitted(words, cells - column - LABEL), "dim"),
            ]
        parts.append("\n")
    return joined(*parts).rstrip()
