"""An answer from a file, judged by the model and not kept in the history."""

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.cleaning import clean
from scorecards.models import Target
from simulator.clock import Clock
from simulator.grading.desk import ModelDesk
from simulator.history.records import (
    Assessment,
    ClosedBy,
    Mode,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Speaker,
    Turn,
    TurnKind,
)


def session_of(text: str, question: Question, target: Target, clock: Clock) -> SessionRecord:
    """Return a session of one round that holds the text as its answer."""
    now = clock.utc()
    turn = Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.ANSWER, text=clean(text), at=0)
    record = RoundRecord(
        number=1,
        question_id=question.id,
        title=question.title,
        kind=question.kind,
        sub_kind=question.sub_kind,
        prompt=question.brief.prompt.strip(),
        minutes=question.minutes,
        closed_by=ClosedBy.CANDIDATE,
        turns=(turn,),
    )
    return SessionRecord(
        id="file",
        started=now,
        saved=now,
        mode=Mode.PRACTICE,
        target=target,
        status=SessionStatus.FINISHED,
        rounds=(record,),
    )


async def grade_text(desk: ModelDesk, session: SessionRecord, question: Question) -> Assessment:
    """Judge the one round of such a session; raise ModelError."""
    return await desk.judge(session, 1, question, load_scorecard(question.kind), desk.calls())
