"""Two processes want to write one history at the same time: one does, the other is told, nothing is lost.

By hand, from the root of the repository: ``python -m tests.safety.two_writers --turns 100 --seed 1``
"""

import argparse
import json
import random
import select
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.clock import SystemClock
from simulator.errors import ReadOnlyError
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.history.builders import session

ROOT = Path(__file__).parents[2]
LATEST = 0.003
"""Seconds by which one of the two may start later: about what opening a history takes."""
LEAST = 3
"""Sessions that the one who may saves in every turn."""
WANTED = "20261231-235959-both"
"""A session that both want to save."""


@dataclass
class Figures:
    """What came out of all turns."""

    saves: int = 0
    """Saves that the writer had been told were safe."""
    told: int = 0
    """Times that the other was told and its save was refused."""
    wrong: list[str] = field(default_factory=list)
    """Whatever should not have happened, in words."""


def take_part(folder: Path, name: str) -> None:
    """Open the history on every line of standard input, after the seconds in it, and say how it went."""
    for turn, line in enumerate(sys.stdin):
        time.sleep(float(line))
        store = HistoryStore(folder, SystemClock()).open()
        if store.read_only:
            _say(role="reader", notices=store.notices, refused=_refused(store, name))
        else:
            _say(role="writer")
            _say(saved=_save_until_told(store, name, turn))
        store.close()


def _refused(store: HistoryStore, name: str) -> bool:
    try:
        store.save(session(WANTED, f"saved by {name}, who may not"))
    except ReadOnlyError:
        return True
    return False


def _save_until_told(store: HistoryStore, name: str, turn: int) -> list[str]:
    """Save until a line comes in; return the ids saved."""
    saved: list[str] = []
    while len(saved) < LEAST or not select.select([sys.stdin], [], [], 0)[0]:
        saved.append(f"20261101-{turn:06}-{name}{len(saved)}")
        for each in (saved[-1], WANTED):
            store.save(session(each, f"turn {turn} of {name}"))
    sys.stdin.readline()
    return saved


def _say(**fields: Any) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def run(turns: int, seed: int, folder: Path) -> Figures:
    """Let two processes race for that many turns and check the history after each."""
    chance, figures, expected = random.Random(seed), Figures(), {}
    with _process(folder, "a") as one, _process(folder, "b") as two:
        for turn in range(turns):
            for process in (one, two):
                _tell(process, f"{chance.uniform(0, LATEST) * chance.randint(0, 1):f}")
            answers = {name: _hear(process) for name, process in (("a", one), ("b", two))}
            writers = [name for name, answer in answers.items() if answer["role"] == "writer"]
            if len(writers) != 1:
                figures.wrong.append(f"turn {turn}: {len(writers)} of the two could write")
            for name in writers:
                _tell(one if name == "a" else two, "stop")
                for each in _hear(one if name == "a" else two)["saved"]:
                    expected[each] = session(each, f"turn {turn} of {name}")
                    expected[WANTED] = session(WANTED, f"turn {turn} of {name}")
                    figures.saves += 2
            for name, answer in answers.items():
                if answer["role"] == "reader":
                    told = answer["refused"] and len(answer["notices"]) == 1
                    figures.told += told
                    if not told:
                        figures.wrong.append(f"turn {turn}: {name} was not told, or of something else: {answer}")
        for process in (one, two):
            assert process.stdin
            process.stdin.close()
    store = HistoryStore(folder, SystemClock()).open()
    if store.read_only:
        figures.wrong.append("the lock outlives its holders")
    if store.summaries() != [summarise(record) for _, record in sorted(expected.items())]:
        figures.wrong.append("the list is not what was saved")
    figures.wrong += [f"{name} is lost" for name, record in expected.items() if store.load(name) != record]
    figures.wrong += store.notices
    store.close()
    return figures


def _process(folder: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.safety.two_writers", "--folder", str(folder), "--name", name]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _tell(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdin
    process.stdin.write(words + "\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout
    heard: dict[str, Any] = json.loads(process.stdout.readline())
    return heard


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; return 1 when anything was lost or not told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.folder:
        take_part(options.folder, options.name)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = run(options.turns, options.seed, Path(folder))
    print("turns  saves acknowledged  told  wrong")
    print(f"{options.turns:5} {figures.saves:19} {figures.told:5} {len(figures.wrong):6}")
    for words in figures.wrong:
        print(f"WRONG {words}")
    return int(bool(figures.wrong))


if __name__ == "__main__":
    sys.exit(main())
