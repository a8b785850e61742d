"""The interview on a small terminal: the question is read first, folds when one types, and no key is cut in two."""

import pytest

from simulator.history.records import Mode
from simulator.tui.commands import COMMANDS
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.widgets.brief import Brief
from tests.tui.room import ANSWER, MINUTES, Room, Seat

SMALL = (40, 15)
PROMPT = "Huerta Clara, a supermarket chain in Spain, asks how many charging points for electric cars"
END = "Give me a number and tell me what the chain should do with it."


def test_the_question_can_be_read_before_a_key_is_pressed(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        assert PROMPT in seat.words
        assert END in seat.words
        assert "arrow keys scroll the question" in seat.words
        await seat.press(*["down"] * 20)
        assert "720 in all." in seat.words
        assert seat.editor.text == ""
        await seat.press(*["pageup"] * 3)
        assert PROMPT in seat.words

    room.play(story, SMALL)


def test_the_first_letter_folds_it_to_one_line_and_f2_brings_it_back(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("W")
        assert seat.rows[1].strip().startswith("Huerta Clara, a supermarket chain")
        assert seat.rows[1].strip().endswith("…")
        assert END not in seat.words
        assert "1 word" in seat.words
        await seat.press("f2")
        assert END in seat.words
        await seat.press("e")
        assert END in seat.words, "what was asked for stays"
        assert seat.editor.text == "We"
        await seat.press("f2")
        assert END not in seat.words
        assert PROMPT.split(" in ")[0] in seat.words

    room.play(story, SMALL)


def test_an_answer_deleted_again_shows_the_question_again(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("W", "backspace")
        assert END in seat.words

    room.play(story, SMALL)


def test_arrows_move_the_cursor_as_soon_as_there_is_text(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("a", "enter", "b", "up")
        assert seat.editor.cursor_location == (0, 1)

    room.play(story, SMALL)


def test_a_follow_up_takes_the_place_of_the_question_whole(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste(ANSWER)
        await seat.press("ctrl+s", "enter")
        follow_up = " ".join(seat.state.round.turns[-1].text.split())
        assert follow_up in seat.words
        assert "Huerta" not in seat.words
        await seat.press("y", "f2")
        assert follow_up in seat.words
        assert "Huerta Clara" in seat.words

    room.play(story, SMALL)


def test_a_larger_terminal_keeps_the_question_beside_the_text(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.press("W")
        assert END in seat.words
        await seat.press("f2")
        assert END not in seat.words
        await seat.resize(40, 15)
        await seat.until(lambda: len(seat.rows) == 15)
        assert "Huerta Clara, a supermarket" in seat.words
        assert not seat.interview_screen.query_one(Brief).display
        await seat.resize(120, 15)
        await seat.until(lambda: "mock, round 1" in seat.text or "f2 Brief" in seat.text)
        await seat.press("f2")
        assert END in seat.words

    room.play(story)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("width", [36, 40, 48, 57, 60, 72, 80, 100])
def test_the_footer_shows_whole_keys_the_most_wanted_first(room: Room, mode: Mode, width: int) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(mode)
        for _ in range(2):
            footer = seat.rows[-1].split()
            words = seat.rows[-1]
            for wanted in ("^s Hand in", "f1 Help", "f3 Ask", "f5 Stage"):
                assert wanted in words
            labels = {
                word
                for name, each in COMMANDS.items()
                if name.startswith(("interview", "app"))
                for word in each.label.split()
            }
            assert {each for each in footer if each[0].isupper()} <= labels, "no word is cut"
            assert len(words) <= width
            await seat.resize(110, 24)
            await seat.until(lambda: len(seat.rows) == 24)
            await seat.resize(width, 15)
            await seat.until(lambda: len(seat.rows) == 15)

    room.play(story, (width, 15))


@pytest.mark.parametrize("key", ["h", "m", "b", "s"])
def test_other_screens_cut_no_key_either_and_always_show_help(room: Room, key: str) -> None:
    labels = {word for each in COMMANDS.values() for word in each.label.split()}

    async def story(seat: Seat) -> None:
        await seat.press(key)
        assert "f1 Help" in seat.rows[-1]
        assert {word for word in seat.rows[-1].split() if word[0].isupper()} <= labels

    room.play(story, SMALL)


def test_help_has_the_keys_that_the_footer_leaves_out(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.PRACTICE)
        assert "f9" not in seat.rows[-1]
        await seat.press("f1")
        page = " ".join(str(each.render()) for each in seat.app.screen.query("Static"))
        assert all(label in page for label in ("Brief: ", "Facts: ", "Hint: ", "Pause: ", "Leave: "))

    room.play(story, SMALL)


def test_a_text_that_is_longer_than_the_terminal_scrolls_above_its_choices(room: Room) -> None:
    text = " ".join(f"Sentence {number} says what is sent." for number in range(1, 21))
    choices = [("no", "Keep it here"), ("yes", "Agree, and send all of it to models.example")]

    async def story(seat: Seat) -> None:
        seat.app.push_screen(ChooseScreen("May it be sent?", text, choices))
        await seat.settle()
        for seen in ("May it be sent?", "Sentence 1 says", "Keep it here", "models.example", "Page down reads on"):
            assert seen in seat.words
        await seat.press(*["pagedown"] * 20)
        assert "Sentence 20 says" in seat.words
        assert "Keep it here" in seat.words
        await seat.press("pageup")
        assert "Sentence 20 says" not in seat.words
        await seat.resize(120, 40)
        assert "Sentence 1 says" in seat.words
        assert "Sentence 20 says" in seat.words
        assert "Enter chooses, Escape goes back" in seat.words

    room.play(story, SMALL)


def test_a_warning_on_a_wide_terminal_comes_over_the_question_and_not_over_the_answer(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.pass_time(MINUTES * 60 * 0.8)
        warning = seat.app.screen.query_one("Toast")
        assert "80 percent" in seat.words
        assert not warning.region.overlaps(seat.editor.region)

    room.play(story, (120, 40))
