"""Raw replies of models, one file a round: what a judgement is resumed from and can be replayed from."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.history.files import FILE_MODE, cannot_write
from simulator.model.protocol import Reply, Request
from simulator.paths import make_private_folder


class ReplyFile:
    """The replies of one round, found again by their request's key. A half-written last line is passed over."""

    def __init__(self, folder: Path, session: str, number: int) -> None:
        self._path = folder / f"{session}-{number}.jsonl"
        self._replies: dict[str, Reply] | None = None

    def find(self, key: str) -> Reply | None:
        """Return the reply kept under a key."""
        if self._replies is None:
            self._replies = {said["key"]: _reply(said) for said in self._lines()}
        return self._replies.get(key)

    def keep(self, key: str, request: Request, reply: Reply) -> None:
        """Append a reply and sync it; raise StorageError."""
        self.find(key)
        line = {
            "key": key,
            "purpose": request.purpose,
            "sample": request.sample,
            "model": reply.model,
            "text": reply.text,
            "seconds": reply.seconds,
            "tokens_in": reply.tokens_in,
            "tokens_out": reply.tokens_out,
            "cost": reply.cost,
            "cut": reply.cut,
        }
        make_private_folder(self._path.parent)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE_MODE)
            with os.fdopen(handle, "wb") as stream:
                # the line starts with a line end, so that a half line before it cannot spoil it
                stream.write(b"\n" + json.dumps(line).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise cannot_write(self._path, error) from error
        assert self._replies is not None  # noqa: S101 find has read the file
        self._replies[key] = reply

    def forget(self, key: str) -> None:
        """Do not use a reply again in this run; the file keeps it."""
        self.find(key)
        if self._replies:
            self._replies.pop(key, None)

    def _lines(self) -> Iterator[dict[str, Any]]:
        with contextlib.suppress(FileNotFoundError):
            for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
                with contextlib.suppress(ValueError):
                    said = json.loads(line)
                    if isinstance(said, dict) and {"key", "text", "model"} <= said.keys():
                        yield said


def _reply(said: dict[str, Any]) -> Reply:
    return Reply(
        text=str(said["text"]),
        model=str(said["model"]),
        seconds=float(said.get("seconds") or 0.0),
        tokens_in=said.get("tokens_in"),
        tokens_out=said.get("tokens_out"),
        cost=said.get("cost"),
        cut=bool(said.get("cut")),
    )
