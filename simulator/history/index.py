"""The index: a journal of summaries in which the last row of a session counts.

Before a session's file is written the index says so; a session that was announced and has no later row, or that has
a file and no row, is in doubt and is read afresh from its file.
"""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from simulator.history.files import write_file
from simulator.history.journal import Journal, line_of
from simulator.history.summaries import SessionSummary

ANNOUNCED = "announced"
SPARE_ROWS = 1000
"""Outdated rows that may gather, beyond one a session, before the journal is written afresh."""


class Index:
    """One summary a session, on disk and in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._journal = Journal(path)
        self._summaries: dict[str, SessionSummary] = {}
        self.changes = 0
        """How often a summary came, changed or went since it was opened."""
        self.untidy = False
        """True when the journal has a torn end or many outdated rows, and should be written afresh."""

    def load(self, names: set[str]) -> set[str]:
        """Read the journal; return those of the sessions ``names`` whose summary is in doubt. Raise OSError."""
        journal = self._journal.rows()
        announced = set()
        for row in journal.rows:
            with contextlib.suppress(LookupError, TypeError, ValueError):
                if ANNOUNCED in row:
                    announced.add(row[ANNOUNCED])
                    continue
                summary = SessionSummary.from_row(row)
                self._summaries[summary.id] = summary
                announced.discard(summary.id)
        self.untidy = journal.torn or len(journal.rows) > 2 * len(names) + SPARE_ROWS
        for name in self._summaries.keys() - names:
            del self._summaries[name]
        if journal.damaged:
            return names
        return (names - self._summaries.keys()) | (announced & names)

    def summaries(self) -> list[SessionSummary]:
        """Return the summaries, oldest first."""
        return sorted(self._summaries.values(), key=lambda summary: summary.id)

    def announce(self, name: str) -> None:
        """Say that a session's file is about to change; raise StorageError."""
        self._journal.append({ANNOUNCED: name})

    def put(self, summary: SessionSummary) -> None:
        """Keep the summary of a session whose file has been written; raise StorageError."""
        self._journal.append(summary.to_row())
        self._summaries[summary.id] = summary
        self.changes += 1

    def drop(self, name: str) -> None:
        """List a session no more, whose file has gone after it was announced."""
        self._summaries.pop(name, None)
        self.changes += 1

    def refresh(self, summaries: Iterable[SessionSummary], *, write: bool) -> None:
        """Take summaries read afresh and, where allowed, write the whole journal anew; raise StorageError."""
        self._summaries.update({summary.id: summary for summary in summaries})
        if write:
            self._journal.close()
            write_file(self._path, b"".join(line_of(summary.to_row()) for summary in self.summaries()))

    def forget(self) -> None:
        """Remove the journal, so that every session is read afresh; raise OSError."""
        self._journal.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Give the file back."""
        self._journal.close()
