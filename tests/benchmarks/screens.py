"""``python -m tests.benchmarks.screens``: how soon home, history and progress are there, as a terminal sees it.

Every run is a program of its own behind a pty of 80x24, timed from its start to the frame with the words that tell it
is painted. The two sides of each ratio take turns, so that a machine's drift touches both alike.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from question_bank.catalogue import SHIPPED
from tests.benchmarks.histories import QUESTION, make_history
from tests.benchmarks.terminal import Program
from tests.benchmarks.timing import Ratio, compare

WORDS = "Everything is kept"
"""Stand at the end of home, and in the bare app's text."""
SUGGESTED = "Next: drill"
"""Begins today's suggestion, which home has once the judged rounds are read."""
ROW = re.compile(rb"> 20\d\d-\d\d-\d\d")
"""The start of the marked row of the history."""
BARE = f"""
from textual.app import App, ComposeResult
from textual.widgets import TextArea
class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea({WORDS!r})
Bare().run()
"""
NOWHERE, NO_ROWS = b"z", re.compile(rb"(?<!\d)0 of ")
"""A letter that no row has, and what the list then says."""
JUDGED = re.compile(rb"rounds judged by")
"""Stands in the heading of progress once it has read."""
BACKSPACE, BEGUN = 0x7F, b"pa"
"""The start of a word that every row has."""
FEW, HUNDRED = 10, 100
SETTLED = 0.25
"""Seconds of quiet after a screen was left."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000, help="length of the long history")
    parser.add_argument("--cards", type=int, default=1_000, help="cards in the user's folder")
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each")
    options = parser.parse_args()
    for ratio in measure(options.sessions, options.cards, options.runs):
        print(ratio.line(), flush=True)


def measure(sessions: int, cards: int, runs: int) -> Iterator[Ratio]:
    """Measure them; histories and cards live in a temporary folder."""
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
        yield compare(
            f"home until today's suggestion stands, {sessions} sessions, against {FEW}",
            lambda: _paint("-m", "simulator", home=long, words=SUGGESTED),
            lambda: _paint("-m", "simulator", home=short, words=SUGGESTED),
            "none",
            runs,
        )
        yield from _history(long, short, sessions, runs)
        hundred = Path(name) / "hundred"
        make_history(hundred / "history", HUNDRED)
        yield _progress(long, hundred, sessions, max(3, runs // 3))


def make_cards(folder: Path, count: int) -> None:
    """Fill a folder with copies of a shipped card under other ids."""
    card = next(SHIPPED.rglob(f"{QUESTION}.toml")).read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    for number in range(count):
        name = f"{QUESTION}-{number:04d}"
        (folder / f"{name}.toml").write_text(card.replace(f'id = "{QUESTION}"', f'id = "{name}"', 1), encoding="utf-8")


def _paint(*arguments: str, home: Path, words: str = WORDS) -> None:
    program = Program(*arguments, home=home)
    program.wait_for(words)
    program.end()


def _history(long: Path, short: Path, sessions: int, runs: int) -> Iterator[Ratio]:
    programs = {home: Program("-m", "simulator", home=home) for home in (long, short)}

    def open_and_filter(home: Path) -> None:
        program = programs[home]
        opened[home].append(program.time_to_frame(b"h", lambda frame: bool(ROW.search(frame))))
        program.send(b"/", SETTLED)
        filtered[home].append(program.time_to_frame(NOWHERE, lambda frame: bool(NO_ROWS.search(frame))))
        for key in (BACKSPACE, *BEGUN):
            program.send(bytes([key]), SETTLED)
        typed_on[home].append(program.time_to_frame(NOWHERE, lambda frame: bool(NO_ROWS.search(frame))))
        for _ in range(2):  # leave the filter, leave the list
            program.send(b"\x1b", SETTLED)

    opened: dict[Path, list[float]] = {long: [], short: []}
    filtered: dict[Path, list[float]] = {long: [], short: []}
    typed_on: dict[Path, list[float]] = {long: [], short: []}
    try:
        for program in programs.values():
            program.grant_frames()
            program.wait_for(WORDS)
        for _ in range(runs + 1):
            open_and_filter(long)
            open_and_filter(short)
    finally:
        for program in programs.values():
            program.end()
    measured = (
        ("key to first rows", "3", opened),
        ("first key of a word", "none", filtered),
        ("a further key of it", "none", typed_on),
    )
    for what, bound, timings in measured:
        name = f"history of {sessions}, {what}, against {FEW}"
        yield Ratio(name, _median(timings[long]), _median(timings[short]), bound)


def _progress(long: Path, hundred: Path, sessions: int, runs: int) -> Ratio:
    """Open progress once in each of many programs: what was read stays read."""
    timings: dict[Path, list[float]] = {long: [], hundred: []}
    for _ in range(runs + 1):
        for home, taken in timings.items():
            program = Program("-m", "simulator", home=home)
            try:
                program.grant_frames()
                program.wait_for(WORDS)
                program.drain(SETTLED)
                taken.append(program.time_to_frame(b"p", lambda frame: bool(JUDGED.search(frame))))
            finally:
                program.end()
    name = f"progress of {sessions}, key to levels, against {HUNDRED}"
    return Ratio(name, _median(timings[long]), _median(timings[hundred]), "3")


def _median(timings: list[float]) -> float:
    ordered = sorted(timings[1:])  # the first one warms up
    return ordered[len(ordered) // 2]


if __name__ == "__main__":
    main()
