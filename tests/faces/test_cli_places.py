"""Places where nothing can be kept: no home, a home below a file, folders that cannot be made or written."""

import errno
import os
import pwd
from pathlib import Path

import pytest

from tests.faces.command_line import DRILL, CommandLine
from tests.faces.desk import CARD

SHORT = "\nSome words of an answer.\n/done\ny\n"
NEEDS_NO_PLACE = [("--help",), ("--version",), ("scorecard", "show", "case")]


@pytest.fixture
def homeless(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Take HOME away, and the entry of the user that says where it is."""

    def nobody(*_: object) -> None:
        raise KeyError("no such user")

    for name in ("HOME", "PM_SIMULATOR_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.setattr(pwd, "getpwnam", nobody)
    return cli


@pytest.mark.parametrize(
    "command", [DRILL, ("mock",), ("history",), ("show",), ("paths",), ("bank", "list"), (), ("doctor",)]
)
def test_without_a_home_every_command_that_needs_a_place_says_what_to_set(
    homeless: CommandLine, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = homeless(*command)

    assert done.code == 3
    assert "No home folder." in done.err
    assert "--data-dir" in done.err
    assert "PM_SIMULATOR_HOME" in done.err
    assert {path.name for path in tmp_path.iterdir()} <= {"stdin"}, "and makes no folder called ~"


@pytest.mark.parametrize("command", NEEDS_NO_PLACE)
def test_without_a_home_the_rest_works(homeless: CommandLine, command: tuple[str, ...]) -> None:
    assert homeless(*command).code == 0


def test_without_a_home_a_named_folder_is_enough(homeless: CommandLine, tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path / "named"))

    assert homeless(*folder, *DRILL, stdin=SHORT).code == 5
    assert "How many charging points" in homeless(*folder, "history").out


@pytest.mark.parametrize("folder", ["~", "~/kept", "~no-such-user/kept"])
def test_a_named_folder_below_a_home_that_nobody_knows_is_told(homeless: CommandLine, folder: str) -> None:
    done = homeless("--data-dir", folder, "history")

    assert done.code == 3
    assert done.err.strip()
    assert "should not have" not in done.err


@pytest.fixture
def below_a_file(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Put HOME below a regular file."""
    (tmp_path / "file").write_text("a file")
    monkeypatch.delenv("PM_SIMULATOR_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "file" / "home"))
    return cli


@pytest.mark.parametrize("command", [DRILL, ("mock",), ("judge",), ("continue",)])
def test_below_a_file_no_interview_begins_and_the_place_is_named(
    below_a_file: CommandLine, tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = below_a_file(*command)

    assert done.code == 3
    assert "The data folder cannot be made." in done.err
    assert str(tmp_path / "file" / "home") in done.err
    assert "Not a directory" in done.err
    assert "--data-dir" in done.err


@pytest.mark.parametrize(
    "command", [*NEEDS_NO_PLACE, ("bank", "list"), ("bank", "show", CARD), ("paths",), ("history",)]
)
def test_below_a_file_what_only_reads_works(below_a_file: CommandLine, command: tuple[str, ...]) -> None:
    assert below_a_file(*command).code == 0


def test_below_a_file_a_bug_is_still_told_without_a_traceback(
    below_a_file: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug in the list")

    monkeypatch.setattr("simulator.plain.bank.list_cards", broken)

    done = below_a_file("bank", "list")

    assert done.code == 70
    assert "RuntimeError: a bug in the list" in done.err, "there is no log to look into"
    assert "Traceback" not in done.err


@pytest.mark.parametrize("folder", ["/proc/pm-simulator", "/dev/null/pm-simulator"])
def test_a_data_folder_that_cannot_be_made_is_named(cli: CommandLine, folder: str) -> None:
    done = cli("--data-dir", folder, *DRILL)

    assert done.code == 3
    assert folder in done.err
    assert cli("--data-dir", folder, "history").code == 0
    assert cli("--data-dir", folder, "bank", "list").code == 0


@pytest.fixture
def read_only(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Sit a drill, then make the disk read-only: every call that would change it is refused."""
    assert cli(*DRILL, stdin=SHORT).code == 5
    real_open = os.open

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def open_to_read(path: str, flags: int, *rest: int, **options: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(cli.data) in str(path):
            refuse()
        return real_open(path, flags, *rest, **options)

    monkeypatch.setattr(os, "open", open_to_read)
    for name in ("mkdir", "rename", "replace", "link", "unlink"):
        monkeypatch.setattr(os, name, refuse)
    return cli


def test_on_a_read_only_disk_no_interview_begins_and_the_place_is_named(read_only: CommandLine) -> None:
    for command in (DRILL, ("mock",), ("continue",), ("judge",)):
        done = read_only(*command)
        assert done.code == 3
        assert str(read_only.data) in done.err
        assert "Read-only file system" in done.err
        assert "--data-dir" in done.err


def test_on_a_read_only_disk_the_history_is_read(read_only: CommandLine) -> None:
    assert "How many charging points" in read_only("history").out
    shown = read_only("show", "--transcript")
    assert shown.code == 0, shown.err
    assert "Some words of an answer." in shown.out
    assert read_only().code == 0


def test_doctor_names_the_data_folder_that_cannot_be_made(below_a_file: CommandLine, tmp_path: Path) -> None:
    done = below_a_file("doctor")

    assert done.code == 1
    line = next(line for line in done.out.splitlines() if "data folder" in line)
    assert line.startswith("LOOK data folder: ")
    assert str(tmp_path / "file" / "home") in line
    assert "--data-dir" in line
