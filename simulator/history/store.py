"""The history: one small file a session, an index over them, one writer at a time."""

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from simulator.clock import Clock
from simulator.errors import LostSessionError, ReadOnlyError, StorageError, UsageError
from simulator.history.documents import DAMAGE, read_tables, to_record, write_session
from simulator.history.files import backup_of, cannot_write, set_aside, sweep_strays, sync_folder, write_file
from simulator.history.index import Index
from simulator.history.migrations import MIGRATIONS, SCHEMA_VERSION, Migration, migrate
from simulator.history.records import SessionRecord
from simulator.history.summaries import SessionSummary, summarise
from simulator.history.upgrading import SESSIONS, Upgrade
from simulator.paths import make_private_folder

LOCK = "writer.lock"
SESSION_ID = re.compile(r"[A-Za-z0-9-]{1,100}")


class Store(Protocol):
    """What the rest of the program needs of a history."""

    read_only: bool

    def summaries(self) -> list[SessionSummary]:
        """Return one summary a session, oldest first."""
        ...

    def load(self, name: str) -> SessionRecord:
        """Return a session; raise UsageError for an unknown id, StorageError for a lost file."""
        ...

    def save(self, record: SessionRecord) -> None:
        """Keep a session as it is now; raise ReadOnlyError or StorageError."""
        ...


