"""Dimensions over time, and the level reached. Nothing is called a trend under four rounds or within noise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scorecards.models import CORE_DIMENSIONS, Kind, Target, Unassessed
from scorecards.recommendation import Call, Outcome, recommend
from simulator.practice.noise import LEVEL_NOISE, difference_bound, mean, short_number
from simulator.practice.series import JudgedRound

FEWEST_ROUNDS = 4
"""A trend needs two rounds in each half."""
LAST = 4
"""Rounds that speak for the present."""
MOST_OF_LAST = 3
"""Of the last four: a level is reached by most of them, not by the best."""
RUNGS = ("below a PM", "a solid PM", "close to a senior PM", "a senior PM", "above the senior bar")
"""What a round shows, lowest first, in the words of its headline."""


@dataclass(frozen=True, slots=True)
class Change:
    """First half of a series against its last half; with an odd count the middle one is left out."""

    count: int
    first: float | None
    """Mean of the first half; None under four rounds, as are the next three."""
    last: float | None
    change: float | None
    bound: float | None
    """A change of this size or less is within noise."""

    @property
    def is_trend(self) -> bool:
        """True where the change is larger than its noise bound."""
        return self.change is not None and self.bound is not None and abs(self.change) > self.bound

    @property
    def words(self) -> str:
        """The finding: ``up by .6``, ``within noise``, ``too few rounds (3 of 4)``."""
        if self.change is None:
            return f"too few rounds ({self.count} of {FEWEST_ROUNDS})"
        if not self.is_trend:
            return "within noise"
        return f"{'up' if self.change > 0 else 'down'} by {short_number(self.change)}"


@dataclass(frozen=True, slots=True)
class DimensionTrend:
    """One dimension of one kind over time, as one source judged it."""

    source: str
    kind: Kind
    dimension: str
    """Its id."""
    name: str
    points: tuple[tuple[datetime, float], ...]
    """When the round began (UTC) and its value, 1.0 to 5.0; oldest first."""
    change: Change
    seen_before: tuple[bool, ...]
    """Of each point, whether its question had been judged before in this series: knowing a question helps."""

    @property
    def values(self) -> list[float]:
        """The values alone, oldest first."""
        return [value for _, value in self.points]

    @property
    def repeats(self) -> int:
        """Points of questions that had been judged before in this series."""
        return sum(self.seen_before)

    @property
    def recent(self) -> float:
        """Mean of the last four values, or of all where there are fewer."""
        return mean(self.values[-LAST:])

    @property
    def spread(self) -> tuple[float, float]:
        """Lowest and highest of the last four values."""
        return min(self.values[-LAST:]), max(self.values[-LAST:])


@dataclass(frozen=True, slots=True)
class LevelReached:
    """The level that a kind's last four rounds show."""

    kind: Kind
    rungs: tuple[int | None, ...]
    """Of each of the last four rounds, oldest first, its place in ``RUNGS``; None: not enough evidence."""

    @property
    def rung(self) -> int | None:
        """The highest place that at least three of the last four rounds reached; None where that cannot be said."""
        reached = sorted((each for each in self.rungs if each is not None), reverse=True)
        return reached[MOST_OF_LAST - 1] if len(reached) >= FEWEST_ROUNDS else None

    @property
    def words(self) -> str:
        """The level in words, with how many rounds stand behind it."""
        reached = [each for each in self.rungs if each is not None]
        if self.rung is None:
            return f"too few rounds ({len(reached)} of {FEWEST_ROUNDS})"
        at_least = sum(each >= self.rung for each in reached)
        better = "" if self.rung in (0, len(RUNGS) - 1) else " or better"
        return f"{RUNGS[self.rung]}{better} in {at_least} of the last {len(reached)} rounds"


def change_of(values: Sequence[float], floor: float = LEVEL_NOISE) -> Change:
    """Compare the halves of a series, oldest first; ``floor`` is the least noise of one value."""
    if len(values) < FEWEST_ROUNDS:
        return Change(len(values), None, None, None, None)
    half = len(values) // 2
    first, last = values[:half], values[-half:]
    return Change(len(values), mean(first), mean(last), mean(last) - mean(first), difference_bound(first, last, floor))


def dimension_trends(rounds: Sequence[JudgedRound]) -> list[DimensionTrend]:
    """Return the trend of every dimension in a series of one source, by kind in the order of the rubric."""
    names: dict[tuple[Kind, str], str] = {}
    points: dict[tuple[Kind, str], list[tuple[datetime, float]]] = {}
    known: dict[tuple[Kind, str], list[bool]] = {}
    seen: set[str] = set()
    for each in rounds:
        for result in each.assessment.dimensions:
            key = (each.kind, result.id)
            names[key] = result.name
            points.setdefault(key, [])
            if result.id in each.values:
                points[key].append((each.started, each.values[result.id]))
                known.setdefault(key, []).append(each.question_id in seen)
        seen.add(each.question_id)
    kinds = list(Kind)
    return [
        DimensionTrend(
            source=only_source(rounds),
            kind=key[0],
            dimension=key[1],
            name=names[key],
            points=tuple(found),
            change=change_of([value for _, value in found]),
            seen_before=tuple(known[key]),
        )
        for key, found in sorted(points.items(), key=lambda entry: kinds.index(entry[0][0]))
        if found
    ]


def levels_reached(rounds: Sequence[JudgedRound]) -> list[LevelReached]:
    """Return the level of every kind in a series of one source, from its last four rounds."""
    only_source(rounds)
    found = []
    for kind in Kind:
        own = [each for each in rounds if each.kind is kind]
        if own:
            found.append(LevelReached(kind, tuple(rung_of(each.outcomes) for each in own[-LAST:])))
    return found


def rung_of(outcomes: dict[str, Outcome]) -> int | None:
    """Return the place in ``RUNGS`` that the levels of a round show, hints and flags aside; None without evidence."""
    core = tuple(outcomes)[:CORE_DIMENSIONS]
    at_senior = recommend(outcomes, core, Target.SENIOR).call
    if at_senior is Call.NOT_ENOUGH_EVIDENCE:
        return None
    if at_senior >= Call.LEAN_HIRE:
        return {Call.LEAN_HIRE: 2, Call.HIRE: 3, Call.STRONG_HIRE: 4}[at_senior]
    return int(recommend(outcomes, core, Target.PM).call >= Call.LEAN_HIRE)


def has_levels(rounds: Sequence[JudgedRound]) -> bool:
    """Tell whether any dimension of these rounds has a level."""
    return any(not isinstance(out, Unassessed) for each in rounds for out in each.outcomes.values())


def only_source(rounds: Sequence[JudgedRound]) -> str:
    """Return the source of a series; raise ValueError where sources are mixed."""
    sources = {each.source for each in rounds}
    if len(sources) > 1:
        raise ValueError(f"series of different sources are never mixed: {', '.join(sorted(sources))}")
    return next(iter(sources), "")
