"""What the clock shows: one time box for thinking, asking and answering; warnings; the close of a mock answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.history.records import ClosedBy, Mode
from simulator.interview import events as ev
from simulator.interview.pacing import PROBE_SECONDS, ClockView, clock_view, expired
from simulator.interview.session import Phase, SessionState, apply, start
from tests.fakes import BEGIN
from tests.interview.builders import GRACE, started

LIMIT = 600.0


def begun(mode: Mode, at: float = 100.0) -> SessionState:
    """Return a session whose round began at ``at`` seconds."""
    return apply(start(started(mode)), ev.RoundBegun(at=at, utc=BEGIN))


def probing(mode: Mode, at: float = 300.0) -> SessionState:
    """Return a session with a follow-up asked at ``at`` seconds."""
    state = apply(begun(mode), ev.AnswerClosed(at=200, utc=BEGIN, by=ClosedBy.CANDIDATE))
    return apply(state, ev.ProbeAsked(at=at, utc=BEGIN, probe="why", text="Why?"))


def shown(state: SessionState, at: float) -> ClockView:
    """Return what the clock shows, which must show something."""
    view = clock_view(state, at)
    assert view is not None
    return view


@pytest.mark.parametrize("mode", list(Mode))
def test_thinking_asking_and_answering_use_up_one_time_box(mode: Mode) -> None:
    state = begun(mode)
    assert (shown(state, 160).used, shown(state, 160).left) == (60, 540)
    state = apply(state, ev.ClarificationAsked(at=190, utc=BEGIN, question="Who?", reply="Us."))
    assert shown(state, 190).used == 90
    state = apply(state, ev.AnswerBegun(at=200, utc=BEGIN))
    assert (shown(state, 230).limit, shown(state, 230).used, shown(state, 230).left) == (LIMIT, 130, 470)


def test_the_clock_shows_the_stage_its_minutes_and_its_plan() -> None:
    state = apply(begun(Mode.PRACTICE), ev.StageEntered(at=150, utc=BEGIN))
    view = shown(state, 190)
    assert (view.stage, view.stage_used, view.stage_planned, view.used) == ("Build", 40, 360, 90)


def test_no_clock_is_shown_where_no_limit_runs() -> None:
    assert clock_view(start(started()), 50) is None
    state = apply(begun(Mode.MOCK), ev.AnswerClosed(at=200, utc=BEGIN, by=ClosedBy.TIME))
    assert clock_view(state, 9999) is None


@pytest.mark.parametrize("at", [0, 599, 601, 1e6])
def test_a_practice_answer_never_has_to_close_and_counts_overtime_below_zero(at: float) -> None:
    view = shown(begun(Mode.PRACTICE), 100 + at)
    assert view.closes_at is None
    assert not view.closing
    assert view.overdue == 0
    assert view.left == LIMIT - at


@pytest.mark.parametrize(("used", "closing"), [(LIMIT, False), (LIMIT + GRACE - 0.001, False), (LIMIT + GRACE, True)])
def test_a_mock_answer_has_to_close_exactly_when_its_grace_ends(used: float, *, closing: bool) -> None:
    view = shown(begun(Mode.MOCK), 100 + used)
    assert view.closing is closing
    assert view.closes_at == LIMIT + GRACE


def test_being_overdue_counts_from_the_end_of_the_grace() -> None:
    assert shown(begun(Mode.MOCK), 100 + LIMIT + GRACE + 30).overdue == 30
    assert shown(begun(Mode.MOCK), 100 + LIMIT).overdue == 0


def test_a_follow_up_has_two_minutes_of_its_own() -> None:
    assert PROBE_SECONDS == 120
    view = shown(probing(Mode.MOCK), 350)
    assert (view.limit, view.used, view.left, view.stage) == (120, 50, 70, "")
    assert not shown(probing(Mode.MOCK), 300 + 120 + GRACE - 0.001).closing
    assert shown(probing(Mode.MOCK), 300 + 120 + GRACE).closing
    assert not shown(probing(Mode.PRACTICE), 1e6).closing


WARNINGS: list[tuple[float, set[int], int | None]] = [
    (479.9, set(), None),
    (480, set(), 80),
    (480, {80}, None),
    (599.9, {80}, None),
    (600, {80}, 100),
    (600, set(), 100),
    (600, {100}, None),
    (9999, {80, 100}, None),
]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("used", "given", "due"), WARNINGS)
def test_a_warning_is_due_once_and_only_the_greater_of_two(
    mode: Mode, used: float, given: set[int], due: int | None
) -> None:
    assert shown(begun(mode), 100 + used).due_warning(frozenset(given)) == due


@pytest.mark.parametrize(("used", "due"), [(95, None), (96, 80), (120, 100)])
def test_a_follow_up_is_warned_about_by_its_own_two_minutes(used: float, due: int | None) -> None:
    assert shown(probing(Mode.PRACTICE), 300 + used).due_warning(frozenset()) == due


def test_a_warning_belongs_to_the_answer_or_to_the_follow_up_under_way() -> None:
    state = apply(begun(Mode.MOCK), ev.Warned(at=580, utc=BEGIN, percent=80))
    assert state.round.warned == {80}
    state = apply(state, ev.AnswerClosed(at=590, utc=BEGIN, by=ClosedBy.CANDIDATE))
    state = apply(state, ev.ProbeAsked(at=600, utc=BEGIN, probe="why", text="Why?"))
    assert state.round.probe is not None
    assert state.round.probe.warned == frozenset()
    state = apply(state, ev.Warned(at=700, utc=BEGIN, percent=80))
    assert state.round.probe is not None
    assert state.round.probe.warned == {80}
    assert state.round.warned == {80}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 200), max_size=12))
def test_whenever_one_looks_each_share_is_announced_at_most_once_and_never_a_lower_after_a_higher(
    steps: list[float],
) -> None:
    told: list[int] = []
    used = 0.0
    for step in steps:
        used += step
        percent = ClockView(LIMIT, used, None).due_warning(frozenset(told))
        if percent:
            told.append(percent)
    assert told in ([], [80], [100], [80, 100])
    assert (100 in told) == (used >= LIMIT)


@pytest.mark.parametrize(
    ("mode", "used", "over"),
    [(Mode.MOCK, LIMIT + GRACE, True), (Mode.MOCK, LIMIT + GRACE - 1, False), (Mode.PRACTICE, 1e6, False)],
)
def test_only_a_mock_answer_expires(mode: Mode, used: float, *, over: bool) -> None:
    assert expired(begun(mode), 100 + used) is over


def test_a_follow_up_does_not_expire_it_closes() -> None:
    state = probing(Mode.MOCK)
    assert state.phase is Phase.PROBING
    assert not expired(state, 1e6)
