"""Progress in words: trends, level reached, weak spots, self-judgement, pacing and what to practise next."""

from collections.abc import Sequence

from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from scorecards.scoring import level_of
from simulator.errors import UsageError
from simulator.grading.wording import listed
from simulator.practice.calibration import FEWEST_ROUNDS as FEWEST_COMPARED
from simulator.practice.calibration import Calibration, calibrate
from simulator.practice.needs import lower_first
from simulator.practice.pacing_trend import FEWEST as FEWEST_PACED
from simulator.practice.pacing_trend import Pacing, StagePace, pacing
from simulator.practice.series import SELF, JudgedRound, Past, source_words
from simulator.practice.suggestions import Suggestion
from simulator.practice.trends import DimensionTrend, dimension_trends, has_levels, levels_reached
from simulator.practice.weak_spots import WeakSpot, weak_spots

MOST_SPOTS = 5
MOST_LEANINGS = 3
START = "Start with: pm-simulator drill, or pm-simulator mock."


def chosen_sources(past: Past, source: str) -> tuple[str, ...]:
    """Return ``source`` alone, or all that judged; raise UsageError for one that judged nothing that was read."""
    if not source:
        return past.sources
    if source not in past.sources:
        there = listed(past.sources)
        raise UsageError(
            "No such judge",
            f"None of the rounds read was judged by {source!r}.",
            f"Those that judged: {there}." if there else f"Nothing is judged yet. {START}",
        )
    return (source,)


def rubric_items(kinds: Sequence[Kind] = tuple(Kind)) -> frozenset[str]:
    """Return the ids of all items of the shipped rubrics."""
    return frozenset(item.id for kind in kinds for item in load_scorecard(kind).items)


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
    return "\n".join([*lines, *_remarks(past)])


def opening_lines(past: Past, kind: Kind | None = None) -> list[str]:
    """Return what there is to go by, or why there is nothing yet."""
    rounds = [each for each in past.rounds if kind in (None, each.kind)]
    if not past.sat:
        return [f"No rounds yet, so there is no progress to show. {START}"]
    if not past.rounds:
        if past.unreadable:
            return ["The judged rounds cannot be read. See: pm-simulator doctor."]
        if past.waiting:
            return [f"Nothing is judged yet; {_rounds(past.waiting)} to be judged. Judge with: pm-simulator judge."]
        return [f"Nothing was answered and judged yet. {START}"]
    if kind and not rounds:
        return [f"No {kind.label} round is judged yet. Start one: pm-simulator drill --kind {kind.value}"]
    once = len({(each.session, each.record.number) for each in rounds})
    sources = tuple(name for name in past.sources if past.series(name, kind))
    who = [f"{source_words(name)} ({len(past.series(name, kind))})" for name in sources]
    lines = [f"{_rounds(once).capitalize()} judged, by {listed(who)}."]
    if not has_levels(rounds):
        return [
            *lines,
            "No dimension of them has a level: judging failed, or the questions did not reach it. "
            "See why: pm-simulator show. Judge again: pm-simulator regrade --all, or pm-simulator judge.",
        ]
    if once == 1:
        lines.append("One round shows a level and no direction; from four on, a trend can be told from noise.")
    if sources == (SELF,):
        lines.append(
            "All of it is your own judgement: it shows how you see your answers. Check your eye: pm-simulator train."
        )
    if len(sources) > 1:
        lines.append("Judges differ, so each stands by itself below and none is averaged with another.")
    return lines


