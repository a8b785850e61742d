"""Raw replies of models, one file a judgement: what a judgement is resumed from and can be replayed from."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from simulator.history.files import FILE_MODE, cannot_write
from simulator.model.protocol import Reply, Request
from simulator.paths import make_private_folder


class _Line(BaseModel):
    """One line of the file; what does not fit is passed over, and its request is made again."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)

    key: str
    text: str = ""
    model: str = ""
    seconds: float = 0.0
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost: float | None = None
    cut: bool = False
    forgotten: bool = False

    def reply(self) -> Reply:
        return Reply(
            text=self.text,
            model=self.model,
            seconds=self.seconds,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            cost=self.cost,
            cut=self.cut,
        )


class ReplyFile:
    """The replies on one judgement of a round, found again by their request's key; half a line is passed over."""

    def __init__(self, folder: Path, session: str, number: int, judgement: int = 1) -> None:
        self._path = folder / f"{session}-{number}-{judgement}.jsonl"
        self._replies: dict[str, Reply] | None = None

    def find(self, key: str) -> Reply | None:
        """Return the reply kept under a key."""
        return self._known().get(key)

    def keep(self, key: str, request: Request, reply: Reply) -> None:
        """Append a reply; raise StorageError."""
        known = self._known()
        self._append(
            {
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
        )
        known[key] = reply

    def forget(self, key: str) -> None:
        """Do not find a reply again, though the file keeps it; raise StorageError."""
        if self._known().pop(key, None) is not None:
            self._append({"key": key, "forgotten": True})

    def _append(self, line: dict[str, Any]) -> None:
        make_private_folder(self._path.parent)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE_MODE)
            with os.fdopen(handle, "wb") as stream:
                # the line starts with a line end, so that a half line before it cannot spoil it
                # it outlives this process; a power cut may cost it, and then the model is asked again
                stream.write(b"\n" + json.dumps(line).encode() + b"\n")
        except OSError as error:
            raise cannot_write(self._path, error) from error

    def _known(self) -> dict[str, Reply]:
        """Return the replies by key, from the file when first asked; a file that cannot be read holds none."""
        if self._replies is None:
            self._replies = {}
            for line in self._lines():
                if line.forgotten:
                    self._replies.pop(line.key, None)
                else:
                    self._replies[line.key] = line.reply()
        return self._replies

    def _lines(self) -> Iterator[_Line]:
        with contextlib.suppress(OSError):
            for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
                with contextlib.suppress(ValueError):
                    yield _Line.model_validate_json(line)
