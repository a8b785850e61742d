"""Trends against cases worked by hand, and what must hold for every series."""

import math
import statistics
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.models import Kind, Unassessed
from simulator.practice.noise import T_95, difference_bound, mean_bound, short_number, t_95
from simulator.practice.series import judged_rounds
from simulator.practice.trends import LevelReached, change_of, dimension_trends, levels_reached, rung_of
from tests.practice.pasts import assessment, series, session, valued

VALUES = st.lists(st.floats(1, 5), min_size=4, max_size=20)


def test_the_halves_of_four_rounds_worked_by_hand() -> None:
    # halves [2, 2.5] and [3.5, 4]: means 2.25 and 3.75; variance of each .125, so the pooled standard error of the
    # difference is sqrt(.125) * sqrt(2 / 2) = .35355; times t for 2 degrees of freedom, 4.303: 1.5213, above the floor
    found = change_of([2.0, 2.5, 3.5, 4.0])

    assert (found.first, found.last, found.change) == (2.25, 3.75, 1.5)
    assert found.bound == pytest.approx(1.5213, abs=1e-4)
    assert found.words == "within noise"


def test_a_steady_series_meets_the_floor_of_the_noise() -> None:
    # no spread in either half, so the floor is the bound: 1.96 * .5 * sqrt(2 / 3) = .8002
    assert change_of([2.0] * 3 + [2.8] * 3).words == "within noise"
    found = change_of([2.0] * 3 + [2.9] * 3)
    assert found.bound == pytest.approx(0.8002, abs=1e-4)
    assert found.words == "up by .9"
    assert change_of([2.9] * 3 + [2.0] * 3).words == "down by .9"
    assert change_of([2.0] * 3 + [3.5] * 3).words == "up by 1.5"


def test_a_wide_series_needs_more_than_the_floor() -> None:
    # halves [1, 3, 2] and [2, 4, 3]: variance 1 each; sqrt(1) * sqrt(2 / 3) * t(4) = .8165 * 2.776 = 2.2666
    found = change_of([1.0, 3.0, 2.0, 2.0, 4.0, 3.0])

    assert found.bound == pytest.approx(2.2666, abs=1e-4)
    assert found.words == "within noise"


def test_the_middle_of_an_odd_series_belongs_to_neither_half() -> None:
    found = change_of([1.0, 1.0, 5.0, 3.0, 3.0])

    assert (found.first, found.last, found.change) == (1.0, 3.0, 2.0)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_nothing_is_a_trend_under_four_rounds(count: int) -> None:
    found = change_of([1.0, 5.0, 5.0][:count])

    assert found.words == f"too few rounds ({count} of 4)"
    assert not found.is_trend
    assert found.change is None


@given(st.floats(1, 5), st.integers(4, 60))
def test_a_constant_series_has_no_trend(value: float, count: int) -> None:
    assert change_of([value] * count).words == "within noise"


@pytest.mark.parametrize(("spread", "count"), [(0.3, 4), (0.5, 8), (1.2, 4), (1.2, 8)])
def test_pure_noise_is_called_a_trend_at_most_once_in_twenty(spread: float, count: int) -> None:
    chance = Random(1)
    alarms = sum(change_of([chance.gauss(3, spread) for _ in range(count)]).is_trend for _ in range(1500))

    assert alarms / 1500 <= 0.065, "0.05 and three standard errors of a share of 1,500 tries"


@given(VALUES, st.floats(-3, 3))
def test_shifting_a_series_moves_neither_its_change_nor_its_noise(values: list[float], shift: float) -> None:
    before, after = change_of(values), change_of([value + shift for value in values])

    assert after.change == pytest.approx(before.change, abs=1e-9)
    assert after.bound == pytest.approx(before.bound, abs=1e-6)


@given(VALUES)
def test_a_series_turned_round_turns_its_change(values: list[float]) -> None:
    forth, back = change_of(values), change_of(values[::-1])

    assert forth.change is not None
    assert back.change == pytest.approx(-forth.change)
    assert back.bound == pytest.approx(forth.bound)


