"""The console on streams: lines in pieces, ticks in between, odd bytes, and text that is wrapped to the page."""

import io
import os
from collections.abc import Iterator
from typing import TextIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import ExitCode, InputEndedError
from simulator.plain import console as console_module
from simulator.plain.console import TerminalConsole
from simulator.words.wrapping import WIDTH, wrap


class Pipe:
    """A pipe whose writing end the test holds, and a console that reads the other."""

    def __init__(self) -> None:
        reader, self._writer = os.pipe()
        self._source: TextIO = os.fdopen(reader, encoding="utf-8")
        self._printed = io.BytesIO()
        target = io.TextIOWrapper(self._printed, encoding="utf-8", write_through=True)
        self.console = TerminalConsole(self._source, target)
        self.ticks: list[str] = []

    def send(self, data: bytes) -> None:
        os.write(self._writer, data)

    def end(self) -> None:
        if self._writer >= 0:
            os.close(self._writer)
            self._writer = -1

    def close(self) -> None:
        self.end()
        self._source.close()

    @property
    def printed(self) -> str:
        return self._printed.getvalue().decode()


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipe]:
    monkeypatch.setattr(console_module, "TICK_SECONDS", 0.001)
    pipe = Pipe()
    yield pipe
    pipe.close()


def test_lines_are_read_one_by_one_although_they_come_at_once(pipe: Pipe) -> None:
    pipe.send(b"one\n\n  three \nlast without an end")
    pipe.end()

    read = [pipe.console.read_line("> ") for _ in range(4)]

    assert read == ["one", "", "  three ", "last without an end"]
    with pytest.raises(InputEndedError) as caught:
        pipe.console.read_line("> ")
    assert caught.value.exit_code == ExitCode.INTERRUPTED
    assert "pm-simulator continue" in caught.value.next_step
    assert pipe.printed.count("> ") == 5


def test_a_line_in_pieces_is_whole_and_its_pieces_are_told_to_the_tick(pipe: Pipe) -> None:
    """The second piece comes in the middle of a letter."""
    pieces = [b"a caf", "é".encode()[:1], "é".encode()[1:] + b" in", b" town\nnext\n"]
    seen: list[str] = []

    def tick(partial: str) -> None:
        seen.append(partial)
        if pieces:
            pipe.send(pieces.pop(0))

    assert pipe.console.read_line("> ", tick) == "a café in town"
    assert seen[0] == ""
    assert "a caf" in seen
    assert "a café in" in seen
    assert "next" not in "".join(seen)
    assert pipe.console.read_line("> ") == "next"


def test_a_tick_runs_while_nothing_comes(pipe: Pipe) -> None:
    count = 0

    def tick(_partial: str) -> str | None:
        nonlocal count
        count += 1
        if count == 3:
            return "a message in between"
        if count == 6:
            pipe.send(b"at last\n")
        return None

    assert pipe.console.read_line("> ", tick) == "at last"
    assert pipe.printed.count("a message in between") == 1


def test_what_a_tick_raises_ends_the_wait(pipe: Pipe) -> None:
    class TimeIsUpError(Exception):
        pass

    def tick(_partial: str) -> None:
        raise TimeIsUpError

    with pytest.raises(TimeIsUpError):
        pipe.console.read_line("> ", tick)
    pipe.send(b"later\n")
    assert pipe.console.read_line("> ") == "later"


def test_an_input_that_ends_in_mid_line_tells_the_line_to_the_tick_and_returns_it(pipe: Pipe) -> None:
    seen: list[str] = []
    pipe.send(b"half a li")
    pipe.end()

    assert pipe.console.read_line("> ", seen.append) == "half a li"
    assert seen[-1] == "half a li"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"windows\r\n", "windows"),
        (b"mac\rclassic\n", "mac\nclassic"),
        (b"nul\x00 bell\x07 esc\x1b[0m\n", "nul bell esc[0m"),
        (b"caf\xe9 \xff\xfe\n", "caf\ufffd \ufffd\ufffd"),
        (b"\xed\xa0\x80 surrogate\n", "\ufffd\ufffd\ufffd surrogate"),
        (b"\xef\xbb\xbfbyte order mark\n", "\ufeffbyte order mark"),
        ("\u2028separator\n".encode(), "\nseparator"),
    ],
)
def test_odd_bytes_are_read_as_text_without_control_characters(pipe: Pipe, sent: bytes, read: str) -> None:
    pipe.send(sent)

    assert pipe.console.read_line("> ") == read


def test_only_a_line_that_is_not_utf_8_is_told(pipe: Pipe) -> None:
    pipe.send(b"fine\n" + b"caf\xe9\n" + "a real \ufffd in it\n".encode())
    for _ in range(3):
        pipe.console.read_line("> ")

    assert pipe.printed.count("not valid UTF-8") == 1


def test_what_was_typed_ahead_in_a_pipe_is_not_forgotten(pipe: Pipe) -> None:
    pipe.send(b"one\ntwo\n")
    pipe.console.read_line("> ")
    pipe.console.discard_typed()

    assert pipe.console.read_line("> ") == "two"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "– “ü” \U0001f600 نبدأ"),
        ("ascii", '- "?" ? ????'),
        ("latin-1", '- "ü" ? ????'),
        ("cp1254", '- "ü" ? ????'),
    ],
)
def test_text_is_shown_as_far_as_the_terminal_can(encoding: str, shown: str) -> None:
    printed = io.BytesIO()
    console = TerminalConsole(io.StringIO(), io.TextIOWrapper(printed, encoding=encoding, newline="\n"))

    console.write("– “ü” \U0001f600 نبدأ\x1b[31m\x07")

    assert printed.getvalue().decode(encoding) == f"{shown}[31m\n"


def test_lines_can_be_printed_unwrapped() -> None:
    printed = io.BytesIO()
    console = TerminalConsole(io.StringIO(), io.TextIOWrapper(printed, encoding="utf-8", newline="\n"))

    console.write_lines("word " * 50 + "\nend")

    assert printed.getvalue() == ("word " * 50 + "\nend\n").encode()


def test_paragraphs_are_wrapped_and_keep_their_indent() -> None:
    lines = wrap("Short.\n\n  " + "word " * 40 + "\nEnd.")

    assert lines[:2] == ["Short.", ""]
    assert lines[-1] == "End."
    assert len(lines) > 5
    assert all(line.startswith("  word") for line in lines[2:-1])
    assert all(len(line) <= WIDTH for line in lines)


def test_a_long_word_is_never_broken() -> None:
    path = "/a/very" * 30

    assert path in wrap(f"See {path} for more.")


@settings(max_examples=100)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_wrapping_loses_no_word(text: str) -> None:
    assert " ".join(wrap(text)).split() == text.split()


def test_ctrl_c_in_the_midst_of_a_tick_is_still_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """CPython wraps an interrupt that strikes inside one of readline's functions in a SystemError."""

    def interrupted(_prompt: str) -> str:
        raise SystemError("returned a result with an exception set") from KeyboardInterrupt()

    console = TerminalConsole()
    monkeypatch.setattr(console, "_interactive", True)
    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(KeyboardInterrupt):
        console.read_line("> ")
