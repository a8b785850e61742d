"""Random users in a few examples, deaths at every single call, and proof that a loss would be noticed."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from scorecards.models import Kind, Target
from simulator.history.outcomes import Result
from simulator.history.records import Mode
from simulator.history.store import HistoryStore
from simulator.interview.conductor import Interview
from simulator.interview.drafts import Draft
from simulator.interview.events import TextEdited, TextSet
from simulator.interview.session import Phase
from tests.safety.random_users import RandomUser

TestRandomUsers = RandomUser.TestCase
TestRandomUsers.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

STRAIGHT_ON = 12
"""The seed with which a user hands in and leaves the judging for later."""


@pytest.fixture
def user() -> Iterator[RandomUser]:
    someone = RandomUser()
    someone.sit_down(seed=0, ahead=0)
    yield someone
    someone.teardown()


def _sit_until(user: RandomUser, phase: Phase) -> None:
    """Sit, from wherever the user is, until the interview is in this phase."""
    while not (user.is_sitting() and user.interview.state.phase is phase):
        user.go_on(STRAIGHT_ON)


def _at_the_end(user: RandomUser) -> None:
    _sit_until(user, Phase.DEBRIEF)


def _over(user: RandomUser) -> None:
    _at_the_end(user)
    user.end(Interview.finish)
    user.write_on_a_session(0, "Ask about prices.", ["+slow"])


def _deleted(user: RandomUser) -> None:
    _over(user)
    user.delete(0)


def _prediction(user: RandomUser) -> None:
    _sit_until(user, Phase.JUDGEMENT)


def _typing(user: RandomUser) -> None:
    user.sit(Mode.MOCK, "charger-count", [], None, Target.SENIOR)
    user.act_on(Interview.begin_round)
    user.type("a page", 1)


STORIES: dict[str, tuple[Callable[[RandomUser], None], Callable[[RandomUser], object]]] = {
    "typing": (_typing, lambda user: user.type("a sentence", 0.5)),
    "handing in": (_typing, lambda user: user.act_on(Interview.close_answer)),
    "discarding": (_typing, lambda user: user.end(Interview.discard)),
    "grading": (_prediction, lambda user: user.judge_live(1, 14)),
    "finishing": (_at_the_end, lambda user: user.end(Interview.finish)),
    "writing a note": (_over, lambda user: user.write_on_a_session(0, "Too slow.", ["-slow", "+pricing"])),
    "deleting": (_over, lambda user: user.delete(0)),
    "bringing back": (_deleted, lambda user: user.bring_back(0)),
    "carrying": (_over, lambda user: user.carry(back=False)),
    "logging": (lambda user: None, lambda user: user.log_an_outcome(1, Kind.CASE, Result.OFFER, 9)),
}


@pytest.mark.parametrize("story", STORIES)
def test_dying_at_any_call_loses_nothing_and_leaves_a_program_that_works(story: str) -> None:
    prepare, act = STORIES[story]
    deaths = call = 0
    while deaths == call:
        call += 1
        user = RandomUser()
        user.sit_down(seed=0, ahead=0)
        prepare(user)
        user.disk.doom(call, 0.5)
        before = user.deaths
        act(user)
        deaths += user.deaths - before
        user.disk.doom(0, 0)
        user.nothing_is_lost_or_made_up()
        user.leave()
        user.take_up_a_draft(0, discard=True)
        user.delete(0)
        user.nothing_is_lost_or_made_up()
        user.teardown()
    assert deaths > 1


def _forget_text(draft: Draft, event: Any) -> None:
    if not isinstance(event, TextSet | TextEdited):
        REAL_APPEND(draft, event)


REAL_APPEND = Draft.append


@pytest.mark.parametrize(
    "loss",
    [
        pytest.param(lambda: patch.object(Draft, "append", _forget_text), id="text is not written to the draft"),
        pytest.param(lambda: patch.object(HistoryStore, "save", lambda *_: None), id="sessions are not saved"),
    ],
)
def test_a_loss_would_be_noticed(user: RandomUser, loss: Callable[[], Any]) -> None:
    with loss(), pytest.raises(AssertionError):
        _live(user)


def _live(user: RandomUser) -> None:
    for seed in range(40):
        user.go_on(seed)
        user.nothing_is_lost_or_made_up()
