"""Rater training in the app: three answers, levels before labels, then the leaning."""

from tests.tui.room import Room, Seat


def test_three_answers_are_rated_blind_and_end_in_the_leaning(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("t")
        for number in (1, 2, 3):
            assert seat.at == "TrainingScreen", seat.text
            assert f"answer {number} of 3" in seat.text
            assert "label" not in seat.text.replace("labels", "")
            await seat.press("ctrl+s")
            assert seat.at == "TrainingScreen", "every dimension needs its level first"
            for _ in seat.app.screen.query("ChoiceRow"):
                await seat.press("3")
            await seat.press("ctrl+s")
            assert seat.at == "PageScreen", seat.text
            assert "Overall level by construction" in seat.text
            await seat.press("enter")
        assert "What you lean to" in seat.text
        assert "Over 3 answers" in seat.text
        await seat.press("enter")
        assert seat.at == "HomeScreen"

    room.play(story)


def test_escape_goes_home_and_keeps_nothing(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("t", "escape")
        assert seat.at == "HomeScreen"

    room.play(story)
