"""Past sessions, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.plain.reports import history_line
from simulator.tui.screens.listing import ListingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.history.summaries import SessionSummary


class _Lines:
    """The rows, each worded when it is seen or searched."""

    def __init__(self, summaries: Sequence[SessionSummary]) -> None:
        self._summaries = summaries

    def __len__(self) -> int:
        return len(self._summaries)

    def __getitem__(self, index: int) -> str:
        summary = self._summaries[index]
        return f"{summary.started[:16].replace('T', ' ')}  {history_line(summary)}"


class HistoryScreen(ListingScreen):
    """Every session in a row; Enter opens its review."""

    HELP = "Past sessions, newest first. Enter opens one, / filters by words: a kind, a title, a call, a date."
    HEADING = "History"
    EMPTY = "No sessions yet."

    def load(self) -> None:
        """Read the index."""
        self._summaries = self._app.workspace.store.summaries()[::-1]
        self.show(_Lines(self._summaries))  # type: ignore[arg-type]

    def open_row(self, index: int) -> None:
        """Open a session's review."""
        from simulator.tui.screens.review import ReviewScreen

        record = self._app.workspace.store.load(self._summaries[index].id)
        self._app.push_screen(ReviewScreen(record))
