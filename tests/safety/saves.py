"""What must hold after a kill in the middle of a save or of a migration."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from simulator.clock import SystemClock
from simulator.errors import SimulatorError
from simulator.history.documents import read_tables
from simulator.history.migrations import version_of
from simulator.history.records import SessionRecord
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.history.builders import session, strays
from tests.safety.promises import Findings, Promise, Promises
from tests.safety.victim import STEPS, saved_session

MIGRATED = [f"20261101-000000-{number:04}" for number in range(40)]
"""Sessions of the history that is migrated."""


def check_saves(folder: Path, said: Sequence[Promise], findings: Findings) -> None:
    """Every session must be there as it was saved last, or as it was just being saved."""
    findings.mended += bool(strays(folder))
    store = HistoryStore(folder / "history", SystemClock()).open()
    check_list(store, findings)
    last = {(promise["kind"], promise["id"]): promise["version"] for promise in said}
    for (kind, name), version in last.items():
        if kind != "saved":
            continue
        try:
            record = store.load(name)
        except SimulatorError as error:
            findings.lose(f"{name}: {error}")
            continue
        found = len(record.rounds[0].assessments)
        findings.ahead += found > version
        if found not in (version, last["saving", name]) or record != saved_session(name, found):
            findings.lose(f"{name}: version {version} was acknowledged, {found} is there")
    store.close()


def check_list(store: HistoryStore, findings: Findings) -> None:
    """The list must have every session's file, as it stands, and the store nothing to tell of damage."""
    names = sorted(path.stem for path in store.sessions.rglob("*.json") if path.parent.name != "previous")
    try:
        if store.summaries() != [summarise(store.load(name)) for name in names]:
            findings.lose("the list is not what the files say")
    except SimulatorError as error:
        findings.lose(str(error))
    for notice in store.notices:
        findings.lose(f"a kill is no damage, but the store said: {notice}")


def prepare_migration(folder: Path) -> None:
    """Make the history that the victim migrates, of the first schema."""
    store = HistoryStore(folder / "history", SystemClock(), {}, 1).open()
    for name in MIGRATED:
        store.save(_migrated_session(name, 1))
    store.close()


def _migrated_session(name: str, version: int) -> SessionRecord:
    record = session(name, f"The answer of {name}. " * 40)
    return record.model_copy(update={"rounds": (record.rounds[0].model_copy(update={"title": f"schema {version}"}),)})


def check_migration(folder: Path, said: Sequence[Promise], findings: Findings) -> None:
    """Every file must be of the schema reached or of the one begun, and a reader must see them all."""
    history = folder / "history"
    reached, begun = _schema(said, "raised"), _schema(said, "raising")
    findings.mended += bool(strays(folder))
    for name in MIGRATED:
        try:
            version = version_of(read_tables(history / "sessions" / "2026-11" / f"{name}.json"))
        except (OSError, ValueError) as error:
            findings.lose(f"{name} cannot be read: {error!r}")
            continue
        findings.ahead += version > reached
        if version not in (reached, begun):
            findings.lose(f"{name} has schema {version}; {reached} was reached and {begun} begun")
    _check_schema(history, begun, findings, to_write=False)


def _schema(said: Sequence[Promise], kind: str) -> int:
    return max((promise["to"] for promise in said if promise["kind"] == kind), default=1)


def bring_up(folder: Path, promises: Promises, findings: Findings) -> None:
    """Start the program that was killed once more: it must finish what it had begun, with a whole backup behind it."""
    history = folder / "history"
    begun = _schema(promises.read(), "raising")
    _check_schema(history, begun, findings, to_write=True)
    promises.say("raised", to=begun)
    for path in (history / "backups").glob("schema-*"):
        versions = [version_of(read_tables(each)) for each in path.glob("2026-11/*.json")]
        if versions != [int(path.name.split("-")[1])] * len(MIGRATED):
            findings.lose(f"{path} is no whole backup")
    shutil.rmtree(history / "backups")


def _check_schema(history: Path, newest: int, findings: Findings, *, to_write: bool) -> None:
    store = HistoryStore(history, SystemClock(), STEPS, newest)
    try:
        store.open(to_write=to_write)
        if [store.load(name) for name in MIGRATED] != [_migrated_session(name, newest) for name in MIGRATED]:
            findings.lose(f"the sessions are not what schema {newest} makes of them")
        if [summary.id for summary in store.summaries()] != MIGRATED:
            findings.lose("the list is not complete")
    except SimulatorError as error:
        findings.lose(str(error))
    finally:
        store.close()
