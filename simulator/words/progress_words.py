"""Progress in words that both faces share: what there is to go by, what became of it, what to bear in mind."""

from collections.abc import Sequence

from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from simulator.grading.wording import listed
from simulator.practice.calibration import FEWEST_ROUNDS as FEWEST_COMPARED
from simulator.practice.calibration import Calibration
from simulator.practice.needs import lower_first
from simulator.practice.pacing_trend import FEWEST as FEWEST_PACED
from simulator.practice.pacing_trend import Pacing, StagePace
from simulator.practice.series import SELF, JudgedRound, Past
from simulator.practice.trends import DimensionTrend
from simulator.words.ways import COMMAND_LINE, Ways

MOST_SPOTS = 5
MOST_LEANINGS = 3
NO_LEVELS = "No dimension of them has a level: judging failed, or the questions did not reach it."
NO_SPOTS = "none yet: an item counts from its third round on"


def rubric_items(kinds: Sequence[Kind] = tuple(Kind)) -> frozenset[str]:
    """Return the ids of all items of the shipped rubrics."""
    return frozenset(item.id for kind in kinds for item in load_scorecard(kind).items)


def why_nothing(past: Past, kind: Kind | None = None, ways: Ways = COMMAND_LINE) -> str:
    """Return why no round can be shown and what to do next; empty where there are judged rounds."""
    if not past.sat:
        return f"No rounds yet, so there is no progress to show. {ways.start}"
    if not past.rounds:
        if past.unreadable:
            return f"The judged rounds cannot be read. {ways.unreadable}"
        if past.waiting:
            return f"Nothing is judged yet; {rounds_words(past.waiting)} to be judged. {ways.judge}"
        return f"Nothing was answered and judged yet. {ways.start}"
    if kind and not rounds_of_kind(past, kind):
        return f"No {kind.label} round is judged yet. {ways.start_of(kind)}"
    return ""


def caution_lines(past: Past, kind: Kind | None = None, ways: Ways = COMMAND_LINE) -> list[str]:
    """Return what to bear in mind with rounds that have levels: too few, one's own, several judges."""
    lines = []
    sources = sources_of(past, kind)
    if counted_once(rounds_of_kind(past, kind)) == 1:
        lines.append("One round shows a level and no direction; from four on, a trend can be told from noise.")
    if sources == (SELF,):
        lines.append(f"All of it is your own judgement: it shows how you see your answers. {ways.train}")
    if len(sources) > 1:
        lines.append(ways.judges)
    return lines


def sources_of(past: Past, kind: Kind | None = None) -> tuple[str, ...]:
    """Return who judged rounds of a kind, or of any."""
    return tuple(name for name in past.sources if past.series(name, kind))


def rounds_of_kind(past: Past, kind: Kind | None) -> list[JudgedRound]:
    """Return the rounds of a kind, or all, whoever judged."""
    return [each for each in past.rounds if kind in (None, each.kind)]


def counted_once(rounds: Sequence[JudgedRound]) -> int:
    """Return how many rounds these are; one that several judged counts once."""
    return len({(each.session, each.record.number) for each in rounds})


def when_words(rounds: Sequence[JudgedRound]) -> str:
    """Return the days of the first and the last of these rounds, as this machine counts days."""
    first, last = (f"{each.started.astimezone():%Y-%m-%d}" for each in (rounds[0], rounds[-1]))
    return first if first == last else f"{first} to {last}"


def version_lines(rounds: Sequence[JudgedRound]) -> list[str]:
    """Return a warning where not all rounds were judged by one version of the rubric."""
    versions = sorted({each.assessment.provenance.rubric_version for each in rounds})
    if len(versions) < 2:
        return []
    return [f"Judged by rubric versions {listed(list(map(str, versions)))}: compare with care."]


def spread_words(trend: DimensionTrend) -> str:
    """Return the lowest and highest of the last four values."""
    low, high = trend.spread
    return "one round" if len(trend.points) == 1 else f"{low:.1f} to {high:.1f}"


def finding_words(trend: DimensionTrend) -> str:
    """Return what became of a dimension, with the numbers behind it."""
    words = trend.change.words
    if trend.change.change is not None and trend.change.bound is not None:
        words += f" ({trend.change.change:+.1f}; noise reaches {trend.change.bound:.1f})"
    repeats = repeats_words(trend)
    return f"{words}; {repeats}" if repeats else words


def repeats_words(trend: DimensionTrend) -> str:
    """Return how many rounds of a trend were on known questions, which makes it worth less."""
    if not (trend.change.is_trend and trend.repeats):
        return ""
    return f"{trend.repeats} of {len(trend.points)} on questions seen before"


def calibration_lines(found: Calibration) -> list[str]:
    """Return the self-judgement in words, with the numbers behind it."""
    if found.overall is None:
        return ["No round has both a prediction and a level, so your eye cannot be checked."]
    compared = rounds_words(found.rounds).capitalize()
    lines = [
        f"{compared} compared: your predicted levels were off by {found.overall.error:.1f} each, "
        f"{found.overall.bias:+.1f} on balance."
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
            f"In the last {rounds_words(found.too_perfect)} your own grades repeat your prediction exactly. That is "
            "rarely skill: grade by the checklist before you look at the prediction, or let a model judge one round."
        )
    if found.source == SELF:
        lines.append("With yourself as the judge this shows how steady your eye is; another judge shows how right.")
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
        lines.append(
            f"  {rounds_words(found.unmarked).capitalize()} never went on to a next stage and cannot be counted."
        )
    return lines


def _pace_words(stage: StagePace) -> str:
    change = stage.change
    if not change.is_trend or change.change is None:
        return stage.words
    return f"{stage.words}; its share is {'up' if change.change > 0 else 'down'} by {abs(change.change):.0%} of plan"


def remark_lines(past: Past, ways: Ways = COMMAND_LINE) -> list[str]:
    """Return what is not counted: rounds that wait, older ones, those that cannot be read."""
    lines = []
    if past.waiting and past.rounds:
        lines.append(f"{rounds_words(past.waiting).capitalize()} to be judged. {ways.judge}")
    if past.older:
        lines.append(f"Older judged rounds that are not counted here: {past.older}.")
    if past.unreadable and past.rounds:
        lines.append(f"Sessions that cannot be read and are not counted: {past.unreadable}.")
    return lines


def rounds_words(count: int) -> str:
    """Return a number of rounds in words."""
    return "one round" if count == 1 else f"{count} rounds"
