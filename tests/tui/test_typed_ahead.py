"""Keys typed ahead: what was meant for set-up does not begin the round behind the briefing."""

import pytest
from textual.events import Key

from simulator.history.records import Mode
from simulator.interview.session import Phase
from tests.tui.room import ANSWER, PREDICTION, Room, Seat


async def type_ahead(seat: Seat, *keys: str) -> None:
    """Send keys that wait in the queue until the app has time for them."""
    for key in keys:
        seat.app.post_message(Key(key, None))
    await seat.settle()


@pytest.mark.parametrize("key", ["ctrl+s", "enter"])
def test_an_enter_too_many_at_set_up_leaves_the_clock_standing(room: Room, key: str) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("m")
        await seat.press(*["enter"] * 5)
        await type_ahead(seat, key, "enter", "enter", "enter")
        assert seat.at == "BriefingScreen"
        assert seat.state.phase is Phase.BRIEFING
        seat.clock.advance(300)
        await seat.press("enter")
        assert seat.at == "InterviewScreen"
        assert seat.state.round.started_at == 300

    room.play(story)


def test_an_escape_typed_ahead_does_not_leave_the_briefing(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("d")
        await type_ahead(seat, "ctrl+s", "escape")
        assert seat.at == "BriefingScreen"
        await seat.press("escape")
        assert seat.at == "HomeScreen"

    room.play(story)


def test_the_next_rounds_briefing_is_guarded_as_well(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.PRACTICE, "charger-count", "charger-count")
        await seat.paste(ANSWER)
        await seat.to_prediction()
        await seat.press(*PREDICTION)
        assert "A break" in seat.text
        await type_ahead(seat, "enter", "enter")
        assert seat.at == "BriefingScreen"
        assert seat.state.phase is Phase.BRIEFING

    room.play(story)


def test_nobody_has_read_the_rules_in_the_first_moment(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.tui.screens.briefing.READING_SECONDS", 1000.0)

    async def story(seat: Seat) -> None:
        seat.app.ticking = True
        await seat.press("d", "ctrl+s")
        await seat.press("enter", "enter")
        assert seat.at == "BriefingScreen"
        seat.app.ticking = False

    room.play(story)
