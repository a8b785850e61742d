"""The terminal's size in mid-answer, help and the palette."""

import pytest
from textual.command import CommandPalette

from simulator.history.records import Mode
from simulator.interview.conductor import LONGEST_ANSWER
from tests.tui.room import ANSWER, Room, Seat
from tests.tui.stages import predicted


def test_text_cursor_and_clock_live_through_every_size(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start(Mode.MOCK)
        await seat.paste("one two three")
        await seat.press("left", "left")
        for number, (width, height) in enumerate([(40, 15), (20, 5), (120, 40), (80, 24)], start=1):
            await seat.resize(width, height)
            await seat.pass_time(10)
            if width == 20:
                assert "Please enlarge" in seat.words
                assert "36 x 12" in seat.words
                await seat.press("x", "enter", "escape", "f1")
            else:
                assert seat.at == "InterviewScreen"
                assert "enlarge" not in seat.words
                assert f"19:{60 - 10 * number} left" in seat.rows[0]
                assert "one two thr" in seat.words
            assert seat.editor.text == "one two three"
            assert seat.editor.cursor_location == (0, 11)
        await seat.press("X")
        assert seat.editor.text == "one two thrXee"

    room.play(story)
    assert room.draft.state.round.text == "one two thrXee"


def test_the_question_can_be_shown_and_hidden_where_there_is_little_room(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        end = " ".join(seat.interview.question.brief.prompt.split()[-5:])
        assert end in seat.words
        await seat.press("f2")
        assert end not in seat.words
        await seat.press("f2")
        assert end in seat.words

    room.play(story, size=(40, 15))


def test_a_terminal_that_starts_too_small_says_so_and_then_shows_home(room: Room) -> None:
    async def story(seat: Seat) -> None:
        assert "Please enlarge" in seat.words
        await seat.resize(80, 24)
        assert seat.at == "HomeScreen"
        assert "pm-simulator" in seat.text

    room.play(story, size=(20, 5))


def test_a_paste_of_200_000_characters_is_cut_and_told(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.paste("word " * 40_000)
        assert len(seat.editor.text) == LONGEST_ANSWER
        assert f"An answer holds {LONGEST_ANSWER} characters; {200_000 - LONGEST_ANSWER} did not fit." in seat.told
        await seat.pass_time(1)
        await seat.crash()

    room.play(story)
    assert room.draft.state.round.text == ("word " * 40_000)[:LONGEST_ANSWER]


HELP: dict[str, tuple[str, ...]] = {
    "HomeScreen": ("m", "Mock", "d", "Drill", "h", "History"),
    "SetupScreen": ("^s", "Start", "esc"),
    "HistoryScreen": ("u", "Undo", "esc"),
    "BankScreen": ("s", "Sit it", "/"),
    "SettingsScreen": ("^s", "Keep"),
    "BriefingScreen": ("Begin: Hear the question",),
    "InterviewScreen": ("^s", "Hand in", "f3", "Ask", "f5"),
    "AskScreen": ("esc", "Back"),
    "ChooseScreen": ("esc", "Back"),
    "PredictionScreen": ("^s", "Done"),
    "GradingScreen": ("m", "Met", "p", "Partly", "a", "Absent"),
    "FlagsScreen": ("^s", "Done", "l", "Later"),
    "CompareScreen": ("^t", "Other text"),
    "PageScreen": ("Go on: Read on",),
}


async def check_help(seat: Seat, name: str) -> None:
    """Open help, look for the screen's keys, close it."""
    assert seat.at == name
    about = seat.app.screen
    await seat.press("f1")
    assert seat.at == "HelpScreen"
    text = " ".join(str(each.render()) for each in seat.app.screen.query("Static"))
    for words in HELP[name]:
        assert words in text, (name, words)
    assert str(getattr(about, "HELP", "missing"))[:30] in text
    await seat.press("escape")
    assert seat.app.screen is about


def test_help_names_the_keys_of_every_screen_before_and_in_the_interview(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await check_help(seat, "HomeScreen")
        for key, name in zip("mhbs", ("SetupScreen", "HistoryScreen", "BankScreen", "SettingsScreen"), strict=True):
            await seat.press(key)
            await check_help(seat, name)
            await seat.press("escape")
        await seat.press("d", "ctrl+s")
        await check_help(seat, "BriefingScreen")
        await seat.press("enter")
        await check_help(seat, "InterviewScreen")
        await seat.press("f3")
        await check_help(seat, "AskScreen")
        await seat.press("escape", "escape")
        await check_help(seat, "ChooseScreen")

    room.play(story)


def test_help_names_the_keys_of_every_screen_after_the_interview(room: Room) -> None:
    room.sit_and_crash(lambda interview: predicted(interview, predict=False))

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter")
        await check_help(seat, "PredictionScreen")
        await seat.press(*"3343234", "ctrl+s")
        seat.mark_all_but_one()
        await seat.press("enter")
        await check_help(seat, "GradingScreen")
        await seat.press("a")
        await check_help(seat, "FlagsScreen")
        await seat.press("ctrl+s")
        await check_help(seat, "CompareScreen")
        await seat.press(*"22222", "ctrl+s")
        await check_help(seat, "PageScreen")

    room.play(story)


@pytest.mark.parametrize("opens", ["question", "answer"])
def test_the_palette_lists_the_commands_of_the_screen_and_runs_one(room: Room, opens: str) -> None:
    async def story(seat: Seat) -> None:
        if opens == "answer":
            await seat.start()
            await seat.paste(ANSWER)
        await seat.press("ctrl+p")
        assert isinstance(seat.app.screen, CommandPalette)
        titles = {command.title for command in seat.app.get_system_commands(seat.app.screen_stack[-2])}
        names = {title.split(" (")[0] for title in titles}
        assert not names & {"Screenshot", "Keys", "Maximize", "Theme"}
        if opens == "question":
            assert {"Mock", "Drill", "History", "Bank", "Settings"} <= names
            await seat.paste("bank")
            await seat.until(lambda: bool(seat.app.screen.query_one("CommandList").option_count))  # type: ignore[attr-defined]
            await seat.press("enter")
            assert seat.at == "BankScreen"
        else:
            assert {"Hand in", "Ask", "Stage", "Pause"} <= names
            await seat.paste("pause")
            await seat.until(lambda: bool(seat.app.screen.query_one("CommandList").option_count))  # type: ignore[attr-defined]
            await seat.press("enter")
            assert seat.state.paused

    room.play(story)


def test_the_bank_starts_a_drill_of_the_marked_card(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("b", "down", "s")
        assert seat.at == "BriefingScreen"
        assert seat.state.mode is Mode.PRACTICE
        assert seat.state.round.plan.question_id != ""
        assert len(seat.state.rounds) == 1

    room.play(story)
