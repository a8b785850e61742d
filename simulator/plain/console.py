"""Lines in, lines out. Waiting for a line lets the interview's clock tick and its draft be saved."""

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Protocol, TextIO

from scorecards.cleaning import clean
from simulator.errors import InputEndedError
from simulator.words.wrapping import wrap

try:  # both are missing on Windows; readline also gives input() its line editing
    import readline
    import termios
except ImportError:
    readline = termios = None  # type: ignore[assignment]

TICK_SECONDS = 0.5

Tick = Callable[[str], str | None]
"""Called about twice a second with the line as typed so far; returns a message to print, or None.
What it raises ends the wait."""

_PLAIN = str.maketrans(
    {"—": "-", "–": "-", "‑": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "·": "-", "\u00a0": " "}
)


class Console(Protocol):
    """What the plain face needs of a terminal; tests bring a scripted one."""

    def write(self, text: str = "") -> None:
        """Print a paragraph."""
        ...

    def read_line(self, prompt: str, tick: Tick | None = None) -> str:
        """Return the next line without its end; raise InputEndedError at the end of the input."""
        ...

    def discard_typed(self) -> None:
        """Forget keys that were typed ahead, so that they do not answer the next question."""
        ...


class LiveConsole:
    """A console on which every wait lets time take effect."""

    def __init__(self, console: Console, tick: Tick) -> None:
        self._console = console
        self._tick = tick
        self.write = console.write
        self.discard_typed = console.discard_typed

    def read_line(self, prompt: str, tick: Tick | None = None) -> str:
        """Return the next line; the wait ticks even where the caller brings no tick."""
        return self._console.read_line(prompt, tick or self._tick)


class TerminalConsole:
    """Standard input and output of the process."""

    def __init__(self, source: TextIO | None = None, target: TextIO | None = None) -> None:
        self._source: TextIO | None = source or sys.stdin
        """None when the program was started with its input closed."""
        self._target = target or sys.stdout
        self._interactive = self._source is not None and self._source is sys.stdin and self._source.isatty()
        self._pending = b""
        self._ended = False

    def write(self, text: str = "") -> None:
        """Print a paragraph, wrapped."""
        self.write_lines("\n".join(wrap(text)))

    def write_lines(self, text: str) -> None:
        """Print lines as they are, in what the terminal's encoding can show."""
        self._target.write(self._shown(text) + "\n")
        self._target.flush()

    def _shown(self, text: str) -> str:
        text = clean(text)
        encoding = self._target.encoding or "ascii"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
        return text

    def read_line(self, prompt: str, tick: Tick | None = None) -> str:
        """Return the next line without its end; raise InputEndedError at the end of the input."""
        if self._interactive:
            return self._read_terminal(prompt, tick)
        self._target.write(self._shown(prompt))
        self._target.flush()
        line = self._read_stream(tick)
        self._target.write("\n")
        return clean(line)

    def discard_typed(self) -> None:
        """Forget keys that were typed ahead; a pipe is left alone."""
        if self._interactive and termios is not None:
            with contextlib.suppress(OSError):
                termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def _read_terminal(self, prompt: str, tick: Tick | None) -> str:
        try:
            with _ticking(tick, self._print_between):
                return clean(input(self._shown(prompt)))
        except EOFError:
            raise input_ended() from None
        except SystemError as error:
            if isinstance(error.__cause__, KeyboardInterrupt):  # ctrl+c came in the midst of a tick
                raise KeyboardInterrupt from None
            raise
        except UnicodeDecodeError:
            self.write("That line is not valid text in your terminal's encoding; please type it again.")
            return self._read_terminal(prompt, tick)

    def _print_between(self, message: str) -> None:
        """Print while a line is being typed, then show that line again."""
        self._target.write("\n")
        self.write(message)
        if readline is not None:
            readline.redisplay()

    def _read_stream(self, tick: Tick | None) -> str:
        """Read a line from a pipe or a file, in UTF-8 whatever the locale says."""
        if self._source is None:
            raise input_ended()
        handle = self._source.fileno()
        while b"\n" not in self._pending and not self._ended:
            if _readable(handle, TICK_SECONDS if tick else None):
                chunk = os.read(handle, 65536)
                self._ended = not chunk
                self._pending += chunk
            if tick and b"\n" not in self._pending:
                message = tick(self._decoded(self._pending))
                if message:
                    self.write(message)
        if not self._pending:
            raise input_ended()
        line, _, self._pending = self._pending.partition(b"\n")
        text = self._decoded(line)
        if "\ufffd" in text and not _is_utf8(line):
            self.write("That line is not valid UTF-8 text: what cannot be read stands as \ufffd.")
        return text

    @staticmethod
    def _decoded(line: bytes) -> str:
        return clean(line.removesuffix(b"\r").decode("utf-8", "replace"))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _readable(handle: int, seconds: float | None) -> bool:
    """Wait for input, at most ``seconds``; where pipes cannot be waited on (Windows), reading will wait instead."""
    if os.name == "nt":
        return True
    return bool(select.select([handle], [], [], seconds)[0])


def input_ended() -> InputEndedError:
    """Return the end of the input in words."""
    return InputEndedError(
        "The input ended",
        "Standard input was closed in the middle. What was typed is saved.",
        "Go on where you were: pm-simulator continue.",
    )


@contextlib.contextmanager
def _ticking(tick: Tick | None, print_between: Callable[[str], None]) -> Iterator[None]:
    """Let ``tick`` run beside a blocking ``input``, with the line typed so far.

    The alarm interrupts the wait, not the typing: readline keeps the line. Without alarms or readline (Windows) the
    clock is looked at when the line is finished.
    """
    if tick is None or readline is None or not hasattr(signal, "setitimer"):
        yield
        return

    def on_alarm(_number: int, _frame: FrameType | None) -> None:
        message = tick(clean(readline.get_line_buffer()))
        if message:
            print_between(message)

    before = signal.signal(signal.SIGALRM, on_alarm)
    signal.setitimer(signal.ITIMER_REAL, TICK_SECONDS, TICK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
