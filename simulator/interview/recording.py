"""The record of a session, made from its state."""

from collections.abc import Mapping
from datetime import datetime

from simulator.history.records import Assessment, RoundRecord, SessionRecord, SessionStatus
from simulator.interview.pacing import overtime, stage_minutes
from simulator.interview.session import RoundState, SessionState


def session_record(
    state: SessionState, at: float, saved: datetime, assessments: Mapping[int, tuple[Assessment, ...]]
) -> SessionRecord:
    """Return what the history keeps of a session at ``at`` seconds; ``assessments`` by round number."""
    if state.discarded:
        status = SessionStatus.DISCARDED
    elif state.finished:
        status = SessionStatus.FINISHED
    else:
        status = SessionStatus.UNDER_WAY
    return SessionRecord(
        id=state.id,
        started=state.started,
        saved=saved,
        mode=state.mode,
        target=state.target,
        status=status,
        rounds=tuple(
            _round_record(number, each, at, assessments.get(number, ()))
            for number, each in enumerate(state.rounds, start=1)
        ),
        switched_to_practice=state.switched_to_practice,
    )


def _round_record(number: int, each: RoundState, at: float, assessments: tuple[Assessment, ...]) -> RoundRecord:
    plan = each.plan
    return RoundRecord(
        number=number,
        question_id=plan.question_id,
        title=plan.title,
        kind=plan.kind,
        sub_kind=plan.sub_kind,
        prompt=plan.prompt,
        minutes=max(1, round(plan.seconds / 60)),
        started=each.started,
        started_at=each.started_at,
        closed_by=each.closed_by,
        turns=each.turns,
        stages=stage_minutes(each, at),
        hints=len(each.hints),
        overtime=overtime(each, at),
        prediction=each.prediction,
        assessments=assessments,
    )
