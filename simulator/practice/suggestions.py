"""What to practise next, and why: due drills, thin dimensions, unseen sub-kinds, turns among look-alikes.

A suggestion is a proposal: it names a command, and any other may be typed. Its numbers come from one source's series.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from question_bank.models import Header
from scorecards.models import Kind, Target
from simulator.practice.draw import Cell, next_in_turn
from simulator.practice.needs import Need, Situation, Why, just_sat, needs, sat_questions
from simulator.practice.series import Past
from simulator.practice.today import local_day

COUNT = 3
JUST_SAT = 0.25
"""What is left of the weight of the sub-kind that was sat last, until it has rested."""
SAME_KIND = 0.6
"""What is left of a kind's weight for each suggestion of that kind that stands already."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to practise now."""

    kind: Kind
    sub_kind: str
    question_id: str
    """The card to sit again; empty where a card comes that was not sat yet, so that its question stays unknown."""
    title: str
    """Of that card; empty where there is none."""
    why: Why
    reason: str
    """One sentence without its full stop."""
    weight: float
    """How strongly it is suggested; 1 is not at all."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of ``pm-simulator`` that start it."""
        if self.question_id:
            return ("drill", "--question", self.question_id)
        return ("drill", "--kind", self.kind.value, "--sub-kind", self.sub_kind)

    @property
    def command(self) -> str:
        """The command that starts it."""
        return " ".join(("pm-simulator", *self.arguments))


def seed_of(now: datetime) -> Random:
    """Return the day's own source of chance, so that a suggestion stays the same all day."""
    return Random(local_day(now).isoformat())  # noqa: S311 which question comes is no secret


def situation_of(
    past: Past, now: datetime, *, source: str = "", target: Target = Target.SENIOR, interview: date | None = None
) -> Situation:
    """Return what needs are judged by; the series is that of ``source``, or of who judged most of the newest rounds."""
    return Situation(past, past.series(source or past.main_source), now, target, interview)


def draw_weights(situation: Situation, headers: Sequence[Header]) -> dict[Cell, float]:
    """Return the weight of every sub-kind that has cards, for ``draw``: 1 and the points of its needs."""
    last = just_sat(situation)
    return {cell: _weight(cell, own, last) for cell, own in needs(situation, headers).items()}


def suggest(
    situation: Situation,
    headers: Sequence[Header],
    random: Random,
    kinds: Collection[Kind] = (),
    count: int = COUNT,
) -> list[Suggestion]:
    """Return up to ``count`` suggestions, the strongest first, of ``kinds`` or of any.

    No sub-kind comes twice, no reason is given twice while there is another, and kinds take turns unless one needs it
    far more. Chance decides between equals.
    """
    last = just_sat(situation)
    open_needs = {cell: own for cell, own in needs(situation, headers).items() if not kinds or cell[0] in kinds}
    order = sorted(open_needs)
    random.shuffle(order)
    ids = sat_questions(situation.past)
    chosen: list[Suggestion] = []
    told: set[str] = set()
    while open_needs and len(chosen) < count:
        weights = {}
        for cell, own in open_needs.items():
            fresh = [need for need in own if need.about not in told]
            turns = SAME_KIND ** sum(each.kind is cell[0] for each in chosen)
            weights[cell] = _weight(cell, fresh, last) * turns
        best = max((cell for cell in order if cell in open_needs), key=lambda cell: weights[cell])
        own = open_needs.pop(best)
        need = next((need for need in own if need.about not in told), own[0])
        told.add(need.about)
        chosen.append(_suggestion(best, need, weights[best], ids, headers))
    return chosen


def _weight(cell: Cell, own: Sequence[Need], last: Sequence[Cell]) -> float:
    return (1 + sum(need.points for need in own)) * (JUST_SAT if cell in last else 1.0)


def _suggestion(cell: Cell, need: Need, weight: float, ids: Sequence[str], headers: Sequence[Header]) -> Suggestion:
    """Return the suggestion of a sub-kind; a card comes again only where every sibling was sat after it."""
    first = next_in_turn([each for each in headers if (each.kind, each.sub_kind) == cell], ids)[0]
    again = first.id in ids
    return Suggestion(
        *cell, first.id if again else "", first.title if again else "", need.why, need.reason, round(weight, 2)
    )