def source_lines(rounds: Sequence[JudgedRound]) -> list[str]:
    """Return what one source's series says, under its name."""
    first, last = rounds[0].started, rounds[-1].started
    lines = [
        f"As judged by {source_words(rounds[0].source)}: {_rounds(len(rounds))}, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    ]
    if not has_levels(rounds):
        return [*lines, "  No dimension has a level, so nothing can be compared."]
    versions = sorted({each.assessment.provenance.rubric_version for each in rounds})
    if len(versions) > 1:
        lines.append(f"  Judged by rubric versions {listed(list(map(str, versions)))}: compare with care.")
    lines += ["  Level reached"]
    lines += [f"    {each.kind.label}: {each.words}" for each in levels_reached(rounds)]
    lines += ["  Mean and spread of the last four rounds, then first half against last half"]
    trends = dimension_trends(rounds)
    for kind in dict.fromkeys(each.kind for each in trends):
        lines += [f"    {kind.label}", *[f"      {trend_line(each)}" for each in trends if each.kind is kind]]
    lines += ["  Checklist items most often missing", *_spot_lines(weak_spots(rounds, rubric_items()))]
    return [*lines, "  Self-judgement", *[f"    {line}" for line in calibration_lines(calibrate(rounds))]]


def trend_line(trend: DimensionTrend) -> str:
    """Return one dimension as a bar, its number, its spread and what became of it."""
    low, high = trend.spread
    spread = "one round" if len(trend.points) == 1 else f"{low:.1f} to {high:.1f}"
    filled = level_of(trend.recent)
    line = f"{trend.name}: {'#' * filled}{'.' * (5 - filled)} {trend.recent:.1f} ({spread}), {trend.change.words}"
    if trend.change.change is not None and trend.change.bound is not None:
        line += f" ({trend.change.change:+.1f}; noise reaches {trend.change.bound:.1f})"
    if trend.change.is_trend and trend.repeats:
        line += f"; {trend.repeats} of {len(trend.points)} on questions seen before"
    return line


def _spot_lines(spots: Sequence[WeakSpot]) -> list[str]:
    if not spots:
        return ["    none yet: an item counts from its third round on"]
    return [
        f"    {each.kind.label}: {each.text} {each.words[:1].upper()}{each.words[1:]}." for each in spots[:MOST_SPOTS]
    ]


def calibration_lines(found: Calibration) -> list[str]:
    """Return the self-judgement in words, with the numbers behind it."""
    if found.overall is None:
        return ["No round has both a prediction and a level, so your eye cannot be checked."]
    lines = [
        f"{_rounds(found.rounds).capitalize()} compared: your predicted levels were off by {found.overall.error:.1f} "
        f"each, {found.overall.bias:+.1f} on balance."
    ]
    if found.rounds < FEWEST_COMPARED:
        lines.append(f"Too few rounds ({found.rounds} of {FEWEST_COMPARED}) to say whether you lean.")
    else:
        lines.append(_leaning_line(found))
    if found.calls:
        calls = found.calls
        verdict = "better than" if calls.brier < calls.reference else "no better than"
        lines.append(
            f"Your call was right in {calls.right} of {len(calls.forecasts)}, and you were {calls.stated:.0%} sure. "
            f"Brier score {calls.brier:.2f}, {verdict} always saying 50% ({calls.reference:.2f}); 0 is perfect."
        )
    if found.too_perfect:
        lines.append(
            f"In the last {_rounds(found.too_perfect)} your own grades repeat your prediction exactly. That is rarely "
            "skill: grade by the checklist before you look at the prediction, or let a model judge one round."
        )
    return lines


def _leaning_line(found: Calibration) -> str:
    """Return the leaning on the whole, then those of single dimensions, the strongest first."""
    dimensions = sorted((each for each in found.dimensions if each.leans), key=lambda each: -abs(each.bias))
    said = [each.words for each in (found.overall, *dimensions[:MOST_LEANINGS]) if each and each.leans]
    if not said:
        return "You rate yourself neither high nor low beyond noise."
    left = len(dimensions) - MOST_LEANINGS
    more = f" So it is with {left} more {'dimension' if left == 1 else 'dimensions'}." if left > 0 else ""
    return f"{said[0][:1].upper()}{listed(said)[1:]}.{more}"


def pacing_lines(found: Pacing) -> list[str]:
    """Return which stages starve, or why that is not known."""
    lines = ["Pacing (whoever judged)"]
    if found.starving:
        lines += [f"  {each.kind.label}, {lower_first(each.name)}: {_pace_words(each)}" for each in found.starving]
    elif found.counted >= FEWEST_PACED:
        lines.append(f"  No stage starves in {found.counted} rounds.")
    else:
        lines.append(f"  Too few rounds whose stages were marked ({found.counted} of {FEWEST_PACED}).")
    if found.unmarked:
        lines.append(f"  {_rounds(found.unmarked).capitalize()} never went on to a next stage and cannot be counted.")
    return lines


def _pace_words(stage: StagePace) -> str:
    change = stage.change
    if not change.is_trend or change.change is None:
        return stage.words
    return f"{stage.words}; its share is {'up' if change.change > 0 else 'down'} by {abs(change.change):.0%} of plan"


def suggestion_lines(suggestions: Sequence[Suggestion], source: str) -> list[str]:
    """Return the suggestions, numbered, each with its reason and the command that starts it."""
    if not suggestions:
        return ["There is no card to suggest. See: pm-simulator bank check."]
    lines = []
    for number, each in enumerate(suggestions, start=1):
        lines.append(f"{number}. {each.reason}.")
        lines.append(f'   Again: "{each.title}"' if each.title else "   With a question that you have not sat.")
        lines.append(f"   {each.command}")
    if source:
        lines += ["", f"Levels as judged by {source_words(source)}."]
    return [*lines, "The order is a schedule, not a measurement. Any other command is as welcome."]


def _remarks(past: Past) -> list[str]:
    lines = []
    if past.waiting and past.rounds:
        lines.append(f"{_rounds(past.waiting).capitalize()} to be judged: pm-simulator judge.")
    if past.older:
        lines.append(f"Older judged rounds that are not counted here: {past.older}.")
    if past.unreadable and past.rounds:
        lines.append(f"Sessions that cannot be read and are not counted: {past.unreadable}.")
    return ["", *lines] if lines else []


def _rounds(count: int) -> str:
    return "one round" if count == 1 else f"{count} rounds"
