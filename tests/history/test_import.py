"""What another machine exported comes in once, whole, and never in the place of what is here."""

import io
import os
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import ReadOnlyError, StorageError, UsageError
from simulator.history import importing
from simulator.history.export import json_lines, portable
from simulator.history.importing import Fate, Imported, import_lines
from simulator.history.migrations import SCHEMA_VERSION
from simulator.history.records import SessionRecord, SessionStatus
from simulator.history.store import HistoryStore
from tests.fakes import FakeClock, MemoryStore
from tests.history.builders import ONE, THREE, TWO, contents, file_of, open_store
from tests.history.carried import HOSTILE, changed, exported, finished, hostile, judged, lines, with_rounds


def _fates(stream: io.BytesIO, store: MemoryStore | HistoryStore) -> list[tuple[int, Fate, str]]:
    return [(each.line, each.fate, each.session) for each in import_lines(stream, store)]


def _refused(*rows: Any, store: MemoryStore | None = None) -> Imported:
    """Import lines of which the first is refused, a good one follows, and return what was said of the first."""
    store = store or MemoryStore()
    bad, *rest = import_lines(lines(*rows, changed(finished(THREE))), store)
    assert bad.fate is Fate.REFUSED
    assert [each.fate for each in rest] == [Fate.CAME], "the rest goes on"
    assert THREE in store.records
    assert bad.reason.endswith(".")
    assert bad.reason.count(". ") == 0, "one sentence"
    return bad


def test_sessions_go_to_another_machine_and_come_back_as_they_were(tmp_path: Path) -> None:
    records = [finished(ONE, "One.", judged("a1")), with_rounds(finished(TWO), "Two.", "Three.")]
    records[1] = records[1].model_copy(update={"note": "A note.", "tags": ("pricing",)})
    store = open_store(tmp_path)
    assert [fate for _, fate, _ in _fates(exported(*records), store)] == [Fate.CAME] * 2
    store.close()
    later = open_store(tmp_path)
    assert [later.load(summary.id) for summary in later.summaries()] == records
    assert "".join(json_lines([later.load(name) for name in (ONE, TWO)])).encode() == exported(*records).read()
    later.close()


def test_what_is_there_already_is_skipped_and_no_file_changes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    stream = exported(finished(ONE, "One.", judged("a1")), finished(TWO))
    list(import_lines(stream, store))
    before = contents(tmp_path)
    stream.seek(0)
    assert _fates(stream, store) == [(1, Fate.THERE, ONE), (2, Fate.THERE, TWO)]
    assert contents(tmp_path) == before
    store.close()


def test_the_judgements_of_both_machines_are_kept_oldest_first() -> None:
    shared = judged("shared", 0)
    store = MemoryStore([finished(ONE, "One.", shared, judged("here", 20))])
    other = finished(ONE, "One.", shared, judged("before", 10), judged("after", 30))
    assert _fates(exported(other), store) == [(1, Fate.MERGED, ONE)]
    names = [each.id for each in store.load(ONE).rounds[0].assessments]
    assert names == ["shared", "before", "here", "after"]
    assert _fates(exported(other), store) == [(1, Fate.THERE, ONE)], "again it adds nothing"


def test_three_machines_end_with_the_same_whatever_the_order() -> None:
    copies = [
        finished(ONE, "One.", judged("a", 0), judged("b", 20)),
        finished(ONE, "One.", judged("a", 0), judged("c", 10)),
        finished(ONE, "One.", judged("d", 5)),
    ]
    ends = set()
    for order in permutations(copies):
        store = MemoryStore(order[:1])
        list(import_lines(exported(*order[1:]), store))
        ends.add(tuple(each.id for each in store.load(ONE).rounds[0].assessments))
    assert ends == {("a", "d", "c", "b")}


