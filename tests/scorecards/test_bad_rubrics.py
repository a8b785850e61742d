"""A rubric that cannot be used: each fault gives file, key, reason and the nearest valid name."""

import re
from pathlib import Path

import pytest

from scorecards.catalogue import read_scorecard
from scorecards.problems import ContentError, Problem
from tests.scorecards.helpers import replaced, rubric_text, written


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        read_scorecard(path)
    return caught.value.problems


def without_last_dimension(text: str) -> str:
    """Drop the dimension and its items, so that its absence is the only fault."""
    tables = re.split(r"(?m)^(?=\[\[)", text)
    return "".join(table for table in tables if '"execution"' not in table)


def test_the_unchanged_rubric_is_read(tmp_path: Path) -> None:
    assert read_scorecard(written(tmp_path, rubric_text())).title.startswith("Case")


def test_a_rubric_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read_scorecard(written(tmp_path, b"\xef\xbb\xbf" + rubric_text().encode())).version == 1


@pytest.mark.parametrize(
    ("old", "new", "key", "reason", "nearest"),
    [
        ('dimension = "scoping"', 'dimension = "scopin"', "items[scope-terms].dimension", "'scopin' is", "scoping"),
        ('dimension = "scoping"', 'dimension = "zzz"', "items[scope-terms].dimension", "'zzz' is not a dimension", ""),
        ('id = "scope-limits"', 'id = "scope-terms"', "items[scope-terms].id", "'scope-terms' stands 2 times", ""),
        ('id = "structure"', 'id = "scoping"', "dimensions[scoping].id", "'scoping' stands 2 times", ""),
        ('kind = "core"', 'kind = "cor"', "items[scope-terms].kind", "not one of core, senior, red_flag", "core"),
        ('kind = "core"', 'kind = "redflag"', "items[scope-terms].kind", "'redflag' is not one of", "red_flag"),
        ('kind = "core"', 'kind = "senior"', "dimensions[scoping]", "at least two core and two senior items", ""),
        ('kind = "case"', 'kind = "cases"', "kind", "'cases' is not one of product_sense, strategy, case", "case"),
        ('id = "scoping"', 'id = "Scoping Data"', "dimensions[Scoping Data].id", "'Scoping Data': ", ""),
        ("version = 1", 'version = "1"', "version", "must be a whole number", ""),
        ("version = 1", "version = true", "version", "must be a whole number", ""),
        ("version = 1", "version = 0", "version", "0: Input should be greater than or equal to 1", ""),
        ("version = 1", "version = 1\nversoin = 1", "versoin", "is not a known key", "version"),
        ("version = 1\n", "", "version", "is missing", ""),
        ("[[items]]", "[[items]]\nwheight = 2", "items[scope-terms].wheight", "is not a known key", "weight"),
        ("[[items]]", '[[items]]\nweight = "2"', "items[scope-terms].weight", "must be a number", ""),
        ("[[items]]", "[[items]]\nweight = true", "items[scope-terms].weight", "must be a number", ""),
        ("[[items]]", "[[items]]\nweight = 0", "items[scope-terms].weight", "0: Input should be greater than 0", ""),
        ("[[items]]", "[[items]]\nweight = nan", "items[scope-terms].weight", "nan: ", ""),
        ("[[dimensions]]", "[[dimensions]]\nanchor = 2", "dimensions[scoping].anchor", "is not a known key", "anchors"),
        ('short = "scoping"', "short = 5", "dimensions[scoping].short", "must be text", ""),
        ('short = "scoping"', 'short = " "', "dimensions[scoping].short", "' ': ", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_what_was_meant(
    tmp_path: Path, old: str, new: str, key: str, reason: str, nearest: str
) -> None:
    path = written(tmp_path, replaced(rubric_text(), old, new))
    [problem] = problems_of(path)
    assert (problem.file, problem.key, problem.nearest) == (str(path), key, nearest)
    assert reason in problem.reason
    assert problem.blocking
    meant = f" (did you mean '{nearest}'?)" if nearest else ""
    assert problem.sentence() == f"{path}: {key}: {problem.reason}{meant}"


def test_five_dimensions_are_too_few(tmp_path: Path) -> None:
    [problem] = problems_of(written(tmp_path, without_last_dimension(rubric_text())))
    assert problem.key == "dimensions"
    assert "at least 6" in problem.reason


@pytest.mark.parametrize(("anchors", "reason"), [(4, "at least 5"), (6, "at most 5")])
def test_a_dimension_needs_exactly_five_anchors(tmp_path: Path, anchors: int, reason: str) -> None:
    text = rubric_text()
    first = re.search(r"(?s)anchors = \[.*?\n\]", text)
    assert first
    new = "anchors = [" + ", ".join(f'"Level {level}."' for level in range(anchors)) + "]"
    [problem] = problems_of(written(tmp_path, replaced(text, first.group(), new)))
    assert problem.key == "dimensions[scoping].anchors"
    assert reason in problem.reason


def test_a_list_where_a_table_is_wanted_is_told(tmp_path: Path) -> None:
    text = 'kind = "case"\nversion = 1\ntitle = "T"\ndimensions = 3\nitems = ["a"]\n'
    found = {problem.key: problem.reason for problem in problems_of(written(tmp_path, text))}
    assert found["dimensions"] == "must be a list"
    assert found["items[1]"] == "must be a table"


def test_two_faults_are_both_told(tmp_path: Path) -> None:
    text = replaced(replaced(rubric_text(), 'short = "scoping"', ""), 'kind = "senior"', 'kind = "seniour"')
    problems = problems_of(written(tmp_path, text))
    assert [problem.key for problem in problems] == ["dimensions[scoping].short", "items[scope-decision].kind"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rubric_text().encode().replace(b'title = "Case', b'title = "Caf\xe9'), "is not UTF-8 text; save it as UTF-8"),
        (rubric_text().encode("utf-16"), "is not UTF-8 text; save it as UTF-8"),
        ('kind = "case"\ntitle = "open\n', "is not valid TOML: Illegal character '\\n' (at line 2, column 14)"),
        ("kind = 1\nkind = 2\n", "is not valid TOML: Cannot overwrite a value"),
        (f"version = {'[' * 20_000}", "is not valid TOML: "),
        (f"version = {'1' * 20_000}", "is not valid TOML: "),
        ("kind = \x00", "is not valid TOML: "),
    ],
    ids=["latin-1", "utf-16", "open string", "key twice", "deep nesting", "huge number", "nul"],
)
def test_a_file_that_cannot_be_parsed_is_told_as_a_whole(tmp_path: Path, content: str | bytes, reason: str) -> None:
    path = written(tmp_path, content)
    [problem] = problems_of(path)
    assert (problem.file, problem.key) == (str(path), "")
    assert problem.reason.startswith(reason)
    assert problem.sentence().startswith(f"{path}: {reason}")


@pytest.mark.parametrize(
    ("name", "reason"), [("none.toml", "No such file"), (".", "Is a directory"), ("case.toml/x", "Not a directory")]
)
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str, reason: str) -> None:
    written(tmp_path, rubric_text())
    [problem] = problems_of(tmp_path / name)
    assert problem.reason.startswith(f"cannot be read: {reason}")


def test_an_empty_file_lacks_everything(tmp_path: Path) -> None:
    problems = problems_of(written(tmp_path, ""))
    assert {problem.key: problem.reason for problem in problems} == dict.fromkeys(
        ("kind", "version", "title", "dimensions", "items"), "is missing"
    )
