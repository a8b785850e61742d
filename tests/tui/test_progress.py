"""Progress in the app: its parts, judges and kinds, and an honest text for every empty state."""

import sys

import pytest

from scorecards.models import ItemStatus, Kind, Unassessed
from simulator.history.records import DimensionResult, SessionRecord, SessionStatus
from simulator.practice import series
from simulator.tui.parts.progress_pages import spots_page
from simulator.tui.widgets.over_time import CHART_FROM
from tests.practice.pasts import MODEL, OTHER_MODEL, assessment, item, predicted, session
from tests.practice.pasts import series as judged_series
from tests.tui.hostile import BUNDLES, HOSTILE, bundled, readable
from tests.tui.room import Room, Seat
from tests.tui.states_progress import keep, several_weeks

CHART = "simulator.tui.widgets.line_chart"


def open_on(room: Room, *sessions: SessionRecord) -> str:
    """Return the rows of the screen over this history."""

    async def story(seat: Seat) -> None:
        keep(seat.app.workspace.store, sessions)
        await seat.press("p")
        said.append(seat.text)

    said: list[str] = []
    room.play(story)
    return said[0]


def marked_row(seat: Seat) -> str:
    return next(row for row in seat.rows if row.strip().startswith(">"))


def test_tab_goes_through_four_parts_and_the_chart_is_imported_with_the_second(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, CHART, raising=False)

    async def story(seat: Seat) -> None:
        keep(seat.app.workspace.store, several_weeks())
        await seat.press("p")
        assert "Progress: levels, all kinds 1 of 4" in seat.words
        assert "7 rounds judged by yourself, 2026-" in seat.words
        assert "Product sense: too few rounds (1 of 4)" in seat.words
        assert CHART not in sys.modules
        await seat.press("tab")
        assert "Progress: over time, all kinds 2 of 4" in seat.words
        assert "bar 4" not in seat.words, "the first dimension has one round, which is no line"
        assert "One round: 3.0. From two on there is a line to draw." in seat.words
        await seat.press("tab")
        assert "weak spots, all kinds 3 of 4" in seat.words
        assert "Met in 1 of 6 strategy, economics" in seat.words
        assert "strategy, risk: under half of its time in 6 of 6 rounds, 20% on average" in seat.words
        await seat.press("tab")
        assert "your own eye, all kinds 4 of 4" in seat.words
        assert "You rate your economics 1.3 high" in seat.words
        assert "········|█████··· +1.3  off by 1.3" in seat.text
        await seat.press("tab")
        assert "levels, all kinds 1 of 4" in seat.words
        await seat.press("shift+tab", "shift+tab", "shift+tab", "k", "k")
        assert CHART in sys.modules
        assert "bar 4" in seat.words
        await seat.press("escape")
        assert seat.at == "HomeScreen"

    room.play(story)


def test_up_and_down_choose_the_dimension_and_a_fall_within_noise_is_no_failure(room: Room) -> None:
    async def story(seat: Seat) -> None:
        keep(seat.app.workspace.store, several_weeks())
        await seat.press("p", "tab", "k", "k")
        assert "Objective and framing" in marked_row(seat)
        await seat.press("down")
        assert "within noise Market and competition" in " ".join(marked_row(seat).split())
        assert "Market and competition: within noise (-0.5; noise reaches 0.8)" in seat.words
        assert "mean 3.0, lowest 2.6, highest 3.4" in seat.words
        assert "neither a rise nor a fall can be told from chance" in seat.words
        await seat.press("down")
        assert "Economics: up by 1.2 (+1.2; noise reaches 0.8); 3 of 6 on questions seen before" in seat.words
        assert "can be told from chance" not in seat.words
        columns, rows = CHART_FROM
        for width, height, is_drawn in ((columns, rows, True), (columns - 1, rows, False), (columns, rows - 1, False)):
            await seat.resize(width, height)
            assert ("bar 4" in seat.words) is is_drawn
            assert ("2026-11-19 3.6 x" in seat.words) is not is_drawn
            assert "Economics: up by 1.2" in seat.words
        await seat.resize(40, 15)
        assert "3 of 6 Economics" in " ".join(marked_row(seat).split())
        await seat.press("up")
        assert "2 of 6 Market and competition" in " ".join(marked_row(seat).split())

    room.play(story)


