"""The form that narrows the history: what is left is counted at once, Escape leaves the list as it was."""

from datetime import timedelta

import pytest

from simulator.history.store import HistoryStore
from simulator.history.summaries import RoundSummary, SessionSummary
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.widgets.choice_row import ChoiceRow
from tests.fakes import BEGIN
from tests.tui.room import Room, Seat

SAT = (
    # days ago, kind, sub-kind, call, judge, tags, note
    (0, "case", "estimation", "hire", "gpt-9", ("loop",), ""),
    (5, "case", "diagnosis", "no hire", "self", (), "asked for a zebra"),
    (6, "strategy", "sunset", "lean hire", "gpt-9", ("loop", "b"), ""),
    (7, "case", "estimation", "lean no hire", "model-b", ("loop",), ""),
    (400, "product_sense", "improvement", "hire", "self", (), ""),
)


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> list[SessionSummary]:
    """Five sessions, named by their place; the newest is 0."""
    sessions = [
        SessionSummary(
            id=f"{9 - place}",
            started=(BEGIN - timedelta(days=ago)).isoformat(timespec="seconds"),
            mode="mock",
            target="senior",
            status="finished",
            rounds=(RoundSummary(1, "q", f"T{place}", kind, sub_kind, 10, call, "self", False, (judge,)),),
            tags=tags,
            note=note,
        )
        for place, (ago, kind, sub_kind, call, judge, tags, note) in enumerate(SAT)
    ][::-1]
    monkeypatch.setattr(HistoryStore, "summaries", lambda _store: list(sessions))
    return sessions


def listed(seat: Seat) -> str:
    """Return the places of the sessions that are listed."""
    screen = seat.app.screen
    assert isinstance(screen, HistoryScreen)
    return "".join(str(place) for place in screen._shown)


def answers(seat: Seat, name: str) -> list[str]:
    (row,) = [row for row in seat.app.screen.query(ChoiceRow) if row.name == name]
    return [answer for answer, _ in row.answers]


def test_each_row_narrows_and_says_at_once_how_many_are_left(room: Room, past: list[SessionSummary]) -> None:
    assert past

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("f")
        assert seat.part("#left") == "5 of 5 sessions are left."
        assert answers(seat, "judge") == ["any", "yourself", "gpt-9", "model-b", "waiting"]
        assert answers(seat, "tag") == ["any", "loop", "b"], "the most used first"
        assert answers(seat, "sub_kind") == ["any", "diagnosis", "estimation", "improvement", "sunset"]
        await seat.press("4")
        assert answers(seat, "sub_kind") == ["any", "diagnosis", "estimation"]
        assert seat.part("#left") == "3 of 5 sessions are left."
        await seat.press("3")
        assert seat.part("#left") == "2 of 5 sessions are left."
        await seat.press("down", "3")
        assert seat.part("#left") == "1 of 5 sessions are left."
        await seat.press("escape")
        assert (seat.part("#state"), listed(seat)) == ("5 of 5", "01234"), "Escape leaves it as it was"
        await seat.press("f")
        await seat.press("4", "3", "down", "3")
        await seat.press("ctrl+s")
        assert (seat.part("#state"), listed(seat)) == ("1 of 5 · case · estimation · by gpt-9", "0")
        await seat.press("f")
        assert seat.part("#left") == "1 of 5 sessions are left.", "the form begins with what is on"
        await seat.press("escape")
        await seat.press("k")
        assert seat.part("#state") == "2 of 5 · by gpt-9", "another kind has other sub-kinds"
        await seat.press("a")
        assert (seat.part("#state"), listed(seat)) == ("5 of 5", "01234")

    room.play(story)


def test_days_are_typed_and_enter_on_the_last_row_keeps(room: Room, past: list[SessionSummary]) -> None:
    assert past

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("f")
        await seat.press(*["down"] * 6, "2")
        assert seat.part("#left") == "3 of 5 sessions are left.", "today and the six days before"
        assert seat.app.focused is seat.app.screen.query_one("#days")
        await seat.press(*"2026-11-1")
        assert seat.part("#left") == "0 of 5 sessions are left.", "the first of November"
        await seat.press(*"x")
        assert seat.part("#left").startswith("'2026-11-1x' is no day. Write 2026-11-21, 2026-11 or 2026")
        await seat.press("ctrl+s")
        assert seat.at == "NarrowScreen", "what cannot be read is not kept"
        await seat.press("backspace", *"5", "up", "1")
        assert seat.part("#left") == "1 of 5 sessions are left."
        await seat.press("enter", "right", "enter")
        assert (seat.part("#state"), listed(seat)) == ("1 of 5 · 2026-11-15 · oldest first", "2")

    room.play(story)


def test_words_and_the_form_hold_together_and_one_key_drops_both(room: Room, past: list[SessionSummary]) -> None:
    assert past

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("slash", *"zebra", "enter")
        assert listed(seat) == "1", "words of a note count"
        await seat.press("f")
        assert seat.part("#left") == "1 of 5 sessions are left."
        await seat.press("3", "ctrl+s")
        assert seat.part("#nothing").startswith("No session passes all of this. Escape drops the words")
        await seat.press("a")
        assert (seat.part("#state"), listed(seat)) == ("5 of 5", "01234")
        assert not seat.app.screen.query_one("#filter").display
        await seat.press("slash", *"quagga")
        assert "No session has these words. Escape shows all again." in seat.words

    room.play(story)


def test_o_goes_through_the_orders_and_begins_at_the_top(room: Room, past: list[SessionSummary]) -> None:
    assert past

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("down", "down")
        seen = []
        for _ in range(5):
            await seat.press("o")
            seen.append((listed(seat), seat.part("#state")))
        assert seen == [
            ("43210", "5 of 5 · oldest first"),
            ("04231", "5 of 5 · best call first"),
            ("13204", "5 of 5 · worst call first"),
            ("01234", "5 of 5 · longest answer first"),
            ("01234", "5 of 5"),
        ]
        screen = seat.app.screen
        assert isinstance(screen, HistoryScreen)
        assert screen.marked == 0
        await seat.press("down", "down", "m")
        assert screen.marked == 2, "a filter leaves the mark on its session"

    room.play(story)


def test_the_form_works_in_the_smallest_terminal(room: Room, past: list[SessionSummary]) -> None:
    assert past

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("f")
        for _ in range(9):
            assert "are left." in seat.words
            await seat.press("enter")
        assert seat.at == "HistoryScreen"
        assert seat.part("#state") == "5 of 5"

    room.play(story, size=(40, 15))
