"""Draws by weight: the weights choose the sub-kind, and in it no card comes again before its siblings."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.models import Kind
from simulator.practice.draw import Cell, draw, next_in_turn
from tests.practice.pasts import header

CARDS = [
    header(name, Kind.CASE, name[:-2].replace("-", "_")) for name in ("estimation-a", "estimation-b", "migration-a")
]
ESTIMATION: Cell = (Kind.CASE, "estimation")
MIGRATION: Cell = (Kind.CASE, "migration")


def drawn(weights: dict[Cell, float] | None, sat: list[str], seed: int, rounds: int = 1) -> list[str]:
    return [each.id for each in draw(CARDS, [Kind.CASE] * rounds, sat, Random(seed), weights=weights)]


def test_a_sub_kind_comes_as_often_as_its_weight_says() -> None:
    counts = Counter(drawn({ESTIMATION: 3.0, MIGRATION: 1.0}, [], seed)[0] for seed in range(2000))

    assert counts["migration-a"] / 2000 == pytest.approx(0.25, abs=0.04)


def test_a_weight_of_nothing_is_never_drawn_while_there_is_another() -> None:
    assert {drawn({ESTIMATION: 0.0}, [], seed)[0] for seed in range(30)} == {"migration-a"}
    assert {drawn({ESTIMATION: -5.0}, [], seed)[0] for seed in range(30)} == {"migration-a"}
    assert {drawn({ESTIMATION: 0.0, MIGRATION: 0.0}, [], seed)[0] for seed in range(60)} == {each.id for each in CARDS}


@given(st.lists(st.sampled_from([each.id for each in CARDS]), max_size=8), st.integers(0, 99))
def test_no_card_comes_again_before_its_siblings(sat: list[str], seed: int) -> None:
    (name,) = drawn({ESTIMATION: 1.0, MIGRATION: 0.0}, sat, seed)
    siblings = ["estimation-a", "estimation-b"]
    last = {each: max((at for at, other in enumerate(sat) if other == each), default=-1) for each in siblings}

    assert last[name] == min(last.values())


def test_two_rounds_of_a_kind_take_different_sub_kinds_while_there_are_some() -> None:
    for seed in range(20):
        first, second, third = drawn({ESTIMATION: 9.0, MIGRATION: 1.0}, [], seed, rounds=3)
        assert {first[:-2], second[:-2]} == {"estimation", "migration"}
        assert len({first, second, third}) == 3


def test_without_weights_the_draw_is_over_all_cards_of_the_kind() -> None:
    assert {drawn(None, ["estimation-a"], seed)[0] for seed in range(40)} == {"estimation-b", "migration-a"}


def test_the_same_seed_draws_the_same() -> None:
    weights = {ESTIMATION: 1.0, MIGRATION: 2.0}
    assert drawn(weights, [], 7, rounds=2) == drawn(weights, [], 7, rounds=2)


def test_next_in_turn_of_nothing_is_nothing() -> None:
    assert next_in_turn([], ["estimation-a"]) == []
