"""An older history is brought up after a backup; killed in the middle, the next start goes on."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import StorageError
from simulator.history.documents import read_tables
from simulator.history.migrations import SCHEMA_VERSION, Migration, Tables, migrate, version_of
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.fakes import FakeClock
from tests.history.builders import (
    ONE,
    THREE,
    TWO,
    FailingDisk,
    Killed,
    assessment,
    contents,
    file_of,
    open_store,
    session,
    strays,
)

NAMES = (ONE, TWO, THREE)


def _entitle(words: str) -> Migration:
    """Return a step that adds words to every title, so that a step left out, doubled or out of order shows."""

    def step(tables: Tables) -> Tables:
        for entry in tables["rounds"].values():
            entry["title"] += words
        return tables

    return step


STEPS = {1: _entitle(", then two"), 2: _entitle(", then three")}
FIRST: dict[str, Any] = {"steps": {}, "newest": 1}
UP: dict[str, Any] = {"steps": STEPS, "newest": 3}


def _brought_up(record: SessionRecord) -> SessionRecord:
    entry = record.rounds[0].model_copy(update={"title": record.rounds[0].title + ", then two, then three"})
    return record.model_copy(update={"rounds": (entry,)})


OLD = [session(name, f"Answer of {name}") for name in NAMES]
NEW = [_brought_up(record) for record in OLD]


def _old_history(folder: Path) -> dict[str, bytes]:
    """Make a history of schema 1 and return the files of its sessions."""
    store = open_store(folder, **FIRST)
    for record in OLD:
        store.save(record)
    store.close()
    return contents(folder / "sessions")


def _versions(folder: Path) -> list[int]:
    files = (path for path in (folder / "sessions").rglob("*.json") if path.parent.name != "previous")
    return [version_of(read_tables(path)) for path in files]


def _assert_brought_up(folder: Path, old: dict[str, bytes]) -> None:
    store = open_store(folder, **UP)
    assert [store.load(name) for name in NAMES] == NEW
    assert store.summaries() == [summarise(record) for record in NEW]
    store.close()
    assert _versions(folder) == [3, 3, 3]
    assert (folder / "schema_version").read_text() == "3"
    backups = list((folder / "backups").iterdir())
    assert [backup.name[:9] for backup in backups] == ["schema-1-"]
    assert contents(backups[0]) == old
    assert strays(folder) == []


def test_two_steps_bring_every_session_up_after_a_backup_of_all(tmp_path: Path) -> None:
    old = _old_history(tmp_path)
    store = open_store(tmp_path, **UP)
    assert len(store.notices) == 1
    assert str(next((tmp_path / "backups").iterdir())) in store.notices[0]
    store.close()
    _assert_brought_up(tmp_path, old)
    again = open_store(tmp_path, **UP)
    assert again.notices == []
    again.save(session(ONE, "saved by the new program"))
    again.close()
    assert _versions(tmp_path) == [3, 3, 3]


@pytest.mark.parametrize(("ending", "stride"), [("kill", 1), ("refuse", 4)])
def test_a_migration_cut_off_at_any_step_is_finished_by_the_next_start(
    tmp_path: Path, disk: FailingDisk, ending: str, stride: int
) -> None:
    cut_off = 0
    for step in count(1, stride):
        folder = tmp_path / str(step)
        old = _old_history(folder)
        store = HistoryStore(folder, FakeClock(), **UP)
        getattr(disk, ending)(step)
        try:
            store.open()
        except (Killed, StorageError):
            cut_off += 1
        finished = not disk.rest()
        store.close()
        assert set(_versions(folder)) <= {1, 3}
        reader = HistoryStore(folder, FakeClock(), **UP).open(to_write=False)
        assert [reader.load(name) for name in NAMES] == NEW
        reader.close()
        _assert_brought_up(folder, old)
        if finished:
            break
    assert cut_off > 30 // stride


@pytest.mark.parametrize("stop_at", range(6))
def test_a_step_that_dies_leaves_each_session_whole_and_is_taken_up_again(tmp_path: Path, stop_at: int) -> None:
    old = _old_history(tmp_path)
    calls = count()

    def dying(step: Migration) -> Migration:
        def run(tables: Tables) -> Tables:
            if next(calls) == stop_at:
                raise Killed
            return step(tables)

        return run

    store = HistoryStore(tmp_path, FakeClock(), {number: dying(step) for number, step in STEPS.items()}, 3)
    with pytest.raises(Killed):
        store.open()
    store.close()
    assert sorted(_versions(tmp_path)) == [1] * (3 - stop_at // 2) + [3] * (stop_at // 2)
    _assert_brought_up(tmp_path, old)


def test_a_newer_history_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    open_store(tmp_path, newest=7).close()
    newer = HistoryStore(tmp_path, FakeClock(), newest=7).open()
    newer.save(session())
    newer.close()
    before = contents(tmp_path)
    for to_write in (True, False):
        store = HistoryStore(tmp_path, FakeClock())
        with pytest.raises(StorageError) as caught:
            store.open(to_write=to_write)
        assert "7" in caught.value.sentence
        assert caught.value.next_step
        assert store.read_only
        assert contents(tmp_path) == before
    again = HistoryStore(tmp_path, FakeClock(), newest=7).open()
    assert not again.read_only, "the refused program must not hold the lock"
    assert again.load(ONE) == session()
    again.close()


@pytest.mark.parametrize("marker", [None, b"", b"one", b"\xff", b"-1", b"0"])
def test_without_a_sound_marker_the_sessions_say_their_schema(tmp_path: Path, marker: bytes | None) -> None:
    _old_history(tmp_path)
    path = tmp_path / "schema_version"
    if marker is None:
        path.unlink()
    else:
        path.write_bytes(marker)
    store = open_store(tmp_path, **UP)
    assert [store.load(name) for name in NAMES] == NEW
    store.close()
    assert _versions(tmp_path) == [3, 3, 3]
    path.unlink()
    before = contents(tmp_path)
    with pytest.raises(StorageError, match="newer than this program"):
        open_store(tmp_path, newest=2)
    assert contents(tmp_path) == before


def test_an_old_program_reads_nothing_wrong_in_a_half_migrated_history(tmp_path: Path) -> None:
    _old_history(tmp_path)
    calls = count()

    def dying(tables: Tables) -> Tables:
        if next(calls) == 1:
            raise Killed
        return tables

    store = HistoryStore(tmp_path, FakeClock(), {1: dying}, 2)
    with pytest.raises(Killed):
        store.open()
    store.close()
    old = open_store(tmp_path, **FIRST)
    outcomes = []
    for name in NAMES:
        try:
            outcomes.append(old.load(name).id)
        except StorageError as error:
            outcomes.append(error.title)
    assert len(set(outcomes) & set(NAMES)) == 2
    assert set(outcomes) - set(NAMES) == {"The history is newer than this program"}
    old.close()


def test_a_damaged_session_does_not_stop_the_others(tmp_path: Path) -> None:
    _old_history(tmp_path)
    store = HistoryStore(tmp_path, FakeClock())
    file_of(store, ONE).write_bytes(b"damaged, with a good copy")
    file_of(store, TWO).write_bytes(b"damaged, without one")
    (file_of(store, TWO).parent / "previous" / f"{TWO}.json").unlink()
    store = open_store(tmp_path, **UP)
    assert (store.load(ONE), store.load(THREE)) == (NEW[0], NEW[2])
    assert [summary.id for summary in store.summaries()] == [ONE, THREE]
    with pytest.raises(StorageError):
        store.load(TWO)
    for name in (ONE, TWO):
        assert any(name in notice for notice in store.notices)
    store.close()


def test_a_reader_of_an_older_history_sees_it_brought_up_and_changes_nothing(tmp_path: Path) -> None:
    _old_history(tmp_path)
    before = contents(tmp_path)
    reader = HistoryStore(tmp_path, FakeClock(), **UP).open(to_write=False)
    assert [reader.load(name) for name in NAMES] == NEW
    reader.close()
    assert contents(tmp_path) == before


def test_steps_run_in_order_from_the_version_of_the_tables() -> None:
    ran = []

    def step(number: int) -> Migration:
        def run(tables: Tables) -> Tables:
            ran.append((number, version_of(tables)))
            return tables

        return run

    steps = {number: step(number) for number in range(1, 5)}
    tables: Tables = {"meta": {"1": {"schema_version": 2, "kept": True}}}
    assert migrate(tables, steps, 4)["meta"] == {"1": {"schema_version": 4, "kept": True}}
    assert ran == [(2, 2), (3, 3)]
    with pytest.raises(StorageError):
        migrate({"meta": {"1": {"schema_version": 5}}}, steps, 4)
    with pytest.raises(ValueError, match="no schema version"):
        version_of({"meta": {}})


def test_a_model_judgement_of_schema_two_is_read_under_todays_names(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(session(ONE, "Words.", assessment()))
    path = file_of(store, ONE)
    store.close()
    tables = read_tables(path)
    tables["meta"] = {"1": {"schema_version": 2}}
    for field in ("note", "tags"):
        del tables["sessions"]["1"][field]
    origin = tables["assessments"]["1"]["provenance"]
    origin["item_by_item"] = not origin.pop("small_model")
    path.unlink()
    path.write_text(json.dumps(tables))
    (tmp_path / "schema_version").write_text("2")
    later = open_store(tmp_path)
    record = later.load(ONE)
    assert record.rounds[0].assessments[0].provenance.small_model is True
    assert (record.note, record.tags) == ("", ())
    assert len(later.notices) == 1
    assert "schema 3" in later.notices[0]
    later.close()
    assert _versions(tmp_path) == [SCHEMA_VERSION]
