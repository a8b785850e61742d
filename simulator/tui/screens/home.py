"""Home: what to do now, where one stands, and the menu."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from simulator.clock import local
from simulator.tui.commands import bindings
from simulator.tui.parts.menu import MENU, menu
from simulator.tui.parts.standing import Standing, facts
from simulator.tui.text import joined, shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.keyed import Keyed, KeyedLines

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

MARGIN = 2
"""Cells beside the screen's text; app.tcss sets them, as what follows."""
WIDE, MENU_WIDTH, BESIDE = 110, 38, 47
"""Cells from which the menu stands beside what home says, its width there, and what is not left of the row for that."""
LOW, ROWS = 20, 3
"""Rows of the terminal below which all there is to do has no more than so many; below HIGH the suggestion alone."""
HIGH = 34
"""Rows from which nothing is cut."""
READING = "Next: reading your rounds ..."


class HomeScreen(Screen[None]):
    """The start. It paints before anything is read from disk; the judged rounds are read last, a session at a time."""

    HELP = (
        "Home. What waits comes first, then what to practise next and why. Press the letter of what you want. "
        "Everything is kept on this machine."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*MENU, "app.help")

    def compose(self) -> ComposeResult:
        """Lay out the title, what to do now, where one stands, the menu."""
        with VerticalScroll(id="home"):
            with Vertical(id="standing"):
                yield Static(joined(shown("pm-simulator", "bold"), "  practise a senior PM interview"), id="title")
                with Vertical(id="what"):
                    yield KeyedLines(id="now")
                    yield KeyedLines(id="next")
                yield Static("", id="facts")
                yield Static("", id="before")
            with Vertical(id="choices"):
                yield Static("", id="menu")
                yield Static(shown(f"Everything is kept in {self._app.paths.data}", "dim"), id="where")
        yield KeyFooter()

    def __init__(self) -> None:
        super().__init__()
        self._idle: set[str] = set()
        """The commands that have nothing to do now, as far as is known."""
        self._urged = ""
        """The command to begin with, where nothing was sat yet."""
        self._now: list[Keyed] = []
        """What is wrong, interrupted or waiting."""
        self._next: list[Keyed] = []
        """Today's suggestion."""
        self._standing: Standing | None = None
        self._suggested_for: tuple[object, ...] = ()
        """What the suggestion was made from."""

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def on_resize(self) -> None:
        """Show as much as there is room for."""
        self._show()

    def _show(self) -> None:
        low, high, wide = self.size.height < LOW, self.size.height >= HIGH, self.size.width >= WIDE
        room = self.size.width - (BESIDE if wide else 2 * MARGIN)
        most = max(1, ROWS // max(1, len(self._now) + len(self._next))) if low else 0
        columns, width = (1, MENU_WIDTH) if wide else (2, room)
        self.query_one("#menu", Static).update(menu(self._app.key_of, width, columns, self._idle, self._urged))
        self.query_one("#now", KeyedLines).show(self._now, most)
        self.query_one("#next", KeyedLines).show(self._next, most or (0 if high else ROWS))
        if self._standing:
            self.query_one("#facts", Static).update(facts(self._standing, room, short=low, whole=high))

    def on_screen_resume(self) -> None:
        """Read afresh whenever home comes back."""
        self.call_after_refresh(self._look)

    @work(exclusive=True, group="home")
    async def _look(self) -> None:
        self._app.attempt(self._look_quickly)
        if self._suggested_for:
            await self._suggest()

    def _look_quickly(self) -> None:
        """Show what is known without reading a session; of the suggestion, that it is coming."""
        from simulator.tui.parts.outlook import look

        before = self._suggested_for
        self._suggested_for = ()
        known = look(self._app)
        self._now, self._idle = known.now, known.idle
        self._urged = "home.drill" if known.first else ""
        due = ""
        if known.first:
            self._next = [known.first]
            due = "nothing yet"
        else:
            workspace = self._app.workspace
            today = local(workspace.clock.utc()).date()
            self._suggested_for = (workspace, workspace.store.changes, known.config, today)
            if self._suggested_for != before:
                self._next = [Keyed(self._app.key_of("home.next"), READING)]
            elif self._standing:
                due = self._standing.due
        self._standing = replace(known.standing, due=due)
        rows = [f"\n  {row}" for row in known.before]
        self.query_one("#before", Static).update(joined(shown("Before", "bold"), *rows) if rows else "")
        self._show()

    async def _suggest(self) -> None:
        """Read the judged rounds without holding a key up, then say what to practise; what covers home comes first."""
        from scorecards.problems import ContentError
        from simulator.errors import SimulatorError
        from simulator.tui.parts.outlook import read_in_steps, suggested

        try:
            for _ in read_in_steps(self._app):
                await asyncio.sleep(0)
                if self.app.screen is not self:
                    self._suggested_for = ()
                    return
            advice, due = suggested(self._app)
        except (SimulatorError, ContentError) as error:
            title = getattr(error, "title", "a card cannot be used")
            advice, due = Keyed(self._app.key_of("home.next"), f"Next: {title[:1].lower()}{title[1:]}"), ""
        self._next = [advice]
        if self._standing:
            self._standing = replace(self._standing, due=due)
        self._show()

    def action_continue(self) -> None:
        """Go on with the interrupted interview, or with one of several."""
        from simulator.tui.flows.sitting import resume

        self._app.attempt(lambda: resume(self._app))

    def action_set_up(self, mode: str) -> None:
        """Choose what to sit."""
        from simulator.tui.screens.setup import SetupScreen

        def open_setup() -> None:
            self._app.workspace.require_writer()
            _ = self._app.workspace.config  # what is wrong with the settings is told here and not while laying out
            self._app.push_screen(SetupScreen(mode))

        self._app.attempt(open_setup)

    def action_judge(self) -> None:
        """Judge what waits."""
        from simulator.tui.flows.waiting import judge_waiting

        self._app.attempt(lambda: judge_waiting(self._app))

    def action_train(self) -> None:
        """Judge benchmark answers."""
        from simulator.tui.screens.training import start_training

        self._app.attempt(lambda: start_training(self._app))

    def action_open(self, name: str) -> None:
        """Open the screen of a menu's entry; the others are not read for it."""

        def open_screen() -> None:
            if name in ("settings", "model"):
                _ = self._app.workspace.config
            module = import_module(f"simulator.tui.screens.{name}")
            self._app.push_screen(getattr(module, f"{name.capitalize()}Screen")())

        self._app.attempt(open_screen)
