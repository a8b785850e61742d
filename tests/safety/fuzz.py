"""Mutated real files: whatever a file holds, its reader takes it or refuses it in one sentence; nothing else happens.

By hand, from the root of the repository: ``python -m tests.safety.fuzz --mutations 50000 --seed 1``
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest.mock import patch

from scorecards.problems import ContentError
from simulator.errors import SimulatorError
from simulator.grading.wire import UnusableReplyError
from tests.safety.fuzz_targets import TARGETS
from tests.safety.mutations import mutated
from tests.safety.real_files import real_files
from tests.safety.sentences import check_failure, check_sentences

SLOWEST = 10.0
"""Seconds of the processor that one file may cost; none comes near it unless something never ends."""
ROOT = Path(__file__).parents[2]


@dataclass
class Figures:
    """What came of the mutations."""

    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    wrong: dict[str, tuple[int, bytes, str]] = field(default_factory=dict)
    """By where it went wrong: how often, a file that does it, and how."""


def run(mutations: int, number: int, folder: Path, kinds: Sequence[str] = tuple(TARGETS)) -> Figures:
    """Read that many mutated files, each kind in turn."""
    chance, figures, files = Random(number), Figures(), real_files()
    with patch.object(os, "fsync", lambda _handle: None):
        for turn in range(mutations):
            kind = kinds[turn % len(kinds)]
            form, _ = TARGETS[kind]
            read_one(kind, mutated(chance.choice(files[kind]), form, chance), folder, figures)
    return figures


def read_one(kind: str, data: bytes, folder: Path, figures: Figures) -> None:
    """Have a file read in a folder of its own and take note of what came of it."""
    place = folder / "place"
    place.mkdir()
    began = time.process_time()
    try:
        try:
            TARGETS[kind][1](data, place)
            figures.taken[kind] += 1
        except SimulatorError as error:
            check_failure(error)
            figures.refused[kind] += 1
        except ContentError as error:
            check_sentences(problem.sentence() for problem in error.problems)
            figures.refused[kind] += 1
        except UnusableReplyError as error:
            check_sentences([str(error)])
            figures.refused[kind] += 1
        took = time.process_time() - began
        figures.slowest[kind] = max(took, figures.slowest.get(kind, 0.0))
        assert took < SLOWEST, f"it took {took:.1f} s"
    except Exception as error:
        where = _where(kind, error)
        count, known, words = figures.wrong.get(where, (0, data, "".join(traceback.format_exception(error)[-12:])))
        figures.wrong[where] = (count + 1, min(known, data, key=len), words)
    shutil.rmtree(place)


def _where(kind: str, error: BaseException) -> str:
    """Return what went wrong and where, the same words for the same fault."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(str(ROOT)) and "fuzz.py" not in frame.filename
    ]
    return f"{kind}: {type(error).__name__} at {' < '.join(frames[:-4:-1])}"


def table(figures: Figures) -> str:
    """Return the figures in words."""
    lines = ["file       read  taken  refused  slowest"]
    for kind, slowest in figures.slowest.items():
        taken, refused = figures.taken[kind], figures.refused[kind]
        lines.append(f"{kind:9} {taken + refused:5} {taken:6} {refused:8} {slowest * 1000:5.0f} ms")
    for where, (count, data, words) in figures.wrong.items():
        lines += [f"WRONG {count} times: {where}", words[-1500:], f"with {len(data)} bytes: {data[:300]!r}"]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=list(TARGETS), default=list(TARGETS), help="these kinds of files")
    parser.add_argument("--folder", help="where to work; in memory (/dev/shm) it is faster")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        figures = run(options.mutations, options.seed, Path(folder), options.only)
    print(table(figures))
    return int(bool(figures.wrong))


if __name__ == "__main__":
    sys.exit(main())
