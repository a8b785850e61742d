"""The interview as a pure state machine: ``apply(state, event)`` gives the next state and touches nothing else."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import singledispatch

from scorecards.models import Target
from simulator.history.records import ClosedBy, Mode, Prediction, Speaker, Turn, TurnKind
from simulator.interview import events as ev


class Phase(StrEnum):
    """Where a session stands."""

    BRIEFING = "briefing"
    THINKING = "thinking"
    ANSWERING = "answering"
    PROBING = "probing"
    PREDICTION = "prediction"
    BREAK = "break"
    JUDGEMENT = "judgement"
    DEBRIEF = "debrief"


LOST_PROBE = "lost"
"""Stands for the id of a follow-up whose line of the draft was lost."""


class IllegalEventError(Exception):
    """The event cannot happen in this state; the state is unchanged."""


@dataclass(frozen=True, slots=True)
class OpenProbe:
    """A follow-up that waits for its answer."""

    id: str
    asked_at: float
    warned: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RoundState:
    """One round so far. Times are seconds of the session."""

    plan: ev.RoundPlan
    started: datetime | None = None
    started_at: float = 0
    closed_at: float | None = None
    closed_by: ClosedBy | None = None
    text: str = ""
    """The open answer: first the answer itself, then that of the open probe."""
    marks: tuple[float, ...] = ()
    """When each stage began; the first begins with the round."""
    words_at_marks: tuple[int, ...] = ()
    """Words of the answer at each mark."""
    turns: tuple[Turn, ...] = ()
    hints: tuple[str, ...] = ()
    """Stages in which a hint was taken."""
    warned: frozenset[int] = frozenset()
    probe: OpenProbe | None = None
    probes: tuple[str, ...] = ()
    """Ids of the probes asked so far."""
    prediction: Prediction | None = None
    judged: bool = False
    """Judged, or put off by the candidate."""

    @property
    def stage(self) -> int:
        """Index of the stage that the candidate is in."""
        return max(0, len(self.marks) - 1)

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the facts told, in order."""
        return tuple(turn.ref for turn in self.turns if turn.kind is TurnKind.FACT)


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session so far."""

    id: str
    mode: Mode
    target: Target
    grace: float
    started: datetime
    rounds: tuple[RoundState, ...]
    phase: Phase = Phase.BRIEFING
    current: int = 0
    """Index of the round under way."""
    paused: bool = False
    switched_to_practice: bool = False
    discarded: bool = False
    finished: bool = False
    last_at: float = 0
    last_utc: datetime | None = None

    @property
    def round(self) -> RoundState:
        """The round under way."""
        return self.rounds[self.current]

    @property
    def answer_open(self) -> bool:
        """True while text can be typed: into the answer, or into that of an open probe."""
        return self.phase is Phase.ANSWERING or (self.phase is Phase.PROBING and self.round.probe is not None)

    @property
    def timed(self) -> bool:
        """True while a time limit runs."""
        return self.phase is Phase.THINKING or self.answer_open


def start(event: ev.SessionStarted) -> SessionState:
    """Return the state of a session that has just begun."""
    return SessionState(
        id=event.id,
        mode=event.mode,
        target=event.target,
        grace=event.grace,
        started=event.utc,
        rounds=tuple(RoundState(plan=plan) for plan in event.rounds),
        last_at=event.at,
        last_utc=event.utc,
    )


def apply(state: SessionState, event: ev.AnyEvent) -> SessionState:
    """Return the state after the event; raise IllegalEventError when it cannot happen now."""
    if state.finished:
        raise IllegalEventError("the session is over")
    if event.at < state.last_at:
        raise IllegalEventError("time does not run backwards")
    if state.paused and not isinstance(event, ev.Resumed | ev.Finished):
        raise IllegalEventError("the session is paused")
    return replace(_step(event, state), last_at=event.at, last_utc=event.utc)


def replay(history: Iterable[ev.AnyEvent]) -> tuple[SessionState | None, int]:
    """Apply events in order; return the state and how many could not be applied as they stand.

    The state is None where the start of the session is missing.
    """
    state: SessionState | None = None
    skipped = 0
    for event in history:
        if state is None:
            if isinstance(event, ev.SessionStarted):
                state = start(event)
            else:
                skipped += 1
            continue
        try:
            state = apply(state, event)
        except IllegalEventError:
            skipped += 1
            state = _bridged(state, event)
    return state, skipped


def _bridged(state: SessionState, event: ev.AnyEvent) -> SessionState:
    """Return the state after an event that another, lost one must have gone before; else the state unchanged.

    Without this, one damaged line of a draft could shut out everything after it.
    """
    at, utc = event.at, event.utc
    for lost in (
        ev.Resumed(at=at, utc=utc),
        ev.RoundBegun(at=at, utc=utc),
        ev.AnswerBegun(at=at, utc=utc),
        ev.ProbeAsked(at=at, utc=utc, probe=LOST_PROBE, text=""),
        ev.AnswerClosed(at=at, utc=utc, by=ClosedBy.CANDIDATE),
        ev.Predicted(at=at, utc=utc, prediction=None),
        ev.BreakEnded(at=at, utc=utc),
    ):
        with contextlib.suppress(IllegalEventError):
            return apply(apply(state, lost), event)
    return state


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise IllegalEventError(reason)


def _in_round(
    state: SessionState, change: Callable[[RoundState], RoundState], phase: Phase | None = None
) -> SessionState:
    rounds = list(state.rounds)
    rounds[state.current] = change(state.round)
    return replace(state, rounds=tuple(rounds), phase=phase or state.phase)


def _say(event: ev.Event, speaker: Speaker, kind: TurnKind, text: str, ref: str = "") -> Turn:
    return Turn(speaker=speaker, kind=kind, text=text, at=event.at, ref=ref)


@singledispatch
def _step(event: ev.Event, state: SessionState) -> SessionState:
    raise IllegalEventError(f"{type(event).__name__} cannot happen here")


@_step.register
def _(event: ev.RoundBegun, state: SessionState) -> SessionState:
    _require(state.phase is Phase.BRIEFING, "the round has begun")
    return _in_round(
        state,
        lambda each: replace(each, started=event.utc, started_at=event.at, marks=(event.at,), words_at_marks=(0,)),
        Phase.THINKING,
    )


@_step.register
def _(event: ev.AnswerBegun, state: SessionState) -> SessionState:
    _require(state.phase is Phase.THINKING, "there is nothing to answer yet")
    return replace(state, phase=Phase.ANSWERING)


@_step.register
def _(event: ev.TextSet, state: SessionState) -> SessionState:
    _require(state.answer_open, "the answer is closed")
    return _in_round(state, lambda each: replace(each, text=event.text))


@_step.register
def _(event: ev.TextEdited, state: SessionState) -> SessionState:
    _require(state.answer_open, "the answer is closed")
    text = state.round.text
    _require(ev.checksum(text) == event.before, "the edit belongs to another text")
    edited = text[: event.position] + event.inserted + text[event.position + event.removed :]
    return _in_round(state, lambda each: replace(each, text=edited))


@_step.register
def _(event: ev.ClarificationAsked, state: SessionState) -> SessionState:
    _require(state.phase in (Phase.THINKING, Phase.ANSWERING), "clarifying questions belong to the answer")
    asked = TurnKind.TOPIC if event.from_list else TurnKind.CLARIFICATION
    kind = TurnKind.FACT if event.fact else TurnKind.NO_FACT
    said = (
        _say(event, Speaker.CANDIDATE, asked, event.question, event.fact),
        _say(event, Speaker.INTERVIEWER, kind, event.reply, event.fact),
    )
    return _in_round(state, lambda each: replace(each, turns=(*each.turns, *said)))


@_step.register
def _(event: ev.StageEntered, state: SessionState) -> SessionState:
    _require(state.phase in (Phase.THINKING, Phase.ANSWERING), "stages belong to the answer")
    _require(state.round.stage + 1 < len(state.round.plan.stages), "this is the last stage")
    return _in_round(
        state,
        lambda each: replace(
            each,
            marks=(*each.marks, event.at),
            words_at_marks=(*each.words_at_marks, len(each.text.split())),
        ),
    )


@_step.register
def _(event: ev.HintTaken, state: SessionState) -> SessionState:
    _require(state.mode is Mode.PRACTICE, "mock mode has no hints")
    _require(state.phase in (Phase.THINKING, Phase.ANSWERING), "hints belong to the answer")
    _require(event.stage not in state.round.hints, "this stage's hint was taken")
    turn = _say(event, Speaker.INTERVIEWER, TurnKind.HINT, event.text, event.stage)
    return _in_round(state, lambda each: replace(each, hints=(*each.hints, event.stage), turns=(*each.turns, turn)))


@_step.register
def _(event: ev.Paused, state: SessionState) -> SessionState:
    _require(state.mode is Mode.PRACTICE, "mock mode has no pause")
    _require(state.timed, "no clock runs")
    return replace(state, paused=True)


@_step.register
def _(event: ev.Resumed, state: SessionState) -> SessionState:
    _require(state.paused, "the clock runs")
    return replace(state, paused=False)


@_step.register
def _(event: ev.Warned, state: SessionState) -> SessionState:
    _require(state.timed, "no clock runs")
    probe = state.round.probe
    if probe is None:
        return _in_round(state, lambda each: replace(each, warned=each.warned | {event.percent}))
    warned = replace(probe, warned=probe.warned | {event.percent})
    return _in_round(state, lambda each: replace(each, probe=warned))


@_step.register
def _(_event: ev.TimePassed, state: SessionState) -> SessionState:
    _require(state.timed, "no clock runs")
    return state


@_step.register
def _(event: ev.AnswerClosed, state: SessionState) -> SessionState:
    _require(state.timed, "no answer is open")
    probe = state.round.probe
    turn = _open_turn(event, state.round)

    def close(each: RoundState) -> RoundState:
        closed = replace(each, text="", turns=(*each.turns, turn), probe=None)
        return closed if probe else replace(closed, closed_at=event.at, closed_by=event.by)

    asked = len(state.round.probes)
    done = asked >= state.round.plan.probes
    return _in_round(state, close, Phase.PREDICTION if done else Phase.PROBING)


@_step.register
def _(event: ev.LateText, state: SessionState) -> SessionState:
    _require(state.round.closed_by is not None, "the answer is still open")
    turn = _say(event, Speaker.CANDIDATE, TurnKind.LATE, event.text)
    return _in_round(state, lambda each: replace(each, turns=(*each.turns, turn)))


@_step.register
def _(event: ev.ProbeAsked, state: SessionState) -> SessionState:
    _require(state.phase is Phase.PROBING and state.round.probe is None, "no follow-up is due")
    _require(event.probe not in state.round.probes, "this follow-up was asked")
    turn = _say(event, Speaker.INTERVIEWER, TurnKind.PROBE, event.text, event.probe)
    return _in_round(
        state,
        lambda each: replace(
            each,
            probe=OpenProbe(event.probe, event.at),
            probes=(*each.probes, event.probe),
            turns=(*each.turns, turn),
        ),
    )


@_step.register
def _(event: ev.Predicted, state: SessionState) -> SessionState:
    _require(state.phase is Phase.PREDICTION, "there is nothing to predict yet")
    last = state.current + 1 == len(state.rounds)
    return _in_round(
        state,
        lambda each: replace(each, prediction=event.prediction),
        Phase.JUDGEMENT if last else Phase.BREAK,
    )


@_step.register
def _(event: ev.BreakEnded, state: SessionState) -> SessionState:
    _require(state.phase is Phase.BREAK, "there is no break")
    return replace(state, current=state.current + 1, phase=Phase.BRIEFING)


@_step.register
def _(event: ev.RoundJudged, state: SessionState) -> SessionState:
    # a round can be judged once more after all are judged, as long as the session is not finished
    _require(state.phase in (Phase.JUDGEMENT, Phase.DEBRIEF), "the rounds are not over")
    _require(1 <= event.number <= len(state.rounds), "there is no such round")
    rounds = list(state.rounds)
    rounds[event.number - 1] = replace(rounds[event.number - 1], judged=True)
    phase = Phase.DEBRIEF if all(each.judged for each in rounds) else Phase.JUDGEMENT
    return replace(state, rounds=tuple(rounds), phase=phase)


@_step.register
def _(event: ev.SwitchedToPractice, state: SessionState) -> SessionState:
    _require(state.mode is Mode.MOCK, "this is practice already")
    return replace(state, mode=Mode.PRACTICE, switched_to_practice=True)


@_step.register
def _(event: ev.Finished, state: SessionState) -> SessionState:
    _require(event.discarded or state.phase is Phase.DEBRIEF, "the session is not over")
    ended = replace(state, finished=True, discarded=event.discarded)
    if not (state.answer_open and state.round.text):
        return ended
    turn = _open_turn(event, state.round)  # an open answer is not judged, and not lost either
    return _in_round(ended, lambda each: replace(each, text="", turns=(*each.turns, turn)))


def _open_turn(event: ev.Event, each: RoundState) -> Turn:
    """Return the text of the open answer, or of the open follow-up, as a turn."""
    kind = TurnKind.PROBE_ANSWER if each.probe else TurnKind.ANSWER
    return _say(event, Speaker.CANDIDATE, kind, each.text, each.probe.id if each.probe else "")
