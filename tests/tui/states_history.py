"""The history: narrowed, written on, deleted from; with sessions of several kinds, judges, calls and days."""

from dataclasses import dataclass
from datetime import timedelta

from scorecards.models import Kind
from scorecards.recommendation import Call
from simulator.history.records import Mode, SessionRecord, Source
from tests.tui.driver import Room
from tests.tui.steps import past

NOTE = "Ran out of time before the guardrails.\nNext time: metric first, then the trade-off, then one number to watch."


@dataclass(frozen=True, slots=True)
class Sat:
    """What differs between the sessions; the rest is that of one that was really sat."""

    days_ago: int
    title: str
    kind: Kind
    sub_kind: str
    call: Call
    mode: Mode = Mode.PRACTICE
    model: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


SAT = (
    Sat(0, "Substitutions in a grocery basket", Kind.PRODUCT_SENSE, "improvement", Call.LEAN_HIRE, Mode.MOCK,
        "gpt-9", ("loop", "pricing"), NOTE),
    Sat(2, "A bank gives payroll away", Kind.STRATEGY, "competitive_response", Call.NO_HIRE, Mode.MOCK, "gpt-9"),
    Sat(3, "How many charging points", Kind.CASE, "estimation", Call.LEAN_NO_HIRE, tags=("pricing",)),
    Sat(12, "A feed for night nurses", Kind.PRODUCT_SENSE, "new_product", Call.HIRE, Mode.MOCK, "small-model"),
    Sat(20, "Refunds have doubled", Kind.CASE, "diagnosis", Call.LEAN_NO_HIRE, note="Slept badly."),
    Sat(45, "Stop the second app", Kind.STRATEGY, "sunset", Call.LEAN_HIRE, tags=("loop",)),
    Sat(200, "An exchange for used parts", Kind.STRATEGY, "market_entry", Call.NO_HIRE),
    Sat(400, "A first product at last", Kind.PRODUCT_SENSE, "new_product", Call.STRONG_NO_HIRE, tags=("first",)),
)  # fmt: skip


async def sit(room: Room) -> None:
    """Fill the history."""
    await past(room)
    store = room.workspace.store
    template = store.load(store.summaries()[0].id)
    for number, each in enumerate(SAT):
        store.save(record_of(template, each, number))
    room.workspace.store.sessions.joinpath(f"{template.started:%Y-%m}", f"{template.id}.json").unlink()
    store.announce(template.id)
    store.reread(template.id)


def record_of(template: SessionRecord, sat: Sat, number: int) -> SessionRecord:
    """Return a session like one that was really sat."""
    started = template.started - timedelta(days=sat.days_ago, minutes=30 * number)
    (entry,) = template.rounds
    (judged,) = entry.assessments
    origin = {"source": Source.LLM, "model": sat.model} if sat.model else {}
    judged = judged.model_copy(update={"call": sat.call, "provenance": judged.provenance.model_copy(update=origin)})
    changed = {"title": sat.title, "kind": sat.kind, "sub_kind": sat.sub_kind, "assessments": (judged,)}
    return template.model_copy(
        update={
            "id": f"{started:%Y%m%d-%H%M%S}-{number:04d}",
            "started": started,
            "mode": sat.mode,
            "tags": sat.tags,
            "note": sat.note,
            "rounds": (entry.model_copy(update=changed),),
        }
    )


async def history_many(room: Room) -> None:
    """Notes, tags, several judges."""
    await sit(room)
    await room.press("h")


async def history_narrowed(room: Room) -> None:
    """Filters are on, and the order is another."""
    await history_many(room)
    await room.press("k", "k", "o", "o", "o")


async def history_nothing(room: Room) -> None:
    """No session passes."""
    await history_many(room)
    await room.press("k", "j", "j", "j", "j")


async def history_form(room: Room) -> None:
    """Every filter on one page."""
    await history_many(room)
    await room.press("f")
    await room.press("4", "down", "down")


async def history_note(room: Room) -> None:
    """A note that was written before."""
    await history_many(room)
    await room.press("n")


async def history_tags(room: Room) -> None:
    """Tags, one of them refused."""
    await history_many(room)
    await room.press("down")
    await room.press("t")
    await room.press(*"pricing", "comma", *"loop!")
    await room.press("enter")


async def history_delete(room: Room) -> None:
    """Asked before."""
    await history_many(room)
    await room.press("x")


async def history_bring_back(room: Room) -> None:
    """Two were deleted, in another run."""
    await history_many(room)
    for _ in range(2):
        await room.press("x")
        await room.press("down", "enter")
    room.app.clear_notifications()
    await room.press("escape")
    await room.press("h")
    await room.press("u")
