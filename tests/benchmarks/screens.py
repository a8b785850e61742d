"""``python -m tests.benchmarks.screens``: how soon home and the history are there, as a terminal sees it.

Every run is a program of its own behind a pty of 80x24, timed from its start to the frame with the words that tell it
is painted. The two sides of each ratio take turns, so that a machine's drift touches both alike.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from question_bank.catalogue import SHIPPED
from tests.benchmarks.histories import QUESTION, make_history
from tests.benchmarks.timing import Ratio, compare

WORDS = "Everything is kept"
"""Stand at the end of home, and in the bare app's text."""
ROW = re.compile(rb"20\d\d-\d\d-\d\d \d\d:\d\d")
"""The start of a row of the history."""
BARE = f"""
from textual.app import App, ComposeResult
from textual.widgets import TextArea
class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea({WORDS!r})
Bare().run()
"""
_CONTROL = re.compile(rb"\x1b\[[0-9;?<=>$]*[ -/]*[@-~]|\x1b.")
_PATIENCE = 60.0
FEW = 10


class Program:
    """A program behind a pty."""

    def __init__(self, *arguments: str, home: Path) -> None:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            "PM_SIMULATOR_HOME": str(home),
        }
        environment.pop("NO_COLOR", None)
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            os.execve(sys.executable, [sys.executable, *arguments], environment)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._read = b""

    def wait_for(self, words: re.Pattern[bytes]) -> None:
        """Read until words were painted."""
        while not words.search(_CONTROL.sub(b"", self._read)):
            if not select.select([self._master], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"nothing came for {_PATIENCE:.0f} s after {self._read[-300:]!r}")
            self._read += os.read(self._master, 1 << 16)

    def press(self, keys: bytes) -> None:
        """Wait until the program is quiet, forget what it painted and send keys."""
        while select.select([self._master], [], [], 0.5)[0]:
            os.read(self._master, 1 << 16)
        self._read = b""
        os.write(self._master, keys)

    def end(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._master)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000, help="length of the long history")
    parser.add_argument("--cards", type=int, default=1_000, help="cards in the user's folder")
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each")
    options = parser.parse_args()
    for ratio in measure(options.sessions, options.cards, options.runs):
        print(ratio.line(), flush=True)


def measure(sessions: int, cards: int, runs: int) -> Iterator[Ratio]:
    """Measure both; histories and cards live in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="pm-simulator-bench-") as name:
        long, short = Path(name) / "long", Path(name) / "short"
        make_history(long / "history", sessions)
        make_history(short / "history", FEW)
        make_cards(long / "cards", cards)
        yield compare(
            f"first paint of home, {sessions} sessions, {cards} cards, against a TextArea",
            lambda: _paint("-m", "simulator", home=long),
            lambda: _paint("-c", BARE, home=short),
            "1.3",
            runs,
        )
        yield _history(long, short, sessions, runs)


def make_cards(folder: Path, count: int) -> None:
    """Fill a folder with copies of a shipped card under other ids."""
    card = next(SHIPPED.rglob(f"{QUESTION}.toml")).read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    for number in range(count):
        name = f"{QUESTION}-{number:04d}"
        (folder / f"{name}.toml").write_text(card.replace(f'id = "{QUESTION}"', f'id = "{name}"', 1), encoding="utf-8")


def _paint(*arguments: str, home: Path) -> None:
    program = Program(*arguments, home=home)
    program.wait_for(re.compile(WORDS.encode()))
    program.end()


def _history(long: Path, short: Path, sessions: int, runs: int) -> Ratio:
    programs = {home: Program("-m", "simulator", home=home) for home in (long, short)}

    def open_list(home: Path) -> None:
        programs[home].press(b"\x1b")
        programs[home].press(b"h")
        starts[home] = time.perf_counter()
        programs[home].wait_for(ROW)
        timings[home].append(time.perf_counter() - starts[home])

    starts: dict[Path, float] = {}
    timings: dict[Path, list[float]] = {long: [], short: []}
    try:
        for program in programs.values():
            program.wait_for(re.compile(WORDS.encode()))
        for _ in range(runs + 1):
            open_list(long)
            open_list(short)
    finally:
        for program in programs.values():
            program.end()
    name = f"history of {sessions}, key to first rows, against {FEW}"
    return Ratio(name, _median(timings[long]), _median(timings[short]), "3")


def _median(timings: list[float]) -> float:
    ordered = sorted(timings[1:])  # the first one warms up
    return ordered[len(ordered) // 2]


if __name__ == "__main__":
    main()
