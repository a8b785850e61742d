"""Sessions come in by the command line, and beside another instance nothing is written at all."""

import json
from pathlib import Path

import pytest

from simulator.history.migrations import SCHEMA_VERSION
from simulator.history.store import HistoryStore
from tests.faces.command_line import DRILL, CommandLine, json_lines
from tests.history.carried import changed, finished, judged


def _file(tmp_path: Path, *rows: object) -> str:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_import_says_what_came_was_there_was_merged_and_was_refused(
    cli: CommandLine, tmp_path: Path, judged_too: str
) -> None:
    rows = json_lines(cli("export", "--format", "jsonl").out)
    merged = changed(finished(judged_too, "Hostile <b>words</b>.", judged("a2", 60)))
    refused = changed(finished(judged_too, "Another answer."))
    path = _file(tmp_path, rows[0], merged, refused, changed(finished("20261202-120000-0001")), {})
    done = cli("import", path)
    assert done.code == 1
    assert done.out.splitlines()[0] == "Came: 1, there already: 1, merged: 1, refused: 2."
    assert f"Line 3, session {judged_too} was refused." in done.out
    assert "Line 5 was refused. It names no schema." in done.out
    told = json.loads(cli("import", path, "--json").out)
    assert [row["fate"] for row in told] == ["there already", "there already", "refused", "there already", "refused"]


def test_import_of_a_whole_history_into_a_new_folder_shows_the_same(
    cli: CommandLine, tmp_path: Path, judged_too: str
) -> None:
    path = tmp_path / "all.jsonl"
    cli("export", "--format", "jsonl", "--output", str(path))
    there = ("--data-dir", str(tmp_path / "new"))
    done = cli("import", str(path), *there)
    assert (done.code, done.out) == (0, "Came: 2, there already: 0, merged: 0, refused: 0.\n")
    for command in (("history",), ("show",), ("show", "--json"), ("export", "--format", "html")):
        assert cli(*command, *there).out == cli(*command).out


def test_a_file_that_is_none_or_newer_imports_nothing(cli: CommandLine, tmp_path: Path) -> None:
    for name in (str(tmp_path / "none.jsonl"), str(tmp_path), "a\0b", "/dev/null"):
        done = cli("import", name)
        assert (done.code, done.out) == (2, "")
        assert "no such file" in done.err
    newer = _file(tmp_path, changed(finished()), changed(finished(), schema=SCHEMA_VERSION + 1))
    done = cli("import", newer)
    assert (done.code, done.out) == (3, "")
    assert "Nothing was imported." in done.err
    assert json.loads(cli("history", "--json").out) == []
    assert cli("import", _file(tmp_path)).out == "The file has no sessions.\n"


def test_import_leaves_a_session_that_is_under_way_to_its_draft(cli: CommandLine, tmp_path: Path) -> None:
    assert cli(*DRILL, stdin="\nFirst words.\n").code == 5
    name = next(cli.paths.drafts.glob("*.draft.jsonl")).name.removesuffix(".draft.jsonl")
    done = cli("import", _file(tmp_path, changed(finished(name))))
    assert done.code == 1
    assert "under way here" in done.out


@pytest.mark.parametrize(
    "command",
    [
        ("import", "FILE"),
        ("delete", "last"),
        ("undelete",),
        ("note", "last", "Words."),
        ("tag", "last", "+a"),
        ("delete", "--all", "--yes"),
        ("outcome", "add", "--result", "offer"),
        ("outcome", "remove", "1"),
    ],
)
def test_beside_another_instance_nothing_is_written(
    cli: CommandLine, other: HistoryStore, tmp_path: Path, command: tuple[str, ...]
) -> None:
    before = {path: path.read_bytes() for path in cli.data.rglob("*") if path.is_file()}
    path = _file(tmp_path, changed(finished()))
    done = cli(*(path if word == "FILE" else word for word in command))
    assert done.code == 6, done.err
    assert {path: path.read_bytes() for path in cli.data.rglob("*") if path.is_file()} == before
