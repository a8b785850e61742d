"""What tests and benches have found out about models, kept in one small file."""

import contextlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from simulator.errors import StorageError
from simulator.model.connection import Connection
from simulator.model.protocol import Shape
from simulator.paths import make_private_folder


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of one model behind one server."""

    shape: Shape = Shape.SCHEMA
    """The strictest way to ask for JSON that worked."""
    small_model: bool = False
    """It failed the small exam of the connection test."""
    tested: str = ""
    """When, in UTC; empty: never."""
    offsets: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    """By rubric hash: how far its values lay above the labels of a bench, and of how many answers."""


class KnownModels:
    """Reads and writes the file; one that cannot be read means that nothing is known yet."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, connection: Connection) -> Findings:
        """Return what is known of a model."""
        said = self._read().get(_name(connection))
        if not isinstance(said, dict):
            return Findings()
        try:
            offsets = {str(key): (float(value[0]), int(value[1])) for key, value in said.get("offsets", {}).items()}
            if not all(math.isfinite(offset) for offset, _ in offsets.values()):
                return Findings()
            return Findings(
                shape=Shape(said.get("shape", Shape.SCHEMA)),
                small_model=said.get("small_model") is True,
                tested=str(said.get("tested", "")),
                offsets=offsets,
            )
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            return Findings()

    def keep(self, connection: Connection, findings: Findings) -> None:
        """Write down what is known of a model; raise StorageError."""
        known = {**self._read(), _name(connection): asdict(findings)}
        make_private_folder(self._file.parent)
        fresh = self._file.with_suffix(".tmp")
        try:
            fresh.write_text(json.dumps(known, indent=1), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            raise StorageError(
                "The test's result cannot be kept",
                f"{self._file}: {error.strerror or error}.",
                "Make the folder writable, or name another one with --data-dir.",
            ) from error

    def with_shape(self, connection: Connection) -> Connection:
        """Return the connection with the shape that is known to work."""
        return replace(connection, shape=self.find(connection).shape)

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            said = json.loads(self._file.read_text(encoding="utf-8"))
            if isinstance(said, dict):
                return said
        return {}


def _name(connection: Connection) -> str:
    return f"{connection.model} {connection.api_base}".strip()
