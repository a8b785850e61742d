"""The history in trouble as the command line tells it: locked, newer, damaged, lost."""

import json
from pathlib import Path

import pytest

from simulator.history.store import HistoryStore
from tests.faces.command_line import DRILL, PUT_OFF, CommandLine
from tests.faces.desk import ANSWER


def file_of(cli: CommandLine, session: str) -> Path:
    return next(path for path in cli.paths.history.rglob(f"{session}.json") if path.parent.parent.name == "sessions")


def backup_of(cli: CommandLine, session: str) -> Path:
    return next(path for path in cli.paths.history.rglob(f"{session}.json") if path.parent.name == "previous")


@pytest.mark.parametrize("command", [("mock",), DRILL, ("continue",), ("judge",)])
def test_a_second_instance_starts_nothing_and_says_why(
    cli: CommandLine, other: HistoryStore, command: tuple[str, ...]
) -> None:
    done = cli(*command, stdin="\n")

    assert done.code == 6
    assert "Another pm-simulator is open on this history" in done.err
    assert "close it and start again" in done.err
    assert "Round 1" not in done.out
    assert not list(cli.paths.drafts.glob("*.draft.jsonl"))


def test_a_second_instance_reads(cli: CommandLine, other: HistoryStore, session: str) -> None:
    assert session in cli("history").out
    assert json.loads(cli("history", "--json").out)[0]["id"] == session
    shown = cli("show")
    assert shown.code == 0
    assert f"Session {session}" in shown.out
    assert "Another pm-simulator is open on this history: this one can read" in shown.err
    assert session in cli().out
    assert cli("doctor").code == 0


def test_when_the_first_instance_has_ended_the_second_may_write(cli: CommandLine, other: HistoryStore) -> None:
    other.close()

    assert cli(*DRILL, stdin=PUT_OFF).code == 0


@pytest.mark.parametrize("command", [(), ("mock",), DRILL, ("continue",), ("judge",), ("history",), ("show",)])
def test_a_history_of_a_newer_version_is_left_alone(cli: CommandLine, session: str, command: tuple[str, ...]) -> None:
    marker = cli.paths.history / "schema_version"
    marker.write_text("99", encoding="utf-8")
    before = {path: path.read_bytes() for path in cli.paths.history.rglob("*") if path.is_file()}

    done = cli(*command)

    assert done.code == 3
    assert "The history is newer than this program." in done.err
    assert "schema 99" in done.err
    assert "Nothing was changed." in done.err
    assert {path: path.read_bytes() for path in cli.paths.history.rglob("*") if path.is_file()} == before


def test_doctor_names_a_history_of_a_newer_version(cli: CommandLine, session: str) -> None:
    (cli.paths.history / "schema_version").write_text("99", encoding="utf-8")

    done = cli("doctor")

    assert done.code == 1
    assert "LOOK history: It was written with schema 99" in done.out


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff" * 50, b"[]", b'{"meta": {}}'])
def test_a_damaged_session_is_shown_from_its_last_good_copy_and_both_places_are_told(
    cli: CommandLine, session: str, damage: bytes
) -> None:
    path = file_of(cli, session)
    path.unlink()
    path.write_bytes(damage)

    shown = cli("show", session, "--transcript")

    assert shown.code == 0, shown.err
    assert " ".join(ANSWER.split()) in shown.page
    assert f"Session {session} was damaged." in shown.err
    assert str(path) in shown.err
    aside = next(each for each in cli.paths.history.rglob("damaged/*") if each.is_file())
    assert str(aside) in shown.err
    assert aside.read_bytes() == damage
    again = cli("show", session)
    assert again.code == 0
    assert again.err == "", "it is mended now"


def test_a_damaged_session_with_json_asked_for_is_json_on_the_output_and_told_beside_it(
    cli: CommandLine, session: str
) -> None:
    path = file_of(cli, session)
    path.unlink()
    path.write_bytes(b"{")

    shown = cli("show", "--json")

    assert json.loads(shown.out)["id"] == session
    assert "was damaged" in shown.err


def test_a_damaged_session_is_shown_while_another_instance_writes(
    cli: CommandLine, session: str, other: HistoryStore
) -> None:
    path = file_of(cli, session)
    path.unlink()
    path.write_bytes(b"{")

    shown = cli("show", session)

    assert shown.code == 0
    assert "its last good copy is shown" in shown.err
    assert path.read_bytes() == b"{", "the one that reads mends nothing"


def test_a_session_with_no_good_copy_ends_with_3_and_the_others_stay(cli: CommandLine, session: str) -> None:
    assert cli(*DRILL, stdin=PUT_OFF).code == 0
    for path in (file_of(cli, session), backup_of(cli, session)):
        path.unlink()
        path.write_bytes(b"{")

    lost = cli("show", session)

    assert lost.code == 3
    assert "has no good copy" in lost.err
    assert "The other sessions are untouched." in lost.err
    assert cli("show").code == 0
    assert cli("history").code == 0
    assert cli(*DRILL, stdin=PUT_OFF).code == 0, "practice goes on"
    checked = cli("doctor")
    assert checked.code == 1
    assert "LOOK history: " in checked.out
    assert session in checked.out


def test_a_lost_index_is_made_again_from_the_sessions(cli: CommandLine, session: str) -> None:
    (cli.paths.history / "index.jsonl").unlink()

    assert session in cli("history").out
    assert cli("show").code == 0


def test_an_interview_left_open_is_offered_before_a_new_one(cli: CommandLine) -> None:
    assert cli(*DRILL, stdin="\nFirst words.\n").code == 5

    offered = cli("drill", "--question", "first-rides-down", stdin="c\n/show\n")
    assert 'Interrupted: practice, "' in offered.page
    assert "First words." in offered.out
    left = cli("drill", "--question", "first-rides-down", stdin="n\n\nOther words.\n")
    assert "Round 1 of 1: case" in left.out
    assert len(list(cli.paths.drafts.glob("*.draft.jsonl"))) == 2
    assert cli("drill", stdin="d\nd\n").out.count("Discarded.") == 2
    assert not [path for path in cli.paths.drafts.glob("*.draft.jsonl") if b"First words" in path.read_bytes()]
    assert json.loads(cli("history", "--json").out)[0]["status"] == "discarded"


def test_continue_goes_on_without_asking_where_there_is_one_and_lists_several(cli: CommandLine) -> None:
    cli(*DRILL, stdin="\nFirst words.\n")
    assert "So far you have 2 words" in cli("continue").out

    cli(*DRILL, stdin="n\n\nSecond words here.\n")
    both = cli("continue", stdin="2\nc\n")
    assert both.page.index("1 practice") < both.page.index("3 words typed") < both.page.index("2 practice")
    assert "So far you have 2 words" in both.out, "the newest stands first, and was left"
    assert "What was interrupted is kept." in cli("continue", stdin="n\n").page
    assert "Discarded." in cli("continue", stdin="1\nd\n").page
    assert "So far you have 2 words" in cli("continue").out, "one is left, and goes on without asking"


def test_the_start_says_what_is_open_what_waits_and_the_last_result(cli: CommandLine, session: str) -> None:
    cli(*DRILL, stdin="\nWords.\n")

    start = cli().page

    assert "Interrupted: practice" in start
    assert "Rounds that wait to be judged: 1." in start
    assert f"Last session: {session}" in start
    assert f"Everything is kept in {cli.data}; nothing leaves this machine." in start
