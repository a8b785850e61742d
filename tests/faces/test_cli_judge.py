"""Grading later from the command line: what waits, in which order, and what stays when one stops in the middle."""

import json

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from simulator.grading.self_grading import items_to_mark
from tests.faces.command_line import ANSWERED, DRILL, PUT_OFF, CommandLine
from tests.faces.desk import CARD


def grading(questions: list[Question]) -> str:
    """Return what grades a round by rote: every item absent, no sign, two exemplars read, five placements."""
    card = next(question for question in questions if question.id == CARD)
    items = len(items_to_mark(card, load_scorecard(card.kind)))
    return "\n".join([*["a"] * items, *[""] * 5, *[""] * 2, *["2"] * 5, ""])


def test_judge_grades_what_waits_and_afterwards_there_is_nothing_to_judge(
    cli: CommandLine, session: str, questions: list[Question]
) -> None:
    done = cli("judge", session, stdin=grading(questions))

    assert done.code == 0, done.err
    assert "Result of round 1" in done.out
    assert json.loads(cli("history", "--json").out)[0]["rounds"][0]["call"] == "strong no hire"
    for command in (("judge",), ("judge", session)):
        again = cli(*command)
        assert again.code == 0
        assert "No round of a finished session waits to be judged." in again.out


def test_judge_without_a_name_takes_every_session_that_waits(
    cli: CommandLine, session: str, questions: list[Question]
) -> None:
    cli(*DRILL, stdin=PUT_OFF)

    done = cli("judge", stdin=grading(questions) * 2)

    assert done.code == 0, done.err
    assert [row["rounds"][0]["waiting"] for row in json.loads(cli("history", "--json").out)] == [False, False]


def test_later_ends_judge_although_other_sessions_wait(cli: CommandLine, session: str) -> None:
    cli(*DRILL, stdin=PUT_OFF)

    done = cli("judge", stdin="a\nl\n")

    assert done.code == 0, done.err
    assert done.out.count("Grading round 1") == 1
    assert "Your marks are kept." in done.out


def test_judge_whose_input_ends_keeps_the_marks(cli: CommandLine, session: str) -> None:
    assert cli("judge", stdin="a\na\na\n").code == 5

    assert "3 items are marked already" in cli("judge").out


def test_judge_leaves_an_interview_alone_that_is_still_open(cli: CommandLine) -> None:
    cli(*DRILL, stdin=ANSWERED)  # ends at the question whether to grade
    name = json.loads(cli("history", "--json").out)[0]["id"]

    for command in (("judge",), ("judge", name)):
        assert "No round of a finished session waits to be judged." in cli(*command, stdin="a\n").out
