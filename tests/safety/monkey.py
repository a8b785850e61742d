"""A monkey at the keyboard of the real app: whatever it presses, types, pastes and resizes, nothing breaks or is lost.

By hand, from the root of the repository: ``python -m tests.safety.monkey --monkeys 20 --steps 400 --seed 1``
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from textual.events import Paste
from textual.widgets import Input

from scorecards.cleaning import clean
from scorecards.models import Target
from simulator.history.records import Mode
from simulator.interview.conductor import LONGEST_ANSWER
from simulator.interview.drafts import SUFFIX, recover
from simulator.tui.flows import sitting
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.interview import InterviewScreen
from simulator.tui.screens.palette import Palette
from simulator.tui.screens.trouble import TroubleScreen
from simulator.tui.widgets.answer_editor import AnswerEditor
from tests.safety.random_judges import random_model
from tests.tui.driver import Room, running
from tests.tui.hostile import TEXTS, assert_sane
from tests.tui.states_model import set_up
from tests.tui.steps import CASE, past

SIZES = (
    (80, 24), (120, 40), (40, 15), (10, 3), (1, 1), (39, 15), (40, 14), (60, 20), (59, 19), (109, 33), (110, 34),
    (200, 50), (80, 12), (30, 60), (300, 10), (41, 16), (79, 23), (81, 25), (132, 43), (64, 30),
)  # fmt: skip
LEAVING = ("ctrl+c", "ctrl+q", "f1", "ctrl+p")
"""What ends the monkey's day, the help for which it asks anyway, and the list in which it would live."""
KEYS = (
    *("enter", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup"),
    *("pagedown", "space", "backspace", "delete", "ctrl+s", "ctrl+z", "ctrl+y", "ctrl+a", "ctrl+k", "ctrl+u", "ctrl+w"),
    *("shift+down", "ctrl+home", "ctrl+end", "f2", "f6", "y", "n", "1", "2", "3", "5", "a", "m", "slash"),
)
DIGITS = "12345"


@dataclass
class Monkey:
    """One of them, at an app of its own."""

    room: Room
    chance: Random
    done: list[str] = field(default_factory=list)
    """What it did, for whoever has to do it again."""
    seen: Counter[str] = field(default_factory=Counter)
    """How often it was on each screen."""

    async def live(self, steps: int) -> None:
        """Do that many things, and see in between that help answers."""
        for step in range(steps):
            name, act = self.chance.choice(ACTS)
            self.seen[type(self.room.app.screen).__name__] += 1
            self.done.append(f"{type(self.room.app.screen).__name__}: {name}")
            await act(self)
            await self.room.settle()
            assert_sane(self.room, self.done[-1])
            self.check_draft()
            if step % 25 == 24:
                await self.ask_for_help()
            if step % 50 == 49:
                await self.room.press("ctrl+p")
            elif isinstance(self.room.app.screen, Palette) and step % 4 == 3:
                await self.room.press("escape")
            if isinstance(self.room.app.screen, TroubleScreen):
                await self.room.press("escape")
        await self.ask_for_help()

    async def press(self) -> None:
        """Press a key that the screen has a command for."""
        keys = [
            active.binding.key
            for active in self.room.app.screen.active_bindings.values()
            if active.enabled and active.binding.key not in LEAVING and active.binding.action != "app.leave"
        ]
        await self.key(self.chance.choice([*keys, "enter", "enter", "escape"]))

    async def hammer(self) -> None:
        """Press a few keys that mean something somewhere, faster than the app can follow."""
        for _ in range(self.chance.randint(1, 6)):
            await self.key(self.chance.choice(KEYS))

    async def choose(self) -> None:
        """Answer what asks for numbers."""
        for _ in range(self.chance.randint(1, 8)):
            await self.key(self.chance.choice(DIGITS))

    async def key(self, key: str) -> None:
        """Press one key, without waiting."""
        self.done[-1] += f" {key}"
        await self.room.app._press_keys([key])

    async def write(self) -> None:
        """Type a few words."""
        for letter in self.chance.choice(["We start with the night nurses. ", "x.", "2026-11-20", "last"]):
            await self.room.app._press_keys(["space" if letter == " " else letter])

    async def paste(self) -> None:
        """Paste anything, but no path that leads out of the folder."""
        name = self.chance.choice(sorted(TEXTS))
        self.done[-1] += f" {name}"
        text = TEXTS[name]
        if isinstance(self.room.app.focused, Input):
            text = text[:300].replace("/", "")
        self.room.app.post_message(Paste(text))

    async def resize(self) -> None:
        """Make the terminal larger or smaller."""
        size = self.chance.choice(SIZES)
        self.done[-1] += f" {size}"
        await self.room.resize(size)

    async def wait(self) -> None:
        """Let time pass, with the lid closed now and then."""
        seconds = self.chance.choice([1, 30, 120, 700, 4000])
        clock = self.room.clock
        (clock.advance if self.chance.random() < 0.8 else clock.sleep)(seconds)
        screen = self.room.app.screen
        if isinstance(screen, InterviewScreen):
            screen.tick()

    def check_draft(self) -> None:
        """What stands in the editor is in the draft as soon as the clock has ticked."""
        screen, interview = self.room.app.screen, self.room.app.interview
        if not isinstance(screen, InterviewScreen) or interview is None or not interview.state.answer_open:
            return
        screen.tick()
        if self.room.app.screen is not screen or not interview.state.answer_open or interview.overslept:
            return
        draft = recover(self.room.app.paths.drafts / f"{interview.state.id}{SUFFIX}")
        typed = screen.query_one(AnswerEditor).text
        assert draft is not None
        assert draft.state.round.text == interview.state.round.text
        assert interview.state.paused or draft.state.round.text == clean(typed)[:LONGEST_ANSWER]

    async def ask_for_help(self) -> None:
        """Help answers on every screen that has room for it."""
        await self.room.resize((80, 24))
        await self.room.press("f1")
        assert isinstance(self.room.app.screen, HelpScreen), f"F1 brings {self.room.app.screen}"
        await self.room.press("escape")
        assert not isinstance(self.room.app.screen, HelpScreen)


ACTS = (
    *[("press", Monkey.press)] * 8,
    *[("hammer", Monkey.hammer)] * 3,
    *[("choose", Monkey.choose)] * 2,
    *[("write", Monkey.write)] * 2,
    *[("paste", Monkey.paste)] * 2,
    *[("resize", Monkey.resize)] * 2,
    ("wait", Monkey.wait),
)


async def let_loose(folder: Path, number: int, steps: int) -> Monkey:
    """Let a monkey at an app with a past and a model that may answer anything; return it, or raise what it broke."""
    with contextlib.chdir(folder):
        async with running(folder / "data") as room:
            chance = Random(number)
            await past(room)
            set_up(room, random_model(chance, 0.1))
            room.app.go_home()
            if number % 2:
                sitting.start(room.app, (), (CASE,), chance.choice(list(Mode)), Target.SENIOR)
            await room.settle()
            monkey = Monkey(room, chance)
            try:
                await monkey.live(steps)
            except BaseException as error:
                error.add_note(f"monkey {number}, lately: " + "; ".join(monkey.done[-12:]))
                raise
            return monkey


def main(arguments: Sequence[str] | None = None) -> int:
    """Print on which screens they were and what they broke; return 1 when they broke something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--monkeys", type=int, default=10)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    seen: Counter[str] = Counter()
    broken: dict[str, str] = {}
    for number in range(options.seed, options.seed + options.monkeys):
        with tempfile.TemporaryDirectory() as folder:
            try:
                seen += asyncio.run(let_loose(Path(folder), number, options.steps)).seen
            except Exception as error:
                text = "".join(traceback.format_exception(error))
                broken.setdefault(text.rstrip().splitlines()[-2][:200], text[-3500:])
                print(f"monkey {number} broke something: {error!r}"[:300], flush=True)
    print(", ".join(f"{name}: {count}" for name, count in seen.most_common()))
    print("\n\n".join(broken.values()))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
