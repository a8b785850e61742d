"""What each part of the progress screen says, as lines for a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.practice.calibration import calibrate
from simulator.practice.needs import lower_first
from simulator.practice.trends import FEWEST_ROUNDS, dimension_trends, levels_reached
from simulator.practice.weak_spots import weak_spots
from simulator.tui.parts.bars import LIGHT, MARK, SPREAD, SURE, leaning_bar, level_bar
from simulator.tui.widgets.prose import Line
from simulator.words.progress_words import (
    MOST_SPOTS,
    NO_SPOTS,
    calibration_lines,
    finding_words,
    pacing_lines,
    repeats_words,
    rubric_items,
    spread_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.practice.calibration import Leaning
    from simulator.practice.pacing_trend import Pacing
    from simulator.practice.series import JudgedRound
    from simulator.practice.trends import DimensionTrend
    from simulator.practice.weak_spots import WeakSpot
    from simulator.words.ways import Ways

ONE_ROW_FROM = 99
"""Cells; with less a dimension takes two rows."""
NARROW_BELOW = 50
MOST_SPOTS_SHOWN = 3 * MOST_SPOTS
MOST_NUMBERS = 12


def blank(lines: Iterable[str]) -> list[Line]:
    """Return lines with an empty one after them, where there are any."""
    found = [Line(each) for each in lines]
    return [*found, Line("")] if found else []


def levels_page(rounds: Sequence[JudgedRound], bar: int, width: int) -> list[Line]:
    """Return the level that each kind has reached, and its dimensions as bars."""
    trends = dimension_trends(rounds)
    lines: list[Line] = []
    for reached in levels_reached(rounds):
        lines.append(Line(_capital(f"{reached.kind.label}: {reached.words}"), "bold", hang=2))
        for trend in trends:
            if trend.kind is reached.kind:
                lines += _level_rows(trend, bar, width)
        lines.append(Line(""))
    return [*lines, *_levels_legend(trends, bar)]


def _level_rows(trend: DimensionTrend, bar: int, width: int) -> list[Line]:
    low, high = trend.spread
    sure = len(trend.points) >= FEWEST_ROUNDS
    drawn = level_bar(low, high, bar, sure=sure, cells=2 if width < NARROW_BELOW else 4)
    number = f"{drawn} {trend.recent:.1f}"
    words = f"{number}  {spread_words(trend):<10}  {trend.change.words}"
    repeats = [Line(f"    {repeats_words(trend)}", "dim")] if repeats_words(trend) else []
    if width >= ONE_ROW_FROM:
        return [Line(f"  {trend.name:<35} {words}", hang=74), *repeats]
    if width < NARROW_BELOW:
        said = f"{spread_words(trend)}, {trend.change.words}"
        return [Line(f"  {trend.name}"), Line(f"    {number}"), Line(f"    {said}"), *repeats]
    return [Line(f"  {trend.name}"), Line(f"    {words}", hang=2), *repeats]


def _levels_legend(trends: Sequence[DimensionTrend], bar: int) -> list[Line]:
    words = [
        f"The number is the mean of the last four rounds. {SURE}{SURE} reaches to the lowest of them, {SPREAD}{SPREAD} "
        f"on to the highest; {MARK} is the bar of your target ({bar}).",
    ]
    if any(len(each.points) < FEWEST_ROUNDS for each in trends):
        words.append(f"{LIGHT}{LIGHT}: under four rounds, too few to lean on.")
    if any(each.change.change is not None and not each.change.is_trend for each in trends):
        words.append("Within noise: the first half and the last half of the rounds differ by no more than chance does.")
    return [Line(" ".join(words), "dim")]


def trend_rows(trends: Sequence[DimensionTrend], *, narrow: bool) -> list[str]:
    """Return dimensions as rows to choose from; a narrow terminal shows one at a time, with its place."""
    if narrow:
        return [f"{place} of {len(trends)}  {each.name}" for place, each in enumerate(trends, start=1)]
    several = len({each.kind for each in trends}) > 1
    rows = []
    for each in trends:
        count = len(each.points)
        words = each.change.words if count >= FEWEST_ROUNDS else f"{count} of {FEWEST_ROUNDS} rounds"
        rows.append(f"{each.recent:.1f}  {words:<13}  {each.name}{f' ({each.kind.label})' if several else ''}")
    return rows


def finding_lines(trend: DimensionTrend) -> list[Line]:
    """Return what a chart of a dimension shows, in words."""
    count = len(trend.points)
    lines = [Line(_capital(f"{trend.name}: {finding_words(trend)}"), "bold", hang=2)]
    if count == 1:
        return [*lines, Line(f"One round: {trend.recent:.1f}. From two on there is a line to draw.")]
    low, high = trend.spread
    newest = "Last four rounds" if count >= FEWEST_ROUNDS else f"{count} rounds"
    text = f"{newest}: mean {trend.recent:.1f}, lowest {low:.1f}, highest {high:.1f}."
    if count >= FEWEST_ROUNDS and not trend.change.is_trend:
        text += f" Over {count} rounds neither a rise nor a fall can be told from chance."
    return [*lines, Line(text)]


def signs_line(trend: DimensionTrend, bar: int) -> Line:
    """Return what the signs of a chart mean."""
    seen = "   x on a question seen before" if trend.repeats else ""
    return Line(f"o a round{seen}   ── the bar of your target ({bar})", "dim")


def number_lines(trend: DimensionTrend, bar: int) -> list[Line]:
    """Return the values one by one, the newest first, where there is no room for a chart."""
    seen = " x: on a question seen before." if trend.repeats else ""
    lines = [Line(f"The bar of your target is {bar}.{seen}", "dim")]
    points = list(zip(trend.points, trend.seen_before, strict=True))[::-1]
    lines += [
        Line(f"{at.astimezone():%Y-%m-%d}  {value:.1f}{'  x' if known else ''}")
        for (at, value), known in points[:MOST_NUMBERS]
    ]
    left = len(points) - MOST_NUMBERS
    return [*lines, Line(f"and {left} before them", "dim")] if left > 0 else lines


def spots_page(rounds: Sequence[JudgedRound], width: int) -> list[Line]:
    """Return the items most often missed, with an empty line at the end."""
    spots = weak_spots(rounds, rubric_items())
    lines = [Line("Checklist items most often missed", "bold")]
    if not spots:
        lines += [Line(f"  {_capital(NO_SPOTS)}.", hang=0), Line("")]
    for spot in spots[:MOST_SPOTS_SHOWN]:
        lines += [*_spot_rows(spot, width), Line("")]
    left = len(spots) - MOST_SPOTS_SHOWN
    if left > 0:
        lines += [Line(f"  {left} more were not met every time.", "dim"), Line("")]
    return lines


def pacing_page(paced: Pacing) -> list[Line]:
    """Return the stages that starve."""
    title, *lines = pacing_lines(paced)
    return [Line(title, "bold"), *(Line(each, hang=2) for each in lines)]


def _spot_rows(spot: WeakSpot, width: int) -> list[Line]:
    where = f"{spot.kind.label}, {lower_first(spot.dimension)}{', senior part' if spot.senior else ''}"
    if width < NARROW_BELOW:
        return [Line(f"  {_capital(spot.words)}"), Line(f"  {spot.text}"), Line(f"  {where}", "dim")]
    return [Line(f"  {spot.text}"), Line(f"    {_capital(spot.words)}", aside=where)]


def eye_page(rounds: Sequence[JudgedRound], ways: Ways, width: int) -> list[Line]:
    """Return predicted against judged: in words, then each dimension as a bar around zero."""
    found = calibrate(rounds)
    lines = blank(calibration_lines(found))
    if found.dimensions:
        cells = 3 if width < NARROW_BELOW else 4
        for kind in dict.fromkeys(each.kind for each in found.dimensions):
            lines.append(Line(_capital(kind.label if kind else ""), "bold"))
            for each in found.dimensions:
                if each.kind is kind:
                    lines += _leaning_rows(each, cells, width)
            lines.append(Line(""))
        lines.append(
            Line(
                f"Predicted minus judged: left of {MARK} you rate yourself low, right of it high. {SURE}{SURE}: beyond "
                f"noise; {LIGHT}{LIGHT}: not, or too few rounds to say. Off by: whatever the direction.",
                "dim",
            )
        )
    return [*lines, Line(ways.train)]


def _leaning_rows(leaning: Leaning, cells: int, width: int) -> list[Line]:
    drawn = leaning_bar(leaning.bias, sure=leaning.leans, cells=cells)
    numbers = f"{drawn} {leaning.bias:+.1f}  off by {leaning.error:.1f}"
    if width >= ONE_ROW_FROM:
        within = len(leaning.gaps) >= FEWEST_ROUNDS and not leaning.leans
        return [Line(f"  {leaning.name:<35} {numbers}  {'within noise' if within else leaning.finding}", hang=72)]
    return [Line(f"  {_capital(leaning.words)}", hang=2), Line(f"    {numbers}", hang=2)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
