"""What the history changes: notes, tags, deleting and bringing back; and what it refuses, calmly."""

import shutil
from datetime import timedelta

import pytest

from scorecards.recommendation import Call
from simulator.errors import StorageError
from simulator.history.deletion import Deletions
from simulator.history.records import SessionRecord, SessionStatus, Source
from simulator.history.store import HistoryStore
from simulator.interview.conductor import Interview
from simulator.tui.screens.history import HistoryScreen
from simulator.workspace import Workspace
from tests.fakes import BEGIN
from tests.history.builders import assessment, session
from tests.tui.hostile import HOSTILE
from tests.tui.room import Room, Seat
from tests.tui.stages import answering

NAMES = ("20261118-120000-0001", "20261119-120000-0002", "20261120-120000-0003")
READ_ONLY = "Another pm-simulator is open on this history, so this one cannot write to it."


def record(name: str, title: str) -> SessionRecord:
    made = session(name, "One two three.", assessment(name, Call.HIRE))
    (entry,) = made.rounds
    return made.model_copy(
        update={
            "started": BEGIN - timedelta(days=21 - int(name[6:8])),
            "status": SessionStatus.FINISHED,
            "rounds": (entry.model_copy(update={"title": title}),),
        }
    )


@pytest.fixture
def sat(room: Room) -> Room:
    """Three sessions, called One to Three, the newest last."""
    store = HistoryStore(room.paths.history, room.clock).open()
    for name, title in zip(NAMES, ("One", "Two", "Three"), strict=True):
        store.save(record(name, title))
    store.close()
    return room


def titles(seat: Seat) -> list[str]:
    screen = seat.app.screen
    assert isinstance(screen, HistoryScreen)
    return [screen._summaries[place].rounds[0].title for place in screen._shown]


def marked(seat: Seat) -> str:
    screen = seat.app.screen
    assert isinstance(screen, HistoryScreen)
    return screen.marked_session


