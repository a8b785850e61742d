"""Sessions of any shape, disks that fail on demand and views of a folder, for the tests of the history."""

import contextlib
import errno
import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scorecards.models import Kind, Target
from scorecards.recommendation import Call, Confidence
from simulator.errors import StorageError
from simulator.history.records import (
    Assessment,
    ClosedBy,
    DimensionResult,
    Mode,
    Provenance,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Source,
    Speaker,
    Turn,
    TurnKind,
)
from simulator.history.store import HistoryStore
from tests.fakes import BEGIN, FakeClock

ONE = "20261121-120000-0001"
TWO = "20261122-120000-0002"
THREE = "20261201-120000-0003"


def assessment(name: str = "a1", call: Call = Call.LEAN_HIRE) -> Assessment:
    """Return a small judgement."""
    return Assessment(
        id=name,
        provenance=Provenance(
            source=Source.SELF, made=BEGIN, rubric_hash="abc", rubric_version=1, program_version="0.1.0", seconds=61.5
        ),
        target=Target.SENIOR,
        dimensions=(DimensionResult(id="users", name="Users", outcome=4, value=3.75),),
        call=call,
        confidence=Confidence.LOW,
    )


def session(name: str = ONE, text: str = "We start with the night nurses.", *judged: Assessment) -> SessionRecord:
    """Return a session of one answered round."""
    return SessionRecord(
        id=name,
        started=BEGIN,
        saved=BEGIN,
        mode=Mode.MOCK,
        target=Target.SENIOR,
        status=SessionStatus.UNDER_WAY,
        rounds=(
            RoundRecord(
                number=1,
                question_id="nurse-language-app",
                title="A language app for nurses",
                kind=Kind.STRATEGY,
                sub_kind="market_entry",
                prompt="Should we enter?",
                minutes=20,
                started=BEGIN,
                closed_by=ClosedBy.CANDIDATE,
                turns=(Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.ANSWER, text=text, at=300),),
                assessments=judged,
            ),
        ),
    )


def open_store(folder: Path, **options: Any) -> HistoryStore:
    """Open the history of a folder as a writer, under a clock that stands still."""
    return HistoryStore(folder, FakeClock(), **options).open()


def file_of(store: HistoryStore, name: str) -> Path:
    """Return where the history keeps a session."""
    return store.sessions / f"{name[:4]}-{name[4:6]}" / f"{name}.json"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the lock, which is not data."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "writer.lock"
    }


def strays(folder: Path) -> list[Path]:
    """Return what unfinished writes have left behind."""
    return list(folder.rglob("*.tmp"))


def assert_says_what_where_next(error: StorageError, place: Path | str) -> None:
    """Check that a failure has a title, names the place and gives a next step."""
    assert error.title
    assert str(place) in error.sentence
    assert error.next_step


class Killed(BaseException):
    """The process ends here; what runs on is only the test."""


class FailingDisk:
    """Lets the n-th of all calls that change the disk, or open something to sync it, fail or be the last."""

    CALLS = ("open", "fsync", "link", "replace", "rename", "mkdir")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.replaced: list[Path] = []
        """Targets of the renames that happened since the disk was armed."""
        self.failed = ""
        """The call that failed; empty while none has."""
        self._left = 0
        self._error: BaseException = Killed()
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self._wrap(name, getattr(os, name)))

    def refuse(self, number: int, code: int = errno.ENOSPC) -> None:
        """Let the call with this number, counted from one, fail."""
        self._arm(number, OSError(code, os.strerror(code)))

    def kill(self, number: int) -> None:
        """Let the process end before the call with this number."""
        self._arm(number, Killed())

    def rest(self) -> str:
        """Let everything succeed from here on; return the call that failed, or nothing."""
        self._left = 0
        return self.failed

    def _arm(self, number: int, error: BaseException) -> None:
        self._left, self._error, self.failed, self.replaced = number, error, "", []

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self.failed = name
                raise self._error
            result = real(*args, **options)
            if name == "replace":
                self.replaced.append(Path(args[1]))
            return result

        return call


@contextlib.contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """Let the kernel cut every write that would make a file longer than ``size``, as a disk does that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
