"""What was deleted can be brought back for a month; deleting everything leaves what is the user's own."""

import contextlib
import os
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from simulator.errors import ReadOnlyError, StorageError, UsageError
from simulator.history.deletion import KEPT_DAYS, Deletions, delete_everything
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from simulator.paths import Paths
from simulator.workspace import Workspace
from tests.fakes import FakeClock
from tests.history.builders import ONE, THREE, TWO, FailingDisk, Killed, assessment, contents, file_of, session

OWN = ("config.toml", "keys.toml", "cards/mine.toml", "holiday.txt", "previous/holiday.txt")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(data=tmp_path / "data", config=tmp_path / "data")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def _write(path: Path, text: str = "text") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _filled(paths: Paths, clock: FakeClock) -> HistoryStore:
    """Open a history of two sessions, with everything that the program can have made beside it."""
    store = HistoryStore(paths.history, clock).open()
    for name in (ONE, TWO):
        store.save(session(name))
        store.save(session(name, "We start with the night nurses.", assessment()))
        _write(paths.drafts / f"{name}.round-1.sheet.jsonl")
        _write(paths.replies / f"{name}-1-1.jsonl")
        _write(file_of(store, name).parent / "damaged" / f"{name}.json.20261121T120000Z.abcd")
        _write(paths.history / "backups" / "schema-2-20261121T120000Z" / f"{name[:4]}-{name[4:6]}" / f"{name}.json")
    return store


def _without_journals(paths: Paths) -> dict[str, bytes]:
    return {name: data for name, data in contents(paths.data).items() if not name.endswith("index.jsonl")}


def test_a_deleted_session_leaves_nothing_but_what_can_bring_it_back(paths: Paths, clock: FakeClock) -> None:
    store = _filled(paths, clock)
    deleted = Deletions(paths, store, clock).delete(ONE)
    assert [summary.id for summary in store.summaries()] == [TWO]
    with pytest.raises(UsageError):
        store.load(ONE)
    left = [path for path in paths.data.rglob("*") if ONE in path.name and path.is_file()]
    assert left
    assert all(path.is_relative_to(paths.deleted / ONE) for path in left)
    assert deleted.until == clock.wall + timedelta(days=KEPT_DAYS)
    store.close()
    later = HistoryStore(paths.history, clock).open()
    assert [summary.id for summary in later.summaries()] == [TWO]
    assert later.notices == []
    later.close()


def test_undo_brings_every_file_back_as_it_was(paths: Paths, clock: FakeClock) -> None:
    store = _filled(paths, clock)
    before = _without_journals(paths)
    summaries = store.summaries()
    deletions = Deletions(paths, store, clock)
    deletions.delete(ONE)
    assert _without_journals(paths) != before
    assert deletions.undelete().session == ONE
    assert _without_journals(paths) == before
    assert store.summaries() == summaries
    assert deletions.listed() == []
    store.close()
    later = HistoryStore(paths.history, clock).open()
    assert later.summaries() == summaries
    assert later.load(ONE).rounds[0].assessments == (assessment(),)
    later.close()


def test_undo_goes_back_one_by_one_or_by_name(paths: Paths, clock: FakeClock) -> None:
    store = _filled(paths, clock)
    store.save(session(THREE))
    deletions = Deletions(paths, store, clock)
    for name in (TWO, ONE, THREE):
        clock.advance(1)
        deletions.delete(name)
    assert [each.session for each in deletions.listed()] == [THREE, ONE, TWO]
    assert deletions.undelete(TWO).session == TWO
    assert [deletions.undelete().session for _ in range(2)] == [THREE, ONE]
    for nothing in (None, TWO, "../../etc"):
        with pytest.raises(UsageError, match="Nothing to bring back"):
            deletions.undelete(nothing)
    store.close()


def test_deleted_files_and_folders_are_private(paths: Paths, clock: FakeClock) -> None:
    before = os.umask(0)
    try:
        store = HistoryStore(paths.history, clock).open()
        store.save(session())
        Deletions(paths, store, clock).delete(ONE)
    finally:
        os.umask(before)
    for path in (paths.deleted, *paths.deleted.rglob("*")):
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600"), path
    store.close()


