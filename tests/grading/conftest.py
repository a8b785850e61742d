"""Fixtures of the tests of grading."""

import os

import pytest

from question_bank.models import Question
from tests.grading.builders import PARTIAL, WHOLE


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
