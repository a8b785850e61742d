"""The log of model calls: what servers and libraries print, with every key taken out."""

import contextlib
import os
import re
import unicodedata
from pathlib import Path

from simulator.errors import StorageError
from simulator.paths import make_private_folder

LARGEST = 1_000_000
"""Bytes; then the log starts afresh and the one before is kept once."""
LONGEST_ENTRY = 20_000
"""Characters of one text."""
HIDDEN = "[key]"
_KEYS = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|key)[-_][A-Za-z0-9_-]{6,}|\bAIza[A-Za-z0-9_-]{10,}"
    r"|(?i:\bbearer\s+)[^\s\"']+|(?i:\b(?:x-)?api[-_ ]?key\b[\"']?\s*[:=]\s*[\"']?)[^\s\"',}]+"
)


class CallLog:
    """Appends redacted text to one private file; what cannot be written is dropped, a log must not stop anything."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._secrets: set[str] = set()

    def hide(self, secret: str) -> None:
        """Take ``secret`` out of everything written from now on."""
        if len(secret) > 3:
            self._secrets.add(secret)

    def write(self, text: str) -> None:
        """Append a text, on lines of its own."""
        if self._path is None or not text.strip():
            return
        with contextlib.suppress(OSError, StorageError):
            make_private_folder(self._path.parent)
            if self._path.exists() and self._path.stat().st_size > LARGEST:
                self._path.replace(self._path.with_suffix(".old.txt"))
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                # cut once to save time, and once more so that no half of a key stays at the first cut
                entry = self.redacted(text[: 2 * LONGEST_ENTRY])[:LONGEST_ENTRY]
                file.write(entry.rstrip("\n") + "\n")

    def redacted(self, text: str) -> str:
        """Return the text without keys and control characters."""
        # first the characters that cannot be seen, as they could stand inside a key
        text = "".join(char for char in text if char in "\n\t" or not unicodedata.category(char).startswith("C"))
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _KEYS.sub(HIDDEN, text)
