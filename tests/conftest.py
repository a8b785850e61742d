"""Shuts the developer's machine out of every test and brings the shared fixtures."""

import gc
import os
import time
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from tests.fakes import FakeClock

# A busy machine must not fail a test; CI tries the same examples every time, so that a red run can be repeated.
settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("anywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")

# times are shown in local time, and what is recorded must read alike wherever the tests run
os.environ["TZ"] = "UTC"
time.tzset()

HOMES = count()
"""Names of homes."""

# each screen is thousands of objects that live as long as their test; looking at them over and over takes a fifth of it
gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every test's home lies; asking pytest for each would look through all that are there already."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _own_home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test an empty home and no settings of the developer's."""
    home = _homes / str(next(HOMES))
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("PM_SIMULATOR", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in ("EDITOR", "VISUAL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture(scope="session")
def questions(catalogue: Catalogue) -> list[Question]:
    return [catalogue.load(entry.header.id) for entry in catalogue.entries()]


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"
