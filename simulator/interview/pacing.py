"""Time in an interview: the session's own clock, the time left, minutes against plan."""

from dataclasses import dataclass
from datetime import datetime

from simulator.clock import Clock
from simulator.history.records import Mode, StageMinutes
from simulator.interview.session import Phase, RoundState, SessionState

PROBE_SECONDS = 120.0
WARN_AT = (80, 100)


class Timekeeper:
    """Seconds of the session: never backwards, standing still while paused.

    In mock mode the wall clock rules, so a closed lid or a crash does not stop it. In practice only the time that the
    program ran and was not paused counts.
    """

    def __init__(self, clock: Clock, at: float = 0, since: datetime | None = None, *, wall_rules: bool = False) -> None:
        self._clock = clock
        self.rebase(at, since, wall_rules=wall_rules)

    def rebase(self, at: float, since: datetime | None = None, *, wall_rules: bool) -> None:
        """Go on from ``at`` seconds, which were reached at the wall time ``since`` (now, if not given)."""
        self._at = at
        self._wall_rules = wall_rules
        self._monotonic = self._clock.monotonic()
        self._utc = since or self._clock.utc()

    def now(self) -> float:
        """Return the seconds of the session."""
        monotonic, utc = self._clock.monotonic(), self._clock.utc()
        passed = monotonic - self._monotonic
        if self._wall_rules:
            # from reading to reading, so that a wall clock set back costs nothing of what was counted before
            passed = max(passed, (utc - self._utc).total_seconds())
        self._at += max(0.0, passed)
        self._monotonic, self._utc = monotonic, utc
        return self._at


@dataclass(frozen=True, slots=True)
class ClockView:
    """What a clock shows at one moment, in seconds."""

    limit: float
    """Time box of the answer, or of the open follow-up."""
    used: float
    closes_at: float | None
    """Seconds used at which the answer closes by itself; None in practice."""
    stage: str = ""
    """Name of the stage; empty in a follow-up."""
    stage_used: float = 0
    stage_planned: float = 0

    @property
    def left(self) -> float:
        """Seconds left; negative is overtime."""
        return self.limit - self.used

    @property
    def closing(self) -> bool:
        """True when the time and its grace have run out and the answer must close."""
        return self.closes_at is not None and self.used >= self.closes_at

    @property
    def overdue(self) -> float:
        """Seconds since the answer had to close."""
        return 0.0 if self.closes_at is None else max(0.0, self.used - self.closes_at)

    def due_warning(self, given: frozenset[int]) -> int | None:
        """Return the share in percent that has to be announced now, the greatest one, or None."""
        due = [percent for percent in WARN_AT if self.used * 100 >= percent * self.limit]
        return due[-1] if due and due[-1] not in given else None


def clock_view(state: SessionState, at: float) -> ClockView | None:
    """Return what the clock shows at ``at``; None where no time limit runs."""
    if not state.timed:
        return None
    each = state.round
    grace = state.grace if state.mode is Mode.MOCK else None
    if each.probe:
        closes = None if grace is None else PROBE_SECONDS + grace
        return ClockView(PROBE_SECONDS, at - each.probe.asked_at, closes)
    limit = each.plan.seconds
    stage = each.plan.stages[each.stage]
    return ClockView(
        limit=limit,
        used=at - each.started_at,
        closes_at=None if grace is None else limit + grace,
        stage=stage.name,
        stage_used=at - each.marks[-1],
        stage_planned=stage.seconds,
    )


def stage_minutes(each: RoundState, at: float) -> tuple[StageMinutes, ...]:
    """Return plan against actual of every stage; ``at`` counts while the answer is open."""
    end = at if each.closed_at is None else each.closed_at
    edges = (*each.marks, end)
    return tuple(
        StageMinutes(
            id=stage.id,
            name=stage.name,
            planned=stage.seconds,
            actual=max(0.0, edges[number + 1] - edges[number]) if number < len(each.marks) else 0.0,
        )
        for number, stage in enumerate(each.plan.stages)
    )


def overtime(each: RoundState, at: float) -> float:
    """Return how many seconds the answer went over its time box."""
    if not each.marks:
        return 0.0
    end = at if each.closed_at is None else each.closed_at
    return max(0.0, end - each.started_at - each.plan.seconds)


def thinness(each: RoundState) -> dict[str, float]:
    """Return, for every dimension of the plan, how thin its treatment looks: 0 is full, 1 is not touched.

    A dimension is as thick as the best of its stages, by time against plan and words per planned minute. Without a
    model this is all that can be known, and it is only used to choose a follow-up.
    """
    spent = stage_minutes(each, each.closed_at or 0.0)
    words = _words_by_stage(each)
    total_words = max(1, sum(words))
    total_time = max(1.0, each.plan.seconds)
    thick: dict[str, float] = {}
    for number, stage in enumerate(each.plan.stages):
        time_share = spent[number].actual / stage.seconds if stage.seconds else 1.0
        word_share = (words[number] / total_words) / (stage.seconds / total_time) if stage.seconds else 1.0
        treatment = (min(1.0, time_share) + min(1.0, word_share)) / 2  # much time does not make up for few words
        for name in stage.dimensions:
            thick[name] = max(thick.get(name, 0.0), treatment)
    return {name: 1.0 - value for name, value in thick.items()}


def _words_by_stage(each: RoundState) -> list[int]:
    answer = next((turn.text for turn in each.turns if turn.kind == "answer"), each.text)
    edges = [*each.words_at_marks, len(answer.split())]
    counts = [max(0, edges[number + 1] - edges[number]) for number in range(len(each.words_at_marks))]
    return counts + [0] * (len(each.plan.stages) - len(counts))


def expired(state: SessionState, at: float) -> bool:
    """True for a mock answer whose time ran out while nobody was there to see it."""
    view = clock_view(state, at)
    return view is not None and view.closing and state.phase in (Phase.THINKING, Phase.ANSWERING)
