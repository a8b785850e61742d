"""Real interviews in the app: logged by a form that loses nothing, forgotten after asking, and what practice told."""

import json
from datetime import date, timedelta

import pytest
from textual.widgets import Input, TextArea

from scorecards.recommendation import Call
from simulator.history.outcomes import RealOutcome, RealOutcomes, Result
from simulator.tui.widgets.row_list import RowList
from simulator.words.outcomes import day_words
from tests.fakes import BEGIN
from tests.practice.pasts import assessment, session
from tests.tui.room import Room, Seat

TODAY = BEGIN.date()


def kept(room: Room) -> list[RealOutcome]:
    return RealOutcomes(room.paths.outcomes_file).listed()


def log(room: Room, day: date, result: Result, note: str = "") -> None:
    RealOutcomes(room.paths.outcomes_file).add(day, "loop", result, "The bank", note, BEGIN)


def about(seat: Seat) -> str:
    return " ".join(seat.part("#outcome-about Prose").split())


def rows(seat: Seat) -> list[str]:
    found = seat.app.screen.query_one(RowList)
    return [found._row(index) for index in range(found.count)]


async def write(seat: Seat, field: str, text: str) -> None:
    """Replace what stands in a field."""
    found = seat.app.screen.query_one(field)
    found.focus()
    if isinstance(found, Input):
        found.value = ""
    else:
        assert isinstance(found, TextArea)
    await seat.settle()
    await seat.paste(text)


def test_an_interview_is_logged_and_what_cannot_be_kept_loses_nothing(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("o")
        assert about(seat).startswith("No interview is logged yet.")
        assert "0 of 3 logged." in about(seat)
        assert "stays on this machine" in about(seat)
        await seat.press("a", "ctrl+s")
        assert "What came of it is not chosen yet." in seat.words
        await seat.press("enter", "3")
        await seat.press("4")
        assert seat.app.screen.query_one("#outcome-day", Input).value == str(TODAY)
        assert seat.part("#outcome-day-words") == "Saturday 21 November 2026, today"
        await write(seat, "#outcome-company", "[RICE] a [/] b")
        await write(seat, "#outcome-note", "Two\nlines\nof [$5M]")
        for day, said in (
            ("2026-11-22", "2026-11-22 is after today, 2026-11-21."),
            ("2026-13-01", "'2026-13-01' is no day of the calendar. Write it so: 2026-11-21."),
        ):
            await write(seat, "#outcome-day", day)
            assert said in seat.part("#outcome-day-words")
            await seat.press("ctrl+s")
            assert seat.at == "TroubleScreen"
            assert kept(room) == []
            await seat.press("enter")
        await write(seat, "#outcome-day", "2026-11-12")
        assert seat.part("#outcome-day-words") == "Thursday 12 November 2026, 9 days ago"
        await seat.press("ctrl+s")
        assert seat.at == "OutcomesScreen", seat.text
        (only,) = kept(room)
        assert (only.day, only.kind, only.result) == (date(2026, 11, 12), "case", Result.REJECTED)
        assert (only.company, only.note) == ("[RICE] a [/] b", "Two\nlines\nof [$5M]")
        assert rows(seat) == ["2026-11-12  rejected    case, [RICE] a [/] b (Two lines of [$5M])"]
        assert "Two lines of [$5M]" in about(seat)
        assert "1 of 3 logged." in about(seat)

    room.play(story)


def test_leaving_the_form_asks_only_where_something_was_written(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("o", "a", "escape")
        assert seat.at == "OutcomesScreen"
        await seat.press("a")
        await write(seat, "#outcome-company", "The bank")
        await seat.press("escape")
        assert seat.at == "ChooseScreen"
        await seat.press("enter")
        assert seat.app.screen.query_one("#outcome-company", Input).value == "The bank"
        await seat.press("escape", "down", "enter")
        assert seat.at == "OutcomesScreen"
        assert kept(room) == []

    room.play(story)


def test_the_newest_comes_first_and_the_marked_one_is_forgotten_after_asking(room: Room) -> None:
    for days, result in ((30, Result.OFFER), (20, Result.NO_ANSWER), (10, Result.REJECTED)):
        log(room, TODAY - timedelta(days=days), result, f"Note of {days}.")

    async def story(seat: Seat) -> None:
        await seat.press("o")
        assert [row[:20].split()[1] for row in rows(seat)] == ["rejected", "no", "offer"]
        assert "Note of 10." in about(seat)
        await seat.press("down")
        assert "Note of 20." in about(seat)
        await seat.press("x")
        assert "2026-11-01, loop, The bank: no answer." in seat.words
        await seat.press("enter")
        assert len(kept(room)) == 3, "the first answer keeps it"
        await seat.press("x", "down", "enter")
        assert [each.result for each in kept(room)] == [Result.OFFER, Result.REJECTED]
        assert "Note of 30." in about(seat)
        await seat.press("x", "down", "enter")
        await seat.press("x", "down", "enter")
        assert kept(room) == []
        assert about(seat).startswith("No interview is logged yet.")
        assert "x Remove" not in seat.text, "there is nothing to remove"
        await seat.press("x")
        assert seat.at == "OutcomesScreen"

    room.play(story)


def test_from_the_third_on_it_says_whether_practice_was_telling(room: Room) -> None:
    for days in (5, 6, 7):
        log(room, TODAY - timedelta(days=days), Result.OFFER)
        log(room, TODAY - timedelta(days=days + 60), Result.REJECTED)

    async def story(seat: Seat) -> None:
        for days, call in ((-15, Call.HIRE), (-75, Call.NO_HIRE)):
            seat.app.workspace.store.save(session(days, assessment(3, call=call)))
        await seat.press("o")
        assert "1 of 1 (100%) of your own calls were hire or better, before the others 0 of 1 (0%)" in about(seat)

    room.play(story)


@pytest.mark.parametrize("backup", [True, False])
def test_a_damaged_file_is_told_and_never_taken_for_an_empty_one(room: Room, backup: bool) -> None:
    log(room, TODAY, Result.OFFER)
    log(room, TODAY, Result.REJECTED)
    path = room.paths.outcomes_file
    path.write_text("{")
    if not backup:
        for each in path.parent.rglob(f"*/{path.name}"):
            each.unlink()

    async def story(seat: Seat) -> None:
        await seat.press("o")
        assert "No interview is logged" not in about(seat)
        told = "is damaged; its last good copy is used." if backup else "has no good copy. Nothing was changed."
        assert told in about(seat)
        await seat.press("a", "1")
        await seat.press("ctrl+s")
        if backup:
            assert [each["number"] for each in json.loads(path.read_text())["outcomes"]] == [1, 2]
        else:
            assert seat.at == "TroubleScreen"
            assert path.read_text() == "{"

    room.play(story)


def test_beside_another_instance_nothing_is_logged_or_forgotten(room: Room) -> None:
    log(room, TODAY, Result.OFFER)

    async def story(seat: Seat) -> None:
        seat.app.workspace.store.read_only = True
        for key in "ax":
            await seat.press("o", key)
            assert "Another pm-simulator is open on this history" in seat.words
            await seat.press("enter", "escape")
        assert seat.at == "HomeScreen"

    room.play(story)


@pytest.mark.parametrize("text", ["", "  ", "yesterday", "2026-02-30", "99999-01-01", "[RICE]", "2026/11/12"])
def test_what_is_no_day_is_said_with_one_that_is(text: str) -> None:
    assert day_words(text, TODAY) == f"{text.strip()!r} is no day of the calendar. Write it so: 2026-11-21."
