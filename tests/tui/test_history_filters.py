"""The history's filters: kind, mode, judge, and words with them."""

import re
from itertools import product

import pytest

from simulator.history.store import HistoryStore
from simulator.history.summaries import RoundSummary, SessionSummary
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.widgets.row_list import RowList
from tests.tui.room import Room, Seat

KINDS = ("product_sense", "strategy", "case")
JUDGED = {"self": "self", "llm": "llm", "waiting": "", "not answered": ""}


def summary(number: int, mode: str, rounds: list[tuple[str, str]], status: str = "finished") -> SessionSummary:
    """Return a session whose rounds are of these kinds and judged so."""
    return SessionSummary(
        id=f"20260101-{number:06d}-abcd",
        started="2026-01-01T10:00:00+00:00",
        mode=mode,
        target="senior",
        status=status,
        rounds=tuple(
            RoundSummary(
                number=place,
                question_id="q",
                title=f"Title {number}",
                kind=kind,
                sub_kind="estimation",
                words=10,
                call="hire" if JUDGED[judged] else "",
                source=JUDGED[judged],
                waiting=judged == "waiting",
                judges=tuple({"self": ("self",), "llm": ("gpt-9",)}.get(JUDGED[judged], ())),
            )
            for place, (kind, judged) in enumerate(rounds, start=1)
        ),
    )


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> list[SessionSummary]:
    """One session of each kind, mode and judgement, oldest first; what the tests add is there too."""
    all_ways = enumerate(product(KINDS, ("mock", "practice"), JUDGED))
    sessions = [summary(number, mode, [(kind, judged)]) for number, (kind, mode, judged) in all_ways]
    monkeypatch.setattr(HistoryStore, "summaries", lambda _store: list(sessions))
    return sessions


def titles(seat: Seat) -> list[str]:
    """Return which sessions are listed, newest first."""
    screen = seat.app.screen
    assert isinstance(screen, HistoryScreen)
    rows = screen.query_one(RowList)
    return [re.findall(r"Title (\d+)", rows._row(index))[0] for index in range(rows.count)]


def wanted(past: list[SessionSummary], kind: str = "", mode: str = "", source: str = "", *, waiting: bool = False) -> (
    list[str]
):  # fmt: skip
    return [
        each.rounds[0].title.removeprefix("Title ")
        for each in reversed(past)
        if kind in ("", each.rounds[0].kind)
        and mode in ("", each.mode)
        and source in ("", each.rounds[0].source)
        and (not waiting or each.rounds[0].waiting)
    ]


def test_each_key_goes_through_its_values_and_back_to_all(room: Room, past: list[SessionSummary]) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("h")
        everything = titles(seat)
        assert len(everything) == len(past) == 24
        assert seat.part("#state") == "24 of 24"
        for kind, words in zip(KINDS, ("product sense", "strategy", "case"), strict=True):
            await seat.press("k")
            assert titles(seat) == wanted(past, kind=kind)
            assert seat.part("#state") == f"8 of 24 · {words}"
        await seat.press("k")
        assert titles(seat) == everything
        for mode in ("mock", "practice"):
            await seat.press("m")
            assert titles(seat) == wanted(past, mode=mode)
            assert seat.part("#state") == f"12 of 24 · {mode}"
        await seat.press("m")
        assert titles(seat) == everything
        for source, words in (("self", "by yourself"), ("llm", "by gpt-9")):
            await seat.press("j")
            assert titles(seat) == wanted(past, source=source)
            assert seat.part("#state") == f"6 of 24 · {words}"
        await seat.press("j")
        assert titles(seat) == wanted(past, waiting=True)
        assert seat.part("#state") == "6 of 24 · waiting"
        await seat.press("j")
        assert titles(seat) == everything
        assert seat.part("#state") == "24 of 24"

    room.play(story)


def test_filters_and_words_hold_together(room: Room, past: list[SessionSummary]) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("h", "k", "k", "m")
        found = titles(seat)
        assert found == wanted(past, kind="strategy", mode="mock")
        assert seat.part("#state") == "4 of 24 · strategy · mock"
        await seat.press("slash", *"hire")
        assert seat.part("#state") == "2 of 24 · strategy · mock"
        assert titles(seat) == [
            each for each in found if each in wanted(past, source="self") + wanted(past, source="llm")
        ]
        await seat.press("k", "m", "j")
        assert seat.part("#state") == "0 of 24 · strategy · mock", "letters belong to the words while they are typed"
        await seat.press("escape")
        assert seat.part("#state") == "4 of 24 · strategy · mock"

    room.play(story)


def test_a_loop_passes_only_where_one_round_is_all_that_is_wanted(room: Room, past: list[SessionSummary]) -> None:
    past[:] = [
        summary(1, "mock", [("case", "self"), ("strategy", "waiting")]),
        summary(2, "mock", [("strategy", "self"), ("case", "waiting")]),
        summary(3, "mock", [("strategy", "waiting")], status="discarded"),
    ]

    async def story(seat: Seat) -> None:
        await seat.press("h", "k", "k", "j")
        assert titles(seat) == ["2"]
        await seat.press("j")
        assert titles(seat) == ["1"], "what was discarded waits for nobody"

    room.play(story)


def test_what_is_opened_is_what_the_filters_show(
    room: Room, past: list[SessionSummary], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    async def story(seat: Seat) -> None:
        await seat.press("h", "k", "j", "down")
        wanted_one = wanted(past, kind="product_sense", source="self")[1]
        screen = seat.app.screen
        assert isinstance(screen, HistoryScreen)
        monkeypatch.setattr(screen, "open_row", lambda index: opened.append(screen._summaries[index].rounds[0].title))
        await seat.press("enter")
        assert opened == [f"Title {wanted_one}"]

    room.play(story)


def test_ten_thousand_are_filtered_without_wording_one_that_is_not_seen(
    room: Room, past: list[SessionSummary], monkeypatch: pytest.MonkeyPatch
) -> None:
    past[:] = past * 420
    seen: list[str] = []

    def worded(summary: SessionSummary, width: int) -> str:
        del width
        seen.append(summary.id)
        return "Title 1"

    async def story(seat: Seat) -> None:
        await seat.press("h")
        monkeypatch.setattr("simulator.tui.parts.session_rows.history_row", worded)
        for key in "kkmj":
            await seat.press(key)
        assert seat.part("#state") == f"420 of {len(past)} · strategy · mock · by yourself"
        assert len(seen) <= 4 * 3 * 24, "only the rows of the screen, however often it is painted"

    room.play(story)


def test_the_keys_are_in_footer_and_help(room: Room, past: list[SessionSummary]) -> None:
    assert past

    async def story(seat: Seat) -> None:
        await seat.press("h")
        shown = "⏎ Open / Filter f Narrow n Note t Tags x Delete e Export esc Back f1 Help"
        assert " ".join(seat.rows[-1].split()) == shown, "at 80 columns all but the order, a row of what f opens"
        await seat.press("m")
        assert " ".join(seat.rows[-1].split()) == shown.replace("f Narrow", "f Narrow a All")
        await seat.resize(100, 50)
        await seat.press("f1")
        for words in ("Mocks, then practice, then both.", "k Kind:", "j Judged by:", "u Undo:", "a All:"):
            assert words in seat.words

    room.play(story)
