"""The list is complete and right after every open, whatever became of the index."""

from itertools import count
from pathlib import Path

import pytest

import simulator.history.index as index_module
import simulator.history.store as store_module
from simulator.history.documents import read_tables
from simulator.history.journal import Journal, JournalRows
from simulator.history.migrations import Tables
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.history.summaries import SessionSummary, summarise
from tests.fakes import FakeClock
from tests.history.builders import ONE, THREE, TWO, FailingDisk, Killed, file_of, open_store, session

RECORDS = [session(ONE, "one"), session(TWO, "two words"), session(THREE, "three whole words")]
SUMMARIES = [summarise(record) for record in RECORDS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(tmp_path)
    for record in RECORDS:
        store.save(record)
    store.close()
    return tmp_path


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The session files read since the start of the test."""
    read = []

    def reading(path: Path) -> Tables:
        read.append(path)
        return read_tables(path)

    monkeypatch.setattr(store_module, "read_tables", reading)
    return read


def _listed(folder: Path) -> list[SessionSummary]:
    """Return what the next program lists, after checking that a reader before it lists the same."""
    reader = HistoryStore(folder, FakeClock()).open(to_write=False)
    seen = reader.summaries()
    reader.close()
    store = open_store(folder)
    found = store.summaries()
    assert store.notices == []
    store.close()
    assert seen == found
    return found


def test_a_sound_index_is_believed_and_no_session_file_is_read(folder: Path, files_read: list[Path]) -> None:
    assert _listed(folder) == SUMMARIES
    assert files_read == []


def test_an_index_cut_at_any_byte_lists_everything(folder: Path, files_read: list[Path]) -> None:
    index = folder / "index.jsonl"
    whole = index.read_bytes()
    ends = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for cut in sorted({*range(0, len(whole), 17), *(end + near for end in ends for near in (-1, 0, 1, 9))}):
        index.write_bytes(whole[:cut])
        assert _listed(folder) == SUMMARIES, f"cut at byte {cut}"
        if cut % 4 == 0:
            del files_read[:]
            assert _listed(folder) == SUMMARIES
            assert files_read == [], "mended once, not at every start"


@pytest.mark.parametrize(
    "garbage",
    [None, b"", b"\n\n\n", b"\x00" * 5000, b"garbage", b"garbage\n", b"\xff\xfe\n" * 50, b"{}\n[]\n", b"00000000 \n"],
)
def test_an_index_that_is_gone_or_garbage_is_made_anew(folder: Path, garbage: bytes | None) -> None:
    index = folder / "index.jsonl"
    if garbage is None:
        index.unlink()
    else:
        index.write_bytes(garbage)
    assert _listed(folder) == SUMMARIES
    rows = JournalRows(index.read_bytes())
    assert (len(rows.rows), rows.damaged, rows.torn) == (3, 0, False)


def test_damage_in_the_middle_of_the_index_is_not_believed(folder: Path) -> None:
    store = open_store(folder)
    store.save(session(ONE, "one more"))
    store.close()
    index = folder / "index.jsonl"
    lines = index.read_bytes().splitlines(keepends=True)
    for first in range(len(lines)):
        for last in range(first, len(lines)):
            index.write_bytes(b"".join([*lines[:first], b"damaged\n", *lines[last + 1 :]]))
            assert _listed(folder) == [summarise(session(ONE, "one more")), *SUMMARIES[1:]]


def test_a_torn_end_is_cleared_away_before_a_save_makes_it_damage(folder: Path, files_read: list[Path]) -> None:
    with (folder / "index.jsonl").open("ab") as stream:
        stream.write(b'0a1b2c3d {"announ')
    store = open_store(folder)
    store.save(session(ONE, "one more"))
    store.close()
    del files_read[:]
    assert _listed(folder) == [summarise(session(ONE, "one more")), *SUMMARIES[1:]]
    assert files_read == []


@pytest.mark.parametrize("before", [None, session(ONE, "old")])
def test_a_save_killed_at_any_step_is_listed_as_its_file_stands(
    tmp_path: Path, disk: FailingDisk, before: SessionRecord | None
) -> None:
    new = session(ONE, "the new version")
    found = []
    for step in count(1):
        folder = tmp_path / str(step)
        store = open_store(folder)
        store.save(RECORDS[1])
        if before:
            store.save(before)
        disk.kill(step)
        try:
            store.save(new)
        except Killed:
            kept = new if file_of(store, ONE) in disk.replaced else before
        else:
            kept = new
        finished = not disk.rest()
        store.close()
        assert _listed(folder) == [*([summarise(kept)] if kept else []), SUMMARIES[1]], disk.failed
        later = open_store(folder)
        later.save(new)
        later.close()
        assert _listed(folder) == [summarise(new), SUMMARIES[1]]
        found.append(kept)
        if finished:
            break
    assert found.count(before) >= 6
    assert found.count(new) >= 3, "the folder's sync, the row of the index and the end"


def test_a_session_whose_file_is_gone_is_not_listed(folder: Path) -> None:
    store = open_store(folder)
    file_of(store, TWO).unlink()
    store.close()
    assert _listed(folder) == [SUMMARIES[0], SUMMARIES[2]]


def test_an_index_full_of_outdated_rows_is_written_afresh(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "SPARE_ROWS", 4)
    store = open_store(folder)
    for number in range(4):
        store.save(session(ONE, "word " * number))
    store.close()
    assert len(JournalRows((folder / "index.jsonl").read_bytes()).rows) == 14
    expected = [summarise(session(ONE, "word " * 3)), *SUMMARIES[1:]]
    assert _listed(folder) == expected
    assert len(JournalRows((folder / "index.jsonl").read_bytes()).rows) == 3
    assert _listed(folder) == expected


def test_rows_of_another_shape_are_read_afresh(folder: Path) -> None:
    index = folder / "index.jsonl"
    index.unlink()
    journal = Journal(index)
    journal.append({"id": ONE})
    journal.append({"session": [*SUMMARIES[1][:5], [{"colour": "red"}]]})
    journal.append({"session": [*SUMMARIES[2][:5], 7]})
    journal.append({"session": []})
    journal.close()
    assert _listed(folder) == SUMMARIES
