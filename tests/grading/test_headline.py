"""The result as a level in words, for each band; prose lists; bars; the round that bounds a session."""

import itertools

import pytest

from question_bank.models import Question
from scorecards.models import Target, Unassessed
from scorecards.recommendation import Call, Outcome, recommend
from simulator.grading.wording import headline, listed, outcome_words, weakest_round
from simulator.history.records import Assessment, RoundRecord
from tests.grading.builders import CASE, judged, outcomes, record, sheet

NOT_ASKED = Unassessed.NOT_ASKED
SHORT = [dimension.short for dimension in CASE.dimensions]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((5, 5, 4, 4, 4, 4), "You answered above the senior bar."),
        ((4, 4, 4, 4, 4, 4), "You answered as a senior PM."),
        ((4, 4, 3, 4, 4, 4), "You answered as a senior PM. What still fell short: quantitative reasoning."),
        ((4, 4, 4, 4, 3, 4), "You answered as a senior PM. What still fell short: trade-offs."),
        (
            (4, 3, 3, 4, 4, 4),
            "You answered close to a senior PM; the senior bar was missed on structure and quantitative reasoning.",
        ),
        (
            (4, 3, 4, NOT_ASKED, 4, 4),
            "You answered close to a senior PM; the senior bar was missed on structure.",
        ),
        ((4, 4, 4, NOT_ASKED, 4, 4), "You answered close to a senior PM; there is no level for evidence."),
        (
            (5, 5, 5, Unassessed.NOT_GRADED, 5, NOT_ASKED),
            "You answered close to a senior PM; there is no level for evidence and execution.",
        ),
        (
            (4, 4, 3, 3, 2, 4),
            "You answered as a PM; the senior bar was missed on trade-offs, quantitative reasoning and evidence.",
        ),
        (
            (3, 3, 3, 3, 3, 3),
            "You answered as a PM; the senior bar was missed on scoping, structure, quantitative reasoning and 3 more.",
        ),
        (
            (3, 3, 3, 4, 3, 4),
            f"You answered as a PM; the senior bar was missed on {', '.join(SHORT[:3])} and trade-offs.",
        ),
        ((5, 5, 5, 2, 5, 5), "You answered as a PM; the senior bar was missed on evidence."),
        (
            (2, 2, 2, 3, 3, 3),
            "You answered below a PM; even a PM's bar was missed on scoping, structure and quantitative reasoning.",
        ),
        ((5, 5, 5, 5, 5, 1), "You answered below a PM; even a PM's bar was missed on execution."),
        ((1, 5, 5, 5, 5, 5), "You answered below a PM; even a PM's bar was missed on scoping."),
        (
            (1, 2, 1, 2, 2, 1),
            f"You answered below a PM; even a PM's bar was missed on {SHORT[0]}, {SHORT[2]}, {SHORT[5]} and 3 more.",
        ),
        ((4, 4, NOT_ASKED, NOT_ASKED, 4, 4), "There is not enough evidence for a level."),
        ((5, 5, 5, NOT_ASKED, NOT_ASKED, NOT_ASKED), "There is not enough evidence for a level."),
        ((NOT_ASKED,) * 6, "There is not enough evidence for a level."),
    ],
)
def test_the_headline_is_the_level_in_words(given: tuple[Outcome, ...], said: str) -> None:
    assert headline(outcomes(*given), CASE) == said


def test_every_combination_of_levels_has_a_whole_sentence_that_fits_its_calls() -> None:
    begins = {
        Call.STRONG_HIRE: "You answered above the senior bar",
        Call.HIRE: "You answered as a senior PM",
        Call.LEAN_HIRE: "You answered close to a senior PM",
    }
    others: list[tuple[Outcome, Outcome]] = [(3, 3), (4, 2), (5, NOT_ASKED), (1, 4), (4, 4), (NOT_ASKED, NOT_ASKED)]
    for core, rest in itertools.product(itertools.product((*range(1, 6), NOT_ASKED), repeat=4), others):
        levels = outcomes(*core, *rest)
        at_senior = recommend(levels, CASE.core, Target.SENIOR).call
        said = headline(levels, CASE)
        assert said.endswith(".")
        assert " on ." not in said
        assert " for ." not in said
        assert "short: ." not in said
        if at_senior in begins:
            assert said.startswith(begins[at_senior])
        elif at_senior is Call.NOT_ENOUGH_EVIDENCE:
            assert said == "There is not enough evidence for a level."
        else:
            as_pm = recommend(levels, CASE.core, Target.PM).call >= Call.LEAN_HIRE
            assert said.startswith("You answered as a PM;" if as_pm else "You answered below a PM;")


@pytest.mark.parametrize(
    ("names", "prose"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (list("abcd"), "a, b, c and d")],
)
def test_names_are_listed_as_prose(names: list[str], prose: str) -> None:
    assert listed(names) == prose


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (1, "#.... 1/5 no hire at any level"),
        (3, "###.. 3/5 a solid PM"),
        (5, "##### 5/5 raises the senior bar"),
        (Unassessed.NOT_ASKED, "not asked"),
        (Unassessed.NOT_GRADED, "not graded"),
    ],
)
def test_a_level_is_a_bar_with_its_number_and_no_level_is_a_reason(outcome: Outcome, words: str) -> None:
    assert outcome_words(outcome) == words


def round_with(question: Question, number: int, *calls: Call) -> RoundRecord:
    """Return a round with these judgements, oldest first."""
    assessment = judged(question, sheet(question))
    assessments: list[Assessment] = [
        assessment.model_copy(update={"id": f"{number}-{call.name}", "call": call}) for call in calls
    ]
    return record("Answer.").model_copy(update={"number": number, "assessments": tuple(assessments)})


def test_the_round_with_the_lowest_call_bounds_the_session(whole: Question) -> None:
    rounds = [
        round_with(whole, 1, Call.HIRE),
        round_with(whole, 2, Call.LEAN_NO_HIRE),
        round_with(whole, 3, Call.STRONG_HIRE),
    ]

    assert weakest_round(rounds) is rounds[1]


def test_the_newest_judgement_of_a_round_is_the_one_that_counts(whole: Question) -> None:
    rounds = [round_with(whole, 1, Call.STRONG_NO_HIRE, Call.STRONG_HIRE), round_with(whole, 2, Call.LEAN_HIRE)]

    assert weakest_round(rounds) is rounds[1]


def test_of_equal_rounds_the_first_is_named(whole: Question) -> None:
    rounds = [round_with(whole, 1, Call.HIRE), round_with(whole, 2, Call.HIRE)]

    assert weakest_round(rounds) is rounds[0]


def test_while_a_round_waits_the_session_has_no_result(whole: Question) -> None:
    assert weakest_round([round_with(whole, 1, Call.HIRE), round_with(whole, 2)]) is None
    assert weakest_round([]) is None
