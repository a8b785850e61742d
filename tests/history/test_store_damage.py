"""A damaged session: the last good copy comes back, the damaged bytes are kept, the user is told where both are."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import StorageError
from simulator.history.documents import write_session
from simulator.history.files import backup_of
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.fakes import FakeClock
from tests.history.builders import (
    ONE,
    TWO,
    FailingDisk,
    Killed,
    assert_says_what_where_next,
    contents,
    file_of,
    open_store,
    session,
)

OLD, NEW = session(ONE, "The first version."), session(ONE, "The second version, which is longer.")


def _saved_twice(folder: Path) -> HistoryStore:
    store = open_store(folder)
    store.save(session(TWO, "another"))
    store.save(OLD)
    store.save(NEW)
    return store


def _damaged_files(store: HistoryStore) -> list[bytes]:
    return [path.read_bytes() for path in store.sessions.rglob("damaged/*")]


def test_a_session_cut_at_any_byte_comes_back_as_it_was_before_its_last_save(tmp_path: Path) -> None:
    store = _saved_twice(tmp_path)
    path = file_of(store, ONE)
    whole = path.read_bytes()
    for cut in [*range(0, len(whole), 9), len(whole) - 2, len(whole) - 1]:
        store.save(OLD)
        store.save(NEW)
        path.write_bytes(whole[:cut])
        assert store.load(ONE) == OLD, f"cut at byte {cut}"
        place = next(store.sessions.rglob("damaged/*"))
        assert place.read_bytes() == whole[:cut]
        assert str(path) in store.notices[-1]
        assert str(place) in store.notices[-1]
        assert summarise(OLD) in store.summaries(), "the list shows what is there"
        place.unlink()
    store.close()
    later = open_store(tmp_path)
    assert later.summaries() == [summarise(OLD), summarise(session(TWO, "another"))]
    assert later.load(ONE) == OLD
    assert later.notices == []
    later.close()


def test_the_good_copy_survives_its_own_return(tmp_path: Path) -> None:
    store = _saved_twice(tmp_path)
    for garbage in (b"first", b"second", b"third"):
        file_of(store, ONE).write_bytes(garbage)
        assert store.load(ONE) == OLD
    assert sorted(_damaged_files(store)) == [b"first", b"second", b"third"]
    store.close()


META: dict[str, Any] = {"meta": {"1": {"schema_version": 1}}}
NOT_A_SESSION = [
    b"",
    b"\x00" * 4096,
    b"\xff\xfe\xfa",
    b"[" * 100_000,
    b"null",
    b"[]",
    b"{}",
    b'"meta"',
    b'{"meta": null}',
    b'{"meta": {}}',
    b'{"meta": [1]}',
    b'{"meta": {"1": null}}',
    b'{"meta": {"1": {"schema_version": "one"}}}',
    b'{"meta": {"1": {"schema_version": Infinity}}}',
    b'{"meta": {"1": {}}}',
    json.dumps(META).encode(),
    json.dumps({**META, "sessions": {}}).encode(),
    json.dumps({**META, "sessions": {"x": {}}}).encode(),
    json.dumps({**META, "sessions": {"1": {}}}).encode(),
    json.dumps({**META, "sessions": {"1": None}, "rounds": 7}).encode(),
    json.dumps({**META, "sessions": {"1": {"id": ONE}}, "rounds": {"1": {}}, "assessments": {"1": {}}}).encode(),
]


@pytest.mark.parametrize("data", NOT_A_SESSION, ids=range(len(NOT_A_SESSION)))
def test_whatever_is_no_session_gives_way_to_the_last_good_copy(tmp_path: Path, data: bytes) -> None:
    store = _saved_twice(tmp_path)
    file_of(store, ONE).write_bytes(data)
    assert store.load(ONE) == OLD
    assert _damaged_files(store) == [data]
    store.close()


def test_a_save_over_a_damaged_file_keeps_the_damaged_bytes_and_the_good_copy(tmp_path: Path) -> None:
    store = _saved_twice(tmp_path)
    path = file_of(store, ONE)
    path.write_bytes(b"damaged")
    store.save(NEW)
    assert _damaged_files(store) == [b"damaged"]
    path.write_bytes(b"again")
    assert store.load(ONE) == OLD
    store.close()


def test_the_first_version_of_a_session_is_its_own_good_copy(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(NEW)
    file_of(store, ONE).write_bytes(b"damaged")
    assert store.load(ONE) == NEW
    store.close()


@pytest.mark.parametrize("backup", [b"", b"{", None])
@pytest.mark.parametrize("reopened", [False, True])
def test_a_session_without_a_good_copy_is_said_to_be_lost_and_harms_no_other(
    tmp_path: Path, backup: bytes | None, reopened: bool
) -> None:
    store = _saved_twice(tmp_path)
    path = file_of(store, ONE)
    path.write_bytes(b"damaged")
    if backup is None:
        backup_of(path).unlink()
    else:
        backup_of(path).write_bytes(backup)
    if reopened:
        store.close()
        (tmp_path / "index.jsonl").unlink()
        store = open_store(tmp_path)
        assert any(path.name in notice for notice in store.notices)
    for _ in range(3):
        with pytest.raises(StorageError) as caught:
            store.load(ONE)
        place = next(store.sessions.rglob("damaged/*"))
        assert_says_what_where_next(caught.value, place)
    assert _damaged_files(store) == [b"damaged"], "one copy, however often it is asked for"
    assert store.load(TWO) == session(TWO, "another")
    assert summarise(session(TWO, "another")) in store.summaries()
    store.save(session(TWO, "newer"))
    assert store.load(TWO) == session(TWO, "newer")
    store.close()


def test_a_reader_shows_the_good_copy_and_changes_nothing(tmp_path: Path) -> None:
    store = _saved_twice(tmp_path)
    store.close()
    file_of(store, ONE).write_bytes(b"damaged")
    before = contents(tmp_path)
    reader = HistoryStore(tmp_path, FakeClock()).open(to_write=False)
    assert reader.load(ONE) == OLD
    assert len(reader.notices) == 1
    assert ONE in reader.notices[0]
    backup_of(file_of(store, ONE)).write_bytes(b"damaged too")
    with pytest.raises(StorageError) as caught:
        reader.load(ONE)
    assert_says_what_where_next(caught.value, file_of(store, ONE))
    reader.close()
    assert {**contents(tmp_path), f"sessions/2026-11/previous/{ONE}.json": b""} == {
        **before,
        f"sessions/2026-11/previous/{ONE}.json": b"",
    }


@pytest.mark.parametrize("ending", ["kill", "refuse"])
def test_a_return_that_is_cut_off_at_any_step_loses_neither_copy(
    tmp_path: Path, disk: FailingDisk, ending: str
) -> None:
    cut_off = 0
    for step in count(1):
        store = _saved_twice(tmp_path / str(step))
        path = file_of(store, ONE)
        path.write_bytes(b"damaged")
        getattr(disk, ending)(step)
        try:
            store.load(ONE)
        except (Killed, StorageError):
            cut_off += 1
        finished = not disk.rest()
        store.close()
        later = open_store(tmp_path / str(step))
        assert later.load(ONE) == OLD, f"cut off before the {disk.failed}"
        assert later.summaries()[0] == summarise(OLD)
        assert _damaged_files(later) == [b"damaged"]
        later.close()
        if finished:
            break
    assert cut_off >= 6


def test_a_folder_where_a_session_should_be_is_said_so(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    file_of(store, ONE).mkdir(parents=True)
    with pytest.raises(StorageError) as caught:
        store.load(ONE)
    assert_says_what_where_next(caught.value, file_of(store, ONE))
    store.close()
    later = open_store(tmp_path)
    assert any(ONE in notice for notice in later.notices)
    later.close()


def test_a_session_of_a_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    store = _saved_twice(tmp_path)
    write_session(file_of(store, ONE), NEW, version=99)
    before = contents(tmp_path)
    for use in (lambda: store.load(ONE), lambda: store.save(NEW)):
        with pytest.raises(StorageError, match="newer than this program"):
            use()
    assert contents(tmp_path) == before
    store.close()
