"""A disk on which the program can die at any call, as a process does that is killed, or which is full for a while."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from io import FileIO
from typing import Any
from unittest.mock import patch

from simulator.history.journal import Journal

CHANGING = ("fsync", "link", "replace", "rename", "mkdir", "unlink", "rmdir")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_REAL_WRITE = Journal._write


class Killed(BaseException):
    """The process ends here; what runs on is only the test."""


class DyingDisk:
    """Counts what an action does to the disk; the one that was said beforehand is the last, half done or not at all.

    After it nothing of the action reaches the disk any more, whatever its clean-up tries.
    """

    def __init__(self) -> None:
        self.full = False
        self.dead = False
        self._left = 0
        """Calls until the program dies; zero: it lives."""
        self._share = 0.0
        self._acting = False
        self._streams: list[FileIO] = []
        self._stack = contextlib.ExitStack()
        for name in CHANGING:
            self._stack.enter_context(patch.object(os, name, self._counted(name, getattr(os, name))))
        self._stack.enter_context(patch.object(os, "open", self._opening(os.open)))
        self._stack.enter_context(patch.object(Journal, "_write", staticmethod(self._append)))
        self._stack.enter_context(patch("simulator.history.journal.open", self._tracked, create=True))

    def close(self) -> None:
        """Give the disk back."""
        self.forget_streams()
        self._stack.close()

    def doom(self, number: int, share: float) -> None:
        """Let the program die at that call from here, after that share of what it writes."""
        self._left, self._share = number, share

    @contextlib.contextmanager
    def acting(self) -> Iterator[None]:
        """Count what is done inside."""
        self._acting, self.dead = True, False
        try:
            yield
        finally:
            self._acting = False
            if self.dead:
                self._left = 0

    def forget_streams(self) -> None:
        """Close the journals that a dead program had open, as the system does."""
        while self._streams:
            self._streams.pop().close()

    def _step(self) -> None:
        if not self._acting:
            return
        if self.dead:
            raise Killed
        if self._left:
            self._left -= 1
            if not self._left:
                self.dead = True
                raise Killed

    def _refuse_when_full(self) -> None:
        if self._acting and self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self._step()
            if name in ("link", "mkdir"):
                self._refuse_when_full()
            return None if name == "fsync" else real(*args, **options)  # what a sync is good for is tested elsewhere

        return call

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *args: Any, **options: Any) -> int:
            if flags & WRITING:
                self._step()
                self._refuse_when_full()
            return real(path, flags, *args, **options)

        return call

    def _append(self, stream: FileIO, data: bytes) -> None:
        try:
            self._step()
            self._refuse_when_full()
        except Killed:
            if self._acting and stream in self._streams:
                stream.write(data[: int(len(data) * self._share)])
                self._streams.remove(stream)  # torn once: nothing more reaches it
                stream.close()
            raise
        _REAL_WRITE(stream, data)

    def _tracked(self, *args: Any, **options: Any) -> FileIO:
        stream: FileIO = open(*args, **options)  # noqa: PTH123, SIM115 it stands for the journal's own
        self._streams.append(stream)
        return stream
