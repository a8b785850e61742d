"""Real interviews are kept whole, and what is said of practice before them is counted and no more than that."""

import contextlib
import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.models import Kind
from scorecards.recommendation import Call
from simulator.errors import StorageError, UsageError
from simulator.history.outcomes import RealOutcome, RealOutcomes, Result, telling
from simulator.history.records import Assessment, SessionRecord, SessionStatus, Source
from simulator.words.outcomes import outcome_line, telling_sentence
from tests.fakes import BEGIN, MemoryStore
from tests.history.builders import FailingDisk, Killed
from tests.history.carried import finished, judged

DAY = date(2026, 11, 20)


def _file(folder: Path) -> RealOutcomes:
    return RealOutcomes(folder / "data" / "outcomes.json")


def _add(outcomes: RealOutcomes, day: date = DAY, **more: Any) -> RealOutcome:
    fields = {"kind": Kind.CASE, "result": Result.OFFER, "company": "", "note": "", **more}
    return outcomes.add(day, now=BEGIN, **fields)


def test_what_is_added_is_listed_by_day_after_a_restart(tmp_path: Path) -> None:
    late = _add(_file(tmp_path), DAY, company="  Acme\nLtd ", note="Two\nlines ")
    early = _add(_file(tmp_path), DAY - timedelta(days=9), kind="loop", result=Result.NO_ANSWER)
    assert _file(tmp_path).listed() == [early, late]
    assert (late.number, late.company, late.note) == (1, "Acme Ltd", "Two\nlines")
    assert outcome_line(early) == "2  2026-11-11  loop: no answer"
    assert outcome_line(late) == "1  2026-11-20  case, Acme Ltd: offer (Two lines)"
    path = tmp_path / "data" / "outcomes.json"
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    outcomes = _file(tmp_path)
    for number in (1, 2):
        assert _add(outcomes).number == number
        assert outcomes.remove(number, BEGIN).number == number
    assert _add(outcomes).number == 3
    for number in (1, 99):
        with pytest.raises(UsageError, match="No such interview"):
            outcomes.remove(number, BEGIN)
    assert [each.number for each in outcomes.listed()] == [3]


