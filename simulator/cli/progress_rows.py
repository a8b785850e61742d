"""Progress as rows for a script: the numbers behind the words, each source by itself."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from scorecards.models import Kind
from simulator.practice.calibration import Calibration, Leaning, calibrate
from simulator.practice.pacing_trend import pacing
from simulator.practice.series import Past
from simulator.practice.suggestions import Suggestion
from simulator.practice.trends import RUNGS, Change, dimension_trends, levels_reached
from simulator.practice.weak_spots import weak_spots
from simulator.words.progress import chosen_sources
from simulator.words.progress_words import rubric_items

Row = dict[str, Any]


def trends_row(past: Past, source: str = "", kind: Kind | None = None) -> Row:
    """Return all numbers of ``trends_text``: values 1.0 to 5.0, times in ISO 8601, shares 0 to 1; raise UsageError."""
    paced = pacing(each for each in past.rounds if kind in (None, each.kind))
    return {
        "sources": [_source_row(past, name, kind) for name in chosen_sources(past, source) if past.series(name, kind)],
        "pacing": {
            "counted": paced.counted,
            "unmarked": paced.unmarked,
            "starving": [
                {**asdict(each), "starved": each.starved, "share": each.share, "change": _change_row(each.change)}
                for each in paced.starving
            ],
        },
        "waiting": past.waiting,
        "older_not_counted": past.older,
        "sessions_unreadable": past.unreadable,
    }


def _source_row(past: Past, source: str, kind: Kind | None) -> Row:
    rounds = past.series(source, kind)
    return {
        "source": source,
        "rounds": len(rounds),
        "levels_reached": [
            {
                "kind": each.kind.value,
                "level": None if each.rung is None else RUNGS[each.rung],
                "last_rounds": [None if rung is None else RUNGS[rung] for rung in each.rungs],
                "words": each.words,
            }
            for each in levels_reached(rounds)
        ],
        "dimensions": [
            {
                "kind": each.kind.value,
                "dimension": each.dimension,
                "name": each.name,
                "points": [{"at": _iso(at), "value": value} for at, value in each.points],
                "recent": each.recent,
                "spread": each.spread,
                "repeats": each.repeats,
                "change": _change_row(each.change),
            }
            for each in dimension_trends(rounds)
        ],
        "weak_spots": [{**asdict(each), "words": each.words} for each in weak_spots(rounds, rubric_items())],
        "self_judgement": _calibration_row(calibrate(rounds)),
    }


def _change_row(change: Change) -> Row:
    return {**asdict(change), "is_trend": change.is_trend, "words": change.words}


def _calibration_row(found: Calibration) -> Row:
    calls = found.calls
    return {
        "rounds": found.rounds,
        "overall": _leaning_row(found.overall) if found.overall else None,
        "dimensions": [_leaning_row(each) for each in found.dimensions],
        "call": {
            "rounds": len(calls.forecasts),
            "right": calls.right,
            "stated": calls.stated,
            "brier": calls.brier,
            "brier_of_always_50_percent": calls.reference,
        }
        if calls
        else None,
        "rounds_without_any_gap": found.too_perfect,
    }


def _leaning_row(leaning: Leaning) -> Row:
    return {
        "kind": leaning.kind.value if leaning.kind else None,
        "dimension": leaning.dimension,
        "rounds": len(leaning.gaps),
        "bias": leaning.bias,
        "mean_absolute_error": leaning.error,
        "noise_bound": leaning.bound,
        "words": leaning.words,
    }


def suggestion_row(suggestion: Suggestion) -> Row:
    """Return a suggestion with the command that starts it, as text and as arguments."""
    return {**asdict(suggestion), "command": suggestion.command, "arguments": suggestion.arguments}


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
