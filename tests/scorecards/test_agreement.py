"""Bias, error and Brier score against cases worked by hand, and what must hold for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.agreement import bias, brier_score, coin_score, mean_absolute_error

LEVELS = st.integers(1, 5)
PAIRS = st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=30)
FORECASTS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


def test_bias_and_error_of_a_case_worked_by_hand() -> None:
    pairs = [(4, 3), (3, 3), (2, 4), (5, 3)]  # gaps +1, 0, -2, +2

    assert bias(pairs) == pytest.approx(0.25)
    assert mean_absolute_error(pairs) == pytest.approx(1.25)


def test_the_brier_score_of_a_case_worked_by_hand() -> None:
    # (.8 - 1)^2 = .04, (.6 - 0)^2 = .36, (1 - 1)^2 = 0, (.5 - 0)^2 = .25; together .65, over four .1625
    forecasts = [(0.8, True), (0.6, False), (1.0, True), (0.5, False)]

    assert brier_score(forecasts) == pytest.approx(0.1625)


@pytest.mark.parametrize(("chance", "came_true", "score"), [(1, True, 0), (0, False, 0), (1, False, 1), (0, True, 1)])
def test_the_ends_of_the_brier_score(chance: float, came_true: bool, score: float) -> None:
    assert brier_score([(chance, came_true)]) == score


@given(FORECASTS)
def test_whoever_always_says_half_has_a_quarter_whatever_comes_true(forecasts: list[tuple[float, bool]]) -> None:
    assert coin_score(forecasts) == 0.25


@given(FORECASTS)
def test_saying_how_often_it_comes_true_is_never_worse_than_half(forecasts: list[tuple[float, bool]]) -> None:
    rate = sum(came_true for _, came_true in forecasts) / len(forecasts)

    assert brier_score([(rate, came_true) for _, came_true in forecasts]) <= coin_score(forecasts) + 1e-12


@given(PAIRS, st.integers(-4, 4))
def test_shifting_all_judged_levels_shifts_the_bias_by_as_much(pairs: list[tuple[float, float]], shift: int) -> None:
    shifted = [(judged + shift, true) for judged, true in pairs]

    assert bias(shifted) == pytest.approx(bias(pairs) + shift)


@given(PAIRS)
def test_the_error_is_never_smaller_than_the_bias(pairs: list[tuple[float, float]]) -> None:
    assert mean_absolute_error(pairs) >= abs(bias(pairs)) - 1e-12


@given(PAIRS)
def test_turning_the_pairs_round_turns_the_bias_and_keeps_the_error(pairs: list[tuple[float, float]]) -> None:
    turned = [(true, judged) for judged, true in pairs]

    assert bias(turned) == pytest.approx(-bias(pairs))
    assert mean_absolute_error(turned) == pytest.approx(mean_absolute_error(pairs))


@pytest.mark.parametrize("measure", [bias, mean_absolute_error, brier_score, coin_score])
def test_nothing_has_no_score(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="nothing to compare"):
        measure([])
