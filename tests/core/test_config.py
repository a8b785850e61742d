"""The settings file: defaults where it is absent, and a sentence with file, key and reason where it is wrong."""

from pathlib import Path

import pytest

from scorecards.models import Target
from simulator.config import Config, load_config
from simulator.errors import ConfigError, ExitCode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_an_absent_file_gives_the_defaults(path: Path, tmp_path: Path) -> None:
    expected = Config(target=Target.SENIOR, probes=3, grace_seconds=20, own_cards="")
    assert load_config(path) == expected
    assert load_config(tmp_path / "no" / "such" / "folder" / "config.toml") == expected


def test_a_folder_that_is_a_file_has_no_settings(path: Path) -> None:
    path.write_text("", encoding="utf-8")
    assert load_config(path / "config.toml") == Config()


def test_an_empty_file_gives_the_defaults_and_a_full_one_what_it_says(path: Path) -> None:
    path.write_text("# nothing yet\n", encoding="utf-8")
    assert load_config(path) == Config()
    path.write_text(
        '\ufefftarget = "group"\nprobes = 4\ngrace_seconds = 0\nown_cards = "/srv/Karten für übermorgen"\n',
        encoding="utf-8",
    )
    expected = Config(target=Target.GROUP, probes=4, grace_seconds=0, own_cards="/srv/Karten für übermorgen")
    assert load_config(path) == expected


@pytest.mark.parametrize(("key", "value"), [("probes", 2), ("probes", 4), ("grace_seconds", 0), ("grace_seconds", 120)])
def test_the_ends_of_a_range_belong_to_it(path: Path, key: str, value: int) -> None:
    path.write_text(f"{key} = {value}\n", encoding="utf-8")
    assert getattr(load_config(path), key) == value


WRONG: dict[str, tuple[str, list[str]]] = {
    "an unknown key": ("probe = 3", ["probe: is not a known key", "'probes'"]),
    "an unknown key like no other": ("zzz = 3", ["zzz: is not a known key"]),
    "a target that there is not": (
        'target = "senor"',
        ["target", "'senor' is not one of pm, senior, group", "'senior'"],
    ),
    "a target of another type": ("target = 3", ["target", "3"]),
    "text for a number": ('probes = "3"', ["probes", "must be a whole number"]),
    "a fraction": ("probes = 3.0", ["probes", "must be a whole number"]),
    "yes for a number": ("grace_seconds = true", ["grace_seconds", "must be a whole number"]),
    "too few": ("probes = 1", ["probes", "1"]),
    "too many": ("probes = 5", ["probes", "5"]),
    "a negative time": ("grace_seconds = -1", ["grace_seconds", "-1"]),
    "too long a time": ("grace_seconds = 121", ["grace_seconds", "121"]),
    "a number for text": ("own_cards = 7", ["own_cards"]),
    "a table": ("[probes]\nmost = 3", ["probes"]),
    "two mistakes": ('probes = 9\ntarget = "ceo"', ["probes", "target", "'ceo'"]),
    "broken TOML": ("probes = \n", ["is not valid TOML", "line 1"]),
    "a key twice": ("probes = 3\nprobes = 3", ["is not valid TOML"]),
    "another format": ('{"probes": 3}', ["is not valid TOML"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_with_file_key_reason_and_next_step(path: Path, name: str) -> None:
    text, expected = WRONG[name]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as found:
        load_config(path)
    for part in (str(path), *expected):
        assert part in found.value.sentence
    assert "defaults" in found.value.next_step
    assert found.value.exit_code is ExitCode.USAGE
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("data", [b"own_cards = '\xff\xfe'", "probes = 3".encode("utf-16"), b"\x00\x01\x02"])
def test_bytes_that_are_no_utf8_toml_are_told(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=r"is not (UTF-8|valid TOML)"):
        load_config(path)


@pytest.mark.parametrize("name", ["", "x" * 5000])
def test_a_path_that_is_no_file_is_told_and_never_a_crash(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / name)


def test_a_file_that_may_not_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, *_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    path.write_text("probes = 3\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(ConfigError, match="Permission denied"):
        load_config(path)
