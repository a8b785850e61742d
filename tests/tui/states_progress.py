"""The progress screen over made-up histories."""

from collections.abc import Iterable

from scorecards.models import ItemKind, ItemStatus, Kind, Unassessed
from scorecards.recommendation import Call
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from tests.practice.pasts import MODEL, assessment, item, predicted, session
from tests.tui.driver import Room

NAMES = ("objective", "market", "economics", "options_decision", "risk_second_order", "path_influence")
ECONOMICS = (2.0, 2.3, 2.0, 3.0, 3.4, 3.6)
"""A rise beyond noise."""
MARKET = (3.6, 3.2, 3.4, 2.8, 3.3, 2.6)
"""A fall within noise."""
DAYS = (-60, -47, -33, -20, -9, -2)
CARDS = ("nurse-language-app", "free-payroll", "third")
DRIVER = "Names the one driver that moves the result most, with its size."
RIVAL = "Says what each rival would lose by answering the move."
REACTION = "Names a second-order effect, the reaction of a rival or a partner."
STAGES = (("frame", 300.0, 500.0), ("decide", 300.0, 300.0), ("risk", 300.0, 60.0))


def keep(store: HistoryStore, sessions: Iterable[SessionRecord]) -> None:
    """Put sessions into the history."""
    for each in sessions:
        store.save(each)


def several_weeks() -> list[SessionRecord]:
    """Six strategy rounds, three of them judged by a model as well; one product sense round; one that waits."""
    strategy = [_strategy_round(number, day) for number, day in enumerate(DAYS)]
    product = session(-5, assessment(3, kind=Kind.PRODUCT_SENSE), kind=Kind.PRODUCT_SENSE, question="fourth")
    return [*strategy, product, session(-1)]


def _strategy_round(number: int, day: int) -> SessionRecord:
    seldom = ItemStatus.MET if number == 4 else ItemStatus.ABSENT
    partly = (ItemStatus.PARTIAL, ItemStatus.MET)[number % 2]
    items = {
        "market": [item("market-rival", partly, text=RIVAL)],
        "economics": [item("economics-driver", seldom, text=DRIVER)],
        "risk_second_order": [item("risk-reaction", ItemStatus.ABSENT, ItemKind.SENIOR, REACTION)],
    }
    values = {"economics": ECONOMICS[number], "market": MARKET[number]}
    levels = dict.fromkeys(NAMES, 3) | {name: round(value) for name, value in values.items()}
    judged = [assessment(levels, values=values, items=items)]
    if number >= 3:
        judged.append(assessment(2, source=MODEL))
    return session(
        day,
        *judged,
        question=CARDS[number % 3],
        prediction=predicted(dict.fromkeys(NAMES, 3) | {"economics": 4}, Call.LEAN_HIRE, 0.8),
        stages=STAGES,
    )


async def progress(room: Room) -> None:
    """Levels and their bars."""
    keep(room.workspace.store, several_weeks())
    await room.press("p")


async def progress_over_time(room: Room) -> None:
    """A rise, with questions seen before."""
    await progress(room)
    await room.press("k", "k", "tab", "down", "down")


async def progress_within_noise(room: Room) -> None:
    """A fall that is none."""
    await progress_over_time(room)
    await room.press("up")


async def progress_weak_spots(room: Room) -> None:
    await progress(room)
    await room.press("tab", "tab")


async def progress_own_eye(room: Room) -> None:
    await progress(room)
    await room.press("shift+tab")


async def progress_none(room: Room) -> None:
    await room.press("p")


async def progress_one(room: Room) -> None:
    """One round: a level and no line."""
    keep(room.workspace.store, [session(-1, assessment(3))])
    await room.press("p")


async def progress_one_over_time(room: Room) -> None:
    await progress_one(room)
    await room.press("tab")


async def progress_not_graded(room: Room) -> None:
    keep(room.workspace.store, [session(-1, assessment(Unassessed.NOT_GRADED, source=MODEL))])
    await room.press("p")
