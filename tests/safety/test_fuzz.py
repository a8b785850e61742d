"""A few mutated files of every kind, the faults that many of them have found, and proof that a fault would be told."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from scorecards.problems import ContentError, Problem, in_one_sentence
from simulator.config import load_config
from simulator.errors import ConfigError, LostSessionError, UsageError
from simulator.grading.sheet import SheetFile
from simulator.grading.wording import headline
from simulator.history.deletion import KEPT_DAYS, Deletions
from simulator.history.journal import line_of
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.interview.drafts import find_drafts
from simulator.model.keys import find_key
from simulator.paths import Paths
from tests.fakes import FakeClock
from tests.grading.builders import CASE
from tests.history.builders import ONE, TWO, file_of, open_store, session
from tests.safety import fuzz
from tests.safety.fuzz_history import ID
from tests.safety.fuzz_targets import TARGETS
from tests.safety.real_files import real_files


def test_a_mutated_file_is_taken_or_refused_in_one_sentence(tmp_path: Path) -> None:
    figures = fuzz.run(len(TARGETS) * 20, 5, tmp_path)
    assert not figures.wrong, fuzz.table(figures)
    assert set(figures.slowest) == set(TARGETS)
    assert sum(figures.refused.values()) > 100


@pytest.mark.parametrize("kind", TARGETS)
def test_a_file_as_the_program_wrote_it_is_taken(tmp_path: Path, kind: str) -> None:
    figures = fuzz.Figures()
    for data in real_files()[kind]:
        fuzz.read_one(kind, data, tmp_path, figures)
    assert not figures.wrong, fuzz.table(figures)
    assert figures.taken[kind] == len(real_files()[kind])


def _crash(data: bytes, folder: Path) -> None:
    raise KeyError(data, folder)


def _talk(data: bytes, _folder: Path) -> None:
    raise UsageError("Wrong", f"two\nlines of {len(data)} bytes", "Stop.")


def _throw_away(data: bytes, folder: Path) -> None:
    with patch.object(Path, "read_bytes", lambda _: b"other"):
        TARGETS["session"][1](data, folder)


@pytest.mark.parametrize("fault", [_crash, _talk, _throw_away])
def test_a_fault_would_be_told(tmp_path: Path, fault: Callable[[bytes, Path], None]) -> None:
    figures = fuzz.Figures()
    with patch.dict(TARGETS, session=("json", fault)):
        fuzz.read_one("session", b"{}", tmp_path, figures)
    assert len(figures.wrong) == 1
    assert "WRONG 1 times: session: " in fuzz.table(figures)


# what many mutations have found, each in its plainest form


def test_a_value_that_fills_a_file_is_told_in_one_short_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'theme = "{"y" * 50_000}\\nmore"\n"{"k" * 50_000}" = 1\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert len(caught.value.sentence) < 2000
    assert "\n" not in caught.value.sentence
    assert caught.value.sentence.startswith(f"{path}: theme: 'yyy")


def test_of_many_problems_the_first_are_told_and_the_others_counted() -> None:
    problems = [Problem("a.toml", f"key{number}", "is wrong") for number in range(5)]
    assert in_one_sentence(problems) == (
        "a.toml: key0: is wrong; a.toml: key1: is wrong; a.toml: key2: is wrong; 2 more."
    )
    assert in_one_sentence(problems[:1]) == "a.toml: key0: is wrong."
    assert len(ContentError(problems).problems) == 5


def test_a_key_file_that_is_nested_without_end_holds_no_key(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('"models.example" = ' + "[" * 3000, encoding="utf-8")
    assert find_key("", "models.example", {}, path) == ""


@pytest.mark.parametrize("content", ['{"deleted": "9999-12-31T23:59:59+00:00"}', "[" * 30_000, '{"deleted": []}', "[]"])
def test_a_note_of_a_deletion_that_makes_no_sense_keeps_nothing_from_being_brought_back(
    tmp_path: Path, content: str
) -> None:
    store = open_store(tmp_path / "history")
    store.save(session())
    deletions = Deletions(Paths(tmp_path, tmp_path), store, FakeClock())
    (deletions.delete(ONE).place / "deleted.json").write_text(content, encoding="utf-8")
    [found] = deletions.listed()
    assert found.until <= datetime.max.replace(tzinfo=UTC)
    assert found.until - found.when == timedelta(days=KEPT_DAYS)
    deletions.undelete(ONE)
    assert store.load(ONE) == session()
    store.close()


def test_a_row_of_the_index_that_is_no_row_is_passed_over(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(session())
    store.close()
    rows: list[object] = [-1, {"announced": []}, ["announced"], {"session": 5}]
    with (tmp_path / "index.jsonl").open("ab") as stream:
        stream.write(b"".join(line_of(row) for row in rows))  # type: ignore[arg-type]
    again = HistoryStore(tmp_path, FakeClock()).open()
    assert [summary.id for summary in again.summaries()] == [ONE]
    again.close()


def test_the_file_of_another_session_is_not_shown_under_its_name(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save(session())
    file_of(store, TWO).write_bytes(file_of(store, ONE).read_bytes())
    store.close()
    again = open_store(tmp_path)
    assert [summary.id for summary in again.summaries()] == [ONE]
    with pytest.raises(LostSessionError):
        again.load(TWO)
    assert file_of(again, TWO).exists()
    again.close()


def test_a_mark_that_took_longer_than_a_number_can_say_is_asked_again(tmp_path: Path) -> None:
    row = {"item": "i", "status": "met", "segment": "C1.1", "seconds": 10**400}
    (tmp_path / f"{ID}.round-1.sheet.jsonl").write_bytes(line_of(row))
    assert not SheetFile(tmp_path, ID, 1).sheet.items


@pytest.mark.parametrize(
    "change", [{"id": "../../x"}, {"id": "a\x00b"}, {"utc": "2026-11-21T13:00:00"}, {"grace": float("inf")}]
)
def test_a_draft_that_could_not_be_continued_is_not_offered(tmp_path: Path, change: dict[str, object]) -> None:
    [data] = real_files()["draft"]
    first = {**json.loads(data.splitlines()[0][9:]), **change}
    (tmp_path / f"{ID}.draft.jsonl").write_bytes(line_of(first))
    found, lost = find_drafts(tmp_path)
    assert (found, len(lost)) == ([], 1)


def test_a_time_that_no_other_zone_can_tell_is_no_time() -> None:
    fields = session().model_dump(mode="json")
    for time in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        with pytest.raises(ValueError, match="no clock of another time zone"):
            SessionRecord.model_validate({**fields, "started": time})


def test_a_judgement_on_a_dimension_that_has_left_the_rubric_is_still_told() -> None:
    outcomes = dict.fromkeys(CASE.dimension_ids[:-1], 2) | {"old_one": 1}
    assert "old one" in headline(outcomes, CASE)
