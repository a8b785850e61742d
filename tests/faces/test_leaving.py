"""Leaving in the middle: Ctrl+C, /quit, an input that ends. Whatever was typed is there when it goes on."""

import pytest

from simulator.errors import ExitCode
from simulator.history.records import Mode, TurnKind
from tests.faces.desk import ANSWER, MINUTES, PREDICTION, Desk, grades, texts, to_the_end
from tests.faces.scripted import INTERRUPT, Step, Typing


def test_ctrl_c_once_warns_and_the_answer_goes_on(desk: Desk) -> None:
    console = desk.sit(["", "One.", INTERRUPT, "Two.", INTERRUPT, "Three.", "/quit"])

    assert console.text.count("Ctrl+C again leaves the interview") == 2, "a line in between starts the count anew"
    assert desk.draft.state.round.text == "One.\nTwo.\nThree."


def test_ctrl_c_twice_leaves_with_everything_kept(desk: Desk) -> None:
    desk.sit(["", "One.", INTERRUPT, INTERRUPT])

    assert desk.left is not None
    assert int(desk.left.exit_code) == 5
    assert "Everything is kept." in desk.left.sentence
    assert "pm-simulator continue" in desk.left.next_step
    assert desk.draft.state.round.text == "One."


def test_ctrl_c_in_the_middle_of_a_line_keeps_the_line(desk: Desk) -> None:
    desk.sit(["", "One.", Typing("Two, half", 3, interrupted=True), INTERRUPT])

    assert desk.draft.state.round.text == "One.\nTwo, half"


def test_a_line_kept_by_ctrl_c_stands_once_in_the_answer_that_goes_on(desk: Desk) -> None:
    desk.sit(["", Typing("Half", 2, interrupted=True), "Next.", "/quit"])

    assert desk.draft.state.round.text == "Half\nNext."


def test_ctrl_c_twice_leaves_a_follow_up_too(desk: Desk) -> None:
    desk.sit(["", ANSWER, "/done", "Half of it", INTERRUPT, INTERRUPT])

    assert desk.left is not None
    assert desk.draft.state.round.text == "Half of it"
    assert texts(desk.round.turns, TurnKind.ANSWER) == [ANSWER]


def test_an_input_closed_in_mid_line_keeps_the_unfinished_line(desk: Desk) -> None:
    desk.sit(["", "A whole line.", Typing("an unfinished one with twelve", 4, enter=False)])

    assert desk.left is not None
    assert desk.left.exit_code == ExitCode.INTERRUPTED
    assert desk.left.title == "The input ended"
    assert desk.draft.state.round.text == "A whole line.\nan unfinished one with twelve"


def test_leaving_a_mock_says_that_its_clock_runs_on(desk: Desk) -> None:
    desk.sit(["", Typing("One.", 60), "/quit"], mode=Mode.MOCK)

    assert desk.left is not None
    assert f"The mock's clock runs on: {MINUTES - 1} min left." in desk.left.sentence


def test_leaving_practice_does_not_speak_of_a_clock(desk: Desk) -> None:
    desk.sit(["", Typing("One.", 60), "/quit"])

    assert desk.left is not None
    assert "clock" not in desk.left.sentence


@pytest.mark.parametrize(("mode", "left"), [(Mode.MOCK, "13 min left."), (Mode.PRACTICE, "18 min left.")])
def test_time_away_counts_in_a_mock_and_not_in_practice(desk: Desk, mode: Mode, left: str) -> None:
    desk.sit(["", Typing("One.", 60), "/quit"], mode=mode)
    desk.clock.sleep(300)

    console = desk.go_on([Typing("Two.", 60), "/time", "/quit"])

    assert left in console.text
    assert desk.draft.state.round.text == "One.\nTwo."


def test_going_on_says_how_much_there_is_and_shows_it(desk: Desk) -> None:
    desk.sit(["", "One two three.", Typing("Four five", 2, enter=False)])

    console = desk.go_on(["/show", "/quit"])

    assert "5 words typed" in console.page
    assert "So far you have 5 words; /show reads them back." in console.page
    shown = console.lines.index("> /show")
    assert console.lines[shown + 1 : shown + 3] == ["One two three.", "Four five"]


def test_a_follow_up_left_open_is_asked_again_in_the_same_words_and_not_counted_twice(desk: Desk) -> None:
    before = desk.sit(["", ANSWER, "/done", "Half", "/quit"])
    asked = before.page.split("Follow-up 1 of 3. Interviewer: ")[1].split(" Answer, then /done.")[0]

    console = desk.go_on(["/done", "/quit"])

    page = console.page
    assert f"Follow-up 1 of 3. Interviewer: {asked}" in page
    assert "Follow-up 2 of 3." in page
    assert desk.turns(TurnKind.PROBE_ANSWER) == ["Half"]


BEFORE: dict[str, list[Step]] = {
    "the briefing": [],
    "the answer": ["", "Some words."],
    "the follow-up": ["", ANSWER, "/done", "Half"],
    "the prediction": ["", ANSWER, *to_the_end()[: -len(PREDICTION)], "3", "3"],
    "the judgement": ["", ANSWER, *to_the_end()],
}


@pytest.mark.parametrize("place", list(BEFORE))
def test_an_input_that_ends_anywhere_leaves_a_session_that_goes_on_there(desk: Desk, place: str) -> None:
    desk.sit([*BEFORE[place], Typing("", enter=False)])

    assert desk.left is not None
    assert desk.left.exit_code == ExitCode.INTERRUPTED
    left = desk.draft.state.phase
    console = desk.go_on([Typing("", enter=False)])
    assert desk.draft.state.phase is left
    assert 'Interrupted: practice, "' in console.text


def test_a_prediction_left_half_is_asked_from_its_start(desk: Desk) -> None:
    desk.sit([*BEFORE["the prediction"], Typing("", enter=False)])

    desk.go_on(PREDICTION, grades)

    assert desk.left is None
    assert desk.round.prediction is not None


def test_a_probe_that_has_left_the_card_is_still_asked_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sit(["", ANSWER, "/done", "Half", "/quit"])
    asked = desk.turns(TurnKind.PROBE)[0]

    def gone(_self: object, name: str) -> None:
        raise KeyError(name)

    monkeypatch.setattr("question_bank.models.Question.probe", gone)
    console = desk.go_on(["/quit"])

    assert " ".join(asked.split()) in console.page
