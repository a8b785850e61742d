"""The app while it runs on a fixed bank with nothing of this machine in it, and what a test does to it."""

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import WorkerCancelled

from question_bank.catalogue import Catalogue
from simulator.history.records import Assessment
from simulator.paths import Paths
from simulator.tui.app import SimulatorApp
from simulator.tui.text import shown
from simulator.workspace import Workspace
from tests.fakes import FakeClock
from tests.tui import painting

CARDS = Path(__file__).parent / "cards"
"""Copies of cards, so that a new card or a better sentence in the bank changes no picture of a screen."""
SIZES = ((80, 24), (120, 40), (40, 15))

MOST_TURNS = 500
"""Looks at the app within which it must come to rest."""


class Tokens:
    """What stands for chance in ids: numbers, from the first on in each folder, whatever was shown before."""

    def __init__(self) -> None:
        self.used = 0

    def hex(self, length: int | None = None) -> str:
        self.used += 1
        return f"{self.used:0{2 * (length or 8)}x}"


TOKENS = Tokens()


@dataclass
class Room:
    """The app while it runs, and what a candidate or a test does to it."""

    app: SimulatorApp
    pilot: Pilot[None]
    clock: FakeClock
    held: frozenset[str] = frozenset()
    """Groups of workers that wait for ever, as a picture of something under way needs."""

    @property
    def workspace(self) -> Workspace:
        return self.app.workspace

    async def settle(self) -> None:
        """Wait until nothing is left to do: messages, workers, layout."""
        quiet = 0
        for _turn in range(MOST_TURNS):
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            with suppress(WorkerCancelled):  # home looks anew and gives its look before up
                if ending := [each for each in self.app.workers if each.group not in self.held]:
                    await self.app.workers.wait_for_complete(ending)
            quiet = 0 if self._busy else quiet + 1
            if quiet == 2:
                painting.paint(self.app.screen)
            if quiet == 3:
                return
        raise AssertionError(f"{self.app.screen} does not come to rest at {self.app.size}")

    @property
    def _busy(self) -> bool:
        screens = self.app.screen_stack
        pumps = [self.app, *(pump for screen in screens for pump in screen.walk_children(with_self=True))]
        return any(pump.message_queue_size for pump in pumps) or any(screen._callbacks for screen in screens)

    async def press(self, *keys: str) -> None:
        """Press keys that one screen answers; those of the next screen are pressed apart."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def start_over(self, folder: Path, cards: Path = CARDS, *, below: Path | None = None) -> None:
        """Come back to home on another folder, as a new start of the app would, only quicker.

        With ``below``, a relative ``folder`` lies there.
        """
        if self.app.interview is not None:
            self.app.interview.leave()
            self.app.interview = None
        self.app.go_home()
        await self.settle()
        self.held = frozenset()
        TOKENS.used = 0
        self.app._make_model = self.app._desk = None
        self.workspace.close()
        if below is not None:
            os.chdir(below)
        self.app.clear_notifications()
        self.app.theme = "night"
        self.clock.__init__()  # type: ignore[misc]
        self.app.paths = Paths(data=folder, config=folder)
        self.app._workspace = Workspace(self.app.paths, self.clock, Random(1))
        self.workspace.__dict__["catalogue"] = Catalogue(shipped=cards)
        self.app.screen.query_one("#where", Static).update(shown(f"Everything is kept in {folder}", "dim"))
        self.app.screen.on_screen_resume()  # type: ignore[attr-defined]
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Change the size of the terminal."""
        if self.app.size != size:
            await self.pilot.resize_terminal(*size)
            self.app._check_resize()  # now, not in a hundredth of a second
            await self.settle()

    def text(self, *, in_box: bool = False) -> str:
        """Return what stands on the terminal, line by line; ``in_box``: only what a box over the screen says."""
        strips = self.app.screen._compositor.render_strips()
        for box in self.app.screen.query(".box") if in_box else ():
            inside = box.content_region
            strips = [strip.crop(inside.x, inside.right) for strip in strips[inside.y : inside.bottom]]
        lines = ["".join(segment.text for segment in strip) for strip in strips]
        return "".join(f"{line.rstrip()}\n" for line in lines)


@asynccontextmanager
async def running(
    folder: Path, size: tuple[int, int] = SIZES[0], theme: str = "night", cards: Path = CARDS
) -> AsyncIterator[Room]:
    """Run the app on a folder with nothing of this machine in it; ``cards`` is its whole bank."""
    clock = FakeClock()
    app = SimulatorApp(Paths(data=folder, config=folder), clock, ticking=False)
    with fixed():
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            room = Room(app, pilot, clock)
            await room.start_over(folder, cards)
            app.theme = theme
            yield room


@contextmanager
def fixed() -> Iterator[None]:
    """Hold still what differs from run to run and from version to version."""
    with (
        patch.object(secrets, "token_hex", TOKENS.hex),
        patch("simulator.grading.self_grading.program_version", lambda: "VERSION"),
        patch("simulator.words.reports.provenance_line", _provenance),
        patch.object(os, "fsync", lambda _handle: None),
        painting.at_rest(),
        patch("textual.app.wait_for_idle", _no_wait),
        patch("textual.pilot.wait_for_idle", _no_wait),
        patch.dict(os.environ, TZ="UTC"),
    ):
        time.tzset()  # local time is shown
        yield


async def _no_wait(*_: object) -> None:
    """Let others work, without waiting for the whole machine to be idle: ``settle`` knows better."""
    await asyncio.sleep(0)


def _provenance(assessment: Assessment, _judgements: int) -> str:
    return f"Judged by {assessment.provenance.model or 'yourself'} on DATE; rubric HASH."
