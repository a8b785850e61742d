"""The schema of a session file, and the numbered steps that bring an older file up to it."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import StorageError

SCHEMA_VERSION = 3

Tables = dict[str, dict[str, Any]]
Migration = Callable[[Tables], Tables]


def _as_it_is(tables: Tables) -> Tables:
    """The step only adds fields that may be absent; the number keeps older programs from refusing them one by one."""
    return tables


def _to_three(tables: Tables) -> Tables:
    """Schema 3 calls the way in which small models are asked by another name; what else it adds may be absent."""
    for assessment in tables.get("assessments", {}).values():
        origin = assessment["provenance"]
        if "item_by_item" in origin:
            origin["small_model"] = origin.pop("item_by_item")
    return tables


MIGRATIONS: dict[int, Migration] = {1: _as_it_is, 2: _to_three}
"""Step ``n`` turns the tables of schema ``n`` into those of ``n + 1``."""


def version_of(tables: Mapping[str, Mapping[str, Any]]) -> int:
    """Return the schema version that a file says it has; raise ValueError when it says none."""
    for document in tables["meta"].values():
        return int(document["schema_version"])
    raise ValueError("the file names no schema version")


def migrate(tables: Tables, steps: Mapping[int, Migration], newest: int) -> Tables:
    """Return the tables at schema ``newest``; raise StorageError for a file that is newer than the program."""
    version = version_of(tables)
    if version > newest:
        raise newer_than_program(version, newest)
    while version < newest:
        tables = steps[version](tables)
        version += 1
        tables["meta"] = {"1": {**tables["meta"]["1"], "schema_version": version}}
    return tables


def newer_than_program(version: int, newest: int) -> StorageError:
    """Return the failure for a history that a newer version has written."""
    return StorageError(
        "The history is newer than this program",
        f"It was written with schema {version}; this version knows {newest}. Nothing was changed.",
        "Install the newer version again, or name another folder with --data-dir.",
    )
