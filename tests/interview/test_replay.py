"""Replaying a log: the same as step by step, and as much as can be had of a log with something missing."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.history.records import Mode, TurnKind
from simulator.interview import events as ev
from simulator.interview.session import IllegalEventError, Phase, SessionState, apply, replay, start
from tests.fakes import BEGIN
from tests.interview.builders import full_log, started, stepwise

LOGS = {(mode, rounds): full_log(mode, rounds) for mode in Mode for rounds in (1, 3)}


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("rounds", [1, 3])
def test_replaying_every_part_of_a_log_equals_applying_it_step_by_step(mode: Mode, rounds: int) -> None:
    log = LOGS[mode, rounds]
    for length in range(1, len(log) + 1):
        assert replay(log[:length]) == (stepwise(log[:length]), 0)


def test_a_log_without_its_start_has_no_state_and_all_of_it_is_skipped() -> None:
    log = LOGS[Mode.PRACTICE, 1]
    assert replay([]) == (None, 0)
    assert replay(log[1:]) == (None, len(log) - 1)


def test_what_comes_before_the_start_is_skipped_and_counted() -> None:
    log = LOGS[Mode.PRACTICE, 1]
    assert replay([*log[5:8], *log]) == (stepwise(log), 3)


IMPOSSIBLE: dict[str, ev.AnyEvent] = {
    "a second start": started(Mode.MOCK, 4),
    "the past": ev.AnswerClosed(at=0, utc=BEGIN, by="candidate"),
    "an edit of another text": ev.TextEdited(at=9999, utc=BEGIN, position=0, removed=0, inserted="x", before=1),
    "a round that is not there": ev.RoundJudged(at=9999, utc=BEGIN, number=7),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_event_that_can_never_be_applied_is_skipped_and_counted_and_changes_nothing(name: str) -> None:
    log = LOGS[Mode.PRACTICE, 3]
    for place in range(2, len(log)):
        state, skipped = replay([*log[:place], IMPOSSIBLE[name], *log[place:]])
        assert (state, skipped) == (stepwise(log), 1), place


def answers(state: SessionState) -> list[str]:
    """Return the closed answers of all rounds, in order."""
    kinds = (TurnKind.ANSWER, TurnKind.PROBE_ANSWER)
    return [turn.text for each in state.rounds for turn in each.turns if turn.kind in kinds]


@pytest.mark.parametrize("mode", list(Mode))
def test_whichever_single_event_is_lost_the_session_still_comes_to_its_end(mode: Mode) -> None:
    log = LOGS[mode, 3]
    for place in range(1, len(log) - 1):
        state, _ = replay([*log[:place], *log[place + 1 :]])
        assert state is not None
        assert state.finished or log[place].type == "round_judged", log[place]
        assert state.phase in (Phase.DEBRIEF, Phase.JUDGEMENT)


@pytest.mark.parametrize("mode", list(Mode))
def test_losing_an_event_that_is_not_text_loses_no_word_of_any_answer(mode: Mode) -> None:
    log = LOGS[mode, 3]
    whole = answers(stepwise(log))
    for place in range(1, len(log)):
        if not isinstance(log[place], ev.TextSet | ev.TextEdited):
            state, _ = replay([*log[:place], *log[place + 1 :]])
            assert state is not None
            assert answers(state) == whole, log[place]


@pytest.mark.parametrize(
    "kind", ["round_begun", "answer_begun", "resumed", "answer_closed", "predicted", "break_ended"]
)
def test_an_event_whose_forerunner_was_lost_is_counted_once(kind: str) -> None:
    log = LOGS[Mode.PRACTICE, 3]
    place = next(place for place, event in enumerate(log) if event.type == kind)
    _, skipped = replay([*log[:place], *log[place + 1 :]])
    assert skipped == 1


def test_a_lost_prediction_stays_absent() -> None:
    log = [event for event in LOGS[Mode.PRACTICE, 3] if event.type != "predicted" or event.at > 300]
    state, _ = replay(log)
    assert state is not None
    assert [each.prediction is None for each in state.rounds] == [True, False, False]


def event_at(kind: str, at: float, text: str, utc: datetime) -> ev.AnyEvent:
    """Return an event of any kind but the start."""
    extra: dict[str, object] = {
        "text_set": {"text": text},
        "text_edited": {"position": 0, "removed": 1, "inserted": text, "before": ev.checksum("")},
        "clarification_asked": {"question": text, "reply": "So."},
        "hint_taken": {"stage": text, "text": "Hint."},
        "warned": {"percent": 80},
        "answer_closed": {"by": "time"},
        "late_text": {"text": text},
        "probe_asked": {"probe": text, "text": "Why?"},
        "predicted": {"prediction": None},
        "round_judged": {"number": 1},
        "finished": {"discarded": text == "b"},
    }.get(kind, {})  # type: ignore[assignment]
    return ev.parse_event({"type": kind, "at": at, "utc": utc, **extra})


KINDS = (
    "round_begun answer_begun text_set text_edited clarification_asked stage_entered hint_taken paused resumed warned "
    "time_passed answer_closed late_text probe_asked predicted break_ended round_judged switched_to_practice finished"
).split()


@settings(max_examples=100, deadline=None)
@given(
    mode=st.sampled_from(Mode),
    steps=st.lists(st.tuples(st.sampled_from(KINDS), st.floats(-5, 50), st.sampled_from("abc")), max_size=30),
)
def test_any_log_replays_to_the_same_state_and_never_to_an_earlier_time(
    mode: Mode, steps: list[tuple[str, float, str]]
) -> None:
    at = 100.0
    log: list[ev.AnyEvent] = [started(mode, 2)]
    for kind, step, text in steps:
        at = max(0.0, at + step)
        log.append(event_at(kind, at, text, BEGIN))
    state, skipped = replay(log)
    assert state is not None
    assert replay(log) == (state, skipped)
    assert skipped <= len(steps)
    rest, _ = replay(log[: len(log) // 2 + 1])
    assert rest is not None
    assert rest.last_at <= state.last_at


@settings(max_examples=100, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("abc")), max_size=30))
def test_applying_has_no_memory_and_leaves_the_state_it_was_given(steps: list[tuple[str, str]]) -> None:
    state = start(started(rounds=2))
    for number, (kind, text) in enumerate(steps):
        event = event_at(kind, float(number), text, BEGIN)
        before = repr(state)
        try:
            after = apply(state, event)
        except IllegalEventError:
            after = state
        else:
            assert apply(state, event) == after
        assert repr(state) == before
        state = after
