"""The screens after an answer: prediction, break, grading, result, debrief."""

from simulator.history.records import Mode
from simulator.tui.flows import sitting
from simulator.tui.screens.compare import CompareScreen
from simulator.tui.screens.grading import FlagsScreen
from tests.tui.driver import Room
from tests.tui.steps import CASE, STRATEGY, answer, follow_ups, predict, sheet_of, start, task_of, to_judgement


async def prediction(room: Room) -> None:
    mid = start(room)
    answer(room, mid)
    follow_ups(room, mid)
    sitting.show_phase(room.app, mid)
    await room.settle()
    await room.press("3", "4", "2")


async def break_(room: Room) -> None:
    sitting.show_phase(room.app, to_judgement(room, Mode.MOCK, CASE, STRATEGY))


async def judge_now(room: Room) -> None:
    sitting.show_phase(room.app, to_judgement(room))


async def grading(room: Room) -> None:
    sat = to_judgement(room)
    sheet_of(room, sat, items=2)
    sitting.show_phase(room.app, sat)
    await room.settle()
    await room.press("enter")


async def grading_pick(room: Room) -> None:
    """Met: now the sentence."""
    await grading(room)
    await room.press("m", "down")


async def flags(room: Room) -> None:
    sat = to_judgement(room)
    sheet_of(room, sat)
    room.app.go(FlagsScreen(task_of(room, sat)))


async def compare(room: Room) -> None:
    sat = to_judgement(room)
    sheet_of(room, sat)
    room.app.go(CompareScreen(task_of(room, sat)))


async def result(room: Room) -> None:
    await compare(room)
    await room.settle()
    await room.press("ctrl+s")


async def result_end(room: Room) -> None:
    await result(room)
    await room.settle()
    room.app.screen.query_one(".page").scroll_end(animate=False, immediate=True)


async def debrief(room: Room) -> None:
    sat = to_judgement(room, Mode.MOCK, CASE, STRATEGY)
    sat.end_break()
    answer(room, sat)
    follow_ups(room, sat)
    predict(sat)
    sat.put_off(1)
    sat.put_off(2)
    sitting.show_phase(room.app, sat)
