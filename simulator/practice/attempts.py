"""The same question sat more than once: which attempts there are, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.errors import StorageError, UsageError
from simulator.history.records import SessionStatus
from simulator.practice.series import SELF, JudgedRound, judged_rounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from simulator.history.records import Assessment, RoundRecord, SessionRecord
    from simulator.history.store import Store
    from simulator.history.summaries import SessionSummary

MOST_ATTEMPTS = 10
"""Attempts that are read, the newest and the one asked for: each is a file of its own."""


class Standing(StrEnum):
    """What became of an attempt."""

    JUDGED = "judged"
    WAITING = "to be judged"
    NOT_ANSWERED = "not answered"
    UNDER_WAY = "under way"
    NEVER_BEGUN = "never begun"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One round on a question, and the session that it belongs to."""

    number: int
    """Its place among all attempts at the question, oldest first, from 1."""
    session: SessionRecord
    record: RoundRecord

    @property
    def started(self) -> datetime:
        """When the round began, aware, in UTC."""
        return self.record.started or self.session.started

    @property
    def standing(self) -> Standing:
        """What became of it; what was discarded counts as not judged."""
        if self.session.status is SessionStatus.DISCARDED:
            return Standing.DISCARDED
        if self.record.assessments:
            return Standing.JUDGED
        if self.record.waiting:
            return Standing.WAITING
        if self.session.status is SessionStatus.UNDER_WAY:
            return Standing.UNDER_WAY
        return Standing.NOT_ANSWERED if self.record.started else Standing.NEVER_BEGUN

    @property
    def judgements(self) -> dict[str, JudgedRound]:
        """The newest judgement of every source, yourself first, then models by name."""
        if self.standing is not Standing.JUDGED:
            return {}
        own = [each for each in judged_rounds([self.session]) if each.record.number == self.record.number]
        return {each.source: each for each in sorted(own, key=lambda each: (each.source != SELF, each.source))}

    @property
    def latest(self) -> Assessment | None:
        """The newest judgement, whoever made it."""
        return self.record.latest if self.standing is Standing.JUDGED else None

    @property
    def seconds(self) -> float:
        """Time used for the answer."""
        return sum(stage.actual for stage in self.record.stages)


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts at one question as seen from one of them."""

    here: Attempt
    read: tuple[Attempt, ...]
    """Those that were read, ``here`` among them, oldest first."""
    lost: tuple[int, ...] = ()
    """Numbers of those whose sessions cannot be read."""
    older: int = 0
    """How many more there are that were not read."""

    @property
    def others(self) -> tuple[Attempt, ...]:
        """All that were read but this one."""
        return tuple(each for each in self.read if each.number != self.here.number)

    @property
    def nearest(self) -> Attempt | None:
        """The answered attempt before this one, or else after it; unanswered ones only where there is no other."""
        answered = [each for each in self.others if each.record.closed_by is not None] or self.others
        before = [each for each in answered if each.number < self.here.number]
        return before[-1] if before else next(iter(answered), None)


def places_of(summaries: Sequence[SessionSummary], question: str) -> list[tuple[str, int]]:
    """Return session and number of every round on a question, oldest first."""
    return [
        (summary.id, each.number) for summary in summaries for each in summary.rounds if each.question_id == question
    ]


def read_attempts(store: Store, session: SessionRecord, number: int) -> Attempts:
    """Return the attempts at the question of round ``number``; a session that cannot be read is left out and named."""
    record = session.rounds[number - 1]
    places = places_of(store.summaries(), record.question_id)
    if (session.id, number) not in places:  # deleted meanwhile, or its card's id was changed by an import
        places.append((session.id, number))
    here = places.index((session.id, number))
    wanted = sorted({here, *range(max(0, len(places) - MOST_ATTEMPTS + 1), len(places))})
    read: list[Attempt] = []
    lost: list[int] = []
    for place in wanted:
        name, round_number = places[place]
        try:
            owner = session if name == session.id else store.load(name)
        except (StorageError, UsageError):
            lost.append(place + 1)
        else:
            read += [Attempt(place + 1, owner, each) for each in owner.rounds if each.number == round_number]
    own = next(each for each in read if each.number == here + 1)
    return Attempts(own, tuple(read), tuple(lost), len(places) - len(wanted))
