"""When to drill which dimension of which sub-kind again: a schedule made by FSRS, and never a measurement.

Nothing of it is stored: the schedule is replayed from the judged rounds each time it is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from fsrs import Card, Rating, Scheduler

from scorecards.models import Kind
from simulator.practice.series import JudgedRound
from simulator.practice.trends import only_source

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What the schedule has due now."""

    drills: int
    sub_kinds: tuple[tuple[Kind, str], ...]
    """Those of the drills, the longest overdue first."""
    next: datetime | None
    """When the first one comes where none is due; None where one is, or the schedule is empty."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One dimension of one sub-kind, and when the schedule has it again."""

    kind: Kind
    sub_kind: str
    dimension: str
    """Its id."""
    name: str
    level: int
    """When it was last judged, 1 to 5."""
    judged: datetime
    """When that round began, UTC."""
    due: datetime
    """UTC."""

    def overdue(self, now: datetime) -> float:
        """Return days since it was due; below 0 while it is not."""
        return (now - self.due) / DAY


def rating_of(level: int) -> Rating:
    """Return how well a drill was remembered: level 1 or 2 Again, 3 Hard, 4 Good, 5 Easy."""
    return {3: Rating.Hard, 4: Rating.Good, 5: Rating.Easy}.get(level, Rating.Again)


def drills(rounds: Sequence[JudgedRound], now: datetime, interview: date | None = None) -> list[Drill]:
    """Return every drill of a series of one source, the one due first first.

    No drill is due later than the day before an ``interview`` that is still to come; times are UTC.
    """
    only_source(rounds)
    # no fuzz: the schedule must not differ from one look to the next; no steps of minutes: a round takes half an hour
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards: dict[tuple[Kind, str, str], Card] = {}
    found: dict[tuple[Kind, str, str], Drill] = {}
    for each in sorted(rounds, key=lambda each: each.started):
        reviewed = each.started.astimezone(UTC)
        names = {result.id: result.name for result in each.assessment.dimensions}
        for dimension, level in each.levels.items():
            key = (each.kind, each.sub_kind, dimension)
            card = cards.get(key) or Card(card_id=len(cards) + 1, due=reviewed)
            cards[key], _ = scheduler.review_card(card, rating_of(level), reviewed)
            due = _capped(cards[key].due, reviewed, now, interview)
            found[key] = Drill(*key[:2], dimension, names[dimension], level, reviewed, due)
    return sorted(found.values(), key=lambda drill: (drill.due, drill.level, drill.kind, drill.sub_kind))


def due_drills(rounds: Sequence[JudgedRound], now: datetime, interview: date | None = None) -> list[Drill]:
    """Return the drills that are due, the longest overdue first."""
    return [drill for drill in drills(rounds, now, interview) if drill.due <= now]


def due_now(rounds: Sequence[JudgedRound], now: datetime, interview: date | None = None) -> Due:
    """Return how many drills of a series are due, of which sub-kinds, or when the first will be."""
    planned = drills(rounds, now, interview)
    due = [drill for drill in planned if drill.due <= now]
    ahead = planned[0].due if planned and not due else None
    return Due(len(due), tuple(dict.fromkeys((drill.kind, drill.sub_kind) for drill in due)), ahead)


def _capped(due: datetime, reviewed: datetime, now: datetime, interview: date | None) -> datetime:
    """Return ``due``, or the day before the interview where that is sooner; never before the review itself."""
    if interview is None or interview < now.astimezone(UTC).date():
        return due
    last_day = datetime.combine(interview, time(), UTC) - DAY
    return max(reviewed, min(due, last_day))
