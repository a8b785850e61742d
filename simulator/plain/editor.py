"""Writing an answer in $EDITOR, with the draft kept while the editor is open."""

import contextlib
import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from simulator.errors import UsageError
from simulator.history.files import cannot_write

POLL_SECONDS = 0.5


def editor_command() -> list[str]:
    """Return the user's editor as a command; raise UsageError when none is set."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise UsageError(
            "The editor does not start", f"{wanted!r} is not a command: {error}.", "Set EDITOR anew and start again."
        ) from error
    if not command:
        raise UsageError(
            "No editor", "Neither VISUAL nor EDITOR is set.", "Type the answer here, or set EDITOR and start again."
        )
    return command


def edit(path: Path, text: str, on_change: Callable[[str], None]) -> str:
    """Open ``path`` with ``text`` in the editor; return what is there at the end. Raise UsageError or StorageError.

    ``on_change`` gets the file's text whenever the editor has saved it, and is called about twice a second anyway.
    """
    command = editor_command()
    try:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise cannot_write(path, error) from error
    try:
        process = subprocess.Popen([*command, str(path)])  # noqa: S603 the user's own editor
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UsageError(
            "The editor does not start",
            f"{command[0]}: {error.strerror or error}.",
            "Type the answer here, or set EDITOR to a program that is installed.",
        ) from error
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(POLL_SECONDS)
        text = _saved(path, text)
        if process.returncode is not None:
            path.unlink(missing_ok=True)
            return text
        on_change(text)


def _saved(path: Path, last: str) -> str:
    """Return what the editor has saved; some editors replace the file, and for a moment there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return last
