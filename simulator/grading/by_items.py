"""Sentence by sentence, for models too small to weigh several things at once.

Asked about a whole answer, such a model likes everything and points anywhere. Shown one sentence, and the checklist
with its own examples, it sorts the sentence under the right item far more often. Each sentence is sorted twice, with
the examples in two orders, and what changes with the order is not believed.

No sentence can speak for another, whatever it says. The long part of each prompt is the same for all sentences and all
answers to a question, so a server that keeps prefixes reads it once. The model gives no level of its own, and no red
flag: an accusation is more than it can be trusted with.
"""

from collections.abc import Sequence

from scorecards.evidence import Segment
from scorecards.models import ChecklistItem, ItemKind, ItemStatus
from simulator.grading import prompts
from simulator.grading.calls import Calls
from simulator.grading.judge import Case, ask_usable
from simulator.grading.topic import off_topic
from simulator.grading.verifying import Checked, CheckedItem
from simulator.grading.wire import SortReply, read_reply, sort_schema
from simulator.history.records import Quote
from simulator.model.protocol import Request

MOST_ITEMS = 2
"""Items that one sentence can show."""
ORDERS = (0, 1)
"""In which the examples are shown."""
LEAST_WORDS = 8
"""A shorter sentence announces something ("I see three options.") far more often than it shows it."""
TOKENS = 40
PATIENCE = 3
"""Times the deadline of a call: the first one of an order reads the whole checklist."""

_ABSENT = CheckedItem(ItemStatus.ABSENT)


async def judge_by_items(case: Case, calls: Calls) -> dict[str, Checked]:
    """Judge all tested dimensions; raise ModelError, of the failure UNREADABLE where a reply stays unusable."""
    items = [item for name in case.tested for item in case.items(name) if item.kind is not ItemKind.RED_FLAG]
    segments = case.screened.segments
    shown: dict[str, Segment] = {}
    if not off_topic((segment.text for segment in segments), case.question):
        long = [segment for segment in segments if len(segment.text.split()) >= LEAST_WORDS]
        first, second = [await _sorted(case, calls, items, long, order) for order in ORDERS]
        for segment, once, again in zip(long, first, second, strict=True):
            for name in once:
                if name in again:
                    shown.setdefault(name, segment)
    return {
        name: Checked({item.id: _checked(shown.get(item.id)) for item in case.items(name)}, anchor=None)
        for name in case.tested
    }


async def _sorted(
    case: Case, calls: Calls, items: Sequence[ChecklistItem], segments: Sequence[Segment], order: int
) -> list[list[str]]:
    """Return for each sentence the ids of the items that it shows, the likeliest first."""
    system = prompts.sort_system(items, order)
    return [await _items_of(case, calls, [item.id for item in items], segment, system) for segment in segments]


async def _items_of(case: Case, calls: Calls, ids: Sequence[str], segment: Segment, system: str) -> list[str]:
    left = [*ids, prompts.OTHER]
    found: list[str] = []
    while len(found) < MOST_ITEMS:
        request = Request(
            purpose=f"sort {segment.id}",
            system=system,
            user=prompts.sentence_user(segment),
            schema=sort_schema(left),
            most_tokens=TOKENS,
            deadline=case.deadline * PATIENCE,
            temperature=0.0,
        )
        name = (await ask_usable(calls, request, lambda text: read_reply(text, SortReply))).sort
        if name == prompts.OTHER or name not in left:
            break
        found.append(name)
        left.remove(name)
    return found


def _checked(segment: Segment | None) -> CheckedItem:
    if segment is None:
        return _ABSENT
    return CheckedItem(ItemStatus.MET, (Quote(segment=segment.id, text=segment.text),), claimed=1, verified=1)
