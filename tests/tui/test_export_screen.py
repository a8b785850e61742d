"""Sessions are written to a file from the app: whole or not at all, and the form stays when something fails."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from simulator.errors import StorageError
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.sharing.exporting import name_of, size_words, slug
from simulator.sharing.places import full_path, short, start_folder
from simulator.tui.screens import export
from simulator.tui.screens.export import ExportScreen
from tests.practice.pasts import assessment, session
from tests.tui.room import Room, Seat


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the program is started in; the home folder is above it."""
    place = tmp_path / "started"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(tmp_path))
    return place


def loop(day: int) -> SessionRecord:
    """Return a session of two rounds."""
    record = session(day, assessment(3))
    (first,) = record.rounds
    return record.model_copy(
        update={"rounds": (first, first.model_copy(update={"number": 2, "title": "Zürich: 50% [off]"}))}
    )


async def open_form(seat: Seat, *records: SessionRecord, number: int | None = None, of: int = 0) -> None:
    for record in records:
        seat.app.workspace.store.save(record)
    seat.app.push_screen(ExportScreen(records[of].id, number) if records else ExportScreen())
    await seat.settle()


def place(seat: Seat) -> str:
    return seat.app.screen.query_one("#export-place", Input).value


async def name(seat: Seat, text: str) -> None:
    field = seat.app.screen.query_one("#export-place", Input)
    field.value = text
    field.focus()
    await seat.settle()


async def write(seat: Seat) -> None:
    """Write and wait for the end, which a slow machine reaches in slices."""
    await seat.press("ctrl+s")
    screen = seat.app.screen
    await seat.until(lambda: not (isinstance(screen, ExportScreen) and screen._is_writing))


def trouble(seat: Seat) -> str:
    """Return what a failure says."""
    assert seat.at == "TroubleScreen", seat.text
    return " ".join(seat.part(".box-text").split())


def state(seat: Seat) -> str:
    return " ".join(seat.part("#export-state").split())


def test_one_round_the_session_and_all_are_each_written_under_a_name_of_their_own(room: Room, folder: Path) -> None:
    async def story(seat: Seat) -> None:
        await open_form(seat, loop(-9), session(-4, assessment(3)), number=2)
        assert place(seat) == "~/started/2026-11-12-round-2-zurich-50-off.md"
        assert seat.part("#export-holds").startswith("2026-11-12: Zürich: 50% [off].")
        assert seat.part("#export-place-words") == "A file in ~/started."
        await write(seat)
        assert state(seat).startswith("Written: ~/started/2026-11-12-round-2-zurich-50-off.md, one round, ")
        assert seat.part("#export-place-words") == "This file is there: you are asked before it is replaced."
        await seat.press("right")
        assert place(seat) == "~/started/2026-11-12-2-rounds.md"
        await write(seat)
        await seat.press("right")
        assert place(seat) == "~/started/pm-simulator-2026-11-21.md"
        await seat.press("enter", "3")
        assert place(seat) == "~/started/pm-simulator-2026-11-21.jsonl"
        await write(seat)
        assert "2 sessions" in state(seat)

    room.play(story)
    written = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    assert set(written) == {
        "2026-11-12-round-2-zurich-50-off.md",
        "2026-11-12-2-rounds.md",
        "pm-simulator-2026-11-21.jsonl",
    }
    assert "Round 1" not in written["2026-11-12-round-2-zurich-50-off.md"]
    assert written["2026-11-12-2-rounds.md"].count("\n## Round") == 2
    lines = [json.loads(line) for line in written["pm-simulator-2026-11-21.jsonl"].splitlines()]
    assert [len(line["rounds"]) for line in lines] == [2, 1]
    assert not any("part" in line for line in lines)
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}


def test_one_round_as_json_lines_is_marked_and_said_to_be_no_whole_session(room: Room, folder: Path) -> None:
    async def story(seat: Seat) -> None:
        await open_form(seat, loop(-9), number=1)
        await seat.press("enter", "3")
        await write(seat)
        assert "import takes whole sessions only" in " ".join(seat.part("#export-holds").split())

    room.play(story)
    (only,) = folder.iterdir()
    assert json.loads(only.read_text())["part"] is True


def test_what_the_user_wrote_stays_but_for_its_ending(room: Room, folder: Path) -> None:
    (folder / "kept").mkdir()

    async def story(seat: Seat) -> None:
        await open_form(seat, session(-4, assessment(3)))
        await name(seat, "mine.md")
        await seat.press("shift+tab", "4")
        assert place(seat) == "mine.csv"
        await write(seat)
        await name(seat, str(folder / "kept"))
        await write(seat)
        await name(seat, "kept/other.txt")
        await seat.press("shift+tab", "1")
        assert place(seat) == "kept/other.txt"
        await seat.press("enter")
        await seat.until(lambda: "kept/other.txt" in state(seat))

    room.play(story)
    found = sorted(str(each.relative_to(folder)) for each in folder.rglob("*.*"))
    assert found == ["kept/2026-11-17-title-of-nurse-language-app.csv", "kept/other.txt", "mine.csv"]
    assert (folder / "mine.csv").read_text().startswith('"session",')


