"""Declared figures are recomputed, and nothing but arithmetic is ever evaluated."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.figures import calculate, check_figures
from question_bank.models import Figure
from tests.question_bank.helpers import pattern

FILE = "charger-count.toml"
CARD = pattern()
STANDING = CARD.brief.prompt.split()[0]


def found(**parts: object) -> list[tuple[str, str]]:
    figure = Figure.model_validate({"shown": STANDING, "value": 12, "follows": "3 * 4", **parts})
    card = CARD.model_copy(update={"figures": (figure,)})
    return [(problem.key, problem.reason) for problem in check_figures(card, FILE)]


def test_a_figure_that_comes_out_and_stands_in_the_card_is_no_problem() -> None:
    assert found() == []
    assert found(value=11.9, within=0.01) == []
    assert found(value=-12, follows="-(3 * 4)") == []


def test_a_figure_that_does_not_come_out_is_named_with_what_does() -> None:
    [(key, reason)] = found(value=13)
    assert key == "figures[1]"
    assert reason == f"3 * 4 makes 12, and the card says {STANDING}"


def test_rounding_is_allowed_as_far_as_it_is_declared_and_no_further() -> None:
    assert found(value=12.06, within=0.005) == []
    assert len(found(value=12.2, within=0.005)) == 1


def test_a_figure_that_stands_nowhere_is_named() -> None:
    [(key, reason)] = found(shown="987,654.3")
    assert key == "figures[1].shown"
    assert reason == "'987,654.3' stands nowhere in the card"


@pytest.mark.parametrize(
    "follows",
    [
        "__import__('os')",
        "2 ** 9",
        "a + 1",
        "True + 1",
        "'x' * 3",
        "[1][0]",
        "(lambda: 1)()",
        "1 if 1 else 2",
        "1 // 2",
    ],
)
def test_only_numbers_and_four_operations_are_taken(follows: str) -> None:
    with pytest.raises(ValueError, match="is more than numbers"):
        calculate(follows)


@pytest.mark.parametrize("follows", ["1 / 0", "1e308 * 10 / 0"])
def test_a_sum_without_a_result_says_so(follows: str) -> None:
    with pytest.raises(ValueError, match="has no result"):
        calculate(follows)


@pytest.mark.parametrize("follows", ["", "3 +", "((", "1 2", "(" * 300 + "1" + ")" * 300])
def test_what_cannot_be_read_says_so(follows: str) -> None:
    with pytest.raises(ValueError, match="is not a sum that can be read"):
        calculate(follows)


@given(st.text(max_size=40))
def test_whatever_is_written_there_is_a_number_or_a_reason(follows: str) -> None:
    with contextlib.suppress(ValueError):  # anything else that is raised fails the test
        assert isinstance(calculate(follows), int | float)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_sums_come_out_as_python_has_them(first: int, second: int, third: int) -> None:
    assert calculate(f"({first} + {second}) * 2 - {first} / {third}") == (first + second) * 2 - first / third
