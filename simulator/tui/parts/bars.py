"""Bars of characters: what they mean can be read without colour."""

import math

SURE, LIGHT, SPREAD, REST, MARK = "█", "░", "▒", "·", "|"
HIGHEST_LEVEL = 5
WIDEST_GAP = 2
"""Levels that a two-sided bar reaches to each side; the number beside it says what lies beyond."""


def level_bar(low: float, high: float, bar: int, *, sure: bool, cells: int) -> str:
    """Return a bar of ``cells`` a level: filled up to ``low``, shaded on to ``high``, a mark where ``bar`` is reached.

    Rounded down, so that the mark is covered only by what reaches it. Where not ``sure``, the filling is light.
    """
    filled, reached = (math.floor(value * cells + 1e-9) for value in (low, high))
    text = (SURE if sure else LIGHT) * filled + SPREAD * (reached - filled)
    text += REST * (HIGHEST_LEVEL * cells - reached)
    place = bar * cells - 1
    return text if place < reached else text[:place] + MARK + text[place + 1 :]


def leaning_bar(gap: float, *, sure: bool, cells: int) -> str:
    """Return a bar from a middle line to the left below zero, to the right above; light where not ``sure``."""
    side = WIDEST_GAP * cells
    filled = min(side, math.floor(abs(gap) * cells + 0.5))
    bar, rest = (SURE if sure else LIGHT) * filled, REST * (side - filled)
    return f"{rest}{bar}{MARK}{REST * side}" if gap < 0 else f"{REST * side}{MARK}{bar}{rest}"
