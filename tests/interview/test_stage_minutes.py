"""Minutes against plan, overtime, and which dimensions an answer left thin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.history.records import ClosedBy, Mode
from simulator.interview import events as ev
from simulator.interview.pacing import clock_view, overtime, stage_minutes, thinness
from simulator.interview.session import RoundState, apply, start
from tests.fakes import BEGIN
from tests.interview.builders import STAGES, plan, started


def sat(begun: float, marks: list[float], closed: float | None, words: tuple[int, ...] = ()) -> RoundState:
    """Return a round begun at ``begun``, with stages entered at ``marks`` and so many words typed in each."""
    state = apply(start(started(Mode.MOCK)), ev.RoundBegun(at=begun, utc=BEGIN))
    state = apply(state, ev.AnswerBegun(at=begun, utc=BEGIN))
    typed = 0
    for number, at in enumerate([*marks, closed]):
        if number < len(words):
            typed += words[number]
            state = apply(state, ev.TextSet(at=state.last_at, utc=BEGIN, text="word " * typed))
        if at is not None and number < len(marks):
            state = apply(state, ev.StageEntered(at=at, utc=BEGIN))
    if closed is not None:
        state = apply(state, ev.AnswerClosed(at=closed, utc=BEGIN, by=ClosedBy.CANDIDATE))
    return state.round


def test_stages_have_their_plan_and_their_actual_time() -> None:
    each = sat(50, [150, 500], 700)
    found = [(stage.id, stage.name, stage.planned, stage.actual) for stage in stage_minutes(each, 9999)]
    assert found == [("open", "Open", 120, 100), ("build", "Build", 360, 350), ("land", "Land", 120, 200)]


def test_a_stage_that_was_never_entered_has_no_time() -> None:
    assert [stage.actual for stage in stage_minutes(sat(0, [], 300), 300)] == [300, 0, 0]
    assert [stage.actual for stage in stage_minutes(RoundState(plan()), 300)] == [0, 0, 0]


def test_the_stage_under_way_counts_up_to_now() -> None:
    assert [stage.actual for stage in stage_minutes(sat(0, [100], None), 160)] == [100, 60, 0]


@settings(max_examples=100, deadline=None)
@given(
    begun=st.integers(0, 1000),
    steps=st.lists(st.integers(0, 500), max_size=2),
    last=st.integers(0, 500),
    is_closed=st.booleans(),
)
def test_the_minutes_of_all_stages_add_up_to_the_time_used(
    begun: int, steps: list[int], last: int, *, is_closed: bool
) -> None:
    marks = [float(begun + sum(steps[: number + 1])) for number in range(len(steps))]
    end = float(begun + sum(steps) + last)
    each = sat(begun, marks, end if is_closed else None)
    spent = [stage.actual for stage in stage_minutes(each, end)]
    assert sum(spent) == end - begun
    assert spent[len(marks) + 1 :] == [0] * (2 - len(marks))


@pytest.mark.parametrize(("closed", "over"), [(599, 0), (600, 0), (640, 40)])
def test_overtime_is_what_the_answer_took_beyond_its_time_box(closed: float, over: float) -> None:
    each = sat(0, [], closed)
    assert overtime(each, 9999) == over


def test_overtime_grows_while_the_answer_is_open_and_is_none_before_the_round() -> None:
    assert overtime(sat(100, [], None), 750) == 50
    assert overtime(RoundState(plan()), 9999) == 0


def test_follow_ups_add_nothing_to_the_overtime_and_minutes_of_the_answer() -> None:
    state = apply(start(started(Mode.MOCK)), ev.RoundBegun(at=0, utc=BEGIN))
    state = apply(state, ev.AnswerClosed(at=500, utc=BEGIN, by=ClosedBy.CANDIDATE))
    state = apply(state, ev.ProbeAsked(at=550, utc=BEGIN, probe="why", text="Why?"))
    assert clock_view(state, 900) is not None
    assert overtime(state.round, 900) == 0
    assert sum(stage.actual for stage in stage_minutes(state.round, 900)) == 500


def test_dimensions_of_skipped_stages_are_as_thin_as_can_be() -> None:
    assert thinness(sat(0, [], 600, (200,))) == {"scoping": 0, "structure": 1, "quantitative": 1, "decision": 1}


def test_an_answer_to_the_plan_is_thin_nowhere() -> None:
    found = thinness(sat(0, [120, 480], 600, (40, 120, 40)))
    assert found == {"scoping": 0, "structure": 0, "quantitative": 0, "decision": 0}


def test_a_stage_hurried_through_is_thinner_than_one_that_had_its_time_and_thicker_than_one_skipped() -> None:
    found = thinness(sat(0, [120, 300], 320, (40, 60, 4)))
    assert 0 == found["scoping"] < found["structure"] < found["decision"] < 1


def test_a_stage_with_time_and_no_words_counts_half() -> None:
    assert thinness(sat(0, [120, 480], 600, (40, 160, 0)))["decision"] == pytest.approx(0.5)


def test_a_dimension_is_as_thick_as_the_best_of_its_stages() -> None:
    shared = (*STAGES[:2], ev.PlannedStage(id="land", name="Land", seconds=120, dimensions=("scoping", "decision")))
    state = start(started().model_copy(update={"rounds": (plan(stages=shared),)}))
    state = apply(state, ev.RoundBegun(at=0, utc=BEGIN))
    state = apply(state, ev.AnswerClosed(at=120, utc=BEGIN, by=ClosedBy.CANDIDATE))
    assert thinness(state.round) == {"scoping": 0.5, "structure": 1, "quantitative": 1, "decision": 1}


def test_no_amount_of_time_makes_up_for_words_that_were_not_said() -> None:
    assert thinness(sat(0, [500], 600, (0, 200)))["scoping"] == 0.5


def test_an_answer_closed_at_once_and_without_a_word_is_thin_everywhere() -> None:
    assert set(thinness(sat(0, [], 0)).values()) == {1.0}
