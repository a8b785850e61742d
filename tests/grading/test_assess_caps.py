"""What caps the call of a self-graded round and what lowers its confidence, with the reasons in words."""

from dataclasses import replace

import pytest

from question_bank.models import Question
from scorecards.models import ItemKind, ItemStatus, Target
from scorecards.recommendation import Call, Confidence
from simulator.grading.self_grading import assess
from simulator.grading.sheet import Mark, Placement, Sheet
from simulator.history.records import Assessment, RoundFlag
from tests.fakes import BEGIN
from tests.grading.builders import CASE, LONG, items_of, judged, record, sheet


def with_flags(question: Question, *flags: RoundFlag) -> Sheet:
    """Return a sheet that earns a strong hire, but for these signs."""
    full = sheet(question)
    answers = {flag: flag in flags for flag in (*flags, RoundFlag.FRAMEWORK_NARRATION, RoundFlag.INVENTED_FACTS)}
    return Sheet(items=full.items, placements=full.placements, flags=answers, seconds=full.seconds)


def test_a_fact_against_one_that_was_told_caps_the_call_and_says_so(whole: Question) -> None:
    assessment = judged(whole, with_flags(whole, RoundFlag.CONTRADICTED_FACT))

    assert assessment.call is Call.LEAN_NO_HIRE
    assert assessment.caps == ("a fact invented against one that was told: lean no hire at most",)
    assert set(assessment.outcomes.values()) == {5}, "the levels are what they are"


@pytest.mark.parametrize(
    "flag",
    [
        RoundFlag.FRAMEWORK_NARRATION,
        RoundFlag.FAKE_PRECISION,
        RoundFlag.INVENTED_FACTS,
        RoundFlag.FALSE_PREMISE_ACCEPTED,
    ],
)
def test_every_other_sign_is_shown_and_caps_nothing(whole: Question, flag: RoundFlag) -> None:
    assessment = judged(whole, with_flags(whole, flag))

    assert assessment.flags == (flag,)
    assert assessment.call is Call.STRONG_HIRE
    assert assessment.caps == ()


def test_a_sign_that_was_denied_is_not_shown(whole: Question) -> None:
    assert judged(whole, with_flags(whole)).flags == ()


@pytest.mark.parametrize(
    ("hints", "call", "caps"),
    [
        (0, Call.STRONG_HIRE, ()),
        (1, Call.HIRE, ("1 hint: hire at most",)),
        (2, Call.HIRE, ("2 hints: hire at most",)),
        (3, Call.LEAN_HIRE, ("3 hints: lean hire at most",)),
        (5, Call.LEAN_HIRE, ("5 hints: lean hire at most",)),
    ],
)
def test_hints_cost_what_was_said_before_they_were_taken(
    whole: Question, hints: int, call: Call, caps: tuple[str, ...]
) -> None:
    assessment = judged(whole, sheet(whole), record(LONG, hints=hints))

    assert (assessment.call, assessment.caps) == (call, caps)
    assert (RoundFlag.HINTS_USED in assessment.flags) is (hints > 0)


def test_overtime_is_shown_and_caps_nothing(whole: Question) -> None:
    assessment = judged(whole, sheet(whole), record(LONG, overtime=0.5))

    assert assessment.flags == (RoundFlag.OVER_TIME,)
    assert assessment.call is Call.STRONG_HIRE


def test_a_red_flag_with_proof_caps_its_dimension_at_three_and_the_call_at_lean_no_hire(whole: Question) -> None:
    flag = items_of(whole, "execution", ItemKind.RED_FLAG)[0]
    assessment = judged(whole, sheet(whole, changed={flag: Mark(ItemStatus.MET, "C1.1")}))

    assert assessment.outcomes == dict.fromkeys(assessment.outcomes, 5) | {"execution": 3}
    assert assessment.dimensions[-1].red_flags == (flag,)
    assert assessment.call is Call.LEAN_NO_HIRE
    assert assessment.caps == ("a red flag: lean no hire at most",)


def reasons(assessment: Assessment) -> tuple[Confidence, tuple[str, ...]]:
    return assessment.confidence, assessment.doubts


def test_a_self_graded_round_is_of_medium_confidence_at_best(whole: Question) -> None:
    assert reasons(judged(whole, sheet(whole))) == (Confidence.MEDIUM, ("self-graded",))


def test_a_short_answer_lowers_the_confidence_and_counts_its_words(whole: Question) -> None:
    words = " ".join(["word"] * 79)
    assert reasons(judged(whole, sheet(whole), record(words))) == (Confidence.LOW, ("self-graded", "only 79 words"))
    assert judged(whole, sheet(whole), record(f"{words} more")).confidence is Confidence.MEDIUM


def test_answers_to_follow_ups_count_among_the_words(whole: Question) -> None:
    half = " ".join(["word"] * 40)
    assert judged(whole, sheet(whole), record(half, half)).doubts == ("self-graded",)


def test_a_dimension_that_was_not_asked_lowers_the_confidence(partial: Question) -> None:
    assert reasons(judged(partial, sheet(partial))) == (
        Confidence.LOW,
        ("self-graded", "1 of 6 dimensions not assessed"),
    )


def test_a_checklist_against_the_placement_is_flagged_and_lowers_the_confidence(whole: Question) -> None:
    assessment = judged(whole, sheet(whole, place=Placement.LEVEL_WITH_LOW))

    assert all(result.flagged for result in assessment.dimensions)
    assert assessment.confidence is Confidence.LOW
    assert "checklist and exemplars disagree by a level somewhere" in assessment.doubts
    assert assessment.call is not Call.STRONG_HIRE


@pytest.mark.parametrize(("high", "value", "level", "near"), [(4, 3.5, 3, True), (5, 3.75, 4, False)])
def test_a_level_near_an_edge_that_would_turn_the_call_lowers_the_confidence(
    whole: Question, high: int, value: float, level: int, near: bool
) -> None:
    """All core and a quarter of senior is 3.5 by the checklist; between the exemplars is 3.5 or 4."""
    two_of_each = [
        item
        for name in CASE.dimension_ids
        for kind in (ItemKind.CORE, ItemKind.SENIOR)
        for item in [item for item in CASE.items_of(name) if item.kind is kind][:2]
    ]
    scorecard = CASE.model_copy(update={"items": tuple(two_of_each)})
    low, best = whole.exemplars
    best = best.model_copy(update={"levels": {**best.levels, "scoping": high}})
    question = whole.model_copy(update={"items": (), "exemplars": (low, best)})
    one, other = (item.id for item in two_of_each if item.dimension == "scoping" and item.kind is ItemKind.SENIOR)
    marks = sheet(whole, changed={one: Mark(ItemStatus.PARTIAL, "C1.1"), other: Mark(ItemStatus.ABSENT)})
    marks = replace(marks, placements={**marks.placements, "scoping": Placement.BETWEEN})

    assessment = assess(record(LONG), question, scorecard, marks, Target.SENIOR, BEGIN)

    scoping = assessment.dimensions[0]
    assert (scoping.checklist_level, scoping.value, scoping.outcome) == (3.5, value, level)
    assert ("a level so near an edge that the call could turn" in assessment.doubts) is near
    assert assessment.confidence is (Confidence.LOW if near else Confidence.MEDIUM)
