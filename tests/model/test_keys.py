"""Keys: the environment before a private file, and nothing lost in it."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import StorageError
from simulator.model.keys import find_key, save_key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "private" / "keys.toml"


def find(file: Path, destination: str = "host", **environment: str) -> str:
    return find_key("TEAM_KEY", destination, environment, file)


def test_the_environment_goes_before_the_file(file: Path) -> None:
    save_key("host", "from-file", file)
    assert find(file) == "from-file"
    assert find(file, TEAM_KEY=" from-environment\n") == "from-environment"
    assert find(file, TEAM_KEY="  ", OTHER="x") == "from-file"


def test_each_server_has_its_own_key(file: Path) -> None:
    save_key("a.example.com", "a-key", file)
    save_key("b.example.com", "b-key", file)
    assert [find(file, name) for name in ("a.example.com", "b.example.com", "example.com")] == ["a-key", "b-key", ""]


def test_a_key_can_be_removed_and_the_others_stay(file: Path) -> None:
    save_key("a", "a-key", file)
    save_key("b", "b-key", file)
    save_key("a", "", file)
    assert (find(file, "a"), find(file, "b")) == ("", "b-key")
    assert "a-key" not in file.read_text()


def test_the_file_and_its_folder_are_private_and_nothing_is_left_beside_it(file: Path) -> None:
    save_key("a", "a-key", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_a_file_that_others_could_read_is_closed_to_them(file: Path, mode: int) -> None:
    save_key("host", "k", file)
    file.chmod(mode)
    assert find(file) == "k"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"host = ", b"\xff\xfe", b"host = 5\n", b"[host]\na = 'x'\n", b"host = ['x']\n"])
def test_a_file_without_a_usable_key_holds_none(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert find(file) == ""


def test_no_file_or_a_folder_in_its_place_holds_no_key(file: Path, tmp_path: Path) -> None:
    assert find(file) == ""
    assert find(tmp_path) == ""


def test_a_broken_file_is_not_written_over(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('a = "first key"\nb = "half')
    with pytest.raises(StorageError) as caught:
        save_key("c", "new-key", file)
    assert "new-key" not in str(caught.value)
    assert file.read_text() == 'a = "first key"\nb = "half'


def test_a_place_that_cannot_be_written_is_named_and_the_key_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "keys.toml", tmp_path):
        with pytest.raises(StorageError) as caught:
            save_key("host", "secret-key", place)
        assert "secret-key" not in str(caught.value)


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    key=st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.strip),
)
def test_every_key_comes_back_as_it_was_given(tmp_path_factory: pytest.TempPathFactory, name: str, key: str) -> None:
    file = tmp_path_factory.getbasetemp() / "keys-of-all-kinds.toml"
    save_key("always", "here", file)
    save_key(name, key, file)
    assert find(file, name) == key
    assert find(file, "always") == ("here" if name != "always" else key)
    save_key(name, "", file)
