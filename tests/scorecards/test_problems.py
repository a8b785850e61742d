"""One shape for every fault of an authored file, and how little of the file is read."""

from pathlib import Path

import pytest

from scorecards.problems import ContentError, Problem, nearest, read_text
from tests.scorecards.helpers import written


def test_a_problem_is_one_line_of_file_key_reason_and_what_was_meant() -> None:
    assert Problem("a.toml", "", "is broken").sentence() == "a.toml: is broken"
    assert Problem("a.toml", "kind", "is broken").sentence() == "a.toml: kind: is broken"
    assert Problem("a.toml", "k", "is bad", "case").sentence() == "a.toml: k: is bad (did you mean 'case'?)"


def test_an_error_says_all_of_its_problems() -> None:
    error = ContentError(iter([Problem("a", "", "one"), Problem("b", "x", "two", "y")]))
    assert str(error) == "a: one; b: x: two (did you mean 'y'?)"
    assert len(error.problems) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [("strategie", "strategy"), ("case", "case"), ("qqqq", ""), ("", ""), ("CASE", ""), ("team", "")],
)
def test_the_nearest_name_is_given_only_when_one_is_close(name: str, expected: str) -> None:
    assert nearest(name, ["product_sense", "strategy", "case"]) == expected


@pytest.mark.parametrize(
    ("content", "head"),
    [
        ('a = 1\nb = "x["\n[table]\nc = 2\n', 'a = 1\nb = "x["\n'),
        ("a = 1\n  [table]\nc = 2\n", "a = 1\n"),
        ("a = 1\r\n[[table]]\r\n", "a = 1\n"),
        ("a = [\n  1,\n]\n[table]\n", "a = [\n  1,\n]\n"),
        ("a = 1\n", "a = 1\n"),
        ("[table]\n", ""),
        ("", ""),
    ],
)
def test_a_file_can_be_read_up_to_its_first_table(tmp_path: Path, content: str, head: str) -> None:
    path = written(tmp_path, content)
    assert read_text(path, until="[") == head
    assert read_text(path) == content.replace("\r\n", "\n")
