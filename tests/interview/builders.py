"""Builds plans, events, logs and interviews for the tests of this folder."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from scorecards.models import Kind, Target
from scorecards.recommendation import Call, Confidence
from simulator.errors import StorageError
from simulator.history.records import Assessment, ClosedBy, Mode, Prediction, Provenance, Source
from simulator.interview import events as ev
from simulator.interview.conductor import Interview, Notice
from simulator.interview.drafts import SUFFIX, Recovered, recover
from simulator.interview.session import SessionState, apply, start
from simulator.interview.starting import continue_interview, start_interview
from tests.fakes import BEGIN, FakeClock, MemoryStore

GRACE = 20.0
PREDICTION = Prediction(levels={"scoping": 3}, call=Call.LEAN_HIRE, probability=0.6)
STAGES = (
    ev.PlannedStage(id="open", name="Open", seconds=120, dimensions=("scoping",)),
    ev.PlannedStage(id="build", name="Build", seconds=360, dimensions=("structure", "quantitative")),
    ev.PlannedStage(id="land", name="Land", seconds=120, dimensions=("decision",)),
)


@cache
def shipped(card: str) -> Question:
    """Return a card of the bank."""
    return Catalogue().load(card)


def plan(probes: int = 2, stages: tuple[ev.PlannedStage, ...] = STAGES) -> ev.RoundPlan:
    """Return a round of ten minutes."""
    return ev.RoundPlan(
        question_id="tea",
        title="Tea",
        kind=Kind.CASE,
        sub_kind="estimation",
        prompt="How much tea?",
        stages=stages,
        probes=probes,
    )


def started(mode: Mode = Mode.PRACTICE, rounds: int = 1, probes: int = 2) -> ev.SessionStarted:
    """Return the start of a session."""
    return ev.SessionStarted(
        at=0,
        utc=BEGIN,
        id="20261121-120000-abcd",
        mode=mode,
        target=Target.SENIOR,
        grace=GRACE,
        rounds=tuple(plan(probes) for _ in range(rounds)),
    )


def assessment(name: str) -> Assessment:
    """Return a judgement that says next to nothing."""
    return Assessment(
        id=name,
        provenance=Provenance(
            source=Source.SELF, made=BEGIN, rubric_hash="0" * 12, rubric_version=1, program_version="0", seconds=60
        ),
        target=Target.SENIOR,
        dimensions=(),
        call=Call.NOT_ENOUGH_EVIDENCE,
        confidence=Confidence.LOW,
    )


def stamp(at: float) -> ev.Event:
    """Return the bare time of an event."""
    return ev.Event(at=at, utc=BEGIN + timedelta(seconds=at))


def edited(at: float, before: str, position: int, removed: int, inserted: str) -> ev.TextEdited:
    """Return an edit of the text ``before``."""
    time = stamp(at)
    return ev.TextEdited(
        at=time.at,
        utc=time.utc,
        position=position,
        removed=removed,
        inserted=inserted,
        before=ev.checksum(before),
    )


def full_log(mode: Mode = Mode.PRACTICE, rounds: int = 1) -> list[ev.AnyEvent]:
    """Return a whole session, two follow-ups a round, ten seconds from event to event."""
    log: list[ev.AnyEvent] = [started(mode, rounds)]

    def time() -> dict[str, object]:
        return stamp(len(log) * 10.0).model_dump()

    for number in range(1, rounds + 1):
        log.append(ev.RoundBegun.model_validate(time()))
        log.append(ev.ClarificationAsked.model_validate({**time(), "question": "Who?", "fact": "who", "reply": "Us."}))
        log.append(ev.AnswerBegun.model_validate(time()))
        if mode is Mode.PRACTICE:
            log.append(ev.Paused.model_validate(time()))
            log.append(ev.Resumed.model_validate(time()))
            log.append(ev.HintTaken.model_validate({**time(), "stage": "open", "text": "Count the cups."}))
        log.append(ev.TextSet.model_validate({**time(), "text": f"Round {number}: ten cups."}))
        log.append(ev.StageEntered.model_validate(time()))
        log.append(edited(len(log) * 10.0, f"Round {number}: ten cups.", 9, 3, "twelve"))
        log.append(ev.Warned.model_validate({**time(), "percent": 80}))
        log.append(ev.AnswerClosed.model_validate({**time(), "by": ClosedBy.CANDIDATE}))
        log.append(ev.LateText.model_validate({**time(), "text": "And milk."}))
        for probe in ("why", "cost"):
            log.append(ev.ProbeAsked.model_validate({**time(), "probe": probe, "text": f"{probe}?"}))
            log.append(ev.TextSet.model_validate({**time(), "text": f"{number} {probe}: because."}))
            log.append(ev.AnswerClosed.model_validate({**time(), "by": ClosedBy.CANDIDATE}))
        log.append(ev.Predicted.model_validate({**time(), "prediction": PREDICTION}))
        if number < rounds:
            log.append(ev.BreakEnded.model_validate(time()))
    log += [ev.RoundJudged.model_validate({**time(), "number": number}) for number in range(1, rounds + 1)]
    log.append(ev.Finished.model_validate(time()))
    return log


def stepwise(log: Sequence[ev.AnyEvent]) -> SessionState:
    """Apply a legal log one event at a time."""
    first = log[0]
    assert isinstance(first, ev.SessionStarted)
    state = start(first)
    for event in log[1:]:
        state = apply(state, event)
    return state


@dataclass
class Desk:
    """Where an interview is sat: a clock, a folder for drafts, a store, and a list of the troubles told."""

    folder: Path
    questions: Sequence[Question]
    clock: FakeClock = field(default_factory=FakeClock)
    store: MemoryStore = field(default_factory=MemoryStore)
    troubles: list[StorageError] = field(default_factory=list)
    sat: list[Interview] = field(default_factory=list)

    def sit(self, mode: Mode = Mode.PRACTICE, rounds: int = 1, probes: int = 2, grace: float = GRACE) -> Interview:
        """Start a session."""
        questions = self.questions[:rounds]
        interview = start_interview(
            questions,
            mode,
            Target.SENIOR,
            probes,
            grace,
            self.clock,
            self.folder,
            self.store,
            self.troubles.append,
        )
        self.sat.append(interview)
        return interview

    def found(self, interview: Interview) -> Recovered:
        """Read the draft of an interview as the next start of the program would."""
        draft = recover(self.path(interview))
        assert draft is not None
        return draft

    def path(self, interview: Interview) -> Path:
        """Return where the draft of an interview is."""
        return self.folder / f"{interview.state.id}{SUFFIX}"

    def crash(self, interview: Interview, away: float = 0) -> Interview:
        """Lose the process, with what it had not written, and go on from the draft ``away`` seconds later."""
        interview._draft.close()
        recovered = self.found(interview)
        self.clock.sleep(away)
        self.clock.seconds = 7.0  # another process, and maybe another boot
        questions = self.questions[: len(recovered.state.rounds)]
        again = continue_interview(recovered, questions, self.clock, self.folder, self.store, self.troubles.append)
        self.sat.append(again)
        return again

    def close(self) -> None:
        """Give all files back."""
        for interview in self.sat:
            interview._draft.close()


def to_answer(interview: Interview, text: str = "") -> Interview:
    """Go on to the answer, with ``text`` typed."""
    interview.begin_round()
    interview.begin_answer()
    if text:
        interview.type(text)
    return interview


def through_round(interview: Interview, text: str = "An answer.") -> Interview:
    """Sit the whole round under way, up to and with its prediction."""
    to_answer(interview, text).close_answer()
    for _ in range(interview.state.round.plan.probes):
        interview.next_probe()
        interview.type("A reply.")
        interview.close_answer()
    interview.predict(PREDICTION)
    return interview


def pass_time(interview: Interview, clock: FakeClock, times: int, step: float = 1) -> list[Notice]:
    """Let time pass step by step, as a face does; return what it brought about."""
    notices = []
    for _ in range(times):
        clock.advance(step)
        notice = interview.tick()
        if notice:
            notices.append(notice)
    return notices
