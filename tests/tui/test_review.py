"""A past session in review: its parts, other attempts at its questions, another try, export."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecards.models import ItemStatus, Kind, Unassessed
from simulator.clock import SystemClock
from simulator.errors import StorageError
from simulator.history.records import Mode, Outcome, SessionRecord, SessionStatus, Speaker, Turn, TurnKind
from simulator.history.store import HistoryStore
from tests.fakes import FakeClock
from tests.practice.pasts import MODEL, assessment, item, session
from tests.tui.hostile import HOSTILE, readable
from tests.tui.room import CARD, Room, Seat

FIRST, SECOND, THIRD = (f"202611{day}-120000-0001" for day in (22, 23, 24))


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Iterator[Room]:
    yield Room(tmp_path / "data", clock)
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


def sat(day: int, level: int = 3, *, source: str = "self", question: str = CARD, **fields: object) -> SessionRecord:
    """Return a session of one judged case."""
    status = ItemStatus.MET if level > 3 else ItemStatus.ABSENT
    outcomes: dict[str, Outcome] = {"scoping": level, "structure": 3, "evidence": Unassessed.NOT_ASKED}
    items = {"scoping": [item("scoping-term", status, text="Says what the figure means.")]}
    judged = assessment(outcomes, kind=Kind.CASE, items=items, source=source)
    record = session(day, judged, kind=Kind.CASE, sub_kind="estimation", question=question)
    turn = Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.ANSWER, text=f"We said it. On day {day}.", at=60)
    first = record.rounds[0].model_copy(update={"turns": (turn,), **fields})
    return record.model_copy(update={"rounds": (first,)})


def keep(room: Room, *sessions: SessionRecord) -> None:
    store = HistoryStore(room.paths.history, SystemClock()).open()
    for each in sessions:
        store.save(each)
    store.close()


async def open_review(seat: Seat, rows_down: int = 0) -> None:
    await seat.press("h", *["down"] * rows_down, "enter")
    assert seat.at == "ReviewScreen", seat.text


async def to_part(seat: Seat, name: str) -> None:
    for _ in range(12):
        if f": {name} " in seat.part("#which") or f" {name} " in marked(seat):
            return
        await seat.press("tab")
    raise AssertionError(f"there is no part {name}")


def marked(seat: Seat) -> str:
    """Return the name that is marked in the row of parts."""
    content = seat.app.screen.query_one("#which").content  # type: ignore[attr-defined]
    return "".join(content.plain[span.start : span.end] for span in content.spans if "reverse" in str(span.style))


def test_what_changed_since_the_question_was_sat_before(room: Room) -> None:
    labels = {"note": "Slower [/] than before", "tags": ("[b]numbers[/b]",)}
    keep(room, sat(1, 2), sat(2, 3), sat(3, 5).model_copy(update=labels))

    async def story(seat: Seat) -> None:
        await open_review(seat)
        assert "2026-11-24 12:00, practice Tags: [b]numbers[/b] Note: Slower [/] than before" in seat.words
        await to_part(seat, "attempts")
        assert "3 2026-11-24 12:00 practice lean no hire, by yourself (this one)" in seat.words
        assert "Attempt 2 against attempt 3" in seat.words
        assert "3/5 3.0" in seat.words
        assert "+2.0, beyond noise" in seat.words
        assert "no difference" in seat.words
        assert "not asked" in seat.words
        assert "Checklist: 1 gained, 0 lost, 0 kept, 0 met in neither." in seat.part("#text")
        assert "a Other attempt" in seat.rows[-1]
        await seat.press("a")
        assert "Attempt 1 against attempt 3" in seat.words
        assert "+3.0, beyond noise" in seat.words
        await seat.press("tab")
        assert "Answer of attempt 1, 6 words, proofs as judged by yourself" in seat.words, "the choice stays"
        assert "C1.2 On day 1." in seat.words
        assert "C1.2 On day 3." in seat.words
        assert "proves Scoping and data validity: Says what the figure means." in seat.words
        assert row_of(seat, "On day 1.") < row_of(seat, "On day 3."), "one below the other"
        await seat.press("a")
        assert "C1.2 On day 2." in seat.words
        await seat.press("shift+tab", "shift+tab")
        assert "transcript" in marked(seat)
        assert "Other attempt" not in seat.rows[-1]
        await seat.press("a")
        assert "transcript" in marked(seat), "there the key does nothing"

    room.play(story)


def test_both_answers_stand_beside_one_another_where_there_is_room(room: Room) -> None:
    keep(room, sat(1, 3), sat(2, 3))

    async def story(seat: Seat) -> None:
        await open_review(seat)
        await to_part(seat, "both answers")
        row = seat.rows[row_of(seat, "On day 1.")]
        assert row.index("On day 1.") < 60 < row.index("On day 2.")
        heads = seat.rows[row_of(seat, "Answer of attempt 1")]
        assert "Answer of attempt 2" in heads

    room.play(story, size=(120, 40))


def row_of(seat: Seat, text: str) -> int:
    return next(number for number, row in enumerate(seat.rows) if text in row)


def test_the_first_attempt_is_compared_with_the_next(room: Room) -> None:
    keep(room, sat(1, 2), sat(2, 3), sat(3, 5))

    async def story(seat: Seat) -> None:
        await open_review(seat, 2)
        await to_part(seat, "attempts")
        assert "Attempt 1 against attempt 2" in seat.words
        await seat.press("a")
        assert "Attempt 1 against attempt 3" in seat.words
        await seat.press("a")
        assert "Attempt 1 against attempt 2" in seat.words

    room.play(story)


def test_a_question_sat_once_has_no_such_part_and_reads_no_other_file(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(room, sat(1, question="free-payroll"), sat(2, question="free-payroll"), sat(3))

    async def story(seat: Seat) -> None:
        await open_review(seat)
        loaded: list[str] = []
        monkeypatch.setattr(HistoryStore, "load", lambda _store, name: loaded.append(name))
        for _ in range(5):
            assert "attempts" not in seat.part("#which")
            assert "Other attempt" not in seat.rows[-1]
            await seat.press("tab")
        assert "result" in marked(seat), "five parts, and round"
        assert not loaded
        monkeypatch.undo()

    room.play(story)


def test_the_sessions_of_other_attempts_are_read_when_they_are_shown(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(room, sat(1), sat(2, question="free-payroll"), sat(3))
    loaded: list[str] = []
    load = HistoryStore.load

    def noted(store: HistoryStore, name: str) -> SessionRecord:
        loaded.append(name)
        return load(store, name)

    async def story(seat: Seat) -> None:
        await open_review(seat)
        loaded.clear()
        monkeypatch.setattr(HistoryStore, "load", noted)
        await seat.press("tab", "tab")
        assert not loaded
        await seat.press("tab")
        assert loaded == [FIRST]
        await seat.press("tab", "shift+tab")
        assert loaded == [FIRST], "and once"

    room.play(story)


def lose(monkeypatch: pytest.MonkeyPatch, session: str) -> None:
    """Let the file of a session be lost."""
    load = HistoryStore.load

    def lost(store: HistoryStore, name: str) -> SessionRecord:
        if name == session:
            raise StorageError("A session is lost", "It has no good copy.", "The others are untouched.")
        return load(store, name)

    monkeypatch.setattr(HistoryStore, "load", lost)


def test_judges_that_differ_and_a_lost_session_are_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(room, sat(1, source=MODEL), sat(2), sat(3))

    async def story(seat: Seat) -> None:
        lose(monkeypatch, SECOND)
        await open_review(seat)
        await to_part(seat, "attempts")
        assert "Left out, as the session cannot be read: attempt 2." in seat.words
        assert f"Attempt 1 was judged by {MODEL}, attempt 3 by yourself." in seat.words
        assert "have one judged again: press g." in seat.words
        assert "noise" not in seat.words
        assert "Minutes, used against plan" in seat.words
        await seat.press("tab")
        assert f"proofs as judged by {MODEL}" in seat.words

    room.play(story)


def test_where_no_other_attempt_can_be_read_both_parts_say_so(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(room, sat(1), sat(3))

    async def story(seat: Seat) -> None:
        lose(monkeypatch, FIRST)
        await open_review(seat)
        await to_part(seat, "attempts")
        assert "Left out, as the session cannot be read: attempt 1." in seat.words
        await seat.press("a", "tab")
        assert "No other attempt at this question can be read." in seat.words

    room.play(story)


@pytest.mark.parametrize(("keys", "mode"), [(("enter",), Mode.PRACTICE), (("down", "enter"), Mode.MOCK)])
def test_try_again_starts_the_question_at_once(room: Room, keys: tuple[str, ...], mode: Mode) -> None:
    probe = Turn(speaker=Speaker.INTERVIEWER, kind=TurnKind.PROBE, text="And then?", at=90, ref="second-gate")
    before = sat(1)
    asked = before.rounds[0].model_copy(update={"turns": (*before.rounds[0].turns, probe)})
    keep(room, before.model_copy(update={"rounds": (asked,)}))

    async def story(seat: Seat) -> None:
        await open_review(seat)
        await seat.press("r")
        assert "Try again" in seat.words
        await seat.press("escape")
        assert seat.at == "ReviewScreen"
        await seat.press("r", *keys)
        assert seat.at == "BriefingScreen"
        assert seat.state.mode is mode
        assert [each.plan.question_id for each in seat.state.rounds] == [CARD]
        assert seat.app.workspace.probes_seen(CARD) == ["second-gate"]

    room.play(story)


def test_a_card_that_has_left_the_bank_cannot_be_tried_again_and_the_rest_is_there(room: Room) -> None:
    keep(room, sat(1, question="long-gone"), sat(2, question="long-gone"))

    async def story(seat: Seat) -> None:
        await open_review(seat)
        await seat.press("r")
        assert "The card is gone" in seat.words
        assert '"Title of long-gone" is not in the bank any more, so it cannot be sat again.' in seat.words
        await seat.press("enter")
        assert seat.at == "ReviewScreen"
        await to_part(seat, "attempts")
        assert "Attempt 1 against attempt 2" in seat.words
        assert seat.app.interview is None

    room.play(story)


def test_while_another_instance_writes_nothing_is_started(room: Room) -> None:
    keep(room, sat(1))
    other = HistoryStore(room.paths.history, SystemClock()).open()

    async def story(seat: Seat) -> None:
        await open_review(seat)
        await seat.press("r")
        assert "Another pm-simulator is open" in seat.words
        await seat.press("enter")
        assert seat.at == "ReviewScreen"

    try:
        room.play(story)
    finally:
        other.close()


def test_of_several_rounds_each_has_its_own_parts_and_the_debrief_no_question(room: Room) -> None:
    one, two = sat(1), sat(2, question="first-rides-down")
    second = two.rounds[0].model_copy(update={"number": 2})
    loop = one.model_copy(update={"id": THIRD, "rounds": (one.rounds[0], second), "status": SessionStatus.FINISHED})
    keep(room, one, loop)

    async def story(seat: Seat) -> None:
        await open_review(seat)
        assert seat.rows[0].strip() == "Debrief  1 of 13"
        assert "Debrief of the session" in seat.words
        assert "Try again" not in seat.rows[-1]
        await seat.press("r")
        assert seat.at == "ReviewScreen"
        await seat.press("e")
        assert seat.at == "ExportScreen"
        screen = seat.app.screen
        assert (vars(screen)["_session"], vars(screen)["_number"]) == (THIRD, None)
        await seat.press("escape")
        names = []
        for _ in range(12):
            await seat.press("tab")
            title = seat.words.partition(" of 13")[0].rpartition(" ")[0]
            names.append(f"{title}: {marked(seat).strip()}" if marked(seat) else title)
            if len(names) == 9:
                await seat.press("e")
                screen = seat.app.screen
                assert (vars(screen)["_session"], vars(screen)["_number"]) == (THIRD, 2)
                await seat.press("escape")
        first, second = f"Round 1, Title of {CARD}:", "Round 2, Title of first-rides-down:"
        each = ["result", "your answer", "transcript", "exemplar of level 3", "exemplar of level 5"]
        short = ["result", "answer", "transcript", "exemplar 3", "exemplar 5"]
        assert names == [
            *(f"{first} {name}" for name in (*each[:3], "other attempts", "both answers", *each[3:])),
            *(f"{second} {name}" for name in short),
        ], "the second was sat once"
        await seat.press("tab")
        assert "Debrief  1 of 13" in seat.rows[0]

    room.play(story)


def test_whatever_a_session_holds_is_shown_as_it_is(room: Room) -> None:
    text = " ; ".join(HOSTILE.values())
    sessions = []
    for day in (1, 2):
        record = sat(day, 5)
        each = record.rounds[0]
        strange = assessment({"scoping": 4}, kind=Kind.CASE, source=f"m {text}")
        strange = strange.model_copy(
            update={
                "dimensions": tuple(
                    result.model_copy(
                        update={"name": text, "items": (item("i", list(ItemStatus)[day], text=f"{day} {text}"),)}
                    )
                    for result in strange.dimensions
                )
            }
        )
        turn = each.turns[0].model_copy(update={"text": text})
        changed = {"title": text, "prompt": f"{day} {text}", "assessments": (strange,), "turns": (turn,)}
        sessions.append(
            record.model_copy(
                update={"rounds": (each.model_copy(update=changed),), "note": text, "tags": ("[b]x", "[/]")}
            )
        )
    keep(room, *sessions)

    async def story(seat: Seat) -> None:
        await open_review(seat)
        assert readable("Tags: [b]x, [/]") in readable(seat.part("#text"))
        assert readable(f"Note: {HOSTILE['a framework in brackets']}") in readable(seat.part("#text"))
        for name in ("attempts", "both answers"):
            await to_part(seat, name)
            whole = readable("".join(seat.part(place) for place in ("#text", "#earlier", "#later")))
            for each in ("a framework in brackets", "a stray end", "an action", "braces", "an open bracket"):
                assert readable(HOSTILE[each]) in whole, (name, each)
        await seat.press("r")
        assert seat.at == "ChooseScreen"

    room.play(story, size=(100, 50))
