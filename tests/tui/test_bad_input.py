"""A full disk, a damaged session, a second instance, broken settings: each is told, and nothing is lost."""

import errno
from typing import Any

import pytest

from simulator.grading.sheet import SheetFile
from simulator.history.files import cannot_write
from simulator.history.journal import Journal
from simulator.history.records import Mode, SessionStatus, TurnKind
from simulator.interview.conductor import Interview
from simulator.tui.commands import COMMANDS
from simulator.workspace import Workspace
from tests.tui.room import ANSWER, Room, Seat, texts
from tests.tui.stages import answering, predicted


class Disk:
    """A disk that is full while told so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        append_all = Journal.append_all

        def append(journal: Journal, rows: list[dict[str, Any]]) -> None:
            if self.full:
                raise cannot_write(journal.path, OSError(errno.ENOSPC, "No space left on device"))
            append_all(journal, rows)

        monkeypatch.setattr(Journal, "append_all", append)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def test_a_disk_that_is_full_while_typing_is_told_once_and_everything_is_kept_when_there_is_room(
    room: Room, disk: Disk
) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press(*"one ")
        await seat.pass_time(1)
        disk.full = True
        for letter in "two ":
            await seat.press(letter)
            await seat.pass_time(1)
        assert "The disk is full" in seat.words
        assert "Free some space and go on: the program tries again with the next save." in seat.told
        assert seat.told.count("The disk is full") == 1, "one message, not one a second"
        assert seat.editor.text == "one two "
        disk.full = False
        await seat.press(*"three")
        await seat.pass_time(1)
        await seat.crash()

    room.play(story)
    assert room.draft.state.round.text == "one two three"
    assert room.draft.damaged == 0


def test_a_disk_that_is_full_at_hand_in_is_told_and_the_interview_goes_on(room: Room, disk: Disk) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.paste(ANSWER)
        disk.full = True
        await seat.press("ctrl+s")
        assert "The disk is full" in seat.told
        await seat.press("enter")
        assert "Follow-up 1 of 3" in seat.words
        disk.full = False
        await seat.paste("Because.")
        await seat.press("ctrl+s", "enter")
        await seat.crash()

    room.play(story)
    turns = room.draft.state.round.turns
    assert texts(turns, TurnKind.ANSWER) == [ANSWER]
    assert texts(turns, TurnKind.PROBE_ANSWER) == ["Because."]
    assert room.draft.damaged == 0


def test_a_mark_that_cannot_be_kept_is_told_and_the_item_stays(room: Room, disk: Disk) -> None:
    room.sit_and_crash(predicted)

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter", "enter")
        disk.full = True
        await seat.press("a")
        assert seat.at == "TroubleScreen"
        assert "The disk is full" in seat.words
        await seat.press("escape")
        assert "Item 1 of" in seat.rows[0]
        disk.full = False
        await seat.press("a")
        assert "Item 2 of" in seat.rows[0]

    room.play(story)


def test_a_start_on_a_full_disk_says_so_and_leaves_nothing_behind(room: Room, disk: Disk) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("d")
        disk.full = True
        await seat.press("ctrl+s")
        assert seat.at == "TroubleScreen"
        assert "The disk is full" in seat.words
        disk.full = False
        await seat.press("enter", "ctrl+s")
        assert seat.at == "BriefingScreen"

    room.play(story)
    assert len(room.drafts) == 1


def finished(room: Room) -> None:
    """Leave one finished session, not judged."""

    def sit(interview: Any) -> None:
        predicted(interview)
        interview.put_off(1)
        interview.finish()

    room.sit_and_crash(sit)


def test_a_damaged_session_is_told_when_it_is_opened_and_the_app_goes_on(room: Room) -> None:
    finished(room)
    name = room.record.id
    copies = [each for each in room.paths.history.rglob(f"*{name}*") if each.is_file()]
    assert copies
    for each in copies:
        each.write_bytes(b"{ not a session")

    async def story(seat: Seat) -> None:
        await seat.press("h")
        assert "1 of 1" in seat.text
        await seat.press("enter")
        assert seat.at == "TroubleScreen"
        assert "damaged" in seat.words
        await seat.press("enter", "escape")
        assert seat.at == "HomeScreen"
        await seat.press("d")
        assert seat.at == "SetupScreen"

    room.play(story)


def test_a_draft_that_cannot_be_read_is_named_on_home(room: Room) -> None:
    room.sit_and_crash(answering)
    room.draft.path.write_bytes(b"garbage\n")

    async def story(seat: Seat) -> None:
        assert "A draft cannot be read and was left where it is" in seat.words
        await seat.press("c")
        assert "No interview was interrupted." in seat.words

    room.play(story)


def test_lines_that_were_damaged_are_counted_before_going_on(room: Room) -> None:
    room.sit_and_crash(answering)
    path = room.draft.path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, b"torn"]))

    async def story(seat: Seat) -> None:
        await seat.press("c")
        assert "1 damaged line" in seat.part(".box-text")
        await seat.press("enter")
        assert seat.editor.text == ANSWER

    room.play(story)


def test_a_second_instance_refuses_interviews_says_what_to_do_and_shows_the_history(room: Room) -> None:
    finished(room)
    room.sit_and_crash(answering)
    first = Workspace(room.paths, room.clock)
    assert not first.store.read_only

    async def story(seat: Seat) -> None:
        for key in "mdcj":
            await seat.press(key)
            assert seat.at == "TroubleScreen", key
            assert "Another pm-simulator is open on this history" in seat.words
            assert "Go on in the other one, or close it and start again." in seat.words
            await seat.press("enter")
            assert seat.at == "HomeScreen"
        await seat.press("b", "s")
        assert "Another pm-simulator is open on this history" in seat.words
        await seat.press("enter", "escape", "h")
        assert "1 of 1" in seat.text
        await seat.press("enter")
        assert seat.at == "ReviewScreen"

    try:
        room.play(story)
    finally:
        first.close()
    assert len(room.drafts) == 1
    assert [record.status for record in room.records] == [SessionStatus.FINISHED]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('thme = "paper"', "theme"),
        ('theme = "purple"', "purple"),
        ("theme = ", "config.toml"),
        ('[keys]\n"home.mok" = "x"', "no command is called 'home.mok', perhaps 'home.mock' is meant"),
        ('[keys]\nqqq = "x"', "no command is called 'qqq'"),
    ],
)
def test_broken_settings_are_told_on_home_and_the_file_is_left_alone(room: Room, settings: str, says: str) -> None:
    room.configure(settings)

    async def story(seat: Seat) -> None:
        assert seat.app.theme == "night"
        assert "settings cannot be used: " in seat.part("#now")
        assert says in seat.part("#now")
        assert "Mend that line" in seat.part("#now")
        await seat.press("s")
        assert seat.at in ("TroubleScreen", "SettingsScreen")
        await seat.press("enter", "escape")
        await seat.press("h")
        assert seat.at == "HistoryScreen", "what needs no settings works"

    room.play(story)
    assert room.paths.config_file.read_text() == settings


def test_a_keymap_of_ones_own_works_in_the_app_the_help_the_menu_and_the_footer(room: Room) -> None:
    room.configure('theme = "paper"\n[keys]\n"home.drill" = "x"\n"interview.stage" = "f10"\n')

    async def story(seat: Seat) -> None:
        assert seat.app.theme == "paper"
        assert any(row.split()[:2] == ["x", "Drill"] for row in seat.rows)
        await seat.press("d")
        assert seat.at == "HomeScreen"
        await seat.press("x", "ctrl+s", "enter")
        assert "f10 Stag" in seat.rows[-1]
        await seat.press("f10")
        assert seat.state.round.stage == 1
        await seat.press("f5")
        assert seat.state.round.stage == 1

    room.play(story)


def test_settings_are_kept_and_a_theme_shows_at_once(room: Room) -> None:
    room.configure('[keys]\n"home.drill" = "x"\n')

    async def change(seat: Seat) -> None:
        await seat.press("s", "right")
        assert seat.app.theme == "paper"
        await seat.press("ctrl+s")
        assert "Kept." in seat.told

    async def look(seat: Seat) -> None:
        assert seat.app.theme == "paper"
        await seat.press("x")
        assert seat.at == "SetupScreen"

    room.play(change)
    room.play(look)


def test_every_command_has_words_and_no_two_of_a_screen_share_a_key(room: Room) -> None:
    assert all(command.label and command.help for command in COMMANDS.values())

    async def story(seat: Seat) -> None:
        await seat.start(Mode.PRACTICE)
        ours = [each.binding for each in seat.app.screen.active_bindings.values() if each.binding.id]
        assert len({binding.key for binding in ours}) == len(ours)
        assert {binding.id for binding in ours} >= {name for name in COMMANDS if name.startswith("interview.")} - {
            "interview.begin"
        }

    room.play(story)


def test_marks_stay_until_their_judgement_is_on_the_disk_too(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.sit_and_crash(predicted)
    monkeypatch.setattr(Interview, "add_assessment", lambda *_: False)  # as on a disk that is full

    async def story(seat: Seat) -> None:
        await seat.press("c", "enter")
        seat.mark_all_but_one()
        await seat.press("enter")
        await seat.finish_grading()

    room.play(story)
    (left,) = room.record.rounds
    sheet = SheetFile(room.paths.drafts, room.record.id, left.number)
    sheet.close()
    assert len(sheet.sheet.items) > 30
    assert sheet.sheet.placements