@pytest.mark.parametrize(
    ("day", "more", "said"),
    [
        (BEGIN.date() + timedelta(days=2), {}, "to come"),
        (DAY, {"company": "a" * 101}, "company has 101"),
        (DAY, {"note": "a" * 2001}, "note has 2001"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_made(
    tmp_path: Path, day: date, more: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        _add(_file(tmp_path), day, **more)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["kill", "refuse"])
def test_a_write_cut_off_at_any_step_leaves_the_old_or_the_new_file(
    tmp_path: Path, disk: FailingDisk, ending: str
) -> None:
    for step in count(1):
        folder = tmp_path / str(step)
        first = _add(_file(folder))
        getattr(disk, ending)(step)
        with contextlib.suppress(Killed, StorageError):
            _add(_file(folder), company="Second")
        failed = disk.rest()
        outcomes = _file(folder)
        assert outcomes.listed()[0] == first
        assert len(outcomes.listed()) in (1, 2)
        assert outcomes.notices == []
        if not failed:
            break
    assert step > 5


DAMAGE = [b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"schema_version":1,"outcomes":[{}]}', b'{"schema_version":0}']


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_kept_aside_and_its_good_copy_used(tmp_path: Path, damage: bytes) -> None:
    first = _add(_file(tmp_path))
    _add(_file(tmp_path), company="Second")
    path = tmp_path / "data" / "outcomes.json"
    path.unlink()
    path.write_bytes(damage)
    outcomes = _file(tmp_path)
    assert outcomes.listed() == [first]
    assert "damaged" in outcomes.notices[0]
    assert path.read_bytes() == damage, "reading mends nothing"
    assert _add(outcomes, company="Third").number == 2
    assert [each.company for each in _file(tmp_path).listed()] == ["", "Third"]
    aside = next((path.parent / "damaged").iterdir())
    assert aside.read_bytes() == damage
    assert str(aside) in outcomes.notices[-1]


def test_a_damaged_file_without_a_good_copy_is_never_started_over(tmp_path: Path) -> None:
    path = tmp_path / "data" / "outcomes.json"
    path.parent.mkdir()
    path.write_bytes(b"{")
    for act in (lambda: _file(tmp_path).listed(), lambda: _add(_file(tmp_path))):
        with pytest.raises(StorageError, match="no good copy"):
            act()
    assert path.read_bytes() == b"{"


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    _add(_file(tmp_path))
    path = tmp_path / "data" / "outcomes.json"
    newer = json.dumps({"schema_version": 2, "surprise": True}).encode()
    path.unlink()
    path.write_bytes(newer)
    with pytest.raises(StorageError, match="newer than this program"):
        _add(_file(tmp_path))
    assert path.read_bytes() == newer


# whether practice was telling


def _interviews(*results: Result, apart: int = 100) -> list[RealOutcome]:
    """Return interviews so far apart that no practice counts for two."""
    start = date(2026, 1, 1)
    return [
        RealOutcome(number=number, day=start + timedelta(days=apart * number), kind="loop", result=result)
        for number, result in enumerate(results, start=1)
    ]


def _practice(day: date, *judgements: Assessment) -> SessionRecord:
    started = datetime.combine(day, datetime.min.time(), UTC)
    name = f"{day:%Y%m%d}-000000-{len(judgements):04}"
    return finished(name, "Words.", *judgements).model_copy(update={"started": started})


def _self(call: Call) -> Assessment:
    return judged("s", call=call)


GOOD_BAD = (Result.OFFER, Result.REJECTED, Result.NEXT_ROUND, Result.REJECTED, Result.OFFER, Result.REJECTED)


def _said(interviews: list[RealOutcome], *records: SessionRecord) -> str:
    return telling_sentence(telling(interviews, MemoryStore(records)), len(interviews))


def _before_each(interviews: list[RealOutcome], good: Call, bad: Call) -> list[SessionRecord]:
    return [_practice(each.day - timedelta(days=5), _self(good if each.result.good else bad)) for each in interviews]


def test_before_the_third_interview_nothing_is_said() -> None:
    assert _said(_interviews(Result.OFFER, Result.REJECTED)) == ""


@pytest.mark.parametrize(
    "results",
    [
        (Result.OFFER,) * 5 + (Result.REJECTED,) * 2,
        (Result.OFFER,) * 2 + (Result.REJECTED,) * 5,
        (Result.OFFER,) * 2 + (Result.NO_ANSWER,) * 5 + (Result.REJECTED,) * 3,
    ],
)
def test_under_three_of_each_is_too_few_to_tell(results: tuple[Result, ...]) -> None:
    interviews = _interviews(*results)
    said = _said(interviews, *_before_each(interviews, Call.HIRE, Call.NO_HIRE))
    assert said.startswith("Too few to tell")
    assert said.count(".") == 1, "one sentence"


@pytest.mark.parametrize(
    ("good", "bad", "verdict"),
    [
        (Call.HIRE, Call.LEAN_HIRE, "3 of 3 (100%) of your own calls were hire or better, before the others 0 of 3"),
        (Call.STRONG_HIRE, Call.NO_HIRE, "they were telling so far"),
        (Call.NO_HIRE, Call.HIRE, "they pointed the wrong way"),
        (Call.HIRE, Call.HIRE, "they did not tell the one from the other"),
        (Call.NO_HIRE, Call.STRONG_NO_HIRE, "they did not tell the one from the other"),
    ],
)
def test_three_of_each_are_compared_in_one_sentence(good: Call, bad: Call, verdict: str) -> None:
    interviews = _interviews(*GOOD_BAD)
    said = _said(interviews, *_before_each(interviews, good, bad))
    assert verdict in said
    assert said.count(". ") == 0
    assert said.endswith(".")


@pytest.mark.parametrize(("days", "counts"), [(0, False), (1, True), (30, True), (31, False), (-1, False)])
def test_only_practice_of_the_month_before_counts(days: int, counts: bool) -> None:
    interviews = _interviews(*GOOD_BAD)
    records = [_practice(each.day - timedelta(days=days), _self(Call.HIRE)) for each in interviews]
    assert ("3 of 3" in _said(interviews, *records)) is counts
    assert ("each with practice before it" in _said(interviews, *records)) is not counts


def test_series_are_never_put_together() -> None:
    interviews = _interviews(*GOOD_BAD)

    def by_model(call: Call) -> Assessment:
        return judged("m", 9, source=Source.LLM, model="local/one", call=call)

    split = [
        _practice(each.day - timedelta(days=3), _self(Call.HIRE) if each.number % 4 < 2 else by_model(Call.HIRE))
        for each in interviews
    ]
    assert _said(interviews, *split).startswith("Too few to tell"), "three of each, but of two judges"
    both = [
        _practice(
            each.day - timedelta(days=3), _self(Call.NO_HIRE), by_model(Call.HIRE if each.result.good else Call.NO_HIRE)
        )
        for each in interviews
    ]
    more = [_practice(each.day - timedelta(days=4), by_model(Call.HIRE)) for each in interviews]
    assert "6 of 6 (100%) of the calls of local/one" in _said(interviews, *both, *more)
    assert "before the others 3 of 6 (50%)" in _said(interviews, *both, *more)


def test_no_call_and_discarded_sessions_are_no_practice() -> None:
    interviews = _interviews(*GOOD_BAD)
    records = _before_each(interviews, Call.NOT_ENOUGH_EVIDENCE, Call.HIRE)
    assert _said(interviews, *records).startswith("Too few to tell")
    records = _before_each(interviews, Call.HIRE, Call.HIRE)
    records = [record.model_copy(update={"status": SessionStatus.DISCARDED}) for record in records]
    assert _said(interviews, *records).startswith("Too few to tell")


def test_a_round_before_two_good_interviews_counts_once() -> None:
    interviews = _interviews(Result.OFFER, Result.OFFER, Result.OFFER, *(Result.REJECTED,) * 3, apart=1)
    found = telling(interviews, MemoryStore([_practice(interviews[0].day - timedelta(days=2), _self(Call.HIRE))]))
    assert found.before_good is not None
    assert (found.before_good.interviews, found.before_good.calls, found.before_good.hires) == (3, 1, 1)


def test_only_sessions_of_those_months_are_read() -> None:
    class Counted(MemoryStore):
        def load(self, name: str) -> SessionRecord:
            read.append(name)
            return super().load(name)

    read: list[str] = []
    interviews = _interviews(*GOOD_BAD)
    near = _before_each(interviews, Call.HIRE, Call.NO_HIRE)
    far = [_practice(each.day - timedelta(days=50), _self(Call.HIRE)) for each in interviews]
    telling(interviews, Counted([*near, *far]))
    assert sorted(read) == sorted(record.id for record in near)


@settings(max_examples=60, deadline=None)
@given(
    results=st.lists(st.sampled_from(Result), max_size=12),
    calls=st.lists(st.tuples(st.integers(0, 1300), st.sampled_from(Call)), max_size=12),
)
def test_whatever_happened_the_sentence_is_one_or_none(results: list[Result], calls: list[tuple[int, Call]]) -> None:
    start = date(2026, 1, 1)
    records = [_practice(start + timedelta(days=days), _self(call)) for days, call in calls]
    said = _said(_interviews(*results), *records)
    good, bad = (sum(each.good is wanted for each in results) for wanted in (True, False))
    assert (said == "") is (len(results) < 3)
    if said and min(good, bad) < 3:
        assert said.startswith(f"Too few to tell whether practice calls were telling: {good} went well and {bad} did")
