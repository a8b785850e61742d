"""The schedule: FSRS without steps and fuzz, in UTC, replayed from the rounds, capped by the interview."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from fsrs import Card, Rating, Scheduler

from scorecards.models import Unassessed
from simulator.practice.schedule import DAY, drills, due_drills, rating_of
from simulator.practice.series import judged_rounds
from tests.fakes import BEGIN
from tests.practice.pasts import assessment, series, session

LATER = BEGIN + timedelta(days=400)


def one(level: int, **named: date | None) -> datetime:
    """Return when a drill is due that was judged once, at the beginning."""
    (drill,) = drills(series({"economics": level}), BEGIN, named.get("interview"))
    return drill.due


@pytest.mark.parametrize(
    ("level", "rating"),
    [(1, Rating.Again), (2, Rating.Again), (3, Rating.Hard), (4, Rating.Good), (5, Rating.Easy)],
)
def test_levels_are_the_four_ratings(level: int, rating: Rating) -> None:
    assert rating_of(level) is rating


def test_the_higher_the_level_the_later_the_drill_is_due() -> None:
    dues = [one(level) for level in (1, 2, 3, 4, 5)]

    assert dues == sorted(dues)
    assert dues[0] == BEGIN + DAY, "no step of minutes, not even after a failure"
    assert dues[-1] >= BEGIN + 5 * DAY


def test_the_schedule_is_that_of_fsrs_replayed_from_the_rounds() -> None:
    rounds = judged_rounds(session(day, assessment({"economics": level})) for day, level in ((0, 2), (3, 4), (9, 5)))
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card(card_id=1)
    for day, rating in ((0, Rating.Again), (3, Rating.Good), (9, Rating.Easy)):
        card, _ = scheduler.review_card(card, rating, BEGIN + timedelta(days=day))

    (drill,) = drills(rounds, LATER)

    assert drill.due == card.due
    assert (drill.level, drill.judged) == (5, BEGIN + 9 * DAY)
    assert drills(rounds, LATER) == drills(rounds, LATER), "no fuzz"
    assert drills(rounds[::-1], LATER) == drills(rounds, LATER), "the order of the rounds is that of their times"


def test_a_drill_is_a_dimension_of_a_sub_kind() -> None:
    rounds = judged_rounds(
        [
            session(0, assessment({"economics": 2, "market": 5}), sub_kind="market_entry"),
            session(1, assessment({"economics": 3}), sub_kind="sunset"),
        ]
    )

    found = drills(rounds, LATER)

    assert [(each.sub_kind, each.dimension, each.level) for each in found] == [
        ("market_entry", "economics", 2),
        ("sunset", "economics", 3),
        ("market_entry", "market", 5),
    ], "due first comes first"


def test_times_of_another_zone_are_the_same_moments() -> None:
    there = timezone(timedelta(hours=9))
    far = session(0, assessment({"economics": 4})).model_dump()
    far["rounds"][0]["started"] = BEGIN.astimezone(there)

    (drill,) = drills(judged_rounds([session(0).model_validate(far)]), BEGIN)

    assert drill.due == one(4)
    assert drill.due.tzinfo is UTC


def test_no_drill_is_due_later_than_the_day_before_the_interview() -> None:
    assert one(5) > BEGIN + 3 * DAY
    assert one(5, interview=(BEGIN + 3 * DAY).date()) == datetime(2026, 11, 23, tzinfo=UTC)
    assert one(1, interview=(BEGIN + 3 * DAY).date()) == one(1), "what is due sooner stays"


def test_the_cap_is_never_before_the_review_itself_and_a_past_interview_caps_nothing() -> None:
    assert one(5, interview=BEGIN.date()) == BEGIN
    assert one(5, interview=(BEGIN - DAY).date()) == one(5)


def test_only_what_is_due_is_due() -> None:
    rounds = series({"economics": 2, "market": 5})
    now = BEGIN + DAY

    assert [each.dimension for each in due_drills(rounds, now)] == ["economics"]
    assert due_drills(rounds, now - timedelta(seconds=1)) == []
    assert due_drills(rounds, now)[0].overdue(now + 3 * DAY) == 3.0


def test_a_dimension_that_was_not_graded_is_no_drill() -> None:
    rounds = judged_rounds([session(0, assessment({"economics": 3, "market": Unassessed.NOT_GRADED}))])

    assert [each.dimension for each in drills(rounds, LATER)] == ["economics"]
