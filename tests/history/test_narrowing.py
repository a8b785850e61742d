"""Which sessions pass a narrowing, and in what order; pure, without a screen."""

import time
from collections.abc import Iterator
from datetime import date

import pytest

from scorecards.models import Kind
from scorecards.recommendation import CALLS
from simulator.errors import UsageError
from simulator.history.narrowing import WAITING, Narrowing, Order, days_of, kept
from simulator.history.summaries import RoundSummary, SessionSummary
from simulator.words.narrowing import narrowing_words

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def far_west(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Eight hours behind UTC, where an evening is the next day for UTC."""
    monkeypatch.setenv("TZ", "XXX8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def entry(
    kind: Kind = Kind.CASE, call: str = "hire", judges: tuple[str, ...] = ("self",), words: int = 10
) -> RoundSummary:
    return RoundSummary(1, "q", "T", kind.value, "estimation", words, call, "self", not call, judges if call else ())


def session(
    started: str, *rounds: RoundSummary, tags: tuple[str, ...] = (), status: str = "finished"
) -> SessionSummary:
    name = f"2026-{started}"
    return SessionSummary(name, started, "mock", "senior", status, rounds or (entry(),), tags)


def days(*names: str) -> list[SessionSummary]:
    """Return sessions, newest first."""
    return [session(name) for name in names]


def listed(sessions: list[SessionSummary], **wanted: str) -> list[str]:
    order = Order(wanted.pop("order", Order.NEWEST))
    return [sessions[place].started for place in kept(sessions, Narrowing(**wanted, order=order), TODAY)]


MIDNIGHT, BEFORE = "2026-11-15T08:00:00+00:00", "2026-11-15T07:59:59+00:00"


def test_dates_are_days_of_the_machines_time_zone_and_today_is_the_last_of_seven() -> None:
    sessions = days("2026-11-22T07:59:59+00:00", MIDNIGHT, BEFORE)
    assert listed(sessions, dates="7") == [sessions[0].started, MIDNIGHT]
    assert listed(sessions, days="2026-11-14") == [BEFORE]
    assert listed(sessions, days="2026-11-15") == [MIDNIGHT]
    new_year = days("2026-01-01T08:00:00+00:00", "2026-01-01T07:59:59+00:00")
    assert listed(new_year, dates="year") == [new_year[0].started]


def test_days_and_dates_hold_together() -> None:
    sessions = days("2026-11-20T12:00:00+00:00", "2026-11-16T12:00:00+00:00", "2026-11-10T12:00:00+00:00")
    assert listed(sessions, dates="7", days="2026-11-01 to 2026-11-16") == [sessions[1].started]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-21", date(2026, 11, 21), date(2026, 11, 21)),
        (" 2026-2 ", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2026-03 to 2026-05-15", date(2026, 3, 1), date(2026, 5, 15)),
        ("2025..2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("2025 - 2026-01", date(2025, 1, 1), date(2026, 1, 31)),
        ("2025, 2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_day_a_month_a_year_or_two_of_them(text: str, first: date, last: date) -> None:
    assert days_of(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-02-30",
        "0000",
        "26",
        "today",
        "2026-01 2026-02 2026-03",
        "2026-02 to 2026-01",
        "to",
        "٢٠٢٦",
        "[/]",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        days_of(text)


def test_nothing_typed_and_the_ends_of_the_calendar_are_days_too() -> None:
    assert days_of("  ") == (None, None)
    sessions = days(MIDNIGHT)
    assert listed(sessions, days="0001 to 9999") == [MIDNIGHT]
    assert listed(sessions, days="9999-12-31") == []


def test_one_round_has_to_be_all_that_is_wanted_of_a_round() -> None:
    loop = session("a", entry(Kind.CASE, "hire", ("gpt-9",)), entry(Kind.STRATEGY, "no hire", ("self",)))
    assert listed([loop], kind="case", judge="gpt-9", call="hire") == ["a"]
    for other in (
        {"kind": "case", "judge": "self"},
        {"kind": "strategy", "call": "hire"},
        {"call": "hire", "judge": "self"},
    ):
        assert listed([loop], **other) == []
    assert listed([loop], kind="case", sub_kind="estimation") == ["a"]
    assert listed([loop], sub_kind="sunset") == []


def test_everyone_who_has_judged_a_round_finds_it_and_what_was_discarded_waits_for_nobody() -> None:
    both = session("a", entry(judges=("self", "gpt-9")))
    waits, given_up = session("b", entry(call="")), session("c", entry(call=""), status="discarded")
    sessions = [both, waits, given_up]
    assert listed(sessions, judge="self") == listed(sessions, judge="gpt-9") == ["a"]
    assert listed(sessions, judge=WAITING) == ["b"]


def test_a_tag_has_to_be_the_whole_tag() -> None:
    sessions = [session("a", tags=("pricing", "x")), session("b", tags=("price",))]
    assert listed(sessions, tag="pric") == []
    assert listed(sessions, tag="pricing") == ["a"]


def test_the_order_goes_by_the_weakest_call_and_what_has_none_comes_last() -> None:
    labels = [call.label for call in CALLS]
    sessions = [
        session("none", entry(call="")),
        session("half", entry(call="strong hire"), entry(call="")),
        session("odd", entry(call="not enough evidence")),
        *(session(label, entry(call="strong hire"), entry(call=label)) for label in labels),
        session("given up", entry(call="hire"), status="discarded"),
        session("hire", entry(call="hire", words=900)),
    ]
    without = ["none", "half", "odd", "given up"]
    assert listed(sessions, order=Order.BEST) == ["strong hire", "hire", "hire", *labels[3::-1], *without]
    assert listed(sessions, order=Order.WORST) == [*labels[:4], "hire", "hire", "strong hire", *without]
    assert listed(sessions, order=Order.OLDEST) == [each.started for each in sessions[::-1]]
    assert listed(sessions, order=Order.LONGEST)[:2] == ["hire", "half"]
    assert listed(sessions) == [each.started for each in sessions]


def test_what_is_on_is_said_and_nothing_where_nothing_is() -> None:
    assert narrowing_words(Narrowing()) == []
    everything = Narrowing("product_sense", "b2b_ai", "mock", WAITING, "hire", "x", "30", "2026", Order.LONGEST)
    assert narrowing_words(everything) == [
        "product sense", "B2B AI", "mock", "waiting", "hire", "#x", "last 30 days", "2026", "longest answer first",
    ]  # fmt: skip
    assert narrowing_words(Narrowing(judge="gpt-9")) == ["by gpt-9"]
