"""A session survives its way to the disk and back unchanged; what must not be stored is refused."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from scorecards.models import ItemKind, ItemStatus
from simulator.history.documents import read_tables, to_record, write_session
from simulator.history.records import DimensionResult, ItemResult, Quote, RoundRecord, SessionRecord, Turn, TurnKind
from tests.history.builders import assessment, session
from tests.history.strategies import sessions


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(record=sessions())
def test_a_session_of_any_content_comes_back_equal(record: SessionRecord) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.json"
        write_session(path, record)
        json.loads(path.read_bytes().decode(), parse_constant=_refuse)
        found = to_record(read_tables(path))
    assert found == record
    assert [type(result.outcome) for each in found.rounds for a in each.assessments for result in a.dimensions] == [
        type(result.outcome) for each in record.rounds for a in each.assessments for result in a.dimensions
    ]


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def test_assessments_come_back_in_their_order_and_under_their_own_round(tmp_path: Path) -> None:
    record = session()
    first, second = record.rounds[0], record.rounds[0].model_copy(update={"number": 2})
    first = first.model_copy(update={"assessments": (assessment("b"), assessment("a"))})
    second = second.model_copy(update={"assessments": (assessment("c"),)})
    record = record.model_copy(update={"rounds": (first, second)})
    write_session(tmp_path / "x.json", record)
    found = to_record(read_tables(tmp_path / "x.json"))
    assert [[each.id for each in entry.assessments] for entry in found.rounds] == [["b", "a"], ["c"]]


@pytest.mark.parametrize("status", list(ItemStatus))
@pytest.mark.parametrize("quoted", [False, True])
def test_an_item_is_credited_only_with_a_quote(status: ItemStatus, quoted: bool) -> None:
    quotes = (Quote(segment="C1.1", text="We start with the night nurses."),) if quoted else ()
    fields: dict[str, Any] = {"id": "i", "kind": ItemKind.CORE, "text": "t", "status": status, "quotes": quotes}
    if status in (ItemStatus.MET, ItemStatus.PARTIAL) and not quoted:
        with pytest.raises(ValidationError, match="without a quote"):
            ItemResult(**fields)
    else:
        assert ItemResult(**fields).quotes == quotes


@pytest.mark.parametrize(
    "change",
    [
        {"unknown": 1},
        {"outcome": 0},
        {"outcome": 6},
        {"outcome": 3.5},
        {"outcome": True},
        {"outcome": "4"},
        {"outcome": None},
        {"value": float("nan")},
        {"anchor": float("inf")},
    ],
)
def test_a_dimension_holds_a_level_or_a_reason_and_no_other_number(change: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"id": "users", "name": "Users", "outcome": 4, **change}
    with pytest.raises(ValidationError):
        DimensionResult(**fields)


@pytest.mark.parametrize("count", [0, 5])
def test_a_session_has_one_to_four_rounds(count: int) -> None:
    fields = session().model_dump()
    with pytest.raises(ValidationError, match="rounds"):
        SessionRecord.model_validate({**fields, "rounds": fields["rounds"] * count})


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        session().id = "another"  # type: ignore[misc]


def test_evidence_counts_in_what_the_candidate_said_while_it_was_open() -> None:
    turns = tuple(Turn(speaker="candidate", kind=kind, text=f"two {kind.value}", at=1) for kind in TurnKind)
    entry = session().rounds[0].model_copy(update={"turns": turns})
    assert entry.candidate_turns() == ("two clarification", "two answer", "two probe_answer")
    assert entry.words == 4


def test_a_round_waits_from_its_close_to_its_first_judgement() -> None:
    closed = session().rounds[0]
    assert closed.waiting
    assert not closed.model_copy(update={"closed_by": None}).waiting
    judged = closed.model_copy(update={"assessments": (assessment("old"), assessment("new"))})
    assert not judged.waiting
    assert judged.latest is not None
    assert judged.latest.id == "new"
    assert closed.latest is None


def test_times_come_back_as_the_same_moment(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 21, 23, 59, 59, 999_999, tzinfo=UTC)
    record = session().model_copy(update={"started": moment})
    write_session(tmp_path / "x.json", record)
    found = to_record(read_tables(tmp_path / "x.json")).started
    assert found == moment
    assert found.utcoffset() == moment.utcoffset()


def test_the_number_of_a_round_counts_from_one() -> None:
    with pytest.raises(ValidationError, match="number"):
        RoundRecord.model_validate({**session().rounds[0].model_dump(), "number": 0})
