"""What was said in a round, for the eye: its turns, and the sentences that proved something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.clock import spoken
from simulator.history.records import Speaker
from simulator.tui.widgets.prose import Line, paragraphs
from simulator.words.reports import TURN_REMARKS
from simulator.words.review import proved_segments

if TYPE_CHECKING:
    from simulator.history.records import Assessment, RoundRecord


def transcript_lines(record: RoundRecord) -> list[Line]:
    """Return everything that was said, each turn under who said it and when."""
    lines: list[Line] = []
    for turn in record.turns:
        who = "You" if turn.speaker is Speaker.CANDIDATE else "Interviewer"
        when = f"{spoken(turn.at - record.started_at)}{TURN_REMARKS.get(turn.kind, '')}"
        lines += [Line(who, "bold", aside=when), *paragraphs(turn.text or "(nothing)"), Line("")]
    return lines[:-1]


def evidence_lines(record: RoundRecord, assessment: Assessment | None) -> list[Line]:
    """Return everything the candidate said, what proved an item in bold and underlined with the item below it."""
    lines: list[Line] = []
    turn = 0
    for segment, proved in proved_segments(record, assessment):
        if segment.turn != turn:
            lines.append(Line(""))
            turn = segment.turn
        lines.append(Line(f"{segment.id}  {segment.text}", "bold underline" if proved else "", hang=6))
        lines += [Line(f"      proves {item}", "dim") for item in proved]
    return lines or [Line("(nothing was said)")]
