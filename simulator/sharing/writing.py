"""Writing what an export makes, piece by piece, to standard output or to a private file."""

import contextlib
import errno
import os
import secrets
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TextIO

from simulator.errors import StorageError, UsageError
from simulator.history.files import FILE_MODE, STRAY, sync_folder


def to_stream(stream: TextIO | None, pieces: Iterable[str]) -> None:
    """Write UTF-8 whatever the terminal's encoding is, as files are made of it; raise StorageError."""
    if stream is None:
        raise UsageError("Nowhere to write", "There is no standard output.", "Name a file: --output FILE.")
    target = stream.buffer
    try:
        for piece in pieces:
            target.write(_encoded(piece))
        target.flush()
    except BrokenPipeError:
        raise  # the reader has left, as `| head` does
    except OSError as error:
        with contextlib.suppress(OSError):  # what is left of the output must not be tried again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise _cannot_write("standard output", error) from error


def to_file(path: Path, pieces: Iterable[str], *, force: bool = False) -> None:
    """Write a private file whole or not at all; raise UsageError where it is there already, StorageError."""
    for _ in file_steps(path, pieces, force=force):
        pass


def file_steps(path: Path, pieces: Iterable[str], *, force: bool = False) -> Generator[int]:
    """Write as ``to_file`` does, and give the bytes so far after each piece; closed early it leaves no file."""
    if not path.name or "\0" in str(path):
        raise UsageError("That is no file name", f"{str(path)!r} cannot be written.", "Name another file.")
    stray = path.with_name(f"{path.name[:50]}.{secrets.token_hex(4)}{STRAY}")
    try:
        _require_place(path, force=force)
        handle = os.open(stray, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "wb") as target:
            for piece in pieces:
                target.write(_encoded(piece))
                yield target.tell()
            target.flush()
            os.fsync(target.fileno())
        _require_place(path, force=force)
        stray.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            stray.unlink(missing_ok=True)


def _require_place(path: Path, *, force: bool) -> None:
    """Raise UsageError where a file stands that was not meant to be replaced, or what is no file at all."""
    if not os.path.lexists(path):
        return
    if path.is_symlink() or not path.is_file():
        raise UsageError("That is no plain file", f"{path} is there and is no plain file.", "Name another file.")
    if not force:
        raise UsageError("The file is there", f"{path} was left as it is.", "Name another file, or say --force.")


def _cannot_write(place: Path | str, error: OSError) -> StorageError:
    next_step = {
        errno.ENOENT: "Make the folder, or name another file.",
        errno.ENOSPC: "Free some space, or name a file on another disk.",
    }.get(error.errno or 0, "Name another file.")
    return StorageError(
        "This cannot be written", f"{place}: {error.strerror or error}. The history is untouched.", next_step
    )


def _encoded(piece: str) -> bytes:
    return piece.encode("utf-8", "replace")
