"""Whole answers under the fake clock: pause, closed lid, warnings, and the close of a mock answer."""

from datetime import timedelta

import pytest

from simulator.history.records import ClosedBy, Mode, TurnKind
from simulator.interview.conductor import Interview, Notice
from simulator.interview.session import Phase
from tests.interview.builders import GRACE, PREDICTION, Desk, pass_time, to_answer

LIMIT = 1200
"""Seconds of the first card's time box."""


def used(interview: Interview) -> float:
    """Return what the clock shows as used."""
    view = interview.clock()
    assert view is not None
    return view.used


def test_thinking_and_clarifying_count_inside_the_time_box(desk: Desk) -> None:
    interview = desk.sit(Mode.MOCK)
    desk.clock.advance(500)
    interview.begin_round()
    assert used(interview) == 0
    desk.clock.advance(60)
    interview.tell("Why?", None)
    desk.clock.advance(60)
    interview.begin_answer()
    desk.clock.advance(60)
    assert used(interview) == 180


def test_a_mock_answer_is_warned_twice_and_closes_exactly_when_its_grace_ends(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK), "Text.")
    assert pass_time(interview, desk.clock, LIMIT * 8 // 10 - 1) == []
    assert pass_time(interview, desk.clock, 1) == [Notice(percent=80)]
    assert pass_time(interview, desk.clock, LIMIT // 5 - 1) == []
    assert pass_time(interview, desk.clock, 1) == [Notice(percent=100)]
    assert pass_time(interview, desk.clock, int(GRACE) - 1) == []
    interview.type("Text. And this.")
    assert pass_time(interview, desk.clock, 1) == [Notice(closed=True)]
    each = interview.record().rounds[0]
    assert (each.closed_by, each.turns[-1].text, each.turns[-1].at) == (ClosedBy.TIME, "Text. And this.", LIMIT + GRACE)
    assert interview.state.phase is Phase.PROBING
    assert pass_time(interview, desk.clock, 5000) == []


def test_a_mock_answer_that_nobody_began_closes_empty(desk: Desk) -> None:
    interview = desk.sit(Mode.MOCK)
    interview.begin_round()
    desk.clock.advance(LIMIT + GRACE)
    assert interview.tick() == Notice(closed=True)
    assert interview.record().rounds[0].candidate_turns() == ("",)


def test_only_the_greater_warning_is_given_when_both_are_due(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK))
    desk.clock.advance(LIMIT)
    assert interview.tick() == Notice(percent=100)
    assert interview.tick() is None


def test_a_practice_answer_counts_overtime_and_never_closes_by_itself(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.PRACTICE), "Text.")
    assert pass_time(interview, desk.clock, 200, step=60) == [Notice(percent=80), Notice(percent=100)]
    assert interview.state.phase is Phase.ANSWERING
    assert interview.record().rounds[0].overtime == 200 * 60 - LIMIT
    interview.close_answer()
    desk.clock.advance(600)
    assert interview.record().rounds[0].overtime == 200 * 60 - LIMIT


def test_a_pause_stops_the_clock_of_a_practice_answer(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.PRACTICE))
    desk.clock.advance(100)
    interview.pause()
    for _ in range(3):
        desk.clock.advance(5000)
        assert interview.tick() is None
        assert used(interview) == 100
    interview.resume()
    assert used(interview) == 100
    desk.clock.advance(50)
    assert used(interview) == 150
    assert sum(stage.actual for stage in interview.record().rounds[0].stages) == 150


def test_a_pause_while_thinking_stops_the_clock_too(desk: Desk) -> None:
    interview = desk.sit(Mode.PRACTICE)
    interview.begin_round()
    interview.pause()
    desk.clock.advance(5000)
    interview.resume()
    assert used(interview) == 0
    assert interview.state.phase is Phase.THINKING


@pytest.mark.parametrize(("mode", "expected"), [(Mode.PRACTICE, 160), (Mode.MOCK, 760)])
def test_a_closed_lid_stops_the_clock_in_practice_and_not_in_a_mock(desk: Desk, mode: Mode, expected: float) -> None:
    interview = to_answer(desk.sit(mode))
    desk.clock.advance(100)
    desk.clock.sleep(600)
    desk.clock.advance(60)
    assert used(interview) == expected


