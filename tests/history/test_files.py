"""A file is replaced whole or not at all, privately, and its last version stays beside it."""

import errno
import os
from itertools import count
from pathlib import Path

import pytest

from simulator.errors import StorageError
from simulator.history.files import STRAY, backup_of, set_aside, sweep_strays, write_file
from tests.fakes import BEGIN
from tests.history.builders import FailingDisk, assert_says_what_where_next, contents, files_limited_to, strays


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    folder.mkdir()
    return folder / "session.json"


def test_the_backup_is_the_version_before(path: Path) -> None:
    for number in range(4):
        write_file(path, b"version %d" % number)
        assert path.read_bytes() == b"version %d" % number
        assert backup_of(path).read_bytes() == b"version %d" % max(0, number - 1)


def test_the_backup_does_not_follow_a_file_that_is_damaged_in_place(path: Path) -> None:
    for version in (b"first", b"second"):
        write_file(path, version)
        with path.open("r+b") as stream:
            stream.truncate(2)
        assert backup_of(path).read_bytes() != path.read_bytes()


def test_files_and_folders_are_private_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        write_file(path, b"first")
        write_file(path, b"second")
        place = set_aside(path, BEGIN)
    finally:
        os.umask(before)
    for private in (path, backup_of(path), place):
        assert private.stat().st_mode & 0o777 == 0o600
        assert private == path or private.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_system_without_links_keeps_private_backups(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    write_file(path, b"first")
    write_file(path, b"second")
    place = set_aside(path, BEGIN)
    assert (backup_of(path).read_bytes(), place.read_bytes()) == (b"first", b"second")
    for private in (backup_of(path), place):
        assert private.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EIO, "A file cannot be written"),
        (errno.EROFS, "A file cannot be written"),
    ],
)
def test_a_full_disk_is_told_from_other_failures(path: Path, disk: FailingDisk, code: int, title: str) -> None:
    disk.refuse(1, code)
    with pytest.raises(StorageError) as caught:
        write_file(path, b"new")
    assert caught.value.title == title


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("versions", [0, 1, 2])
def test_a_write_that_fails_at_any_step_leaves_all_as_it_was(
    tmp_path: Path, disk: FailingDisk, code: int, versions: int
) -> None:
    refused = []
    for step in count(1):
        path = tmp_path / str(step) / "session.json"
        path.parent.mkdir()
        for number in range(versions):
            write_file(path, b"version %d" % number)
        before = contents(path.parent)
        disk.refuse(step, code)
        try:
            write_file(path, b"new")
        except StorageError as error:
            assert_says_what_where_next(error, path)
            kept = b"new" if path in disk.replaced else before.get(path.name)
        else:
            assert disk.failed in ("", "link", "mkdir"), "a missing link can be made good, a folder may be there"
            kept = b"new"
        assert contents(path.parent).get(path.name) == kept
        assert strays(path.parent) == []
        if not disk.rest():
            break
        refused.append(disk.failed)
        write_file(path, b"next")
        assert path.read_bytes() == b"next"
        assert strays(path.parent) == []
    steps = ["open", "fsync", "mkdir", *(["link"] if versions else ["open"]), "replace", "replace", "open", "fsync"]
    assert refused == steps


@pytest.mark.parametrize("room", [0, 1, 500, 999])
def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_the_old_one(path: Path, room: int) -> None:
    write_file(path, b"old")
    with files_limited_to(room), pytest.raises(StorageError) as caught:
        write_file(path, b"x" * 1000)
    assert_says_what_where_next(caught.value, path)
    assert contents(path.parent) == {"session.json": b"old", "previous/session.json": b"old"}


@pytest.mark.parametrize("place", ["/dev/full/x.json", "/proc/nowhere/x.json"])
def test_a_place_that_can_hold_no_file_is_named(place: str) -> None:
    with pytest.raises(StorageError) as caught:
        write_file(Path(place), b"data")
    assert_says_what_where_next(caught.value, place)


def test_only_what_a_killed_write_left_is_swept(path: Path) -> None:
    write_file(path, b"kept")
    for stray in (path.with_name(f"session.json.1a2b3c4d{STRAY}"), backup_of(path).with_name(f"x{STRAY}")):
        stray.write_bytes(b"half a fi")
    before = contents(path.parent)
    assert sweep_strays(path.parent) == 2
    assert contents(path.parent) == {name: data for name, data in before.items() if not name.endswith(STRAY)}
    assert sweep_strays(path.parent) == 0


def test_a_damaged_file_set_aside_twice_has_one_second_name(path: Path) -> None:
    path.write_bytes(b"damaged")
    first = set_aside(path, BEGIN)
    assert set_aside(path, BEGIN) == first
    assert first.read_bytes() == b"damaged"
    path.unlink()
    path.write_bytes(b"damaged again")
    second = set_aside(path, BEGIN)
    assert (first.read_bytes(), second.read_bytes()) == (b"damaged", b"damaged again")


def test_a_damaged_file_that_cannot_be_set_aside_is_said_so(path: Path) -> None:
    path.write_bytes(b"damaged")
    (path.parent / "damaged").write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError) as caught:
        set_aside(path, BEGIN)
    assert_says_what_where_next(caught.value, path.parent / "damaged")
