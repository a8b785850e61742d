"""Drafts: what happens in an interview, appended to one file a session and there again after a crash."""

import contextlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulator.changes import common_ends
from simulator.errors import StorageError
from simulator.history.journal import Journal
from simulator.interview.events import AnyEvent, TextEdited, TextSet, checksum, parse_event
from simulator.interview.session import SessionState, replay
from simulator.paths import make_private_folder

SUFFIX = ".draft.jsonl"
WHOLE_TEXT_EVERY = 25
"""After so many edits the whole text is written, so that a damaged line costs little."""
SHORT_TEXT = 400
"""Characters up to which the whole text is written anyway."""

_REMOVING = ("A draft cannot be removed", "The session is safe in the history.")


@dataclass(frozen=True, slots=True)
class Recovered:
    """A draft as it was found."""

    path: Path
    state: SessionState
    damaged: int
    """Lines that were torn or could not be applied."""


class Draft:
    """The draft file of one session. What cannot be written waits in memory for the next try."""

    def __init__(self, folder: Path, session: str) -> None:
        make_private_folder(folder)
        self.path = folder / f"{session}{SUFFIX}"
        self._journal = Journal(self.path)
        self._waiting: list[dict[str, Any]] = []

    def append(self, event: AnyEvent) -> None:
        """Write an event, and any that waits, through to the disk; raise StorageError and keep them otherwise."""
        self._waiting.append(event.model_dump(mode="json"))
        self.flush()

    def flush(self) -> None:
        """Write what waits; raise StorageError and keep it otherwise."""
        if self._waiting:
            self._journal.append_all(self._waiting)
            self._waiting.clear()

    def close(self) -> None:
        """Give the file back; the draft stays."""
        self._journal.close()

    def remove(self) -> None:
        """Remove the draft of a session that is safe in the history; raise StorageError."""
        self._journal.remove(*_REMOVING)


def recover(path: Path) -> Recovered | None:
    """Read a draft; None where not even the start of the session is left. Raise StorageError."""
    try:
        rows = Journal(path).rows()
    except OSError as error:
        raise StorageError(
            "A draft cannot be read", f"{path}: {error.strerror or error}.", "Make the file readable."
        ) from error
    events = []
    damaged = rows.damaged + rows.torn
    for row in rows.rows:
        try:
            events.append(parse_event(row))
        except ValidationError:
            damaged += 1
    state, skipped = replay(events)
    return None if state is None else Recovered(path, state, damaged + skipped)


def find_drafts(folder: Path) -> tuple[list[Recovered], list[Path]]:
    """Return the drafts that can be continued, newest first, and the files that cannot be read as one."""
    found = []
    lost = []
    for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True):
        draft = None
        with contextlib.suppress(StorageError):
            draft = recover(path)
        if draft is None:
            lost.append(path)
        elif not draft.state.finished:
            found.append(draft)
    return found, lost


def sweep_drafts(folder: Path, over: Container[str]) -> None:
    """Remove drafts that say the end of a session which is ``over`` in the history too: a kill came before that.

    Raise StorageError.
    """
    for path in folder.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) in over:
            draft = recover(path)
            if draft is not None and draft.state.finished:
                Journal(path).remove(*_REMOVING)


class TextRecorder:
    """Turns successive texts of an answer into small events."""

    def __init__(self) -> None:
        self._edits = 0

    def event(self, before: str, text: str, at: float, utc: datetime) -> TextSet | TextEdited | None:
        """Return the event that leads from the text ``before`` to this one; None when nothing changed."""
        if text == before:
            return None
        self._edits += 1
        if len(text) <= SHORT_TEXT or self._edits % WHOLE_TEXT_EVERY == 0:
            return TextSet(at=at, utc=utc, text=text)
        start, tail = common_ends(before, text)
        return TextEdited(
            at=at,
            utc=utc,
            position=start,
            removed=len(before) - start - tail,
            inserted=text[start : len(text) - tail],
            before=checksum(before),
        )
