"""Draws questions: what was never sat comes first, then what was sat longest ago; weights say which sub-kind."""

from collections.abc import Mapping, Sequence
from random import Random

from question_bank.models import SUB_KINDS, Header
from scorecards.models import Kind
from scorecards.problems import nearest
from simulator.errors import UsageError

Cell = tuple[Kind, str]
"""A kind and one of its sub-kinds."""
LOOP = (Kind.PRODUCT_SENSE, Kind.STRATEGY, Kind.CASE)
"""The rounds of a usual loop."""


def sub_kinds(headers: Sequence[Header], kind: Kind) -> list[str]:
    """Return the sub-kinds of a kind that have cards, in the order of the bank's list."""
    found = {header.sub_kind for header in headers if header.kind is kind}
    return [name for name in SUB_KINDS[kind] if name in found]


def kind_of(sub_kind: str, kinds: Sequence[Kind]) -> Kind:
    """Return the kind that a sub-kind belongs to, which is the one of ``kinds`` if there is one; raise UsageError."""
    if len(kinds) > 1:
        raise UsageError(
            "A sub-kind is for one kind", "These rounds are of several kinds.", "Name one kind, or no sub-kind."
        )
    for kind in kinds or Kind:
        if sub_kind in SUB_KINDS[kind]:
            return kind
    known = [name for kind in kinds or Kind for name in SUB_KINDS[kind]]
    meant = nearest(sub_kind, known) or nearest(sub_kind.replace(" ", "_").replace("-", "_"), known)
    whose = f"of kind {kinds[0].value} " if kinds else ""
    raise UsageError(
        "No such sub-kind",
        f"No sub-kind {whose}is called {sub_kind!r}." + (f" Did you mean {meant}?" if meant else ""),
        f"There are: {', '.join(known)}." if kinds else "Those of the cards stand in: pm-simulator bank list.",
    )


def draw(
    headers: Sequence[Header],
    kinds: Sequence[Kind],
    sat: Sequence[str],
    random: Random,
    sub_kind: str = "",
    weights: Mapping[Cell, float] | None = None,
) -> list[Header]:
    """Return one card for each of ``kinds``, no card twice; ``sat`` holds the ids sat before, oldest first.

    ``sub_kind`` leaves only the cards of that one. With ``weights`` chance first chooses a sub-kind by them, another
    one for each round while there are others; in it, as among all cards without weights, no card comes again before
    its siblings. Raise LookupError naming the kind that has too few cards.
    """
    headers = [header for header in headers if sub_kind in ("", header.sub_kind)]
    drawn: list[Header] = []
    for kind in kinds:
        left = [header for header in headers if header.kind is kind and header not in drawn]
        if not left:
            raise LookupError(kind.label)
        if weights is not None:
            used = {_cell(header) for header in drawn}
            left = _of_one_sub_kind([each for each in left if _cell(each) not in used] or left, weights, random)
        drawn.append(random.choice(next_in_turn(left, sat)))
    return drawn


def next_in_turn(headers: Sequence[Header], sat: Sequence[str]) -> list[Header]:
    """Return the cards never sat, or else the one sat longest ago; ``sat`` holds ids, oldest first."""
    last_sat = {name: position for position, name in enumerate(sat)}
    longest_ago = min((last_sat.get(header.id, -1) for header in headers), default=-1)
    return [header for header in headers if last_sat.get(header.id, -1) == longest_ago]


def _cell(header: Header) -> Cell:
    return (header.kind, header.sub_kind)


def _of_one_sub_kind(headers: Sequence[Header], weights: Mapping[Cell, float], random: Random) -> list[Header]:
    """Return the cards of one sub-kind, chosen by weight; a sub-kind without a weight has 1, none has less than 0."""
    cells = sorted({_cell(header) for header in headers})
    shares = [max(0.0, weights.get(cell, 1.0)) for cell in cells]
    if not any(shares):  # nothing is wanted, so anything is as good
        shares = [1.0] * len(cells)
    (chosen,) = random.choices(cells, shares)
    return [header for header in headers if _cell(header) == chosen]


def least_practised(summaries_kinds: Sequence[str], random: Random) -> Kind:
    """Return the kind that was sat least often; chance decides between equals."""
    counts = {kind: summaries_kinds.count(kind.value) for kind in Kind}
    fewest = min(counts.values())
    return random.choice([kind for kind, count in counts.items() if count == fewest])
