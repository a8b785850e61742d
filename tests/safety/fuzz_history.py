"""Readers of what the program keeps, and what they must keep to, however a file was changed."""

import io
from datetime import date
from pathlib import Path

from scorecards.models import Kind
from simulator.errors import LostSessionError, StorageError
from simulator.grading.sheet import ASKED_FLAGS, SheetFile
from simulator.history.deletion import Deletions
from simulator.history.export import json_lines, score_rows
from simulator.history.importing import Fate, import_lines
from simulator.history.outcomes import RealOutcomes, Result
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from simulator.interview.drafts import find_drafts
from simulator.interview.starting import continue_interview
from simulator.paths import Paths
from simulator.practice.series import read_past
from simulator.words.progress import trends_text
from simulator.words.review import session_review
from simulator.words.sessions import history_lines
from simulator.workspace import Workspace
from tests.fakes import FakeClock, MemoryStore
from tests.grading.rounds import CARD
from tests.history.builders import ONE, session
from tests.safety.house import catalogue
from tests.safety.sentences import check_sentences

ID = "20261121-130000-0000"
"""Of the session whose file, draft or marks are changed."""
NEIGHBOUR = session(ONE, "What others said.")


def draft(data: bytes, folder: Path) -> None:
    (folder / f"{ID}.draft.jsonl").write_bytes(data)
    found, lost = find_drafts(folder)
    assert len(found) + len(lost) <= 1
    for each in found:
        store = MemoryStore()
        troubles: list[StorageError] = []
        interview = continue_interview(
            each, [CARD] * len(each.state.rounds), FakeClock(), folder, store, troubles.append
        )
        said = [turn.text for entry in each.state.rounds for turn in entry.turns] + [each.state.round.text]
        interview.now()
        interview.tick()
        assert interview.record()
        assert interview.discard()
        kept = [turn.text for entry in store.records[each.state.id].rounds for turn in entry.turns]
        assert all(text in kept for text in said if text)
        assert not troubles
    for path in lost:
        assert path.read_bytes() == data


def marks_on_a_sheet(data: bytes, folder: Path) -> None:
    path = folder / f"{ID}.round-1.sheet.jsonl"
    path.write_bytes(data)
    sheet = SheetFile(folder, ID, 1)
    before = sheet.sheet
    sheet.raise_flag(ASKED_FLAGS[0], True, before.seconds + 1)
    sheet.close()
    again = SheetFile(folder, ID, 1).sheet
    assert (again.items, again.placements) == (before.items, before.placements)
    assert again.flags[ASKED_FLAGS[0]]


def _history(folder: Path) -> HistoryStore:
    store = HistoryStore(folder / "history", FakeClock()).open()
    store.save(NEIGHBOUR)
    return store


def session_file(data: bytes, folder: Path) -> None:
    """A damaged one without a good copy is kept; others are untouched; a sound one can be shown, counted, exported."""
    _history(folder).close()
    path = folder / "history" / "sessions" / "2026-11" / f"{ID}.json"
    path.write_bytes(data)
    store = HistoryStore(folder / "history", FakeClock()).open()
    try:
        check_sentences(store.notices)
        assert store.load(ONE) == NEIGHBOUR
        kept = [each.read_bytes() for each in path.parent.rglob(f"{ID}.json*")]
        assert data in kept, "the damaged file is gone"
        try:
            record = store.load(ID)
        except LostSessionError:
            assert [summary.id for summary in store.summaries()] == [ONE]
            raise
        assert record.id == ID
        assert summarise(record) in store.summaries()
        _shown(record, store, folder)
        store.save(store.load(ONE))
    finally:
        store.close()


def _shown(record: SessionRecord, store: HistoryStore, folder: Path) -> None:
    workspace = Workspace(Paths(folder, folder), FakeClock())
    workspace.__dict__.update(catalogue=catalogue(), store=store)
    assert session_review(workspace, record, with_transcript=True)
    assert history_lines(store.summaries())
    assert list(score_rows([record]))
    assert list(json_lines([record]))
    assert trends_text(read_past(store))


def index(data: bytes, folder: Path) -> None:
    _history(folder).close()
    (folder / "history" / "index.jsonl").write_bytes(data)
    for to_write in (False, True):
        store = HistoryStore(folder / "history", FakeClock()).open(to_write=to_write)
        assert [summary.id for summary in store.summaries()] == [ONE]
        assert store.load(ONE) == NEIGHBOUR
        check_sentences(store.notices)
        store.close()


def marker(data: bytes, folder: Path) -> None:
    _history(folder).close()
    (folder / "history" / "schema_version").write_bytes(data)
    store = HistoryStore(folder / "history", FakeClock()).open()
    assert store.load(ONE) == NEIGHBOUR
    store.close()


def outcomes(data: bytes, folder: Path) -> None:
    path = folder / "outcomes.json"
    path.write_bytes(data)
    kept = RealOutcomes(path)
    try:
        before = kept.listed()
    except StorageError:
        assert path.read_bytes() == data
        raise
    added = kept.add(date(2026, 11, 20), Kind.CASE, Result.OFFER, "Acme", "", FakeClock().utc())
    assert added in kept.listed()
    assert all(each in kept.listed() for each in before)


def imported(data: bytes, folder: Path) -> None:
    store = _history(folder)
    try:
        for each in import_lines(io.BytesIO(data), store):
            check_sentences([each.reason])
            assert (each.fate is Fate.REFUSED) == bool(each.reason)
            if each.fate is not Fate.REFUSED:
                record = store.load(each.session)
                assert summarise(record) in store.summaries()
                _shown(record, store, folder)
        assert store.load(ONE) == NEIGHBOUR
    finally:
        store.close()


def manifest(data: bytes, folder: Path) -> None:
    paths = Paths(folder, folder)
    store = _history(folder)
    try:
        deletions = Deletions(paths, store, FakeClock())
        place = deletions.delete(ONE).place
        (place / "deleted.json").write_bytes(data)
        listed = deletions.listed()
        assert [each.session for each in listed] == [ONE]
        assert listed[0].until >= listed[0].when
        deletions.tidy()
        if place.exists():
            deletions.undelete(ONE)
            assert store.load(ONE) == NEIGHBOUR
    finally:
        store.close()
