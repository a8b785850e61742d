"""What a process says that it is about to do and has done, kept where its death cannot take it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Promise = dict[str, Any]


class Promises:
    """An append-only side file. A promise is one write, which a SIGKILL cannot divide; that needs no sync."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, kind: str, **fields: Any) -> None:
        """Write one promise."""
        os.write(self._handle, json.dumps({"kind": kind, **fields}).encode() + b"\n")

    def read(self) -> list[Promise]:
        """Return every promise of the file in order."""
        return [json.loads(line) for line in self._path.read_bytes().splitlines()]

    def close(self) -> None:
        """Give the file back."""
        os.close(self._handle)


ACKNOWLEDGED = ("begun", "typed", "closed", "judged", "finished", "saved", "raised")
"""Kinds of promises that say that something is safe; the others say what is about to be tried."""


@dataclass
class Findings:
    """What the check after a kill found."""

    acknowledged: int = 0
    """Texts, answers, judgements, saves and migrations that the victim had been told were safe."""
    ahead: int = 0
    """Things that were there although the victim had not been told yet."""
    mended: int = 0
    """Kills that left a torn end or a stray for the next start to mend."""
    stranded: int = 0
    """Sessions that are safe in the history as under way, while their draft is over and is not offered again."""
    slowest: float = 0.0
    """Longest time, in seconds, that one piece of typing was at risk."""
    lost: tuple[str, ...] = ()
    """Promises that were broken, in words."""

    def lose(self, words: str) -> None:
        """Count a broken promise."""
        self.lost = (*self.lost, words)

    def add(self, other: "Findings") -> None:
        """Count the findings of another kill as well."""
        self.acknowledged += other.acknowledged
        self.ahead += other.ahead
        self.mended += other.mended
        self.stranded += other.stranded
        self.slowest = max(self.slowest, other.slowest)
        self.lost = (*self.lost, *other.lost)
