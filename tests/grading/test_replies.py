"""The file of raw replies: half lines, rubbish, two processes, and folders that cannot be made or read."""

import json
from pathlib import Path

import pytest

from simulator.errors import StorageError
from simulator.grading.replies import ReplyFile
from simulator.model.protocol import Reply, Request

REQUEST = Request("judge scoping", "s", "u", {})


def reply(text: str = "{}", cut: bool = False) -> Reply:
    return Reply(text, "fake-1", 1.5, 100, None, 0.25, cut)


def reopened(folder: Path) -> ReplyFile:
    return ReplyFile(folder, "s", 1)


def path_in(folder: Path) -> Path:
    (path,) = folder.glob("s-1*.jsonl")
    return path


def test_a_reply_is_found_again_exactly_as_it_was(tmp_path: Path) -> None:
    said = Reply('{"a": "ü\u2028\x00\n🙂"}', "fake-1", 1.5, None, 7, None, True)
    reopened(tmp_path).keep("k", REQUEST, said)

    assert reopened(tmp_path).find("k") == said
    assert reopened(tmp_path).find("other") is None
    assert ReplyFile(tmp_path, "s", 2).find("k") is None


@pytest.mark.parametrize("cut", [1, 5, 30, 100])
def test_a_half_written_last_line_costs_that_reply_only(tmp_path: Path, cut: int) -> None:
    file = reopened(tmp_path)
    file.keep("first", REQUEST, reply("1"))
    file.keep("second", REQUEST, reply("2"))
    path = path_in(tmp_path)
    path.write_bytes(path.read_bytes().rstrip(b"\n")[:-cut])

    torn = reopened(tmp_path)
    assert torn.find("first") == reply("1")
    assert torn.find("second") is None
    torn.keep("third", REQUEST, reply("3"))
    again = reopened(tmp_path)
    assert again.find("first") == reply("1")
    assert again.find("third") == reply("3")


@pytest.mark.parametrize(
    "line",
    [
        b"rubbish",
        b"\xff\xfe\x00",
        b"[]",
        b"5",
        b"null",
        b"{}",
        b'{"key": "k"',
        b'{"key": 5, "text": "x", "model": "m"}',
        b'{"key": ["k"], "text": "x", "model": "m"}',
        b'{"key": "bad", "text": null, "model": "m"}',
        b'{"key": "bad", "text": {"a": 1}, "model": "m"}',
        b'{"key": "bad", "text": "x", "model": "m", "seconds": "soon"}',
        b'{"key": "bad", "text": "x", "model": "m", "tokens_in": "many"}',
        b'{"key": "bad", "text": "x", "model": "m", "cost": NaN}',
        b'{"key": "bad", "text": "x", "model": "m", "cost": Infinity}',
        b'{"key": "bad", "text": "x", "model": "m", "cut": "no"}',
        b"[" * 100_000,
        b'{"key": ' * 50_000,
    ],
    ids=lambda line: repr(line[:60]),
)
def test_a_line_that_is_no_reply_is_passed_over(tmp_path: Path, line: bytes) -> None:
    reopened(tmp_path).keep("good", REQUEST, reply())
    path = path_in(tmp_path)
    path.write_bytes(line + b"\n" + path.read_bytes() + line)

    file = reopened(tmp_path)
    assert file.find("good") == reply()
    assert file.find("bad") is None
    assert file.find("k") is None
    file.keep("more", REQUEST, reply("more"))
    assert reopened(tmp_path).find("more") == reply("more")


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    one, two = reopened(tmp_path), reopened(tmp_path)
    for number in range(5):
        one.keep(f"one {number}", REQUEST, reply(f"1{number}"))
        two.keep(f"two {number}", REQUEST, reply(f"2{number}"))

    both = reopened(tmp_path)
    assert [both.find(f"one {number}") for number in range(5)] == [reply(f"1{number}") for number in range(5)]
    assert [both.find(f"two {number}") for number in range(5)] == [reply(f"2{number}") for number in range(5)]


def test_the_last_reply_under_a_key_is_the_one_that_counts(tmp_path: Path) -> None:
    reopened(tmp_path).keep("k", REQUEST, reply("old"))
    reopened(tmp_path).keep("k", REQUEST, reply("new"))

    assert reopened(tmp_path).find("k") == reply("new")


def test_a_forgotten_reply_is_not_found_again_and_stays_in_the_file(tmp_path: Path) -> None:
    file = reopened(tmp_path)
    file.keep("k", REQUEST, reply("unusable"))
    file.forget("k")
    file.forget("never known")

    assert file.find("k") is None
    assert reopened(tmp_path).find("k") is None
    assert "unusable" in path_in(tmp_path).read_text()
    file.keep("k", REQUEST, reply("usable"))
    assert reopened(tmp_path).find("k") == reply("usable")


def test_a_folder_that_cannot_be_made_is_a_storage_error_and_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    file = ReplyFile(tmp_path / "file" / "replies", "s", 1)

    assert file.find("k") is None
    with pytest.raises(StorageError):
        file.keep("k", REQUEST, reply())
    assert file.find("k") is None, "what is not on disk is not kept"


def test_a_file_that_cannot_be_opened_is_a_storage_error_and_nothing_is_found(tmp_path: Path) -> None:
    reopened(tmp_path).keep("k", REQUEST, reply())
    path = path_in(tmp_path)
    path.unlink()
    path.mkdir()
    file = reopened(tmp_path)

    assert file.find("k") is None
    with pytest.raises(StorageError):
        file.keep("k", REQUEST, reply())


def test_nobody_else_can_read_the_replies(tmp_path: Path) -> None:
    ReplyFile(tmp_path / "replies", "s", 1).keep("k", REQUEST, reply())

    assert (tmp_path / "replies").stat().st_mode & 0o077 == 0
    assert path_in(tmp_path / "replies").stat().st_mode & 0o077 == 0


def test_a_line_says_what_was_asked(tmp_path: Path) -> None:
    reopened(tmp_path).keep("k", Request("judge scoping", "s", "u", {}, sample=2), reply())

    (line,) = [json.loads(text) for text in path_in(tmp_path).read_text().splitlines() if text]
    assert (line["purpose"], line["sample"], line["model"]) == ("judge scoping", 2, "fake-1")
