"""Caps only lower a call and compose; calls have names that can be read back."""

import itertools

import pytest

from scorecards.models import Target, Unassessed
from scorecards.recommendation import CALLS, Call, Caps, recommend
from tests.scorecards.helpers import CORE, outcomes

# one combination for each call at senior
AT_SENIOR = {
    Call.STRONG_HIRE: (5, 4, 4, 4, 4, 4),
    Call.HIRE: (4, 4, 4, 4, 4, 4),
    Call.LEAN_HIRE: (4, 4, 3, 3, 4, 4),
    Call.LEAN_NO_HIRE: (3, 3, 3, 3, 3, 3),
    Call.NO_HIRE: (4, 4, 4, 2, 4, 4),
    Call.STRONG_NO_HIRE: (4, 4, 4, 1, 4, 4),
}


@pytest.mark.parametrize(
    ("caps", "limit"),
    [
        (Caps(), Call.STRONG_HIRE),
        (Caps(red_flag=True), Call.LEAN_NO_HIRE),
        (Caps(contradicted_fact=True), Call.LEAN_NO_HIRE),
        (Caps(hints=1), Call.HIRE),
        (Caps(hints=2), Call.HIRE),
        (Caps(hints=3), Call.LEAN_HIRE),
        (Caps(hints=7), Call.LEAN_HIRE),
    ],
)
@pytest.mark.parametrize("by_levels", AT_SENIOR)
def test_a_cap_lowers_the_call_to_its_limit_and_never_raises_it(caps: Caps, limit: Call, by_levels: Call) -> None:
    made = recommend(outcomes(*AT_SENIOR[by_levels]), CORE, Target.SENIOR, caps)
    assert made.call is min(by_levels, limit)
    assert bool(made.caps) is (made.call < by_levels)


@pytest.mark.parametrize("target", Target)
def test_caps_compose_to_the_lowest_of_their_limits(target: Target) -> None:
    hints_limit = {0: Call.STRONG_HIRE, 1: Call.HIRE, 2: Call.HIRE, 3: Call.LEAN_HIRE, 4: Call.LEAN_HIRE}
    for levels in AT_SENIOR.values():
        given = outcomes(*levels)
        free = recommend(given, CORE, target).call
        for red_flag, contradicted, hints in itertools.product((False, True), (False, True), hints_limit):
            limit = min(Call.LEAN_NO_HIRE if red_flag or contradicted else Call.STRONG_HIRE, hints_limit[hints])
            caps = Caps(red_flag=red_flag, contradicted_fact=contradicted, hints=hints)
            assert recommend(given, CORE, target, caps).call is min(free, limit)


def test_caps_do_not_turn_missing_evidence_into_a_call() -> None:
    nothing = Unassessed.NOT_GRADED
    caps = Caps(red_flag=True, contradicted_fact=True, hints=3, unproven=True)
    made = recommend(outcomes(5, 5, nothing, nothing, 5, 5), CORE, Target.SENIOR, caps)
    assert (made.call, made.caps) == (Call.NOT_ENOUGH_EVIDENCE, ())


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (Caps(red_flag=True), ("a red flag: lean no hire at most",)),
        (Caps(contradicted_fact=True), ("a fact invented against one that was told: lean no hire at most",)),
        (Caps(hints=1), ("1 hint: hire at most",)),
        (Caps(hints=2), ("2 hints: hire at most",)),
        (Caps(hints=4), ("4 hints: lean hire at most",)),
        (Caps(unproven=True), ()),
    ],
)
def test_a_cap_that_lowered_the_call_is_named(caps: Caps, words: tuple[str, ...]) -> None:
    assert recommend(outcomes(*AT_SENIOR[Call.STRONG_HIRE]), CORE, Target.SENIOR, caps).caps == words


def test_a_recommendation_says_which_target_it_is_for() -> None:
    for target in Target:
        assert recommend(outcomes(4, 4, 4, 4, 4, 4), CORE, target).target is target


def test_the_calls_are_in_order() -> None:
    order = "strong no hire, no hire, lean no hire, lean hire, hire, strong hire".split(", ")
    assert [call.label for call in sorted(Call)] == ["not enough evidence", *order]
    assert [call.label for call in CALLS] == order


@pytest.mark.parametrize("call", Call)
def test_a_call_is_read_back_from_its_label(call: Call) -> None:
    assert Call.from_label(call.label) is call
    assert Call.from_label(f"  {call.label.upper()} ") is call


@pytest.mark.parametrize("label", ["", "maybe", "strong hire!", "strong  hire", "6", "label"])
def test_a_label_of_no_call_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="is not a recommendation"):
        Call.from_label(label)
