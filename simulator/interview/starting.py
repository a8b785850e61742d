"""Begins a session, or goes on with one from its draft."""

import contextlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from question_bank.models import Question
from scorecards.models import Target
from simulator.clock import Clock
from simulator.errors import LostSessionError, ReadOnlyError, StorageError
from simulator.history.records import Assessment, Mode
from simulator.history.store import Store
from simulator.interview import events as ev
from simulator.interview.conductor import Interview
from simulator.interview.drafts import SUFFIX, Draft, Recovered
from simulator.interview.planning import plan_round
from simulator.interview.session import start
from simulator.interview.troubles import Trouble


def start_interview(
    questions: Sequence[Question],
    mode: Mode,
    target: Target,
    probes: int,
    grace: float,
    clock: Clock,
    folder: Path,
    store: Store,
    on_trouble: Trouble,
    minutes: int | None = None,
) -> Interview:
    """Start a session of one to four rounds, each as long as its card says or ``minutes``.

    Raise ReadOnlyError when another instance writes, UsageError where a card has more stages than ``minutes``.
    """
    require_writer(store)
    now = clock.utc()
    begun = ev.SessionStarted(
        at=0,
        utc=now,
        id=_free_id(now, folder, store),
        mode=mode,
        target=target,
        grace=grace,
        rounds=tuple(plan_round(question, probes, minutes) for question in questions),
    )
    draft = Draft(folder, begun.id)
    interview = Interview(start(begun), questions, clock, draft, store, on_trouble)
    try:
        draft.append(begun)
    except StorageError:
        with contextlib.suppress(StorageError):
            draft.remove()
        raise
    return interview


def _free_id(now: datetime, folder: Path, store: Store) -> str:
    """Return an id that no session has: a wall clock that was set back gives the same second again."""
    taken = {summary.id for summary in store.summaries()}
    while True:
        name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        if name not in taken and not (folder / f"{name}{SUFFIX}").exists():
            return name


def continue_interview(
    recovered: Recovered,
    questions: Sequence[Question],
    clock: Clock,
    folder: Path,
    store: Store,
    on_trouble: Trouble,
) -> Interview:
    """Go on with a recovered session; raise ReadOnlyError when another instance writes."""
    require_writer(store)
    state = recovered.state
    assessments: dict[int, tuple[Assessment, ...]] = {}
    if any(summary.id == state.id for summary in store.summaries()):
        try:
            assessments = {each.number: each.assessments for each in store.load(state.id).rounds}
        except LostSessionError as error:
            on_trouble(error)  # the draft has all but the judgements
    draft = Draft(folder, state.id)
    return Interview(state, questions, clock, draft, store, on_trouble, assessments)


def require_writer(store: Store) -> None:
    """Raise ReadOnlyError when another instance holds the history."""
    if store.read_only:
        raise ReadOnlyError(
            "No interview here",
            "Another pm-simulator is open on this history; what you do here could not be saved.",
            "Go on in the other one, or close it and start again.",
        )
