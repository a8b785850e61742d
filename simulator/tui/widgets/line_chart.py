"""Values from 1 to 5 over time, drawn by plotext; signs and lines differ in shape, colour only helps."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.color import Color
from textual_plotext import PlotextPlot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.text import Text

LOWEST, HIGHEST = 1, 5
CELLS_OF_A_DATE = 18
"""Width for each date below the chart."""
ROWS_BELOW = 2
"""The axis and its dates."""
EDGE = 0.04
"""Of the time shown, left free at both ends."""


class LineChart(PlotextPlot):
    """One series with its bar; it is drawn for the size and the theme of the moment."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__(id=id)
        self.theme = "clear"  # axes and background of the app show through
        self._points: Sequence[tuple[datetime, float]] = ()
        self._crossed: Sequence[bool] = ()
        self._bar = HIGHEST

    def show(self, points: Sequence[tuple[datetime, float]], crossed: Sequence[bool], bar: int) -> None:
        """Show other points, oldest first, those ``crossed`` as x; ``bar`` is the level aimed at."""
        self._points, self._crossed, self._bar = points, crossed, bar
        self.refresh()

    def render(self) -> Text:
        """Draw."""
        if self._points and self.size.width and self.size.height:
            self._draw()
        return super().render()  # type: ignore[return-value]

    def _draw(self) -> None:
        plot = self.plt
        plot.clear_figure()
        seconds = [at.timestamp() for at, _ in self._points]
        rows = max(1, (self.size.height - ROWS_BELOW - 1) // (HIGHEST - LOWEST))  # of each level
        values = [on_a_row(value, rows) for _, value in self._points]
        margin = max(1.0, (seconds[-1] - seconds[0]) * EDGE)
        plot.xlim(seconds[0] - margin, seconds[-1] + margin)
        left = self.size.height - ROWS_BELOW - 1 - rows * (HIGHEST - LOWEST)
        plot.ylim(LOWEST, HIGHEST + max(0, left) / rows)  # every level on a row of its own, what is left on top
        levels = range(LOWEST, HIGHEST + 1)
        plot.yticks(list(levels), [f"bar {each}" if each == self._bar else str(each) for each in levels])
        places, names = dates(self._points[0][0], self._points[-1][0], self.size.width // CELLS_OF_A_DATE)
        plot.xticks(places, names)
        plot.xaxes(True, False)
        plot.yaxes(True, False)
        plot.hline(self._bar, self._colour("accent"))
        plot.plot(seconds, values, marker="·", color=self._colour("secondary"))
        for sign, wanted in (("o", False), ("x", True)):
            chosen = [place for place, crossed in enumerate(self._crossed) if crossed is wanted]
            if chosen:
                x, y = [seconds[place] for place in chosen], [values[place] for place in chosen]
                plot.scatter(x, y, marker=sign, color=self._colour("foreground"), style="bold")

    def _colour(self, name: str) -> tuple[int, int, int]:
        """Return a colour of the app's theme; plotext's own would paint a known question red."""
        return Color.parse(self.app.theme_variables[name]).rgb


def on_a_row(value: float, rows: int) -> float:
    """Return a value as the nearest of ``rows`` a level, but on a level's own row only where it reaches the level."""
    row = math.floor(value * rows + 0.5)
    return (row - (row % rows == 0 and row > value * rows + 1e-9)) / rows


def dates(first: datetime, last: datetime, most: int) -> tuple[list[float], list[str]]:
    """Return up to ``most`` places on the axis of time with their words: days, or within one day its hours."""
    first, last = first.astimezone(), last.astimezone()
    begin, end = first.timestamp(), last.timestamp()
    count = max(2, most) if end > begin else 1
    places = [begin + (end - begin) * step / max(1, count - 1) for step in range(count)]
    form = "%H:%M" if first.date() == last.date() else "%Y-%m-%d"
    named: dict[str, float] = {}
    for place in places:
        named.setdefault((first + timedelta(seconds=place - begin)).strftime(form), place)
    return list(named.values()), list(named)
