"""Many rounds judged by the model at once, within the limit of requests; each is saved as it is done."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from simulator.clock import Clock
from simulator.errors import SimulatorError, StorageError
from simulator.grading.desk import ModelDesk, spent_on
from simulator.grading.pipeline import Progress
from simulator.history.records import Assessment, SessionRecord
from simulator.history.store import Store
from simulator.model.protocol import PASSING, Failure, ModelError

ROUNDS_A_REQUEST = 2
"""Rounds under way for each request that may be: enough that no request waits for a round to be prepared."""
PERSONAL = frozenset({Failure.TOO_LONG, Failure.UNREADABLE, Failure.OVERSIZED, Failure.CAP}) | PASSING
"""Failures that say nothing about the next round."""


@dataclass(frozen=True, slots=True)
class Job:
    """One round to judge."""

    session: str
    number: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: an assessment that is saved, or why there is none."""

    job: Job
    assessment: Assessment | None = None
    error: SimulatorError | None = None


async def judge_all(
    desk: ModelDesk,
    store: Store,
    clock: Clock,
    jobs: Sequence[Job],
    find_question: Callable[[str], Question],
    on_done: Callable[[Done], None] = lambda done: None,
    on_progress: Callable[[Job, Progress], None] = lambda job, progress: None,
) -> list[Done]:
    """Judge every job and return what came of each, in their order.

    A failure that would meet every other round too, as a refused key or a full disk, ends the rest without a call.
    """
    lanes = asyncio.Semaphore(desk.config.at_once * ROUNDS_A_REQUEST)
    turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    stopped: list[SimulatorError] = []

    def keep(job: Job, assessment: Assessment) -> None:
        try:
            add_assessment(store, clock, job, assessment)
        except StorageError as error:
            stopped.append(error)
            raise

    async def run(job: Job) -> Done:
        # under a cap, the rounds of a session wait for what those before them have cost
        turn = turns[job.session] if desk.config.cap else contextlib.nullcontext()
        async with turn, lanes:
            if stopped:
                done = Done(job, error=stopped[0])
            else:
                done = await _judge_one(desk, store, job, find_question, on_progress, keep)
            if isinstance(done.error, ModelError) and done.error.failure not in PERSONAL:
                stopped.append(done.error)
        on_done(done)
        return done

    return list(await asyncio.gather(*(run(job) for job in jobs)))


async def _judge_one(
    desk: ModelDesk,
    store: Store,
    job: Job,
    find_question: Callable[[str], Question],
    on_progress: Callable[[Job, Progress], None],
    keep: Callable[[Job, Assessment], None],
) -> Done:
    try:
        session = store.load(job.session)
        record = session.rounds[job.number - 1]
        question = find_question(record.question_id)
        calls = desk.calls(desk.replies(session, job.number), spent_on(session))
        assessment = await desk.judge(
            session,
            job.number,
            question,
            load_scorecard(record.kind),
            calls,
            lambda progress: on_progress(job, progress),
        )
        keep(job, assessment)
    except SimulatorError as error:
        return Done(job, error=error)
    return Done(job, assessment)


def add_assessment(store: Store, clock: Clock, job: Job, assessment: Assessment) -> SessionRecord:
    """Add a judgement to a saved round and return the session; raise StorageError.

    The session is read afresh: another of its rounds may have been judged meanwhile.
    """
    session = store.load(job.session).with_assessment(job.number, assessment, clock.utc())
    store.save(session)
    return session


def waiting_jobs(store: Store) -> list[Job]:
    """Return the rounds of finished sessions that nobody has judged, oldest first."""
    return waiting_rounds(store, {summary.id for summary in store.summaries() if summary.waiting})


def waiting_rounds(store: Store, sessions: Collection[str]) -> list[Job]:
    """Return the rounds of these sessions that nobody has judged, oldest first."""
    return [
        Job(summary.id, each.number)
        for summary in store.summaries()
        if summary.id in sessions
        for each in summary.rounds
        if each.waiting
    ]


def judged_jobs(store: Store) -> list[Job]:
    """Return the rounds that somebody has judged, oldest first."""
    return [Job(summary.id, each.number) for summary in store.summaries() for each in summary.rounds if each.call]
