"""How one series of levels compares with another: bias and mean absolute error, in levels."""

from collections.abc import Sequence

Pair = tuple[float, float]
"""A judged level and the one that it is compared with."""


def bias(pairs: Sequence[Pair]) -> float:
    """Return the mean of judged minus true, in levels: above 0 is lenient. Raise ValueError without pairs."""
    _require(pairs)
    return sum(judged - true for judged, true in pairs) / len(pairs)


def mean_absolute_error(pairs: Sequence[Pair]) -> float:
    """Return the mean distance between judged and true, in levels. Raise ValueError without pairs."""
    _require(pairs)
    return sum(abs(judged - true) for judged, true in pairs) / len(pairs)


def _require(pairs: Sequence[Pair]) -> None:
    if not pairs:
        raise ValueError("there is nothing to compare")
