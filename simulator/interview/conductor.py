"""Conducts an interview: gives the state machine its time, writes every event to the draft, saves to the history."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict

from question_bank.models import Fact, Probe, Question
from scorecards.cleaning import clean
from simulator.clock import Clock
from simulator.errors import RefusedError, StorageError
from simulator.history.records import Assessment, ClosedBy, Mode, Prediction, SessionRecord
from simulator.history.store import Store
from simulator.interview import events as ev
from simulator.interview.assistant import Suggestion
from simulator.interview.drafts import Draft, TextRecorder
from simulator.interview.interviewer import NO_FACT, Reply, choose_probe, match_question
from simulator.interview.pacing import ClockView, Timekeeper, clock_view, expired, thinness
from simulator.interview.recording import session_record
from simulator.interview.session import IllegalEventError, Phase, SessionState, apply
from simulator.interview.troubles import Trouble

LONGEST_ANSWER = 30_000
"""Characters of one answer that are kept; a spoken half hour is a sixth of it."""
AWAY_SECONDS = 60.0
"""An end of time that is noticed later than this had nobody there to notice it: the machine slept."""
HEARTBEAT = 10.0
"""Seconds without an event after which the time itself is written to the draft."""
SAVED_AFTER = (ev.AnswerClosed, ev.Predicted, ev.SwitchedToPractice)
SAVED_BEFORE = (ev.RoundJudged, ev.Finished)
"""What the draft may only say once the history has it: a judgement is nowhere else."""


class _Stamp(TypedDict):
    at: float
    utc: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that time brought about."""

    percent: int = 0
    """Share of the time that is used up, for a warning."""
    closed: bool = False
    """The answer was closed because its time and grace were over."""
    late: float = field(default=0.0, compare=False)
    """Seconds between that moment and now."""


