"""Sessions leave by the command line: to the output or a private file, whole, and with no secret in them."""

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from simulator.clock import SystemClock
from simulator.history.export import COLUMNS
from simulator.history.store import HistoryStore
from tests.faces.command_line import CommandLine, child, json_lines
from tests.faces.desk import ANSWER
from tests.history.carried import finished, hostile, judged

FORMATS = ("md", "html", "jsonl", "csv")


def test_all_sessions_are_written_unless_one_is_named(cli: CommandLine, session: str, judged_too: str) -> None:
    everything = cli("export", "--format", "jsonl")
    assert everything.code == 0, everything.err
    assert everything.err == ""
    assert [row["id"] for row in json_lines(everything.out)] == [session, judged_too]
    assert cli("export", "all", "--format", "jsonl").out == everything.out
    for given in ("last", judged_too, judged_too[:8] if not session.startswith(judged_too[:8]) else judged_too):
        assert [row["id"] for row in json_lines(cli("export", given, "--format", "jsonl").out)] == [judged_too]


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
    assert [row["id"] for row in json_lines(done.out)] == [judged_too]
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