def test_a_merge_keeps_every_judgement_in_its_round(tmp_path: Path) -> None:
    def both(*names: str) -> SessionRecord:
        record = with_rounds(finished(), "One.", "Two.")
        rounds = [
            each.model_copy(update={"assessments": (judged(name),) if name else ()})
            for each, name in zip(record.rounds, names, strict=True)
        ]
        return record.model_copy(update={"rounds": tuple(rounds)})

    store = open_store(tmp_path)
    store.save(both("a", ""))
    assert _fates(exported(both("", "b")), store) == [(1, Fate.MERGED, ONE)]
    assert store.load(ONE).rounds == both("a", "b").rounds
    assert [each.waiting for each in store.summaries()[0].rounds] == [False, False]
    store.close()


@pytest.mark.parametrize(
    "other",
    [
        finished(ONE, "Another answer."),
        finished(ONE, "We start with the night nurses. And more."),
        with_rounds(finished(), "We start with the night nurses.", "Another round."),
        finished().model_copy(update={"rounds": (finished().rounds[0].model_copy(update={"prompt": "Why?"}),)}),
        finished().model_copy(update={"rounds": (finished().rounds[0].model_copy(update={"turns": ()}),)}),
        finished().model_copy(update={"started": finished().started.replace(hour=1)}),
        finished(ONE, "We start with the night nurses.", judged("a1", text="Another quote.")),
    ],
    ids=["answer", "longer", "rounds", "prompt", "no answer", "start", "judgement of the same id"],
)
def test_another_session_of_the_same_id_is_refused_and_what_is_here_stays(other: SessionRecord) -> None:
    here = finished(ONE, "We start with the night nurses.", judged("a1"))
    store = MemoryStore([here])
    said = _refused(changed(other), store=store)
    assert (said.line, said.session) == (1, ONE)
    assert store.load(ONE) == here


def test_notes_and_tags_of_both_are_kept_once() -> None:
    store = MemoryStore([finished().model_copy(update={"note": "Mine.", "tags": ("a", "b")})])
    other = finished().model_copy(update={"note": "Theirs.", "tags": ("b", "c")})
    for fate in (Fate.MERGED, Fate.THERE):
        assert _fates(exported(other), store) == [(1, fate, ONE)]
        assert store.load(ONE).note == "Mine.\n\nTheirs."
        assert store.load(ONE).tags == ("a", "b", "c")
    assert _fates(exported(finished()), store) == [(1, Fate.THERE, ONE)], "a copy without them takes none away"


def test_a_copy_made_while_the_interview_was_under_way_gives_way_to_the_whole() -> None:
    whole = with_rounds(finished(), "One.", "Two.")
    open_round = whole.rounds[1].model_copy(update={"turns": (), "closed_by": None})
    early = whole.model_copy(update={"status": SessionStatus.UNDER_WAY, "rounds": (whole.rounds[0], open_round)})
    store = MemoryStore([early])
    assert _fates(exported(whole), store) == [(1, Fate.MERGED, ONE)]
    assert store.load(ONE) == whole
    assert _fates(exported(early), store) == [(1, Fate.THERE, ONE)], "and not the other way round"
    assert store.load(ONE) == whole


def test_a_session_under_way_here_is_left_to_its_draft() -> None:
    store = MemoryStore()
    (said,) = import_lines(exported(finished()), store, {ONE})
    assert (said.fate, said.session) == (Fate.REFUSED, ONE)
    assert "under way" in said.reason
    assert store.records == {}


def test_an_own_path_in_a_servers_name_makes_no_difference() -> None:
    local = judged("a1", model="/home/anna/tiny.gguf")
    store = MemoryStore([finished(ONE, "One.", local)])
    assert _fates(exported(finished(ONE, "One.", local, judged("a2", 9))), store) == [(1, Fate.MERGED, ONE)]
    assert store.load(ONE).rounds[0].assessments == (local, judged("a2", 9))


