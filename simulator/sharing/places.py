"""Where a file of one's own goes: what was typed becomes a path, and a path becomes words."""

import os
from pathlib import Path

from simulator.errors import UsageError


def start_folder() -> Path:
    """Return the folder that the program was started in, or the home folder where that cannot be written to."""
    try:
        folder = Path.cwd()
    except OSError:  # it was removed since
        return Path.home()
    return folder if os.access(folder, os.W_OK) else Path.home()


def full_path(text: str, folder: Path, name: str) -> Path:
    """Return the file that was typed, from ``folder``; in a folder it is called ``name``. Raise UsageError."""
    text = text.strip()
    if not text or "\0" in text:
        raise UsageError("That is no file name", "No file is named.", "Name one, such as ~/interviews.md.")
    try:
        path = folder / Path(text).expanduser()
        return path / name if text.endswith(("/", os.sep)) or path.is_dir() else path
    except (RuntimeError, OSError, ValueError) as error:  # a home that nobody has, a name that no disk takes
        why = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        raise UsageError("That is no file name", f"{text[:60]!r}: {why}.", "Name another file.") from error


def short(path: Path) -> str:
    """Return a path with ``~`` for the home folder."""
    home = Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) and path != home else str(path)


def place_words(path: Path) -> str:
    """Return what stands at a place, to be read while it is typed."""
    try:
        if path.is_file():
            return "This file is there: you are asked before it is replaced."
        if not path.parent.is_dir():
            return f"There is no folder {short(path.parent)}."
        return f"A file in {short(path.parent)}."
    except OSError as error:
        return f"{error.strerror or error}."
