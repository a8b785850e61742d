"""The clock of the plain interview: warnings, the close of a mock, overtime, follow-ups, time that ran out."""

import pytest

from simulator.history.records import ClosedBy, Mode, SessionStatus, TurnKind
from tests.faces.desk import ANSWER, MINUTES, Desk, texts, to_the_end
from tests.faces.scripted import Typing

WHOLE = MINUTES * 60
GRACE = 20
PROBE = 120
TIME_IS_UP = "Time. The answer is closed as it stands."


@pytest.mark.parametrize(
    ("mode", "at_the_end"),
    [
        (Mode.MOCK, f"Time is up. Finish your sentence: the answer closes in {GRACE} s."),
        (Mode.PRACTICE, "Time is up. You may go on; overtime is counted."),
    ],
)
def test_80_and_100_percent_are_told_once_each(desk: Desk, mode: Mode, at_the_end: str) -> None:
    console = desk.sit(["", Typing("All of it in one long line", WHOLE + GRACE - 1), "/quit"], mode=mode)

    assert [line for line in console.lines if line.startswith("Time")] == [
        "Time: 80 percent is used; 4 min left.",
        at_the_end,
    ]


def test_a_warning_comes_to_the_second_and_not_before(desk: Desk) -> None:
    console = desk.sit(["", Typing("Until here.", WHOLE * 8 // 10 - 1), "/show", Typing("One more", 1), "/quit"])

    warning = console.lines.index("Time: 80 percent is used; 4 min left.")
    assert console.lines.index("> /show") < warning
    assert warning == console.lines.index("> One more") + 1


def test_a_warning_missed_by_a_long_wait_is_not_told_late(desk: Desk) -> None:
    def wait() -> str:
        desk.clock.advance(WHOLE)
        return "/time"

    console = desk.sit(["", "One.", wait, "/quit"])

    assert "80 percent" not in console.text
    assert console.text.count("Time is up.") == 1


def test_a_warning_told_before_leaving_is_not_told_again(desk: Desk) -> None:
    desk.sit(["", Typing("One.", WHOLE * 8 // 10 + 5), "/quit"])

    console = desk.go_on([Typing("Two.", 10), "/quit"])

    assert "80 percent" not in console.text


def test_a_mock_that_runs_out_in_mid_word_keeps_what_was_typed_until_then(desk: Desk) -> None:
    def wait() -> str:
        desk.clock.advance(WHOLE - 50)
        return "/time"

    text = "x" * (50 + GRACE + 100)  # a character a second

    console = desk.sit(["", wait, Typing(text, len(text)), "and this came late", "/quit"], mode=Mode.MOCK)

    assert TIME_IS_UP in console.lines
    assert desk.round.closed_by is ClosedBy.TIME
    assert texts(desk.round.turns, TurnKind.ANSWER) == ["x" * (50 + GRACE)]
    assert texts(desk.draft.state.round.turns, TurnKind.LATE) == ["and this came late"]
    assert "and this came late" not in " ".join(desk.round.candidate_turns()), "late text is never judged"


def test_the_grace_can_be_used_to_the_last_second(desk: Desk) -> None:
    console = desk.sit(["", Typing(ANSWER, WHOLE + GRACE - 1), "/done", "/quit"], mode=Mode.MOCK)

    assert TIME_IS_UP not in console.lines
    assert desk.round.closed_by is ClosedBy.CANDIDATE


def test_a_line_finished_between_two_looks_at_the_clock_is_kept_as_late(desk: Desk) -> None:
    def paste() -> str:
        desk.clock.advance(WHOLE + GRACE)
        return "pasted at the very end"

    desk.sit(["", "In time.", paste, "", "/quit"], mode=Mode.MOCK)

    assert texts(desk.round.turns, TurnKind.ANSWER) == ["In time."]
    assert desk.turns(TurnKind.LATE) == ["pasted at the very end"]


def test_a_command_finished_too_late_is_no_late_text(desk: Desk) -> None:
    def ask() -> str:
        desk.clock.advance(WHOLE + GRACE)
        return "/ask what does it cost?"

    desk.sit(["", "In time.", ask, "", "/quit"], mode=Mode.MOCK)

    assert desk.turns(TurnKind.LATE) == []
    assert desk.turns(TurnKind.CLARIFICATION) == []


@pytest.mark.parametrize("question", ["/ask", "/topics", "/done"])
def test_a_mock_closes_also_while_a_question_of_the_program_waits(desk: Desk, question: str) -> None:
    """Otherwise an open question would stop the clock of a mock, which has no pause."""
    script = ["", "In time.", question, Typing("never mind", WHOLE + GRACE), "", "/quit"]

    console = desk.sit(script, mode=Mode.MOCK)

    assert TIME_IS_UP in console.lines
    assert desk.round.closed_by is ClosedBy.TIME
    assert texts(desk.round.turns, TurnKind.ANSWER) == ["In time."]


def test_practice_never_closes_by_itself_and_counts_what_goes_over(desk: Desk) -> None:
    console = desk.sit(["", Typing(ANSWER, WHOLE + 95), "/time", "/done", "/quit"])

    assert TIME_IS_UP not in console.lines
    assert "21 min 35 s used, 1 min 35 s over time." in console.page
    assert desk.round.closed_by is ClosedBy.CANDIDATE
    assert desk.round.overtime == 95


def test_time_within_the_box_is_no_overtime(desk: Desk) -> None:
    desk.sit(["", Typing(ANSWER, WHOLE - 1), "/done", "/quit"])

    assert desk.round.overtime == 0


def test_a_follow_up_of_a_mock_closes_after_its_two_minutes_and_grace(desk: Desk) -> None:
    text = "y" * (PROBE + GRACE + 30)

    console = desk.sit(["", ANSWER, "/done", Typing(text, len(text)), "late", "/quit"], mode=Mode.MOCK)

    told = [line for line in console.lines if line.startswith("Time")]
    assert told == [
        "Time: 80 percent is used; 24 s left.",
        f"Time is up. Finish your sentence: the answer closes in {GRACE} s.",
        TIME_IS_UP,
    ]
    assert desk.turns(TurnKind.PROBE_ANSWER) == ["y" * (PROBE + GRACE)]
    assert desk.turns(TurnKind.LATE) == ["late"]
    assert "Follow-up 2 of 3." in console.text


def test_each_follow_up_has_two_minutes_of_its_own(desk: Desk) -> None:
    script = ["", ANSWER, "/done", Typing("First.", 100), "/done", Typing("Second.", 60), "/time", "/quit"]

    console = desk.sit(script, mode=Mode.MOCK)

    assert "1 min used, 1 min left." in console.text
    assert TIME_IS_UP not in console.lines


def test_a_follow_up_in_practice_goes_over_its_two_minutes(desk: Desk) -> None:
    console = desk.sit(["", ANSWER, "/done", Typing("First.", PROBE + 60), "/time", "/quit"])

    assert TIME_IS_UP not in console.lines
    assert "1 min over time." in console.page


def expired_mock(desk: Desk) -> None:
    """Leave a mock after five minutes and come back when its time is over."""
    desk.sit(["", Typing(ANSWER, 300), Typing("and half", 10, enter=False)], mode=Mode.MOCK)
    desk.clock.sleep(WHOLE)


def test_an_expired_mock_can_be_judged_as_it_stands(desk: Desk) -> None:
    expired_mock(desk)

    console = desk.go_on(["j", "/quit"])

    assert "ran out while the program was closed" in console.page
    assert "What you had typed is safe." in console.page
    assert desk.round.closed_by is ClosedBy.TIME
    assert texts(desk.round.turns, TurnKind.ANSWER) == [f"{ANSWER}\nand half"]
    assert not desk.record().switched_to_practice


def test_an_expired_mock_can_go_on_as_practice_with_the_time_that_was_left(desk: Desk) -> None:
    expired_mock(desk)

    console = desk.go_on(["p", "/time", "/pause", "", "/quit"])

    assert f"5 min 10 s used, {MINUTES - 6} min 50 s left." in console.page
    assert "The clock runs." in console.lines, "practice may pause"
    record = desk.record()
    assert record.mode is Mode.PRACTICE
    assert record.switched_to_practice
    assert desk.draft.state.round.text == f"{ANSWER}\nand half"


def test_an_expired_mock_can_be_discarded_and_its_text_stays_in_the_history(desk: Desk) -> None:
    expired_mock(desk)

    console = desk.go_on(["d"])

    assert desk.left is None
    assert "The session was discarded; its text stays in the history." in console.text
    assert desk.record().status is SessionStatus.DISCARDED
    assert not list(desk.paths.drafts.iterdir())


def test_an_expired_mock_asks_until_the_choice_makes_sense(desk: Desk) -> None:
    expired_mock(desk)

    console = desk.go_on(["", "x", "J ", "/quit"])

    assert console.text.count("Please type one of: j, p, d.") == 2
    assert desk.round.closed_by is ClosedBy.TIME


def test_a_mock_left_in_a_follow_up_is_closed_when_its_time_is_over(desk: Desk) -> None:
    desk.sit(["", ANSWER, "/done", "Half of it", "/quit"], mode=Mode.MOCK)
    desk.clock.sleep(3600)

    console = desk.go_on([Typing("too late", 2), "/quit"])

    assert TIME_IS_UP in console.lines
    assert desk.turns(TurnKind.PROBE_ANSWER) == ["Half of it"]
    assert desk.turns(TurnKind.LATE) == ["too late"]


def test_a_mock_that_is_past_its_answer_does_not_expire(desk: Desk) -> None:
    desk.sit(["", ANSWER, *to_the_end()[:-2], Typing("", enter=False)], mode=Mode.MOCK)
    desk.clock.sleep(10 * 3600)

    console = desk.go_on([Typing("", enter=False)])

    assert "ran out" not in console.text


def test_practice_does_not_expire(desk: Desk) -> None:
    desk.sit(["", Typing(ANSWER, 300), "/quit"])
    desk.clock.sleep(10 * 3600)

    console = desk.go_on(["/time", "/quit"])

    assert "ran out" not in console.text
    assert "5 min used, 15 min left." in console.text
