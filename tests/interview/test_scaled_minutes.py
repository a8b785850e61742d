"""Other minutes than the card's: every stage keeps its share, none vanishes, and the record says what was sat."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import UsageError
from simulator.history.records import Mode
from simulator.interview.conductor import Interview
from simulator.interview.drafts import recover
from simulator.interview.planning import plan_round, scaled
from simulator.interview.starting import start_interview
from tests.fakes import FakeClock, MemoryStore
from tests.interview.builders import GRACE, shipped

CARD = "charger-count"


def sit(minutes: int | None, clock: FakeClock, drafts: Path) -> Interview:
    card = shipped(CARD)
    mode, target = Mode.MOCK, card.level
    return start_interview([card], mode, target, 2, GRACE, clock, drafts, MemoryStore(), lambda error: None, minutes)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=12), st.data())
def test_parts_add_up_keep_their_order_and_stay_within_a_minute_of_their_share(
    minutes: list[int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(len(minutes), 120))
    parts = scaled(minutes, total)
    assert sum(parts) == total
    assert min(parts) >= 1
    for one, part in zip(minutes, parts, strict=True):
        for other, than in zip(minutes, parts, strict=True):
            assert one <= other or part >= than, "a longer stage is never shorter than a shorter one"
    if all(each * total >= sum(minutes) for each in minutes):
        shares = [each * total / sum(minutes) for each in minutes]
        assert all(abs(part - share) < 1 for part, share in zip(parts, shares, strict=True))


@pytest.mark.parametrize(
    ("minutes", "total", "parts"),
    [([5, 10, 5], 40, [10, 20, 10]), ([1, 18, 1], 10, [1, 8, 1]), ([4, 4, 4], 12, [4, 4, 4]), ([30, 1], 2, [1, 1])],
)
def test_some_plain_cases(minutes: list[int], total: int, parts: list[int]) -> None:
    assert scaled(minutes, total) == parts


def test_without_minutes_the_card_rules() -> None:
    card = shipped(CARD)
    assert plan_round(card, 2).seconds == card.minutes * 60
    assert [stage.seconds for stage in plan_round(card, 2).stages] == [stage.minutes * 60 for stage in card.stages]


def test_the_clock_the_close_the_record_and_the_draft_go_by_the_minutes_chosen(clock: FakeClock, drafts: Path) -> None:
    interview = sit(10, clock, drafts)
    interview.begin_round()
    clock.advance(10 * 60 + GRACE - 1)
    view = interview.clock()
    assert view is not None
    assert view.limit == 600
    assert not view.closing
    clock.advance(1)
    notice = interview.tick()
    assert notice is not None
    assert notice.closed
    record = interview.record().rounds[0]
    assert record.minutes == 10
    assert sum(stage.planned for stage in record.stages) == 600
    interview.leave()
    found = recover(next(drafts.iterdir()))
    assert found is not None
    assert found.state.round.plan.seconds == 600


def test_fewer_minutes_than_stages_are_refused_before_anything_is_written(clock: FakeClock, drafts: Path) -> None:
    with pytest.raises(UsageError, match="5 stages, and each needs a minute"):
        sit(4, clock, drafts)
    assert not list(drafts.glob("*"))
