"""Clarifying questions in the plain interview: told, offered, or answered with "assume what you need"."""

import pytest

from question_bank.models import Question
from simulator.history.records import Mode, TurnKind
from simulator.interview.interviewer import NO_FACT, match_question
from tests.faces.desk import CARD, Desk

VAGUE = "what about the stores and the points?"


@pytest.fixture
def card(questions: list[Question]) -> Question:
    return next(question for question in questions if question.id == CARD)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_question_in_the_authored_words_is_told_its_fact_and_logged(desk: Desk, card: Question, mode: Mode) -> None:
    fact = card.fact("electrical-supply")

    console = desk.sit(["", f"/ask {fact.ask[0]}", "/quit"], mode=mode)

    assert f"Interviewer: {fact.text.strip()}" in console.page
    assert desk.turns(TurnKind.CLARIFICATION) == [fact.ask[0]]
    assert desk.turns(TurnKind.FACT) == [fact.text.strip()]


def test_an_unsure_question_offers_the_closest_topics_and_tells_the_one_chosen(desk: Desk, card: Question) -> None:
    offered = match_question(VAGUE, card.facts).offered
    assert len(offered) > 1, "the question of this test must be a vague one"

    console = desk.sit(["", f"/ask {VAGUE}", "2", "/quit"])

    assert "I am not sure what you mean. The closest topics:" in console.text
    for number, fact in enumerate(offered, start=1):
        assert f"  {number}  {fact.topic}" in console.lines
    assert desk.turns(TurnKind.CLARIFICATION) == [VAGUE]
    assert desk.turns(TurnKind.FACT) == [offered[1].text.strip()]


def test_an_unsure_question_with_none_of_the_topics_chosen_is_answered_with_no_fact(desk: Desk) -> None:
    console = desk.sit(["", f"/ask {VAGUE}", "0", "/quit"])

    assert NO_FACT in console.page
    assert desk.turns(TurnKind.FACT) == []
    assert desk.turns(TurnKind.NO_FACT) == [NO_FACT]


def test_a_question_that_no_fact_covers_is_to_be_assumed(desk: Desk) -> None:
    console = desk.sit(["", "/ask zebra xylophone?", "/quit"])

    assert f"Interviewer: {NO_FACT}" in console.page
    assert "closest topics" not in console.text
    assert desk.turns(TurnKind.NO_FACT) == [NO_FACT]


def test_ask_alone_asks_for_the_question_and_an_empty_one_is_dropped(desk: Desk, card: Question) -> None:
    fact = card.fact("costs")

    desk.sit(["", "/ask", fact.ask[0], "/ask", "  ", "/quit"])

    assert desk.turns(TurnKind.CLARIFICATION) == [fact.ask[0]]


def test_topics_lists_every_fact_without_telling_it_and_marks_those_told(desk: Desk, card: Question) -> None:
    console = desk.sit(["", "/topics", "3", "/topics", "0", "/quit"])

    chosen = card.facts[2]
    for number, fact in enumerate(card.facts, start=1):
        assert f"  {number}  {fact.topic}" in console.lines
        if fact is not chosen:
            assert fact.text.strip()[:60] not in console.page
    assert f"  3  {chosen.topic} (told)" in console.lines
    assert desk.turns(TurnKind.FACT) == [chosen.text.strip()]


def test_a_blank_line_leaves_the_topics_and_what_is_no_number_says_so(desk: Desk) -> None:
    console = desk.sit(["", "/topics", "/quit", "", "My answer goes on.", "/quit"])

    assert "or a blank line to go back." in console.page
    assert desk.turns(TurnKind.FACT) == []
    assert "My answer goes on." in desk.draft.state.round.text


def test_a_fact_asked_twice_is_told_in_the_same_words(desk: Desk, card: Question) -> None:
    fact = card.fact("purpose")

    desk.sit(["", f"/ask {fact.ask[0]}", f"/ask {fact.ask[1]}", "/quit"])

    assert desk.turns(TurnKind.FACT) == [fact.text.strip()] * 2


def test_what_was_asked_and_told_is_in_the_history_as_well(desk: Desk, card: Question) -> None:
    fact = card.fact("rival-plans")

    desk.sit(["", f"/ask {fact.ask[0]}", "A short answer.", "/done", "y", "/quit"])

    said = [(turn.kind, turn.text) for turn in desk.round.turns]
    assert said[:2] == [(TurnKind.CLARIFICATION, fact.ask[0]), (TurnKind.FACT, fact.text.strip())]


def test_clarifying_questions_belong_to_the_answer_and_not_to_a_follow_up(desk: Desk) -> None:
    console = desk.sit(["", "One line.", "/done", "y", "/ask what does it cost?", "/topics", "/quit"])

    assert "There is no command /ask here" in console.text
    assert "There is no command /topics here" in console.text
    assert desk.turns(TurnKind.CLARIFICATION) == []
