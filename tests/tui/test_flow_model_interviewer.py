"""The interviewer with a model: a question in free words, and a follow-up that is ready when it is wanted."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from simulator.history.records import TurnKind
from simulator.interview import assistant
from simulator.interview.interviewer import NO_FACT, match_question
from simulator.model.protocol import Failure, Request
from tests.fakes import FakeClock
from tests.grading.warm_judge import no_model
from tests.tui.model_room import ANSWER, FAR, LOCAL, ModelRoom
from tests.tui.room import Seat

VAGUE = "Anything odd going on around there lately?"
"""Words that match no fact of the card surely."""
OWN = 'You said "I count the fast points only": what would make you count the slow ones too?'


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Iterator[ModelRoom]:
    room = ModelRoom(tmp_path / "data", clock)
    room.configure(LOCAL)
    yield room
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


async def ask(seat: Seat, question: str) -> str:
    await seat.press("f3")
    await seat.paste(question)
    await seat.press("enter")
    return seat.part("#reply")


def test_a_question_in_free_words_is_understood_by_the_model_and_told_in_the_authored_words(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        facts = seat.interview.question.facts
        assert match_question(VAGUE, facts).fact is None
        room.maker.says = lambda request: json.dumps({"fact": facts[2].id, "corrects": "none"})
        said = await ask(seat, VAGUE)
        assert said == f"Interviewer: {facts[2].text.strip()}"
        await seat.press("escape")
        room.maker.says = lambda request: json.dumps({"fact": "none", "corrects": "none", "told": "42 stores"})
        assert await ask(seat, VAGUE) == f"Interviewer: {NO_FACT}"
        await seat.press("escape")
        asked = len(room.maker.requests)
        assert facts[0].text.strip() in await ask(seat, facts[0].ask[0])
        assert len(room.maker.requests) == asked, "what is sure without a model asks none"
        assert seat.state.round.told == (facts[2].id, facts[0].id)

    room.play(story)


def test_a_late_or_failing_model_leaves_what_the_interviewer_does_alone(
    room: ModelRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant, "match_with_model", partial(assistant.match_with_model, patience=0.0))

    async def story(seat: Seat) -> None:
        await seat.start()
        alone = match_question(VAGUE, seat.interview.question.facts)
        room.maker.open.clear()
        said = await ask(seat, VAGUE)
        await seat.until(lambda: "thinks" not in seat.part("#reply"))
        said = seat.part("#reply")
        assert ("not sure what you mean" in said) == bool(alone.offered)
        assert (NO_FACT in said) != bool(alone.offered)
        assert room.maker.made[0].under_way == 0, "a late call is given up"
        await seat.press("escape")
        room.maker.open.set()
        room.maker.hook = lambda request: Failure.UNREACHABLE
        assert await ask(seat, VAGUE) == said

    room.play(story)


def test_escape_does_not_wait_for_a_model_that_thinks(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        room.maker.open.clear()
        assert "The interviewer thinks" in await ask(seat, VAGUE)
        await seat.press("escape")
        assert seat.at == "InterviewScreen"
        assert room.maker.made[0].under_way == 0
        room.maker.open.set()
        await seat.settle()
        assert seat.state.round.told == ()

    room.play(story)


@pytest.mark.parametrize(("settings", "offline"), [(FAR, False), (LOCAL, True)])
def test_without_consent_or_offline_the_interviewer_asks_no_model(
    room: ModelRoom, settings: str, offline: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    room.configure(settings)
    room.offline = offline
    if offline:
        room.make_model = no_model

    async def story(seat: Seat) -> None:
        await seat.start()
        await ask(seat, VAGUE)
        assert "thinks" not in seat.part("#reply")
        await seat.press("escape")
        await seat.paste(ANSWER)
        await seat.press("ctrl+s", "enter")
        assert seat.state.round.probe

    room.play(story)
    assert room.maker.requests == []


def test_a_follow_up_that_is_ready_is_asked_and_one_that_is_not_is_done_without(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.paste(ANSWER)
        card = seat.interview.question
        last = card.probes[-1]
        suggested = {"id": last.id, "quote": "I count the fast points only", "own": OWN}
        room.maker.says = lambda request: json.dumps(suggested)
        await seat.press("ctrl+s")
        assert room.maker.purposes == ["probe"]
        assert ANSWER.split(".")[0] in room.maker.requests[0].user
        await seat.press("enter")
        assert OWN in str(seat.interview_screen.query_one("#asked").content)  # type: ignore[attr-defined]
        assert list(seat.state.round.probes) == [last.id]
        # the second one is not ready when it is wanted
        room.maker.open.clear()
        await seat.paste("Only if the cars stayed all day.")
        await seat.press("ctrl+s", "enter")
        assert room.maker.made[0].under_way == 0, "nobody waits for it"
        second = seat.state.round.probes[1]
        assert card.probe(second).text.strip() in [turn.text for turn in seat.state.round.turns]
        # what was suggested for another answer is not asked later
        room.maker.open.set()
        await seat.settle()
        room.maker.says = lambda request: "nothing of use"
        await seat.paste("I would measure it for a month.")
        await seat.press("ctrl+s", "enter")
        third = seat.state.round.probes[2]
        assert third not in seat.state.round.probes[:2]
        assert seat.state.round.turns[-1].text == card.probe(third).text.strip()

    room.play(story)
    turns = [turn for turn in room.draft.state.round.turns if turn.kind is TurnKind.PROBE]
    assert turns[0].text == OWN


def test_a_follow_up_with_a_quote_that_was_never_said_is_replaced_by_the_cards_own(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.paste(ANSWER)
        last = seat.interview.question.probes[-1]

        def says(request: Request) -> str:
            own = 'You said "we should buy every charger": why?'
            return json.dumps({"id": last.id, "quote": "we should buy every charger", "own": own})

        room.maker.says = says
        await seat.press("ctrl+s", "enter")
        assert list(seat.state.round.probes) == [last.id]
        assert [turn.text for turn in seat.state.round.turns][-1] == last.text.strip()

    room.play(story)
