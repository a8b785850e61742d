"""A program behind a pseudo-terminal of 80x24, seen as the frames that it draws, as a terminal sees it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

_CONTROL = re.compile(rb"\x1b\[[0-9;?<=>$]*[ -/]*[@-~]|\x1b.")
_FRAME_END = b"\x1b[?2026l"
_ASKS_FOR_FRAMES = b"\x1b[?2026$p"
_GRANTS_FRAMES = b"\x1b[?2026;2$y"
_QUIET = 0.02
"""Seconds; Textual holds a frame back that follows another within a sixtieth of a second."""
_PATIENCE = 60.0


def visible(output: bytes) -> bytes:
    """Return what can be read of a program's output."""
    return _CONTROL.sub(b"", output)


class Program:
    """A Python program of its own; its time runs from its start."""

    def __init__(self, *arguments: str, home: Path | None = None) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        environment.pop("NO_COLOR", None)
        if home:
            environment["PM_SIMULATOR_HOME"] = str(home)
        self._name = " ".join(arguments[:4])[:80]
        self._unread = b""
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(sys.executable, [sys.executable, *arguments], environment)

    def grant_frames(self) -> None:
        """Answer the program's question whether the terminal knows frames, so that each one has an end."""
        self._read_until(lambda: _ASKS_FOR_FRAMES in self._unread)
        os.write(self._master, _GRANTS_FRAMES)

    def wait_for(self, words: str | re.Pattern[bytes]) -> None:
        """Read until words were painted since what was forgotten last."""
        wanted = re.compile(re.escape(words.encode())) if isinstance(words, str) else words
        self._read_until(lambda: bool(wanted.search(visible(self._unread))))

    def send(self, keys: bytes, quiet: float = _QUIET) -> None:
        """Send keys and read until the program has been quiet for a while."""
        while keys:
            _, writable, _ = select.select([], [self._master], [], _PATIENCE)
            if not writable:
                raise TimeoutError(f"{self._name} does not read its keys")
            keys = keys[os.write(self._master, keys[:1024]) :]
            self.drain(0)
        self.drain(quiet)

    def time_to_frame(self, keys: bytes, shows: Callable[[bytes], bool]) -> float:
        """Send keys when the program is quiet; return the seconds until a frame has come that shows what they do."""
        self.drain()
        start = time.perf_counter()
        os.write(self._master, keys)
        while True:
            self._read_until(lambda: _FRAME_END in self._unread)
            taken = time.perf_counter() - start
            frame, _, self._unread = self._unread.partition(_FRAME_END)
            if shows(visible(frame)):
                return taken

    def drain(self, quiet: float = _QUIET) -> None:
        """Read until the program has been quiet for a while, and forget what it painted."""
        while select.select([self._master], [], [], quiet)[0]:
            os.read(self._master, 1 << 16)
        self._unread = b""

    def end(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._master)

    def _read_until(self, satisfied: Callable[[], bool]) -> None:
        while not satisfied():
            if not select.select([self._master], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"{self._name} drew nothing for {_PATIENCE:.0f} s: {self._unread[-300:]!r}")
            self._unread += os.read(self._master, 1 << 16)
