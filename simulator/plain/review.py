"""A past session as plain text."""

from question_bank.catalogue import UnknownQuestionError
from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.problems import ContentError
from simulator.history.records import SessionRecord
from simulator.plain.reports import round_report, session_debrief, transcript
from simulator.workspace import Workspace


def session_review(workspace: Workspace, record: SessionRecord, *, with_transcript: bool) -> str:
    """Return the results of a session, its rounds, and on request all that was said."""
    switched = ", went on as practice" if record.switched_to_practice else ""
    status = record.status.value.replace("_", " ")
    lines = [f"Session {record.id}, {record.started:%Y-%m-%d %H:%M} UTC, {record.mode.value}{switched}, {status}"]
    if record.tags:
        lines.append(f"Tags: {', '.join(record.tags)}")
    if record.note:
        lines.append(f"Note: {record.note}")
    for each in record.rounds:
        lines += ["", f"Question: {each.prompt}", ""]
        lines.append(round_report(each, load_scorecard(each.kind), find_card(workspace, each.question_id)))
        if with_transcript:
            lines += ["", "Transcript", transcript(each)]
    if len(record.rounds) > 1:
        lines += ["", session_debrief(record)]
    return "\n".join(lines)


def find_card(workspace: Workspace, name: str) -> Question | None:
    """Return the card, or None when it has left the bank or broke: the rest of the review needs no card."""
    try:
        return workspace.catalogue.load(name)
    except (UnknownQuestionError, ContentError):
        return None