def test_judges_are_shown_one_at_a_time_and_never_mixed(room: Room) -> None:
    async def story(seat: Seat) -> None:
        keep(
            seat.app.workspace.store,
            [
                session(-3, assessment(2), assessment(4, source=MODEL), assessment(5, source=OTHER_MODEL)),
                session(-2, assessment(2), assessment(4, source=MODEL)),
                session(-1, assessment(2), kind=Kind.STRATEGY),
                session(0, assessment(1, kind=Kind.CASE), kind=Kind.CASE),
            ],
        )
        await seat.press("p", "k", "k")
        assert "3 rounds judged by yourself" in seat.words
        assert "(judge 1 of 3)" in seat.words
        assert "Judges differ and are never averaged: j shows" in seat.words
        assert " 2.0 " in seat.words
        assert " 4.0 " not in seat.words
        await seat.press("j")
        assert f"One round judged by {OTHER_MODEL}" in seat.words
        assert " 5.0 one round" in seat.words
        await seat.press("j", "k")
        assert f"No case round was judged by {MODEL}. Judges differ" in seat.words
        await seat.press("j")
        assert "One round judged by yourself" in seat.words
        assert " 1.0 one round" in seat.words
        await seat.press("k")
        assert "all kinds" in seat.words

    room.play(story)


FOUR = [session(day, assessment(3)) for day in (-5, -4, -3, -2)]
EMPTY = {
    "no rounds": ([], "No rounds yet, so there is no progress to show. Press d on the home screen for a drill, m for"),
    "waiting only": (
        [session(-2), session(-1)],
        "Nothing is judged yet; 2 rounds to be judged. Press j on the home screen to judge.",
    ),
    "left only": ([session(-1, answered=False)], "Nothing was answered and judged yet. Press d on the home screen"),
    "discarded only": (
        [session(-1, assessment(3), status=SessionStatus.DISCARDED)],
        "Nothing was answered and judged yet. Press d",
    ),
    "not graded only": (
        [session(-1, assessment(Unassessed.NOT_GRADED, source=MODEL))],
        "No dimension of them has a level: judging failed, or the questions did not reach it. The history (h on the",
    ),
    "one round": ([session(-1, assessment(3, source=MODEL))], "One round shows a level and no direction"),
    "by oneself only": (FOUR, "All of it is your own judgement: it shows how you see your answers. Check your eye"),
}


@pytest.mark.parametrize(("sessions", "said"), EMPTY.values(), ids=EMPTY)
def test_every_empty_state_has_its_own_text_with_keys_and_no_command(
    room: Room, sessions: list[SessionRecord], said: str
) -> None:
    words = " ".join(open_on(room, *sessions).split())
    assert said in words
    assert "pm-simulator" not in words
    assert sum(each[1] in words for each in EMPTY.values()) <= 2, "texts are not all shown at once"


def test_one_round_does_not_look_certain(room: Room) -> None:
    text = open_on(room, session(-1, assessment(4)))
    assert "░░░░░░░░░░░░░░░░···· 4.0  one round   too few rounds (1 of 4)" in text
    assert "█" not in text


def test_a_kind_without_rounds_and_keys_of_ones_own(room: Room) -> None:
    room.configure('[keys]\n"home.drill" = "f5"\n"home.train" = "f6"\n')

    async def story(seat: Seat) -> None:
        keep(seat.app.workspace.store, FOUR)
        await seat.press("p")
        assert "Check your eye: press f6 on the home screen." in seat.words
        await seat.press("k")
        for _part in range(4):
            assert "No product sense round is judged yet. Press f5 on the home screen and choose product sense." in (
                seat.words
            )
            await seat.press("tab")

    room.play(story)


