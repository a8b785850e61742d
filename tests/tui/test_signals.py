"""Signals to the app in a real terminal: hung up, asked to end, stopped and woken, ctrl+c twice; the words live."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.tui.screens.briefing import READING_SECONDS
from tests.faces.test_terminal import CTRL_C, PATIENCE, Terminal, draft

FIRST, LAST, MORE = "We order sixty points", ", one for each large store", " and count cars first"
CTRL_Q, CTRL_S = "\x11", "\x13"
ROWS, COLUMNS = 24, 80
_OUTPUT = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|(?P<cleared>\x1b\[\?1049h)|(?P<newline>\r\n)"
    r"|\x1b\[[0-9;?<=>$]*[ -/]*[@-~]|\x1b[^\[]|(?P<text>[^\x1b\r]+)"
)
"""What the app sends to a terminal; all else that it sends moves neither cursor nor letters."""


class Desk(Terminal):
    """The app in a terminal, its screen read as rows."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, "--data-dir", "kept")
        self._home = home
        self._open = True

    def hang_up(self) -> None:
        """Close the terminal's window."""
        if self._open:
            os.close(self._master)
            self._open = False

    def close(self) -> None:
        """End the app whatever it does, and close the terminal."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self.hang_up()

    @property
    def rows(self) -> list[str]:
        """What stands on the terminal."""
        rows = [" " * COLUMNS] * ROWS
        row = column = 0
        for part in _OUTPUT.finditer(self._screen.decode(errors="replace")):
            if part["row"]:
                row, column = int(part["row"]) - 1, int(part["column"]) - 1
            elif part["cleared"]:
                rows = [" " * COLUMNS] * ROWS
            elif part["newline"]:
                row, column = row + 1, 0
            elif part["text"] and row < ROWS:
                end = column + len(part["text"])
                rows[row] = rows[row][:column] + part["text"] + rows[row][end:]
                column = end
        return rows

    @property
    def words(self) -> str:
        """What stands on the terminal, every run of space as one."""
        return " ".join(" ".join(self.rows).split())

    @property
    def kept(self) -> str:
        """The answer as the draft on the disk has it."""
        return draft(self._home).state.round.text

    @property
    def given_back(self) -> bool:
        """Whether the last that was done to the terminal's pages is to leave the app's own."""
        return self._screen.rfind(b"\x1b[?1049l") > self._screen.rfind(b"\x1b[?1049h")

    def until(self, ready: Callable[[], bool]) -> None:
        """Read what the app paints until something has come true."""
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end, "\n".join(self.rows)
            assert self._take(), self._screen.decode(errors="replace")

    def read_the_rules(self) -> None:
        """Do nothing for as long as the app drops keys that were pressed before anybody can have read them."""
        end = time.monotonic() + READING_SECONDS + 0.2
        self.until(lambda: time.monotonic() > end)

    def write(self, text: str) -> None:
        """Type words and wait until they are painted."""
        self.type(text)
        self.until(lambda: " ".join(text.split()) in self.words)

    def write_words_of_which_the_last_are_not_kept_yet(self) -> None:
        """Write, wait for the draft, write at once again: the next save is nearly half a second away."""
        self.write(FIRST)
        self.until(lambda: self.kept == FIRST)
        self.write(LAST)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A practice drill that has begun."""
    desk = Desk(tmp_path)
    try:
        desk.until(lambda: "Everything is kept" in desk.words)
        desk.type("d")
        desk.until(lambda: "Start" in desk.words)
        desk.type(CTRL_S)
        desk.until(lambda: "Press Enter when" in desk.words)
        desk.read_the_rules()
        desk.type("\r")
        desk.until(lambda: "Hand in" in desk.words)
        yield desk
    finally:
        desk.close()


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_to_end_loses_no_word_and_gives_the_terminal_back(desk: Desk, end: signal.Signals) -> None:
    desk.write_words_of_which_the_last_are_not_kept_yet()
    desk.process.send_signal(end)
    desk.end()

    assert desk.kept == FIRST + LAST
    assert desk.given_back
    assert b"Traceback" not in desk._screen


def test_a_terminal_that_is_closed_ends_the_app_and_loses_no_word(desk: Desk) -> None:
    desk.write_words_of_which_the_last_are_not_kept_yet()
    desk.hang_up()
    desk.process.wait(PATIENCE)

    assert desk.kept == FIRST + LAST


def test_after_a_stop_the_app_paints_again_and_takes_more_words(desk: Desk) -> None:
    desk.write_words_of_which_the_last_are_not_kept_yet()
    desk.until(lambda: f"{len((FIRST + LAST).split())} words" in desk.words)
    before = desk.rows
    os.killpg(desk.process.pid, signal.SIGTSTP)
    status = (0, 0)

    def stopped() -> bool:
        nonlocal status
        status = os.waitpid(desk.process.pid, os.WNOHANG | os.WUNTRACED)
        return status != (0, 0)

    desk.until(stopped)
    assert os.WIFSTOPPED(status[1])
    assert desk.given_back, "the shell has its page and its keys while the app is stopped"
    os.killpg(desk.process.pid, signal.SIGCONT)

    desk.until(lambda: not desk.given_back)
    desk.until(lambda: desk.rows[1:] == before[1:])  # all but the clock
    desk.write(MORE)
    desk.type(CTRL_Q)
    assert desk.end() == 0
    assert desk.kept == FIRST + LAST + MORE


def test_ctrl_c_twice_ends_with_every_word_kept(desk: Desk) -> None:
    desk.write_words_of_which_the_last_are_not_kept_yet()
    desk.type(CTRL_C)
    desk.until(lambda: "ctrl+c again quits" in desk.words)
    desk.type(CTRL_C)

    assert desk.end() == 0
    assert desk.kept == FIRST + LAST
    assert desk.given_back
    assert b"Traceback" not in desk._screen