def test_a_note_of_several_lines_is_kept_shown_found_and_taken_away(sat: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("down")
        await seat.press("n")
        await seat.press(*"Zebra", "enter", *"crossing", "ctrl+s")
        assert marked(seat) == NAMES[1], "the mark stays"
        assert "Note: Zebra crossing" in seat.words
        await seat.press("slash", *"zebra")
        assert titles(seat) == ["Two"]
        await seat.press("escape")
        await seat.press("n")
        assert "crossing" in seat.words
        await seat.press("end", *"s", "escape")
        assert "The note has changed" in seat.words
        await seat.press("down", "enter")
        assert "Note: Zebra crossing" in seat.words, "left as it was"
        await seat.press("n")
        await seat.press("ctrl+a", *["backspace"] * 20, "up", "end", *["backspace"] * 20, "ctrl+s")
        assert "Note:" not in seat.words

    async def other_run(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("n")
        await seat.press(*"Kept?", "escape")
        await seat.press("enter")
        assert "Note: Kept?" in seat.words, "Escape asks, and Enter keeps"

    sat.play(story)
    assert [each.note for each in sat.records] == ["", "", ""]
    sat.play(other_run)
    assert sat.records[2].note == "Kept?"


def test_a_note_that_cannot_be_kept_stays_on_the_screen(sat: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: HistoryStore, _record: SessionRecord) -> None:
        raise StorageError("Cannot write", "The disk is full.", "Make room.")

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("n")
        await seat.paste("y" * 4001)
        await seat.press("ctrl+s")
        assert "It has 4001 characters; 4000 are kept at most." in seat.words
        await seat.press("enter")
        assert "4001 of 4000 characters." in seat.words
        await seat.press("backspace")
        with monkeypatch.context() as patched:
            patched.setattr(HistoryStore, "save", full)
            await seat.press("ctrl+s")
        assert "The disk is full." in seat.words
        await seat.press("enter")
        assert seat.at == "NoteScreen"
        await seat.press("ctrl+s")
        assert seat.at == "HistoryScreen"

    sat.play(story)
    assert sat.records[2].note == "y" * 4000


def test_tags_are_written_in_one_line_stand_in_the_row_and_complete_themselves(sat: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("t")
        assert "Used before" not in seat.words
        await seat.press(*"#Pricing", "comma", *"loop", "space", *"no!", "enter")
        assert "no! is no tag: letters, digits, - and _ only." in seat.words
        await seat.press("backspace", "backspace", "backspace", "enter")
        assert "#loop #pricing" in seat.rows[2]
        await seat.press("down")
        await seat.press("t")
        assert "Used before: " in seat.words
        await seat.press("p")
        await seat.until(lambda: "pricing" in seat.rows[11])
        await seat.press("right", "ctrl+s")
        assert "#pricing" in seat.rows[3]
        await seat.press("slash", *"#pri")
        assert titles(seat) == ["Three", "Two"]
        await seat.press("escape")
        await seat.press("t")
        await seat.press("ctrl+u", "enter")
        await seat.press("t")
        await seat.press(*"dropped", "escape")

    sat.play(story, size=(80, 24))
    assert [each.tags for each in sat.records] == [(), (), ("loop", "pricing")]


def test_deleting_asks_first_and_u_brings_the_last_one_back(sat: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("down")
        await seat.press("x")
        assert "Delete this session?" in seat.words
        assert "hire: Two" in seat.words
        assert "u brings it back, for 30 days" in seat.words
        await seat.press("enter")
        assert titles(seat) == ["Three", "Two", "One"], "the first choice keeps it"
        for _ in range(2):
            await seat.press("x")
            await seat.press("down", "enter")
        assert titles(seat) == ["Three"]
        assert marked(seat) == NAMES[2], "the mark stays where it was, or on the last row"
        assert "Deleted. u brings it back until 2026-12-" in seat.told
        await seat.press("x")
        await seat.press("down", "enter")
        assert "No session is left. u brings back what you deleted." in seat.words
        assert seat.rows[-1].split() == ["esc", "Back", "f1", "Help"]
        await seat.press("u")
        assert (titles(seat), marked(seat)) == (["Three"], NAMES[2])
        await seat.press("u")
        assert (titles(seat), marked(seat)) == (["Three", "One"], NAMES[0])
        await seat.press("k")
        await seat.press("u")
        assert titles(seat) == []
        assert "The session is back. The list hides it: a shows all again." in seat.told
        await seat.press("a")
        assert titles(seat) == ["Three", "Two", "One"]
        await seat.press("u")
        assert "No session was deleted in the last 30 days." in seat.words

    sat.play(story)
    assert [each.id for each in sat.records] == list(NAMES)


def test_what_an_earlier_run_deleted_is_offered_by_name(sat: Room) -> None:
    store = HistoryStore(sat.paths.history, sat.clock).open()
    for name in NAMES[:2]:
        Deletions(sat.paths, store, sat.clock).delete(name)
        sat.clock.advance(60)
    store.close()
    unreadable = sat.paths.deleted / NAMES[0] / "history" / "sessions" / "2026-11" / f"{NAMES[0]}.json"
    unreadable.write_text("not a session", encoding="utf-8")

    async def story(seat: Seat) -> None:
        await seat.press("h")
        await seat.press("u")
        assert ["Two" in seat.options[0], NAMES[0] in seat.options[1]] == [True, True]
        await seat.press("escape")
        assert titles(seat) == ["Three"]
        await seat.press("u")
        await seat.press("enter")
        assert (titles(seat), marked(seat)) == (["Three", "Two"], NAMES[1])

    sat.play(story)


def test_beside_another_instance_looking_works_and_changing_is_one_calm_sentence(sat: Room) -> None:
    first = HistoryStore(sat.paths.history, sat.clock).open()

    async def story(seat: Seat) -> None:
        await seat.press("h")
        for key in "ntxu":
            await seat.press(key)
            assert (seat.at, READ_ONLY in seat.words) == ("TroubleScreen", True), key
            await seat.press("enter")
        shutil.rmtree(sat.paths.history / "sessions" / "2026-11")
        await seat.press("enter")
        assert "The session has gone" in seat.words
        await seat.press("enter")
        assert titles(seat) == ["Two", "One"], "it is left out"
        assert marked(seat) == NAMES[1]

    sat.play(story)
    first.close()


def test_a_session_that_can_be_continued_is_not_changed(room: Room) -> None:
    def begun(interview: Interview) -> None:
        answering(interview)
        interview.close_answer()

    room.sit_and_crash(begun)

    async def story(seat: Seat) -> None:
        seat.app.workspace.store.save(session(room.draft.state.id))
        await seat.press("h")
        for key in "ntx":
            await seat.press(key)
            assert "The session is under way" in seat.words, key
            assert "c on the home screen" in seat.words
            await seat.press("enter")

    room.play(story)


def test_hostile_tags_notes_titles_and_judges_are_shown_as_they_are(sat: Room) -> None:
    workspace = Workspace(sat.paths, sat.clock)
    for name in NAMES:
        made = workspace.store.load(name)
        text = " ".join(HOSTILE.values())
        origin = made.rounds[0].assessments[0].provenance.model_copy(update={"source": Source.LLM, "model": text})
        judged = made.rounds[0].assessments[0].model_copy(update={"id": "b", "provenance": origin})
        entry = made.rounds[0].model_copy(update={"title": text, "assessments": (*made.rounds[0].assessments, judged)})
        workspace.store.save(
            made.model_copy(update={"note": text, "tags": (text[:30], "[b]", "x"), "rounds": (entry,)})
        )
    workspace.close()

    async def story(seat: Seat) -> None:
        for size in ((80, 24), (120, 40), (40, 15)):
            await seat.resize(*size)
            await seat.press("h")
            for keys in (["f"], ["n"], ["t"], ["x"], ["j", "j"]):
                await seat.press(*keys)
                assert "\x1b" not in seat.text
                if seat.at != "HistoryScreen":
                    await seat.press("escape")
            assert seat.at == "HistoryScreen", seat.text
            await seat.press("escape")

    sat.play(story)
