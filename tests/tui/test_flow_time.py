"""Time in the room: warnings, the close in mid-word, follow-ups that run out, pause, hints."""

import pytest

from simulator.history.records import ClosedBy, Mode, TurnKind
from simulator.interview.session import Phase
from simulator.words.rounds import HINT_PRICE
from tests.tui.room import ANSWER, MINUTES, Room, Seat, texts

BOX = MINUTES * 60
GRACE = 20


def test_a_warning_at_80_percent_and_one_at_the_end_of_time(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.pass_time(BOX * 0.8 - 1)
        assert not seat.told
        await seat.pass_time(1)
        assert "80 percent is used; 4 min left." in seat.told
        assert "80 percent" in seat.words
        await seat.pass_time(BOX * 0.2)
        assert "Time is up. Finish your sentence: the answer closes in 20 s." in seat.told
        assert len(seat.app._notifications) == 2
        assert seat.rows[0].strip().startswith("00:00 left")
        await seat.pass_time(GRACE - 1)
        assert seat.rows[0].strip().startswith("+00:19 over")
        assert seat.state.phase is Phase.THINKING

    room.play(story)


def test_time_that_runs_out_in_mid_word_keeps_the_text_and_swallows_no_later_key_into_the_next_answer(
    room: Room,
) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press(*"unfin")
        await seat.pass_time(BOX + GRACE - 1)
        await seat.press(*"ish")
        await seat.pass_time(1)
        assert seat.at == "NoticeScreen"
        assert "The answer is closed and saved as it stands. A follow-up comes next." in seat.part(".box-text")
        await seat.press(*"ed?", "space", "ctrl+s", "escape", "f3")
        assert seat.at == "NoticeScreen", "only Enter goes on"
        assert texts(seat.state.round.turns, TurnKind.LATE) == []
        await seat.press("enter")
        assert "Follow-up 1 of 3" in seat.words
        assert seat.editor.text == ""
        await seat.press("x")
        assert seat.editor.text == "x"

    room.play(story)
    state = room.draft.state
    assert texts(state.round.turns, TurnKind.ANSWER) == ["unfinish"]
    assert state.round.closed_by is ClosedBy.TIME
    assert state.round.closed_at == BOX + GRACE
    assert state.round.text == "x"


@pytest.mark.parametrize(
    ("key", "over"), [("f3", "AskScreen"), ("f4", "AskScreen"), ("escape", "ChooseScreen"), ("f1", "HelpScreen")]
)
def test_time_that_runs_out_under_a_modal_closes_it_and_says_so(room: Room, key: str, over: str) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste("Half an answer")
        await seat.press(key)
        assert seat.at == over
        await seat.pass_time(BOX + GRACE)
        assert seat.at == "NoticeScreen"
        assert "The answer is closed" in seat.words
        assert len(seat.app.screen_stack) == 4, "the default, home, the interview, the notice: nothing is in between"
        await seat.press("enter")
        assert seat.at == "InterviewScreen"
        assert "Follow-up 1 of 3" in seat.words
        await seat.press("o", "k")
        assert seat.editor.text == "ok"

    room.play(story)
    assert texts(room.draft.state.round.turns, TurnKind.ANSWER) == ["Half an answer"]


def test_time_that_runs_out_under_help_over_a_question_closes_both(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("f3", "f1")
        assert [type(screen).__name__ for screen in seat.app.screen_stack[-2:]] == ["AskScreen", "HelpScreen"]
        await seat.pass_time(BOX + GRACE)
        await seat.press("enter")
        assert seat.at == "InterviewScreen"
        assert "Follow-up 1 of 3" in seat.words

    room.play(story)


def test_time_that_runs_out_while_the_terminal_is_too_small_waits_for_a_larger_one(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste("Half an answer")
        await seat.resize(20, 5)
        await seat.pass_time(BOX + GRACE)
        assert seat.state.phase is Phase.PROBING
        await seat.resize(80, 24)
        assert "The answer is closed" in seat.words
        await seat.press("enter")
        assert "Follow-up 1 of 3" in seat.words

    room.play(story)


def test_a_follow_up_runs_out_too(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste(ANSWER)
        await seat.press("ctrl+s", "enter")
        await seat.paste("Because of the")
        await seat.pass_time(120 + GRACE - 1)
        assert seat.at == "InterviewScreen"
        await seat.pass_time(1)
        assert seat.at == "NoticeScreen"
        await seat.press("enter")
        assert "Follow-up 2 of 3" in seat.words
        for _ in range(2):
            await seat.pass_time(120 + GRACE)
            await seat.press("enter")
        assert seat.at == "PredictionScreen"

    room.play(story)
    assert texts(room.draft.state.round.turns, TurnKind.PROBE_ANSWER) == ["Because of the", "", ""]


def test_practice_goes_over_time_and_does_not_close(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.pass_time(BOX + 300)
        assert "Time is up. You may go on; overtime is counted." in seat.told
        assert "Time is up." in seat.words
        assert "+05:00 over" in seat.rows[0]
        await seat.press("y")
        await seat.pass_time(1)
        assert seat.state.phase is Phase.ANSWERING

    room.play(story)


def test_a_hint_says_its_price_before_it_is_taken(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        hint = seat.interview.question.stages[0].hint
        await seat.press("f8")
        assert HINT_PRICE in seat.words
        assert hint[:30] not in seat.words
        await seat.press("enter")
        assert seat.state.round.hints == ()
        await seat.press("f8", "down", "enter")
        assert len(seat.state.round.hints) == 1
        assert " ".join(hint.split()) in " ".join(seat.part("#brief-text").split())
        await seat.press("f8")
        assert seat.at == "InterviewScreen"
        assert "this stage's hint was taken" in seat.told

    room.play(story)


def test_a_pause_stops_the_clock_until_enter_and_takes_no_keys(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press("a")
        await seat.pass_time(60)
        await seat.press("f9")
        assert "Paused" in seat.words
        await seat.pass_time(600)
        await seat.press("b")
        await seat.pass_time(600)
        await seat.press("enter", "c")
        assert seat.at == "InterviewScreen"
        await seat.pass_time(1)
        assert seat.rows[0].strip().startswith("18:59 left")
        assert seat.editor.text == "ac"

    room.play(story)


def test_a_mock_has_neither_pause_nor_hints(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("f8", "f9")
        assert seat.at == "InterviewScreen"
        assert not seat.state.paused
        assert "Pause" not in seat.rows[-1]

    room.play(story)
