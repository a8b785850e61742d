"""From item statuses and an anchor to a level: the worked examples and every edge."""

import pytest

from scorecards.models import ItemKind, ItemStatus
from scorecards.scoring import DimensionScore, item_level, level_of, score_dimension
from tests.scorecards.helpers import checklist, item, met

MET, PARTIAL, ABSENT, UNVERIFIED = ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT, ItemStatus.UNVERIFIED


def scored(core: list[ItemStatus], senior: list[ItemStatus], anchor: float) -> DimensionScore:
    return score_dimension(*checklist(core, senior), anchor)


@pytest.mark.parametrize(
    ("core", "senior", "anchor", "value", "level", "flagged"),
    [
        (met(3, 3), met(1, 3), 4, 3.83, 4, False),
        (met(2, 3), met(3, 3), 5, 4.17, 4, True),
        (met(0, 3), met(0, 3), 4, 1.0, 1, True),
        (met(1, 2), met(0, 2), 5, 2.5, 2, True),
    ],
    ids=["senior third met", "core gap, anchor 5", "off-topic, liked by a model", "injected anchor"],
)
def test_the_worked_examples_hold(
    core: list[ItemStatus], senior: list[ItemStatus], anchor: float, value: float, level: int, flagged: bool
) -> None:
    score = scored(core, senior, anchor)
    assert score.value == pytest.approx(value, abs=0.005)
    assert (score.level, score.flagged) == (level, flagged)


@pytest.mark.parametrize(
    ("core", "senior", "level"),
    [
        (met(2, 2), met(0, 2), 3.0),
        (met(2, 2), met(1, 2), 4.0),
        (met(2, 2), met(2, 2), 5.0),
        (met(1, 2), met(0, 2), 2.0),
        (met(0, 2), met(2, 2), 1.0),
        ([PARTIAL, PARTIAL], met(0, 2), 2.0),
        ([MET, PARTIAL], [PARTIAL, ABSENT], 1 + 1.5 + 1.5 * 0.25),
    ],
)
def test_the_checklist_alone_gives_the_item_level_of_the_formula(
    core: list[ItemStatus], senior: list[ItemStatus], level: float
) -> None:
    assert scored(core, senior, 3).item_level == pytest.approx(level)


def test_an_item_counts_by_its_weight_within_its_kind() -> None:
    items = [
        item(ItemKind.CORE, 1, 3.0),
        item(ItemKind.CORE, 2, 1.0),
        item(ItemKind.SENIOR, 1, 1.0),
        item(ItemKind.SENIOR, 2, 4.0),
    ]
    score = score_dimension(items, {"core-1": MET, "senior-2": PARTIAL}, 3)
    assert score.core_credit == pytest.approx(0.75)
    assert score.senior_credit == pytest.approx(0.4)
    assert score.item_level == pytest.approx(item_level(0.75, 0.4)) == pytest.approx(1 + 1.5 + 0.6)


@pytest.mark.parametrize("edge", [1.5, 2.5, 3.5, 4.5])
def test_a_half_rounds_down_and_anything_above_it_up(edge: float) -> None:
    assert level_of(edge) == int(edge)
    assert level_of(edge + 1e-12) == int(edge), "float noise must not earn a level"
    assert level_of(edge - 1e-12) == int(edge)
    assert level_of(edge + 0.01) == int(edge) + 1
    assert level_of(edge - 0.01) == int(edge)


@pytest.mark.parametrize(("value", "level"), [(0.0, 1), (1.0, 1), (2.0, 2), (3.0, 3), (4.0, 4), (5.0, 5), (6.0, 5)])
def test_a_level_stays_within_one_and_five(value: float, level: int) -> None:
    assert level_of(value) == level


@pytest.mark.parametrize(
    ("core", "senior", "anchor", "value"),
    [
        (met(1, 4), met(0, 2), 1.5, 1.5),
        (met(2, 4), met(0, 2), 3, 2.5),
        (met(4, 4), met(0, 2), 4, 3.5),
        (met(4, 4), met(1, 2), 5, 4.5),
    ],
)
def test_a_dimension_whose_value_is_a_half_gets_the_level_below(
    core: list[ItemStatus], senior: list[ItemStatus], anchor: float, value: float
) -> None:
    score = scored(core, senior, anchor)
    assert (score.value, score.level) == (value, int(value))


@pytest.mark.parametrize(
    ("anchor", "value"),
    [(1, 3.0), (2, 3.0), (2.5, 3.25), (3, 3.5), (4, 4.0), (4.5, 4.25), (5, 4.5)],
)
def test_the_anchor_moves_by_half_the_difference_within_its_bounds(anchor: float, value: float) -> None:
    assert scored(met(2, 2), met(1, 2), anchor).value == value


def test_the_anchor_never_lifts_a_value_above_five() -> None:
    score = scored(met(2, 2), met(2, 2), 5)
    assert (score.value, score.level, score.flagged) == (5.0, 5, False)


@pytest.mark.parametrize(("anchor", "flagged"), [(2, True), (2.01, False), (3.99, False), (4, True)])
def test_a_difference_of_exactly_one_is_flagged(anchor: float, flagged: bool) -> None:
    assert scored(met(2, 2), met(0, 2), anchor).flagged is flagged


def test_float_noise_does_not_hide_a_difference_of_one() -> None:
    score = scored(met(1, 3), met(0, 2), 1 + 2 / 3 + 1 - 1e-12)
    assert score.flagged


@pytest.mark.parametrize("anchor", [0.99, 5.01, -1, 0, float("nan"), float("inf")])
def test_an_anchor_outside_one_to_five_is_refused(anchor: float) -> None:
    with pytest.raises(ValueError, match="anchor"):
        scored(met(2, 2), met(2, 2), anchor)


def test_an_item_without_a_status_is_absent() -> None:
    items, _ = checklist(met(2, 2), met(2, 2))
    assert score_dimension(items, {"core-0": MET}, 2) == scored(met(1, 2), met(0, 2), 2)


def test_a_status_of_an_item_that_is_not_in_the_dimension_earns_nothing() -> None:
    items, statuses = checklist(met(1, 2), met(0, 2))
    assert score_dimension(items, {**statuses, "core-9": MET}, 2) == score_dimension(items, statuses, 2)


@pytest.mark.parametrize(("status", "level"), [(MET, 3), (PARTIAL, 5), (UNVERIFIED, 5), (ABSENT, 5)])
def test_only_a_red_flag_shown_with_proof_caps_the_dimension_at_three(status: ItemStatus, level: int) -> None:
    items, statuses = checklist(met(2, 2), met(2, 2))
    items.append(item(ItemKind.RED_FLAG, 1))
    score = score_dimension(items, {**statuses, "red_flag-1": status}, 5)
    assert (score.level, score.value) == (level, 5.0)
    assert score.red_flags == (("red_flag-1",) if status is MET else ())
