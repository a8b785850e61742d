"""The command line takes sessions out, brings them in, deletes them, labels them and logs real interviews."""

import csv
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.clock import SystemClock
from simulator.history.export import COLUMNS
from simulator.history.migrations import SCHEMA_VERSION
from simulator.history.store import HistoryStore
from tests.faces.command_line import DRILL, PUT_OFF, CommandLine, child
from tests.faces.desk import ANSWER
from tests.history.carried import changed, finished, hostile, judged

FORMATS = ("md", "html", "jsonl", "csv")


@pytest.fixture
def other(cli: CommandLine, session: str) -> Iterator[HistoryStore]:
    """Open the history as another instance does."""
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    yield store
    store.close()


@pytest.fixture
def judged_too(cli: CommandLine, session: str) -> str:
    """Add a judged session to the one that waits, and return its id."""
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    record = finished("20261201-120000-0001", "Hostile <b>words</b>.", judged("a1"))
    store.save(record)
    store.close()
    return record.id


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


# export


def test_all_sessions_are_written_unless_one_is_named(cli: CommandLine, session: str, judged_too: str) -> None:
    everything = cli("export", "--format", "jsonl")
    assert everything.code == 0, everything.err
    assert everything.err == ""
    assert [row["id"] for row in _lines(everything.out)] == [session, judged_too]
    assert cli("export", "all", "--format", "jsonl").out == everything.out
    for given in ("last", judged_too, judged_too[:8] if not session.startswith(judged_too[:8]) else judged_too):
        assert [row["id"] for row in _lines(cli("export", given, "--format", "jsonl").out)] == [judged_too]


@pytest.mark.parametrize("style", FORMATS)
def test_each_format_is_written_to_a_private_file_as_to_the_output(
    cli: CommandLine, judged_too: str, tmp_path: Path, style: str
) -> None:
    path = tmp_path / f"out.{style}"
    before = os.umask(0)
    try:
        done = cli("export", "all", "--format", style, "--output", str(path))
    finally:
        os.umask(before)
    assert (done.code, done.out) == (0, "")
    assert path.read_text(encoding="utf-8") == cli("export", "all", "--format", style).out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_markdown_is_the_default_and_has_the_answer(cli: CommandLine, session: str) -> None:
    done = cli("export")
    assert done.out.startswith(f"# Session {session}\n")
    assert " ".join(ANSWER.split()) in " ".join(done.out.split())
    assert cli("export", "--output", "-").out == done.out


def test_csv_has_a_row_for_each_dimension_of_the_judgement(cli: CommandLine, judged_too: str) -> None:
    rows = list(csv.reader(io.StringIO(cli("export", "--format", "csv").out)))
    assert rows[0] == list(COLUMNS)
    assert [row[0] for row in rows[1:]] == [judged_too] * 2


