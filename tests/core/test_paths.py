"""Where things are kept: the flag over the variable over the platform, private, and with a next step where it fails."""

import os
import pwd
import stat
from pathlib import Path

import platformdirs
import pytest

from simulator.errors import ExitCode, StorageError
from simulator.paths import HOME_VARIABLE, find_paths, make_private_folder


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that does not say where home is."""

    def unknown(_user: object) -> None:
        raise KeyError("no such user")

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setattr(pwd, "getpwnam", unknown)


def test_the_flag_wins_over_the_variable_and_the_variable_over_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(os.environ["HOME"])
    assert home in find_paths().data.parents
    assert home in find_paths().config.parents
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "variable"))
    assert find_paths().data == tmp_path / "variable"
    found = find_paths(str(tmp_path / "flag"))
    assert found.data == found.config == tmp_path / "flag"
    assert find_paths("").data == tmp_path / "variable"


def test_finding_the_paths_makes_nothing() -> None:
    find_paths()
    assert list(Path(os.environ["HOME"]).iterdir()) == []


def test_everything_is_below_the_one_folder_that_was_named(tmp_path: Path) -> None:
    found = find_paths(str(tmp_path))
    places = [found.history, found.drafts, found.cards, found.log, found.config_file]
    assert [place.relative_to(tmp_path).as_posix() for place in places] == [
        "history",
        "drafts",
        "cards",
        "log.txt",
        "config.toml",
    ]


def test_a_named_folder_may_be_relative_or_start_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths("mine").data == tmp_path / "mine"
    assert find_paths("~/mine").data == Path(os.environ["HOME"]) / "mine"


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("named", [None, "~/mine", "~nobody-of-that-name/mine"])
def test_a_home_that_nobody_knows_is_told_with_the_next_step(named: str | None) -> None:
    with pytest.raises(StorageError) as found:
        find_paths(named)
    assert found.value.exit_code is ExitCode.STORAGE
    assert "HOME" in found.value.sentence
    assert "--data-dir" in found.value.next_step
    assert HOME_VARIABLE in found.value.next_step


@pytest.mark.parametrize("place", ["~/.local/share/pm-simulator", "share/pm-simulator"])
def test_a_platform_that_names_a_folder_nowhere_is_told_too(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda _name: Path(place))
    with pytest.raises(StorageError, match="HOME"):
        find_paths()


@pytest.mark.usefixtures("nowhere")
def test_a_named_folder_needs_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_paths(str(tmp_path)).data == tmp_path
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "variable"))
    assert find_paths().data == tmp_path / "variable"


def mode(folder: Path) -> int:
    """Return the permission bits."""
    return stat.S_IMODE(folder.stat().st_mode)


def test_a_new_folder_and_the_new_ones_above_it_are_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_private_folder(tmp_path / "pm-simulator" / "history" / "sessions")
    finally:
        os.umask(before)
    made = [tmp_path / "pm-simulator", tmp_path / "pm-simulator/history", tmp_path / "pm-simulator/history/sessions"]
    assert [mode(folder) for folder in made] == [0o700, 0o700, 0o700]


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    make_private_folder(folder)
    make_private_folder(folder / "mine")
    assert (mode(folder), mode(folder / "mine")) == (0o755, 0o700)


UNWRITABLE = {
    "below a file": "file/history",
    "far below a file": "file/a/b/history",
    "a file itself": "file",
    "a link to nothing": "dangling",
    "below a link to nothing": "dangling/history",
    "a name that is too long": "x" * 5000,
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_a_folder_that_cannot_be_made_is_told_with_its_path_and_the_next_step(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "file" / "nowhere")
    with pytest.raises(StorageError) as found:
        make_private_folder(tmp_path / UNWRITABLE[name])
    assert str(tmp_path) in found.value.sentence
    assert "--data-dir" in found.value.next_step
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_read_only_disk_is_told_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path, *_arguments: object, **_named: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError, match="Read-only file system"):
        make_private_folder(tmp_path / "history")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_a_folder_of_the_system_that_takes_no_folders_is_told() -> None:
    with pytest.raises(StorageError, match="cannot be made"):
        make_private_folder(Path("/proc/pm-simulator/history"))
