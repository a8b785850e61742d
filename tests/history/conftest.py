"""A disk that is too quick to wait for, and one that can be told to fail."""

import os

import pytest

from tests.history.builders import FailingDisk


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the wait for the disk: these tests save thousands of times. That syncs are asked for, FailingDisk shows."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    return FailingDisk(monkeypatch)
