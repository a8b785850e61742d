"""The screens around an interview: home, set-up, what was interrupted, history, bank, settings, trouble."""

from question_bank.catalogue import Catalogue
from simulator.errors import ConfigError
from simulator.history.records import Mode
from simulator.tui.flows import sitting
from tests.tui.driver import Room
from tests.tui.steps import CASE, PRODUCT, STRATEGY, answer, past, start, to_judgement


async def home_first(room: Room) -> None:
    """The first start: nothing was sat yet."""


async def home(room: Room) -> None:
    """One session judged, one waiting, one interrupted."""
    await past(room)
    room.clock.advance(86_400)
    waiting = to_judgement(room)
    waiting.put_off(1)
    waiting.finish()
    room.clock.advance(3_600)
    answer(room, start(room, Mode.MOCK, STRATEGY))
    sitting.close(room.app)
    room.app.screen.on_screen_resume()  # type: ignore[attr-defined]


async def set_up(room: Room) -> None:
    await room.press("m")


async def training(room: Room) -> None:
    room.workspace.__dict__["catalogue"] = Catalogue()  # the benchmark answers are to its questions
    await room.press("t")


async def interrupted(room: Room) -> None:
    answer(room, start(room, Mode.PRACTICE))
    sitting.close(room.app)
    await room.settle()
    await room.press("c")


async def several_interrupted(room: Room) -> None:
    for card, mode in ((CASE, Mode.PRACTICE), (STRATEGY, Mode.MOCK), (PRODUCT, Mode.PRACTICE)):
        answer(room, start(room, mode, card))
        sitting.close(room.app)
        await room.settle()
        room.clock.advance(3_600)
    await room.press("c")


async def expired(room: Room) -> None:
    answer(room, start(room))
    sitting.close(room.app)
    await room.settle()
    room.clock.advance(7_200)
    await room.press("c")


async def history(room: Room) -> None:
    await past(room)
    room.clock.advance(86_400)
    waiting = to_judgement(room, Mode.MOCK, CASE, STRATEGY)
    waiting.discard()
    room.app.interview = None
    waiting.leave()
    await room.press("h")


async def history_empty(room: Room) -> None:
    await room.press("h")


async def history_filter(room: Room) -> None:
    await history(room)
    await room.press("slash")
    await room.press(*"lean")


async def bank(room: Room) -> None:
    await room.press("b")


async def card(room: Room) -> None:
    await room.press("b")
    await room.press("enter")


async def settings(room: Room) -> None:
    await room.press("s")


async def trouble(room: Room) -> None:
    """Nothing to continue."""
    await room.press("c")


async def trouble_config(room: Room) -> None:
    def broken() -> None:
        raise ConfigError(
            "The settings cannot be used",
            "settings.toml: theme: 'neon' is not one of 'night', 'paper'.",
            "Mend that line, or move the file away to start with the defaults. Nothing else was touched.",
        )

    room.app.attempt(broken)


async def palette(room: Room) -> None:
    await room.press("b")  # home is painted anew below it at any time
    await room.press("ctrl+p")


async def quit_(room: Room) -> None:
    """The first ctrl+c only tells."""
    await room.press("ctrl+c")
