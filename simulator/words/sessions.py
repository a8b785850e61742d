"""A past session in a line or in three words, from the index alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from scorecards.recommendation import Call
from simulator.history.records import SessionStatus
from simulator.practice.today import local_day
from simulator.words.moments import local_time
from simulator.words.narrowing import judge_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from simulator.history.summaries import RoundSummary, SessionSummary


def history_lines(summaries: Sequence[SessionSummary]) -> list[str]:
    """Return one line a session, its id first."""
    return [f"{summary.id}  {history_line(summary)}" for summary in summaries]


def history_line(summary: SessionSummary) -> str:
    """Return when a session began, its mode, state, rounds and calls in one line."""
    rounds = "; ".join(
        f"{each.kind.replace('_', ' ')}, {each.title}: "
        + (f"{each.call} ({_judge(each)})" if each.call else unjudged_words(summary, each))
        for each in summary.rounds
    )
    status = "" if summary.status == SessionStatus.FINISHED else f" [{summary.status.replace('_', ' ')}]"
    return f"{local_time(datetime.fromisoformat(summary.started))}  {summary.mode}{status}  {rounds}"


def _judge(each: RoundSummary) -> str:
    """Return who made the newest call."""
    return judge_words(each.judges[-1]) if each.judges else each.source


def result_words(summary: SessionSummary) -> str:
    """Return what came of a session in three words at most: its weakest call, or why there is none."""
    if summary.status == SessionStatus.DISCARDED:
        return "discarded"
    answered = [each for each in summary.rounds if each.call or each.waiting]
    if not answered:
        return "not answered"
    if any(not each.call for each in answered):
        return "to be judged"
    return min(Call.from_label(each.call) for each in answered).label


def unjudged_words(summary: SessionSummary, each: RoundSummary) -> str:
    """Return why a round has no call; what was discarded waits for nobody."""
    if not each.waiting:
        return "not answered"
    return "not judged" if summary.status == SessionStatus.DISCARDED else "to be judged"


def last_session(sat: Sequence[SessionSummary]) -> SessionSummary | None:
    """Return the newest session that has come to its end."""
    return next((each for each in reversed(sat) if each.status != SessionStatus.UNDER_WAY), None)


def last_words(session: SessionSummary, zone: tzinfo | None = None) -> str:
    """Return a session's day, mode and what came of each round, in one line."""
    if len(session.rounds) == 1:
        (only,) = session.rounds
        rounds = f"{_result(session, 0)}: {only.kind.replace('_', ' ')}, {only.title}"
    else:
        rounds = "; ".join(
            f"{each.kind.replace('_', ' ')} {_result(session, number)}" for number, each in enumerate(session.rounds)
        )
    day = local_day(datetime.fromisoformat(session.started), zone)
    return f"{day} {session.mode}, {rounds}"


def _result(session: SessionSummary, number: int) -> str:
    each = session.rounds[number]
    if session.status == SessionStatus.DISCARDED:
        return each.call or "discarded"
    return each.call or ("to be judged" if each.waiting else "not answered")