class Interview:
    """One session under way. Every method that changes something raises RefusedError where it is not allowed."""

    def __init__(
        self,
        state: SessionState,
        questions: Sequence[Question],
        clock: Clock,
        draft: Draft,
        store: Store,
        on_trouble: Trouble,
        assessments: dict[int, tuple[Assessment, ...]] | None = None,
    ) -> None:
        self.state = state
        self.questions = tuple(questions)
        self.assessments = assessments or {}
        """By round number, oldest first."""
        self._clock = clock
        self._draft = draft
        self._store = store
        self._on_trouble = on_trouble
        self._recorder = TextRecorder()
        self._time = Timekeeper(clock, state.last_at, state.last_utc, wall_rules=state.mode is Mode.MOCK)

    @property
    def question(self) -> Question:
        """The card of the round under way."""
        return self.questions[self.state.current]

    def now(self) -> float:
        """Return the seconds of the session."""
        return self.state.last_at if self.state.paused else max(self.state.last_at, self._time.now())

    def clock(self) -> ClockView | None:
        """Return what the clock shows now; None where no time limit runs."""
        return clock_view(self.state, self.now())

    def record(self) -> SessionRecord:
        """Return the session as the history would keep it now."""
        return session_record(self.state, self.now(), self._clock.utc(), self.assessments)

    # the round, in the order in which it happens

    def begin_round(self) -> None:
        """Read out the prompt and start the round's clock."""
        self._do(ev.RoundBegun(**self._stamp()))

    def begin_answer(self) -> None:
        """End the thinking time; it counts inside the time box."""
        self._do(ev.AnswerBegun(**self._stamp()))

    def type(self, text: str) -> bool:
        """Keep the whole text of the open answer as it stands; return False where it had to be cut.

        Text of a mock that overslept was typed before: it takes no time from what was left then.
        """
        cleaned = clean(text)
        kept = cleaned[:LONGEST_ANSWER]
        stamp = self._stamp()
        if self.overslept:
            stamp = {"at": self.state.last_at, "utc": self.state.last_utc or stamp["utc"]}
        if kept and self.state.phase is Phase.THINKING:
            self._do(ev.AnswerBegun(**stamp))
        event = self._recorder.event(self.state.round.text, kept, **stamp)
        if event:
            self._do(event)
        return len(cleaned) <= LONGEST_ANSWER

    def match(self, asked: str) -> Reply:
        """Return which fact a clarifying question means, or which topics are close. Nothing is told yet."""
        return match_question(asked, self.question.facts)

    def tell(self, asked: str, fact: Fact | None, *, from_list: bool = False) -> str:
        """Tell the authored fact, or that there is none, and return what was said.

        ``from_list`` says that ``asked`` is a topic's label and not the candidate's own words.
        """
        reply = fact.text.strip() if fact else NO_FACT
        name = fact.id if fact else ""
        question = clean(asked).strip()[:LONGEST_ANSWER]
        self._do(ev.ClarificationAsked(**self._stamp(), question=question, from_list=from_list, fact=name, reply=reply))
        return reply

    def next_stage(self) -> str:
        """Go on to the next stage and return its name."""
        self._do(ev.StageEntered(**self._stamp()))
        return self.question.stages[self.state.round.stage].name

    def take_hint(self) -> str:
        """Buy the hint of this stage and return it; the price is the face's to say first."""
        stage = self.question.stages[self.state.round.stage]
        self._do(ev.HintTaken(**self._stamp(), stage=stage.id, text=stage.hint))
        return stage.hint

    def pause(self) -> None:
        """Stop the clock (practice only)."""
        self._do(ev.Paused(**self._stamp()))

    def resume(self) -> None:
        """Let the clock run again."""
        self._do(ev.Resumed(**self._stamp()))
        self._time.rebase(self.state.last_at, wall_rules=self.state.mode is Mode.MOCK)

    def close_answer(self) -> None:
        """Hand in the answer, or the answer to the open follow-up."""
        self._do(ev.AnswerClosed(**self._stamp(), by=ClosedBy.CANDIDATE))

    def keep_late(self, text: str) -> None:
        """Keep what was typed after the answer had closed; it is never judged."""
        if clean(text).strip():
            self._do(ev.LateText(**self._stamp(), text=clean(text)[:LONGEST_ANSWER]))

    def next_probe(self, seen_before: Sequence[str] = (), suggested: Suggestion | None = None) -> Probe:
        """Ask the ``suggested`` follow-up if it is still open, else the one that presses the thinnest dimension."""
        each = self.state.round
        if suggested is not None and suggested.probe in self.probes_left:
            probe, text = suggested.probe, suggested.text
        else:
            chosen = choose_probe(self.question, each.probes, thinness(each), seen_before)
            if chosen is None:
                raise RefusedError("No follow-up", "This card has no follow-up left.", "Go on to your prediction.")
            probe, text = chosen, chosen.text.strip()
        self._do(ev.ProbeAsked(**self._stamp(), probe=probe.id, text=text))
        return probe

    @property
    def probes_left(self) -> list[Probe]:
        """The follow-ups of the card that were not asked in this round, those first that press the thinnest part."""
        asked = self.state.round.probes
        thin = thinness(self.state.round)
        left = [probe for probe in self.question.probes if probe.id not in asked]
        return sorted(left, key=lambda probe: -thin.get(probe.dimension, 0.0))

    def predict(self, prediction: Prediction) -> None:
        """Keep the blind prediction of the round."""
        self._do(ev.Predicted(**self._stamp(), prediction=prediction))

    def end_break(self) -> None:
        """Go on to the next round."""
        self._do(ev.BreakEnded(**self._stamp()))

    def add_assessment(self, number: int, assessment: Assessment) -> bool:
        """Add a judgement to a round and count the round as judged; return False where it could not be saved yet."""
        before = self.assessments
        self.assessments = {**before, number: (*before.get(number, ()), assessment)}
        try:
            return self._do(ev.RoundJudged(**self._stamp(), number=number))
        except RefusedError:
            self.assessments = before
            raise

    def put_off(self, number: int) -> None:
        """Leave a round to be judged later."""
        self._do(ev.RoundJudged(**self._stamp(), number=number, put_off=True))

    def finish(self) -> bool:
        """End the session; return False where it could not be saved: the draft stays and can be continued."""
        return self._end(ev.Finished(**self._stamp()))

    def discard(self) -> bool:
        """Give the session up; what was said stays in the history, marked as discarded. Return as ``finish`` does."""
        return self._end(ev.Finished(**self._stamp(), discarded=True))

    # time

    def tick(self) -> Notice | None:
        """Let time take effect: a warning that is due, or the close of a mock answer. Call it about every second."""
        self._flush()
        view = self.clock()
        if view is None or self.state.paused:
            return None
        if view.closing:
            self._close_by_time(view)
            return Notice(closed=True, late=view.overdue)
        given = self.state.round.probe.warned if self.state.round.probe else self.state.round.warned
        percent = view.due_warning(given)
        if percent is not None:
            self._do(ev.Warned(**self._stamp(), percent=percent))
            return Notice(percent=percent)
        if self.now() - self.state.last_at >= HEARTBEAT:
            self._do(ev.TimePassed(**self._stamp()))
        return None

    @property
    def expired(self) -> bool:
        """True for a mock answer whose time ran out while the program was away."""
        return expired(self.state, self.now())

    @property
    def overslept(self) -> bool:
        """True for a mock answer whose time ran out so long ago that the machine slept, the program open."""
        view = self.clock()
        return view is not None and view.overdue > AWAY_SECONDS and self.expired

    def judge_what_is_there(self) -> None:
        """Close an expired answer as it stands."""
        self._close_by_time(self._expired_view())

    def go_on_as_practice(self) -> None:
        """Turn an expired mock into practice, with the time that was left when the program went away."""
        self._expired_view()
        at = self.state.last_at
        self._do(ev.SwitchedToPractice(at=at, utc=self._clock.utc()))
        self._time.rebase(at, wall_rules=False)

    def leave(self) -> None:
        """Close the files; the draft stays and can be continued."""
        if self.state.timed and not (self.state.paused or self.state.finished or self.expired):
            self._do(ev.TimePassed(**self._stamp()))
        self._flush()
        self._draft.close()

    def _expired_view(self) -> ClockView:
        view = self.clock()
        if view is None or not self.expired:
            raise RefusedError("Not now", "The time of this answer has not run out.", "Go on with the interview.")
        return view

    def _close_by_time(self, view: ClockView) -> None:
        """Close the answer at the moment when its grace ended, however late that is noticed."""
        now = self.now()
        at = max(self.state.last_at, now - view.overdue)
        self._do(ev.AnswerClosed(at=at, utc=self._clock.utc() - timedelta(seconds=now - at), by=ClosedBy.TIME))

    def _stamp(self) -> _Stamp:
        return {"at": self.now(), "utc": self._clock.utc()}

    def _do(self, event: ev.AnyEvent) -> bool:
        """Let an event happen; return False where the history had to know of it first and could not."""
        try:
            self.state = apply(self.state, event)
        except IllegalEventError as error:
            raise RefusedError(
                "Not now", f"That is not possible here: {error}.", "Go on with the interview."
            ) from error
        if isinstance(event, SAVED_BEFORE) and not self._save():
            return False
        try:
            self._draft.append(event)
        except StorageError as error:
            self._on_trouble(error)
        if isinstance(event, SAVED_AFTER):
            self._save()
        return True

    def _save(self) -> bool:
        try:
            self._store.save(self.record())
        except StorageError as error:
            self._on_trouble(error)
            return False
        return True

    def _flush(self) -> None:
        try:
            self._draft.flush()
        except StorageError as error:
            self._on_trouble(error)

    def _end(self, event: ev.Finished) -> bool:
        if not self._do(event):
            return False
        try:
            self._draft.remove()
        except StorageError as error:
            self._on_trouble(error)
        return True