class HistoryStore:
    """The history in a folder. Open it with ``open``; the first to do so writes, others read."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        steps: Mapping[int, Migration] = MIGRATIONS,
        newest: int = SCHEMA_VERSION,
    ) -> None:
        self.folder = folder
        self.sessions = folder / SESSIONS
        self.read_only = True
        self.notices: list[str] = []
        """What the user has to be told about the store, in whole sentences."""
        self._clock = clock
        self._steps = steps
        self._newest = newest
        self._lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
        self._index = Index(folder / "index.jsonl")

    def open(self, *, to_write: bool = True) -> "HistoryStore":
        """Take the lock if it is free, mend what a crash left behind, bring old files up; raise StorageError."""
        if to_write:
            make_private_folder(self.sessions)
            self._acquire()
        if not self.read_only:
            sweep_strays(self.folder)
        elif not self.sessions.is_dir():
            return self
        try:
            files = self._files()
            self._upgrade(files)
            self._load_index(files)
        except OSError as error:
            self.close()
            raise StorageError(
                "The history cannot be read",
                f"{self.folder}: {error.strerror or error}.",
                "Make the folder readable, or name another one with --data-dir.",
            ) from error
        except StorageError:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Give the lock back."""
        self._index.close()
        self._lock.release()
        self.read_only = True

    def summaries(self) -> list[SessionSummary]:
        """Return one summary a session, oldest first."""
        return self._index.summaries()

    @property
    def changes(self) -> int:
        """A number that grows whenever a session is saved, restored, deleted or brought back here."""
        return self._index.changes

    def load(self, name: str) -> SessionRecord:
        """Return a session; raise UsageError for an unknown id, StorageError for a lost file."""
        path = self.path_of(name)
        try:
            return self._read(path)
        except FileNotFoundError:
            raise no_such_session(name) from None
        except OSError as error:
            raise StorageError(
                "A session cannot be read", f"{path}: {error.strerror or error}.", "Make the file readable."
            ) from error
        except DAMAGE as error:
            return self._restore(path, error)

    def save(self, record: SessionRecord) -> None:
        """Keep a session as it is now; assessments are only ever added. Raise ReadOnlyError or StorageError."""
        if self.read_only:
            raise another_writes()
        path = self.path_of(record.id)
        if not path.parent.is_dir():
            make_private_folder(path.parent)
            try:
                sync_folder(self.sessions)
            except OSError as error:
                raise cannot_write(path, error) from error
        if path.exists():
            # what cannot be read is kept aside by ``load``; it must not keep what is known from being saved
            with contextlib.suppress(LostSessionError):
                self._refuse_lost_assessments(self.load(record.id), record)
        self._index.announce(record.id)
        write_session(path, record, self._newest)
        self._index.put(summarise(record))

    def announce(self, name: str) -> None:
        """Say that a session's files are about to be moved; raise ReadOnlyError, StorageError, or UsageError."""
        if self.read_only:
            raise another_writes()
        self.path_of(name)
        self._index.announce(name)

    def reread(self, name: str) -> None:
        """List a session as its file stands now, or no more where it has gone; raise StorageError."""
        if self.path_of(name).exists():
            self._index.put(summarise(self.load(name)))
        else:
            self._index.drop(name)

    def rewrite_index(self) -> None:
        """Write the index afresh, without the rows of what has gone; raise ReadOnlyError or StorageError."""
        if self.read_only:
            raise another_writes()
        self._index.refresh((), write=True)

    @staticmethod
    def _refuse_lost_assessments(before: SessionRecord, after: SessionRecord) -> None:
        kept = [(entry.number, assessment) for entry in after.rounds for assessment in entry.assessments]
        for entry in before.rounds:
            for assessment in entry.assessments:
                if (entry.number, assessment) not in kept:
                    raise AssertionError(f"saving {after.id} would drop or change the assessment {assessment.id}")

    def _acquire(self) -> None:
        try:
            self._lock.acquire(blocking=False)
            self.read_only = False
        except Timeout:
            self.notices.append(
                "Another pm-simulator is open on this history: this one can read, and starts no interview."
            )
        except (OSError, NotImplementedError) as error:
            raise StorageError(
                "The history cannot be locked",
                f"{self.folder / LOCK}: {error}.",
                "Make the folder writable, or name a folder on a local disk with --data-dir.",
            ) from error

    def path_of(self, name: str) -> Path:
        """Return the file of a session; raise UsageError for what cannot be an id."""
        if not SESSION_ID.fullmatch(name):
            raise no_such_session(name)
        return self.sessions / _month(name) / f"{name}.json"

    def _files(self) -> dict[str, str]:
        """Return every session's file by id. What others left there is no session.

        Names only: opening 10,000 files, or making as many Paths, takes long.
        """
        found = {}
        with os.scandir(self.sessions) as months:
            for month in months:
                if month.is_dir():
                    for name in os.listdir(month.path):  # noqa: PTH208
                        stem = name.removesuffix(".json")
                        if stem != name and month.name == _month(stem) and SESSION_ID.fullmatch(stem):
                            found[stem] = f"{month.path}{os.sep}{name}"
        return found

    def _read(self, path: Path) -> SessionRecord:
        record = to_record(migrate(read_tables(path), self._steps, self._newest))
        if record.id != path.stem:
            raise ValueError("it is the file of another session")
        return record

    def _restore(self, path: Path, damage: Exception) -> SessionRecord:
        """Bring back the last good copy of a damaged session and say where both are; raise StorageError."""
        backup = backup_of(path)
        record = None
        with contextlib.suppress(OSError, *DAMAGE):
            record = self._read(backup)
        if record is None:
            place = path if self.read_only else set_aside(path, self._clock.utc())
            raise LostSessionError(
                "A session is damaged",
                f"{path.name} cannot be read ({damage.__class__.__name__}) and has no good copy; the file is {place}.",
                "The other sessions are untouched. Keep that file if you want to try to mend it.",
            ) from damage
        if self.read_only:
            self.notices.append(f"Session {path.stem} is damaged; its last good copy is shown.")
            return record
        place = set_aside(path, self._clock.utc())
        self._index.announce(path.stem)
        write_file(path, backup.read_bytes(), keep_previous=False)
        self._index.put(summarise(record))
        self.notices.append(
            f"Session {path.stem} was damaged. Its last good copy was restored to {path}; the damaged file is {place}."
        )
        return record

    def _upgrade(self, files: Mapping[str, str]) -> None:
        upgrade = Upgrade(self.folder, self._clock, self._steps, self._newest, self._index.forget)
        upgrade.run(files, read_only=self.read_only)
        self.notices += upgrade.notices

    def _load_index(self, files: Mapping[str, str]) -> None:
        doubtful = self._index.load(set(files))
        if not doubtful and (self.read_only or not self._index.untidy):
            return
        fresh = []
        for name in doubtful:
            try:
                fresh.append(summarise(self.load(name)))
            except (StorageError, UsageError) as error:
                self.notices.append(f"{error.sentence} {error.next_step}")
        try:
            self._index.refresh(fresh, write=not self.read_only)
        except StorageError as error:  # the next start tries again; until then reading works
            self.notices.append(f"{error.sentence} {error.next_step}")


def _month(name: str) -> str:
    """Return the folder of a session: its id starts with the date."""
    return f"{name[:4]}-{name[4:6]}"


def another_writes() -> ReadOnlyError:
    """Return the refusal to write beside another instance."""
    return ReadOnlyError(
        "Read-only",
        "Another pm-simulator is open on this history, so this one cannot write to it.",
        "Close the other one, then start again.",
    )


def no_such_session(name: str) -> UsageError:
    """Return the failure to find a session."""
    return UsageError(
        "No such session",
        f"The history has no session {name[:100]!r}.",
        "See the list: pm-simulator history.",
    )
