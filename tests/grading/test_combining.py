"""Samples become one result: majority, mean, spread, offsets, and how far the call depends on the draw."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.models import ChecklistItem, ItemKind, ItemStatus, Target, Unassessed
from scorecards.recommendation import Call, Caps, Outcome, recommend
from scorecards.scoring import level_of
from simulator.grading.combining import Offset, adjusted, agreement, combine, majority
from simulator.grading.verifying import Checked, CheckedItem
from simulator.history.records import DimensionResult, Quote
from tests.grading.builders import CASE
from tests.grading.rounds import CARD

MET, PARTIAL, ABSENT, UNVERIFIED = ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT, ItemStatus.UNVERIFIED
NAME = "scoping"
ITEMS = CASE.items_of(NAME, CARD.items)
GOOD = [item for item in ITEMS if item.kind is not ItemKind.RED_FLAG]
FLAG = next(item for item in ITEMS if item.kind is ItemKind.RED_FLAG)
CREDIT = {MET, PARTIAL}


def checked(statuses: dict[str, ItemStatus], anchor: float | None = 3, segment: str = "") -> Checked:
    """Return a sample in which each item has a sentence of its own, or all the one given."""

    def one(item: ChecklistItem) -> CheckedItem:
        status = statuses.get(item.id, ABSENT)
        where = segment or f"C1.{ITEMS.index(item) + 1}"
        quotes = (Quote(segment=where, text=f"Words of {where}."),) if status in CREDIT else ()
        near = Quote(segment=where, text=f"Words of {where}.") if status is UNVERIFIED else None
        return CheckedItem(status, quotes, near)

    return Checked(items={item.id: one(item) for item in ITEMS}, anchor=anchor)


def all_good(status: ItemStatus, anchor: float | None = 3) -> Checked:
    return checked({item.id: status for item in GOOD}, anchor)


def combined(samples: Sequence[Checked], requested: int = 1, offset: Offset | None = None) -> DimensionResult:
    return combine(CASE.dimension(NAME), ITEMS, samples, requested, offset)


@pytest.mark.parametrize(
    ("statuses", "requested", "expected"),
    [
        ([MET], 1, MET),
        ([PARTIAL], 1, PARTIAL),
        ([ABSENT], 1, ABSENT),
        ([UNVERIFIED], 1, UNVERIFIED),
        ([MET, MET, ABSENT], 3, MET),
        ([MET, PARTIAL, ABSENT], 3, PARTIAL),
        ([MET, ABSENT, ABSENT], 3, ABSENT),
        ([MET, UNVERIFIED, ABSENT], 3, UNVERIFIED),
        ([UNVERIFIED, UNVERIFIED, MET], 3, UNVERIFIED),
        ([MET, MET, UNVERIFIED], 3, MET),
        ([PARTIAL, PARTIAL, MET], 3, PARTIAL),
        ([MET, MET], 3, MET),
        ([MET, ABSENT], 3, ABSENT),
        ([MET, PARTIAL], 3, PARTIAL),
        ([MET], 3, ABSENT),
        ([], 3, ABSENT),
    ],
)
def test_a_status_needs_more_than_half_of_the_requested_samples(
    statuses: list[ItemStatus], requested: int, expected: ItemStatus
) -> None:
    assert majority(statuses, requested) is expected
    assert majority(statuses[::-1], requested) is expected


RANK = {ABSENT: 0, UNVERIFIED: 0, PARTIAL: 1, MET: 2}


@given(
    st.lists(st.sampled_from(list(ItemStatus)), min_size=3, max_size=3),
    st.integers(0, 2),
    st.sampled_from([PARTIAL, MET]),
)
def test_a_better_status_in_one_sample_never_worsens_the_majority(
    statuses: list[ItemStatus], at: int, better: ItemStatus
) -> None:
    raised = [
        better if position == at and RANK[better] >= RANK[each] else each for position, each in enumerate(statuses)
    ]

    assert RANK[majority(raised, 3)] >= RANK[majority(statuses, 3)]


def test_the_level_is_that_of_the_majority_and_the_mean_anchor_with_the_spread_beside_it() -> None:
    result = combined([all_good(MET, 5), all_good(MET, 4), all_good(ABSENT, 1)], 3)

    assert {item.status for item in result.items if item.kind is not ItemKind.RED_FLAG} == {MET}
    assert result.anchor == pytest.approx(10 / 3)
    assert result.checklist_level == 5
    assert result.value == pytest.approx(5 + (10 / 3 - 5) / 2)
    assert result.samples == (5.0, 4.5, 1.0)
    assert result.raw_value is None


def test_quotes_come_from_the_samples_that_agree_first_and_each_sentence_once() -> None:
    name = GOOD[0].id
    samples = [checked({name: PARTIAL}, 3, "C1.1"), checked({name: MET}, 3, "C1.2"), checked({name: MET}, 3, "C1.2")]
    item = next(item for item in combined(samples, 3).items if item.id == name)

    assert item.status is MET
    assert [quote.segment for quote in item.quotes] == ["C1.2", "C1.1"]


def test_an_unverified_majority_shows_the_nearest_sentence_and_no_quote() -> None:
    item = combined([all_good(UNVERIFIED), all_good(MET), all_good(UNVERIFIED)], 3).items[0]

    assert (item.status, item.quotes) == (UNVERIFIED, ())
    assert item.nearest is not None


def test_without_an_anchor_the_checklist_stands_alone() -> None:
    result = combined([checked({item.id: MET for item in GOOD if item.kind is ItemKind.CORE}, None)])

    assert (result.anchor, result.value, result.checklist_level, result.flagged) == (None, 3.0, 3.0, False)


@pytest.mark.parametrize(
    ("value", "answers", "trusted"), [(0.8, 0, 0), (0.8, 20, 0.4), (0.8, 60, 0.6), (-0.8, 20, -0.4), (0, 50, 0)]
)
def test_an_offset_from_few_answers_is_hardly_believed(value: float, answers: int, trusted: float) -> None:
    assert Offset(value, answers).trusted == pytest.approx(trusted)


def test_an_offset_moves_value_and_level_and_the_raw_value_is_kept() -> None:
    plain = combined([all_good(MET, 4)])
    moved = combined([all_good(MET, 4)], offset=Offset(1.2, 60))

    assert (plain.value, plain.outcome) == (4.5, 4)
    assert moved.raw_value == 4.5
    assert moved.value == pytest.approx(3.6)
    assert moved.outcome == 4
    assert moved.samples == (moved.value,), "the spread is on the same scale as the value"
    assert combined([all_good(MET, 4)], offset=Offset(2.0, 60)).outcome == 3


def test_an_offset_lifts_no_red_flag_and_nobody_who_showed_nothing() -> None:
    harsh = Offset(-2.0, 1000)
    accused = {item.id: MET for item in ITEMS}

    assert combined([checked(accused, 5)], offset=harsh).outcome == 3
    assert combined([checked(accused, 5)]).outcome == 3
    nothing = combined([all_good(ABSENT, 5)], offset=harsh)
    assert (nothing.value, nothing.raw_value, nothing.outcome) == (1.0, 1.0, 1)


@given(st.floats(1, 5), st.floats(1, 5), st.floats(-4, 4), st.integers(0, 500))
def test_an_adjusted_value_stays_on_the_scale_and_keeps_its_order(
    value: float, other: float, offset: float, answers: int
) -> None:
    measured = Offset(offset, answers)

    low, high = sorted((value, other))
    assert 1 <= adjusted(low, measured) <= adjusted(high, measured) <= 5


def test_a_red_flag_needs_the_majority_too() -> None:
    accused = checked({**{item.id: MET for item in GOOD}, FLAG.id: MET}, 5)
    clean = all_good(MET, 5)

    assert combined([accused, clean, clean], 3).red_flags == ()
    assert combined([accused, accused, clean], 3).red_flags == (FLAG.id,)
    assert combined([accused, accused, clean], 3).outcome == 3


def result_of(name: str, values: Sequence[float], outcome: Outcome, *, red: bool = False) -> DimensionResult:
    return DimensionResult(
        id=name,
        name=name,
        outcome=outcome,
        value=None if isinstance(outcome, Unassessed) else values[0],
        samples=tuple(values),
        red_flags=("flag",) if red else (),
    )


@settings(max_examples=40)
@given(
    drawn=st.lists(
        st.tuples(st.sampled_from([1, 3]), st.lists(st.floats(1, 5), min_size=3, max_size=3), st.booleans()),
        min_size=6,
        max_size=6,
    ),
    target=st.sampled_from(list(Target)),
)
def test_the_agreement_is_the_share_of_all_draws_that_give_the_call(
    drawn: list[tuple[int, list[float], bool]], target: Target
) -> None:
    results = [
        result_of(name, values[:count], min(level_of(values[0]), 3 if red else 5), red=red)
        for name, (count, values, red) in zip(CASE.dimension_ids, drawn, strict=True)
    ]
    caps = Caps(red_flag=any(red for _, _, red in drawn))
    call = recommend({result.id: result.outcome for result in results}, CASE.core, target, caps).call
    same = total = 0
    for draw in product(range(3), repeat=6):
        levels: dict[str, Outcome] = {}
        for result, at in zip(results, draw, strict=True):
            level = level_of(result.samples[at if len(result.samples) == 3 else 0])
            levels[result.id] = min(level, 3) if result.red_flags else level
        total += 1
        same += recommend(levels, CASE.core, target, caps).call is call

    share = agreement(results, CASE.core, target, caps, call)
    if all(count == 1 for count, _, _ in drawn):
        assert share is None
    else:
        assert share == pytest.approx(same / total)


def test_a_dimension_without_a_level_is_in_every_draw_as_it_is() -> None:
    results = [result_of(name, [4.0, 4.0, 2.0], 4) for name in CASE.dimension_ids[:5]]
    results.append(result_of(CASE.dimension_ids[5], (), Unassessed.NOT_GRADED))

    share = agreement(results, CASE.core, Target.SENIOR, Caps(), Call.HIRE)
    assert share == pytest.approx((2 / 3) ** 5), "a hire only where all five are at the bar"