def test_what_is_not_counted_is_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series, "MOST_ROUNDS", 4)

    async def story(seat: Seat) -> None:
        store = seat.app.workspace.store
        keep(store, [session(-9, assessment(3)), session(-8, assessment(3)), *FOUR, session(-1)])
        damaged = session(-3).id
        for copy in seat.app.paths.history.rglob(f"{damaged}.*"):
            copy.write_text("{", encoding="utf-8")
        await seat.resize(80, 40)
        await seat.press("p")
        assert "3 rounds judged by yourself" in seat.words
        assert "One round to be judged. Press j on the home screen to judge." in seat.words
        assert "Older judged rounds that are not counted here: 2." in seat.words
        assert "Sessions that cannot be read and are not counted: 1." in seat.words

    room.play(story)


def test_rubric_versions_and_a_too_perfect_eye_are_pointed_out(room: Room) -> None:
    async def story(seat: Seat) -> None:
        sessions = [
            session(day, assessment(3, version=1 + (day > -4)), prediction=predicted({"economics": 3}))
            for day in range(-6, -1)
        ]
        keep(seat.app.workspace.store, sessions)
        await seat.press("p")
        assert "Judged by rubric versions 1 and 2: compare with care." in seat.words
        await seat.press("shift+tab")
        assert "In the last 5 rounds your own grades repeat your prediction exactly." in seat.words
        assert "another judge shows how right" in seat.words

    room.play(story)


def test_a_history_that_cannot_be_read_is_told_and_left_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.errors import StorageError
    from simulator.workspace import Workspace

    def broken(_workspace: Workspace) -> None:
        raise StorageError("The history cannot be read", "It is locked.", "Try again.")

    async def story(seat: Seat) -> None:
        monkeypatch.setattr(Workspace, "past", broken)
        await seat.press("p")
        assert "The history cannot be read" in seat.words
        await seat.press("enter", "tab", "k", "j")
        assert "The judged rounds could not be read." in seat.words
        monkeypatch.undo()  # home reads them too
        await seat.press("escape")
        assert seat.at == "HomeScreen"

    room.play(story)


@pytest.mark.parametrize("names", BUNDLES, ids=lambda names: names[0])
def test_hostile_names_of_models_dimensions_and_items_are_only_text(room: Room, names: list[str]) -> None:
    text = bundled(names)

    def hostile(day: int) -> SessionRecord:
        judged = assessment(3, source=f"m {text}")
        found = (item("economics-driver", ItemStatus.ABSENT, text=text),)
        dimensions = tuple(
            DimensionResult(id=each.id, name=text, outcome=3, value=3.0, items=found if each.id == "economics" else ())
            for each in judged.dimensions
        )
        return session(
            day, judged.model_copy(update={"dimensions": dimensions}), prediction=predicted({"economics": 4})
        )

    async def story(seat: Seat) -> None:
        await seat.resize(120, 40)
        keep(seat.app.workspace.store, [hostile(day) for day in range(-6, -1)])
        await seat.press("p")
        for part in range(4):
            assert seat.at == "ProgressScreen"
            assert not seat.app._exit
            if part == 2:
                assert all(readable(HOSTILE[name]) in readable(seat.text) for name in names)
            await seat.press("tab")

    room.play(story)


def test_of_many_weak_spots_the_worst_are_shown_and_the_rest_counted() -> None:
    from scorecards.catalogue import load_scorecard
    from scorecards.models import ItemKind
    from simulator.practice.series import judged_rounds

    items = [each.id for each in load_scorecard(Kind.STRATEGY).items if each.kind is not ItemKind.RED_FLAG]
    missed = {"economics": [item(name, ItemStatus.ABSENT, text=f"Item {name}.") for name in items]}
    rounds = judged_rounds(session(day, assessment(3, items=missed)) for day in range(3))

    text = "\n".join(line.text for line in spots_page(rounds, 80))

    assert text.count("Met in 0 of 3") == 15
    assert f"{len(items) - 15} more were not met every time." in text
    assert "None yet: an item counts from its third round on." in "\n".join(
        line.text for line in spots_page(judged_series(3, 3), 80)
    )
