"""A disk that can be told to fail, and one that is too quick to wait for."""

import os

import pytest

from tests.history.builders import FailingDisk


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    return FailingDisk(monkeypatch)


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the wait for the disk in tests that save hundreds of times and do not test durability."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
