"""The application: screens, keys, and the sitting under way. Everything heavy is imported after the first paint."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import NoScreen
from textual.events import Event, Key, Paste, Resize

from simulator.tui.commands import COMMANDS, bindings
from simulator.tui.screens.home import HomeScreen
from simulator.tui.text import safe, tell
from simulator.tui.themes import DARK, LIGHT, wanted_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.geometry import Size
    from textual.screen import Screen

    from simulator.clock import Clock
    from simulator.errors import SimulatorError
    from simulator.grading.desk import MakeModel, ModelDesk
    from simulator.interview.conductor import Interview
    from simulator.paths import Paths
    from simulator.workspace import Workspace

SECOND_CTRL_C = 3.0
"""Seconds within which a second ctrl+c counts."""


class SimulatorApp(App[None]):
    """An interview room in the terminal."""

    CSS_PATH = "styles/app.tcss"
    TITLE = "pm-simulator"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app.help", "app.quit", "app.interrupt")
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 Textual's own declaration
        (0, "-narrow"),
        (60, "-normal"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-low"),
        (20, "-medium"),
        (34, "-high"),
    ]

    def __init__(
        self,
        paths: Paths,
        clock: Clock | None = None,
        *,
        ticking: bool = True,
        offline: bool = False,
        make_model: MakeModel | None = None,
        opening: Callable[[SimulatorApp], None] | None = None,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.ticking = ticking
        """False in tests, which let time pass themselves."""
        self.offline = offline
        self.interview: Interview | None = None
        """The sitting under way."""
        self._interrupted = float("-inf")
        self._keys: Mapping[str, str] = {}
        """Of the settings, by the name of the command."""
        self._clock = clock
        self._opening = opening
        self._workspace: Workspace | None = None
        self._desk: ModelDesk | None = None
        self._make_model = make_model
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = wanted_theme(paths)

    @property
    def workspace(self) -> Workspace:
        """Paths, settings, bank and history; opened when first needed."""
        if self._workspace is None:
            from simulator.workspace import Workspace

            self._workspace = Workspace(self.paths, self._clock)
        return self._workspace

    @property
    def desk(self) -> ModelDesk:
        """The model that judges, if one is set up; nothing starts before it is needed."""
        if self._desk is None:
            from simulator.grading.desk import ModelDesk
            from simulator.model.client import Client

            workspace = self.workspace
            self._desk = ModelDesk(
                self.paths,
                lambda: workspace.config,
                workspace.clock,
                offline=self.offline,
                make_model=self._make_model or Client,
            )
        return self._desk

    def warm_model(self) -> None:
        """Start what a first judgement would wait for, while the candidate reads; without a model, nothing."""
        if self.workspace.config.model.name and not self.offline:
            self.run_worker(self.desk.warm(), group="model", exclusive=True)

    def agree_to(self, destination: str) -> None:
        """Keep that answers may go to a server, or with an empty name to none; raise StorageError."""
        config = self.workspace.config
        agreed = config.model.model_copy(update={"agreed": destination})
        self.workspace.save_config(config.model_copy(update={"model": agreed}))

    def on_mount(self) -> None:
        """Show home at once; what it has to say, and what was asked for, follows."""
        self.push_screen(HomeScreen())
        if not self.is_headless:
            self._heed_signals()
            self.call_after_refresh(_collect_again)
        if self._opening is not None:
            opening = self._opening
            self.call_after_refresh(lambda: self.attempt(lambda: opening(self)))

    async def on_unmount(self) -> None:
        """Give the history and the draft back, and end the model's process."""
        if self.interview is not None:
            self.interview.leave()
        if self._workspace is not None:
            self._workspace.close()
        if self._desk is not None:
            await self._desk.close()

    def _heed_signals(self) -> None:
        """Leave in order, with every word kept, when the terminal is closed or the system asks to end."""
        for name in ("SIGHUP", "SIGTERM"):
            if sys.platform != "win32":  # a loop cannot handle signals there
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)

    def on_resize(self, event: Resize) -> None:
        """Cover a terminal that is too small, and uncover it when it has grown."""
        self.cover(event.size)

    def cover(self, size: Size) -> None:
        """Ask for a larger terminal in one that is too small, and stop asking in one that is not."""
        from simulator.tui.screens.too_small import LEAST_HEIGHT, LEAST_WIDTH, TooSmallScreen

        too_small = size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT
        covered = isinstance(self.screen, TooSmallScreen)
        if too_small and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not too_small:
            self.screen.dismiss(None)

    async def on_event(self, event: Event) -> None:
        """Take out of pasted text what a terminal would obey; the answer's editor sees to its own."""
        if isinstance(event, Paste) and not getattr(self.focused, "cleans_pastes", False):
            event.text = safe(event.text)
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Drop a key that the screen which is on calls too early; a key finds its command only here."""
        is_too_early = getattr(self.screen, "is_too_early", None)
        if is_too_early is not None and is_too_early(event):
            event.prevent_default()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for, unless the screen that it was pressed on has gone or is covered by now."""
        if default_namespace not in (None, self) and not _is_on(default_namespace):
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def use_settings(self) -> None:
        """Give the commands the keys of the settings; raise ConfigError."""
        keys = self.workspace.config.keys
        if keys:
            from simulator.tui.keys import check_keys  # it knows every screen, which the first paint must not wait for

            check_keys(keys, self.paths.config_file)
        self._keys = keys
        self.set_keymap(keys)

    def key_of(self, command: str) -> str:
        """Return the key of a command, the user's own where there is one."""
        return self._keys.get(command, COMMANDS[command].key)

    def attempt(self, work: Callable[[], None]) -> None:
        """Do something that can fail in an expected way, and show the failure calmly."""
        from scorecards.problems import ContentError
        from simulator.errors import SimulatorError

        try:
            work()
        except SimulatorError as error:
            self.show_trouble(error)
        except ContentError as error:
            from simulator.content import card_error

            self.show_trouble(card_error(error))

    def show_trouble(self, error: SimulatorError) -> None:
        """Show a failure with its next step."""
        from simulator.tui.screens.trouble import TroubleScreen

        self.push_screen(TroubleScreen(error.title, error.sentence, error.next_step))

    def warn_unsaved(self, error: SimulatorError) -> None:
        """Tell that something could not be saved, without stopping the interview."""
        tell(self, f"{error.sentence} {error.next_step}", error.title, "error")

    def go(self, screen: Screen[None]) -> None:
        """Replace everything above home by ``screen``."""
        while len(self.screen_stack) > 2 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()
        if isinstance(self.screen, HomeScreen):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def go_home(self) -> None:
        """Drop everything above home."""
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Offer in the palette what works on this screen, in the words of the footer and the help."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip and active.enabled:
                run = partial(self.run_action, binding.action, active.node)
                yield SystemCommand(f"{binding.description} ({self.get_key_display(binding)})", binding.tooltip, run)

    def action_command_palette(self) -> None:
        """Show the list of commands, where there is room for it."""
        from simulator.tui.screens.palette import Palette
        from simulator.tui.screens.too_small import TooSmallScreen

        if not any(isinstance(screen, Palette | TooSmallScreen) for screen in self.screen_stack):
            self.push_screen(Palette(id="--command-palette"))

    def action_show_help(self) -> None:
        """Show help for the screen that is on."""
        from simulator.tui.screens.help import HelpScreen
        from simulator.tui.screens.too_small import TooSmallScreen

        if not isinstance(self.screen, HelpScreen | TooSmallScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_interrupt(self) -> None:
        """Quit with ctrl+c twice; the first says so. Where text is marked, the key copies it."""
        if self.screen.get_selected_text() or getattr(self.focused, "selected_text", ""):
            raise SkipAction
        now = time.monotonic()
        if now - self._interrupted < SECOND_CTRL_C:
            self.exit()
        self._interrupted = now
        tell(self, "ctrl+c again quits; everything is kept.")

    def action_leave(self) -> None:
        """Quit; a screen with an interview saves what is typed on its way out."""
        self.exit()


def _collect_again() -> None:
    """Look for garbage from the first paint on, though not in what the start has made."""
    gc.freeze()
    gc.enable()


def _is_on(node: DOMNode) -> bool:
    try:
        return node.screen.is_current
    except NoScreen:
        return False


def run_app(paths: Paths, opening: Callable[[SimulatorApp], None] | None = None, *, offline: bool = False) -> int:
    """Run the application in this terminal, ``opening`` over home first, and return its exit code."""
    app = SimulatorApp(paths, opening=opening, offline=offline)
    app.run()
    return app.return_code or 0
