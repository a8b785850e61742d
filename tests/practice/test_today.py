"""The week, the days to an interview and what is due: in local days, wherever one lives."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simulator.history.records import SessionRecord, SessionStatus
from simulator.history.summaries import SessionSummary, summarise
from simulator.practice.schedule import Due, due_now
from simulator.practice.series import MOST_ROUNDS, PastReading, judged_rounds, read_past
from simulator.practice.today import Week, days_to, local_day, week_of
from tests.fakes import BEGIN, FakeClock, MemoryStore
from tests.practice.pasts import assessment, session

AUCKLAND, LOS_ANGELES, BERLIN = ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Berlin")


def begun(*moments: str) -> list[SessionSummary]:
    """Return a session for each moment, in UTC."""
    return [summarise(session(0, assessment(3)))._replace(started=f"{moment}:00+00:00") for moment in moments]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}:00+00:00")


def test_a_week_runs_from_monday_to_today() -> None:
    sat = begun("2026-11-15T23:59", "2026-11-16T00:00", "2026-11-18T09:00", "2026-11-18T20:00")

    assert week_of(sat, at("2026-11-20T12:00"), UTC) == Week((1, 0, 2, 0, 0, 0, 0), 4)
    assert week_of(sat, at("2026-11-22T23:59"), UTC).total == 3, "Sunday still belongs to it"
    assert week_of(sat, at("2026-11-23T00:00"), UTC) == Week((0,) * 7, 0), "Monday begins the next one"


def test_a_session_counts_on_the_local_day_on_which_it_began() -> None:
    sat = begun("2026-11-18T22:30")  # Wednesday in UTC and in California, Thursday in New Zealand

    now = at("2026-11-20T12:00")
    assert week_of(sat, now, LOS_ANGELES).counts == (0, 0, 1, 0, 0, 0, 0)
    assert week_of(sat, now, AUCKLAND).counts == (0, 0, 0, 1, 0, 0, 0)


def test_the_week_turns_at_local_midnight() -> None:
    monday_morning_in_auckland = at("2026-11-22T11:30")  # Sunday in UTC
    sat = begun("2026-11-22T10:30", "2026-11-22T11:10")  # Sunday 23:30 and Monday 0:10 there

    assert week_of(sat, monday_morning_in_auckland, AUCKLAND) == Week((1, 0, 0, 0, 0, 0, 0), 0)
    assert week_of(sat, monday_morning_in_auckland, UTC) == Week((0, 0, 0, 0, 0, 0, 2), 6)


def test_a_change_of_the_clocks_moves_no_session_to_another_day() -> None:
    # Berlin leaves summer time on Sunday 2026-10-25 at 1:00 UTC: that day has 25 hours
    sat = begun("2026-10-24T21:59", "2026-10-24T22:00", "2026-10-25T22:59", "2026-10-25T23:00")

    assert week_of(sat, at("2026-10-25T22:59"), BERLIN) == Week((0, 0, 0, 0, 0, 1, 2), 6)
    assert week_of(sat, at("2026-10-25T23:30"), BERLIN) == Week((1, 0, 0, 0, 0, 0, 0), 0)


@pytest.mark.parametrize(
    ("sat", "counts"),
    [
        (session(0, status=SessionStatus.DISCARDED), 0),
        (session(0, answered=False), 0),
        (session(0), 1),
        (session(0, assessment(3)), 1),
        (session(1, assessment(3)), 0),
    ],
    ids=["discarded", "not answered", "waiting", "judged", "begun tomorrow, by a wrong clock"],
)
def test_a_session_counts_once_it_is_answered(sat: SessionRecord, counts: int) -> None:
    assert week_of([summarise(sat)], BEGIN, UTC).total == counts


def test_a_fake_clock_decides_which_day_it_is(clock: FakeClock) -> None:
    sat = begun("2026-11-21T11:00")
    assert week_of(sat, clock.utc(), UTC).today == 5
    clock.advance(2 * 86_400)
    assert week_of(sat, clock.utc(), UTC) == Week((0,) * 7, 0)


def test_days_to_an_interview_are_those_of_the_local_calendar() -> None:
    now = at("2026-11-21T11:30")  # Sunday 0:30 in Auckland
    assert local_day(now, AUCKLAND) == date(2026, 11, 22)
    assert days_to(date(2026, 11, 22), now, AUCKLAND) == 0
    assert days_to(date(2026, 11, 22), now, LOS_ANGELES) == 1
    assert days_to(date(2026, 11, 21), now, AUCKLAND) == -1


def test_days_across_a_change_of_the_clocks_are_whole() -> None:
    assert days_to(date(2026, 10, 26), at("2026-10-23T22:30"), BERLIN) == 2
    assert days_to(date(2026, 3, 30), at("2026-03-27T23:30"), BERLIN) == 2


def test_what_is_due_is_counted_with_its_sub_kinds_the_longest_overdue_first() -> None:
    rounds = judged_rounds(
        [
            session(0, assessment({"economics": 2, "market": 2}), sub_kind="pricing"),
            session(5, assessment({"economics": 2}), sub_kind="market_entry"),
        ]
    )
    now = BEGIN + timedelta(days=400)

    due = due_now(rounds, now)

    assert due.drills == 3
    assert [name for _, name in due.sub_kinds] == ["pricing", "market_entry"]
    assert due.next is None


def test_where_nothing_is_due_the_next_moment_is_known_unless_nothing_was_judged() -> None:
    due = due_now(judged_rounds([session(0, assessment({"economics": 5}))]), BEGIN)
    assert (due.drills, due.sub_kinds) == (0, ())
    assert due.next is not None
    assert due.next > BEGIN
    assert due_now((), BEGIN) == Due(0, (), None)


@pytest.mark.parametrize("count", [0, 1, MOST_ROUNDS + 2])
def test_reading_in_steps_reads_one_session_a_step_and_ends_as_reading_at_once(count: int) -> None:
    store = MemoryStore([session(day, assessment(3)) for day in range(count)])
    loads: list[str] = []

    def steps() -> Iterator[int]:
        for _ in reading.steps():
            yield len(loads)

    class Counted(MemoryStore):
        def load(self, name: str) -> SessionRecord:
            loads.append(name)
            return super().load(name)

    reading = PastReading(Counted(store.records.values()))
    assert list(steps()) == list(range(1, min(count, MOST_ROUNDS) + 1))
    assert reading.past() == read_past(store)
