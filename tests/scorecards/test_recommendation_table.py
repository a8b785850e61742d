"""The table of SCORECARDS.md, restated as an oracle and compared over every combination and target."""

import itertools
from functools import cache

import pytest

from scorecards.models import Target, Unassessed
from scorecards.recommendation import Call, Caps, Outcome, recommend
from tests.scorecards.helpers import CORE, DIMENSIONS, outcomes

LEVELS = (1, 2, 3, 4, 5)
NONE = 0  # a dimension without a level
REASON = dict(zip(DIMENSIONS, itertools.cycle(Unassessed), strict=False))
Combination = tuple[int, ...]
COMBINATIONS: list[Combination] = list(itertools.product((NONE, *LEVELS), repeat=6))


def call_of(combination: Combination, target: Target, caps: Caps | None = None) -> Call:
    given: dict[str, Outcome] = {
        name: level or REASON[name] for name, level in zip(DIMENSIONS, combination, strict=True)
    }
    return recommend(given, CORE, target, caps).call


@cache
def calls(target: Target) -> dict[Combination, Call]:
    return {combination: call_of(combination, target) for combination in COMBINATIONS}


def restated(combination: Combination, target: Target) -> Call:
    """Read the table row by row; the first that applies wins."""
    core, others = combination[:4], combination[4:]
    b = 3 if target is Target.PM else 4
    missing = core.count(NONE)
    others_close = set(others) <= {NONE, b - 1, b, b + 1, b + 2}
    at_bar_or_above = core.count(b) + core.count(b + 1) + core.count(b + 2)
    one_below = core.count(b - 1)
    if combination.count(NONE) > 2 or missing > 1:
        return Call.NOT_ENOUGH_EVIDENCE
    if 1 in core:
        return Call.STRONG_NO_HIRE
    if at_bar_or_above + one_below + missing < 4:
        return Call.NO_HIRE
    raised = core.count(5) >= 3 if target is Target.GROUP else core.count(b) < 4
    if NONE not in combination and at_bar_or_above == 4 and raised and others_close:
        return Call.STRONG_HIRE
    enough_fives = target is not Target.GROUP or core.count(5) >= 2
    if missing == 0 and one_below <= 1 and others_close and enough_fives:
        return Call.HIRE
    if one_below + missing <= 2 and others_close:
        return Call.LEAN_HIRE
    return Call.LEAN_NO_HIRE


@pytest.mark.parametrize("target", Target)
def test_every_combination_gets_the_call_of_the_table(target: Target) -> None:
    wrong = {given: call for given, call in calls(target).items() if call is not restated(given, target)}
    assert not wrong


@pytest.mark.parametrize("target", Target)
def test_every_call_can_be_reached_but_no_hire_at_pm(target: Target) -> None:
    # at pm, b - 2 is 1, and a core 1 is a strong no hire
    unreachable = {Call.NO_HIRE} if target is Target.PM else set()
    graded = {call for given, call in calls(target).items() if NONE not in given}
    assert graded == set(Call) - {Call.NOT_ENOUGH_EVIDENCE} - unreachable
    assert set(calls(target).values()) == set(Call) - unreachable


@pytest.mark.parametrize("target", Target)
def test_raising_a_level_never_lowers_the_call(target: Target) -> None:
    table = calls(target)
    for given, call in table.items():
        for at, level in enumerate(given):
            if level in (1, 2, 3, 4):
                assert table[(*given[:at], level + 1, *given[at + 1 :])] >= call


def test_a_higher_target_never_raises_the_call() -> None:
    pm, senior, group = calls(Target.PM), calls(Target.SENIOR), calls(Target.GROUP)
    assert all(pm[given] >= senior[given] >= group[given] for given in COMBINATIONS)


@pytest.mark.parametrize("target", Target)
def test_an_unproven_anchor_turns_a_strong_hire_into_a_hire_and_changes_nothing_else(
    target: Target,
) -> None:
    table = calls(target)
    for given in itertools.product(LEVELS, repeat=6):
        expected = Call.HIRE if table[given] is Call.STRONG_HIRE else table[given]
        assert call_of(given, target, Caps(unproven=True)) is expected


