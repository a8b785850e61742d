"""What leaves the history: whole, harmless, with every series named, one session at a time."""

import csv
import io
import json
import re
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from scorecards.cleaning import clean
from scorecards.recommendation import Call
from simulator.errors import UsageError
from simulator.history.export import (
    COLUMNS,
    FORMULA_STARTS,
    defused,
    json_lines,
    portable,
    score_rows,
    with_round,
)
from simulator.history.migrations import SCHEMA_VERSION
from simulator.history.records import Record, SessionRecord, Source
from tests.history.builders import ONE, TWO, contents, open_store
from tests.history.carried import DIMENSIONS, HOSTILE, finished, hostile, judged, with_rounds
from tests.history.strategies import TEXTS, sessions


def _rows(*records: SessionRecord) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(score_rows(records)))))


def test_a_line_is_the_schema_and_the_whole_session() -> None:
    record = finished(ONE, "First.", judged("a1")).model_copy(update={"note": "A note.", "tags": ("pricing",)})
    (line,) = json_lines([record])
    row = json.loads(line)
    assert row.pop("schema") == SCHEMA_VERSION
    assert SessionRecord.model_validate(row) == record
    assert "part" not in row


@settings(max_examples=40, deadline=None)
@given(record=sessions())
def test_any_session_is_one_line_of_ascii_that_holds_all_of_it(record: SessionRecord) -> None:
    (line,) = json_lines([record])
    assert line.isascii()
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    row = json.loads(line)
    del row["schema"]
    assert SessionRecord.model_validate(row) == portable(record)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_starts_a_formula_or_breaks_its_row(text: str) -> None:
    rows = list(csv.reader(io.StringIO("".join(score_rows([hostile(text)])))))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 5
    for row in rows:
        assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)]
    title = rows[1][COLUMNS.index("title")]
    assert title.removeprefix("'") == clean(text).removeprefix("'")


@settings(max_examples=200)
@given(text=TEXTS)
def test_a_defused_cell_keeps_its_words(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in (clean(text), f"'{clean(text)}")
    assert (cell == clean(text)) is not clean(text).startswith(FORMULA_STARTS)


def test_texts_are_quoted_so_that_semicolons_make_no_cells_and_numbers_are_bare() -> None:
    line = list(score_rows([hostile("a;=1")]))[1]
    assert ';"a;=1"' not in line
    assert '"a;=1"' in line
    assert ",4,3.75," in line


def test_each_dimension_of_each_judgement_is_a_row_with_its_series() -> None:
    record = finished(
        ONE, "Words.", judged("a1"), judged("a2", 60, source=Source.LLM, model="local/one", call=Call.HIRE)
    )
    rows = _rows(record)
    assert [(row["assessment"], row["dimension"], row["source"], row["model"]) for row in rows] == [
        ("a1", DIMENSIONS[0], "self", ""),
        ("a1", DIMENSIONS[1], "self", ""),
        ("a2", DIMENSIONS[0], "llm", "local/one"),
        ("a2", DIMENSIONS[1], "llm", "local/one"),
    ]
    assert [row["call"] for row in rows] == ["lean hire"] * 2 + ["hire"] * 2


def test_a_dimension_without_a_level_has_a_state_and_no_number() -> None:
    graded, unasked = _rows(finished(ONE, "Words.", judged("a1")))
    assert (graded["state"], graded["level"], graded["value"]) == ("graded", "4", "3.75")
    assert (unasked["state"], unasked["level"], unasked["value"]) == ("not_asked", "", "")


def test_a_session_nobody_judged_has_no_row_and_the_header_stays() -> None:
    assert _rows(finished()) == []
    assert next(iter(score_rows([]))).startswith('"session","started"')


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/home/anna/models/tiny.gguf", "tiny.gguf"),
        ("openai//srv/tiny.gguf", "tiny.gguf"),
        ("C:\\Users\\Anna\\tiny.gguf", "tiny.gguf"),
        ("C:/Users/Anna/tiny.gguf", "tiny.gguf"),
        ("~/tiny.gguf", "tiny.gguf"),
        ("file:///home/anna/tiny.gguf", "tiny.gguf"),
        ("/home/anna/a.gguf, gpt-5", "a.gguf, gpt-5"),
        ("openrouter/meta/llama-3", "openrouter/meta/llama-3"),
        ("ollama_chat/qwen3:8b", "ollama_chat/qwen3:8b"),
        (None, None),
    ],
)
def test_a_path_under_which_a_server_answered_stays_at_home(name: str | None, shown: str | None) -> None:
    judgement = judged("a1", source=Source.LLM, model=name)
    origin = judgement.provenance.model_copy(update={"server_model": name})
    record = finished(ONE, "Words.", judgement.model_copy(update={"provenance": origin}))
    for row in (json.loads(next(iter(json_lines([record])))), portable(record).model_dump(mode="json")):
        kept = row["rounds"][0]["assessments"][0]["provenance"]
        assert (kept["model"], kept["server_model"]) == (shown, shown)
    assert {(row["model"], row["server_model"]) for row in _rows(record)} == {(shown or "", shown or "")}
    assert portable(portable(record)) == portable(record)


def test_one_round_is_taken_out_of_its_session_and_its_line_says_that_it_is_a_part() -> None:
    record = with_rounds(finished(), "First answer.", "Second answer.")
    part = with_round(record, 2)
    assert [each.turns[0].text for each in part.rounds] == ["Second answer."]
    assert json.loads(next(iter(json_lines([part], part=True))))["part"] is True
    for number in (0, 3):
        with pytest.raises(UsageError, match="has no round"):
            with_round(record, number)


def _many(count: int, taken: list[int]) -> Iterator[SessionRecord]:
    record = finished(ONE, "word " * 2_000, judged("a1"))
    for number in range(count):
        taken.append(number)
        yield record.model_copy(update={"note": f"{number:09}" * 200})


@pytest.mark.parametrize("stream", [json_lines, score_rows])
def test_a_long_history_needs_no_more_memory_than_a_short_one(
    stream: Callable[[Iterable[SessionRecord]], Iterator[str]],
) -> None:
    taken: list[int] = []
    written = 0
    tracemalloc.start()
    try:
        for piece in stream(_many(200, taken)):
            written += len(piece)
            assert len(taken) <= written // 4_000 + 2, "nothing is read ahead"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(taken) == 200
    assert written > 800_000
    assert peak < 300_000


def test_exporting_changes_nothing_in_the_history(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for name in (ONE, TWO):
        store.save(finished(name, "Words.", judged("a1")))
    before = contents(tmp_path)
    records = [store.load(summary.id) for summary in store.summaries()]
    assert len(list(json_lines(records))) == 2
    assert len(list(score_rows(records))) == 5
    assert contents(tmp_path) == before
    store.close()


@pytest.mark.parametrize("model", [SessionRecord, *Record.__subclasses__()], ids=lambda model: model.__name__)
def test_the_documentation_names_every_field_and_column(model: type[BaseModel]) -> None:
    text = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))
    if model.__module__ == SessionRecord.__module__:
        assert set(model.model_fields) <= named
    assert set(COLUMNS) <= named
    assert f"schema {SCHEMA_VERSION}" in text
