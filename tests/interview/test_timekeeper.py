"""The session's own time: never backwards, whatever the clocks of the machine do."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.interview.pacing import Timekeeper
from tests.fakes import FakeClock

HOUR = 3600.0


@pytest.mark.parametrize("wall_rules", [True, False])
def test_time_passes_with_the_clock_from_where_it_was(clock: FakeClock, *, wall_rules: bool) -> None:
    keeper = Timekeeper(clock, at=42.0, wall_rules=wall_rules)
    assert keeper.now() == 42.0
    clock.advance(10)
    assert keeper.now() == 52.0
    assert keeper.now() == 52.0


def test_a_closed_lid_counts_where_the_wall_clock_rules(clock: FakeClock) -> None:
    keeper = Timekeeper(clock, wall_rules=True)
    clock.advance(60)
    clock.sleep(600)
    assert keeper.now() == 660.0


def test_a_closed_lid_does_not_count_where_it_does_not(clock: FakeClock) -> None:
    keeper = Timekeeper(clock, wall_rules=False)
    clock.advance(60)
    clock.sleep(600)
    assert keeper.now() == 60.0


@pytest.mark.parametrize(("wall_rules", "expected"), [(True, 190.0), (False, 100.0)])
def test_time_away_counts_only_where_the_wall_clock_rules(
    clock: FakeClock, *, wall_rules: bool, expected: float
) -> None:
    since = clock.utc()
    clock.advance(90)
    assert Timekeeper(clock, at=100.0, since=since, wall_rules=wall_rules).now() == expected


def test_a_wall_clock_set_back_an_hour_does_not_turn_time_back(clock: FakeClock) -> None:
    keeper = Timekeeper(clock, wall_rules=True)
    clock.advance(60)
    assert keeper.now() == 60.0
    clock.wall -= timedelta(hours=1)
    assert keeper.now() == 60.0
    clock.advance(5)
    assert keeper.now() == 65.0


def test_a_wall_clock_set_back_after_a_closed_lid_does_not_give_the_time_back(clock: FakeClock) -> None:
    keeper = Timekeeper(clock, wall_rules=True)
    clock.sleep(1800)
    assert keeper.now() == 1800.0
    clock.wall -= timedelta(hours=1)
    clock.advance(5)
    assert keeper.now() == 1805.0


def test_a_closed_lid_still_counts_after_the_wall_clock_was_set_back(clock: FakeClock) -> None:
    keeper = Timekeeper(clock, wall_rules=True)
    clock.wall -= timedelta(hours=1)
    keeper.now()
    clock.sleep(600)
    assert keeper.now() == 600.0


def test_a_wall_clock_set_back_while_the_program_was_away_costs_nothing(clock: FakeClock) -> None:
    since = clock.utc()
    clock.wall -= timedelta(hours=1)
    keeper = Timekeeper(clock, at=100.0, since=since, wall_rules=True)
    assert keeper.now() == 100.0
    clock.advance(5)
    assert keeper.now() == 105.0


@pytest.mark.parametrize("wall_rules", [True, False])
def test_even_a_monotonic_clock_that_breaks_its_word_does_not_turn_time_back(
    clock: FakeClock, *, wall_rules: bool
) -> None:
    keeper = Timekeeper(clock, at=100.0, wall_rules=wall_rules)
    clock.seconds -= 50
    assert keeper.now() == 100.0
    clock.advance(5)
    assert keeper.now() == 105.0


def test_rebasing_sets_the_time_and_the_rule(clock: FakeClock) -> None:
    keeper = Timekeeper(clock, wall_rules=True)
    clock.advance(500)
    keeper.rebase(100.0, wall_rules=False)
    clock.sleep(HOUR)
    clock.advance(1)
    assert keeper.now() == 101.0


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), st.integers(0, 5000)),
        st.tuples(st.just("sleep"), st.integers(0, 5000)),
        st.tuples(st.just("set"), st.integers(-5000, 5000)),
    ),
    max_size=20,
)


@settings(max_examples=100, deadline=None)
@given(moves=MOVES, wall_rules=st.booleans())
def test_time_never_runs_backwards_and_never_misses_what_the_program_saw_pass(
    moves: list[tuple[str, int]], *, wall_rules: bool
) -> None:
    clock = FakeClock()
    keeper = Timekeeper(clock, wall_rules=wall_rules)
    last = keeper.now()
    for move, seconds in moves:
        if move == "set":
            clock.wall += timedelta(seconds=seconds)
        elif move == "sleep":
            clock.sleep(seconds)
        else:
            clock.advance(seconds)
        now = keeper.now()
        counts = move == "advance" or (wall_rules and seconds > 0)
        assert now - last == (seconds if counts else 0)
        last = now
