"""Deleting: one session so that it can be brought back for a month, or everything for good."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from simulator.clock import Clock
from simulator.errors import StorageError, UsageError
from simulator.history.documents import DAMAGE, read_tables, to_record
from simulator.history.files import BACKUPS, cannot_write, encode_json, write_file
from simulator.history.migrations import MIGRATIONS, SCHEMA_VERSION, migrate
from simulator.history.store import LOCK, HistoryStore, another_writes, no_such_session
from simulator.history.summaries import SessionSummary, summarise
from simulator.paths import Paths, make_private_folder

KEPT_DAYS = 30
MANIFEST = "deleted.json"


@dataclass(frozen=True, slots=True)
class Deleted:
    """A session that can be brought back."""

    session: str
    when: datetime
    """Aware, UTC."""
    place: Path

    @property
    def until(self) -> datetime:
        """When it goes for good."""
        return self.when + timedelta(days=KEPT_DAYS)


class Deletions:
    """Deletes sessions of a history that is open to write, and brings them back."""

    def __init__(self, paths: Paths, store: HistoryStore, clock: Clock) -> None:
        self._paths = paths
        self._store = store
        self._clock = clock

    def delete(self, name: str) -> Deleted:
        """Move a session with its copies, marks and replies to the deleted ones.

        The session's own file goes last: a deletion that is killed before can be asked for again. Raise UsageError for
        a session that is under way or unknown, ReadOnlyError where another instance writes, StorageError.
        """
        if (self._paths.drafts / f"{name}.draft.jsonl").exists():
            raise UsageError(
                "The session is under way",
                f"{name} has a draft that can be continued.",
                "Finish or discard it first: pm-simulator continue.",
            )
        own = self._store.path_of(name)
        if not own.exists():
            raise no_such_session(name)
        deleted = Deleted(name, self._clock.utc(), self._paths.deleted / name)
        self._store.announce(name)
        make_private_folder(deleted.place)
        row = {"session": name, "deleted": deleted.when.isoformat()}
        write_file(deleted.place / MANIFEST, encode_json(row), keep_previous=False)
        for path in [*(path for path in self._files_of(name) if path != own), own]:
            _move(path, deleted.place / path.relative_to(self._paths.data))
        self._store.reread(name)
        return deleted

    def _files_of(self, name: str) -> list[Path]:
        """Return every file of a session: its own, copies, backups, damaged ones, sheets and replies."""
        return [
            *self._paths.history.rglob(f"{name}.json*"),
            *self._paths.drafts.glob(f"{name}.*"),
            *self._paths.replies.glob(f"{name}-*"),
        ]

    def listed(self) -> list[Deleted]:
        """Return the sessions that can be brought back, the last deleted first."""
        found = [self._deleted(place) for place in _folders(self._paths.deleted) if self._own(place).exists()]
        return sorted(found, key=lambda each: (each.when, each.session), reverse=True)

    @staticmethod
    def _deleted(place: Path) -> Deleted:
        return Deleted(place.name, _when(place), place)

    def _own(self, place: Path) -> Path:
        """Return where the own file of a deleted session stands; what is no session's folder has none."""
        try:
            return place / self._store.path_of(place.name).relative_to(self._paths.data)
        except UsageError:
            return place / "nothing"

    def summary_of(self, deleted: Deleted) -> SessionSummary | None:
        """Return what a list shows of a session that can be brought back; None where it cannot be read."""
        try:
            tables = read_tables(self._own(deleted.place))
            return summarise(to_record(migrate(tables, MIGRATIONS, SCHEMA_VERSION)))
        except (OSError, StorageError, *DAMAGE):
            return None

    def undelete(self, name: str | None = None) -> Deleted:
        """Bring a session back, or the one deleted last; raise UsageError where there is none, StorageError."""
        found = [each for each in self.listed() if name in (None, each.session)]
        if not found:
            which = "No session was" if name is None else f"No session {name[:100]!r} was"
            raise UsageError("Nothing to bring back", f"{which} deleted in the last {KEPT_DAYS} days.", "See: history.")
        deleted = found[0]
        own = self._store.path_of(deleted.session)
        if own.exists():
            raise UsageError(
                "The session is there again",
                f"{deleted.session} came back another way, so the deleted one stays where it is: {deleted.place}.",
                "Delete the one in the history first, if the other is the one to keep.",
            )
        self._store.announce(deleted.session)
        self._put_back(deleted.place)
        self._store.reread(deleted.session)
        return deleted

    def _put_back(self, place: Path) -> None:
        """Move the files of a deletion to where they were, the session's own last; what stands there now stays."""
        files = [path for path in place.rglob("*") if path.is_file() and path != place / MANIFEST]
        for path in sorted(files, key=lambda path: path == self._own(place)):
            target = self._paths.data / path.relative_to(place)
            if not target.exists():
                _move(path, target)
        _remove(place)

    def tidy(self) -> None:
        """Take back deletions that were killed before their end, and remove those of more than a month ago for good.

        Raise StorageError.
        """
        gone = False
        for place in _folders(self._paths.deleted):
            own = self._own(place)
            if not own.exists() and (self._paths.data / own.relative_to(place)).exists():
                self._put_back(place)
            elif self._deleted(place).until <= self._clock.utc():
                _remove(place)
                gone = True
        if gone:  # titles, tags and note of what is gone stand in older rows
            self._store.rewrite_index()


