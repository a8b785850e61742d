"""Leaving, coming back, hurry: what is kept, and what keys in a rush do."""

from simulator.history.records import Mode, SessionStatus
from simulator.interview.session import Phase
from tests.tui.room import ANSWER, PREDICTION, Room, Seat
from tests.tui.stages import answering, predicted


def test_leaving_asks_once_and_keeps_everything(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press(*"half", "escape")
        assert "The clock of a mock runs on." in seat.part(".box-text")
        await seat.press("enter", "a")
        assert seat.editor.text == "halfa", "the first choice is to stay"
        await seat.press("escape", "escape", "b")
        assert seat.editor.text == "halfab", "escape stays as well"
        await seat.press("escape", "down", "enter")
        assert seat.at == "HomeScreen"
        assert "Interrupted" in seat.text
        assert seat.app.interview is None

    room.play(story)
    assert room.draft.state.round.text == "halfab"


def test_ctrl_q_in_mid_answer_keeps_every_key(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press(*"first")
        await seat.press("ctrl+q")

    room.play(story)
    assert room.draft.state.phase is Phase.ANSWERING
    assert room.draft.state.round.text == "first"


def test_ctrl_q_over_a_question_keeps_every_key(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press(*"first", "f3", "ctrl+q")
        assert seat.app._exit

    room.play(story)
    assert room.draft.state.round.text == "first"


def test_ctrl_c_quits_only_when_pressed_twice(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press(*"text", "ctrl+c")
        assert not seat.app._exit
        assert "ctrl+c again quits; everything is kept." in seat.told
        await seat.press("ctrl+c")
        assert seat.app._exit

    room.play(story)
    assert room.draft.state.round.text == "text"


def test_ctrl_c_twice_quits_from_a_dialog(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press("escape", "ctrl+c")
        assert not seat.app._exit
        await seat.press("ctrl+c")
        assert seat.app._exit

    room.play(story)


def test_grading_put_off_waits_on_home_and_is_done_with_j(room: Room) -> None:
    room.sit_and_crash(predicted)

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter", "down", "enter")
        assert seat.at == "HomeScreen"
        assert "1 round waits to be judged" in seat.words
        seat.mark_all_but_one()
        await seat.press("j")
        assert seat.at == "GradingScreen"
        await seat.finish_grading()
        await seat.press("enter")
        assert seat.at == "HomeScreen"
        assert "round waits" not in seat.text
        await seat.press("j")
        assert "No round of a finished session waits to be judged." in seat.words

    room.play(story)
    assert room.record.status is SessionStatus.FINISHED
    assert room.record.rounds[0].latest is not None


def test_marks_made_before_leaving_or_a_crash_are_there_again(room: Room) -> None:
    room.sit_and_crash(predicted)

    async def leave(seat: Seat) -> None:
        await seat.press("c", "enter", "enter", "a", "a")
        assert "Item 3 of" in seat.rows[0]
        await seat.press("b")
        assert "marked: absent" in seat.part("#item")
        await seat.press("l")
        assert seat.at == "HomeScreen"

    async def crash(seat: Seat) -> None:
        await seat.press("j")
        assert "Item 3 of" in seat.rows[0]
        await seat.press("a")
        await seat.crash()

    async def again(seat: Seat) -> None:
        await seat.press("j")
        assert "Item 4 of" in seat.rows[0]
        await seat.press("l")

    for story in (leave, crash, again):
        room.play(story)
    assert room.record.rounds[0].latest is None


def test_credit_needs_a_sentence(room: Room) -> None:
    room.sit_and_crash(predicted)

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter", "enter", "enter")
        assert "First m or p, then the sentence." in seat.told
        await seat.press("m")
        assert "Item 1 of" in seat.rows[0]
        await seat.press("enter")
        assert "Item 2 of" in seat.rows[0]
        await seat.press("l")

    room.play(story)


def test_a_prediction_without_an_answer_is_asked_for(room: Room) -> None:
    room.sit_and_crash(lambda interview: predicted(interview, predict=False))

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter", "3", "ctrl+s")
        assert seat.at == "PredictionScreen"
        assert "has no answer yet." in seat.told
        await seat.press(*PREDICTION[1:])
        assert seat.at == "ChooseScreen"

    room.play(story)


def test_two_quick_escapes_leave_one_screen(room: Room) -> None:
    async def story(seat: Seat) -> None:
        for key in "mhbs":
            await seat.press(key)
            assert seat.at != "HomeScreen"
            await seat.hammer("escape", "escape", "escape")
            assert seat.at == "HomeScreen"
            assert len(seat.app.screen_stack) == 2

    room.play(story)


def test_keys_hammered_while_the_screen_changes_start_one_session(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.hammer("m", "m", "d", "h")
        assert seat.at == "SetupScreen"
        assert len(seat.app.screen_stack) == 3
        await seat.press(*["enter"] * 5)
        await seat.hammer("enter", "enter", "enter", "enter")
        assert seat.at in ("BriefingScreen", "InterviewScreen")
        assert len(seat.app.screen_stack) == 3
        assert len(room.drafts) == 1

    room.play(story)


def test_c_hammered_continues_once(room: Room) -> None:
    room.sit_and_crash(answering)

    async def story(seat: Seat) -> None:
        await seat.hammer("c", "c", "c")
        assert seat.at == "ChooseScreen"
        assert len(seat.app.screen_stack) == 3
        await seat.hammer("enter", "enter")
        assert seat.at == "InterviewScreen"
        assert seat.editor.text.strip() == ANSWER.strip()

    room.play(story)


def test_hand_in_hammered_closes_one_answer(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.paste(ANSWER)
        await seat.hammer("ctrl+s", "ctrl+s", "enter", "enter", "ctrl+s")
        assert len(seat.state.round.probes) <= 1
        assert seat.state.round.closed_at is not None

    room.play(story)


def test_a_very_short_answer_is_asked_back(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press("x", "ctrl+s")
        assert "The answer has only 1 word." in seat.part(".box-text")
        await seat.press("enter")
        assert seat.state.round.closed_at is None
        await seat.press("ctrl+s", "down", "enter")
        assert seat.state.phase is Phase.PROBING

    room.play(story)
