"""How one series of levels compares with another: bias and error in levels, and how good stated chances were."""

from collections.abc import Sequence

Pair = tuple[float, float]
"""A judged level and the one that it is compared with."""
Forecast = tuple[float, bool]
"""A stated chance, 0 to 1, and whether it came true."""
COIN = 0.5
"""What somebody says who never knows."""


def bias(pairs: Sequence[Pair]) -> float:
    """Return the mean of judged minus true, in levels: above 0 is lenient. Raise ValueError without pairs."""
    _require(pairs)
    return sum(judged - true for judged, true in pairs) / len(pairs)


def mean_absolute_error(pairs: Sequence[Pair]) -> float:
    """Return the mean distance between judged and true, in levels. Raise ValueError without pairs."""
    _require(pairs)
    return sum(abs(judged - true) for judged, true in pairs) / len(pairs)


def brier_score(forecasts: Sequence[Forecast]) -> float:
    """Return the mean squared distance between chance and event: 0 is perfect, 1 always sure and always wrong.

    Raise ValueError without forecasts.
    """
    _require(forecasts)
    return sum((chance - came_true) ** 2 for chance, came_true in forecasts) / len(forecasts)


def coin_score(forecasts: Sequence[Forecast]) -> float:
    """Return the Brier score of always saying 50%: 0.25, whatever came true. Raise ValueError without any."""
    return brier_score([(COIN, came_true) for _, came_true in forecasts])


def _require(pairs: Sequence[object]) -> None:
    if not pairs:
        raise ValueError("there is nothing to compare")