def made_by_program(paths: Paths) -> list[Path]:
    """Return everything below the data folder that the program made, but settings, keys and the user's own cards."""
    files = [paths.outcomes_file, paths.models_file, paths.models_file.with_suffix(".tmp"), paths.log, paths.call_log]
    files += [paths.call_log.with_suffix(".old.txt"), paths.data / BACKUPS / paths.outcomes_file.name]
    files += [*paths.data.glob(f"{paths.outcomes_file.name}.*"), *(paths.data / "damaged").glob("outcomes.json.*")]
    places = [paths.history, paths.drafts, paths.replies, paths.deleted, *files]
    return [place for place in places if place.exists() or place.is_symlink()]


def delete_everything(paths: Paths) -> list[Path]:
    """Remove all that the program made below the data folder and return it.

    The lock is taken without opening the history: one that is damaged or too new can be deleted too. Raise
    ReadOnlyError where another instance writes, StorageError naming what could not be removed.
    """
    with _locked(paths.history):
        removed = made_by_program(paths)
        failed = []
        for place in removed:
            try:
                _remove(place)
            except StorageError as error:  # the rest goes all the same
                failed.append(error)
    for folder in (paths.data / BACKUPS, paths.data / "damaged"):
        with contextlib.suppress(OSError):
            folder.rmdir()  # only where nothing of others is in it
    if failed:
        raise failed[0]
    return removed


@contextlib.contextmanager
def _locked(history: Path) -> Iterator[None]:
    """Hold the writer's lock, where there is a history; it goes with the folder."""
    if not history.is_dir():
        yield
        return
    lock = FileLock(history / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise another_writes() from None
    except (OSError, NotImplementedError) as error:
        raise StorageError(
            "The history cannot be locked", f"{history / LOCK}: {error}.", "Make the folder writable."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _folders(folder: Path) -> list[Path]:
    try:
        return [place for place in folder.iterdir() if place.is_dir() and not place.is_symlink()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(
            "The deleted sessions cannot be read", f"{folder}: {error.strerror or error}.", "Make the folder readable."
        ) from error


def _when(place: Path) -> datetime:
    """Return when a session was deleted; without a sound note of it, when its folder was last changed."""
    latest = datetime.max.replace(tzinfo=UTC) - timedelta(days=KEPT_DAYS)
    with contextlib.suppress(OSError, *DAMAGE):
        when = datetime.fromisoformat(json.loads((place / MANIFEST).read_text(encoding="utf-8"))["deleted"])
        if when.tzinfo is not None:
            return min(when, latest)
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(place.stat().st_mtime, UTC)
    return latest


def _move(path: Path, target: Path) -> None:
    try:
        make_private_folder(target.parent)
        target.unlink(missing_ok=True)  # a rename onto another name of the same file would do nothing
        path.replace(target)
    except OSError as error:
        raise cannot_write(path, error) from error


def _remove(place: Path) -> None:
    """Remove a file, or a folder and all that is in it, never following a link out of it; raise StorageError."""
    try:
        if place.is_symlink() or not place.is_dir():
            if place.is_symlink() and place.is_dir():
                for inside in place.iterdir():
                    _remove(inside)
            place.unlink(missing_ok=True)
        else:
            shutil.rmtree(place)
    except OSError as error:
        raise StorageError(
            "Not everything could be deleted",
            f"{error.filename or place}: {error.strerror or error}.",
            "Make it writable, or remove it by hand.",
        ) from error
