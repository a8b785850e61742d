"""Fixtures of the tests of the faces."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces.command_line import DRILL, PUT_OFF, CommandLine
from tests.faces.desk import Desk
from tests.fakes import FakeClock


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
