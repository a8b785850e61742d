"""Whole sessions: from home to the review, in the order in which a candidate meets the screens."""

from simulator.history.records import ClosedBy, Mode, SessionStatus, TurnKind
from simulator.interview.session import Phase
from simulator.tui.screens.grading import GradingScreen
from tests.tui.room import ANSWER, Room, Seat, texts


async def predict(seat: Seat) -> None:
    """Say level 3 everywhere, the third call, the fourth probability."""
    tested = len(seat.app.screen.query("ChoiceRow")) - 2
    await seat.press(*"3" * tested, "3", "4", "ctrl+s")


async def sit_a_round(seat: Seat) -> None:
    """Begin, ask, open the topics, mark two stages, hand in, answer the follow-ups, predict."""
    await seat.press("enter")
    prompt = " ".join(seat.interview.question.brief.prompt.split())
    assert prompt[:40] in seat.words
    fact = seat.interview.question.facts[0]
    await seat.press("f3")
    await seat.paste(fact.ask[0])
    await seat.press("enter")
    assert " ".join(fact.text.split())[:30] in seat.words
    await seat.press("escape", "f4", "down", "enter", "escape")
    assert seat.state.round.told == (fact.id, seat.interview.question.facts[1].id)
    await seat.pass_time(60)
    await seat.paste(ANSWER)
    await seat.press("f5")
    assert "2/5" in seat.rows[0]
    await seat.pass_time(120)
    await seat.press("f5", "ctrl+s")
    assert "closed" in seat.words
    await seat.press("enter")
    for number in range(seat.state.round.plan.probes):
        assert f"Follow-up {number + 1} of {seat.state.round.plan.probes}" in seat.words
        assert seat.editor.text == ""
        await seat.paste(f"Follow-up answer {number + 1}.")
        await seat.press("ctrl+s", "enter")
    assert seat.at == "PredictionScreen"
    await predict(seat)


async def grade_with_proof(seat: Seat) -> None:
    """Prove the first item that gives credit, deny the rest, raise one flag, place every dimension."""
    proved = False
    while isinstance(seat.app.screen, GradingScreen):
        if not proved and "red flag:" not in seat.part("#item"):
            await seat.press("m", "down", "enter")
            proved = True
        else:
            await seat.press("a")
    assert seat.at == "FlagsScreen"
    await seat.press("y", "ctrl+s")
    assert seat.at == "CompareScreen"
    await seat.press("ctrl+t")
    assert "Exemplar 2" in seat.rows[0]
    await seat.press("ctrl+t")
    assert "Your answer" in seat.rows[0]
    await seat.press(*"2" * len(seat.app.screen.query("ChoiceRow")), "ctrl+s")
    assert seat.at == "PageScreen"


def test_a_whole_mock_from_home_to_its_review(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("m")
        assert "A mock" in seat.rows[0]
        await seat.press(*["enter"] * 6)
        assert seat.at == "BriefingScreen"
        assert "This is a mock: no pause, no hints." in seat.words
        await sit_a_round(seat)
        assert "is ready to be judged" in seat.words
        await seat.press("enter")
        await grade_with_proof(seat)
        await seat.press("enter")
        assert seat.at == "HomeScreen"
        assert "Last       2026-11-21 mock" in seat.text
        await seat.press("h")
        assert "1 of 1" in seat.text
        await seat.press("enter")
        assert seat.at == "ReviewScreen"
        parts = [seat.text]
        for _ in range(4):
            await seat.press("tab")
            parts.append(seat.text)
        assert "result" in parts[0]
        assert "We order sixty fast points first" in parts[1]
        assert "proves" in parts[1]
        assert "transcript" in parts[2]
        assert "exemplar of level 3" in parts[3]
        assert "exemplar of level 5" in parts[4]
        await seat.press("escape", "escape")
        assert seat.at == "HomeScreen"

    room.play(story)
    record = room.record
    assert record.status is SessionStatus.FINISHED
    assert record.mode is Mode.MOCK
    (each,) = record.rounds
    assert each.closed_by is ClosedBy.CANDIDATE
    assert texts(each.turns, TurnKind.ANSWER) == [ANSWER]
    assert texts(each.turns, TurnKind.PROBE_ANSWER) == [f"Follow-up answer {number}." for number in (1, 2, 3)]
    assert [round(stage.actual) for stage in each.stages][:3] == [60, 120, 0]
    assert each.prediction is not None
    assert set(each.prediction.levels.values()) == {3}
    assert each.latest is not None
    quotes = [quote for result in each.latest.dimensions for item in result.items for quote in item.quotes]
    assert [quote.text in ANSWER for quote in quotes] == [True]
    assert len(each.latest.flags) == 1
    assert not room.drafts
    assert not list(room.paths.drafts.iterdir()), "the grading sheet is not needed any more"


def test_a_loop_of_three_breaks_between_the_rounds_and_ends_in_a_debrief(room: Room) -> None:
    room.configure("probes = 2")

    async def story(seat: Seat) -> None:
        await seat.press("m", "right", "ctrl+s")
        assert len(seat.state.rounds) == 3
        for number in (1, 2, 3):
            assert f"Round {number} of 3" in seat.text
            await seat.press("enter")
            assert seat.state.current + 1 == number
            await seat.paste(f"Round {number}. {ANSWER}")
            await seat.to_prediction()
            await predict(seat)
            if number < 3:
                assert "A break" in seat.rows[0]
                assert seat.state.phase is Phase.BREAK
                await seat.press("enter")
        seat.mark_all_but_one()
        await seat.press("enter")
        await seat.finish_grading()
        assert "Round 1:" in seat.rows[0]
        await seat.press("enter")
        for number in (2, 3):
            assert f"Round {number}," in seat.text
            await seat.press("down", "enter")
        assert "Debrief" in seat.rows[0]
        await seat.press("enter")
        assert seat.at == "HomeScreen"
        assert seat.app.interview is None
        assert "2 rounds wait to be judged" in seat.text
        await seat.press("h", "enter")
        assert "Debrief  1 of 16" in seat.text

    room.play(story)
    assert room.record.status is SessionStatus.FINISHED
    answers = [texts(each.turns, TurnKind.ANSWER) for each in room.record.rounds]
    assert answers == [[f"Round {number}. {ANSWER}"] for number in (1, 2, 3)]
    assert [each.latest is not None for each in room.record.rounds] == [True, False, False]
    assert not room.drafts