@pytest.mark.parametrize(
    ("target", "call"), [(Target.PM, Call.HIRE), (Target.SENIOR, Call.LEAN_NO_HIRE), (Target.GROUP, Call.LEAN_NO_HIRE)]
)
def test_all_threes_are_a_hire_at_pm_and_a_lean_no_hire_above(target: Target, call: Call) -> None:
    assert recommend(outcomes(3, 3, 3, 3, 3, 3), CORE, target).call is call


@pytest.mark.parametrize(
    ("levels", "pm", "senior", "group"),
    [
        ((4, 4, 4, 4, 4, 4), Call.STRONG_HIRE, Call.HIRE, Call.LEAN_HIRE),
        ((5, 4, 4, 4, 3, 3), Call.STRONG_HIRE, Call.STRONG_HIRE, Call.LEAN_HIRE),
        ((5, 5, 4, 4, 3, 3), Call.STRONG_HIRE, Call.STRONG_HIRE, Call.HIRE),
        ((5, 5, 5, 4, 3, 3), Call.STRONG_HIRE, Call.STRONG_HIRE, Call.STRONG_HIRE),
        ((5, 5, 5, 5, 2, 5), Call.STRONG_HIRE, Call.LEAN_NO_HIRE, Call.LEAN_NO_HIRE),
        ((4, 4, 4, 3, 4, 4), Call.STRONG_HIRE, Call.HIRE, Call.LEAN_HIRE),
        ((4, 4, 3, 3, 4, 4), Call.STRONG_HIRE, Call.LEAN_HIRE, Call.LEAN_HIRE),
        ((4, 3, 3, 3, 4, 4), Call.STRONG_HIRE, Call.LEAN_NO_HIRE, Call.LEAN_NO_HIRE),
        ((5, 5, 5, 2, 5, 5), Call.HIRE, Call.NO_HIRE, Call.NO_HIRE),
        ((5, 5, 5, 1, 5, 5), Call.STRONG_NO_HIRE, Call.STRONG_NO_HIRE, Call.STRONG_NO_HIRE),
        ((4, 4, 4, 4, 1, 5), Call.LEAN_NO_HIRE, Call.LEAN_NO_HIRE, Call.LEAN_NO_HIRE),
    ],
)
def test_known_combinations_get_the_call_worked_out_by_hand(
    levels: Combination, pm: Call, senior: Call, group: Call
) -> None:
    assert tuple(recommend(outcomes(*levels), CORE, target).call for target in Target) == (pm, senior, group)


ASKED, GRADED = Unassessed.NOT_ASKED, Unassessed.NOT_GRADED


@pytest.mark.parametrize(
    ("given", "call"),
    [
        ((5, 5, 5, 5, ASKED, 5), Call.HIRE),
        ((5, 5, 5, 5, ASKED, GRADED), Call.HIRE),
        ((5, 5, 5, GRADED, 5, 5), Call.LEAN_HIRE),
        ((4, 4, 3, ASKED, 4, GRADED), Call.LEAN_HIRE),
        ((4, 3, 3, ASKED, 4, 4), Call.LEAN_NO_HIRE),
        ((5, 5, 5, ASKED, ASKED, GRADED), Call.NOT_ENOUGH_EVIDENCE),
        ((5, 5, ASKED, GRADED, 5, 5), Call.NOT_ENOUGH_EVIDENCE),
        ((1, 1, ASKED, GRADED, 1, 1), Call.NOT_ENOUGH_EVIDENCE),
        ((1, 5, 5, ASKED, 5, GRADED), Call.STRONG_NO_HIRE),
    ],
)
def test_a_dimension_without_a_level_is_never_a_number(given: tuple[Outcome, ...], call: Call) -> None:
    assert recommend(outcomes(*given), CORE, Target.SENIOR).call is call


def test_which_dimensions_are_core_is_told_and_not_a_matter_of_order() -> None:
    backwards = dict(reversed(outcomes(4, 4, 4, 4, 3, 3).items()))
    assert recommend(backwards, CORE, Target.SENIOR).call is Call.HIRE
    assert recommend(backwards, {"c", "d", "e", "f"}, Target.SENIOR).call is Call.LEAN_HIRE
