"""Whole-file writes that survive a kill at any moment, and the way a damaged file is moved aside."""

import contextlib
import errno
import json
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.errors import StorageError
from simulator.paths import FOLDER_MODE

STRAY = ".tmp"
BACKUPS = "previous"
FILE_MODE = 0o600


def encode_json(value: Any) -> bytes:
    """Return a value as compact JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, stays as its escape."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, data: bytes, *, keep_previous: bool = True) -> None:
    """Replace a file by ``data``, keeping its last good copy beside it; raise StorageError and leave all as it was.

    ``keep_previous=False`` leaves the copy alone: what stands in ``path`` is damaged and must not take its place.
    """
    try:
        with _stray(path) as stray:
            _write_through(stray, data)
            if keep_previous:
                _keep_previous(path, data)
            stray.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error


@contextlib.contextmanager
def _stray(path: Path) -> Iterator[Path]:
    """Give a temporary name beside ``path``; whatever still has it at the end is removed."""
    stray = path.with_name(f"{path.name}.{secrets.token_hex(4)}{STRAY}")
    try:
        yield stray
    finally:
        with contextlib.suppress(OSError):
            stray.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes, *, durable: bool = True) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with open(handle, "wb") as stream:  # noqa: PTH123 a descriptor, opened private
        stream.write(data)
        stream.flush()
        if durable:
            os.fsync(stream.fileno())


def backup_of(path: Path) -> Path:
    """Return where the last good copy of a file is kept."""
    return path.parent / BACKUPS / path.name


def _keep_previous(path: Path, data: bytes) -> None:
    """Keep what stood in ``path`` as its backup; a first version is its own backup."""
    backup = backup_of(path)
    backup.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if path.exists():
        _give_second_name(path, backup)
    elif not backup.exists():
        with _stray(backup) as fresh:
            _write_through(fresh, data, durable=False)
            fresh.replace(backup)


def _give_second_name(path: Path, place: Path) -> None:
    with _stray(place) as fresh:
        try:
            os.link(path, fresh)  # files are never changed in place, so a second name costs nothing
        except OSError:
            _write_through(fresh, path.read_bytes())
        fresh.replace(place)


def cannot_write(path: Path, error: OSError) -> StorageError:
    """Return the failure to write ``path`` in words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            "The disk is full",
            f"{path} could not be written. What was saved before is untouched.",
            "Free some space and go on: the program tries again with the next save.",
        )
    return StorageError(
        "A file cannot be written",
        f"{path}: {error.strerror or error}. What was saved before is untouched.",
        "Make the folder writable, or name another one with --data-dir.",
    )


def sweep_strays(folder: Path) -> int:
    """Remove what a killed write left behind below ``folder``; return how many files."""
    strays = list(folder.rglob(f"*{STRAY}"))
    for stray in strays:
        with contextlib.suppress(OSError):
            stray.unlink()
    return len(strays)


def set_aside(path: Path, now: datetime) -> Path:
    """Give a damaged file a second name in the folder ``damaged`` beside its own and return it; raise StorageError."""
    folder = path.parent / "damaged"
    place = folder / f"{path.name}.{now:%Y%m%dT%H%M%SZ}.{secrets.token_hex(2)}"
    try:
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        data = path.read_bytes()
        for known in folder.glob(f"{path.name}.*"):
            if known.read_bytes() == data:  # met before: a file with no good copy stays where it is
                return known
        _give_second_name(path, place)
    except OSError as error:
        raise cannot_write(place, error) from error
    return place
