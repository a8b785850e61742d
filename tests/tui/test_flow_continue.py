"""Crash and continue: the app is dropped without closing, and a new one goes on from the draft."""

from collections.abc import Callable

import pytest

from simulator.history.journal import Journal, line_of
from simulator.history.records import Mode, SessionStatus, TurnKind
from simulator.interview.conductor import Interview
from simulator.interview.session import Phase
from tests.tui.room import MINUTES, Room, Seat, texts
from tests.tui.stages import (
    answering,
    before_prediction,
    between_answer_and_follow_up,
    briefing,
    paused,
    predicted,
    probing,
    thinking,
)

BOX = MINUTES * 60
Steps = Callable[[Interview], None]


@pytest.mark.parametrize(
    ("to", "rounds", "screen", "says"),
    [
        (briefing, 1, "BriefingScreen", "Round 1 of 1"),
        (thinking, 1, "InterviewScreen", "20:00 left"),
        (answering, 1, "InterviewScreen", "We order sixty fast points"),
        (between_answer_and_follow_up, 1, "InterviewScreen", "Follow-up 1 of 3"),
        (probing, 1, "InterviewScreen", "Follow-up 1 of 3"),
        (paused, 1, "NoticeScreen", "Paused"),
        (before_prediction, 1, "PredictionScreen", ""),
        (predicted, 1, "ChooseScreen", "ready to be judged"),
        (predicted, 2, "BreakScreen", "A break"),
    ],
)
def test_a_crash_goes_on_in_the_phase_in_which_it_happened(
    room: Room, to: Steps, rounds: int, screen: str, says: str
) -> None:
    room.sit_and_crash(to, Mode.PRACTICE, rounds)
    before = room.draft.state

    async def go_on(seat: Seat) -> None:
        assert "Interrupted" in seat.text
        await seat.press("c", "enter")
        assert seat.at == screen
        assert says in seat.words
        turns = before.round.turns
        assert seat.state.round.turns[: len(turns)] == turns

    room.play(go_on)


def test_a_crash_in_mid_answer_goes_on_with_text_cursor_facts_stage_and_the_true_time(room: Room) -> None:
    async def crash(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("f4", "enter", "escape")
        await seat.pass_time(100)
        await seat.paste("First the depots.\nThen the")
        await seat.press("f5")
        await seat.pass_time(30)
        await seat.crash()

    room.play(crash)
    room.clock.advance(70)

    async def go_on(seat: Seat) -> None:
        await seat.press("c", "enter")
        assert seat.rows[0].strip().startswith("16:40 left")
        assert "01:40 of" in seat.rows[0]
        assert "2/5" in seat.rows[0]
        fact = seat.interview.question.facts[0]
        assert " ".join(fact.text.split()) in " ".join(seat.part("#brief-text").split())
        await seat.press(*"re")
        assert seat.editor.text == "First the depots.\nThen there"

    room.play(go_on)
    assert room.draft.state.round.text == "First the depots.\nThen there"


def test_practice_does_not_count_the_time_that_the_program_was_away(room: Room) -> None:
    room.sit_and_crash(answering)
    room.clock.advance(5000)

    async def go_on(seat: Seat) -> None:
        await seat.press("c", "enter")
        assert seat.rows[0].strip().startswith("20:00 left")

    room.play(go_on)


def test_a_discarded_interview_is_in_the_history_and_no_longer_offered(room: Room) -> None:
    room.sit_and_crash(answering)

    async def discard(seat: Seat) -> None:
        await seat.press("c", "down", "enter")
        assert seat.at == "HomeScreen"
        assert "Interrupted" not in seat.text
        await seat.press("c")
        assert "No interview was interrupted." in seat.words

    room.play(discard)
    assert room.record.status is SessionStatus.DISCARDED


@pytest.mark.parametrize(
    ("keys", "screen", "phase"),
    [
        (("enter",), "InterviewScreen", Phase.PROBING),
        (("down", "enter"), "InterviewScreen", Phase.ANSWERING),
        (("down", "down", "enter"), "HomeScreen", None),
        (("escape",), "HomeScreen", None),
    ],
)
def test_each_way_out_of_a_mock_that_expired(
    room: Room, keys: tuple[str, ...], screen: str, phase: Phase | None
) -> None:
    def expire(interview: Interview) -> None:
        thinking(interview)
        room.clock.advance(60)
        interview.type("Half an answer")

    room.sit_and_crash(expire, Mode.MOCK)
    room.clock.advance(BOX + 1000)

    async def settle(seat: Seat) -> None:
        await seat.press("c")
        assert "ran out while the program was closed" in seat.part(".box-text")
        await seat.press(*keys)
        assert seat.at == screen
        assert (seat.app.interview and seat.state.phase) is phase
        if phase is Phase.PROBING:
            assert texts(seat.state.round.turns, TurnKind.ANSWER) == ["Half an answer"]
            assert seat.state.round.closed_at == BOX + 20
        if phase is Phase.ANSWERING:
            assert seat.editor.text == "Half an answer"
            assert seat.rows[0].strip().startswith("19:00 left")

    room.play(settle)
    assert len(room.drafts) == (0 if keys[0] == "down" and len(keys) == 3 else 1)


def test_a_card_that_vanished_is_named_and_the_interview_can_be_discarded(room: Room) -> None:
    room.sit_and_crash(answering)
    path = room.draft.path
    rows = Journal(path).rows().rows
    rows[0]["rounds"][0]["question_id"] = "gone-card"
    path.write_bytes(b"".join(line_of(row) for row in rows))

    async def go_on(seat: Seat) -> None:
        await seat.press("c")
        assert "gone-card" in seat.part(".box-text")
        await seat.press("enter")
        assert seat.at == "HomeScreen"
        assert "Interrupted" in seat.text
        await seat.press("c", "down", "enter")
        assert seat.at == "HomeScreen"
        assert "Interrupted" not in seat.text

    room.play(go_on)
    assert room.record.status is SessionStatus.DISCARDED
