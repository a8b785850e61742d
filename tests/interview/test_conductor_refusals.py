"""What a face may not do now: refused with a sentence and a next step, and nothing is lost by it."""

from collections.abc import Callable

import pytest

from simulator.errors import ReadOnlyError, RefusedError
from simulator.history.records import Mode
from simulator.interview.conductor import Interview
from simulator.interview.session import Phase
from simulator.interview.starting import continue_interview
from tests.fakes import MemoryStore
from tests.interview.builders import PREDICTION, Desk, assessment, through_round, to_answer

ACTIONS: dict[str, Callable[[Interview], object]] = {
    "begin the answer": Interview.begin_answer,
    "type": lambda each: each.type("Text."),
    "ask": lambda each: each.tell("Why?", None),
    "enter a stage": Interview.next_stage,
    "take a hint": Interview.take_hint,
    "pause": Interview.pause,
    "resume": Interview.resume,
    "hand in": Interview.close_answer,
    "keep late text": lambda each: each.keep_late("Late."),
    "follow up": Interview.next_probe,
    "predict": lambda each: each.predict(PREDICTION),
    "end the break": Interview.end_break,
    "put off": lambda each: each.put_off(1),
    "finish": Interview.finish,
    "judge what is there": Interview.judge_what_is_there,
    "go on as practice": Interview.go_on_as_practice,
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("mode", list(Mode))
def test_before_the_round_nothing_but_its_beginning_is_allowed(desk: Desk, mode: Mode, action: str) -> None:
    interview = desk.sit(mode)
    before = interview.state
    with pytest.raises(RefusedError) as refused:
        ACTIONS[action](interview)
    assert refused.value.sentence
    assert refused.value.next_step
    assert interview.state is before
    assert desk.found(interview).state == before
    assert desk.store.saves == 0


@pytest.mark.parametrize("action", ["take a hint", "pause", "resume"])
def test_a_mock_refuses_what_belongs_to_practice(desk: Desk, action: str) -> None:
    interview = to_answer(desk.sit(Mode.MOCK), "Text.")
    with pytest.raises(RefusedError):
        ACTIONS[action](interview)
    assert interview.state.round.hints == ()


@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "resume"])
def test_while_paused_only_resuming_is_allowed(desk: Desk, action: str) -> None:
    interview = to_answer(desk.sit(), "Before.")
    interview.pause()
    before = interview.state
    with pytest.raises(RefusedError):
        ACTIONS[action](interview)
    assert interview.state is before


@pytest.mark.parametrize("length", [5, 5000])
def test_text_that_was_refused_while_paused_is_kept_when_it_comes_again(desk: Desk, length: int) -> None:
    interview = to_answer(desk.sit(), "word " * length)
    interview.pause()
    after = "word " * length + "more"
    with pytest.raises(RefusedError):
        interview.type(after)
    interview.resume()
    assert interview.type(after)
    assert interview.state.round.text == after
    assert desk.found(interview).state.round.text == after


def test_text_that_was_refused_after_the_close_does_not_spoil_the_answer_to_the_follow_up(desk: Desk) -> None:
    interview = to_answer(desk.sit(), "word " * 500)
    interview.close_answer()
    with pytest.raises(RefusedError):
        interview.type("word " * 501)
    interview.next_probe()
    assert interview.type("word " * 501)
    assert desk.found(interview).state.round.text == "word " * 501


@pytest.mark.parametrize("mode", list(Mode))
def test_an_answer_whose_time_has_not_run_out_can_be_neither_closed_by_time_nor_turned_into_practice(
    desk: Desk, mode: Mode
) -> None:
    interview = to_answer(desk.sit(mode), "Text.")
    desk.clock.advance(1219)
    now = interview.now()
    for settle in (interview.judge_what_is_there, interview.go_on_as_practice):
        with pytest.raises(RefusedError, match="not run out"):
            settle()
    assert interview.now() == now
    assert interview.state.mode is mode
    assert interview.state.phase is Phase.ANSWERING


def test_a_refused_judgement_is_not_kept(desk: Desk) -> None:
    interview = desk.sit()
    with pytest.raises(RefusedError):
        interview.add_assessment(1, assessment("too early"))
    assert interview.assessments == {}
    assert interview.record().rounds[0].assessments == ()


def test_a_finished_session_allows_nothing_more(desk: Desk) -> None:
    interview = through_round(desk.sit())
    interview.put_off(1)
    interview.finish()
    for act in (*ACTIONS.values(), Interview.begin_round, Interview.discard):
        with pytest.raises(RefusedError):
            act(interview)
    assert interview.tick() is None
    assert interview.clock() is None


def test_no_interview_starts_or_goes_on_where_another_instance_writes(desk: Desk) -> None:
    interview = to_answer(desk.sit(), "Text.")
    recovered = desk.found(interview)
    before = desk.path(interview).read_bytes()
    desk.store = MemoryStore(read_only=True)
    with pytest.raises(ReadOnlyError, match="Another pm-simulator"):
        desk.sit()
    with pytest.raises(ReadOnlyError):
        continue_interview(recovered, desk.questions[:1], desk.clock, desk.folder, desk.store, desk.troubles.append)
    assert [path.name for path in desk.folder.iterdir()] == [desk.path(interview).name]
    assert desk.path(interview).read_bytes() == before
