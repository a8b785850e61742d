"""A disk that is full, fails or cannot hold a history costs nothing that was saved before."""

import errno
from itertools import count
from pathlib import Path

import pytest

from simulator.errors import StorageError
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.history.builders import (
    ONE,
    THREE,
    TWO,
    FailingDisk,
    assert_says_what_where_next,
    file_of,
    files_limited_to,
    open_store,
    session,
    strays,
)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("before", [None, session(ONE, "old")])
def test_a_save_refused_at_any_step_keeps_the_old_session_and_the_next_save_works(
    tmp_path: Path, disk: FailingDisk, code: int, before: SessionRecord | None
) -> None:
    refused = []
    for step in count(1):
        folder = tmp_path / str(step)
        store = open_store(folder)
        store.save(session(TWO, "another"))
        if before:
            store.save(before)
        path = file_of(store, THREE if before is None else ONE)
        new = session(path.stem, "new")
        disk.refuse(step, code)
        try:
            store.save(new)
        except StorageError as error:
            assert_says_what_where_next(error, folder)
            refused.append(disk.failed)
            if path not in disk.replaced:
                assert [summary.rounds[0].words for summary in store.summaries()] == [1] * len(store.summaries())
        failed, kept = disk.rest(), new if path in disk.replaced else before
        assert strays(folder) == []
        _assert_history_is(folder, store, [session(TWO, "another"), *([kept] if kept else [])])
        if not failed:
            break
        store = open_store(folder)
        store.save(new)
        _assert_history_is(folder, store, [session(TWO, "another"), new])
    backup, folder_made = (["open", "replace"], ["mkdir", "open", "fsync"]) if before is None else (["replace"], [])
    whole_file = ["open", "fsync", *["mkdir"] * (before is None), *backup, "replace", "open", "fsync"]
    assert refused == [*folder_made, "fsync", *whole_file, "fsync"], "announce, write, put"


def _assert_history_is(folder: Path, store: HistoryStore, records: list[SessionRecord]) -> None:
    """Check a history in the store that has it open and in the one that opens it next."""
    records = sorted(records, key=lambda record: record.id)
    assert [store.load(record.id) for record in records] == records
    store.close()
    later = open_store(folder)
    assert later.summaries() == [summarise(record) for record in records]
    assert later.notices == []
    later.close()


def test_a_disk_that_fills_up_in_the_middle_of_a_save_keeps_the_old_session(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(session(ONE, "old"))
    index = (tmp_path / "index.jsonl").stat().st_size
    for room in (0, index, index + 20, index + 60, index + 600):
        with files_limited_to(room), pytest.raises(StorageError) as caught:
            store.save(session(ONE, "new " * 5000))
        assert_says_what_where_next(caught.value, tmp_path)
    store.save(session(ONE, "newer"))
    _assert_history_is(tmp_path, store, [session(ONE, "newer")])


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null/history"])
def test_a_place_that_cannot_hold_a_history_is_named(place: str) -> None:
    with pytest.raises(StorageError) as caught:
        open_store(Path(place))
    assert_says_what_where_next(caught.value, place)


def test_a_history_that_cannot_be_locked_says_so_and_leaves_no_lock(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").mkdir()
    with pytest.raises(StorageError) as caught:
        open_store(tmp_path)
    assert_says_what_where_next(caught.value, tmp_path / "writer.lock")
    (tmp_path / "writer.lock").rmdir()
    store = open_store(tmp_path)
    assert not store.read_only
    store.close()


def test_a_history_that_cannot_be_read_gives_the_lock_back(tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").mkdir(parents=True)
    with pytest.raises(StorageError) as caught:
        open_store(tmp_path)
    assert_says_what_where_next(caught.value, tmp_path)
    (tmp_path / "index.jsonl").rmdir()
    store = open_store(tmp_path)
    assert not store.read_only
    store.close()
