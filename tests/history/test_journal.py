"""A journal gives back every whole row, whatever was cut, damaged or refused."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import StorageError
from simulator.history.journal import Journal, JournalRows, line_of
from tests.history.builders import FailingDisk, assert_says_what_where_next, files_limited_to
from tests.history.strategies import TEXTS

ROWS: list[dict[str, Any]] = [
    {"n": 0, "text": "plain"},
    {"n": 1, "text": "línea\n日本\u2028\r\n \x00 \U0001f600"},
    {"n": 2, "text": ""},
    {"n": 3, "nested": {"levels": [1, 2.5, None, True]}},
]
LINES = [line_of(row) for row in ROWS]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.jsonl")


def _whole_before(cut: int) -> list[dict[str, Any]]:
    """Return the rows that a cut leaves whole; the line end alone carries nothing."""
    ends = [sum(map(len, LINES[: number + 1])) - 1 for number in range(len(LINES))]
    return [row for row, end in zip(ROWS, ends, strict=True) if end <= cut]


ALL = b"".join(LINES)


def test_every_cut_gives_exactly_the_whole_rows_before_it() -> None:
    for cut in range(len(ALL) + 1):
        found = JournalRows(ALL[:cut])
        assert found.rows == _whole_before(cut), f"cut at byte {cut}"
        assert found.damaged == 0
        assert found.torn == (sum(len(line) for line in map(line_of, found.rows)) not in (cut, cut + 1))


def test_rows_appended_after_any_cut_join_the_rows_that_were_there(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for cut in range(len(ALL) + 1):
        path.write_bytes(ALL[:cut])
        before = Journal(path).rows().rows
        for number in (1, 2):  # the second by a writer that finds no torn end
            writer = Journal(path)
            writer.append({"later": number})
            writer.append({"after": number})
            writer.close()
        later = [{"later": 1}, {"after": 1}, {"later": 2}, {"after": 2}]
        assert Journal(path).rows().rows == before + later, f"cut at byte {cut}"


def test_any_changed_byte_costs_its_own_line_only() -> None:
    start, end = len(LINES[0]), len(LINES[0]) + len(LINES[1]) - 1
    for place in range(start, end):
        for byte in (0, ALL[place] ^ 1, 0xFF, ord(" ")):
            if byte in (ALL[place], ord("\n")):
                continue
            found = JournalRows(ALL[:place] + bytes([byte]) + ALL[place + 1 :])
            assert found.rows == [ROWS[0], ROWS[2], ROWS[3]], f"byte {place} became {byte}"
            assert found.damaged == 1


@pytest.mark.parametrize(
    "line",
    [
        b"null",
        b"{}",
        b"%08x {}" % 1,
        b"zzzzzzzz {}",
        b"\x00" * 4096,
        b"\xff\xfe",
        b" " * 9,
        b"00000000 ",
        b'{"n": 1}',
        b"1234567",
    ],
)
def test_a_line_of_something_else_is_damage_and_nothing_more(line: bytes) -> None:
    found = JournalRows(LINES[0] + line + b"\n" + LINES[1])
    assert (found.rows, found.damaged, found.torn) == ([ROWS[0], ROWS[1]], 1, False)


def test_an_absent_journal_has_no_rows_and_is_not_made_by_reading(journal: Journal) -> None:
    found = journal.rows()
    assert (found.rows, found.damaged, found.torn) == ([], 0, False)
    assert not journal.path.exists()


def test_a_journal_is_private_and_its_name_is_made_durable(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    before = os.umask(0)
    try:
        journal.append({"n": 1})
    finally:
        os.umask(before)
    journal.close()
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert set(synced) == {journal.path.stat().st_ino, journal.path.parent.stat().st_ino}


@given(rows=st.lists(st.dictionaries(TEXTS, TEXTS | st.integers() | st.none(), max_size=3), max_size=5))
def test_rows_of_any_text_come_back_as_they_were(rows: list[dict[str, Any]]) -> None:
    data = b"".join(line_of(row) for row in rows)
    assert data.count(b"\n") == len(rows)
    data.decode()
    assert JournalRows(data).rows == rows


@pytest.mark.parametrize("before", [b"", LINES[0], LINES[0] + LINES[1][:20]])
@pytest.mark.parametrize("reopened", [False, True])
def test_a_row_cut_short_by_a_full_disk_is_refused_and_leaves_nothing(
    journal: Journal, before: bytes, reopened: bool
) -> None:
    row = {"n": 9, "text": "refused"}
    for room in range(len(line_of(row))):
        journal.path.write_bytes(before)
        sound = journal.rows().rows
        with files_limited_to(len(before) + room), pytest.raises(StorageError) as caught:
            journal.append(row)
        assert_says_what_where_next(caught.value, journal.path)
        assert journal.path.read_bytes() == before
        if reopened:
            journal.close()
        journal.append({"n": 10})
        journal.append({"n": 11})
        assert journal.rows().rows == [*sound, {"n": 10}, {"n": 11}]
        journal.close()


def test_rows_whose_sync_fails_do_not_come_back(journal: Journal, disk: FailingDisk) -> None:
    journal.append({"n": 1})
    disk.refuse(1, errno.EIO)
    with pytest.raises(StorageError) as caught:
        journal.append_all([{"n": 2}, {"n": 3}])
    assert disk.failed == "fsync"
    assert_says_what_where_next(caught.value, journal.path)
    assert journal.rows().rows == [{"n": 1}]
    journal.append({"n": 4})
    journal.close()
    assert journal.rows().rows == [{"n": 1}, {"n": 4}]


def test_half_a_row_that_cannot_be_taken_back_does_not_spoil_the_next(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append({"n": 1})
    size = journal.path.stat().st_size
    with monkeypatch.context() as patch, files_limited_to(size + 5):
        patch.setattr(os, "fstat", _size_unknown(os.fstat))
        with pytest.raises(StorageError):
            journal.append({"n": 2})
    assert journal.path.stat().st_size == size + 5, "the test needs half a row"
    journal.append({"n": 3})
    journal.close()
    assert journal.rows().rows == [{"n": 1}, {"n": 3}]


def _size_unknown(real: Any) -> Any:
    """Return an fstat that makes the cut back to the old size fail, as some network disks do."""

    class Stat:
        st_size = -1

    return lambda handle: Stat()


def test_a_full_disk_is_said_to_be_full() -> None:
    with pytest.raises(StorageError) as caught:
        Journal(Path("/dev/full")).append({"n": 1})
    assert caught.value.title == "The disk is full"


def test_a_journal_where_there_is_no_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError) as caught:
        Journal(tmp_path / "file" / "journal.jsonl").append({"n": 1})
    assert_says_what_where_next(caught.value, tmp_path / "file" / "journal.jsonl")
