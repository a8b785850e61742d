"""The screens that say what to do next: suggestions and the schedule, real interviews, writing sessions to a file."""

import os
from datetime import timedelta
from itertools import cycle
from unittest.mock import patch

from scorecards.models import Kind
from scorecards.recommendation import Call
from simulator.history.outcomes import RealOutcomes, Result
from simulator.history.records import SessionRecord
from simulator.tui.screens.export import ExportScreen
from tests.practice.pasts import MODEL, assessment, session
from tests.tui.driver import Room
from tests.tui.steps import CASE, PRODUCT, STRATEGY

TITLES = {
    CASE: "How many charging points",
    STRATEGY: "A bank gives payroll away",
    PRODUCT: "Unwelcome swaps in the grocery bag",
}
KINDS = {CASE: Kind.CASE, STRATEGY: Kind.STRATEGY, PRODUCT: Kind.PRODUCT_SENSE}
SUB_KINDS = {CASE: "estimation", STRATEGY: "competitive_response", PRODUCT: "improve_product"}


def sat(days_ago: int, card: str, level: int, source: str = "self", **values: float) -> SessionRecord:
    """Return a session of one judged round on a card, at one level but for the dimensions that have ``values``."""
    judged = assessment(level, kind=KINDS[card], source=source, values=values, call=Call.LEAN_NO_HIRE)
    record = session(-days_ago, judged, kind=KINDS[card], sub_kind=SUB_KINDS[card], question=card)
    rounds = tuple(each.model_copy(update={"title": TITLES[card]}) for each in record.rounds)
    name = f"{record.id[:-4]}{list(KINDS).index(card):04d}"
    return record.model_copy(update={"id": name, "rounds": rounds})


def keep(room: Room, *records: SessionRecord) -> None:
    """Save sessions as an earlier run of the app would have."""
    for record in records:
        room.workspace.store.save(record)


async def next_first(room: Room) -> None:
    """Nothing was sat yet."""
    await room.press("n")


async def next_(room: Room) -> None:
    """A few rounds of two kinds, judged by oneself; one by a model, which is another series."""
    keep(
        room,
        *(sat(days, STRATEGY, 3, economics=value) for days, value in ((40, 2.0), (25, 2.4), (16, 2.8), (9, 3.2))),
        *(sat(days, CASE, 3) for days in (33, 4)),
        sat(12, CASE, 4, MODEL),
    )
    await room.press("n")


def interviewed(room: Room, *days_ago: int) -> None:
    """Log real interviews, every other one rejected."""
    now = room.clock.utc()
    for days, result in zip(days_ago, cycle((Result.REJECTED, Result.NEXT_ROUND)), strict=False):
        note = "They asked for the second-order effect of a price cut, and I had none." if days == min(days_ago) else ""
        outcomes = RealOutcomes(room.app.paths.outcomes_file)
        outcomes.add((now - timedelta(days=days)).date(), "loop", result, "The bank", note, now)


async def outcomes_first(room: Room) -> None:
    """No interview is logged."""
    await room.press("o")


async def outcomes(room: Room) -> None:
    """Some went well and some did not, each with practice before it."""
    keep(room, *(sat(days, card, 3) for days in (70, 40, 4) for card in (CASE, STRATEGY)))
    interviewed(room, 69, 68, 39, 38, 3, 2)
    await room.press("o")


async def outcome_form(room: Room) -> None:
    await room.press("o")
    await room.press("a")


async def export(room: Room) -> None:
    """One session of several, opened from its review."""
    keep(room, sat(9, STRATEGY, 3), sat(4, CASE, 3))
    home = room.app.paths.data.absolute()
    folder = home / "Documents"
    folder.mkdir()
    with (
        patch.dict(os.environ, HOME=str(home)),
        patch("simulator.tui.screens.export.start_folder", lambda: folder),
    ):
        room.app.push_screen(ExportScreen(room.workspace.store.summaries()[-1].id, 1))
        await room.settle()
