"""What to practise next: the suggestions of the command line, and one key that starts what is marked."""

import pytest

from scorecards.models import Kind, Unassessed
from simulator.history.records import Mode, SessionRecord, SessionStatus
from simulator.practice.suggestions import seed_of, suggest
from simulator.tui.screens.next import NextScreen
from simulator.words.next_up import card_words
from tests.practice.pasts import MODEL, assessment, session
from tests.tui.room import Room, Seat

CARD = "nurse-language-app"
"""The question that every session here is about: strategy, market entry."""


def keep(seat: Seat, *records: SessionRecord) -> None:
    for record in records:
        seat.app.workspace.store.save(record)


def listed(seat: Seat) -> list[str]:
    return [" ".join(row.split()) for row in seat.options]


def about(seat: Seat) -> str:
    return " ".join(seat.part("#next-about Prose").split())


def test_the_suggestions_are_those_of_the_command_line_and_enter_drills_the_marked_one(room: Room) -> None:
    async def story(seat: Seat) -> None:
        keep(seat, *(session(day, assessment({"economics": 2}), question=CARD) for day in (-30, -20, -9)))
        await seat.press("n")
        workspace = seat.app.workspace
        situation = workspace.situation(workspace.past())
        found = suggest(situation, workspace.headers(), seed_of(situation.now))
        assert listed(seat) == [f"{each.reason[:1].upper()}{each.reason[1:]}. {card_words(each)}" for each in found]
        place = next(number for number, each in enumerate(found) if "economics" in each.reason)
        assert about(seat).startswith("Levels as judged by yourself, 3 rounds. By the schedule ")
        assert about(seat).endswith("The order is a schedule, not a measurement.")
        await seat.press(*["down"] * place, "enter")
        assert seat.at == "BriefingScreen"
        plan = seat.state.round.plan
        assert (plan.kind, plan.sub_kind) == (found[place].kind, found[place].sub_kind)
        assert seat.state.mode is Mode.PRACTICE
        assert seat.interview.question.id != CARD, "its siblings come first"

    room.play(story)


def test_a_card_that_comes_again_is_the_one_that_is_sat_as_a_mock_too(room: Room) -> None:
    async def story(seat: Seat) -> None:
        workspace = seat.app.workspace
        (only,) = [each for each in workspace.headers() if each.id == CARD]
        workspace.headers = lambda: [only]  # type: ignore[method-assign]
        keep(seat, session(-40, assessment(2), question=CARD, sub_kind=only.sub_kind))
        await seat.press("n")
        assert listed(seat)[0].endswith(f'Again: "{only.title}"')
        await seat.press("m")
        assert seat.interview.question.id == CARD
        assert seat.state.mode is Mode.MOCK

    room.play(story)


def test_k_narrows_by_kind_and_o_leaves_the_choice_to_the_user(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("n")
        everything = listed(seat)
        for kind in Kind:
            await seat.press("k")
            assert seat.rows[0].strip() == f"What to practise next  {kind.label} only"
            assert all(row.startswith(kind.label.capitalize()) for row in listed(seat))
        await seat.press("k")
        assert listed(seat) == everything
        screen = seat.app.screen
        assert isinstance(screen, NextScreen)
        screen._headers = []
        await seat.press("k")
        assert listed(seat) == ["The bank has no product sense card. b on the home screen shows the bank."]
        await seat.press("enter", "m")
        assert seat.at == "NextScreen", "there is nothing to start"
        await seat.press("o")
        assert seat.at == "SetupScreen"
        assert "A drill" in seat.rows[0]
        await seat.press("escape", "escape")
        assert seat.at == "HomeScreen"

    room.play(story)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], "No round was sat yet, so everything is unseen and any of these is a good start."),
        ([session(-2)], "Nothing is judged yet. 1 round waits to be judged: press j on the home screen."),
        ([session(-2, answered=False)], "Nothing is judged yet. Until there are levels"),
        (
            [session(-2, assessment(Unassessed.NOT_GRADED, source=MODEL))],
            "No judged round has a level: judging failed, or the questions did not reach it.",
        ),
        ([session(-2, assessment(3), status=SessionStatus.DISCARDED)], "Nothing is judged yet. Until there are levels"),
        ([session(-2, assessment(3, source=MODEL))], f"Levels as judged by {MODEL}, one round."),
    ],
    ids=["none", "waiting", "unanswered", "not graded", "discarded", "by a model"],
)
def test_what_the_order_rests_on_is_said_whatever_is_there(room: Room, records: list[SessionRecord], said: str) -> None:
    async def story(seat: Seat) -> None:
        keep(seat, *records)
        await seat.press("n")
        assert about(seat).startswith(said)
        has_levels = said.startswith("Levels")
        assert ("The schedule is empty" in about(seat)) is not has_levels
        assert len(seat.options) == 3
        assert max(len(row) for option in seat.options for row in option.split("\n")) <= 38

    room.play(story, (40, 15))


def test_settings_that_cannot_be_read_are_said_in_its_place(room: Room) -> None:
    room.configure('target = "nobody"\n')

    async def story(seat: Seat) -> None:
        seat.app.push_screen(NextScreen())
        await seat.settle()
        assert "target" in about(seat)
        assert listed(seat) == []
        await seat.press("k", "enter", "m", "o", "enter", "escape")
        assert seat.at == "HomeScreen"

    room.play(story)
