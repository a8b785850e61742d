"""Durations in words, and the clock of the machine."""

from datetime import UTC, timedelta

import pytest

from simulator.clock import Clock, SystemClock, spoken

SPOKEN = [
    (-5, "0 s"),
    (0, "0 s"),
    (0.4, "0 s"),
    (0.6, "1 s"),
    (59.4, "59 s"),
    (59.6, "1 min"),
    (60, "1 min"),
    (61, "1 min 1 s"),
    (119.9, "2 min"),
    (125, "2 min 5 s"),
    (2100, "35 min"),
    (3600, "60 min"),
    (7325, "122 min 5 s"),
]


@pytest.mark.parametrize(("seconds", "words"), SPOKEN)
def test_a_duration_is_spoken_in_minutes_and_seconds(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_the_clock_of_the_machine_gives_aware_utc_and_a_reading_that_does_not_run_backwards() -> None:
    clock: Clock = SystemClock()
    assert clock.utc().tzinfo is UTC
    assert clock.utc().utcoffset() == timedelta(0)
    first = clock.monotonic()
    assert clock.monotonic() >= first
