"""The screens on which a model judges; a fake stands for it, and where a picture needs it, a reply never comes."""

import asyncio
from collections.abc import Callable

from simulator.history.records import Mode
from simulator.model.call_log import CallLog
from simulator.model.connection import Connection
from simulator.model.keys import save_key
from simulator.model.protocol import Failure, Reply, Request
from simulator.tui.flows import sitting
from tests.grading.warm_judge import FAR, LOCAL, Maker, WarmJudge
from tests.tui.driver import Room
from tests.tui.steps import CASE, PRODUCT, to_judgement

HELD = frozenset({"judge"})
"""The workers that wait for a reply that never comes."""


class Stalling(WarmJudge):
    """Answers until a request is one that stalls."""

    def __init__(self, connection: Connection, maker: Maker, stalls: Callable[[Request], bool]) -> None:
        super().__init__(connection, maker)
        self._stalls = stalls

    async def ask(self, request: Request) -> Reply:
        if self._stalls(request):
            await asyncio.Event().wait()
        return await super().ask(request)


def set_up(room: Room, maker: Maker, *, far: bool = False, stalls: Callable[[Request], bool] | None = None) -> None:
    """Put a fake model into the settings of the app that runs."""

    def make(connection: Connection, log: CallLog) -> WarmJudge:
        return Stalling(connection, maker, stalls) if stalls else maker(connection, log)

    room.app._make_model = make
    config = room.workspace.config
    given = {"name": "openai/judge" if far else "openai/local", "api_base": FAR if far else LOCAL}
    room.workspace.save_config(config.model_copy(update={"model": config.model.model_copy(update=given)}))
    if far:
        save_key("models.example", "a-key", room.app.paths.keys_file)


async def model(room: Room) -> None:
    set_up(room, Maker())
    await room.press("g")


async def who_judges(room: Room) -> None:
    set_up(room, Maker())
    sitting.show_phase(room.app, to_judgement(room))


async def consent(room: Room) -> None:
    set_up(room, Maker(), far=True)
    sitting.show_phase(room.app, to_judgement(room))
    await room.settle()
    await room.press("enter")


async def judging(room: Room) -> None:
    """Two parts have a level, the others wait for their replies."""
    set_up(room, Maker(), stalls=lambda request: request.purpose not in ("judge scoping", "judge structure"))
    room.held = HELD
    sitting.show_phase(room.app, to_judgement(room))
    await room.settle()
    await room.press("enter")
    room.clock.advance(12)
    room.app.screen.paint()  # type: ignore[attr-defined]


async def judging_failed(room: Room) -> None:
    set_up(room, Maker(hook=lambda request: Failure.BAD_KEY))
    sitting.show_phase(room.app, to_judgement(room))
    await room.settle()
    await room.press("enter")


async def result_model(room: Room) -> None:
    await who_judges(room)
    await room.settle()
    await room.press("enter")


async def judging_all(room: Room) -> None:
    """The first of three is judged; the second is under way."""
    asked: list[str] = []

    def stalls(request: Request) -> bool:
        asked.append(request.purpose)
        return len(asked) > len(set(asked)) + 1

    set_up(room, Maker(), stalls=stalls)
    for card in (CASE, PRODUCT, CASE):
        waiting = to_judgement(room, Mode.PRACTICE, card)
        waiting.put_off(1)
        waiting.finish()
        waiting.leave()
        room.clock.advance(3_600)
    room.app.interview = None
    room.held = HELD
    await room.press("j")
    await room.press("enter")
    room.app.screen.paint()  # type: ignore[attr-defined]
