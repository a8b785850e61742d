"""Progress as a page of plain text, and what to practise next."""

from collections.abc import Sequence

from scorecards.models import Kind
from scorecards.scoring import level_of
from simulator.errors import UsageError
from simulator.grading.wording import listed
from simulator.practice.calibration import calibrate
from simulator.practice.pacing_trend import pacing
from simulator.practice.series import JudgedRound, Past, source_words
from simulator.practice.suggestions import Suggestion
from simulator.practice.trends import DimensionTrend, dimension_trends, has_levels, levels_reached
from simulator.practice.weak_spots import WeakSpot, weak_spots
from simulator.words.next_up import ORDER, card_words
from simulator.words.progress_words import (
    MOST_SPOTS,
    NO_LEVELS,
    NO_SPOTS,
    calibration_lines,
    caution_lines,
    counted_once,
    finding_words,
    pacing_lines,
    remark_lines,
    rounds_of_kind,
    rounds_words,
    rubric_items,
    sources_of,
    spread_words,
    version_lines,
    when_words,
    why_nothing,
)
from simulator.words.ways import COMMAND_LINE, Ways


def chosen_sources(past: Past, source: str) -> tuple[str, ...]:
    """Return ``source`` alone, or all that judged; raise UsageError for one that judged nothing that was read."""
    if not source:
        return past.sources
    if source not in past.sources:
        there = listed(past.sources)
        raise UsageError(
            "No such judge",
            f"None of the rounds read was judged by {source!r}.",
            f"Those that judged: {there}." if there else f"Nothing is judged yet. {COMMAND_LINE.start}",
        )
    return (source,)


def trends_text(past: Past, source: str = "", kind: Kind | None = None) -> str:
    """Return all that the history says about progress, each source by itself; raise UsageError for an unknown one."""
    sources = chosen_sources(past, source)
    lines = opening_lines(past, kind)
    for name in sources:
        rounds = past.series(name, kind)
        if rounds:
            lines += ["", *source_lines(rounds)]
    if any(past.series(name, kind) for name in sources):
        lines += ["", *pacing_lines(pacing(each for each in past.rounds if kind in (None, each.kind)))]
    remarks = remark_lines(past)
    return "\n".join([*lines, *([""] if remarks else []), *remarks])


def opening_lines(past: Past, kind: Kind | None = None, ways: Ways = COMMAND_LINE) -> list[str]:
    """Return what there is to go by, or why there is nothing yet."""
    if nothing := why_nothing(past, kind, ways):
        return [nothing]
    rounds = rounds_of_kind(past, kind)
    sources = sources_of(past, kind)
    who = [f"{source_words(name)} ({len(past.series(name, kind))})" for name in sources]
    lines = [f"{rounds_words(counted_once(rounds)).capitalize()} judged, by {listed(who)}."]
    if not has_levels(rounds):
        return [*lines, f"{NO_LEVELS} {ways.judge_again}"]
    return [*lines, *caution_lines(past, kind, ways)]


def source_lines(rounds: Sequence[JudgedRound]) -> list[str]:
    """Return what one source's series says, under its name."""
    lines = [f"As judged by {series_words(rounds)}"]
    if not has_levels(rounds):
        return [*lines, "  No dimension has a level, so nothing can be compared."]
    lines += [f"  {each}" for each in version_lines(rounds)]
    lines += ["  Level reached"]
    lines += [f"    {each.kind.label}: {each.words}" for each in levels_reached(rounds)]
    lines += ["  Mean and spread of the last four rounds, then first half against last half"]
    trends = dimension_trends(rounds)
    for kind in dict.fromkeys(each.kind for each in trends):
        lines += [f"    {kind.label}", *[f"      {trend_line(each)}" for each in trends if each.kind is kind]]
    lines += ["  Checklist items most often missing", *_spot_lines(weak_spots(rounds, rubric_items()))]
    return [*lines, "  Self-judgement", *[f"    {line}" for line in calibration_lines(calibrate(rounds))]]


def series_words(rounds: Sequence[JudgedRound]) -> str:
    """Return whose judgements a series holds, of how many rounds and from when to when."""
    return f"{source_words(rounds[0].source)}: {rounds_words(len(rounds))}, {when_words(rounds)}"


def trend_line(trend: DimensionTrend) -> str:
    """Return one dimension as a bar, its number, its spread and what became of it."""
    filled = level_of(trend.recent)
    bar = "#" * filled + "." * (5 - filled)
    return f"{trend.name}: {bar} {trend.recent:.1f} ({spread_words(trend)}), {finding_words(trend)}"


def _spot_lines(spots: Sequence[WeakSpot]) -> list[str]:
    if not spots:
        return [f"    {NO_SPOTS}"]
    return [
        f"    {each.kind.label}: {each.text} {each.words[:1].upper()}{each.words[1:]}." for each in spots[:MOST_SPOTS]
    ]


def suggestion_lines(suggestions: Sequence[Suggestion], source: str) -> list[str]:
    """Return the suggestions, numbered, each with its reason and the command that starts it."""
    if not suggestions:
        return ["There is no card to suggest. See: pm-simulator bank check."]
    lines = []
    for number, each in enumerate(suggestions, start=1):
        lines.append(f"{number}. {each.reason}.")
        lines.append(f"   {card_words(each)}")
        lines.append(f"   {each.command}")
    if source:
        lines += ["", f"Levels as judged by {source_words(source)}."]
    return [*lines, f"{ORDER} Any other command is as welcome."]
