"""Whole sessions: what each step answers, what the record says after it, and when the history is saved."""

import pytest

from simulator.errors import RefusedError
from simulator.history.records import Mode, SessionStatus, TurnKind
from simulator.interview.conductor import LONGEST_ANSWER, Interview
from simulator.interview.interviewer import NO_FACT
from simulator.interview.session import Phase
from tests.interview.builders import PREDICTION, Desk, through_round, to_answer

TEXT = "I would rather count drivers than cars.\nThen the money."


def kinds(interview: Interview) -> list[str]:
    """Return the kinds of the turns in the first round's record."""
    return [turn.kind.value for turn in interview.record().rounds[0].turns]


def test_the_record_is_right_after_each_step_of_a_practice_session(desk: Desk) -> None:
    interview = desk.sit()
    record = interview.record()
    assert (record.id, record.mode, record.status) == (interview.state.id, Mode.PRACTICE, SessionStatus.UNDER_WAY)
    assert record.rounds[0].started is None
    assert record.rounds[0].minutes == 20

    interview.begin_round()
    assert interview.record().rounds[0].started == desk.clock.utc()
    desk.clock.advance(30)
    fact = interview.question.fact("costs")
    assert interview.tell(" What does\x00 a charging point cost? ", fact) == fact.text.strip()
    assert interview.tell("How tall are they?", None) == NO_FACT
    assert kinds(interview) == ["clarification", "fact", "clarification", "no_fact"]
    assert interview.record().rounds[0].candidate_turns()[0] == "What does a charging point cost?"

    desk.clock.advance(30)
    assert interview.type(TEXT)
    assert interview.state.phase is Phase.ANSWERING
    assert interview.next_stage() == "Set up the equation"
    desk.clock.advance(60)
    stages = {stage.id: stage.actual for stage in interview.record().rounds[0].stages}
    assert stages == {"clarify": 60, "equation": 60, "inputs": 0, "compute": 0, "decide": 0}
    assert interview.take_hint() == interview.question.stages[1].hint
    assert interview.record().rounds[0].hints == 1

    assert interview.record().rounds[0].closed_by is None
    interview.close_answer()
    record = interview.record()
    assert record.rounds[0].closed_by == "candidate"
    assert record.rounds[0].turns[-1].text == TEXT
    assert record.rounds[0].turns[-1].at == 120

    probe = interview.next_probe()
    interview.type("Because.")
    interview.close_answer()
    turns = interview.record().rounds[0].turns
    assert [(turn.kind, turn.ref, turn.text) for turn in turns[-2:]] == [
        (TurnKind.PROBE, probe.id, probe.text.strip()),
        (TurnKind.PROBE_ANSWER, probe.id, "Because."),
    ]
    assert interview.next_probe().id != probe.id
    interview.close_answer()
    interview.predict(PREDICTION)
    assert interview.record().rounds[0].prediction == PREDICTION
    interview.put_off(1)
    assert interview.record().rounds[0].waiting
    assert interview.record().status is SessionStatus.UNDER_WAY
    assert interview.finish()
    assert interview.record().status is SessionStatus.FINISHED


@pytest.mark.parametrize("mode", list(Mode))
def test_a_session_of_three_rounds_runs_to_its_end_and_is_in_the_history(desk: Desk, mode: Mode) -> None:
    interview = desk.sit(mode, rounds=3)
    for number in range(3):
        assert interview.question is desk.questions[number]
        through_round(interview, f"Answer {number}.")
        if number < 2:
            assert interview.state.phase is Phase.BREAK
            interview.end_break()
    for number in (1, 2, 3):
        interview.put_off(number)
    assert interview.state.phase is Phase.DEBRIEF
    assert interview.finish()
    saved = desk.store.load(interview.state.id)
    assert saved == interview.record()
    assert saved.status is SessionStatus.FINISHED
    assert [each.candidate_turns() for each in saved.rounds] == [
        (f"Answer {number}.", "A reply.", "A reply.") for number in range(3)
    ]
    assert not desk.troubles
    assert list(desk.folder.iterdir()) == []


def test_the_history_has_every_answer_as_soon_as_it_is_closed(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK), TEXT)
    assert desk.store.saves == 0
    interview.close_answer()
    assert desk.store.load(interview.state.id).rounds[0].candidate_turns() == (TEXT,)
    interview.next_probe()
    interview.type("Because.")
    interview.close_answer()
    assert desk.store.load(interview.state.id).rounds[0].candidate_turns() == (TEXT, "Because.")


def test_the_end_is_saved_once(desk: Desk) -> None:
    interview = through_round(desk.sit())
    interview.put_off(1)
    saves = desk.store.saves
    interview.finish()
    assert desk.store.saves == saves + 1


