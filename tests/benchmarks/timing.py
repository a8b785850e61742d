"""Paired timings: two things measured in turn, so that a machine's drift touches both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """How much one thing costs in terms of another, with the bound that the project sets itself."""

    name: str
    measured: float
    """Median seconds of the thing."""
    reference: float
    """Median seconds of the reference."""
    bound: str

    @property
    def value(self) -> float:
        return self.measured / self.reference

    def line(self) -> str:
        """Return the ratio as a row of a table."""
        return (
            f"{self.name:<58} {self.value:7.2f} x   {self.measured * 1000:9.2f} ms against "
            f"{self.reference * 1000:8.2f} ms   bound: {self.bound}"
        )


def compare(name: str, work: Work, reference: Work, bound: str, runs: int = 30) -> Ratio:
    """Time ``work`` and ``reference`` in turn and compare their medians; the first run of each is not counted."""
    timings: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs + 1):
        for each, taken in zip((work, reference), timings, strict=True):
            start = time.perf_counter()
            each()
            taken.append(time.perf_counter() - start)
    return Ratio(name, statistics.median(timings[0][1:]), statistics.median(timings[1][1:]), bound)
