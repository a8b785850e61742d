"""A history of an older schema brought up to the program's: a backup of all first, then file by file."""

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from simulator.clock import Clock
from simulator.history.documents import DAMAGE, read_tables, write_tables
from simulator.history.files import cannot_write, write_file
from simulator.history.migrations import Migration, migrate, newer_than_program, version_of
from simulator.paths import make_private_folder

MARKER = "schema_version"
SESSIONS = "sessions"
"""The folder of the sessions in that of the history."""


class Upgrade:
    """Brings a folder up. Killed in the middle, the next one goes on."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        steps: Mapping[int, Migration],
        newest: int,
        forget_index: Callable[[], None],
    ) -> None:
        self.notices: list[str] = []
        """What the user has to be told, in whole sentences."""
        self._folder = folder
        self._clock = clock
        self._steps = steps
        self._newest = newest
        self._forget_index = forget_index

    def run(self, files: Mapping[str, str], *, read_only: bool) -> None:
        """Bring these files up, have the index forgotten, then write the marker; raise StorageError."""
        marker = self._folder / MARKER
        try:
            version = int(marker.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            version = min(self._versions(files), default=self._newest)
        if version > self._newest:
            raise newer_than_program(version, self._newest)
        if read_only:
            return
        is_old = version < self._newest
        if is_old:
            self._back_up(version)
            self._bring_up(files)
            self._forget_index()
        if is_old or not marker.exists():
            write_file(marker, str(self._newest).encode())

    @staticmethod
    def _versions(files: Mapping[str, str]) -> list[int]:
        versions = []
        for path in map(Path, files.values()):
            with contextlib.suppress(OSError, *DAMAGE):
                versions.append(version_of(read_tables(path)))
        return versions

    def _back_up(self, version: int) -> None:
        """Keep all files of an old schema; where that was done and the program then killed, that copy stays."""
        backups = self._folder / "backups"
        if any(backups.glob(f"schema-{version}-*")):
            return
        make_private_folder(backups)
        place = backups / f"schema-{version}-{self._clock.utc():%Y%m%dT%H%M%SZ}"
        unfinished = backups / f"unfinished-{version}"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            shutil.copytree(self._folder / SESSIONS, unfinished, copy_function=_link_or_copy)
            unfinished.rename(place)
        except (OSError, shutil.Error) as error:
            failure = error if isinstance(error, OSError) else OSError(str(error))
            raise cannot_write(place, failure) from error
        self.notices.append(f"The history was brought to schema {self._newest}; the old one is kept in {place}.")

    def _bring_up(self, files: Mapping[str, str]) -> None:
        for path in map(Path, files.values()):
            with contextlib.suppress(*DAMAGE):  # mended and said when the index is made anew
                tables = read_tables(path)
                if version_of(tables) < self._newest:
                    write_tables(path, migrate(tables, self._steps, self._newest))


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