def test_a_file_that_is_there_is_left_unless_it_is_to_be_replaced(
    cli: CommandLine, session: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.md"
    path.write_text("precious", encoding="utf-8")
    done = cli("export", "--output", str(path))
    assert done.code == 2
    assert "is there" in done.err
    assert "--force" in done.err
    assert path.read_text(encoding="utf-8") == "precious"
    path.chmod(0o644)
    assert cli("export", "--output", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("# Session")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_what_is_no_plain_file_is_never_replaced(
    cli: CommandLine, session: str, tmp_path: Path, force: tuple[str, ...]
) -> None:
    (tmp_path / "target").write_text("precious", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "link", tmp_path / "dangling", tmp_path / "folder", Path("/dev/null"), Path("/dev/full")):
        done = cli("export", "--output", str(place), *force)
        assert done.code == 2, place
        assert "no plain file" in done.err
    assert (tmp_path / "target").read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "link").is_symlink()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("place", "code"), [("nowhere/out.md", 3), ("file/out.md", 3), ("a" * 300, 3), (".", 2), ("a\0b", 2)]
)
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    cli: CommandLine, session: str, tmp_path: Path, place: str, code: int
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = cli("export", "--output", str(tmp_path / place) if place != "." else ".")
    assert done.code == code
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("--format", "pdf"),
        ("--round", "1"),
        ("all", "--round", "1"),
        ("last", "--round", "2"),
        ("last", "--round", "0"),
        ("last", "extra"),
    ],
)
@pytest.mark.parametrize("style", FORMATS)
def test_wrong_arguments_end_with_2_and_print_nothing(
    cli: CommandLine, session: str, arguments: tuple[str, ...], style: str
) -> None:
    done = cli("export", "--format", style, *arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.strip()


def test_one_round_is_written_and_its_line_cannot_be_taken_for_the_session(
    cli: CommandLine, session: str, tmp_path: Path
) -> None:
    assert cli("export", "last", "--round", "1").out.count("## Round ") == 1
    path = tmp_path / "part.jsonl"
    assert cli("export", "last", "--round", "1", "--format", "jsonl", "--output", str(path)).code == 0
    done = cli("--data-dir", str(tmp_path / "new"), "import", str(path))
    assert done.code == 1
    assert "one round of a session" in done.out


@pytest.mark.parametrize("style", FORMATS)
def test_an_empty_history_is_an_empty_export_and_says_so(cli: CommandLine, style: str) -> None:
    done = cli("export", "--format", style)
    assert done.code == 0
    assert "no session to export" in done.err
    assert not list(cli.paths.history.glob("*")), "exporting makes no history"


def test_a_lost_session_is_named_and_the_others_are_written(cli: CommandLine, session: str, judged_too: str) -> None:
    for path in cli.paths.history.rglob(f"{session}.json"):
        path.unlink()
        path.write_bytes(b"{")
    done = cli("export", "--format", "jsonl")
    assert done.code == 1
    assert [row["id"] for row in _lines(done.out)] == [judged_too]
    assert f"Left out: {session}" in done.err
    alone = cli("export", session)
    assert (alone.code, alone.out) == (3, "")


def test_exports_work_beside_another_instance_and_change_nothing(cli: CommandLine, other: HistoryStore) -> None:
    before = {path: path.read_bytes() for path in cli.data.rglob("*") if path.is_file()}
    for style in FORMATS:
        assert cli("export", "--format", style).code == 0
    assert {path: path.read_bytes() for path in cli.data.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("style", FORMATS)
def test_no_key_and_no_path_of_the_machine_is_in_an_export(
    cli: CommandLine, session: str, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.config('[model]\nname = "openai/secret-model"\napi_base = "http://10.0.0.7:8080/v1"\nagreed = "10.0.0.7"\n')
    cli.paths.keys_file.write_text('"10.0.0.7" = "sk-verysecret123"\n', encoding="utf-8")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-alsosecret456")
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    local = judged("a1", model=str(cli.data / "tiny.gguf"))
    served = local.provenance.model_copy(update={"server_model": str(cli.data / "tiny.gguf")})
    store.save(finished("20261201-120000-0001", "Words.", local.model_copy(update={"provenance": served})))
    store.close()
    out = cli("export", "--format", style).out
    assert "tiny.gguf" in out or style in ("md", "html")
    for secret in ("verysecret", "alsosecret", "10.0.0.7", "secret-model", str(cli.data), str(Path.home()) + "/"):
        assert secret not in out


@pytest.mark.parametrize("style", FORMATS)
def test_an_export_is_utf_8_whatever_the_terminal_is(cli: CommandLine, tmp_path: Path, style: str) -> None:
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    store.save(hostile("Отвечаю 我们"))
    store.close()
    command = ["-m", "simulator", "export", "--format", style]
    done = child(command, tmp_path, PM_SIMULATOR_HOME=str(cli.data), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == cli("export", "--format", style).out
    assert style == "jsonl" or "Отвечаю 我们" in done.stdout.decode()


@pytest.mark.parametrize("reader_left", [True, False])
def test_a_reader_that_has_left_is_no_error_and_a_full_disk_is_one(tmp_path: Path, reader_left: bool) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    if not reader_left:
        os.close(writer)
        writer = os.open("/dev/full", os.O_WRONLY)
    try:
        done = child(["-m", "simulator", "export", "--format", "html"], tmp_path, stdout=writer)
    finally:
        os.close(writer)
    assert done.returncode == (0 if reader_left else 3)
    assert b"Traceback" not in done.stderr
    assert (b"No space left" in done.stderr) is not reader_left


# import


def _file(tmp_path: Path, *rows: object) -> str:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_import_says_what_came_was_there_was_merged_and_was_refused(
    cli: CommandLine, tmp_path: Path, judged_too: str
) -> None:
    rows = _lines(cli("export", "--format", "jsonl").out)
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


# delete


def test_a_session_is_deleted_and_brought_back(cli: CommandLine, session: str) -> None:
    before = cli("show", session, "--transcript").out
    done = cli("delete", session[:-1])
    assert done.code == 0, done.err
    assert f"Deleted {session}." in done.out
    assert "pm-simulator undelete" in done.out
    assert json.loads(cli("history", "--json").out) == []
    assert cli("delete", session).code == 2
    assert cli("undelete").out.startswith(f"{session} is back.")
    assert cli("show", session, "--transcript").out == before
    assert cli("undelete").code == 2


@pytest.mark.parametrize("arguments", [(), ("last", "--all"), ("nothing",), ("last", "more")])
def test_delete_with_wrong_arguments_deletes_nothing(
    cli: CommandLine, session: str, arguments: tuple[str, ...]
) -> None:
    assert cli("delete", *arguments, stdin="y\n").code == 2
    assert session in cli("history").out


@pytest.mark.parametrize(("typed", "code"), [("n\n", 0), ("\n", 0), ("what\nn\n", 0), ("", 2), (None, 2)])
def test_deleting_everything_asks_and_takes_only_yes(
    cli: CommandLine, session: str, typed: str | None, code: int
) -> None:
    done = cli("delete", "--all", stdin=typed)
    assert done.code == code
    assert "Nothing was deleted" in done.out + done.err
    assert session in cli("history").out


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_deleting_everything_leaves_what_is_the_users_and_says_so(
    cli: CommandLine, session: str, yes: tuple[str, ...]
) -> None:
    cli.config('theme = "paper"\n')
    cli.card("mine", "not even a card")
    cli.paths.keys_file.write_text("", encoding="utf-8")
    cli(*DRILL, stdin=PUT_OFF)
    cli("delete", "last")
    cli(*DRILL, stdin="\nA draft.\n")
    cli("outcome", "add", "--result", "offer")
    cli("outcome", "remove", "1")
    done = cli("delete", "--all", *yes, stdin="" if yes else "y\n")
    assert done.code == 0, done.err
    for kept in (cli.paths.config_file, cli.paths.keys_file, cli.paths.cards):
        assert str(kept) in done.out
    left = {str(path.relative_to(cli.data)) for path in cli.data.rglob("*") if path.is_file()}
    assert left == {"config.toml", "keys.toml", "cards/mine.toml"}
    assert "There is nothing to delete" in cli("delete", "--all").out


# notes and tags


def test_notes_and_tags_are_written_shown_and_exported(cli: CommandLine, session: str) -> None:
    assert cli("note", "last").out == f"{session} has no note.\n"
    assert cli("tag", "last").out == f"{session} has no tags.\n"
    assert cli("note", "last", "-- felt <b>rushed</b>").out == "-- felt <b>rushed</b>\n"
    assert cli("tag", session, "+pricing", "+hard", "-nothing").out == "hard pricing\n"
    assert cli("tag", "last", "-hard").out == "pricing\n"
    shown = cli("show").out
    assert "Tags: pricing" in shown
    assert "Note: -- felt <b>rushed</b>" in shown
    (row,) = _lines(cli("export", "--format", "jsonl").out)
    assert (row["note"], row["tags"]) == ("-- felt <b>rushed</b>", ["pricing"])
    assert "felt &lt;b&gt;rushed&lt;/b&gt;" in cli("export", "--format", "html").out
    assert "Tags: pricing." in cli("export").out
    assert cli("note", "last", "").out == f"{session} has no note.\n"
    assert "Note:" not in cli("show").out


@pytest.mark.parametrize("word", ["-h", "-help", "-offline", "--dash"])
def test_a_word_to_take_away_is_no_option(cli: CommandLine, session: str, word: str) -> None:
    cli("tag", "last", f"+{word[1:].lstrip('-')}", "+kept")
    done = cli("tag", "last", word)
    if word == "--dash":
        assert done.code == 2
        assert "'--dash' is not + or -" in done.err
    else:
        assert (done.code, done.out) == (0, "kept\n")


@pytest.mark.parametrize(
    "command", [("tag", "last", "pricing"), ("tag", "none", "+a"), ("note",), ("note", "none", "a")]
)
def test_what_is_no_tag_or_no_session_is_refused(cli: CommandLine, session: str, command: tuple[str, ...]) -> None:
    done = cli(*command)
    assert done.code == 2
    assert done.err.strip()
    assert cli("tag", "last").out == f"{session} has no tags.\n"


@pytest.mark.parametrize("command", [("note", "Words."), ("tag", "+a")])
def test_a_session_under_way_takes_no_label_that_its_interview_would_write_over(
    cli: CommandLine, command: tuple[str, str]
) -> None:
    cli("mock", "--loop", stdin="\nFirst words " + "that are many " * 20 + "\n/done\n")
    (name,) = [row["id"] for row in json.loads(cli("history", "--json").out)]
    done = cli(command[0], name, command[1])
    assert done.code == 2
    assert "under way" in done.err


# real interviews


def test_interviews_are_logged_listed_and_removed(cli: CommandLine) -> None:
    assert "No interview is logged yet" in cli("outcome", "list").out
    first = cli(
        "outcome", "add", "--result", "next-round", "--kind", "case", "--company", "Acme", "--date", "2026-11-01"
    )
    assert first.out == "Kept: 1  2026-11-01  case, Acme: next round\n"
    assert cli("outcome", "add", "--result", "rejected", "--note", "Too slow.", "--date", "2026-11-02").code == 0
    third = cli("outcome", "add", "--result", "no-answer")
    assert "Too few to tell" in third.page
    assert "1 went well and 1 did not" in third.page
    assert [row["result"] for row in json.loads(cli("outcome", "list", "--json").out)] == [
        *("next_round", "rejected", "no_answer")
    ]
    assert cli("outcome", "remove", "2").out == "Removed: 2  2026-11-02  loop: rejected (Too slow.)\n"
    assert cli("outcome", "remove", "2").code == 2
    assert "Too few" not in cli("outcome", "list").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "--result", "hired"),
        ("add", "--result", "offer", "--kind", "chess"),
        ("add", "--result", "offer", "--date", "yesterday"),
        ("add", "--result", "offer", "--date", "2026-13-01"),
        ("add", "--result", "offer", "--date", "2099-01-01"),
        ("add", "--result", "offer", "--company", "a" * 101),
        ("remove",),
        ("remove", "0"),
        ("remove", "one"),
        ("remove", "7"),
    ],
)
def test_an_interview_that_cannot_be_kept_is_refused(cli: CommandLine, arguments: tuple[str, ...]) -> None:
    done = cli("outcome", *arguments)
    assert done.code == 2
    assert done.err.strip()
    assert not cli.paths.outcomes_file.exists()


def test_a_damaged_file_of_interviews_is_told(cli: CommandLine) -> None:
    cli("outcome", "add", "--result", "offer")
    cli("outcome", "add", "--result", "rejected")
    cli.paths.outcomes_file.unlink()
    cli.paths.outcomes_file.write_bytes(b"{")
    done = cli("outcome", "list")
    assert done.code == 0
    assert "offer" in done.out
    assert "is damaged; its last good copy is used." in done.err