def test_a_mock_answer_that_ran_out_under_a_closed_lid_closes_as_of_the_end_of_its_grace(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK), "Text.")
    desk.clock.advance(600)
    desk.clock.sleep(8 * 3600)
    assert interview.tick() == Notice(closed=True)
    each = interview.record().rounds[0]
    assert each.turns[-1].at == LIMIT + GRACE
    assert each.overtime == GRACE
    assert sum(stage.actual for stage in each.stages) == LIMIT + GRACE
    assert interview.now() == 600 + 8 * 3600


def test_a_letter_typed_after_the_end_and_before_the_close_does_not_turn_time_back(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK))
    desk.clock.advance(LIMIT + GRACE + 0.7)
    interview.type("Text.")
    desk.clock.advance(0.2)
    assert interview.tick() == Notice(closed=True)
    turn = interview.record().rounds[0].turns[-1]
    assert (turn.text, turn.at) == ("Text.", LIMIT + GRACE + 0.7)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_wall_clock_set_back_an_hour_changes_nothing(desk: Desk, mode: Mode) -> None:
    interview = to_answer(desk.sit(mode))
    desk.clock.advance(100)
    interview.type("Text.")
    desk.clock.wall -= timedelta(hours=1)
    assert used(interview) == 100
    desk.clock.advance(10)
    interview.type("Text. More.")
    assert used(interview) == 110


@pytest.mark.parametrize("mode", list(Mode))
def test_a_follow_up_has_two_minutes_of_its_own_with_the_same_rules(desk: Desk, mode: Mode) -> None:
    interview = to_answer(desk.sit(mode), "Text.")
    interview.close_answer()
    desk.clock.advance(3000)
    interview.next_probe()
    assert used(interview) == 0
    interview.type("Because.")
    notices = pass_time(interview, desk.clock, 120 + int(GRACE))
    if mode is Mode.MOCK:
        assert notices == [Notice(percent=80), Notice(percent=100), Notice(closed=True)]
        turn = interview.record().rounds[0].turns[-1]
        assert (turn.kind, turn.text, turn.at) == (TurnKind.PROBE_ANSWER, "Because.", 3000 + 120 + GRACE)
    else:
        assert notices == [Notice(percent=80), Notice(percent=100)]
        desk.clock.advance(5000)
        assert interview.tick() is None
        assert interview.state.answer_open
    assert interview.record().rounds[0].closed_by is ClosedBy.CANDIDATE


def test_a_follow_up_can_be_paused_in_practice(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.PRACTICE))
    interview.close_answer()
    interview.next_probe()
    interview.pause()
    desk.clock.advance(500)
    interview.resume()
    assert used(interview) == 0


def test_without_grace_a_mock_answer_closes_at_the_end_of_its_time(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK, grace=0))
    desk.clock.advance(LIMIT - 0.001)
    assert interview.tick() == Notice(percent=80)
    desk.clock.advance(0.001)
    assert interview.tick() == Notice(closed=True)


def test_stages_add_up_to_the_time_used_over_a_whole_answer(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK))
    for seconds in (100, 250, 300):
        desk.clock.advance(seconds)
        interview.next_stage()
    desk.clock.advance(77)
    interview.close_answer()
    desk.clock.advance(1000)
    stages = interview.record().rounds[0].stages
    assert [stage.actual for stage in stages] == [100, 250, 300, 77, 0]
    assert [stage.planned for stage in stages] == [180, 240, 300, 240, 240]


def test_a_round_is_timed_from_its_own_beginning(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK, rounds=2, probes=0))
    desk.clock.advance(900)
    interview.close_answer()
    interview.predict(PREDICTION)
    desk.clock.advance(300)
    interview.end_break()
    desk.clock.advance(300)
    interview.begin_round()
    desk.clock.advance(45)
    assert used(interview) == 45
    rounds = interview.record().rounds
    assert [sum(stage.actual for stage in each.stages) for each in rounds] == [900, 45]
