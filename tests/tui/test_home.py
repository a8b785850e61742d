"""Home: what to do now, in the order of its urgency, without a key held up and without a line that jumps."""

from datetime import timedelta

import pytest
from textual.widgets import Input

from simulator.history.outcomes import RealOutcomes, Result
from simulator.history.records import SessionRecord, SessionStatus
from simulator.practice.suggestions import seed_of, suggest
from simulator.tui.screens.home import HomeScreen
from simulator.workspace import Workspace
from tests.practice.pasts import assessment, session
from tests.tui.room import Room, Seat
from tests.tui.stages import answering
from tests.tui.states_home import weeks


def keep(room: Room, *sessions: SessionRecord, days: int | None = None) -> None:
    """Put sessions into the history and an interview so many days ahead into the settings."""
    workspace = Workspace(room.paths, room.clock)
    for each in sessions:
        workspace.store.save(each)
    if days is not None:
        day = workspace.clock.utc().date() + timedelta(days=days)
        workspace.save_config(workspace.config.model_copy(update={"interview_date": day}))
    workspace.close()


def home(seat: Seat) -> HomeScreen:
    assert isinstance(seat.app.screen, HomeScreen)
    return seat.app.screen


def places(seat: Seat) -> dict[str, int]:
    """Return the row at which each part of home begins."""
    return {name: seat.app.screen.query_one(f"#{name}").region.y for name in ("now", "next", "facts", "menu", "where")}


def test_what_was_interrupted_comes_before_what_waits_before_what_is_suggested(room: Room) -> None:
    keep(room, *weeks(), session(-3), days=12)
    room.sit_and_crash(answering)

    async def story(seat: Seat) -> None:
        workspace = seat.app.workspace
        situation = workspace.situation(workspace.past())
        first = suggest(situation, workspace.headers(), seed_of(situation.now))[0]
        drill = first.sub_kind.replace("_", " ")
        rows = [
            "Interrupted: practice",
            "1 round waits to be judged",
            f"Next: drill {drill}",
        ]
        assert sorted(rows, key=seat.text.index) == rows
        assert f"{first.reason[:1].upper()}{first.reason[1:]}." in seat.words
        assert "Due again 7 drills in 2 sub-kinds" in seat.words
        assert "12 days to go, on Thu 3 Dec" in seat.words
        assert "Mo - Tu 1 We 1 Th 1 Fr 1 [Sa -] Su 4 of 3, goal met" in seat.words
        assert home(seat).query_one("#menu").region.bottom < 23, "all of it fits"
        await seat.press("n")
        assert seat.at == "NextScreen"

    room.play(story)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_nothing_moves_when_the_suggestion_comes_and_keys_work_before_it_has(
    room: Room, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(room, *weeks(), session(-3), days=12)
    read: list[str] = []
    whole = Workspace.read_past_in_steps

    def slowly(workspace: Workspace) -> object:
        for step in whole(workspace):
            read.append("a session")
            yield step

    monkeypatch.setattr(Workspace, "read_past_in_steps", slowly)

    async def story(seat: Seat) -> None:
        sessions = len(read)
        assert sessions == len(weeks())
        settled = places(seat)
        seat.app.workspace._past = None
        home(seat)._suggested_for = ()
        home(seat)._look_quickly()
        assert "reading your rounds" in str(home(seat).query_one("#next").render())
        assert not read[sessions:]
        await seat.app._press_keys(["h"])
        await seat.settle()
        assert seat.at == "HistoryScreen"
        await seat.press("escape")
        assert "Next: drill" in seat.text
        assert places(seat) == settled

    room.play(story, size)


def test_a_key_pressed_while_the_rounds_are_read_stops_the_reading_until_home_is_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(room, *(session(-day, assessment(3)) for day in range(1, 40)))
    steps: list[str] = []
    whole = Workspace.read_past_in_steps

    async def story(seat: Seat) -> None:
        screen = home(seat)

        def interrupted(workspace: Workspace) -> object:
            for step in whole(workspace):
                steps.append(seat.at)
                if len(steps) == 5:
                    screen.action_open("history")
                yield step

        seat.app.workspace._past = None
        screen._suggested_for = ()
        monkeypatch.setattr(Workspace, "read_past_in_steps", interrupted)
        screen.on_screen_resume()
        await seat.settle()
        assert seat.at == "HistoryScreen"
        assert len(steps) == 5
        assert set(steps) == {"HomeScreen"}
        await seat.press("escape")
        assert "Next: drill" in seat.text
        assert len(steps) == 5 + 39

    room.play(story)


def test_nothing_moves_between_the_first_paint_and_what_is_read(room: Room) -> None:
    keep(room, *weeks(), session(-3), days=12)
    room.sit_and_crash(answering)
    seen: list[dict[str, int]] = []
    look = HomeScreen._look_quickly

    def watched(screen: HomeScreen) -> None:
        seen.append({name: screen.query_one(f"#{name}").region.y for name in ("facts", "menu", "where")})
        look(screen)

    async def story(seat: Seat) -> None:
        now = places(seat)
        assert seen[0] == {name: now[name] for name in seen[0]}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HomeScreen, "_look_quickly", watched)
        room.play(story)


