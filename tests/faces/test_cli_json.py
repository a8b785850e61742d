"""What a script gets: JSON that is JSON, for every command that promises it."""

import json

import pytest

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from tests.faces.command_line import CommandLine
from tests.faces.desk import ANSWER, CARD


def test_the_json_of_the_history_is_one_row_a_session(cli: CommandLine, session: str) -> None:
    rows = json.loads(cli("history", "--json").out)

    assert [row["id"] for row in rows] == [session]
    assert rows[0]["mode"] == "practice"
    assert rows[0]["rounds"][0]["question_id"] == CARD
    assert rows[0]["rounds"][0]["waiting"] is True


def test_the_json_of_an_empty_history_is_an_empty_list(cli: CommandLine) -> None:
    assert json.loads(cli("history", "--json").out) == []


def test_the_json_of_a_session_holds_all_that_was_said(cli: CommandLine, session: str) -> None:
    data = json.loads(cli("show", "--json").out)

    assert data["id"] == session
    assert ANSWER in [turn["text"] for turn in data["rounds"][0]["turns"]]


def test_the_json_of_the_bank(cli: CommandLine, questions: list[Question]) -> None:
    rows = json.loads(cli("bank", "list", "--json").out)
    assert {row["id"] for row in rows} == {question.id for question in questions}
    assert not any(row["own"] for row in rows)

    strategy = json.loads(cli("bank", "list", "--kind", "strategy", "--json").out)
    assert {row["kind"] for row in strategy} == {"strategy"}
    assert 0 < len(strategy) < len(rows)

    card = json.loads(cli("bank", "show", CARD, "--json").out)
    assert Question.model_validate_json(json.dumps(card)).id == CARD
    assert json.loads(cli("bank", "check", "--json").out) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_the_json_of_a_scorecard_has_its_hash(cli: CommandLine, kind: Kind) -> None:
    data = json.loads(cli("scorecard", "show", kind.value, "--json").out)

    assert data["kind"] == kind.value
    assert data["hash"] == load_scorecard(kind).content_hash()


def test_the_json_of_doctor_and_paths(cli: CommandLine) -> None:
    checks = json.loads(cli("doctor", "--json").out)
    assert all(set(check) == {"name", "ok", "found", "next_step"} for check in checks)
    assert {check["name"] for check in checks} >= {"terminal", "data folder", "bank", "history", "model"}

    paths = json.loads(cli("paths", "--json").out)
    assert paths["data"] == str(cli.data)
    assert paths["log"] == str(cli.paths.log)
    assert not cli.data.exists() or not list(cli.paths.history.glob("*")), "asking for the places makes no history"
