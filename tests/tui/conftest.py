"""Fixtures of the app's tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # Textual reads it once, when it is imported below
os.environ.pop("NO_COLOR", None)

from textual.css.stylesheet import Stylesheet

from tests.fakes import FakeClock
from tests.tui.room import Room


@pytest.fixture(scope="session", autouse=True)
def _styles_read_once() -> Iterator[None]:
    """Keep the rules of a style sheet for the next app: reading them is a third of a start."""
    read = Stylesheet._parse_rules
    known: dict[object, object] = {}

    def recall(sheet: Stylesheet, *which: object, **more: object) -> object:
        key = (which, *sorted(more.items()), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, *which, **more)  # type: ignore[arg-type]
        return known[key]

    with patch.object(Stylesheet, "_parse_rules", recall):
        yield


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Room:
    return Room(tmp_path / "data", clock)
