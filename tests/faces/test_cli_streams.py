"""Streams as they come: pipes that break, encodings that cannot show a text, closed inputs, bugs; never a traceback."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.command_line import DRILL, CommandLine, child, environment, titled_card


@pytest.fixture
def broken(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Put a bug into a command."""

    def list_cards(*_: object, **__: object) -> None:
        raise LookupError("a bug\nin two lines")

    monkeypatch.setattr("simulator.plain.bank.list_cards", list_cards)
    return cli


def test_a_bug_ends_with_70_a_sentence_and_a_private_log(broken: CommandLine) -> None:
    done = broken("bank", "list")

    assert done.code == 70
    assert done.out == ""
    assert "Something went wrong that should not have." in done.err
    assert str(broken.paths.log) in done.err
    assert "Traceback" not in done.err
    assert "LookupError" not in done.err
    log = broken.paths.log.read_text(encoding="utf-8")
    assert "Traceback (most recent call last):" in log
    assert "LookupError: a bug\nin two lines" in log
    assert stat.S_IMODE(broken.paths.log.stat().st_mode) == 0o600
    assert stat.S_IMODE(broken.data.stat().st_mode) == 0o700


def test_a_second_bug_is_added_to_the_log(broken: CommandLine) -> None:
    broken("bank", "list")
    broken("bank", "list")

    assert broken.paths.log.read_text(encoding="utf-8").count("LookupError: a bug") == 2


@pytest.mark.parametrize("place", [0, 2])
def test_the_log_is_in_the_data_folder_that_was_named(broken: CommandLine, tmp_path: Path, place: int) -> None:
    arguments = ["bank", "list"]
    arguments[place:place] = ["--data-dir", str(tmp_path / "elsewhere")]

    done = broken(*arguments)

    assert done.code == 70
    assert str(tmp_path / "elsewhere" / "log.txt") in done.err
    assert (tmp_path / "elsewhere" / "log.txt").exists()
    assert not broken.paths.log.exists()


def test_a_bug_in_the_middle_of_an_interview_leaves_what_was_typed(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_hint(_interview: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("simulator.interview.conductor.Interview.take_hint", take_hint)

    done = cli(*DRILL, stdin="\nWords typed before.\n/hint\ny\nnever read\n")

    assert done.code == 70
    monkeypatch.undo()
    monkeypatch.setenv("PM_SIMULATOR_HOME", str(cli.data))
    assert "Words typed before." in cli("continue", stdin="/show\n").out


def test_ctrl_c_outside_an_answer_ends_with_5_and_the_way_back(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.plain.console.TerminalConsole.read_line", interrupted)

    done = cli(*DRILL)

    assert done.code == 5
    assert "Everything typed so far is kept." in done.err
    assert "pm-simulator continue" in done.err


@pytest.mark.parametrize("command", [["bank", "list"], ["paths"]])
def test_a_reader_that_has_left_is_no_error(tmp_path: Path, command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = child(["-m", "simulator", *command], tmp_path, stdout=writer)
    finally:
        os.close(writer)

    assert done.stderr == b""
    assert done.returncode == 0


def test_head_takes_its_line_and_nothing_else_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m simulator scorecard show case | head -1', sys.executable],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.startswith(b"Scorecard: ")
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "iso8859-9", "cp1252"])
def test_a_narrow_encoding_shows_what_it_can_and_never_ends_the_program(cli: CommandLine, encoding: str) -> None:
    """A card with a title in Turkish and Arabic, and a session on it."""
    cli.card("mine", titled_card("İstanbul – “taksi” نبدأ"))
    answer = "Wörter – “quoted” نبدأ."

    sat = cli("drill", "--question", "mine", stdin=f"\n{answer}\n/show\n/done\ny\n", encoding=encoding)

    assert sat.code == 5, sat.err
    assert 'rter - "quoted" ????.' in sat.out
    for command in ("", "bank list", "history", "show --transcript", "doctor", "paths"):
        done = cli(*command.split(), encoding=encoding)
        assert done.code == 0, (command, done.err)
    for command in ("bank list", "history", "paths", "show"):
        data = json.loads(cli(*command.split(), "--json", encoding=encoding).out)
    kept = [turn["text"] for turn in data["rounds"][0]["turns"] if turn["kind"] == "answer"]
    assert kept == [answer], "what the terminal cannot show is kept all the same"


def test_an_ascii_terminal_and_a_folder_with_an_accent_go_together(tmp_path: Path) -> None:
    data = tmp_path / "données"

    done = child(["-m", "simulator", "paths"], tmp_path, PM_SIMULATOR_HOME=str(data), PYTHONIOENCODING="ascii")

    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""


@pytest.mark.parametrize("command", [("drill",), ("mock",), ("continue",)])
def test_an_input_that_was_closed_before_the_start_is_told(cli: CommandLine, command: tuple[str, ...]) -> None:
    if command == ("continue",):
        cli(*DRILL, stdin="\nWords.\n")

    done = cli(*command, stdin=None)

    assert done.code == 5
    assert "The input ended." in done.err
    assert "pm-simulator continue" in done.err


def test_a_real_closed_input_is_told_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m simulator mock <&-', sys.executable],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 5
    assert b"The input ended." in done.stderr
    assert b"Traceback" not in done.stderr


def test_doctor_works_with_its_input_closed(cli: CommandLine) -> None:
    done = cli("doctor", stdin=None)

    assert done.code == 0, done.err
    assert "ok   terminal: input is not a terminal" in done.out


def test_input_that_is_not_utf_8_is_told_and_the_rest_of_the_line_kept(cli: CommandLine) -> None:
    done = cli(*DRILL, stdin=b"\nA caf\xe9 in M\xfcnchen.\nSound again.\n/show\n")

    assert done.code == 5
    assert "That line is not valid UTF-8 text" in done.out
    assert done.out.count("not valid UTF-8") == 1
    assert "A caf\ufffd in M\ufffdnchen.\nSound again." in done.out


def test_an_input_closed_in_mid_line_keeps_the_line(cli: CommandLine) -> None:
    assert cli(*DRILL, stdin="\nWhole line.\nHalf a li").code == 5

    assert "Whole line.\nHalf a li" in cli("continue", stdin="/show\n").out


def test_lines_that_end_as_on_windows_are_lines_and_commands(cli: CommandLine) -> None:
    done = cli(*DRILL, stdin="\r\nOne line.\r\nAnother.\r\n/done\r\ny\r\n")

    assert "Your answer is closed: 3 words." in done.out
    answer = json.loads(cli("show", "--json").out)["rounds"][0]["turns"][0]["text"]
    assert answer == "One line.\nAnother."


def test_200_000_characters_through_a_pipe_are_cut_and_told_once(cli: CommandLine) -> None:
    done = cli(*DRILL, stdin="\n" + "word " * 40_000 + "\nmore\n")

    assert done.code == 5
    assert done.page.count("The answer is full: only its first 30000 characters are kept.") == 1
