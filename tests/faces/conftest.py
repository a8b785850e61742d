"""Fixtures of the tests of the faces."""

import json
import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from question_bank.catalogue import SHIPPED, Catalogue
from simulator import content
from simulator.clock import SystemClock
from simulator.history.store import HistoryStore
from tests.faces.command_line import DRILL, PUT_OFF, CommandLine
from tests.faces.desk import Desk
from tests.fakes import FakeClock
from tests.history.carried import finished, judged


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out fsync: what it is good for is tested with the history and the drafts."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    desk = Desk(tmp_path, clock)
    yield desk
    desk.close()


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    command_line = CommandLine(tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("PM_SIMULATOR_HOME", str(command_line.data))
    return command_line


@pytest.fixture
def session(cli: CommandLine) -> str:
    """Sit a drill, put its judgement off, and return the id of the session."""
    done = cli(*DRILL, stdin=PUT_OFF)
    assert done.code == 0, done.err
    name: str = json.loads(cli("history", "--json").out)[0]["id"]
    return name


@pytest.fixture
def two_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ship a bank of two case cards, whatever else has been written since."""
    ship(tmp_path, monkeypatch, "charger-count", "first-rides-down")


@pytest.fixture
def three_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ship a bank of three cards, for tests that read the whole of it again and again."""
    ship(tmp_path, monkeypatch, "charger-count", "first-rides-down", "free-payroll")


def ship(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Ship a bank of these cards alone, which is read in no time."""
    bank = folder / "bank"
    bank.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(next(SHIPPED.rglob(f"{name}.toml")), bank)
    monkeypatch.setattr(content, "Catalogue", partial(Catalogue, shipped=bank))
    monkeypatch.setattr("simulator.plain.bank.check_coverage", lambda _headers, _folder: ())
    monkeypatch.setattr("simulator.plain.bank.gold_files", lambda: ())


@pytest.fixture
def other(cli: CommandLine, session: str) -> Iterator[HistoryStore]:
    """Open the history as another instance does."""
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    assert not store.read_only
    yield store
    store.close()


@pytest.fixture
def judged_too(cli: CommandLine, session: str) -> str:
    """Add a judged session to the one that waits, and return its id."""
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    record = finished("20261201-120000-0001", "Hostile <b>words</b>.", judged("a1"))
    store.save(record)
    store.close()
    return record.id
