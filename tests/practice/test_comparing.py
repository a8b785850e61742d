"""One attempt against another: what holds for any two judgements, and where the line to noise runs."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.models import ItemKind, ItemStatus, Unassessed
from simulator.history.records import Assessment, ItemResult, SessionRecord, SessionStatus
from simulator.practice.attempts import read_attempts
from simulator.practice.comparing import PAIR_BOUND, Comparison, ItemChange, JudgedPair, compare
from simulator.practice.noise import difference_bound
from tests.fakes import MemoryStore
from tests.practice.pasts import MODEL, OTHER_MODEL, assessment, item, session

MET, PARTIAL, ABSENT, UNVERIFIED = ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT, ItemStatus.UNVERIFIED
NAMES = ("objective", "market", "economics")
SWAPPED = {ItemChange.GAINED: ItemChange.LOST, ItemChange.LOST: ItemChange.GAINED}


def compared(*sat: SessionRecord) -> Comparison:
    read = read_attempts(MemoryStore(sat), sat[-1], 1)
    assert read.nearest is not None
    return compare(read.here, read.nearest)


def judged(earlier: Assessment, later: Assessment) -> JudgedPair:
    (pair,) = compared(session(1, earlier), session(2, later)).judged
    return pair


def valued(earlier: float, later: float) -> JudgedPair:
    return judged(*(assessment(3, values={"economics": value}) for value in (earlier, later)))


def with_items(*items: ItemResult, dimension: str = "economics") -> Assessment:
    return assessment(3, items={dimension: items})


outcomes = st.one_of(st.integers(1, 5), st.sampled_from(Unassessed))
checklists = st.lists(
    st.builds(item, st.sampled_from("abcdefgh"), st.sampled_from(ItemStatus), st.sampled_from(ItemKind)),
    unique_by=lambda each: each.id,
)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Any judgement on three dimensions; an item keeps its id's kind, as it does in a rubric."""
    kinds = dict(zip("abcdefgh", 2 * list(ItemKind) + [ItemKind.CORE] * 2, strict=True))
    checklist = [each.model_copy(update={"kind": kinds[each.id]}) for each in draw(checklists)]
    spots = {each.id: NAMES["abcdefgh".index(each.id) % 3] for each in checklist}
    levels = {name: draw(outcomes) for name in NAMES}
    return assessment(
        levels,
        values={name: draw(st.floats(1, 5)) for name, level in levels.items() if isinstance(level, int)},
        items={name: [each for each in checklist if spots[each.id] == name] for name in NAMES},
    )


def graded_items(given: Assessment) -> set[str]:
    return {
        each.id for result in given.dimensions if not isinstance(result.outcome, Unassessed) for each in result.items
    }


@settings(max_examples=60, deadline=None)
@given(assessments(), assessments())
def test_every_item_stands_once_with_one_change(earlier: Assessment, later: Assessment) -> None:
    pairs = judged(earlier, later).items
    names = [each.id for each in pairs]
    groups = {change: {each.id for each in pairs if each.change is change} for change in ItemChange}
    both = graded_items(earlier) & graded_items(later)

    assert len(names) == len(set(names))
    assert set(names) == graded_items(earlier) | graded_items(later)
    assert groups[ItemChange.ONCE] == set(names) - both
    assert set().union(*(groups[change] for change in ItemChange if change is not ItemChange.ONCE)) == both
    assert not groups[ItemChange.GAINED] & groups[ItemChange.LOST]


@settings(max_examples=60, deadline=None)
@given(assessments())
def test_an_attempt_beside_itself_has_no_change(same: Assessment) -> None:
    pair = judged(same, same)

    assert {each.change for each in pair.items} <= {ItemChange.KEPT, ItemChange.MISSING}
    assert {each.difference for each in pair.dimensions} <= {0.0, None}
    assert not any(each.is_change for each in pair.dimensions)


@settings(max_examples=60, deadline=None)
@given(assessments(), assessments())
def test_the_other_way_round_gained_is_lost_and_up_is_down(one: Assessment, other: Assessment) -> None:
    forth, back = judged(one, other), judged(other, one)

    assert {each.id: each.change for each in back.items} == {
        each.id: SWAPPED.get(each.change, each.change) for each in forth.items
    }
    assert {each.id: each.difference for each in back.dimensions} == {
        each.id: None if each.difference is None else -each.difference for each in forth.dimensions
    }
    assert [each.is_change for each in back.dimensions] == [each.is_change for each in forth.dimensions]


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (ABSENT, MET, ItemChange.GAINED),
        (PARTIAL, MET, ItemChange.GAINED),
        (UNVERIFIED, MET, ItemChange.GAINED),
        (MET, PARTIAL, ItemChange.LOST),
        (MET, UNVERIFIED, ItemChange.LOST),
        (MET, MET, ItemChange.KEPT),
        (ABSENT, PARTIAL, ItemChange.MISSING),
        (PARTIAL, PARTIAL, ItemChange.MISSING),
    ],
)
@pytest.mark.parametrize("kind", [ItemKind.CORE, ItemKind.SENIOR])
def test_only_met_counts(earlier: ItemStatus, later: ItemStatus, change: ItemChange, kind: ItemKind) -> None:
    (found,) = judged(with_items(item("a", earlier, kind)), with_items(item("a", later, kind))).items

    assert found.change is change


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (MET, ABSENT, ItemChange.GAINED),
        (ABSENT, MET, ItemChange.LOST),
        (ABSENT, ABSENT, ItemChange.KEPT),
        (MET, MET, ItemChange.MISSING),
    ],
)
def test_of_a_red_flag_it_is_good_not_to_be_shown(earlier: ItemStatus, later: ItemStatus, change: ItemChange) -> None:
    flag = ItemKind.RED_FLAG
    (found,) = judged(with_items(item("a", earlier, flag)), with_items(item("a", later, flag))).items

    assert found.change is change


