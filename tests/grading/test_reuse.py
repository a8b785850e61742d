"""One sentence proves at most two items of a dimension, and one more item shown never lowers a level."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.models import ItemKind, ItemStatus
from scorecards.scoring import score_dimension
from simulator.grading.reuse import MOST_ITEMS, REASON, limit_reuse
from simulator.grading.verifying import Checked, CheckedItem
from simulator.history.records import Quote
from tests.grading import judges
from tests.grading.builders import CASE
from tests.grading.judges import FakeJudge
from tests.grading.rounds import CARD, grade, values

ITEMS = CASE.items_of("decision", CARD.items)
GOOD = [item for item in ITEMS if item.kind is not ItemKind.RED_FLAG]
STATUSES = st.sampled_from([ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT])
SENTENCES = st.lists(st.sampled_from(["C1.1", "C1.2", "C1.3"]), min_size=1, max_size=2, unique=True)
FOUND = st.fixed_dictionaries({item.id: st.tuples(STATUSES, SENTENCES) for item in GOOD})


def sample(found: dict[str, tuple[ItemStatus, list[str]]]) -> Checked:
    items = {item.id: CheckedItem(ItemStatus.ABSENT) for item in ITEMS}
    for name, (status, sentences) in found.items():
        quotes = tuple(Quote(segment=each, text=f"Words of {each}.") for each in sentences)
        items[name] = CheckedItem(status, quotes if status is not ItemStatus.ABSENT else ())
    return Checked(items=items, anchor=3.0)


def level(checked: Checked) -> float:
    return score_dimension(ITEMS, checked.statuses, 3).item_level


def credited(checked: Checked) -> list[str]:
    return [name for name, item in checked.items.items() if item.status in (ItemStatus.MET, ItemStatus.PARTIAL)]


def test_a_judge_that_hangs_everything_on_one_sentence_gets_two_items_a_dimension_for_it() -> None:
    made = grade(FakeJudge(judges.lazy))

    for result in made.dimensions:
        shown = [item for item in result.items if item.status is ItemStatus.MET]
        assert len(shown) == MOST_ITEMS, result.id
        assert {item.reason for item in result.items if item.status is ItemStatus.UNVERIFIED} == {REASON}
    assert max(value or 0 for value in values(made).values()) <= 3.5
    assert max(outcome for outcome in made.outcomes.values() if isinstance(outcome, int)) <= 3


def test_an_item_with_a_second_sentence_makes_room_for_another() -> None:
    first, second, third = (item.id for item in GOOD[:3])
    met = ItemStatus.MET
    kept = limit_reuse(sample({first: (met, ["C1.1", "C1.2"]), second: (met, ["C1.1"]), third: (met, ["C1.1"])}), ITEMS)

    assert credited(kept) == [first, second, third]


@settings(max_examples=150, deadline=None)
@given(FOUND)
def test_no_sentence_carries_more_than_two_and_nothing_is_dropped_without_need(
    found: dict[str, tuple[ItemStatus, list[str]]],
) -> None:
    before = sample(found)
    after = limit_reuse(before, ITEMS)
    kept = credited(after)

    assert set(kept) <= set(credited(before))
    alone = [name for name in kept if len(after.items[name].quotes) == 1]
    for sentence in ("C1.1", "C1.2", "C1.3"):
        assert sum(after.items[name].quotes[0].segment == sentence for name in alone) <= MOST_ITEMS
    if len(credited(before)) <= MOST_ITEMS:
        assert after == before


@settings(max_examples=150, deadline=None)
@given(FOUND, st.sampled_from([item.id for item in GOOD]), SENTENCES)
def test_one_more_item_shown_never_lowers_the_level(
    found: dict[str, tuple[ItemStatus, list[str]]], name: str, sentences: list[str]
) -> None:
    found = {**found, name: (ItemStatus.ABSENT, sentences)}
    better = {**found, name: (ItemStatus.MET, sentences)}

    assert level(limit_reuse(sample(better), ITEMS)) >= level(limit_reuse(sample(found), ITEMS))
