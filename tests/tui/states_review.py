"""A past session in review: its rounds, and what changed since the same question was sat before."""

from scorecards.catalogue import load_scorecard
from scorecards.models import ItemKind, ItemStatus
from simulator.grading.self_grading import items_to_mark, segments_of
from simulator.grading.sheet import Mark, Placement, SheetFile
from simulator.history.records import Mode
from simulator.interview.conductor import Interview
from tests.tui.driver import Room
from tests.tui.steps import CASE, past, task_of, to_judgement

DAY = 86_400
HALF, FEW, MOST = (1, 0), (0, 1, 0, 0), (0, 1, 1)
"""Which items are met, over and over: 1 is met."""


async def review(room: Room) -> None:
    await past(room)
    await room.press("h")
    await room.press("enter")


async def review_answer(room: Room) -> None:
    await review(room)
    await room.press("tab")


async def review_transcript(room: Room) -> None:
    await review(room)
    await room.press("tab", "tab")


async def review_attempts(room: Room) -> None:
    """Three attempts; the last is better than the one before, in some dimensions beyond noise."""
    attempt(room, HALF, Placement.BETWEEN)
    attempt(room, FEW, Placement.LEVEL_WITH_LOW)
    attempt(room, MOST, Placement.LEVEL_WITH_HIGH)
    last = room.workspace.store.summaries()[-1].id
    labelled = room.workspace.store.load(last)
    room.workspace.store.save(labelled.model_copy(update={"note": "Counted stores first.", "tags": ("numbers",)}))
    await room.press("h")
    await room.press("enter")
    await room.press("tab", "tab", "tab")


async def review_attempts_end(room: Room) -> None:
    await review_attempts(room)
    room.app.screen.query_one(".page").scroll_end(animate=False, immediate=True)


async def review_both_answers(room: Room) -> None:
    await review_attempts(room)
    await room.press("tab")


async def review_attempts_not_judged(room: Room) -> None:
    """The one before was discarded, this one waits to be judged."""
    dropped = to_judgement(room, Mode.MOCK)
    dropped.discard()
    leave(room, dropped)
    waiting = to_judgement(room)
    waiting.put_off(1)
    waiting.finish()
    leave(room, waiting)
    await room.press("h")
    await room.press("enter")
    await room.press("tab", "tab", "tab")


async def review_again(room: Room) -> None:
    await review(room)
    await room.press("r")


def attempt(room: Room, pattern: tuple[int, ...], place: Placement) -> None:
    """Sit and grade the case by a pattern of items that are met, and let a day pass."""
    interview = to_judgement(room, Mode.PRACTICE, CASE)
    record = interview.record().rounds[0]
    scorecard = load_scorecard(record.kind)
    segments = segments_of(record)
    sheet = SheetFile(room.workspace.paths.drafts, interview.state.id, 1)
    for number, item in enumerate(items_to_mark(interview.question, scorecard)):
        met = pattern[number % len(pattern)] and item.kind is not ItemKind.RED_FLAG
        mark = Mark(ItemStatus.MET, segments[number % len(segments)].id) if met else Mark(ItemStatus.ABSENT)
        sheet.mark_item(item.id, mark, 5.0 * number)
    for name in interview.question.tested(scorecard.dimension_ids):
        sheet.place(name, place, 400)
    sheet.close()
    task_of(room, interview).finish()
    interview.finish()
    leave(room, interview)


def leave(room: Room, interview: Interview) -> None:
    """Leave a sitting, and let a day pass."""
    room.app.interview = None
    interview.leave()
    room.clock.advance(DAY)
