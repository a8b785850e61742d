"""``python -m tests.benchmarks.storage``: saving, listing, drafts and commands, with a short and a long history."""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from simulator.history.documents import write_session
from simulator.history.journal import Journal
from simulator.interview.drafts import Draft
from simulator.interview.events import TextEdited, checksum
from tests.benchmarks.histories import FIRST, answered_session, make_history, open_history
from tests.benchmarks.timing import Ratio, Work, compare
from tests.fakes import FakeClock

FEW = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000, help="length of the long history")
    parser.add_argument("--runs", type=int, default=30, help="counted runs of each")
    options = parser.parse_args()
    for ratio in measure(options.sessions, options.runs):
        print(ratio.line(), flush=True)


def measure(sessions: int, runs: int) -> Iterator[Ratio]:
    """Measure everything; the histories live in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="pm-simulator-bench-") as name:
        folder = Path(name)
        make_history(folder / "long" / "history", sessions)
        make_history(folder / "short" / "history", FEW)
        yield from _saving(folder, sessions, runs)
        yield from _listing(folder, sessions, runs)
        yield from _drafts(folder, runs)
        yield from _starting(folder, sessions, runs)


def _saving(folder: Path, sessions: int, runs: int) -> Iterator[Ratio]:
    long, short = (open_history(folder / which / "history") for which in ("long", "short"))
    numbers = itertools.count()

    def save_into(store: object) -> Work:
        record = answered_session("x")
        return lambda: store.save(  # type: ignore[attr-defined]
            record.model_copy(update={"id": f"{FIRST:%Y%m%d}-{next(numbers):06d}-beef"})
        )

    yield compare(
        f"save a new session, {sessions} there, against {FEW} there", save_into(long), save_into(short), "2", runs
    )
    sample = folder / "sample.json"
    write_session(sample, answered_session("20200101-000000-0000"))
    size = sample.stat().st_size
    append = _bare_append(folder / "bare", b"x" * size)
    yield compare(
        f"save a new session, against append and fsync of its {size} bytes", save_into(long), append, "10", runs
    )
    known = long.load(long.summaries()[0].id)
    yield compare("save a session again, against the same append", lambda: long.save(known), append, "10", runs)
    long.close()
    short.close()


def _bare_append(path: Path, data: bytes) -> Work:
    stream = path.open("ab", buffering=0)

    def append() -> None:
        stream.write(data)
        os.fsync(stream.fileno())

    return append


def _listing(folder: Path, sessions: int, runs: int) -> Iterator[Ratio]:
    def list_all(which: str) -> Work:
        def work() -> None:
            store = open_history(folder / which / "history")
            assert store.summaries()
            store.close()

        return work

    yield compare(
        f"open the history and list {sessions}, against {FEW}",
        list_all("long"),
        list_all("short"),
        "none; as a command, below",
        runs,
    )


def _drafts(folder: Path, runs: int) -> Iterator[Ratio]:
    text = "word " * 2000
    clock = FakeClock()
    draft = Draft(folder / "drafts", "bench")
    edit = TextEdited(
        at=1, utc=clock.utc(), position=len(text), removed=0, inserted="a few more words", before=checksum(text)
    )
    journal = Journal(folder / "bare.jsonl")
    row = edit.model_dump(mode="json")
    yield compare(
        "append an edit to the draft of a 2,000-word answer, against a bare journal row",
        lambda: draft.append(edit),
        lambda: journal.append(row),
        "none",
        runs,
    )


def _starting(folder: Path, sessions: int, runs: int) -> Iterator[Ratio]:
    bare = _process("-c", "pass")

    def program(*arguments: str, which: str = "short") -> Work:
        return _process("-m", "simulator", "--data-dir", str(folder / which), *arguments)

    few = max(3, runs // 3)
    yield compare("pm-simulator --help, against a bare Python", program("--help"), bare, "none", few)
    yield compare("pm-simulator bank list, against a bare Python", program("bank", "list"), bare, "none", few)
    yield compare(
        f"pm-simulator history --all with {sessions}, against {FEW}",
        program("history", "--all", which="long"),
        program("history", "--all"),
        "3, plus 30 ms",
        few,
    )


def _process(*arguments: str) -> Work:
    def work() -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    return work


if __name__ == "__main__":
    main()
