"""A round judged by a model: offered, judged, stopped, failed, and what can be done then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from simulator.history.records import SessionStatus, Source
from simulator.model.protocol import SAID, Failure, ModelError, Request
from tests.fakes import FakeClock
from tests.grading.warm_judge import no_model
from tests.tui.model_room import ANSWER, LOCAL, ModelRoom, body_of, choose, refusing, to_who_judges
from tests.tui.room import Seat

CASE = load_scorecard(Kind.CASE)
BY_MODEL, SELF, LATER = "Have it judged by openai/local", "Grade it yourself", "Later"


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Iterator[ModelRoom]:
    """Return a room with a session that is sat and not judged."""
    room = ModelRoom(tmp_path / "data", clock)
    room.sit(ANSWER, put_off=False)
    yield room
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


def starts(options: list[str], *words: str) -> bool:
    return len(options) == len(words) and all(map(str.startswith, options, words))


def test_without_a_model_one_grades_oneself_or_later(room: ModelRoom) -> None:
    room.make_model = no_model

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        assert starts(seat.options, SELF, LATER)
        await choose(seat, SELF)
        assert seat.at == "GradingScreen"

    room.play(story)


def test_offline_the_model_that_is_set_up_is_neither_offered_nor_made(room: ModelRoom) -> None:
    room.configure(LOCAL)
    room.offline, room.make_model = True, no_model

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        assert starts(seat.options, SELF, LATER)
        await choose(seat, LATER)
        assert seat.at == "HomeScreen"
        await seat.press("j")
        assert seat.at == "GradingScreen"

    room.play(story)


def test_a_round_is_judged_line_by_line_and_its_result_is_in_the_history(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        assert starts(seat.options, BY_MODEL, SELF, LATER)
        room.maker.open.clear()
        await choose(seat, BY_MODEL)
        assert seat.at == "JudgingScreen"
        tested = seat.interview.question.tested(CASE.dimension_ids)
        parts = seat.part("#parts").splitlines()
        for name in tested:
            (line,) = [line for line in parts if line.casefold().startswith(CASE.dimension(name).short.casefold())]
            assert line.endswith("judging")
        assert "0 tokens, cost unknown" in seat.words
        room.maker.open.set()
        await seat.settle()
        assert seat.at == "ResultScreen"
        assert "Judged by openai/local" in body_of(seat)
        assert "withheld" not in seat.text
        await seat.press("enter")
        assert seat.at == "HomeScreen"
        assert "to be judged" not in seat.words

    room.play(story)
    made = room.record.rounds[0].latest
    assert made is not None
    assert made.provenance.source is Source.LLM
    assert made.provenance.model == "openai/local"
    assert made.provenance.calls == len(room.maker.requests)
    assert room.record.status is SessionStatus.FINISHED
    assert [each.ended for each in room.maker.made] == ["closed"]


def test_the_model_gets_ready_while_the_question_is_read(tmp_path: Path, clock: FakeClock) -> None:
    room = ModelRoom(tmp_path / "fresh", clock)
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        assert room.maker.made == []
        await seat.start()
        assert [each.warmed for each in room.maker.made] == [1]
        assert room.maker.purposes == []

    room.play(story)


def wait_from(room: ModelRoom, number: int) -> None:
    """Have the model answer so many requests and leave those after them without an answer."""
    seen: list[str] = []

    def wait(request: Request) -> None:
        seen.append(request.purpose)
        if len(seen) == number:
            room.maker.open.clear()

    room.maker.hook = wait


def go_on(room: ModelRoom) -> None:
    room.maker.hook = lambda request: None
    room.maker.open.set()


def test_stopping_keeps_the_replies_and_going_on_makes_only_the_missing_calls(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        wait_from(room, 7)
        await choose(seat, BY_MODEL)
        assert seat.at == "JudgingScreen"
        answered = len(room.maker.requests)
        assert answered >= 7
        assert room.maker.made[0].under_way > 0
        await seat.press("escape")
        assert "Stopped" in seat.words
        assert starts(seat.options, "Go on", SELF, LATER)
        assert room.maker.made[0].under_way == 0, "every call is ended"
        go_on(room)
        await seat.settle()
        assert len(room.maker.requests) == answered
        await choose(seat, "Go on")
        assert seat.at == "ResultScreen"

    room.play(story)
    asked = [(each.purpose, each.sample, each.user) for each in room.maker.requests]
    assert len(set(asked)) == len(asked), "nothing was asked twice"
    assert room.record.rounds[0].latest is not None


def test_a_stopped_judgement_left_for_later_waits_and_finds_its_replies_in_another_run(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def stop(seat: Seat) -> None:
        await to_who_judges(seat)
        wait_from(room, 7)
        await choose(seat, BY_MODEL)
        await seat.press("escape")
        await choose(seat, LATER)
        assert seat.at == "HomeScreen"
        assert "1 round waits to be judged" in seat.words

    async def judge(seat: Seat) -> None:
        await seat.press("j")
        await choose(seat, BY_MODEL)
        assert seat.at == "ResultScreen"

    room.play(stop)
    answered = len(room.maker.requests)
    assert answered >= 7
    assert room.record.rounds[0].waiting
    go_on(room)
    room.play(judge)
    made = room.record.rounds[0].latest
    assert made is not None
    assert made.provenance.calls == len(room.maker.requests) - answered
    assert len({(each.purpose, each.sample, each.user) for each in room.maker.requests}) == len(room.maker.requests)


def test_a_judgement_that_fails_says_why_and_offers_every_way_on(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        way = BY_MODEL
        for failure in (Failure.BAD_KEY, Failure.UNREACHABLE, Failure.CHILD, Failure.TIMEOUT):
            room.maker.hook = refusing(failure)
            await choose(seat, way)
            assert "Not judged" in seat.words
            assert SAID[failure][0] in seat.words
            assert "Your answer is saved" in seat.words
            assert starts(seat.options, "Try again", "Another model", SELF, LATER)
            way = "Try again"
        room.maker.hook = lambda request: None
        await choose(seat, way)
        assert seat.at == "ResultScreen"

    room.play(story)
    assert room.record.rounds[0].latest is not None


def test_replies_that_could_not_be_used_are_not_used_again_when_it_is_tried_again(room: ModelRoom) -> None:
    room.configure(LOCAL)
    room.maker.says = lambda request: "I would rather not."

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        assert SAID[Failure.UNREADABLE][0] in seat.words
        room.maker.says = lambda request: None
        await choose(seat, "Try again")
        assert seat.at == "ResultScreen"

    room.play(story)


def test_after_failures_one_grades_oneself_or_leaves_it_open_or_for_later(room: ModelRoom) -> None:
    room.configure(LOCAL)
    room.maker.hook = refusing(Failure.BAD_KEY)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        await seat.press("escape")
        assert seat.at == "HomeScreen"
        assert "Interrupted" in seat.words
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        await choose(seat, LATER)
        assert seat.at == "HomeScreen"
        assert "1 round waits to be judged" in seat.words
        await seat.press("j")
        await choose(seat, BY_MODEL)
        assert "Not judged" in seat.words
        await choose(seat, SELF)
        assert seat.at == "GradingScreen"

    room.play(story)
    assert room.record.status is SessionStatus.FINISHED
    assert room.record.rounds[0].assessments == ()


def test_after_a_failure_another_model_is_set_up_and_judges(room: ModelRoom) -> None:
    room.configure(LOCAL)
    room.maker.hook = refusing(Failure.NOT_FOUND)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        await choose(seat, "Another model")
        assert seat.at == "ModelScreen"
        seat.app.screen.query_one("#model-name").value = "openai/other"  # type: ignore[attr-defined]
        await seat.press("ctrl+s", "escape")
        assert starts(seat.options, "Have it judged by openai/other", SELF, LATER)
        room.maker.hook = lambda request: None
        await choose(seat, "Have it judged")
        assert seat.at == "ResultScreen"

    room.play(story)
    assert [(each.name, each.ended) for each in room.maker.made] == [
        ("openai/local", "killed"),
        ("openai/other", "closed"),
    ]
    made = room.record.rounds[0].latest
    assert made is not None
    assert made.provenance.model == "openai/other"


def test_quitting_during_a_judgement_ends_the_model_and_keeps_the_session(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        room.maker.open.clear()
        await choose(seat, BY_MODEL)
        await seat.press("ctrl+q")

    room.play(story)
    assert [each.ended for each in room.maker.made] == ["closed"]
    assert room.maker.made[0].under_way == 0
    assert not room.draft.state.finished


def test_help_over_a_judgement_does_not_swallow_its_result(room: ModelRoom) -> None:
    room.configure(LOCAL)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        room.maker.open.clear()
        await choose(seat, BY_MODEL)
        await seat.press("f1")
        assert seat.at == "HelpScreen"
        room.maker.open.set()
        await seat.settle()
        assert seat.at == "ResultScreen"
        await seat.press("enter")
        assert seat.at == "HomeScreen"

    room.play(story)


def test_a_server_that_asks_to_wait_is_shown_to_do_so_and_waiting_is_stopped_at_once(room: ModelRoom) -> None:
    room.configure(LOCAL)
    room.maker.hook = lambda request: ModelError(Failure.RATE_LIMITED, retry_after=50)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, BY_MODEL)
        seat.app.screen.paint()  # type: ignore[attr-defined]
        await seat.settle()
        assert "The server asks to wait; trying again in 50 s" in seat.words
        await seat.press("escape")
        assert "Stopped" in seat.words
        await choose(seat, LATER)

    room.play(story)
    assert room.record.rounds[0].waiting