def test_an_interview_that_has_passed_is_asked_after_until_it_is_logged(room: Room) -> None:
    keep(room, days=-2)

    async def story(seat: Seat) -> None:
        assert "No sessions yet. A drill is a good start" in seat.words
        assert "was 2 days ago: o logs what came of it, s sets another day" in seat.words
        day = seat.app.workspace.config.interview_date
        assert day is not None
        RealOutcomes(room.paths.outcomes_file).add(day, "loop", Result.OFFER, "", "", room.clock.utc())
        await seat.press("b", "escape")
        assert "was 2 days ago; s sets another day" in seat.words
        room.paths.outcomes_file.write_text("{", encoding="utf-8")
        await seat.press("b", "escape")
        assert "was 2 days ago" in seat.words, "a damaged file of outcomes hides nothing"

    room.play(story)


def test_day_and_goal_are_set_in_the_settings(room: Room) -> None:
    async def story(seat: Seat) -> None:
        assert "no day set; s sets one" in seat.words
        await seat.press("s", "down", "down", "down", "down", "5")
        assert isinstance(seat.app.focused, Input)
        await seat.press(*"2026-13-01x")
        assert "not a day yet" in seat.text
        assert "Not kept yet" in seat.text
        await seat.press("ctrl+s")
        assert seat.at == "TroubleScreen"
        assert "'2026-13-01' is not a day." in seat.words
        await seat.press("enter")
        await seat.press(*["backspace"] * 5, *"12-01")
        assert "10 days to go, on Tue 1 Dec" in seat.text
        await seat.press("ctrl+s", "escape")
        assert "10 days to go, on Tue 1 Dec" in seat.text
        assert "0 of 5 sessions" in seat.text
        await seat.press("s", "tab", "tab", "tab", "tab", "n", *["backspace"] * 10, "ctrl+s", "escape")
        assert "no day set; s sets one" in seat.text
        assert "no session yet" in seat.text

    room.play(story)
    assert room.paths.config_file.read_text(encoding="utf-8").strip() == "weekly_goal = 0"


def test_what_cannot_be_read_never_hides_home(room: Room) -> None:
    lost = session(-3, assessment(3))
    keep(room, lost, session(-2, assessment(3), status=SessionStatus.FINISHED))
    for path in room.paths.history.rglob(f"{lost.id}.json*"):
        path.write_text("{", encoding="utf-8")

    async def story(seat: Seat) -> None:
        assert "Next: drill" in seat.text
        assert "This week" in seat.text
        room.configure("weekly_goal = 99")
        del seat.app.workspace.__dict__["config"]
        await seat.press("b", "escape")
        assert "weekly_goal" in seat.text
        assert "Next: the settings cannot be used" in seat.text
        assert "not known while the settings cannot be used" in seat.text
        assert "This week" in seat.text

    room.play(story)
