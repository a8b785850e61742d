"""Attempts at one question as rows for a script: the numbers behind the words."""

from typing import Any

from simulator.practice.attempts import Attempt, Attempts
from simulator.practice.comparing import PAIR_BOUND, Comparison, JudgedPair, compare
from simulator.words.attempts import remark_lines

Row = dict[str, Any]


def attempts_row(attempts: Attempts) -> Row:
    """Return a round's attempts, and it beside each other one: earlier first, values 1.0 to 5.0, times in seconds."""
    return {
        "round": attempts.here.record.number,
        "question": attempts.here.record.question_id,
        "attempt": attempts.here.number,
        "attempts": [_attempt_row(each) for each in attempts.read],
        "unreadable": list(attempts.lost),
        "older_not_read": attempts.older,
        "comparisons": [_comparison_row(compare(attempts.here, other)) for other in attempts.others],
    }


def _attempt_row(attempt: Attempt) -> Row:
    return {
        "attempt": attempt.number,
        "session": attempt.session.id,
        "round": attempt.record.number,
        "started": attempt.started.isoformat(timespec="seconds"),
        "mode": attempt.session.mode.value,
        "standing": attempt.standing.value,
        "judged": [
            {
                "source": source,
                "call": each.call.label,
                "target": each.assessment.target.value,
                "rubric_version": each.assessment.provenance.rubric_version,
                "rubric_hash": each.assessment.provenance.rubric_hash,
            }
            for source, each in attempt.judgements.items()
        ],
        "hints": attempt.record.hints,
        "words": attempt.record.words,
        "planned": attempt.record.minutes * 60,
        "used": attempt.seconds,
    }


def _comparison_row(comparison: Comparison) -> Row:
    return {
        "attempts": [comparison.earlier.number, comparison.later.number],
        "judged": [_pair_row(pair) for pair in comparison.judged],
        "stages": [
            {
                "name": each.name,
                "planned": [stage.planned if stage else None for stage in (each.earlier, each.later)],
                "used": [stage.actual if stage else None for stage in (each.earlier, each.later)],
            }
            for each in comparison.stages
        ],
    }


def _pair_row(pair: JudgedPair) -> Row:
    return {
        "source": pair.source,
        "noise_bound": PAIR_BOUND,
        "remarks": remark_lines(pair),
        "dimensions": [
            {
                "dimension": each.id,
                "name": each.name,
                "outcomes": each.outcomes,
                "values": each.values,
                "difference": each.difference,
                "beyond_noise": each.is_change,
            }
            for each in pair.dimensions
        ],
        "items": [
            {
                "item": each.id,
                "kind": each.kind.value,
                "dimension": each.dimension,
                "text": each.text,
                "statuses": each.statuses,
                "change": each.change.name.lower(),
                "reworded": each.reworded,
            }
            for each in pair.items
        ],
    }