def test_a_session_that_came_back_another_way_is_not_written_over(paths: Paths, clock: FakeClock) -> None:
    store = _filled(paths, clock)
    deletions = Deletions(paths, store, clock)
    deletions.delete(ONE)
    store.save(session(ONE, "Imported meanwhile."))
    with pytest.raises(UsageError, match="there again"):
        deletions.undelete()
    assert store.load(ONE) == session(ONE, "Imported meanwhile.")
    deletions.delete(ONE)
    deletions.undelete()
    assert store.load(ONE) == session(ONE, "Imported meanwhile.")
    store.close()


def test_a_session_under_way_and_one_that_is_not_there_are_refused(paths: Paths, clock: FakeClock) -> None:
    store = _filled(paths, clock)
    _write(paths.drafts / f"{ONE}.draft.jsonl")
    before = contents(paths.data)
    deletions = Deletions(paths, store, clock)
    with pytest.raises(UsageError, match="under way"):
        deletions.delete(ONE)
    for name in (THREE, "..", "", "a/b", "*"):
        with pytest.raises(UsageError, match="No such session"):
            deletions.delete(name)
    assert contents(paths.data) == before
    store.close()


def test_a_second_instance_deletes_nothing(paths: Paths, clock: FakeClock) -> None:
    first = _filled(paths, clock)
    Deletions(paths, first, clock).delete(TWO)
    before = contents(paths.data)
    second = HistoryStore(paths.history, clock).open()
    deletions = Deletions(paths, second, clock)
    with pytest.raises(ReadOnlyError):
        deletions.delete(ONE)
    with pytest.raises(ReadOnlyError):
        deletions.undelete()
    with pytest.raises(ReadOnlyError):
        delete_everything(paths)
    assert contents(paths.data) == before
    second.close()
    first.close()


@pytest.mark.parametrize(("ending", "stride"), [("kill", 1), ("refuse", 4)])
def test_a_deletion_or_undo_cut_off_at_any_step_can_be_asked_for_again(
    tmp_path: Path, clock: FakeClock, disk: FailingDisk, ending: str, stride: int
) -> None:
    for step in count(1, stride):
        paths = Paths(data=tmp_path / str(step), config=tmp_path)
        store = _filled(paths, clock)
        before = _without_journals(paths)
        for action in ("delete", "undelete"):
            getattr(disk, ending)(step)
            with contextlib.suppress(Killed, StorageError):
                getattr(Deletions(paths, store, clock), action)(ONE)
            failed = disk.rest()
            store.close()
            store = HistoryStore(paths.history, clock).open()
            Deletions(paths, store, clock).tidy()
            listed = [summary.id for summary in store.summaries()]
            if action == "delete" and ONE in listed:
                assert _without_journals(paths) == before, f"taken back after {failed}"
            assert listed in ([ONE, TWO], [TWO]), f"{action} {failed}"
            if failed and (ONE in listed) is (action == "delete"):
                getattr(Deletions(paths, store, clock), action)(ONE)
        assert _without_journals(paths) == before
        assert store.summaries()[0] == summarise(store.load(ONE))
        store.close()
        if not failed:
            break
    assert step > 15


def test_after_a_month_a_deleted_session_is_gone_for_good_at_the_next_start(paths: Paths, clock: FakeClock) -> None:
    store = _filled(paths, clock)
    Deletions(paths, store, clock).delete(ONE)
    clock.advance(86400 * 10)
    Deletions(paths, store, clock).delete(TWO)
    store.close()
    clock.advance(86400 * (KEPT_DAYS - 10) - 1)
    workspace = Workspace(paths, clock)
    assert not workspace.store.read_only
    assert {place.name for place in paths.deleted.iterdir()} == {ONE, TWO}
    workspace.close()
    clock.advance(1)
    workspace = Workspace(paths, clock)
    assert not workspace.store.read_only
    assert {place.name for place in paths.deleted.iterdir()} == {TWO}
    assert [path for path in paths.data.rglob("*") if ONE in path.name] == []
    assert ONE not in (paths.history / "index.jsonl").read_text(encoding="utf-8"), "its title and note stood there"
    workspace.close()


