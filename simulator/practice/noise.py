"""When is a difference more than noise: Student's t on pooled spread, with a floor."""

import math
from collections.abc import Sequence

T_95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Two-sided 95% points of Student's t for 1 to 30 degrees of freedom."""
Z_95 = 1.96
LEVEL_NOISE = 0.5
"""Levels: the least standard deviation of one judged value. One checklist item seen differently moves a value by a
third to two thirds of a level, so a series that looks steadier than that is luck, not precision."""


def t_95(freedom: int) -> float:
    """Return the two-sided 95% point of Student's t; beyond 30 degrees of freedom the one at 30, a little too wide."""
    if freedom < 1:
        return math.inf
    return T_95[min(freedom, len(T_95)) - 1]


def mean(values: Sequence[float]) -> float:
    """Return the mean; raise ValueError for nothing."""
    if not values:
        raise ValueError("there is nothing to average")
    return math.fsum(values) / len(values)


def variance(values: Sequence[float]) -> float:
    """Return the sample variance (divided by n - 1); 0 for fewer than two values."""
    if len(values) < 2:
        return 0.0
    middle = mean(values)
    return math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1)


def difference_bound(first: Sequence[float], last: Sequence[float], floor: float = LEVEL_NOISE) -> float:
    """Return how far the means of two equally long series may differ by noise alone, 19 times in 20.

    The larger of two bounds: Student's t times the pooled standard error, and the same with ``floor`` as the known
    standard deviation of one value, so that four lucky rounds do not pass for precision.
    """
    each = len(first)
    if each != len(last) or each < 1:
        raise ValueError("the halves must be equally long and not empty")
    shrink = math.sqrt(2 / each)
    spread = math.sqrt((variance(first) + variance(last)) / 2)
    seen = t_95(2 * each - 2) * spread * shrink if spread else 0.0
    return max(seen, Z_95 * floor * shrink)


def mean_bound(values: Sequence[float], floor: float = LEVEL_NOISE) -> float:
    """Return how far the mean of a series may stand from zero by noise alone, 19 times in 20."""
    if not values:
        raise ValueError("there is nothing to average")
    spread = math.sqrt(variance(values))
    seen = t_95(len(values) - 1) * spread / math.sqrt(len(values)) if spread else 0.0
    return max(seen, Z_95 * floor / math.sqrt(len(values)))


def short_number(size: float) -> str:
    """Return a number of levels without its sign, to a tenth: ``.6``, ``1.2``."""
    return f"{abs(size):.1f}".removeprefix("0")
