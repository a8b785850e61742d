"""Sentence by sentence, for models too small to weigh several things at once.

Asked about a whole answer, such a model likes everything and points anywhere. Shown one sentence, and the checklist
with its own examples, it sorts the sentence under a fitting item far more often. It cannot tell whether the sentence
does the item well or only touches it, so code asks for something concrete in it. No sentence can speak for another,
whatever it says. The long part of each prompt is the same for all sentences and all answers to a question, so that a
server that keeps prefixes reads it once.

The model gives no level of its own, and no red flag: an accusation is more than it can be trusted with.
"""

import re
from collections.abc import Sequence

from scorecards.evidence import Segment
from scorecards.models import ItemKind, ItemStatus
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
LEAST_WORDS = 8
"""A shorter sentence announces something ("I see three options.") far more often than it shows it."""
TOKENS = 40
PATIENCE = 3
"""Times the deadline of a call: the first one reads the whole checklist."""

_CONCRETE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|million|half|third|quarters?|"
    r"twice|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|"
    r"because|if|unless|while|whereas|although|since|than|until)\b",
    re.IGNORECASE,
)
"""A figure, a date, a reason, a comparison or a condition. Of what the strategy rubric quotes as counting, two in three
have one; of what it quotes as not counting, one in eleven."""


async def judge_by_sentences(case: Case, calls: Calls) -> dict[str, Checked]:
    """Judge all tested dimensions; raise ModelError, of the failure UNREADABLE where a reply stays unusable."""
    items = [item for name in case.tested for item in case.items(name) if item.kind is not ItemKind.RED_FLAG]
    system = prompts.sort_system(items)
    shown: dict[str, Segment] = {}
    for segment in _worth_asking(case):
        for name in await _items_of(case, calls, [item.id for item in items], segment, system):
            shown.setdefault(name, segment)
    return {
        name: Checked({item.id: _checked(shown.get(item.id)) for item in case.items(name)}, anchor=None)
        for name in case.tested
    }


def _worth_asking(case: Case) -> list[Segment]:
    segments = case.screened.segments
    if off_topic((segment.text for segment in segments), case.question):
        return []
    return [each for each in segments if len(each.text.split()) >= LEAST_WORDS and _CONCRETE.search(each.text)]


async def _items_of(case: Case, calls: Calls, ids: Sequence[str], segment: Segment, system: str) -> list[str]:
    """Return the ids of the items that a sentence shows, the likeliest first."""
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
        return CheckedItem(ItemStatus.ABSENT)
    return CheckedItem(ItemStatus.MET, (Quote(segment=segment.id, text=segment.text),), claimed=1, verified=1)
