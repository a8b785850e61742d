"""TinyDB on files that are written whole, atomically and durably."""

import json
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from simulator.history.files import encode_json, write_file


class AtomicStorage(Storage):
    """TinyDB storage that gathers the writes of one save and puts them on disk at once, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tables: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None for a file that does not exist; raise ValueError when it is damaged."""
        if self._tables is None and self._path.exists():
            tables = json.loads(self._path.read_text(encoding="utf-8"))
            if not isinstance(tables, dict) or "meta" not in tables:
                raise ValueError("no tables in it")
            self._tables = tables
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables; ``commit`` puts them on disk."""
        self._tables = data

    def commit(self) -> None:
        """Put the tables on disk; raise StorageError."""
        write_file(self._path, encode_json(self._tables))
