"""The dimensions of a series to choose from, and the chosen one over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from simulator.tui.widgets.prose import Prose
from simulator.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.practice.trends import DimensionTrend

CHART_FROM = (72, 24)
"""Columns and rows of the terminal; with less the values stand as numbers."""
POINTS_FOR_A_LINE = 2


class OverTime(Vertical):
    """Up and down choose; a line where there is room and more than one point, else numbers."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__(id=id)
        self._trends: Sequence[DimensionTrend] = ()
        self._bar = 0

    def compose(self) -> ComposeResult:
        """Lay out the choice and what becomes of it; the chart comes when it is needed."""
        yield RowList(id="dimensions")
        with Vertical(id="drawn"), VerticalScroll(id="findings", can_focus=False):
            yield Prose(id="finding")

    def on_mount(self) -> None:
        """Follow the mark."""
        self.watch(self.query_one(RowList), "marked", self._show_marked, init=False)

    def show(self, trends: Sequence[DimensionTrend], bar: int) -> None:
        """Show these dimensions; ``bar`` is the level aimed at."""
        from simulator.tui.parts.progress_pages import trend_rows

        self._trends, self._bar = trends, bar
        screen = self.screen
        one_by_one = screen.has_class("-narrow") or (screen.has_class("-low") and not screen.has_class("-wide"))
        self.query_one(RowList).show_texts(trend_rows(trends, narrow=one_by_one))
        self._show_marked()

    def _show_marked(self) -> None:
        from simulator.tui.parts.progress_pages import finding_lines, number_lines, signs_line

        marked = self.query_one(RowList).marked
        if marked >= len(self._trends):
            return
        trend = self._trends[marked]
        columns, rows = self.app.size
        drawn = columns >= CHART_FROM[0] and rows >= CHART_FROM[1] and len(trend.points) >= POINTS_FOR_A_LINE
        below = [signs_line(trend, self._bar)] if drawn else number_lines(trend, self._bar)
        self.query_one("#finding", Prose).show([*finding_lines(trend), *below])
        self.query_one("#findings").set_class(drawn, "-below-chart")
        if drawn:
            self._draw(trend)
        else:
            for chart in self.query("LineChart"):
                chart.display = False

    def _draw(self, trend: DimensionTrend) -> None:
        from simulator.tui.widgets.line_chart import LineChart

        charts = self.query(LineChart)
        chart = charts.first() if charts else LineChart()
        chart.display = True
        chart.show(trend.points, trend.seen_before, self._bar)
        if not charts:
            self.query_one("#drawn").mount(chart, before=0)
