"""Several interrupted interviews: a list to choose from, newest first; one alone goes on as ever."""

from simulator.history.records import Mode, SessionStatus
from simulator.tui.flows import sitting
from tests.tui.room import Room, Seat
from tests.tui.stages import answering, probing, thinking


def interrupt_three(room: Room) -> list[str]:
    """Interrupt three interviews, a minute apart; return their ids, the newest first."""
    for steps, mode in ((answering, Mode.PRACTICE), (thinking, Mode.PRACTICE), (probing, Mode.MOCK)):
        room.sit_and_crash(steps, mode)
        room.clock.advance(60)
    return [draft.state.id for draft in room.drafts]


def test_the_newest_stands_first_and_the_one_chosen_goes_on(room: Room) -> None:
    newest, middle, oldest = interrupt_three(room)

    async def story(seat: Seat) -> None:
        assert "and 2 more" in seat.words
        await seat.press("c")
        assert seat.at == "ChooseScreen"
        assert [each.split(",")[0] for each in seat.options] == ["mock", "practice", "practice"]
        assert "in the follow-ups" in seat.options[0]
        assert "thinking" in seat.options[1]
        await seat.press("down", "down", "enter")
        assert seat.state.id == oldest
        assert "answering" in seat.part(".box-text")
        await seat.press("enter")
        assert seat.at == "InterviewScreen"
        assert seat.editor.text.startswith("We order sixty fast points")
        await seat.press("escape", "down", "enter")
        assert seat.at == "HomeScreen"

    room.play(story)
    assert [draft.state.id for draft in room.drafts] == [newest, middle, oldest]


def test_leaving_the_list_changes_nothing(room: Room) -> None:
    interrupt_three(room)

    async def story(seat: Seat) -> None:
        await seat.press("c", "escape")
        assert seat.at == "HomeScreen"
        assert seat.app.interview is None

    room.play(story)
    assert len(room.drafts) == 3


def test_one_of_several_can_be_discarded_and_the_last_one_goes_on_without_a_list(room: Room) -> None:
    names = interrupt_three(room)

    async def story(seat: Seat) -> None:
        for _ in range(2):
            await seat.press("c", "enter", "down", "enter")
            assert seat.at == "HomeScreen"
        assert "more" not in seat.part("#now")
        await seat.press("c")
        assert seat.options[0] == "Continue"
        await seat.press("enter")
        assert seat.state.id == names[-1]

    room.play(story)
    assert [record.status for record in room.records].count(SessionStatus.DISCARDED) == 2


def test_the_command_line_opens_on_the_list_too(room: Room) -> None:
    interrupt_three(room)

    async def story(seat: Seat) -> None:
        seat.app.attempt(lambda: sitting.resume(seat.app))
        await seat.settle()
        assert len(seat.options) == 3

    room.play(story)


def test_the_list_can_be_read_on_a_narrow_terminal(room: Room) -> None:
    interrupt_three(room)

    async def story(seat: Seat) -> None:
        await seat.press("c")
        assert 'mock, "' in seat.words
        await seat.press("down", "down")
        assert "40 words typed" in seat.words, "the choice that is marked is in sight"

    room.play(story, (40, 15))