BROKEN = {
    "not JSON": (b"{\n", "is not JSON"),
    "torn": (b'{"schema":3,"id":"2026\n', "is not JSON"),
    "deep": (b"[" * 100_000 + b"\n", "is not JSON"),
    "number of 5,000 digits": (b'{"schema":' + b"9" * 5000 + b"}\n", "is not JSON"),
    "not UTF-8": (b'{"schema":3,"id":"\xff"}\n', "is not text in UTF-8"),
    "UTF-16": ('{"schema":3}'.encode("utf-16") + b"\n", "is not text in UTF-8"),
    "a list": (b"[1]\n", "is no session"),
    "null": (b"null\n", "is no session"),
    "no schema": (b"{}\n", "names no schema"),
    "schema true": (b'{"schema":true}\n', "names no schema"),
    "schema 0": (b'{"schema":0}\n', "names no schema"),
    "schema text": (b'{"schema":"3"}\n', "names no schema"),
    "nothing else": (b'{"schema":3}\n', "is no session as this program writes them"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_is_named_with_its_number_and_the_rest_goes_on(name: str) -> None:
    raw, reason = BROKEN[name]
    said = _refused(raw)
    assert (said.line, said.session) == (1, "")
    assert reason in said.reason


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "unknown field": ({"colour": "red"}, "as this program writes them"),
    "no rounds": ({"rounds": []}, "as this program writes them"),
    "rounds as text": ({"rounds": "one"}, "as this program writes them"),
    "rounds of numbers": ({"rounds": [1]}, "as this program writes them"),
    "no id": ({"id": None}, "as this program writes them"),
    "path as id": ({"id": "../../etc/passwd"}, "has an id"),
    "id in capitals": ({"id": "20261121-120000-AB"}, "has an id"),
    "id with a line end": ({"id": f"{ONE}\n"}, "has an id"),
    "long id": ({"id": "20261121-120000-" + "a" * 300}, "has an id"),
    "mode": ({"mode": "sleep"}, "as this program writes them"),
    "no time zone": ({"started": "2026-11-21T12:00:00"}, "not in UTC"),
    "another zone": ({"saved": "2026-11-21T12:00:00+05:30"}, "not in UTC"),
    "tag with a space": ({"tags": ["a b"]}, "tag"),
    "part": ({"part": True}, "one round of a session"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_session_that_the_program_could_not_have_written_is_refused(name: str, tmp_path: Path) -> None:
    fields, reason = CHANGES[name]
    assert reason in _refused(changed(finished(), **fields)).reason
    store = open_store(tmp_path / "history")
    list(import_lines(lines(changed(finished(), **fields)), store))
    assert store.summaries() == []
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["history"], "nothing was written elsewhere"


def test_rounds_and_judgements_that_would_break_a_screen_are_refused() -> None:
    twice = with_rounds(finished(), "One.", "Two.")
    twice = twice.model_copy(update={"rounds": (twice.rounds[0], twice.rounds[0])})
    assert "numbered" in _refused(changed(twice)).reason
    second = finished().rounds[0].model_copy(update={"number": 2})
    assert "numbered" in _refused(changed(finished().model_copy(update={"rounds": (second,)}))).reason
    assert "one id" in _refused(changed(finished(ONE, "One.", judged("a"), judged("a", 9)))).reason
    strange = judged("a").dimensions[0].model_copy(update={"id": "charisma"})
    judgement = judged("a").model_copy(update={"dimensions": (strange,)})
    assert "'charisma'" in _refused(changed(finished(ONE, "One.", judgement))).reason


def test_a_line_too_long_is_refused_without_being_held_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LONGEST_LINE", 20_000)
    monkeypatch.setattr(importing, "CHUNK", 1000)
    assert "longer than" in _refused(b'{"schema":3,"id":"' + b"a" * 70_000 + b'"}\n').reason
    assert _fates(lines(changed(finished()), b"x" * 50_000), MemoryStore())[1][:2] == (2, Fate.REFUSED)


def test_a_newer_schema_anywhere_refuses_the_whole_file_before_anything_is_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    before = contents(tmp_path)
    stream = lines(changed(finished(ONE)), b"broken\n", changed(finished(TWO), schema=SCHEMA_VERSION + 1))
    with pytest.raises(StorageError, match="newer than this program") as caught:
        list(import_lines(stream, store))
    assert "Line 3" in caught.value.sentence
    assert contents(tmp_path) == before
    store.close()


@pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION + 1))
def test_an_export_of_an_older_schema_is_brought_up(schema: int) -> None:
    store = MemoryStore()
    fields = {"note": None, "tags": None} if schema < 3 else {}
    assert _fates(lines(changed(finished(), schema=schema, **fields)), store) == [(1, Fate.CAME, ONE)]
    assert store.load(ONE) == finished()


def test_a_field_that_had_another_name_is_taken_under_its_new_one() -> None:
    record = finished(ONE, "One.", judged("a1"))
    row = changed(record, schema=2, note=None, tags=None)
    origin = row["rounds"][0]["assessments"][0]["provenance"]
    del origin["small_model"]
    origin["item_by_item"] = True
    store = MemoryStore()
    assert _fates(lines(row), store) == [(1, Fate.CAME, ONE)]
    assert store.load(ONE).rounds[0].assessments[0].provenance.small_model is True
    refused = _refused({**row, "schema": SCHEMA_VERSION})
    assert "as this program writes them" in refused.reason


def test_byte_order_mark_blank_lines_and_windows_line_ends_are_no_trouble() -> None:
    data = b"\xef\xbb\xbf" + exported(finished(ONE), finished(TWO)).read().replace(b"\n", b"\r\n\r\n")
    assert _fates(io.BytesIO(data.rstrip()), MemoryStore()) == [(1, Fate.CAME, ONE), (3, Fate.CAME, TWO)]
    assert _fates(io.BytesIO(b""), MemoryStore()) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_come_back_letter_by_letter(text: str, tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert [fate for _, fate, _ in _fates(exported(hostile(text)), store)] == [Fate.CAME]
    assert store.load(ONE) == portable(hostile(text))
    store.close()


def test_a_pipe_is_refused_as_it_cannot_be_looked_through_before() -> None:
    reader, writer = os.pipe()
    os.close(writer)
    with open(reader, "rb") as stream, pytest.raises(UsageError, match="read twice"):  # noqa: PTH123 a descriptor
        list(import_lines(stream, MemoryStore()))


def test_a_disk_that_fills_up_leaves_what_came_before_and_the_rest_for_the_next_try() -> None:
    store = MemoryStore()
    stream = exported(finished(ONE), finished(TWO))
    done = import_lines(stream, store)
    assert next(done).fate is Fate.CAME
    store.failing = True
    with pytest.raises(StorageError):
        next(done)
    store.failing = False
    stream.seek(0)
    assert [fate for _, fate, _ in _fates(stream, store)] == [Fate.THERE, Fate.CAME]


def test_beside_another_writer_nothing_comes_in(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    second = HistoryStore(tmp_path, FakeClock()).open()
    with pytest.raises(ReadOnlyError):
        list(import_lines(exported(finished()), second))
    second.close()
    first.close()


def test_a_session_that_is_damaged_here_is_made_good_by_the_import(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(finished())
    path = file_of(store, ONE)
    (path.parent / "previous" / path.name).unlink()
    path.write_bytes(b"{")
    assert _fates(exported(finished(ONE, "Kept elsewhere.")), store) == [(1, Fate.CAME, ONE)]
    assert store.load(ONE) == finished(ONE, "Kept elsewhere.")
    store.close()


def test_one_session_at_a_time_is_read() -> None:
    class Counted(MemoryStore):
        def save(self, record: SessionRecord) -> None:
            super().save(record)
            places.append(stream.tell())

    places: list[int] = []
    records = [finished(f"20261121-120000-{number:04}", "word " * 3000) for number in range(50)]
    stream = exported(*records)
    list(import_lines(stream, Counted()))
    assert places == sorted(set(places)), "each is saved before the next is read"
    assert len(places) == 50
