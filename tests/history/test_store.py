"""What is saved can be listed and loaded; nothing else can, and nothing saved is taken away."""

import os
from pathlib import Path

import pytest

import simulator.history.store as module
from scorecards.recommendation import Call
from simulator.errors import ReadOnlyError, StorageError, UsageError
from simulator.history.migrations import Tables
from simulator.history.records import Assessment
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.fakes import FakeClock
from tests.history.builders import (
    ONE,
    THREE,
    TWO,
    assessment,
    contents,
    file_of,
    open_store,
    session,
)


def test_what_was_saved_is_listed_oldest_first_and_loads_tomorrow(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    records = [session(name, f"Answer of {name}") for name in (TWO, THREE, ONE)]
    for record in records:
        store.save(record)
    expected = [summarise(record) for record in sorted(records, key=lambda each: each.id)]
    assert store.summaries() == expected
    store.close()
    later = open_store(tmp_path)
    assert later.summaries() == expected
    assert [later.load(record.id) for record in records] == records
    assert later.notices == []
    later.close()


def test_a_session_saved_again_stands_once_in_its_newest_version(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for text in ("one", "one two", "one two three"):
        store.save(session(ONE, text))
        assert [summary.rounds[0].words for summary in store.summaries()] == [len(text.split())]
    store.close()
    later = open_store(tmp_path)
    assert later.load(ONE) == session(ONE, "one two three")
    assert later.summaries() == [summarise(session(ONE, "one two three"))]
    later.close()


def test_the_folders_and_files_of_a_history_are_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(tmp_path / "history")
        store.save(session())
        store.save(session(ONE, "again"))
        store.close()
    finally:
        os.umask(before)
    for path in (tmp_path / "history", *(tmp_path / "history").rglob("*")):
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600"), path


def test_reading_where_there_is_no_history_makes_nothing(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "none", FakeClock()).open(to_write=False)
    assert store.summaries() == []
    with pytest.raises(UsageError):
        store.load(ONE)
    with pytest.raises(ReadOnlyError):
        store.save(session())
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_reading_a_history_changes_nothing_even_where_it_needs_mending(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(session(ONE, "first"))
    store.save(session(ONE, "second"))
    store.save(session(TWO, "two"))
    store.close()
    file_of(store, ONE).write_bytes(b"{")
    (tmp_path / "index.jsonl").write_bytes(b"garbage")
    (tmp_path / "schema_version").unlink()
    (tmp_path / "sessions" / "x.tmp").write_bytes(b"")
    before = contents(tmp_path)
    reader = HistoryStore(tmp_path, FakeClock()).open(to_write=False)
    assert reader.summaries() == [summarise(session(ONE, "first")), summarise(session(TWO, "two"))]
    assert reader.load(ONE) == session(ONE, "first")
    assert all(ONE in notice for notice in reader.notices)
    assert reader.notices
    reader.close()
    assert contents(tmp_path) == before


HOSTILE = [
    "../../etc/passwd",
    "",
    "a" * 5000,
    "2026",
    ".",
    "..",
    "-",
    "/etc/passwd",
    f"{ONE}\0",
    f"{ONE}\n",
    f"{ONE}.json",
    f"x/../{ONE}",
    f"../2026-11/{ONE}",
    f"previous/{ONE}",
    f"{ONE[:-1]}!{ONE[-1]}",
    f" {ONE}",
    f"{ONE[:-1]}١",
    "\udce9",
    TWO,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_an_id_that_is_none_is_unknown_and_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    store = open_store(tmp_path / "history")
    store.save(session(ONE))
    asked = []

    def read_tables(path: Path) -> Tables:
        asked.append(path)
        raise FileNotFoundError(path)

    monkeypatch.setattr(module, "read_tables", read_tables)
    with pytest.raises(UsageError) as caught:
        store.load(name)
    assert caught.value.title == "No such session"
    assert len(caught.value.sentence) < 500
    assert "pm-simulator history" in caught.value.next_step
    assert all(path.resolve().is_relative_to(store.sessions) for path in asked)
    assert file_of(store, ONE) not in asked
    store.close()


@pytest.mark.parametrize("name", ["", "a_b", "a/b", "a" * 5000])
def test_a_session_with_an_id_that_no_file_can_have_is_refused_and_not_saved_elsewhere(
    tmp_path: Path, name: str
) -> None:
    store = open_store(tmp_path)
    store.save(session("ab"))
    before = contents(tmp_path)
    with pytest.raises(UsageError):
        store.save(session(name))
    assert contents(tmp_path) == before
    store.close()


def test_assessments_are_only_ever_added(tmp_path: Path) -> None:
    first, second = assessment("a"), assessment("b")
    store = open_store(tmp_path)
    store.save(session(ONE, "x", first, second))
    lost: list[tuple[Assessment, ...]] = [(), (second,), (first,), (first, assessment("b", Call.STRONG_HIRE))]
    for judged in lost:
        with pytest.raises(AssertionError, match="assessment"):
            store.save(session(ONE, "x", *judged))
        assert store.load(ONE) == session(ONE, "x", first, second)
    store.save(session(ONE, "x", first, second, assessment("c")))
    assert [each.id for each in store.load(ONE).rounds[0].assessments] == ["a", "b", "c"]
    store.close()


def test_what_others_put_beside_the_sessions_is_no_session(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(session())
    store.close()
    month = file_of(store, ONE).parent
    for name in (f"._{ONE}.json", f"{ONE} (copy).json", f"{TWO[:4]}.json", "notes.json", ".json", f"{ONE}.json.bak"):
        (month / name).write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "sessions" / "notes.json").write_bytes(b"")
    (month / f"{TWO}.json").symlink_to(tmp_path / "nowhere")
    later = open_store(tmp_path)
    assert later.summaries() == [summarise(session())]
    assert later.load(ONE) == session()
    assert all(TWO in notice for notice in later.notices), "only the broken link has the name of a session"
    later.close()


def test_a_full_disk_at_the_start_does_not_keep_anyone_from_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_session = open_store(tmp_path)
    with_session.save(session(ONE))
    with_session.close()
    (tmp_path / "index.jsonl").unlink()

    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full", "The index could not be written.", "Free some space.")

    monkeypatch.setattr("simulator.history.index.write_file", full)
    store = open_store(tmp_path)
    try:
        assert [summary.id for summary in store.summaries()] == [ONE]
        assert store.load(ONE) == session(ONE)
        assert any("could not be written" in notice for notice in store.notices)
    finally:
        store.close()