def test_a_file_that_is_there_is_replaced_only_on_request(room: Room, folder: Path) -> None:
    (folder / "mine.md").write_text("before")

    async def story(seat: Seat) -> None:
        await open_form(seat, session(-4, assessment(3)))
        await name(seat, "mine.md")
        await seat.press("ctrl+s")
        assert seat.at == "ChooseScreen"
        await seat.press("enter")
        assert (folder / "mine.md").read_text() == "before"
        assert place(seat) == "mine.md"
        await seat.press("ctrl+s", "down", "enter")
        await seat.until(lambda: state(seat) != "")
        assert (folder / "mine.md").read_text().startswith("# Session")

    room.play(story)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gone/mine.md", "No such file or directory. The history is untouched. Make the folder, or name another file."),
        ("", "No file is named."),
        ("[/]/[@click=app.quit]x[$5M].md", "[/]/[@click=app.quit]x[$5M].md: No such file or directory."),
        ("~nobody-at-all/x.md", "Could not determine home directory."),
        ("/dev/null", "/dev/null is there and is no plain file."),
        ("/proc/x/y.md", "The history is untouched."),
        ("mine.md/below.md", "Not a directory. The history is untouched."),
        ("x" * 300 + ".md", "File name too long. Name another file."),
    ],
)
def test_a_place_that_cannot_be_written_is_said_and_the_form_stays(
    room: Room, folder: Path, text: str, said: str
) -> None:
    (folder / "mine.md").write_text("before")

    async def story(seat: Seat) -> None:
        await open_form(seat, session(-4, assessment(3)))
        await name(seat, text)
        await write(seat)
        assert said in trouble(seat)
        await seat.press("enter")
        assert seat.at == "ExportScreen"
        assert place(seat) == text
        assert state(seat) == ""

    room.play(story)
    assert [each.name for each in folder.iterdir()] == ["mine.md"]


def test_a_full_disk_leaves_no_half_file(room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async def story(seat: Seat) -> None:
        await open_form(seat, session(-4, assessment(3)))
        with monkeypatch.context() as patch:
            patch.setattr("simulator.sharing.writing.os.fsync", full)
            await write(seat)
        assert "No space left on device. The history is untouched. Free some space" in trouble(seat)
        assert list(folder.iterdir()) == []
        await seat.press("enter")
        await write(seat)
        assert state(seat).startswith("Written: ")

    room.play(story)


def test_a_long_history_is_written_in_slices_and_escape_leaves_no_half_file(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "SLICE", 0.0)
    monkeypatch.setattr(export, "TOLD_EVERY", 0.0)
    record = session(-4, assessment(3))

    def many(_store: HistoryStore) -> list[Any]:
        return [record] * 10_000

    async def story(seat: Seat) -> None:
        await open_form(seat, record)
        monkeypatch.setattr(HistoryStore, "summaries", many)
        await seat.press("right")
        assert "All 10,000 sessions" in seat.part("#export-holds")
        await seat.press("ctrl+s")
        assert state(seat) == "Writing: 1 of 10,000. Escape stops."
        assert [each.suffix for each in folder.iterdir()] == [".tmp"]
        await seat.press("ctrl+s", "escape")
        assert seat.at == "ExportScreen"
        assert state(seat) == "Stopped. Nothing was written."
        assert list(folder.iterdir()) == []
        await seat.press("ctrl+s", "ctrl+q")

    room.play(story)
    assert list(folder.iterdir()) == [], "quitting stops it too"


def test_sessions_that_cannot_be_read_are_left_out_and_named(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, lost = session(-4, assessment(3)), session(-9, assessment(3))
    load = HistoryStore.load

    def broken(store: HistoryStore, name: str) -> SessionRecord:
        if name == lost.id:
            raise StorageError("A session is damaged", f"{name}.json cannot be read.", "Keep that file.")
        return load(store, name)

    async def story(seat: Seat) -> None:
        await open_form(seat, good, lost)
        monkeypatch.setattr(HistoryStore, "load", broken)
        await seat.press("right")
        await write(seat)
        assert "one session" in state(seat)
        assert f"Left out: {lost.id}.json cannot be read. Keep that file." in state(seat)
        await seat.press("escape")
        await open_form(seat, of=0)
        assert place(seat).startswith("~/started/pm-simulator-")
        seat.app.push_screen(ExportScreen(lost.id))
        await seat.settle()
        assert seat.at == "TroubleScreen"
        await seat.press("enter")
        assert "this session" not in seat.text

    room.play(story)
    (only,) = folder.iterdir()
    assert good.id in only.read_text()


def test_nothing_is_written_of_an_empty_history(room: Room, folder: Path) -> None:
    async def story(seat: Seat) -> None:
        await open_form(seat)
        await seat.press("ctrl+s")
        assert "There is no session yet." in trouble(seat)

    room.play(story)
    assert list(folder.iterdir()) == []


def test_the_program_s_own_folder_comes_first_and_home_where_it_has_none(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert start_folder() == folder
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert start_folder() == tmp_path
    folder.rmdir()
    assert start_folder() == tmp_path
    assert (short(tmp_path), short(tmp_path / "a")) == (str(tmp_path), "~/a")
    assert full_path(" ~/a.md ", folder, "b.md") == tmp_path / "a.md"
    assert full_path("new/", tmp_path, "b.md") == tmp_path / "new" / "b.md"


def test_names_are_made_of_letters_that_every_system_takes() -> None:
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("日本語") == ""
    assert len(slug("a b " * 100)) <= 60
    record = session(-4, assessment(3))
    nameless = tuple(each.model_copy(update={"title": "日本語"}) for each in record.rounds)
    assert name_of(record.model_copy(update={"rounds": nameless}), "md") == "2026-11-17-session.md"
    assert [size_words(size) for size in (12, 1500, 2_340_000)] == ["12 bytes", "2 KB", "2.3 MB"]
