"""The legal path of a session: every phase in its order, and what each step leaves behind."""

from dataclasses import replace

import pytest

from simulator.history.records import ClosedBy, Mode, Speaker, TurnKind
from simulator.interview import events as ev
from simulator.interview.session import Phase, apply, start
from tests.fakes import BEGIN
from tests.interview.builders import PREDICTION, full_log, started, stepwise

ROUND_PHASES = {
    "round_begun": Phase.THINKING,
    "clarification_asked": Phase.THINKING,
    "answer_begun": Phase.ANSWERING,
    "late_text": Phase.PROBING,
    "probe_asked": Phase.PROBING,
    "break_ended": Phase.BRIEFING,
}


def test_a_session_starts_with_the_briefing_of_its_first_round() -> None:
    state = start(started(rounds=3))
    assert (state.phase, state.current, len(state.rounds)) == (Phase.BRIEFING, 0, 3)
    assert not state.timed
    assert not state.answer_open


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("rounds", [1, 3])
def test_every_event_of_a_whole_session_is_legal_and_leads_to_its_phase(mode: Mode, rounds: int) -> None:
    log = full_log(mode, rounds)
    state = stepwise(log[:1])
    visited = [state.phase]
    for event in log[1:]:
        state = apply(state, event)
        visited.append(state.phase)
        assert state.phase is ROUND_PHASES.get(event.type, state.phase)
        assert (state.last_at, state.last_utc) == (event.at, event.utc)
    one_round = [Phase.BRIEFING, Phase.THINKING, Phase.ANSWERING, Phase.PROBING, Phase.PREDICTION, Phase.BREAK]
    expected = one_round * rounds
    expected[-1:] = [Phase.JUDGEMENT, Phase.DEBRIEF]
    changes = [phase for place, phase in enumerate(visited) if place == 0 or visited[place - 1] is not phase]
    assert changes == expected
    assert state.finished
    assert not state.discarded


def test_the_rounds_of_a_session_keep_their_own_turns_hints_marks_and_prediction() -> None:
    state = stepwise(full_log(rounds=3))
    for number, each in enumerate(state.rounds, start=1):
        said = [(turn.speaker, turn.kind, turn.text, turn.ref) for turn in each.turns]
        assert said == [
            (Speaker.CANDIDATE, TurnKind.CLARIFICATION, "Who?", "who"),
            (Speaker.INTERVIEWER, TurnKind.FACT, "Us.", "who"),
            (Speaker.INTERVIEWER, TurnKind.HINT, "Count the cups.", "open"),
            (Speaker.CANDIDATE, TurnKind.ANSWER, f"Round {number}: twelve cups.", ""),
            (Speaker.CANDIDATE, TurnKind.LATE, "And milk.", ""),
            (Speaker.INTERVIEWER, TurnKind.PROBE, "why?", "why"),
            (Speaker.CANDIDATE, TurnKind.PROBE_ANSWER, f"{number} why: because.", "why"),
            (Speaker.INTERVIEWER, TurnKind.PROBE, "cost?", "cost"),
            (Speaker.CANDIDATE, TurnKind.PROBE_ANSWER, f"{number} cost: because.", "cost"),
        ]
        assert each.told == ("who",)
        assert each.hints == ("open",)
        assert each.probes == ("why", "cost")
        assert each.prediction == PREDICTION
        assert each.warned == {80}
        assert each.words_at_marks == (0, 4)
        assert each.closed_by is ClosedBy.CANDIDATE
        assert each.judged


def test_a_question_that_no_fact_covers_is_kept_as_such() -> None:
    asked = ev.ClarificationAsked(at=20, utc=BEGIN, question="How old?", reply="Assume it.")
    state = apply(stepwise(full_log()[:2]), asked)
    assert [turn.kind for turn in state.round.turns] == [TurnKind.CLARIFICATION, TurnKind.NO_FACT]
    assert state.round.told == ()


def test_a_round_without_follow_ups_goes_from_the_answer_to_the_prediction() -> None:
    state = start(started(probes=0))
    for event in (ev.RoundBegun(at=1, utc=BEGIN), ev.AnswerClosed(at=2, utc=BEGIN, by=ClosedBy.TIME)):
        state = apply(state, event)
    assert state.phase is Phase.PREDICTION
    assert state.round.closed_by is ClosedBy.TIME


def test_the_answer_to_a_follow_up_starts_empty_and_leaves_the_closing_of_the_answer_alone() -> None:
    log = full_log()
    until = next(place for place, event in enumerate(log) if event.type == "probe_asked")
    asked = stepwise(log[: until + 1])
    assert asked.round.text == ""
    assert asked.round.probe is not None
    assert asked.answer_open
    closed_at = asked.round.closed_at
    assert stepwise(log[: until + 3]).round.closed_at == closed_at


@pytest.mark.parametrize("numbers", [(1, 2, 3), (3, 1, 2)])
def test_the_debrief_waits_for_the_last_round_to_be_judged_or_put_off(numbers: tuple[int, ...]) -> None:
    log = full_log(rounds=3)
    state = stepwise(log[:-4])
    for place, number in enumerate(numbers):
        assert state.phase is Phase.JUDGEMENT
        judged = ev.RoundJudged(at=state.last_at, utc=BEGIN, number=number, put_off=place == 1)
        state = apply(state, judged)
    assert state.phase is Phase.DEBRIEF


def test_the_same_round_judged_three_times_does_not_end_the_judgement() -> None:
    state = stepwise(full_log(rounds=3)[:-4])
    for _ in range(3):
        state = apply(state, ev.RoundJudged(at=state.last_at, utc=BEGIN, number=2))
    assert state.phase is Phase.JUDGEMENT


def test_a_session_can_be_discarded_while_paused() -> None:
    log = full_log()
    paused = next(place for place, event in enumerate(log) if event.type == "paused")
    state = stepwise(log[: paused + 1])
    state = apply(state, ev.Finished(at=state.last_at, utc=BEGIN, discarded=True))
    assert state.finished
    assert state.discarded


def test_a_mock_that_goes_on_as_practice_says_so_and_may_pause() -> None:
    state = stepwise(full_log(Mode.MOCK)[:4])
    switched = apply(state, ev.SwitchedToPractice(at=state.last_at, utc=BEGIN))
    expected = replace(state, mode=Mode.PRACTICE, switched_to_practice=True, last_utc=BEGIN)
    assert switched == expected
    assert apply(switched, ev.Paused(at=state.last_at, utc=BEGIN)).paused


def test_a_discarded_session_keeps_the_text_of_its_open_answer() -> None:
    log = full_log()
    typed = next(number for number, event in enumerate(log) if isinstance(event, ev.TextSet | ev.TextEdited))
    state = stepwise(log[: typed + 1])
    text = state.round.text
    assert text
    ended = apply(state, ev.Finished(at=state.last_at, utc=log[typed].utc, discarded=True))
    assert (ended.discarded, ended.round.turns[-1].text, ended.round.closed_by) == (True, text, None)
