"""Past sessions, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from scorecards.models import Kind
from simulator.history.records import Mode, Source
from simulator.plain.reports import outcome_words
from simulator.tui.commands import bindings
from simulator.tui.screens.listing import ListingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.history.summaries import RoundSummary, SessionSummary

WAITING = "waiting"
TITLE_LAST_FROM = 60
"""Cells of width; with less the title stands before mode and kind."""
CYCLES = {
    "kind": {"": "", **{kind.value: kind.label for kind in Kind}},
    "mode": {"": "", Mode.MOCK.value: "mock", Mode.PRACTICE.value: "practice"},
    "judged": {"": "", Source.SELF.value: "by yourself", Source.LLM.value: "by a model", WAITING: "waiting"},
}
"""By filter: what it can let through, in the order of the key, and its words in the state line; nothing lets all."""


class _Lines:
    """The rows, each worded when it is seen or searched."""

    def __init__(self, summaries: Sequence[SessionSummary], narrow: Callable[[], bool]) -> None:
        self._summaries = summaries
        self._narrow = narrow

    def __len__(self) -> int:
        return len(self._summaries)

    def __getitem__(self, index: int) -> str:
        return history_row(self._summaries[index], narrow=self._narrow())


class HistoryScreen(ListingScreen):
    """Every session in a row; Enter opens its review."""

    HELP = (
        "Past sessions, newest first. Enter opens one, / filters by words: a title, a call, a date. "
        "k, m and j show one kind, one mode, what one judge has judged or what waits for it; press again for the next."
    )
    HEADING = "History"
    EMPTY = "No sessions yet. Go back with Escape; d on the home screen begins a drill."
    BINDINGS: ClassVar[list[BindingType]] = bindings("history.kind", "history.mode", "history.judged")

    def __init__(self) -> None:
        super().__init__()
        self._summaries: Sequence[SessionSummary] = ()
        self._wanted = dict.fromkeys(CYCLES, "")

    def load(self) -> None:
        """Read the index."""
        self._summaries = self._app.workspace.store.summaries()[::-1]
        self.show(_Lines(self._summaries, lambda: self.size.width < TITLE_LAST_FROM))  # type: ignore[arg-type]

    def kept(self) -> Sequence[int]:
        """Return the places of the sessions that pass kind, mode and judge."""
        kind, mode, judged = self._wanted["kind"], self._wanted["mode"], self._wanted["judged"]
        if not (kind or mode or judged):
            return super().kept()
        return [
            index
            for index, summary in enumerate(self._summaries)
            if mode in ("", summary.mode)
            and any(kind in ("", each.kind) and _judged(summary, each, judged) for each in summary.rounds)
        ]

    def filters(self) -> Sequence[str]:
        """Return the filters that are on."""
        return [CYCLES[name][wanted] for name, wanted in self._wanted.items() if wanted]

    def _cycle(self, name: str) -> None:
        values = list(CYCLES[name])
        self._wanted[name] = values[(values.index(self._wanted[name]) + 1) % len(values)]
        self.filter_again()

    def action_next_kind(self) -> None:
        """Let the next kind through."""
        self._cycle("kind")

    def action_next_mode(self) -> None:
        """Let the next mode through."""
        self._cycle("mode")

    def action_next_judged(self) -> None:
        """Let through what the next judge has judged, or what waits."""
        self._cycle("judged")

    def open_row(self, index: int) -> None:
        """Open a session's review."""
        from simulator.tui.screens.review import ReviewScreen

        record = self._app.workspace.store.load(self._summaries[index].id)
        self._app.push_screen(ReviewScreen(record))


def history_row(summary: SessionSummary, *, narrow: bool = False) -> str:
    """Return a session's row: when, what came of it, then the rest, all of which the filter reads."""
    several = len(summary.rounds) > 1
    titles = "; ".join(_named(each, with_call=several) for each in summary.rounds)
    kind = f"{len(summary.rounds)} rounds" if several else "".join(each.kind for each in summary.rounds)
    mode = f"{summary.mode:<8}  {kind.replace('_', ' '):<13}"
    date, outcome = summary.started[:10], outcome_words(summary)
    if narrow:
        return f"{date}  {outcome}  {titles}  {mode}"
    return f"{date}  {outcome:<14}  {mode}  {titles}"


def _named(each: RoundSummary, *, with_call: bool) -> str:
    judge = {Source.SELF.value: "by yourself", Source.LLM.value: "by a model"}.get(each.source, "")
    if with_call:
        return f"{each.title} ({each.kind.replace('_', ' ')}, {each.call or 'no call'}{', ' if judge else ''}{judge})"
    return f"{each.title}{', ' if judge else ''}{judge}"


def _judged(summary: SessionSummary, each: RoundSummary, wanted: str) -> bool:
    """Tell whether a round was judged by the one that is wanted; what was discarded waits for nobody."""
    if wanted == WAITING:
        return each.waiting and summary.status != "discarded"
    return wanted in ("", each.source)
