"""Times: a screen tells those of the wall clock, a file says UTC by its name."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from simulator.practice.attempts import Attempt
from simulator.sharing.markdown import markdown
from simulator.words.attempts import attempt_line
from simulator.words.model_reports import scored_by_others
from simulator.words.moments import local_date, local_time, utc_time
from simulator.words.reports import provenance_line
from simulator.words.review import session_words
from tests.practice.pasts import assessment, session

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TWICE = session(0, assessment(2), assessment(3))


@pytest.fixture(autouse=True)
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thirteen hours ahead of UTC, where noon is the next day."""
    monkeypatch.setenv("TZ", "XXX-13")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_screen_has_the_wall_clock_and_a_file_names_its_own() -> None:
    assert (local_time(NOON), local_date(NOON)) == ("2026-11-22 01:00", "2026-11-22")
    assert utc_time(NOON) == "2026-11-21 12:00 UTC"


def test_a_moment_at_the_end_of_time_is_told_all_the_same() -> None:
    assert local_time(datetime.max.replace(tzinfo=UTC)).startswith("9999-12-31")


def test_everything_said_of_a_session_on_a_screen_is_local() -> None:
    first = TWICE.rounds[0]
    on_screen = [
        session_words(TWICE),
        provenance_line(first.assessments[-1], 2),
        *scored_by_others(first.assessments),
        attempt_line(Attempt(1, TWICE, first)),
    ]
    text = "\n".join(on_screen)
    begun, judged = local_time(TWICE.started), local_time(first.assessments[0].provenance.made)
    assert text.count(begun) + (text.count(judged) if judged != begun else 0) == 4
    assert "UTC" not in text


def test_a_file_says_utc_wherever_it_gives_a_time() -> None:
    page = "".join(markdown([TWICE], lambda name: None))
    first = TWICE.rounds[0]
    said = (utc_time(TWICE.started), utc_time(first.assessments[0].provenance.made))
    assert sum(page.count(each) for each in dict.fromkeys(said)) == 3
    assert local_time(TWICE.started) not in page
