"""After a crash: the text, the turns, the stage and the true time are there, and an expired mock has three ways on."""

from pathlib import Path

import pytest

from simulator.history.records import ClosedBy, Mode, SessionStatus
from simulator.history.store import HistoryStore
from simulator.interview.conductor import Interview, Notice
from simulator.interview.drafts import find_drafts
from simulator.interview.session import Phase
from simulator.interview.starting import continue_interview
from tests.interview.builders import GRACE, PREDICTION, Desk, assessment, pass_time, through_round, to_answer

LIMIT = 1200
LONG = "Most drivers come for bread and leave with a quarter of a battery. " * 20


def used(interview: Interview) -> float:
    """Return what the clock shows as used."""
    view = interview.clock()
    assert view is not None
    return view.used


def half_way(desk: Desk, mode: Mode) -> Interview:
    """Return an answer under way with text, turns and a second stage, 400 seconds in."""
    interview = desk.sit(mode, rounds=2)
    interview.begin_round()
    desk.clock.advance(100)
    interview.tell("Why?", interview.question.facts[0])
    interview.type(LONG)
    desk.clock.advance(200)
    interview.next_stage()
    desk.clock.advance(100)
    interview.type(f"{LONG}More.")
    return interview


@pytest.mark.parametrize(("mode", "expected"), [(Mode.PRACTICE, 400), (Mode.MOCK, 700)])
def test_a_crash_keeps_text_turns_stage_and_the_true_time(desk: Desk, mode: Mode, expected: float) -> None:
    before = half_way(desk, mode)
    after = desk.crash(before, away=300)
    assert after.state == before.state
    assert after.state.round.text == f"{LONG}More."
    view = after.clock()
    assert view is not None
    assert (view.used, view.stage, view.stage_used) == (expected, "Set up the equation", expected - 300)
    desk.clock.advance(10)
    assert used(after) == expected + 10


@pytest.mark.parametrize("mode", list(Mode))
def test_a_session_goes_on_after_a_crash_as_if_nothing_had_been(desk: Desk, mode: Mode) -> None:
    interview = desk.crash(half_way(desk, mode))
    interview.type(f"{LONG}More. And more.")
    interview = desk.crash(interview)
    interview.close_answer()
    interview = desk.crash(interview)
    first = interview.next_probe()
    interview.type("Because.")
    interview = desk.crash(interview)
    assert interview.state.round.text == "Because."
    interview.close_answer()
    second = interview.next_probe()
    interview.close_answer()
    interview = desk.crash(interview)
    interview.predict(PREDICTION)
    interview = desk.crash(interview)
    interview.end_break()
    interview = desk.crash(through_round(interview))
    interview.put_off(1)
    interview = desk.crash(interview)
    interview.put_off(2)
    interview = desk.crash(interview)
    assert interview.finish()
    saved = desk.store.load(interview.state.id)
    assert saved.status is SessionStatus.FINISHED
    answer = saved.rounds[0].candidate_turns()
    assert answer == ("Why?", f"{LONG}More. And more.", "Because.", "")
    assert len({first.id, second.id}) == 2
    assert [each.waiting for each in saved.rounds] == [True, True]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_crash_gives_back_at_most_ten_seconds_of_thinking(desk: Desk, mode: Mode) -> None:
    interview = desk.sit(mode)
    interview.begin_round()
    pass_time(interview, desk.clock, 119)
    assert used(desk.crash(interview)) == {Mode.PRACTICE: 110, Mode.MOCK: 119}[mode]


@pytest.mark.parametrize("mode", list(Mode))
def test_leaving_in_good_order_gives_nothing_back(desk: Desk, mode: Mode) -> None:
    interview = to_answer(desk.sit(mode), "Text.")
    desk.clock.advance(95)
    interview.leave()
    assert used(desk.crash(interview)) == 95


def test_leaving_an_expired_mock_leaves_the_choice_open(desk: Desk) -> None:
    interview = expired_mock(desk)
    interview.leave()
    interview = desk.crash(interview)
    interview.go_on_as_practice()
    assert used(interview) == 400


@pytest.mark.parametrize("phase", ["briefing", "paused", "closed", "finished"])
def test_leaving_where_no_clock_runs_writes_nothing(desk: Desk, phase: str) -> None:
    interview = desk.sit(probes=0)
    if phase != "briefing":
        to_answer(interview)
    if phase == "paused":
        interview.pause()
    if phase == "closed":
        interview.close_answer()
    if phase == "finished":
        interview.discard()
    before = interview.state
    desk.clock.advance(50)
    interview.leave()
    assert interview.state is before


def test_a_pause_outlasts_a_crash(desk: Desk) -> None:
    interview = half_way(desk, Mode.PRACTICE)
    desk.clock.advance(50)
    interview.pause()
    interview = desk.crash(interview, away=5000)
    desk.clock.advance(500)
    assert interview.state.paused
    assert used(interview) == 450
    interview.resume()
    desk.clock.advance(1)
    assert used(interview) == 451


def test_a_follow_up_goes_on_after_a_crash_by_the_wall_clock_in_a_mock(desk: Desk) -> None:
    interview = half_way(desk, Mode.MOCK)
    interview.close_answer()
    probe = interview.next_probe()
    interview.type("Because.")
    interview = desk.crash(interview, away=60)
    assert interview.state.round.probe is not None
    assert interview.state.round.probe.id == probe.id
    assert used(interview) == 60
    interview = desk.crash(interview, away=3600)
    assert not interview.expired
    assert interview.tick() == Notice(closed=True)
    turn = interview.record().rounds[0].turns[-1]
    assert (turn.text, turn.at) == ("Because.", 400 + 120 + GRACE)


