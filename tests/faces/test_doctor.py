"""What doctor says, one line each: for a machine on which all works, and for each thing that does not."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator import doctor
from simulator.doctor import Check, examine
from simulator.history.store import HistoryStore
from simulator.paths import Paths
from tests.fakes import FakeClock

NAMES = ["terminal", "settings", "data folder", "bank", "scorecards", "history", "drafts", "model"]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(data=tmp_path / "data", config=tmp_path / "config")


def found(paths: Paths, name: str) -> Check:
    """Run every check and return the one with this name; the others must have run as well."""
    checks = list(examine(paths))
    assert [check.name for check in checks] == NAMES
    return next(check for check in checks if check.name == name)


def test_on_a_sound_machine_every_line_is_ok_and_names_no_step(paths: Paths) -> None:
    checks = list(examine(paths))

    assert [check.name for check in checks] == NAMES
    assert all(check.ok for check in checks), [check for check in checks if not check.ok]
    for check in checks:
        assert check.line().startswith(f"ok   {check.name}: ")
        assert "\n" not in check.line()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("settings", "defaults; target senior PM, 3 follow-ups."),
        ("bank", "cards, all sound."),
        ("scorecards", "product sense "),
        ("history", "0 sessions, all readable."),
        ("drafts", "0 interviews can be continued."),
        ("model", "none is set up; self-grading works without one."),
    ],
)
def test_a_good_line_says_what_was_found(paths: Paths, name: str, said: str) -> None:
    assert said in found(paths, name).line()


def test_a_line_that_is_not_ok_starts_with_look_and_ends_with_the_step(paths: Paths) -> None:
    check = Check("bank", False, "one is broken.", "Mend it.")

    assert check.line() == "LOOK bank: one is broken. Mend it."
    assert check.to_row() == {"name": "bank", "ok": False, "found": "one is broken.", "next_step": "Mend it."}


class Trouble(NamedTuple):
    """A way to break something, and what doctor must say of it."""

    name: str
    make: Callable[[Paths], object]
    said: str
    step: str


def written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


TROUBLES = [
    Trouble("settings", lambda paths: written(paths.config_file, b"probes = 9"), "probes: 9", "Mend that line"),
    Trouble("settings", lambda paths: written(paths.config_file, b"\xff"), "is not UTF-8 text", "Mend that line"),
    Trouble("data folder", lambda paths: written(paths.data, b""), "File exists", "--data-dir"),
    Trouble(
        "bank", lambda paths: written(paths.cards / "a.toml", b"nonsense"), "1 problems.", "pm-simulator bank check"
    ),
    Trouble(
        "drafts",
        lambda paths: written(paths.drafts / "20260101-000000-0000.draft.jsonl", b"noise"),
        "1 cannot be read: ",
        "Keep the file",
    ),
    Trouble(
        "history", lambda paths: written(paths.history / "sessions" / "2026-01" / "20260101-000000-0000.json", b"{"),
        "has no good copy", "pm-simulator show",
    ),
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: f"{trouble.name}: {trouble.said}")
def test_each_trouble_is_one_line_with_the_next_step_and_the_other_checks_go_on(paths: Paths, trouble: Trouble) -> None:
    trouble.make(paths)

    check = found(paths, trouble.name)

    assert not check.ok
    assert trouble.said in check.line()
    assert trouble.step in check.line()
    assert "\n" not in check.line()


def test_broken_settings_are_told_where_they_matter_and_nowhere_as_a_bug(paths: Paths) -> None:
    written(paths.config_file, b"probes = 9")

    wrong = [check.name for check in examine(paths) if not check.ok]

    assert wrong == ["settings", "bank", "model"], "the bank's own cards and the model are named in the settings"


@pytest.mark.parametrize(("megabytes", "ok"), [(49, False), (51, True)])
def test_little_space_is_told(paths: Paths, monkeypatch: pytest.MonkeyPatch, megabytes: int, ok: bool) -> None:
    usage = shutil.disk_usage(paths.data.parent)._replace(free=megabytes * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)

    check = found(paths, "data folder")

    assert check.ok is ok
    assert ("49 MB free. Free some space." in check.line()) is not ok


def test_a_folder_that_cannot_be_written_is_told(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (paths.data, os.W_OK))

    assert f"LOOK data folder: {paths.data} is not writable." in found(paths, "data folder").line()


class Terminal:
    """A standard stream that is a terminal."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("encoding", "ok", "said"),
    [("utf-8", True, "100 x 30, utf-8, TERM xterm."), ("ISO-8859-1", False, "its encoding is iso-8859-1. Set a UTF-8")],
)
def test_a_terminal_is_told_with_its_size_and_encoding(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, encoding: str, ok: bool, said: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "30")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", Terminal(encoding))
        patch.setattr(sys, "stdout", Terminal(encoding))
        check = found(paths, "terminal")

    assert check.ok is ok
    assert said in check.line()


def test_without_litellm_doctor_says_so_and_all_works(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda _name: None)  # type: ignore[attr-defined]

    check = found(paths, "model")

    assert check.ok
    assert "litellm is not installed" in check.line()


def test_a_history_that_another_instance_holds_is_still_examined(paths: Paths) -> None:
    holder = HistoryStore(paths.history, FakeClock()).open()
    try:
        assert found(paths, "history").ok
    finally:
        holder.close()


def test_doctor_makes_no_history_and_no_drafts(paths: Paths) -> None:
    list(examine(paths))

    assert list(paths.data.iterdir()) == []
