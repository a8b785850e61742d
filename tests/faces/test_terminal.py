"""A real terminal: half a line is on disk before Enter, survives a kill, and Ctrl+C twice leaves in order."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.interview.drafts import Recovered, find_drafts
from tests.faces.command_line import child, environment
from tests.faces.desk import CARD

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

PATIENCE = 30
"""Seconds after which a test gives up; nothing waits that long when all is well."""
HALF = "Half a line without its en"
CTRL_C = "\x03"


def _as_a_terminal_does() -> None:
    """Take the terminal over, with signals as a shell gives them: whoever runs the tests may ignore some."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self._screen = b""
        self._read = 0
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator", *arguments],
            cwd=home,
            env=environment(home, TERM="xterm"),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_as_a_terminal_does,
        )
        os.close(slave)

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def expect(self, text: str) -> None:
        """Wait until the text is on the screen, after what was expected before."""
        end = time.monotonic() + PATIENCE
        while text.encode() not in self._screen[self._read :]:
            assert time.monotonic() < end, self._screen.decode(errors="replace")
            assert self._take(), self._screen.decode(errors="replace")
        self._read = self._screen.index(text.encode(), self._read) + len(text)

    def _take(self) -> bool:
        """Take what the program printed; False when it has ended."""
        if not select.select([self._master], [], [], 0.05)[0]:
            return True
        with contextlib.suppress(OSError):  # Linux says so when the other end is gone
            data = os.read(self._master, 65536)
            self._screen += data
            return bool(data)
        return False

    def end(self) -> int:
        """Wait for the program to end and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self._take():
            assert time.monotonic() < end, self._screen.decode(errors="replace")
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self._master)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path, "drill", "--plain", "--question", CARD, "--data-dir", "kept")
    yield terminal
    terminal.close()


def draft(home: Path) -> Recovered:
    found, lost = find_drafts(home / "kept" / "drafts")
    assert not lost
    assert len(found) == 1
    return found[0]


def type_half_a_line(terminal: Terminal, home: Path) -> None:
    """Answer with one whole line and half of another, and wait until both are on disk."""
    terminal.expect("Press Enter when you are ready")
    terminal.type("\n")
    terminal.expect("/help lists the rest.")
    terminal.type("A whole line.\n")
    terminal.expect("A whole line.")
    terminal.type(HALF)
    end = time.monotonic() + PATIENCE
    while draft(home).state.round.text != f"A whole line.\n{HALF}":
        assert time.monotonic() < end, draft(home).state.round.text
        terminal._take()


def test_half_a_line_is_on_disk_before_enter_and_there_after_a_kill(terminal: Terminal, tmp_path: Path) -> None:
    type_half_a_line(terminal, tmp_path)
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL

    done = child(["-m", "simulator", "continue", "--data-dir", "kept"], tmp_path, stdin=b"/show\n")

    assert f"A whole line.\n{HALF}".encode() in done.stdout, done.stderr.decode()
    assert draft(tmp_path).damaged == 0


def test_ctrl_c_twice_leaves_with_5_and_the_half_line_kept(terminal: Terminal, tmp_path: Path) -> None:
    type_half_a_line(terminal, tmp_path)
    terminal.type(CTRL_C)
    terminal.expect("Ctrl+C again leaves the interview")
    terminal.type(CTRL_C)
    terminal.expect("kept.")  # said by the interview, or by the way out where the key struck between two prompts

    assert terminal.end() == 5
    assert draft(tmp_path).state.round.text == f"A whole line.\n{HALF}"
    assert b"Traceback" not in terminal._screen


def test_ctrl_c_once_goes_on_and_the_line_stays_part_of_the_answer(terminal: Terminal, tmp_path: Path) -> None:
    type_half_a_line(terminal, tmp_path)
    terminal.type(CTRL_C)
    terminal.expect("or go on typing.")
    terminal.type("d, and then some.\n")
    terminal.expect("then some.")
    terminal.type("/quit\n")

    assert terminal.end() == 5
    assert draft(tmp_path).state.round.text == f"A whole line.\n{HALF}\nd, and then some."


def test_a_terminal_that_closes_leaves_the_half_line(terminal: Terminal, tmp_path: Path) -> None:
    type_half_a_line(terminal, tmp_path)
    terminal.process.send_signal(signal.SIGHUP)
    terminal.end()

    assert draft(tmp_path).state.round.text == f"A whole line.\n{HALF}"
