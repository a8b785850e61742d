"""Where the key of a model's server comes from: the environment first, then a private file. Never the settings."""

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from simulator.errors import StorageError
from simulator.paths import make_private_folder

PRIVATE = 0o600


def find_key(variable: str, destination: str, environment: Mapping[str, str], file: Path) -> str:
    """Return the key for a server; empty where none is set. A file that cannot be read holds none."""
    return environment.get(variable, "").strip() or _read(file).get(destination, "").strip()


def save_key(destination: str, key: str, file: Path) -> None:
    """Keep a key in the private file, or remove it where ``key`` is empty; raise StorageError."""
    try:
        keys = {**_strictly(file), destination: key}
        lines = [f"{_toml(name)} = {_toml(value)}" for name, value in keys.items() if value]
        make_private_folder(file.parent)
        fresh = file.with_suffix(".tmp")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write("\n".join([*lines, ""]))
        fresh.replace(file)
    except (OSError, ValueError, RecursionError) as error:
        raise StorageError(
            "The key cannot be kept",
            f"{file}: {getattr(error, 'strerror', None) or 'it holds what is no TOML text'}.",
            "Put the key into an environment variable instead; the model's settings name it.",
        ) from error


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _strictly(file: Path) -> dict[str, str]:
    """Return the keys; raise ValueError where the file is no TOML, as writing would then lose what it holds."""
    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            file.chmod(PRIVATE)
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {name: value for name, value in data.items() if isinstance(value, str)}


def _read(file: Path) -> dict[str, str]:
    try:
        return _strictly(file)
    except (OSError, ValueError, RecursionError):
        return {}
