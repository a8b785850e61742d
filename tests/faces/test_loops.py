"""Sessions of several rounds: the break between, no result before the end, the weakest round bounds the whole."""

import pytest

from simulator.history.records import Mode, SessionStatus
from simulator.interview.session import Phase
from tests.faces.desk import ANSWER, CARD, PREDICTION, Desk, grades, to_the_end
from tests.faces.scripted import Step, Typing

OTHER = "first-rides-down"
SIX: list[Step] = ["3", *PREDICTION]
"""A prediction for a card that tests all six dimensions."""
FIRST: list[Step] = ["", ANSWER, *to_the_end()]
SECOND: list[Step] = ["", ANSWER, *to_the_end()[: -len(PREDICTION)], *SIX]


def test_two_rounds_with_a_break_and_no_result_before_the_end(desk: Desk) -> None:
    console = desk.sit([*FIRST, "", *SECOND], mode=Mode.MOCK, names=(CARD, OTHER), policy=grades)

    page = console.page
    assert page.index("Round 1 of 2 is over. A break: no clock runs.") < page.index("Round 2 of 2: case, 20 minutes.")
    assert page.index("Round 2 of 2: case") < page.index("Grading round 1")
    assert page.index("Result of round 1") < page.index("Result of round 2") < page.index("Debrief of the session")
    record = desk.record()
    assert record.status is SessionStatus.FINISHED
    assert [each.question_id for each in record.rounds] == [CARD, OTHER]
    assert all(each.latest for each in record.rounds)


def test_no_clock_runs_in_a_break_not_even_that_of_a_mock(desk: Desk) -> None:
    def rest() -> str:
        desk.clock.advance(86_400)
        return ""

    console = desk.sit([*FIRST, rest, "", "/time", "/quit"], mode=Mode.MOCK, names=(CARD, OTHER))

    assert "0 s used, 20 min left." in console.text


def test_a_session_left_in_its_break_goes_on_with_the_second_round(desk: Desk) -> None:
    desk.sit([*FIRST, Typing("", enter=False)], names=(CARD, OTHER))
    assert desk.draft.state.phase is Phase.BREAK

    desk.go_on(["", *SECOND], grades)

    assert [bool(each.latest) for each in desk.record().rounds] == [True, True]


def test_a_second_sitting_of_a_card_starts_with_a_follow_up_not_asked_before(desk: Desk) -> None:
    desk.sit(FIRST, policy=grades)
    seen = desk.workspace().probes_seen(CARD)
    assert len(set(seen)) == 3
    assert desk.workspace().probes_seen(OTHER) == []

    desk.sit(["", ANSWER, "/done", "/quit"])

    assert desk.draft.state.round.probes[0] not in seen


def test_the_weakest_round_bounds_the_session(desk: Desk) -> None:
    second_graded = False

    def by_round(prompt: str) -> str | None:
        nonlocal second_graded
        second_graded = second_graded or prompt.startswith("\nGrade round 2")
        if not second_graded:
            return grades(prompt)
        if prompt.startswith("Mark (m met"):
            return "m"
        if prompt.startswith("Which sentence"):
            return "1.1"
        return "4" if prompt.startswith("Place") else grades(prompt)

    console = desk.sit([*FIRST, "", *SECOND], names=(CARD, OTHER), policy=by_round)

    first, second = (each.latest for each in desk.record().rounds)
    assert first is not None
    assert second is not None
    assert first.call < second.call
    debrief = console.page.split("Debrief of the session")[1]
    assert f'Round 1, case, "How many charging points": {first.call.label}.' in debrief
    assert f'Round 2, case, "Fewer first rides": {second.call.label}.' in debrief
    assert f"Result of the session: {first.call.label}" in debrief


def test_a_session_with_a_round_put_off_has_no_result_yet(desk: Desk) -> None:
    def second_later(prompt: str) -> str | None:
        return "n" if prompt.startswith("\nGrade round 2") else grades(prompt)

    console = desk.sit([*FIRST, "", *SECOND], names=(CARD, OTHER), policy=second_later)

    assert "The session has no result until every round is judged: pm-simulator judge." in console.page
    assert [each.waiting for each in desk.record().rounds] == [False, True]

    desk.judge([], grades)
    assert [each.waiting for each in desk.record().rounds] == [False, False]
    assert len(desk.record().rounds[0].assessments) == 1, "the first round is not graded again"


def test_later_in_the_first_round_still_offers_the_second(desk: Desk) -> None:
    marks = 0

    def first_later(prompt: str) -> str | None:
        nonlocal marks
        marks += prompt.startswith("Mark (")
        return "l" if marks == 1 and prompt.startswith("Mark (") else grades(prompt)

    desk.sit([*FIRST, "", *SECOND], names=(CARD, OTHER), policy=first_later)

    assert [each.waiting for each in desk.record().rounds] == [True, False]


def test_leaving_between_two_judgements_keeps_the_first(desk: Desk) -> None:
    def until_the_second(prompt: str) -> str | None:
        return None if prompt.startswith("\nGrade round 2") else grades(prompt)

    desk.sit([*FIRST, "", *SECOND, Typing("", enter=False)], names=(CARD, OTHER), policy=until_the_second)
    assert [bool(each.latest) for each in desk.record().rounds] == [True, False]

    console = desk.go_on([], grades)

    assert "Grading round 1" not in console.text
    assert [len(each.assessments) for each in desk.record().rounds] == [1, 1]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_single_drill_has_neither_break_nor_debrief(desk: Desk, mode: Mode) -> None:
    console = desk.sit(FIRST, mode=mode, policy=grades)

    assert "A break" not in console.text
    assert "Debrief of the session" not in console.text
