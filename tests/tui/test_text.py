"""Text that is cut to a width."""

import pytest
from rich.cells import cell_len

from simulator.tui.text import between_words


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (40, "Clarify what is counted and why"),
        (31, "Clarify what is counted and why"),
        (30, "Clarify what is counted and…"),
        (22, "Clarify what is…"),
        (16, "Clarify what is…"),
        (15, "Clarify what…"),
        (6, "Clari…"),
        (1, "…"),
    ],
)
def test_a_line_is_left_off_between_two_words(width: int, words: str) -> None:
    assert between_words("Clarify what is counted and why", width) == words


@pytest.mark.parametrize("text", ["面接の準備 を する", "日" * 30, "a " * 20, "a, b; c: d", "   "])
def test_wide_letters_fit_their_cells(text: str) -> None:
    for width in range(1, 30):
        assert cell_len(between_words(text, width)) <= width