def test_a_discarded_session_stays_in_the_history_as_discarded_with_its_turns(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK, rounds=2), TEXT)
    interview.close_answer()
    assert interview.discard()
    saved = desk.store.load(interview.state.id)
    assert saved.status is SessionStatus.DISCARDED
    assert saved.rounds[0].candidate_turns() == (TEXT,)
    assert list(desk.folder.iterdir()) == []


def test_typing_ends_the_thinking_but_an_empty_text_does_not(desk: Desk) -> None:
    interview = desk.sit()
    interview.begin_round()
    phases = []
    for text in ("", "W", ""):
        assert interview.type(text)
        phases.append(interview.state.phase)
    assert phases == [Phase.THINKING, Phase.ANSWERING, Phase.ANSWERING]


def test_control_characters_are_stripped_and_everything_else_is_kept(desk: Desk) -> None:
    interview = to_answer(desk.sit())
    assert interview.type("a\x00b\x1b[31m\tc\r\nd\x7f\ud800 שלום \u202eعربي\u202c 👩\u200d🔧\n")
    assert interview.state.round.text == "ab[31m\tc\nd שלום \u202eعربي\u202c 👩\u200d🔧\n"


def test_an_answer_of_200000_characters_is_cut_and_says_so_each_time(desk: Desk) -> None:
    interview = to_answer(desk.sit())
    pasted = "".join(f"{number} " for number in range(40_000))[:200_000]
    assert not interview.type(pasted)
    assert interview.state.round.text == pasted[:LONGEST_ANSWER]
    assert not interview.type(pasted + "more")
    assert interview.type(pasted[:LONGEST_ANSWER])
    assert interview.type("\x00" * 50_000 + "short")
    assert interview.state.round.text == "short"
    assert desk.found(interview).state == interview.state


def test_a_clarifying_question_of_200000_characters_is_cut(desk: Desk) -> None:
    interview = to_answer(desk.sit())
    interview.tell("why " * 50_000, None)
    assert len(interview.state.round.turns[0].text) == LONGEST_ANSWER


def test_late_text_is_kept_and_never_counts_as_evidence(desk: Desk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK), TEXT)
    interview.close_answer()
    interview.keep_late(" \n")
    assert kinds(interview) == ["answer"]
    interview.keep_late("One more thing\x00.")
    record = interview.record().rounds[0]
    assert (record.turns[-1].kind, record.turns[-1].text) == (TurnKind.LATE, "One more thing.")
    assert record.candidate_turns() == (TEXT,)
    assert record.words == len(TEXT.split())
    assert desk.found(interview).state.round.turns[-1].text == "One more thing."


def test_late_text_while_the_answer_is_open_is_refused(desk: Desk) -> None:
    interview = to_answer(desk.sit(), TEXT)
    with pytest.raises(RefusedError, match="still open"):
        interview.keep_late("Early.")


def test_matching_a_question_tells_and_logs_nothing(desk: Desk) -> None:
    interview = to_answer(desk.sit())
    before = interview.state
    assert interview.match("what does a charging point cost").fact == interview.question.fact("costs")
    assert interview.state is before


def test_the_same_fact_asked_twice_is_told_in_the_same_words(desk: Desk) -> None:
    interview = to_answer(desk.sit())
    fact = interview.question.facts[0]
    assert interview.tell("Why?", fact) == interview.tell("Really?", fact)
    assert interview.state.round.told == (fact.id, fact.id)


def test_the_first_follow_up_presses_a_stage_that_was_skipped(desk: Desk) -> None:
    interview = to_answer(desk.sit(probes=4))
    text = ""
    for stage in interview.question.stages[:-1]:
        text += "word " * stage.minutes * 10
        interview.type(text)
        desk.clock.advance(stage.minutes * 60)
        if stage is not interview.question.stages[-2]:
            interview.next_stage()
    interview.close_answer()
    assert interview.question.probes[0].dimension not in ("decision", "execution")
    assert interview.next_probe().dimension in interview.question.stages[-1].dimensions


def test_all_follow_ups_of_a_card_come_once_and_then_there_are_no_more(desk: Desk) -> None:
    interview = to_answer(desk.sit(probes=4), TEXT)
    interview.close_answer()
    asked = set()
    for _ in range(4):
        asked.add(interview.next_probe().id)
        interview.close_answer()
    assert len(asked) == 4
    with pytest.raises(RefusedError):
        interview.next_probe()


def test_a_follow_up_known_from_an_earlier_attempt_is_put_off(desk: Desk) -> None:
    first = to_answer(desk.sit(), TEXT)
    first.close_answer()
    known = first.next_probe()
    second = to_answer(desk.sit(), TEXT)
    second.close_answer()
    assert second.next_probe([known.id]).id != known.id


def test_a_card_with_fewer_follow_ups_than_wanted_plans_what_it_has(desk: Desk) -> None:
    few = desk.questions[0].model_copy(update={"probes": desk.questions[0].probes[:2]})
    desk.questions = [few]
    assert desk.sit(probes=4).state.round.plan.probes == 2
