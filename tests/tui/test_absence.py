"""A machine that slept with the program open: the end of time that nobody saw is told, and the ways out are offered."""

import pytest

from simulator.history.records import ClosedBy, Mode, SessionStatus, TurnKind
from simulator.interview.conductor import AWAY_SECONDS, Interview
from simulator.interview.session import Phase
from tests.tui.room import ANSWER, MINUTES, Room, Seat, texts
from tests.tui.stages import between_answer_and_follow_up, probing

BOX = MINUTES * 60
GRACE = 20
LONG = BOX + GRACE + AWAY_SECONDS + 1


async def answer_then_sleep(seat: Seat, *, kept: bool = True) -> None:
    """Type for a minute, then close the lid until long after the end."""
    await seat.start(Mode.MOCK)
    await seat.paste("Half an answer")
    if kept:
        await seat.pass_time(60)
    await seat.pass_time(LONG)


@pytest.mark.parametrize(
    ("keys", "screen", "phase"),
    [
        (("enter",), "InterviewScreen", Phase.PROBING),
        (("down", "enter"), "InterviewScreen", Phase.ANSWERING),
        (("down", "down", "enter"), "HomeScreen", None),
        (("escape",), "HomeScreen", None),
    ],
)
def test_each_way_out_is_that_of_a_restart(room: Room, keys: tuple[str, ...], screen: str, phase: Phase | None) -> None:
    async def story(seat: Seat) -> None:
        await answer_then_sleep(seat)
        assert seat.at == "ChooseScreen"
        assert "ran out while you were away" in seat.part(".box-text")
        await seat.press(*keys)
        assert seat.at == screen
        assert (seat.app.interview and seat.state.phase) is phase
        if phase is Phase.PROBING:
            assert texts(seat.state.round.turns, TurnKind.ANSWER) == ["Half an answer"]
            assert seat.state.round.closed_at == BOX + GRACE
            assert seat.state.round.closed_by is ClosedBy.TIME
        if phase is Phase.ANSWERING:
            assert seat.state.mode is Mode.PRACTICE
            assert seat.editor.text == "Half an answer"
            assert seat.rows[0].strip().startswith("19:00 left")
            await seat.press("!")
            assert seat.editor.text == "Half an answer!"

    room.play(story)
    if keys[-1] == "escape":
        assert room.draft.state.round.text == "Half an answer"
    elif phase is None:
        assert room.record.status is SessionStatus.DISCARDED
        assert not room.drafts


def test_words_typed_in_the_last_moment_before_the_sleep_cost_no_time_and_are_not_lost(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.pass_time(60)
        await seat.paste("The last words")
        await seat.pass_time(LONG)
        assert seat.state.round.text == "The last words"
        await seat.press("down", "enter")
        assert seat.editor.text == "The last words"
        assert seat.rows[0].strip().startswith("19:00 left")

    room.play(story)


def test_the_choice_is_offered_once_however_long_it_stands(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await answer_then_sleep(seat)
        height = len(seat.app.screen_stack)
        for _ in range(3):
            await seat.pass_time(500)
        assert len(seat.app.screen_stack) == height
        await seat.press("enter")
        assert seat.state.round.closed_at == BOX + GRACE

    room.play(story)


@pytest.mark.parametrize("key", ["f3", "f1", "escape"])
def test_the_choice_comes_in_the_place_of_a_dialog(room: Room, key: str) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press(key)
        await seat.pass_time(LONG)
        assert "ran out while you were away" in seat.part(".box-text")
        await seat.press("enter")
        assert seat.at == "InterviewScreen"

    room.play(story)


def test_a_hand_in_that_is_faster_than_the_clock_gets_the_choice_too(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste(ANSWER)
        seat.clock.advance(LONG)
        await seat.press("ctrl+s")
        assert "ran out while you were away" in seat.part(".box-text")
        assert seat.state.phase is Phase.ANSWERING

    room.play(story)


def test_an_end_that_somebody_saw_closes_as_ever(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.pass_time(BOX + GRACE + AWAY_SECONDS)
        assert seat.at == "NoticeScreen"
        assert "The answer is closed and saved as it stands." in seat.words

    room.play(story)


def test_practice_never_oversleeps(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.PRACTICE)
        await seat.pass_time(LONG * 3)
        assert seat.at == "InterviewScreen"

    room.play(story)


def test_a_follow_up_that_ran_out_in_the_sleep_is_closed_and_that_is_said(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste(ANSWER)
        await seat.press("ctrl+s", "enter")
        await seat.paste("Because of the")
        await seat.pass_time(10)
        await seat.pass_time(3600)
        assert seat.at == "NoticeScreen"
        said = seat.part(".box-text")
        assert "The time of this follow-up ran out while you were away; it is closed and saved as it stands." in said
        assert texts(seat.state.round.turns, TurnKind.PROBE_ANSWER) == ["Because of the"]
        await seat.press("enter")
        assert "Follow-up 2 of 3" in seat.words
        assert seat.rows[0].strip().startswith("02:00 left")

    room.play(story)


def test_a_follow_up_that_ran_out_while_the_program_was_closed_is_told_at_once(room: Room) -> None:
    def half_answered(interview: Interview) -> None:
        probing(interview)
        interview.type("Half of it")

    room.sit_and_crash(half_answered, Mode.MOCK)
    room.clock.advance(120 + GRACE + 5)

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter")
        assert seat.at == "NoticeScreen"
        assert "The time of this follow-up ran out while you were away" in seat.words
        assert texts(seat.state.round.turns, TurnKind.PROBE_ANSWER) == ["Half of it"]
        await seat.press("enter")
        assert "Follow-up 2 of 3" in seat.words

    room.play(story)


@pytest.mark.parametrize(("steps", "seconds"), [(probing, 100), (between_answer_and_follow_up, 5000)])
def test_a_follow_up_with_time_left_goes_on(room: Room, steps: object, seconds: float) -> None:
    room.sit_and_crash(steps, Mode.MOCK)  # type: ignore[arg-type]
    room.clock.advance(seconds)

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter")
        assert seat.at == "InterviewScreen"
        assert "Follow-up 1 of 3" in seat.words

    room.play(story)
