"""Which question comes: what was never sat first, then what was sat longest ago, and never one twice in a session."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.catalogue import Catalogue
from scorecards.models import Kind
from simulator.practice.draw import draw, least_practised

HEADERS = [entry.header for entry in Catalogue().entries()]
CASES = [header.id for header in HEADERS if header.kind is Kind.CASE]


def drawn(kinds: list[Kind], sat: list[str], seed: int = 1) -> list[str]:
    return [header.id for header in draw(HEADERS, kinds, sat, Random(seed))]


@pytest.mark.parametrize("sat", CASES)
def test_what_was_never_sat_comes_first_whatever_chance_says(sat: str) -> None:
    assert all(drawn([Kind.CASE], [sat], seed) != [sat] for seed in range(20))


@pytest.mark.parametrize("turned", [False, True])
def test_then_comes_what_was_sat_longest_ago(turned: bool) -> None:
    order = CASES[::-1] if turned else CASES

    assert all(drawn([Kind.CASE], [*order, *order], seed) == [order[0]] for seed in range(20))
    assert drawn([Kind.CASE], [order[0], *order[1:], order[0]]) == [order[1]], "the last sitting counts"


def test_chance_decides_between_equals() -> None:
    assert {name for seed in range(40) for name in drawn([Kind.CASE], [], seed)} == set(CASES)


@given(
    st.lists(st.sampled_from(list(Kind)), max_size=4), st.lists(st.sampled_from(CASES), max_size=6), st.integers(0, 99)
)
def test_each_round_gets_a_card_of_its_kind_and_none_comes_twice(kinds: list[Kind], sat: list[str], seed: int) -> None:
    left = {kind: sum(header.kind is kind for header in HEADERS) for kind in Kind}
    short = [kind for kind in kinds if kinds.count(kind) > left[kind]]
    if short:
        with pytest.raises(LookupError, match=short[0].label):
            drawn(kinds, sat, seed)
        return
    found = draw(HEADERS, kinds, sat, Random(seed))
    assert [header.kind for header in found] == kinds
    assert len({header.id for header in found}) == len(found)


@pytest.mark.parametrize(
    ("sat", "fewest"),
    [
        (["case", "strategy"], {Kind.PRODUCT_SENSE}),
        (["case", "case", "strategy", "product_sense"], {Kind.STRATEGY, Kind.PRODUCT_SENSE}),
        ([], set(Kind)),
    ],
)
def test_the_kind_sat_least_often_is_practised(sat: list[str], fewest: set[Kind]) -> None:
    assert {least_practised(sat, Random(seed)) for seed in range(40)} == fewest
