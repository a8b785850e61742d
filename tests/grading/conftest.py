"""Fixtures of the tests of grading."""

import os
from pathlib import Path

import pytest

from question_bank.models import Question
from tests.grading.builders import PARTIAL, WHOLE
from tests.grading.desk_room import KEYS, Room
from tests.grading.warm_judge import FAR, Maker


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out fsync: what it is good for is tested with the history."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.fixture(scope="session")
def whole(questions: list[Question]) -> Question:
    return next(question for question in questions if question.id == WHOLE)


@pytest.fixture(scope="session")
def partial(questions: list[Question]) -> Question:
    return next(question for question in questions if question.id == PARTIAL)


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def far(tmp_path: Path, maker: Maker) -> Room:
    """Return a desk with a model on a server elsewhere that has a key and was agreed to."""
    room = Room(tmp_path, maker, environment=KEYS)
    room.set(name="openai/judge", api_base=FAR, agreed="models.example")
    return room
