"""``python -m tests.benchmarks.editor``: the cost of a key in the answer editor, as a terminal sees it.

Every case is a program of its own behind a pty of 80x24. One key is sent, and the clock stops when the frame that
shows it has been read. The cases take turns key by key, so that a machine's drift touches all alike.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MARK = "Q"
"""A letter that the lower-case text does not have: a frame with it shows the key."""
PLACES = {"start": b"\x1bOQ", "middle": b"\x1bOR", "end": b"\x1bOS"}
PRESSES = {
    "type": (MARK.encode(), True),
    "backspace": (b"\x7f", False),
    "paste": (f"\x1b[200~{MARK}uality \x1b[201~".encode(), True),
    "undo": (b"\x1a", False),
}
"""What is sent, and whether the mark shows afterwards; one round of all four leaves the text as it was."""
_FRAME_END = b"\x1b[?2026l"
_ASKS_FOR_FRAMES = b"\x1b[?2026$p"
_GRANTS_FRAMES = b"\x1b[?2026;2$y"
_CONTROL = re.compile(rb"\x1b\[[0-9;?<=>$]*[ -/]*[@-~]|\x1b.")
_QUIET = 0.02
"""Seconds; Textual holds a frame back that follows another within a sixtieth of a second."""
_PATIENCE = 30.0


@dataclass(frozen=True)
class Case:
    """One text in one kind of editor."""

    kind: str
    words: int
    shape: str

    @property
    def name(self) -> str:
        text = f"{self.words:,} words in {self.shape}" if self.words else "empty"
        return f"{'AnswerEditor' if self.kind == 'answer' else 'TextArea'}, {text}"


REFERENCE = Case("stock", 0, "one")
TEXTS = ((0, "one"), (500, "one paragraph"), (1000, "one paragraph"), (2000, "one paragraph"), (2000, "paragraphs"))
CASES = [Case(kind, words, shape) for words, shape in TEXTS for kind in ("stock", "answer")]


@dataclass
class Terminal:
    """A child program behind a pty, seen as the frames that it draws."""

    case: Case
    timings: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    _unread: bytes = b""

    def __post_init__(self) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        environment.pop("NO_COLOR", None)
        shape = "paragraphs" if self.case.shape == "paragraphs" else "one"
        arguments = ["-m", "tests.benchmarks.editor_app", self.case.kind, str(self.case.words), shape]
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(sys.executable, [sys.executable, *arguments], environment)

    def start(self) -> None:
        """Answer the program's question about frames and let it draw its first ones."""
        self._read_until(lambda: _ASKS_FOR_FRAMES in self._unread)
        os.write(self._master, _GRANTS_FRAMES)
        self.drain(0.5)

    def press(self, keys: bytes, shows_mark: bool) -> float:
        """Send keys; return the seconds until a frame came that shows the mark, or no mark any more."""
        self.drain()
        start = time.perf_counter()
        os.write(self._master, keys)
        while True:
            self._read_until(lambda: _FRAME_END in self._unread)
            taken = time.perf_counter() - start
            frame, _, self._unread = self._unread.partition(_FRAME_END)
            visible = _CONTROL.sub(b"", frame)
            if (MARK.encode() in visible) == shows_mark and (shows_mark or visible.strip() or not self.case.words):
                return taken

    def drain(self, quiet: float = _QUIET) -> None:
        """Read until the program has been quiet for a while."""
        while select.select([self._master], [], [], quiet)[0]:
            os.read(self._master, 1 << 16)
        self._unread = b""

    def move(self, place: str) -> None:
        """Put the cursor to one of the places."""
        os.write(self._master, PLACES[place])
        self.drain(0.3)

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._master)

    def _read_until(self, satisfied: Callable[[], bool]) -> None:
        while not satisfied():
            if not select.select([self._master], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"{self.case.name} drew nothing for {_PATIENCE:.0f} s: {self._unread[-300:]!r}")
            self._unread += os.read(self._master, 1 << 16)


def measure(rounds: int, places: list[str]) -> list[Terminal]:
    """Press every key in every case in turn; return the terminals with their timings."""
    terminals = [Terminal(case) for case in CASES]
    try:
        for terminal in terminals:
            terminal.start()
        for place in places:
            for terminal in terminals:
                terminal.move(place)
            for turn in range(rounds + 1):
                for terminal in terminals:
                    for name, (sent, shows_mark) in PRESSES.items():
                        taken = terminal.press(sent, shows_mark)
                        if turn:  # the first round warms up
                            terminal.timings.setdefault((place, name), []).append(taken)
    finally:
        for terminal in terminals:
            terminal.close()
    return terminals


def report(terminals: list[Terminal], places: list[str]) -> Iterator[str]:
    """Yield a table for each place: milliseconds of a typed key, and for each press the ratios of medians."""
    medians = {
        terminal.case: {press: statistics.median(times) for press, times in terminal.timings.items()}
        for terminal in terminals
    }
    for place in places:
        yield f"\nCursor at the {place} of the text; times an empty TextArea / times TextArea with the same text"
        yield f"{'':<43}{'type':>10}" + "".join(f"{name:>14}" for name in PRESSES)
        for case, mine in medians.items():
            stock = medians[Case("stock", case.words, case.shape)]
            presses = [(place, name) for name in PRESSES]
            ratios = [(mine[each] / medians[REFERENCE][each], mine[each] / stock[each]) for each in presses]
            cells = "".join(f"{of_empty:>7.2f} /{of_stock:>5.2f}" for of_empty, of_stock in ratios)
            yield f"{case.name:<43}{mine[place, 'type'] * 1000:7.1f} ms{cells}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="counted presses of each kind, case and place")
    parser.add_argument("--places", nargs="+", choices=list(PLACES), default=["end", "middle", "start"])
    options = parser.parse_args()
    for line in report(measure(options.rounds, options.places), options.places):
        print(line)
    print("\nBounds: 1,000 words in one paragraph 3 x empty; 2,000 words in paragraphs 1.15 x TextArea with that text.")


if __name__ == "__main__":
    main()