@pytest.mark.parametrize("note", [None, "{", "[]", '{"deleted": 7}', '{"deleted": "2026-11-21"}'])
def test_without_a_sound_note_the_folder_says_when_it_was(paths: Paths, clock: FakeClock, note: str | None) -> None:
    store = _filled(paths, clock)
    deletions = Deletions(paths, store, clock)
    place = deletions.delete(ONE).place
    (place / "deleted.json").unlink()
    if note is not None:
        _write(place / "deleted.json", note)
    long_ago = clock.wall.timestamp() - 86400 * 20
    os.utime(place, (long_ago, long_ago))
    deletions.tidy()
    assert deletions.undelete().session == ONE
    store.close()


def _everything(paths: Paths, clock: FakeClock) -> None:
    """Leave everything behind that the program can have made, and what is the user's own."""
    store = _filled(paths, clock)
    Deletions(paths, store, clock).delete(TWO)
    store.close()
    files = ("outcomes.json", "models.json", "models.tmp", "log.txt", "model-log.txt", "model-log.old.txt")
    for name in (*files, "previous/outcomes.json", "damaged/outcomes.json.x", "outcomes.json.1234.tmp"):
        _write(paths.data / name)
    _write(paths.drafts / f"{ONE}.draft.jsonl")
    for name in OWN:
        _write(paths.data / name)


def test_deleting_everything_leaves_settings_keys_own_cards_and_files_of_others(paths: Paths, clock: FakeClock) -> None:
    _everything(paths, clock)
    delete_everything(paths)
    left = {str(path.relative_to(paths.data)) for path in paths.data.rglob("*") if path.is_file()}
    assert left == set(OWN)
    assert not any(place.exists() for place in (paths.history, paths.drafts, paths.replies, paths.deleted))
    assert delete_everything(paths) == []
    store = HistoryStore(paths.history, clock).open()
    assert store.summaries() == []
    store.close()


@pytest.mark.parametrize("marker", ["99", "nonsense"])
def test_a_history_that_cannot_be_opened_can_be_deleted(paths: Paths, clock: FakeClock, marker: str) -> None:
    _everything(paths, clock)
    (paths.history / "schema_version").write_text(marker, encoding="utf-8")
    for path in paths.history.rglob("*.json"):
        path.unlink()
        path.write_bytes(b"\xff")
    delete_everything(paths)
    assert not paths.history.exists()


def test_links_out_of_the_folder_are_not_followed_but_a_folder_that_is_a_link_is_emptied(
    paths: Paths, clock: FakeClock, tmp_path: Path
) -> None:
    _everything(paths, clock)
    _write(tmp_path / "outside" / "precious.txt")
    (paths.drafts / "link").symlink_to(tmp_path / "outside")
    (paths.history / "link.txt").symlink_to(tmp_path / "outside" / "precious.txt")
    elsewhere = tmp_path / "big-disk"
    paths.replies.rename(elsewhere)
    paths.replies.symlink_to(elsewhere)
    delete_everything(paths)
    assert (tmp_path / "outside" / "precious.txt").read_text() == "text"
    assert list(elsewhere.iterdir()) == []
    assert not paths.replies.is_symlink()


def test_what_cannot_be_removed_is_named_and_the_rest_goes(
    paths: Paths, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _everything(paths, clock)
    real = os.unlink

    def stubborn(path: str | Path, **options: int) -> None:
        if str(path).endswith("models.json"):
            raise PermissionError(13, "Permission denied", str(path))
        real(path, **options)

    monkeypatch.setattr(os, "unlink", stubborn)
    with pytest.raises(StorageError) as caught:
        delete_everything(paths)
    assert "models.json" in caught.value.sentence
    left = {str(path.relative_to(paths.data)) for path in paths.data.rglob("*") if path.is_file()}
    assert left == {*OWN, "models.json"}


def test_the_lock_is_held_while_everything_goes(
    paths: Paths, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _everything(paths, clock)
    held = []
    monkeypatch.setattr("simulator.history.deletion._remove", lambda _place: held.append(not _free(paths)))
    delete_everything(paths)
    assert held
    assert all(held)
    assert _free(paths)


def _free(paths: Paths) -> bool:
    store = HistoryStore(paths.history, FakeClock()).open()
    free = not store.read_only
    store.close()
    return free