def test_items_are_found_by_id_and_shown_as_worded_later() -> None:
    pair = judged(
        with_items(item("a", MET, text="Old words"), item("gone", MET), item("same", MET)),
        with_items(item("new", MET), item("same", MET), item("a", MET, text="Other words")),
    )

    assert [each.id for each in pair.items] == ["new", "same", "a", "gone"]
    assert {each.id: each.reworded for each in pair.items} == {"new": False, "same": False, "a": True, "gone": False}
    assert pair.items[2].text == "Other words"
    assert pair.items[3].statuses == (MET, None)


def test_items_of_a_dimension_without_a_level_are_not_compared() -> None:
    failed = assessment({"economics": Unassessed.NOT_GRADED}, items={"economics": [item("a", ABSENT)]})

    (found,) = judged(with_items(item("a", MET)), failed).items

    assert (found.change, found.statuses) == (ItemChange.ONCE, (MET, None))


def test_the_bound_is_that_of_two_single_values() -> None:
    assert pytest.approx(1.96 * 0.5 * math.sqrt(2)) == PAIR_BOUND
    assert difference_bound([2.0], [4.0]) == PAIR_BOUND


@pytest.mark.parametrize(
    ("earlier", "later", "is_change"),
    [(2.0, 2.0 + PAIR_BOUND, False), (2.0, 3.39, True), (4.0, 2.0, True), (3.0, 4.3, False), (3.0, 3.0, False)],
)
def test_a_difference_counts_only_beyond_the_bound(earlier: float, later: float, is_change: bool) -> None:
    found = {each.id: each for each in valued(earlier, later).dimensions}["economics"]

    assert found.difference == pytest.approx(later - earlier)
    assert found.is_change is is_change


def test_a_dimension_without_a_level_has_no_difference() -> None:
    pair = judged(assessment({"economics": 4, "market": Unassessed.NOT_ASKED}), assessment({"economics": 4}))

    assert [(each.id, each.outcomes, each.difference) for each in pair.dimensions] == [
        ("economics", (4, 4), 0.0),
        ("market", (Unassessed.NOT_ASKED, None), None),
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "sources"),
    [
        (["self"], ["self"], ["self"]),
        ([MODEL], [MODEL], [MODEL]),
        (["self"], [MODEL], []),
        ([MODEL], [OTHER_MODEL], []),
        ([MODEL, "self"], ["self", OTHER_MODEL, MODEL], ["self", MODEL]),
    ],
)
def test_each_judge_is_compared_only_with_itself(
    earlier: Sequence[str], later: Sequence[str], sources: list[str]
) -> None:
    found = compared(
        session(1, *(assessment(2, source=each) for each in earlier)),
        session(2, *(assessment(4, source=each) for each in later)),
    )

    assert [each.source for each in found.judged] == sources
    assert all(each.earlier.source == each.later.source for each in found.judged)


def test_what_was_discarded_is_not_compared() -> None:
    dropped = session(1, assessment(2), status=SessionStatus.DISCARDED)

    found = compared(dropped, session(2, assessment(4)))

    assert found.judged == ()
    assert found.marked[0] is None
    assert found.marked[1] is not None


def test_the_answers_show_the_proofs_of_a_judge_that_both_have() -> None:
    first, second = assessment(2), assessment(4)

    found = compared(session(1, first, assessment(5, source=MODEL)), session(2, second))

    assert found.marked == (first, second)
    (own, model) = (session(1, first), session(2, assessment(4, source=MODEL)))
    assert compared(own, model).marked == (first, model.rounds[0].latest)


def test_stages_are_paired_by_id_whatever_changed_in_the_plan() -> None:
    found = compared(
        session(1, stages=[("frame", 180, 100), ("cut", 60, 10)]),
        session(2, stages=[("close", 60, 5), ("frame", 240, 300)]),
    )

    assert [
        (each.name, each.earlier and each.earlier.actual, each.later and each.later.actual) for each in found.stages
    ] == [("Close", None, 5), ("Frame", 100, 300), ("Cut", 10, None)]
    assert (found.earlier.seconds, found.later.seconds) == (110, 305)


def test_the_earlier_stands_first_whichever_is_given_first() -> None:
    sat = [session(day, assessment(3)) for day in (1, 2)]
    store = MemoryStore(sat)
    first, second = read_attempts(store, sat[0], 1).read

    assert compare(first, second) == compare(second, first)
    assert compare(second, first).earlier == first
