"""Rounds that wait, judged all at once; rounds judged again; sentences that were withheld."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.history.records import Source
from simulator.model.protocol import SAID, Failure, Request
from tests.fakes import FakeClock
from tests.grading.warm_judge import no_model
from tests.tui.model_room import ANSWER, LOCAL, ORDER, ModelRoom, body_of, choose, to_who_judges
from tests.tui.room import Seat

BY_MODEL = "Have it judged by openai/local"


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Iterator[ModelRoom]:
    room = ModelRoom(tmp_path / "data", clock)
    room.configure(LOCAL)
    yield room
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


def judgements(room: ModelRoom) -> list[list[int]]:
    """Return how many judgements each round of each session has."""
    return [[len(each.assessments) for each in record.rounds] for record in room.records]


def test_one_key_judges_all_that_wait_and_what_fails_waits_on(room: ModelRoom) -> None:
    room.sit(ANSWER)
    room.sit(ANSWER, f"{ANSWER} This one fails.")
    room.sit(ANSWER)

    def refuse_one(request: Request) -> Failure | None:
        return Failure.UNREACHABLE if "This one fails." in request.user else None

    room.maker.hook = refuse_one

    async def story(seat: Seat) -> None:
        assert "4 rounds wait to be judged" in seat.words
        await seat.press("j")
        await choose(seat, "Have all 4 judged by openai/local")
        assert seat.at == "JudgingAllScreen"
        assert "Judged 4 rounds" in seat.words
        assert seat.part("#all-rounds").count("hire") == 3
        assert f"waits on: {SAID[Failure.UNREACHABLE][0]}" in seat.words
        await seat.press("escape")
        assert seat.at == "JudgingAllScreen", "there is nothing left to stop"
        await seat.press("enter")
        assert seat.at == "HomeScreen"
        assert "1 round waits to be judged" in seat.words
        room.maker.hook = lambda request: None
        await seat.press("j")
        await choose(seat, BY_MODEL)
        assert seat.at == "ResultScreen"
        await seat.press("enter", "j")
        assert "Nothing waits" in seat.words

    room.play(story)
    assert judgements(room) == [[1], [1, 1], [1]]


def test_stopping_keeps_what_is_judged_and_the_rest_waits_on(room: ModelRoom) -> None:
    for number in range(3):
        room.sit(f"{ANSWER} Number {number}.")

    async def story(seat: Seat) -> None:
        def hold_the_last(request: Request) -> None:
            if "Number 2." in request.user:
                room.maker.open.clear()

        room.maker.hook = hold_the_last
        await seat.press("j")
        await choose(seat, "Have all 3")
        assert "Judging 3 rounds" in seat.words
        await seat.press("enter")
        assert seat.at == "JudgingAllScreen", "Enter goes on only at the end"
        await seat.press("escape")
        assert seat.at == "HomeScreen"
        assert room.maker.made[0].under_way == 0

    room.play(story)
    done = sum(count for counts in judgements(room) for count in counts)
    assert done < 3
    assert len(judgements(room)) == 3


def test_a_server_without_a_key_is_said_once_and_nothing_is_asked(room: ModelRoom) -> None:
    room.configure('[model]\nname = "openai/judge"\n')
    room.make_model = no_model
    for _ in range(2):
        room.sit(ANSWER)

    async def story(seat: Seat) -> None:
        await seat.press("j")
        await choose(seat, "Have all 2")
        assert "wants a key" in seat.words
        assert "OPENAI_API_KEY" in seat.words

    room.play(story)


def test_a_round_judged_again_from_the_review_keeps_both_judgements_side_by_side(room: ModelRoom) -> None:
    room.sit(ANSWER)

    async def story(seat: Seat) -> None:
        await seat.press("j")
        await choose(seat, BY_MODEL)
        await seat.press("enter", "h", "enter")
        assert seat.at == "ReviewScreen"
        asked = len(room.maker.requests)
        await seat.press("g")
        await seat.press("escape")
        assert seat.at == "ReviewScreen", "Escape goes back"
        await seat.press("g")
        await choose(seat, BY_MODEL)
        assert seat.at == "ResultScreen"
        assert len(room.maker.requests) >= 2 * asked, "it is judged anew and not replayed"
        assert "Judged before" in body_of(seat)
        await seat.press("enter")
        assert seat.at == "ReviewScreen"
        assert "Judged before" in seat.part("#text")
        room.maker.hook = lambda request: Failure.BAD_KEY
        await seat.press("g")
        await choose(seat, BY_MODEL)
        assert "waits to be judged" not in seat.words
        await choose(seat, "Not again; what was judged before stays")
        assert seat.at == "ReviewScreen"

    room.play(story)
    first, second = room.record.rounds[0].assessments
    assert first.id != second.id
    assert {first.provenance.source, second.provenance.source} == {Source.LLM}


def test_withheld_sentences_are_shown_and_judged_with_one_key(room: ModelRoom) -> None:
    room.sit(f"{ANSWER} {ORDER}")

    async def story(seat: Seat) -> None:
        await seat.press("j")
        await choose(seat, BY_MODEL)
        assert seat.at == "ResultScreen"
        assert f'"{ORDER}"' in body_of(seat)
        assert "Withheld" in body_of(seat)
        assert not any(ORDER in each.user for each in room.maker.requests)
        await seat.press("w")
        assert seat.at == "ResultScreen"
        assert "were judged too" in body_of(seat)
        assert "Judged before" in body_of(seat)
        assert any(ORDER in each.user for each in room.maker.requests)
        await seat.press("w")
        assert seat.at == "ResultScreen", "there is nothing more to judge"

    room.play(story)
    first, second = room.record.rounds[0].assessments
    assert (len(first.withheld), first.withheld_judged) == (1, False)
    assert (second.withheld, second.withheld_judged) == ((), True)


def test_withheld_sentences_are_judged_with_one_key_at_the_end_of_a_sitting_too(room: ModelRoom) -> None:
    room.sit(f"{ANSWER} {ORDER}", put_off=False)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        await seat.press("w")
        assert seat.at == "ResultScreen", seat.text
        assert "were judged too" in body_of(seat)
        await seat.press("enter")
        assert seat.at == "HomeScreen"

    room.play(story)
    assert [each.withheld_judged for each in room.record.rounds[0].assessments] == [False, True]
