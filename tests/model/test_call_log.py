"""The log of calls is private, holds no key, and does not grow without end."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.call_log import LARGEST, LONGEST_ENTRY, CallLog


def written(path: Path, text: str, *secrets: str) -> str:
    log = CallLog(path)
    for secret in secrets:
        log.hide(secret)
    log.write(text)
    return path.read_text(encoding="utf-8")


def test_the_log_and_its_folder_are_private(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "calls.txt"
    written(path, "a line")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-Abcdef123456",
        "Authorization: Bearer Abcdef123456.xyz",
        "authorization: bearer Abcdef123456",
        '{"x-api-key": "Abcdef123456"}',
        "api_key=Abcdef123456",
        "apikey: Abcdef123456",
        "https://host/v1?key=AIzaAbcdef123456",
        "gsk_Abcdef123456 and xai-Abcdef123456",
        "the key Abcdef123456 is not known",
        "the key Abc\u200bdef\x00123\u202e456 is not known",
        "sk-\u200bAbcdef123456",
        "'Abcdef123456'",
    ],
)
def test_no_key_stays_in_the_log(tmp_path: Path, text: str) -> None:
    said = written(tmp_path / "calls.txt", text, "Abcdef123456")
    assert "def123" not in said
    assert "[key]" in said


@pytest.mark.parametrize("text", ["sk-proj-Abcdef123456", "Bearer Abcdef123456", "x-api-key: Abcdef123456"])
def test_keys_of_well_known_forms_are_hidden_without_being_known(tmp_path: Path, text: str) -> None:
    assert "def123" not in written(tmp_path / "calls.txt", text)


def test_what_is_no_key_stays_readable(tmp_path: Path) -> None:
    text = "call 3 failed: the task-based risk model is not known\n\tat line 5"
    assert written(tmp_path / "calls.txt", text) == text + "\n"


def test_control_characters_and_half_characters_do_not_reach_the_log(tmp_path: Path) -> None:
    assert written(tmp_path / "calls.txt", "\x1b[31mred\x07\u202e \ud800 caf\u00e9\r") == "[31mred  caf\u00e9\n"


@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=6, max_size=20).filter(str.isprintable))
def test_a_known_key_is_hidden_wherever_it_stands(before: str, after: str, key: str) -> None:
    log = CallLog(None)
    log.hide(key)
    assert key not in log.redacted(before + key + after).replace("[key]", "")


def test_one_text_cannot_fill_the_log(tmp_path: Path) -> None:
    assert len(written(tmp_path / "calls.txt", "x" * 5_000_000)) <= LONGEST_ENTRY + 1


def test_a_full_log_starts_afresh_and_the_one_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "calls.txt"
    old = tmp_path / "calls.old.txt"
    for turn in ("a", "b"):
        path.write_text(turn * (LARGEST + 1))
        assert written(path, "new") == "new\n"
        assert old.read_text()[:3] == turn * 3
    assert sorted(each.name for each in tmp_path.iterdir()) == ["calls.old.txt", "calls.txt"]


def test_a_log_at_its_limit_is_still_written_to(tmp_path: Path) -> None:
    path = tmp_path / "calls.txt"
    path.write_text("a" * LARGEST)
    assert written(path, "new").endswith("anew\n")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "calls.txt", tmp_path, Path("/proc/none/calls.txt"), Path("/dev/full")):
        CallLog(path).write("a line")
    CallLog(None).write("a line")


def test_nothing_is_written_for_a_blank_text(tmp_path: Path) -> None:
    CallLog(tmp_path / "calls.txt").write(" \n\t\n")
    assert list(tmp_path.iterdir()) == []
