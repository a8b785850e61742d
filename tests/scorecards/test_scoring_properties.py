"""What holds for every mix of items: an exact restatement of the formula, and that a better item never costs."""

import math
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.models import ChecklistItem, ItemKind, ItemStatus
from scorecards.scoring import score_dimension
from tests.scorecards.helpers import item

MET, PARTIAL, ABSENT, UNVERIFIED = ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT, ItemStatus.UNVERIFIED
RANK = {ABSENT: 0, UNVERIFIED: 0, PARTIAL: 1, MET: 2}

tenths = st.integers(1, 50)
anchors = st.floats(1, 5) | st.integers(1, 5)
kinds = st.sampled_from([ItemKind.CORE, ItemKind.SENIOR])
marks = st.tuples(kinds, tenths, st.sampled_from(ItemStatus))
mixes = st.lists(marks, min_size=1, max_size=8)
Mix = list[tuple[ItemKind, int, ItemStatus]]


def built(mix: Mix) -> tuple[list[ChecklistItem], dict[str, ItemStatus]]:
    items = [item(kind, number, weight / 10) for number, (kind, weight, _) in enumerate(mix)]
    return items, {entry.id: status for entry, (_, _, status) in zip(items, mix, strict=True)}


def exact_value(mix: Mix, anchor: Fraction) -> Fraction:
    """The formula of SCORECARDS.md in exact fractions."""

    def credit(wanted: ItemKind) -> Fraction:
        total = sum(weight for kind, weight, _ in mix if kind is wanted)
        earned = sum(weight * RANK[status] for kind, weight, status in mix if kind is wanted)
        return Fraction(earned, 2 * total) if total else Fraction(0)

    if not any(RANK[status] for _, _, status in mix):
        return Fraction(1)
    c, s = credit(ItemKind.CORE), credit(ItemKind.SENIOR)
    from_items = 1 + 2 * c + 2 * c * s
    return from_items + max(Fraction(-1), min(Fraction(1, 2), (anchor - from_items) / 2))


def exact_level(value: Fraction) -> int:
    return next((level for level in range(1, 5) if value <= level + Fraction(1, 2)), 5)


@settings(max_examples=120, deadline=None)
@given(mixes, st.integers(4, 20))
def test_value_and_level_are_those_of_exact_arithmetic(mix: Mix, quarters: int) -> None:
    score = score_dimension(*built(mix), quarters / 4)
    value = exact_value(mix, Fraction(quarters, 4))
    assert math.isclose(score.value, value, abs_tol=1e-8)
    assert score.level == exact_level(value)


@settings(max_examples=120, deadline=None)
@given(mixes, anchors, st.data())
def test_a_better_status_never_lowers_value_or_level(mix: Mix, anchor: float, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(mix) - 1))
    kind, weight, status = mix[at]
    better = data.draw(st.sampled_from([other for other in ItemStatus if RANK[other] >= RANK[status]]))
    before = score_dimension(*built(mix), anchor)
    after = score_dimension(*built([*mix[:at], (kind, weight, better), *mix[at + 1 :]]), anchor)
    assert after.value >= before.value
    assert after.level >= before.level


@settings(max_examples=120, deadline=None)
@given(mixes, anchors, anchors)
def test_a_higher_anchor_never_lowers_value_or_level(mix: Mix, one: float, other: float) -> None:
    lower = score_dimension(*built(mix), min(one, other))
    higher = score_dimension(*built(mix), max(one, other))
    assert higher.value >= lower.value
    assert higher.level >= lower.level


@settings(max_examples=60, deadline=None)
@given(mixes, anchors)
def test_an_unverified_item_earns_exactly_what_an_absent_one_does(mix: Mix, anchor: float) -> None:
    absent = [(kind, weight, ABSENT if status is UNVERIFIED else status) for kind, weight, status in mix]
    assert score_dimension(*built(mix), anchor) == score_dimension(*built(absent), anchor)


@settings(max_examples=60, deadline=None)
@given(mixes, anchors, st.sampled_from([ABSENT, UNVERIFIED]))
def test_nothing_met_or_partial_is_value_one_whatever_the_anchor(mix: Mix, anchor: float, nothing: ItemStatus) -> None:
    items, _ = built(mix)
    items.append(item(ItemKind.RED_FLAG, 99))
    score = score_dimension(items, {**{entry.id: nothing for entry in items}, "red_flag-99": MET}, anchor)
    assert (score.value, score.level) == (1.0, 1)


@settings(max_examples=60, deadline=None)
@given(mixes, anchors, st.integers(1, 3))
def test_a_red_flag_caps_at_three_and_never_raises(mix: Mix, anchor: float, flags: int) -> None:
    items, statuses = built(mix)
    clean = score_dimension(items, statuses, anchor)
    shown = [item(ItemKind.RED_FLAG, number) for number in range(100, 100 + flags)]
    score = score_dimension([*items, *shown], {**statuses, **{flag.id: MET for flag in shown}}, anchor)
    assert score.level == min(clean.level, 3)
    assert score.value == clean.value
    assert score.red_flags == tuple(flag.id for flag in shown)
