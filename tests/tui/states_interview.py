"""The screens of an interview, from its rules to the last follow-up, and what opens over them."""

from simulator.history.records import Mode
from simulator.tui.flows import sitting
from tests.tui.driver import Room
from tests.tui.steps import answer, start


async def briefing_mock(room: Room) -> None:
    sitting.show_phase(room.app, start(room))


async def briefing_practice(room: Room) -> None:
    sitting.show_phase(room.app, start(room, Mode.PRACTICE))


async def interview_begun(room: Room) -> None:
    """Nothing typed, nothing asked."""
    interview = start(room)
    interview.begin_round()
    sitting.show_phase(room.app, interview)
    await room.settle()


async def interview(room: Room) -> None:
    """In the middle: a fact was told, the second stage has begun."""
    mid = start(room)
    answer(room, mid)
    sitting.show_phase(room.app, mid)
    await room.settle()


async def interview_practice(room: Room) -> None:
    """All that practice allows, after the end of time."""
    late = start(room, Mode.PRACTICE)
    answer(room, late)
    late.take_hint()
    room.clock.advance(1_200)
    sitting.show_phase(room.app, late)
    await room.settle()


async def interview_brief(room: Room) -> None:
    """F2: hides the question, or shows it on a low terminal."""
    await interview(room)
    await room.press("f2")


async def time_warning(room: Room) -> None:
    await interview(room)
    room.clock.advance(600)
    room.app.screen.tick()  # type: ignore[attr-defined]


async def ask(room: Room) -> None:
    """A question that the interviewer is not sure of."""
    await interview(room)
    await room.press("f3")
    await room.press(*"power", "enter")


async def ask_told(room: Room) -> None:
    await interview(room)
    await room.press("f4")
    await room.press("down", "enter")


async def topics(room: Room) -> None:
    await interview(room)
    await room.press("f4")


async def hint(room: Room) -> None:
    await interview_practice(room)
    await room.press("f8")


async def pause(room: Room) -> None:
    mid = start(room, Mode.PRACTICE)
    answer(room, mid)
    sitting.show_phase(room.app, mid)
    await room.settle()
    await room.press("f9")


async def leave(room: Room) -> None:
    await interview(room)
    await room.press("escape")


async def hand_in(room: Room) -> None:
    """Too few words to hand in without being asked."""
    await interview_begun(room)
    await room.press(*"ok", "ctrl+s")


async def time_over(room: Room) -> None:
    """The grace has just run out."""
    await interview(room)
    room.clock.advance(690)
    room.app.screen.tick()  # type: ignore[attr-defined]


async def absence(room: Room) -> None:
    """The time ran out while nobody was there."""
    await interview(room)
    room.clock.advance(3_000)
    room.app.screen.tick()  # type: ignore[attr-defined]


async def follow_up(room: Room) -> None:
    mid = start(room)
    answer(room, mid)
    mid.close_answer()
    sitting.show_phase(room.app, mid)
    room.clock.advance(20)
    await room.settle()
    await room.press(*"Then", "space", *"half")


async def help_(room: Room) -> None:
    await interview(room)
    await room.press("f1")
