"""Judged rounds as series: one a source, oldest first. Series of different sources are never mixed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scorecards.models import Kind, Target, Unassessed
from scorecards.recommendation import Call
from simulator.errors import StorageError, UsageError
from simulator.history.records import (
    Assessment,
    DimensionResult,
    ItemResult,
    Outcome,
    Prediction,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Source,
    StageMinutes,
)
from simulator.history.store import Store
from simulator.history.summaries import SessionSummary

MOST_ROUNDS = 120
"""Judged rounds read from session files, the newest ones; reading costs about a millisecond a file."""
RECENT_ROUNDS = 20
"""Among so many of the newest judged rounds it is decided which series is the main one."""
SELF = Source.SELF.value


@dataclass(frozen=True, slots=True)
class JudgedRound:
    """A round as one source judged it: that source's newest assessment."""

    session: str
    started: datetime
    """Aware, UTC."""
    target: Target
    """The role that the session aimed at."""
    record: RoundRecord
    assessment: Assessment

    @property
    def source(self) -> str:
        """``self``, or the name of the model."""
        return source_of(self.assessment)

    @property
    def kind(self) -> Kind:
        """Kind of the question."""
        return self.record.kind

    @property
    def sub_kind(self) -> str:
        """Sub-kind of the question."""
        return self.record.sub_kind

    @property
    def question_id(self) -> str:
        """Id of the question's card."""
        return self.record.question_id

    @property
    def call(self) -> Call:
        """The call of this source."""
        return self.assessment.call

    @property
    def prediction(self) -> Prediction | None:
        """What the candidate expected before any judgement."""
        return self.record.prediction

    @property
    def stages(self) -> tuple[StageMinutes, ...]:
        """Seconds used against plan, stage by stage."""
        return self.record.stages

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Level, or why there is none, by dimension in the order of the rubric."""
        return self.assessment.outcomes

    @property
    def levels(self) -> dict[str, int]:
        """Levels 1 to 5 of the dimensions that have one."""
        return {name: out for name, out in self.outcomes.items() if not isinstance(out, Unassessed)}

    @property
    def values(self) -> dict[str, float]:
        """Values 1.0 to 5.0, before rounding, of the dimensions that have a level."""
        return {
            result.id: float(result.outcome) if result.value is None else result.value
            for result in self.assessment.dimensions
            if not isinstance(result.outcome, Unassessed)
        }

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """The checklist items of the dimensions that have a level."""
        return tuple(item for result in self.assessed for item in result.items)

    @property
    def assessed(self) -> tuple[DimensionResult, ...]:
        """The dimensions that have a level."""
        return tuple(each for each in self.assessment.dimensions if not isinstance(each.outcome, Unassessed))


@dataclass(frozen=True, slots=True)
class Past:
    """What progress is computed from."""

    rounds: tuple[JudgedRound, ...] = ()
    """Every source's newest judgement of every round read, oldest first. Take them by ``series``."""
    sat: tuple[SessionSummary, ...] = ()
    """One summary a session of the whole history, oldest first; these are cheap."""
    waiting: int = 0
    """Rounds that are answered and not judged, of sessions that were not discarded."""
    older: int = 0
    """Judged rounds beyond the newest ``MOST_ROUNDS``, which were not read."""
    unreadable: int = 0
    """Sessions that could not be read."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that judged, oneself first, then models by name."""
        return tuple(sorted({each.source for each in self.rounds}, key=lambda name: (name != SELF, name)))

    @property
    def main_source(self) -> str:
        """The source of most of the newest rounds, the newest of equals; empty where nothing was judged."""
        recent = self.rounds[::-1][:RECENT_ROUNDS]
        counts = Counter(each.source for each in recent)  # counts in order of appearance: the newest first
        return counts.most_common(1)[0][0] if counts else ""

    def series(self, source: str, kind: Kind | None = None) -> tuple[JudgedRound, ...]:
        """Return one source's rounds, of one kind or of all, oldest first."""
        return tuple(each for each in self.rounds if each.source == source and kind in (None, each.kind))


def source_of(assessment: Assessment) -> str:
    """Return who judged: ``self``, or the name of the model."""
    return assessment.provenance.judge


def source_words(source: str) -> str:
    """Return a source as a reader knows it."""
    return "yourself" if source == SELF else source


def read_past(store: Store) -> Past:
    """Return the newest judged rounds of a history; a session that cannot be read is counted and left out.

    Sessions that were discarded count as sat and not as judged.
    """
    reading = PastReading(store)
    for _ in reading.steps():
        pass
    return reading.past()


class PastReading:
    """Reads a history's newest judged rounds a session at a time, so that others can work in between."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sat = store.summaries()
        self._kept = [each for each in self._sat if each.status != SessionStatus.DISCARDED]
        self._read: list[SessionRecord] = []
        self._older = self._unreadable = 0

    def steps(self) -> Iterator[None]:
        """Read, and yield after each session."""
        seen = 0
        for summary in reversed(self._kept):
            judged = sum(bool(each.call) for each in summary.rounds)
            if not judged:
                continue
            if seen + judged > MOST_ROUNDS or self._older:
                self._older += judged
                continue
            seen += judged
            try:
                self._read.append(self._store.load(summary.id))
            except (StorageError, UsageError):
                self._unreadable += 1
            yield

    def past(self) -> Past:
        """Return what was read, after the last step."""
        waiting = sum(each.waiting for summary in self._kept for each in summary.rounds)
        return Past(judged_rounds(self._read), tuple(self._sat), waiting, self._older, self._unreadable)


def judged_rounds(sessions: Iterable[SessionRecord]) -> tuple[JudgedRound, ...]:
    """Return every source's newest judgement of every round of these sessions, oldest round first."""
    found = [
        JudgedRound(session.id, record.started or session.started, session.target, record, assessment)
        for session in sessions
        for record in session.rounds
        for assessment in _newest_by_source(record.assessments)
    ]
    return tuple(sorted(found, key=lambda each: (each.started, each.session, each.record.number)))


def _newest_by_source(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Return the last assessment of each source; records only ever grow at the end."""
    return list({source_of(each): each for each in assessments}.values())
