"""Every event in every phase: what cannot happen there is refused and changes nothing."""

import copy

import pytest

from simulator.history.records import ClosedBy, Mode
from simulator.interview import events as ev
from simulator.interview.session import IllegalEventError, SessionState, apply
from tests.fakes import BEGIN
from tests.interview.builders import PREDICTION, edited, full_log, started, stepwise

NOW = 5000.0
EVENTS: dict[str, ev.AnyEvent] = {
    "session_started": started(),
    "round_begun": ev.RoundBegun(at=NOW, utc=BEGIN),
    "answer_begun": ev.AnswerBegun(at=NOW, utc=BEGIN),
    "text_set": ev.TextSet(at=NOW, utc=BEGIN, text="Another text."),
    "clarification_asked": ev.ClarificationAsked(at=NOW, utc=BEGIN, question="Why?", reply="So."),
    "stage_entered": ev.StageEntered(at=NOW, utc=BEGIN),
    "hint_taken": ev.HintTaken(at=NOW, utc=BEGIN, stage="build", text="Build."),
    "paused": ev.Paused(at=NOW, utc=BEGIN),
    "resumed": ev.Resumed(at=NOW, utc=BEGIN),
    "warned": ev.Warned(at=NOW, utc=BEGIN, percent=100),
    "time_passed": ev.TimePassed(at=NOW, utc=BEGIN),
    "answer_closed": ev.AnswerClosed(at=NOW, utc=BEGIN, by=ClosedBy.CANDIDATE),
    "late_text": ev.LateText(at=NOW, utc=BEGIN, text="Late."),
    "probe_asked": ev.ProbeAsked(at=NOW, utc=BEGIN, probe="new", text="New?"),
    "predicted": ev.Predicted(at=NOW, utc=BEGIN, prediction=PREDICTION),
    "break_ended": ev.BreakEnded(at=NOW, utc=BEGIN),
    "round_judged": ev.RoundJudged(at=NOW, utc=BEGIN, number=1),
    "switched_to_practice": ev.SwitchedToPractice(at=NOW, utc=BEGIN),
    "finished": ev.Finished(at=NOW, utc=BEGIN),
    "discarded": ev.Finished(at=NOW, utc=BEGIN, discarded=True),
}
TYPING = "text_set text_edited"
DURING = "clarification_asked stage_entered hint_taken paused warned time_passed answer_closed"
LEGAL = {
    "briefing": "round_begun",
    "thinking": f"answer_begun {DURING}",
    "answering": f"{TYPING} {DURING}",
    "paused": "resumed",
    "probe due": "late_text probe_asked",
    "probe open": f"{TYPING} paused warned time_passed answer_closed late_text",
    "prediction": "late_text predicted",
    "break": "late_text break_ended",
    "briefing of round 2": "round_begun",
    "judgement": "late_text round_judged",
    "debrief": "late_text round_judged finished",
    "finished": "",
}
"""What each stand of a practice session allows. Discarding is allowed in all but the last."""
LAST_EVENT = {
    "briefing": ("session_started", 1),
    "thinking": ("round_begun", 1),
    "answering": ("text_set", 1),
    "paused": ("paused", 1),
    "probe due": ("answer_closed", 1),
    "probe open": ("probe_asked", 1),
    "prediction": ("answer_closed", 3),
    "break": ("predicted", 1),
    "briefing of round 2": ("break_ended", 1),
    "judgement": ("predicted", 2),
    "debrief": ("round_judged", 2),
    "finished": ("finished", 1),
}
"""Up to which event, and which of its kind, a session of two rounds has to be played."""
NOT_IN_MOCK = {"hint_taken", "paused", "resumed"}


def stand(name: str, mode: Mode) -> SessionState:
    """Return the state of a session that stands as the tables name it."""
    kind, count = LAST_EVENT[name]
    log = full_log(mode, rounds=2)
    places = [place for place, event in enumerate(log) if event.type == kind]
    return stepwise(log[: places[count - 1] + 1])


def allowed(name: str, mode: Mode) -> set[str]:
    """Return the names of the events that may happen there."""
    names = set(LEGAL[name].split())
    if mode is Mode.MOCK:
        names = names - NOT_IN_MOCK
        if name != "finished":
            names.add("switched_to_practice")
    return names if name == "finished" else names | {"discarded"}


def taken(state: SessionState, event: ev.AnyEvent) -> bool:
    """Return whether the event may happen; in any case neither it nor the state may change by that."""
    before = copy.deepcopy(state)
    asked = event.model_copy(deep=True)
    try:
        after = apply(state, event)
    except IllegalEventError:
        is_taken = False
    else:
        is_taken = True
        assert after != state
        assert after == apply(state, event)
    assert state == before
    assert event == asked
    return is_taken


CASES = [(mode, name) for mode in Mode for name in LEGAL if not (mode is Mode.MOCK and name == "paused")]


@pytest.mark.parametrize(("mode", "name"), CASES)
def test_each_event_is_taken_where_it_belongs_and_refused_elsewhere(mode: Mode, name: str) -> None:
    state = stand(name, mode)
    events = {**EVENTS, "text_edited": edited(NOW, state.round.text, 0, 0, "So: ")}
    assert {kind for kind, event in events.items() if taken(state, event)} == allowed(name, mode)


@pytest.mark.parametrize("name", [name for name in LEGAL if name not in ("finished", "paused")])
def test_an_event_from_the_past_is_refused_everywhere(name: str) -> None:
    state = stand(name, Mode.PRACTICE)
    late = ev.Finished(at=state.last_at - 0.001, utc=BEGIN, discarded=True) if state.last_at else None
    if late:
        with pytest.raises(IllegalEventError, match="backwards"):
            apply(state, late)
    assert apply(state, ev.Finished(at=state.last_at, utc=BEGIN, discarded=True)).finished


@pytest.mark.parametrize(
    ("name", "event"),
    [
        pytest.param("answering", edited(NOW, "some other text", 0, 0, "x"), id="an edit of another text"),
        pytest.param("answering", ev.HintTaken(at=NOW, utc=BEGIN, stage="open", text="Again."), id="a hint twice"),
        pytest.param("judgement", ev.RoundJudged(at=NOW, utc=BEGIN, number=0), id="round 0"),
        pytest.param("judgement", ev.RoundJudged(at=NOW, utc=BEGIN, number=3), id="round 3 of 2"),
    ],
)
def test_an_event_of_the_right_kind_with_a_wrong_content_is_refused(name: str, event: ev.AnyEvent) -> None:
    state = stand(name, Mode.PRACTICE)
    with pytest.raises(IllegalEventError):
        apply(state, event)


def test_a_follow_up_is_never_asked_twice() -> None:
    log = full_log()
    second = [place for place, event in enumerate(log) if event.type == "probe_asked"][1]
    with pytest.raises(IllegalEventError, match="was asked"):
        apply(stepwise(log[:second]), ev.ProbeAsked(at=NOW, utc=BEGIN, probe="why", text="why?"))


def test_there_is_no_stage_after_the_last_one() -> None:
    state = stand("thinking", Mode.PRACTICE)
    for _ in range(2):
        state = apply(state, EVENTS["stage_entered"])
    assert state.round.stage == 2
    with pytest.raises(IllegalEventError, match="last stage"):
        apply(state, EVENTS["stage_entered"])
