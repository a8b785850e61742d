"""Draws questions: what was never sat comes first, then what was sat longest ago."""

from collections.abc import Sequence
from random import Random

from question_bank.models import Header
from scorecards.models import Kind

LOOP = (Kind.PRODUCT_SENSE, Kind.STRATEGY, Kind.CASE)
"""The rounds of a usual loop."""


def draw(headers: Sequence[Header], kinds: Sequence[Kind], sat: Sequence[str], random: Random) -> list[Header]:
    """Return one card for each of ``kinds``, no card twice; ``sat`` holds the ids sat before, oldest first.

    Raise LookupError naming the kind that has too few cards.
    """
    last_sat = {name: position for position, name in enumerate(sat)}
    drawn: list[Header] = []
    for kind in kinds:
        left = [header for header in headers if header.kind is kind and header not in drawn]
        if not left:
            raise LookupError(kind.label)
        longest_ago = min(last_sat.get(header.id, -1) for header in left)
        drawn.append(random.choice([header for header in left if last_sat.get(header.id, -1) == longest_ago]))
    return drawn


def least_practised(summaries_kinds: Sequence[str], random: Random) -> Kind:
    """Return the kind that was sat least often; chance decides between equals."""
    counts = {kind: summaries_kinds.count(kind.value) for kind in Kind}
    fewest = min(counts.values())
    return random.choice([kind for kind, count in counts.items() if count == fewest])
