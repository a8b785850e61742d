"""Past sessions: found, narrowed, put in order, written on, deleted and brought back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Static

from scorecards.models import Kind
from simulator.errors import UsageError
from simulator.history.narrowing import SELF, WAITING, Narrowing, Order, kept
from simulator.history.records import Mode
from simulator.tui.commands import bindings
from simulator.tui.parts.session_rows import SessionLines, preview_parts, searched_text
from simulator.tui.screens.listing import ListingScreen
from simulator.tui.text import joined, one_line, shown, tell
from simulator.tui.widgets.row_list import RowList
from simulator.words.narrowing import narrowing_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget

    from simulator.history.summaries import SessionSummary

OF_ONE = ("open_row", "note", "tags", "delete", "export")
"""Actions that need a marked session."""
OF_SOME = ("filter", "narrow", "next_order", "next_kind", "next_mode", "next_judged")
"""Actions that need a history."""
LONGEST_FILTER = 30
"""Characters of a filter in the state line."""


class HistoryScreen(ListingScreen):
    """Every session in a row; Enter opens its review."""

    CSS_PATH = "../styles/history.tcss"
    HELP = (
        "Past sessions. Enter opens one. / finds words in titles, calls, dates, tags and notes; f narrows by kind, "
        "mode, judge, call and dates, and a shows all again. What you delete can be brought back with u for 30 days."
    )
    HEADING = "History"
    EMPTY = "No sessions yet. Go back with Escape; d on the home screen begins a drill."
    TIGHT = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "history.narrow", "history.all", "history.note", "history.tags", "history.delete", "history.export",
        "history.order", "history.undo", "history.kind", "history.mode", "history.judged",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._summaries: Sequence[SessionSummary] = ()
        self._narrowing = Narrowing()
        self._changes = -1
        """Of the store, when it was read."""
        self._gone: set[str] = set()
        """Sessions that another instance has removed."""
        self._deleted: list[str] = []
        """Sessions deleted here, the last one last."""
        self._offered = (True, True, False)
        """Whether there is a session, one is marked, some are hidden: some keys depend on it.

        Begins as it mostly is, as a footer that is laid out twice is half of what opening the list costs.
        """

    def beside(self) -> Iterable[Widget]:
        """Return the place for the marked session."""
        yield Static("", id="preview")

    def load(self, name: str = "") -> None:
        """Read the index; the mark goes to the session ``name``, or stays with its session, or else where it is."""
        rows = self.query_one(RowList)
        name, place = name or self.marked_session, rows.marked
        store = self._app.workspace.store
        self._changes = store.changes
        self._summaries = [each for each in reversed(store.summaries()) if each.id not in self._gone]
        mark = next((place for place, each in enumerate(self._summaries) if each.id == name), None) if name else None
        self.show(SessionLines(self._summaries, lambda: rows.row_width - 2), mark)  # type: ignore[arg-type]
        if mark is None:
            rows.marked = max(0, min(place, rows.count - 1))

    def on_screen_resume(self) -> None:
        """Read the index again where another screen has changed the history."""
        if self._changes not in (-1, self._app.workspace.store.changes):
            self._app.attempt(self.load)

    def on_resize(self) -> None:
        """Say as much of the marked session as there is room for."""
        self.call_after_refresh(self._show_preview)

    @property
    def marked_session(self) -> str:
        """The id of the marked session; empty where none is."""
        mark = self.marked
        return "" if mark is None else self._summaries[mark].id

    def searched(self, index: int) -> str:
        """Return everything of a session in which words are looked for."""
        return searched_text(self._summaries[index])

    def kept(self) -> Sequence[int]:
        """Return the places of the sessions that pass, in order."""
        return self.places(self._narrowing)

    def places(self, narrowing: Narrowing) -> Sequence[int]:
        """Return the places of the sessions that would pass; raise UsageError for days that cannot be read."""
        if narrowing == Narrowing():
            return range(len(self._summaries))
        return kept(self._summaries, narrowing, self._app.workspace.clock.utc().astimezone().date())

    def count(self, narrowing: Narrowing) -> int:
        """Return how many sessions would be listed; raise UsageError for days that cannot be read."""
        return len(self._words.among(self.places(narrowing), self.typed))

    def filters(self) -> Sequence[str]:
        """Return what narrows the list, and its order."""
        return [one_line(words)[:LONGEST_FILTER] for words in narrowing_words(self._narrowing)]

    @property
    def _hides(self) -> bool:
        """Whether something keeps sessions from the list."""
        return replace(self._narrowing, order=Order.NEWEST) != Narrowing() or bool(self.typed.strip())

    def empty(self) -> str:
        """Return what to do where there is no session, or none any more."""
        return "No session is left. u brings back what you deleted." if self._deleted else self.EMPTY

    def nothing(self) -> str:
        """Return how all are shown again."""
        if replace(self._narrowing, order=Order.NEWEST) == Narrowing():
            return "No session has these words. Escape shows all again."
        if self.query_one("#filter").display:
            return "No session passes all of this. Escape drops the words; then a shows all, f changes the rest."
        return "No session passes all of this. a shows all again, f changes it."

    def changed(self) -> None:
        """Show the marked session, and the keys that work."""
        self._show_preview()
        offered = (bool(self._summaries), bool(self._shown), self._hides)
        if offered != self._offered:
            self._offered = offered
            if not self.query_one("#filter").has_focus:  # while words are typed the footer has none of these keys
                self.refresh_bindings()

    def _show_preview(self) -> None:
        mark = self.marked
        self.set_class(mark is None, "-unmarked")
        parts = [] if mark is None else preview_parts(self._summaries[mark], whole=self.has_class("-wide"))
        lines = [shown(text, style) for text, style in parts]
        between = [each for line in lines for each in (line, "\n")][:-1]
        self.query_one("#preview", Static).update(joined(*between), layout=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a session where one is marked, and to show all where something is hidden."""
        del parameters
        there, marked, hides = self._offered
        if action in OF_ONE:
            return marked
        if action in OF_SOME:
            return there
        return hides if action == "show_all" else True

    def _narrow(self, narrowing: Narrowing) -> None:
        in_order = narrowing.order is self._narrowing.order
        self._narrowing = narrowing
        self.filter_again()
        if not in_order:
            self.query_one(RowList).marked = 0

    def _next(self, values: Sequence[str], now: str) -> str:
        """Return the value after this one, and after the last one the one that lets all through."""
        every = ["", *values]
        return every[(every.index(now) + 1) % len(every)] if now in every else ""

    def judges(self) -> list[str]:
        """Return everyone who has judged, oneself first, then the models by name, and what waits."""
        found = {judge for summary in self._summaries for each in summary.rounds for judge in each.judges}
        return [SELF, *sorted(found - {SELF}), WAITING]

    def action_next_kind(self) -> None:
        """Let the next kind through."""
        kind = self._next([each.value for each in Kind], self._narrowing.kind)
        self._narrow(replace(self._narrowing, kind=kind, sub_kind=""))

    def action_next_mode(self) -> None:
        """Let the next mode through."""
        modes = [Mode.MOCK.value, Mode.PRACTICE.value]
        self._narrow(replace(self._narrowing, mode=self._next(modes, self._narrowing.mode)))

    def action_next_judged(self) -> None:
        """Let through what the next judge has judged, or what waits."""
        self._narrow(replace(self._narrowing, judge=self._next(self.judges(), self._narrowing.judge)))

    def action_next_order(self) -> None:
        """Put the list in the next order."""
        orders = list(Order)
        following = orders[(orders.index(self._narrowing.order) + 1) % len(orders)]
        self._narrow(replace(self._narrowing, order=following))

    def action_show_all(self) -> None:
        """Drop every filter and the words; the order stays."""
        self.close_filter()
        self._narrow(Narrowing(order=self._narrowing.order))

    def action_narrow(self) -> None:
        """Choose every filter on one page."""
        from simulator.tui.screens.narrow import NarrowScreen

        def narrow(narrowing: Narrowing | None) -> None:
            if narrowing is not None:
                self._narrow(narrowing)

        form = NarrowScreen(self._narrowing, self._summaries, self.judges(), self.count)
        self.app.push_screen(form, narrow)

    def open_row(self, index: int) -> None:
        """Open a session's review."""
        from simulator.tui.screens.review import ReviewScreen

        name = self._summaries[index].id
        self.unless_gone(name, lambda: self.app.push_screen(ReviewScreen(self._app.workspace.store.load(name))))

    def unless_gone(self, name: str, work: Callable[[], object]) -> None:
        """Do something with a session; one that has gone meanwhile is listed no more. Raise SimulatorError."""
        store = self._app.workspace.store
        if store.path_of(name).exists():
            work()
            return
        self._gone.add(name)
        self.load()
        raise UsageError(
            "The session has gone",
            "Its file is not in the history any more. Another pm-simulator may have deleted it.",
            "It is left out of this list.",
        )

    def action_export(self) -> None:
        """Write the marked session to a file."""
        from simulator.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.marked_session))

    def action_note(self) -> None:
        """Write a note on the marked session."""
        from simulator.tui.flows.session_changes import write_note

        name = self.marked_session
        self._app.attempt(lambda: self.unless_gone(name, lambda: write_note(self._app, name)))

    def action_tags(self) -> None:
        """Change the tags of the marked session."""
        from simulator.tui.flows.session_changes import change_tags

        name = self.marked_session
        used = Counter(tag for summary in self._summaries for tag in summary.tags)
        self._app.attempt(lambda: self.unless_gone(name, lambda: change_tags(self._app, name, used)))

    def action_delete(self) -> None:
        """Delete the marked session after asking."""
        from simulator.tui.flows.session_changes import ask_to_delete

        mark = self.marked
        if mark is not None:
            summary = self._summaries[mark]
            ask = partial(ask_to_delete, self._app, summary, self._take_out)
            self._app.attempt(lambda: self.unless_gone(summary.id, ask))

    def _take_out(self, name: str) -> None:
        self._deleted.append(name)
        self.load()

    def action_undo_delete(self) -> None:
        """Bring back the session deleted here last, or offer those that can be brought back."""
        from simulator.tui.flows.session_changes import bring_back

        last = self._deleted[-1] if self._deleted else ""
        self._app.attempt(lambda: bring_back(self._app, last, self._put_back))

    def _put_back(self, name: str) -> None:
        self._deleted = [each for each in self._deleted if each != name]
        self.load(name)
        hidden = "" if self.marked_session == name else " The list hides it: a shows all again."
        tell(self.app, f"The session is back.{hidden}")
