"""Home: what is open, the last result, and what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from simulator.tui.commands import COMMANDS, bindings
from simulator.tui.text import joined, shown
from simulator.tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from textual.content import Content

    from simulator.history.summaries import RoundSummary, SessionSummary
    from simulator.interview.drafts import Recovered
    from simulator.tui.app import SimulatorApp

MENU = (
    "home.continue",
    "home.mock",
    "home.drill",
    "home.judge",
    "home.next",
    "home.progress",
    "home.history",
    "home.outcomes",
    "home.bank",
    "home.train",
    "home.model",
    "home.settings",
    "home.quit",
)
MOST_BEFORE = 8
"""Earlier sessions that home lists where there is room."""
EXPLAINED_FROM = 60
"""Cells of width."""


class HomeScreen(Screen[None]):
    """The start. It paints before anything is read from disk."""

    HELP = "Home. Press the letter of what you want. Everything is kept on this machine."
    BINDINGS: ClassVar[list[BindingType]] = bindings(*MENU, "app.help")

    def compose(self) -> ComposeResult:
        """Lay out the title, what is open, the menu."""
        with VerticalScroll(id="home"):
            with Vertical(id="choices"):
                yield Static(joined(shown("pm-simulator", "bold"), "  practise a senior PM interview"), id="title")
                yield Static("", id="menu")
            with Vertical(id="standing"):
                yield Static("", id="now")
                yield Static("", id="last")
                yield Static("", id="before")
                yield Static(shown(f"Everything is kept in {self._app.paths.data}", "dim"), id="where")
        yield KeyFooter()

    def __init__(self) -> None:
        super().__init__()
        self._idle: set[str] = set()
        """The commands that have nothing to do now, as far as is known."""
        self._urged = ""
        """The command to begin with, where nothing was sat yet."""

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def on_resize(self, event: Resize) -> None:
        """Explain the menu where there is room for it."""
        self._show_menu(event.size.width)

    def _show_menu(self, width: int) -> None:
        self.query_one("#menu", Static).update(_menu(self.app._keymap, width, self._idle, self._urged))

    def on_screen_resume(self) -> None:
        """Read afresh whenever home comes back."""
        self.call_after_refresh(self._look)

    @work(exclusive=True, group="home")
    async def _look(self) -> None:
        self._app.attempt(self._show_state)

    def _show_state(self) -> None:
        workspace = self._app.workspace
        store = workspace.store
        drafts, lost = workspace.drafts()
        summaries = store.summaries()
        now: list[Content | str] = [f"{notice}\n" for notice in (*store.notices, *self._settings_trouble())]
        if drafts:
            what, rest = _in_short(drafts[0])
            more = f"; and {len(drafts) - 1} more" if len(drafts) > 1 else ""
            now += [self._key_of("home.continue"), f"  Interrupted: {what}\n", shown(f"   {rest}{more}\n", "dim")]
        now += [f"A draft cannot be read and was left where it is: {path}\n" for path in lost]
        waiting = sum(each.waiting for each in _finished_rounds(summaries))
        if waiting:
            waits = "round waits" if waiting == 1 else "rounds wait"
            now += [self._key_of("home.judge"), f"  {waiting} {waits} to be judged\n"]
        self.query_one("#now", Static).update(joined(*now).rstrip())
        self.query_one("#now").display = bool(now)
        self.query_one("#last", Static).update(_last(summaries))
        self.query_one("#before", Static).update(_before(summaries))
        able = {"home.continue": bool(drafts), "home.judge": bool(waiting)}
        self._idle = {name for name, has_work in able.items() if not has_work}
        self._urged = "" if summaries or drafts else "home.drill"
        self._show_menu(self.size.width)

    def _key_of(self, name: str) -> Content:
        return shown(self.app._keymap.get(name, COMMANDS[name].key), "bold $accent")

    def _settings_trouble(self) -> list[str]:
        from simulator.errors import ConfigError

        try:
            self._app.use_settings()
        except ConfigError as error:
            return [f"{error.title}: {error.sentence} {error.next_step}"]
        return []

    def action_continue(self) -> None:
        """Go on with the interrupted interview, or with one of several."""
        from simulator.tui.sitting import resume

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
        from simulator.tui.waiting import judge_waiting

        self._app.attempt(lambda: judge_waiting(self._app))

    def action_train(self) -> None:
        """Judge benchmark answers."""
        from simulator.tui.screens.training import start_training

        self._app.attempt(lambda: start_training(self._app))

    def action_open(self, name: str) -> None:
        """Open history, bank, model or settings."""
        from simulator.tui.screens.bank import BankScreen
        from simulator.tui.screens.history import HistoryScreen
        from simulator.tui.screens.model import ModelScreen
        from simulator.tui.screens.next import NextScreen
        from simulator.tui.screens.outcomes import OutcomesScreen
        from simulator.tui.screens.progress import ProgressScreen
        from simulator.tui.screens.settings import SettingsScreen

        def open_screen() -> None:
            screens: dict[str, type[Screen[None]]] = {
                "next": NextScreen,
                "progress": ProgressScreen,
                "history": HistoryScreen,
                "outcomes": OutcomesScreen,
                "bank": BankScreen,
                "model": ModelScreen,
                "settings": SettingsScreen,
            }
            if name in ("settings", "model"):
                _ = self._app.workspace.config
            self._app.push_screen(screens[name]())

        self._app.attempt(open_screen)


def _menu(keys: Mapping[str, str], width: int, idle: Collection[str], urged: str) -> Content:
    explained = width >= EXPLAINED_FROM
    lines: list[Content | str] = []
    for name in MENU:
        command = COMMANDS[name]
        words = f"{command.help}\n" if explained else "\n"
        key, label = ("dim", "dim") if name in idle else ("bold $accent", "bold" if name == urged else "")
        lines += [shown(keys.get(name, command.key), key), shown(f"  {command.label:<9} ", label), shown(words, "dim")]
    return joined(*lines).rstrip()


def _finished_rounds(summaries: list[SessionSummary]) -> list[RoundSummary]:
    return [each for summary in summaries if summary.status == "finished" for each in summary.rounds]


def _in_short(draft: Recovered) -> tuple[str, str]:
    from simulator.plain.home import in_short

    return in_short(draft)


def _last(summaries: list[SessionSummary]) -> Content:
    """Return the last result in one glance."""
    if not summaries:
        return shown("No sessions yet. A drill is a good start: no clock ends it, and it takes a lunch break.")
    newest = summaries[-1]
    parts: list[Content | str] = [shown(f"Last session  {newest.started[:10]}  {newest.mode}\n", "bold")]
    for each in newest.rounds:
        result = each.call or ("to be judged" if each.waiting else "not answered")
        parts.append(f"  {each.kind.replace('_', ' ')}: {each.title}, {result}\n")
    return joined(*parts).rstrip()


def _before(summaries: list[SessionSummary]) -> Content:
    """Return what came of the sessions before the last one, the newest first: whether it gets better."""
    from simulator.plain.reports import outcome_words

    earlier = summaries[-1 - MOST_BEFORE : -1][::-1]
    rows = [f"  {each.started[:10]} {outcome_words(each):<14} {_kinds(each)}\n" for each in earlier]
    return joined(shown("Before\n", "bold"), *rows).rstrip() if rows else joined()


def _kinds(summary: SessionSummary) -> str:
    kinds = list(dict.fromkeys(each.kind.replace("_", " ") for each in summary.rounds))
    return kinds[0] if len(kinds) == 1 else f"{len(summary.rounds)} rounds"
