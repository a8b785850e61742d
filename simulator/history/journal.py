"""Checksummed append-only journals: the index of the history and the drafts of interviews."""

import contextlib
import errno
import json
import os
import zlib
from io import FileIO
from pathlib import Path
from typing import Any

from simulator.errors import StorageError
from simulator.history.files import FILE_MODE, cannot_write, encode_json, sync_folder


class Journal:
    """An append-only file of JSON lines, each behind its checksum.

    A line torn by a kill or a flat battery is recognised and left out; the lines around it count.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream: FileIO | None = None

    def append(self, row: dict[str, Any]) -> None:
        """Write one row through to the disk; raise StorageError."""
        self.append_all([row])

    def append_all(self, rows: list[dict[str, Any]]) -> None:
        """Write rows through to the disk with one sync; raise StorageError."""
        data = b"".join(line_of(row) for row in rows)
        try:
            if self._stream is None:
                self._stream = open(self.path, "ab", buffering=0, opener=_private)  # noqa: SIM115
                sync_folder(self.path.parent)
                if _ends_torn(self.path):
                    data = b"\n" + data
            self._write(self._stream, data)
        except OSError as error:
            with contextlib.suppress(OSError):
                self.close()  # the next try looks afresh whether the end is torn
            raise cannot_write(self.path, error) from error

    @staticmethod
    def _write(stream: FileIO, data: bytes) -> None:
        start = os.fstat(stream.fileno()).st_size
        try:
            if stream.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(stream.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                stream.truncate(start)  # a row that was refused must not come back on the next start
            raise

    def close(self) -> None:
        """Give the file back."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def remove(self, title: str, safe: str) -> None:
        """Remove the file, whose content is ``safe`` elsewhere; raise StorageError with that title."""
        self.close()
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                title, f"{self.path}: {error.strerror or error}. {safe}", "Remove the file by hand."
            ) from error

    def rows(self) -> "JournalRows":
        """Read every sound row; an absent file has none. Raise OSError."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            data = b""
        return JournalRows(data)


class JournalRows:
    """The sound rows of a journal, and what was wrong with the others."""

    def __init__(self, data: bytes) -> None:
        lines = data.split(b"\n")
        bodies = [line[9:] for line in lines if _is_sound(line)]
        self.torn = lines[-1] != b"" and not _is_sound(lines[-1])
        """The last line was cut off. One that only lacks its line end counts, since the next append gives it one."""
        self.damaged = sum(line != b"" for line in lines) - len(bodies) - self.torn
        """Lines before the end that are not what was written."""
        self.rows: list[dict[str, Any]] = json.loads(b"[" + b",".join(bodies) + b"]")
        """In the order of the file; one call parses them all, which is the cost of opening a long history."""


def line_of(row: dict[str, Any]) -> bytes:
    """Return a row as it stands in a journal."""
    body = encode_json(row)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _is_sound(line: bytes) -> bool:
    return len(line) > 9 and line[8:9] == b" " and line[:8] == b"%08x" % zlib.crc32(line[9:])


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


def _ends_torn(path: Path) -> bool:
    with path.open("rb") as stream:
        if not stream.seek(0, os.SEEK_END):
            return False
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"
