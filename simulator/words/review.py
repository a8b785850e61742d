"""A past session as plain text."""

from question_bank.catalogue import UnknownQuestionError
from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.evidence import Segment, segment_turns
from scorecards.problems import ContentError
from simulator.history.records import Assessment, RoundRecord, SessionRecord
from simulator.words.moments import local_time
from simulator.words.reports import round_report, session_debrief, transcript
from simulator.workspace import Workspace


def session_review(workspace: Workspace, record: SessionRecord, *, with_transcript: bool) -> str:
    """Return the results of a session, its rounds, and on request all that was said."""
    lines = [f"Session {record.id}, {session_words(record)}", *label_lines(record)]
    for each in record.rounds:
        lines += ["", f"Question: {each.prompt}", ""]
        lines.append(round_report(each, load_scorecard(each.kind), find_card(workspace, each.question_id)))
        if with_transcript:
            lines += ["", "Transcript", transcript(each)]
    if len(record.rounds) > 1:
        lines += ["", session_debrief(record)]
    return "\n".join(lines)


def session_words(record: SessionRecord) -> str:
    """Return when and how a session was sat, and how far it got."""
    switched = ", went on as practice" if record.switched_to_practice else ""
    return f"{local_time(record.started)}, {record.mode.value}{switched}, {record.status.value.replace('_', ' ')}"


def label_lines(record: SessionRecord) -> list[str]:
    """Return a session's tags and its note, where it has some."""
    lines = [f"Tags: {', '.join(record.tags)}"] if record.tags else []
    return [*lines, f"Note: {record.note}"] if record.note else lines


def proved_segments(record: RoundRecord, assessment: Assessment | None) -> list[tuple[Segment, list[str]]]:
    """Return everything that the candidate said, sentence by sentence, each with the items that it proves."""
    proofs: dict[str, list[str]] = {}
    for result in assessment.dimensions if assessment else ():
        for item in result.items:
            for quote in item.quotes:
                proofs.setdefault(quote.segment, []).append(f"{result.name}: {item.text}")
    return [(segment, proofs.get(segment.id, [])) for segment in segment_turns(record.candidate_turns())]


def find_card(workspace: Workspace, name: str) -> Question | None:
    """Return the card, or None when it has left the bank or broke: the rest of the review needs no card."""
    try:
        return workspace.catalogue.load(name)
    except (UnknownQuestionError, ContentError):
        return None
