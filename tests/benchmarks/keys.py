"""``python -m tests.benchmarks.keys``: a key in the interview of the real app against a key in a bare TextArea.

A drill runs with its clock ticking and its draft going to the disk. From the byte sent to the frame that shows it,
behind a pty of 80x24; the programs take turns key by key, so that a machine's drift touches all alike.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase

from simulator.interview.drafts import SUFFIX
from simulator.tui.screens.briefing import READING_SECONDS
from tests.benchmarks.editor_app import prose
from tests.benchmarks.terminal import Program
from tests.benchmarks.timing import Ratio

CARD = "charger-count"
MARK = b"Q"
"""A letter that is in no text on these screens: a frame with it shows the key."""
BACKSPACE = b"\x7f"
SETTLED = 0.25
"""Seconds of quiet after much; the clock of a drill paints every half second."""
READ = READING_SECONDS + 0.2
PAGES = 60
"""More than the longest text has."""
PLACES = {"end": b"\x1b[6~" * PAGES + b"\x1b[F", "start": b"\x1b[5~" * PAGES + b"\x1b[H"}
PARAGRAPHS, PARAGRAPH = prose(2000, True), prose(1000, False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=60, help="counted keys of each program and place")
    for ratio in measure(parser.parse_args().keys):
        print(ratio.line(), flush=True)


def measure(keys: int) -> Iterator[Ratio]:
    """Measure with the cursor at the end and at the start of the text; the drafts live in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="pm-simulator-bench-") as name:
        homes = Path(name) / "paragraphs", Path(name) / "paragraph"
        programs: list[Program] = []
        try:
            programs += [_bare(2000, "paragraphs"), _bare(0, "one")]
            programs += [_drill(home, text) for home, text in zip(homes, (PARAGRAPHS, PARAGRAPH), strict=True)]
            for place, way in PLACES.items():
                for program in programs:
                    program.send(way, SETTLED)
                yield from _ratios(place, *_type(programs, keys))
        finally:
            for program in programs:
                program.end()
        for home in homes:
            (draft,) = (home / "drafts").glob(f"*{SUFFIX}")
            saves = draft.read_bytes().count(b"\n")
            assert saves > keys / 4, f"{saves} saves: the draft was written all the while"


def _ratios(
    place: str, bare: list[float], empty: list[float], paragraphs: list[float], paragraph: list[float]
) -> Iterator[Ratio]:
    for name, measured, reference, bound in (
        ("2,000 words, against a TextArea with them", paragraphs, bare, "1.15"),
        ("a 1,000-word paragraph, against an empty one", paragraph, empty, "3"),
    ):
        median = statistics.median
        yield Ratio(f"key at the {place}, {name}", median(measured), median(reference), bound)
        yield Ratio("    the same keys, nine in ten are quicker", _slow(measured), _slow(reference), "none")


def _slow(timings: list[float]) -> float:
    return statistics.quantiles(timings, n=10)[-1]


def _type(programs: list[Program], keys: int) -> list[list[float]]:
    timings: list[list[float]] = [[] for _ in programs]
    for turn in range(keys + 1):
        for program, taken in zip(programs, timings, strict=True):
            seconds = program.time_to_frame(MARK, lambda frame: MARK in frame)
            # takes the mark away and writes another letter, so that every save of the draft has something to write;
            # one by one, since Textual does keys of a burst out of turn
            for key in (BACKSPACE, BACKSPACE, ascii_lowercase[turn % len(ascii_lowercase)].encode()):
                program.send(key)
            if turn:  # the first one warms up
                taken.append(seconds)
    return timings


def _bare(words: int, shape: str) -> Program:
    program = Program("-m", "tests.benchmarks.editor_app", "stock", str(words), shape)
    program.grant_frames()
    program.drain(0.5)
    return program


def _drill(home: Path, text: str) -> Program:
    """Start the app, begin a drill and paste the answer."""
    program = Program("-m", "simulator", "--data-dir", str(home), "drill", "--question", CARD)
    program.grant_frames()
    program.wait_for("Press Enter when you are ready")
    program.drain(READ)
    program.time_to_frame(b"\r", lambda frame: b"Hand in" in frame)
    program.send(b"\x1b[200~" + text.encode() + b"\x1b[201~", SETTLED)
    return program


if __name__ == "__main__":
    main()