@pytest.mark.parametrize(("away", "over"), [(LIMIT + GRACE - 401, False), (LIMIT + GRACE - 400, True)])
def test_a_mock_expires_while_the_program_is_away_and_practice_never(desk: Desk, away: float, *, over: bool) -> None:
    assert desk.crash(half_way(desk, Mode.MOCK), away).expired is over
    assert not desk.crash(half_way(desk, Mode.PRACTICE), away).expired


def expired_mock(desk: Desk) -> Interview:
    """Return a mock that ran out while the program was away for a day."""
    interview = desk.crash(half_way(desk, Mode.MOCK), away=86_400)
    assert interview.expired
    return interview


def test_an_expired_mock_can_be_judged_as_it_stands(desk: Desk) -> None:
    interview = expired_mock(desk)
    interview.judge_what_is_there()
    assert interview.state.phase is Phase.PROBING
    assert not interview.expired
    each = interview.record().rounds[0]
    assert each.closed_by is ClosedBy.TIME
    assert each.turns[-1].text == f"{LONG}More."
    assert each.turns[-1].at == LIMIT + GRACE
    assert sum(stage.actual for stage in each.stages) == LIMIT + GRACE
    assert each.overtime == GRACE
    now = interview.now()
    interview = desk.crash(interview)
    assert interview.now() == now
    interview.next_probe()
    assert used(interview) == 0
    interview = desk.crash(interview)
    assert used(interview) == 0


def test_an_expired_mock_can_go_on_as_practice_with_the_time_it_had_left(desk: Desk) -> None:
    interview = expired_mock(desk)
    interview.go_on_as_practice()
    assert interview.state.mode is Mode.PRACTICE
    assert used(interview) == 400
    desk.clock.sleep(600)
    desk.clock.advance(30)
    assert used(interview) == 430
    interview.pause()
    interview.resume()
    interview.take_hint()
    assert desk.store.load(interview.state.id).switched_to_practice
    interview = desk.crash(interview, away=86_400)
    assert not interview.expired
    assert used(interview) == 430
    assert interview.record().switched_to_practice
    assert interview.record().mode is Mode.PRACTICE


def test_an_expired_mock_can_be_discarded(desk: Desk) -> None:
    interview = expired_mock(desk)
    interview.discard()
    saved = desk.store.load(interview.state.id)
    assert saved.status is SessionStatus.DISCARDED
    assert find_drafts(desk.folder) == ([], [])


def test_judgements_made_before_a_crash_are_there_after_it_and_are_added_to(desk: Desk) -> None:
    interview = through_round(desk.sit(rounds=2))
    interview.end_break()
    through_round(interview)
    assert interview.add_assessment(1, assessment("first"))
    interview = desk.crash(interview)
    assert [each.judged for each in interview.state.rounds] == [True, False]
    assert interview.add_assessment(1, assessment("second"))
    assert interview.add_assessment(2, assessment("third"))
    rounds = desk.store.load(interview.state.id).rounds
    assert [[each.id for each in one.assessments] for one in rounds] == [["first", "second"], ["third"]]
    assert interview.state.phase is Phase.DEBRIEF


def test_a_session_with_a_real_history_and_draft_survives_a_crash_and_ends_in_the_history(
    desk: Desk, tmp_path: Path
) -> None:
    interview = half_way(desk, Mode.MOCK)
    interview.close_answer()
    interview._draft.close()
    with_disk = HistoryStore(tmp_path / "history", desk.clock).open()
    try:
        (found,), lost = find_drafts(desk.folder)
        assert (found.state, lost) == (interview.state, [])
        again = continue_interview(found, desk.questions[:2], desk.clock, desk.folder, with_disk, desk.troubles.append)
        desk.sat.append(again)
        for _ in range(2):
            again.next_probe()
            again.close_answer()
        again.predict(PREDICTION)
        again.end_break()
        through_round(again, "The second.")
        again.put_off(1)
        again.put_off(2)
        assert again.finish()
        assert with_disk.load(again.state.id) == again.record()
        assert find_drafts(desk.folder) == ([], [])
    finally:
        with_disk.close()
    assert not desk.troubles


def test_a_history_file_lost_for_good_keeps_no_one_from_continuing_its_draft(desk: Desk, tmp_path: Path) -> None:
    interview = half_way(desk, Mode.PRACTICE)
    interview.close_answer()
    interview._draft.close()
    on_disk = HistoryStore(tmp_path / "history", desk.clock).open()
    try:
        on_disk.save(interview.record())
        for copy in on_disk.folder.rglob(f"{interview.state.id}.json"):
            copy.write_bytes(b"{torn")
        (found,), _ = find_drafts(desk.folder)
        again = continue_interview(found, desk.questions[:1], desk.clock, desk.folder, on_disk, desk.troubles.append)
        desk.sat.append(again)
        assert ["no good copy" in trouble.sentence for trouble in desk.troubles] == [True]
        again.next_probe()
        again.type("Still here.")
        again.close_answer()
        assert on_disk.load(again.state.id).rounds[0].turns == again.record().rounds[0].turns
        assert any(path.read_bytes() == b"{torn" for path in on_disk.folder.rglob("damaged/*"))
    finally:
        on_disk.close()
