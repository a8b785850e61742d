"""Bars of characters never show more than is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.tui.parts.bars import leaning_bar, level_bar

levels = st.floats(1, 5)


@pytest.mark.parametrize(
    ("low", "high", "sure", "drawn"),
    [
        (2.0, 3.5, True, "████▒▒▒|··"),
        (2.0, 3.5, False, "░░░░▒▒▒|··"),
        (3.0, 3.0, False, "░░░░░░·|··"),
        (5.0, 5.0, True, "██████████"),
        (1.0, 4.0, True, "██▒▒▒▒▒▒··"),
    ],
)
def test_a_bar_is_filled_to_the_lowest_and_shaded_to_the_highest(
    low: float, high: float, sure: bool, drawn: str
) -> None:
    assert level_bar(low, high, 4, sure=sure, cells=2) == drawn


@given(levels, levels, st.sampled_from((3, 4)), st.sampled_from((2, 4)), st.booleans())
def test_the_mark_of_the_target_is_covered_only_by_what_reaches_it(
    one: float, other: float, bar: int, cells: int, sure: bool
) -> None:
    low, high = sorted((one, other))
    drawn = level_bar(low, high, bar, sure=sure, cells=cells)
    assert len(drawn) == 5 * cells
    assert ("|" in drawn) == (high < bar)
    assert ("█" in drawn) == sure


@pytest.mark.parametrize(
    ("gap", "sure", "drawn"),
    [
        (0.0, True, "····|····"),
        (0.5, True, "····|█···"),
        (-1.0, False, "··░░|····"),
        (3.0, True, "····|████"),
        (-4.0, True, "████|····"),
    ],
)
def test_a_leaning_goes_to_its_side_and_stays_in_its_cells(gap: float, sure: bool, drawn: str) -> None:
    assert leaning_bar(gap, sure=sure, cells=2) == drawn