@given(st.lists(st.floats(1, 5), min_size=2, max_size=10), st.data())
def test_the_noise_bound_is_the_textbook_one_and_never_under_its_floor(first: list[float], data: st.DataObject) -> None:
    last = data.draw(st.lists(st.floats(1, 5), min_size=len(first), max_size=len(first)))
    each = len(first)
    pooled = math.sqrt((statistics.variance(first) + statistics.variance(last)) / 2)
    textbook = T_95[2 * each - 3] * pooled * math.sqrt(2 / each)

    assert difference_bound(first, last) == pytest.approx(max(textbook, 1.96 * 0.5 * math.sqrt(2 / each)))


def test_the_noise_of_a_mean_worked_by_hand() -> None:
    # gaps 1, 1, 3, 3: variance 4/3, standard error .57735, t for 3 degrees of freedom 3.182: 1.8371
    assert mean_bound([1.0, 1.0, 3.0, 3.0]) == pytest.approx(1.8371, abs=1e-4)
    assert mean_bound([1.0] * 4) == pytest.approx(0.49)


def test_the_table_of_student_falls_to_the_normal_one() -> None:
    assert t_95(0) == math.inf
    assert [t_95(1), t_95(2), t_95(10), t_95(30)] == [12.706, 4.303, 2.228, 2.042]
    assert t_95(500) == 2.042, "beyond the table the bound is a little too wide, never too narrow"
    assert list(T_95) == sorted(T_95, reverse=True)


@pytest.mark.parametrize(("size", "shown"), [(0.6, ".6"), (-0.84, ".8"), (1.2, "1.2"), (0.96, "1.0")])
def test_numbers_of_levels_are_short(size: float, shown: str) -> None:
    assert short_number(size) == shown


def test_values_make_the_trend_and_levels_do_not() -> None:
    found = next(
        each for each in dimension_trends(valued(2.6, 2.6, 2.6, 3.4, 3.4, 3.4)) if each.dimension == "economics"
    )

    assert found.values == [2.6, 2.6, 2.6, 3.4, 3.4, 3.4]
    assert found.recent == pytest.approx((2.6 + 3 * 3.4) / 4)
    assert found.spread == (2.6, 3.4)


def test_a_dimension_that_was_not_graded_is_left_out_of_its_series() -> None:
    rounds = series({"economics": 3}, {"economics": Unassessed.NOT_GRADED}, {"economics": 5})

    (found,) = dimension_trends(rounds)

    assert found.values == [3.0, 5.0]
    assert dimension_trends(series({"economics": Unassessed.NOT_ASKED})) == []


def test_questions_seen_before_are_counted() -> None:
    rounds = judged_rounds(
        session(day, assessment({"economics": 3}), question=name) for day, name in enumerate(["a", "b", "a", "a"])
    )

    assert dimension_trends(rounds)[0].repeats == 2


@pytest.mark.parametrize(("level", "rung"), [(1, 0), (2, 0), (3, 1), (4, 3), (5, 4)])
def test_the_rung_of_a_round_with_one_level_throughout(level: int, rung: int) -> None:
    assert rung_of(dict.fromkeys("abcdef", level)) == rung


def test_the_rung_between_the_pm_and_the_senior_one_and_no_evidence() -> None:
    assert rung_of({"a": 3, "b": 3, "c": 4, "d": 4, "e": 4, "f": 4}) == 2
    assert rung_of({**dict.fromkeys("abc", 4), **dict.fromkeys("def", Unassessed.NOT_GRADED)}) is None


@pytest.mark.parametrize(
    ("rungs", "words"),
    [
        ((1, 1, 1, 3), "a solid PM or better in 4 of the last 4 rounds"),
        ((0, 3, 3, 3), "a senior PM or better in 3 of the last 4 rounds"),
        ((0, 0, 3, 3), "below a PM in 4 of the last 4 rounds"),
        ((4, 4, 4, 4), "above the senior bar in 4 of the last 4 rounds"),
        ((3, 3, 3), "too few rounds (3 of 4)"),
        ((3, None, 3, 3), "too few rounds (3 of 4)"),
        ((), "too few rounds (0 of 4)"),
    ],
)
def test_the_level_reached_is_that_of_most_of_the_last_four(rungs: tuple[int | None, ...], words: str) -> None:
    assert LevelReached(Kind.CASE, rungs).words == words


def test_only_the_last_four_rounds_of_a_kind_say_its_level() -> None:
    (found,) = levels_reached(series(5, 5, 3, 3, 3, 3))

    assert found.rungs == (1, 1, 1, 1)
