"""What the schedule says: how much is due, what comes when, and nothing that is not on it."""

import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from scorecards.models import Kind
from simulator.practice.needs import Situation
from simulator.practice.schedule import drills
from simulator.practice.series import JudgedRound, Past, judged_rounds
from simulator.words.next_up import schedule_lines
from tests.fakes import BEGIN
from tests.practice.pasts import assessment, session


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def situation(*rounds: JudgedRound, days: float = 0, interview: date | None = None) -> Situation:
    return Situation(Past(rounds), rounds, BEGIN + timedelta(days=days), interview=interview)


def one(level: int = 3, *names: str, kind: Kind = Kind.STRATEGY, sub_kind: str = "market_entry") -> JudgedRound:
    judged = assessment(dict.fromkeys(names or ("economics",), level), kind=kind)
    return judged_rounds([session(0, judged, kind=kind, sub_kind=sub_kind)])[0]


def test_without_levels_there_is_no_schedule() -> None:
    assert schedule_lines(situation()) == ["The schedule is empty: a dimension comes again once it has a level."]


def test_before_the_first_day_it_names_that_day_and_what_comes() -> None:
    only = one(4)
    due = drills([only], BEGIN)[0].due
    lines = schedule_lines(situation(only))
    assert lines == [
        f"By the schedule nothing is due until {due:%A} {due.day} {due:%B}:",
        f"  {due:%a} {due.day} {due:%b}: strategy, market entry (economics at 4)",
    ]
    days = (due - BEGIN) / timedelta(days=1)
    assert "until tomorrow:" in schedule_lines(situation(only, days=days - 1))[0]
    assert "until later today:" in schedule_lines(situation(only, days=days - 0.01))[0]
    assert schedule_lines(situation(only, days=days)) == [
        "By the schedule 1 of 1 drill is due:",
        "  due: strategy, market entry (economics at 4)",
    ]


def test_a_sub_kind_stands_once_with_its_weakest_dimensions() -> None:
    judged = assessment({"objective": 2, "market": 2, "economics": 1, "options_decision": 2})
    rounds = judged_rounds([session(0, judged)])
    lines = schedule_lines(situation(*rounds, days=300))
    assert lines[0] == "By the schedule 4 of 4 drills are due:"
    assert len(lines) == 2
    assert lines[1].startswith("  due: strategy, market entry (economics at 1, ")
    assert lines[1].endswith(" at 2 and 2 more)")


def test_what_is_not_listed_is_counted_and_an_interview_caps_it() -> None:
    cells = ("market_entry", "build_buy_partner", "platform", "pricing", "growth")
    rounds = [one(5, sub_kind=name) for name in cells]
    interview = BEGIN.date() + timedelta(days=2)
    lines = schedule_lines(situation(*rounds, interview=interview))
    assert lines[0] == "By the schedule nothing is due until tomorrow:"
    assert sum(line.startswith("  ") and ":" in line for line in lines) == 4
    assert "  and 1 more later" in lines
    assert lines[-1] == "Nothing comes later than the day before your interview on Monday 23 November."
    past_interview = situation(*rounds, interview=BEGIN.date() - timedelta(days=1))
    assert "interview" not in schedule_lines(past_interview)[-1]
