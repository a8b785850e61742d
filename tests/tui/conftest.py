"""Fixtures of the app's tests."""

import os
from pathlib import Path

import pytest

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # Textual reads it once, when it is imported below
os.environ.pop("NO_COLOR", None)

from tests.fakes import FakeClock
from tests.tui.room import Room


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Room:
    return Room(tmp_path / "data", clock)
