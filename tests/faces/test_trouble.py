"""Trouble with the disk in the middle of an interview: told, survived, and nothing lost."""

import errno
import os

import pytest

from simulator.errors import ExitCode, StorageError
from simulator.history.records import Assessment, SessionStatus, TurnKind
from simulator.interview.conductor import Interview
from simulator.plain.home import settle_drafts
from tests.faces.desk import ANSWER, PREDICTION, Desk, grades, texts, to_the_end
from tests.faces.scripted import ScriptedConsole, Step, Typing

FULL = "The disk is full."


class Disk:
    """A disk that can be filled up and emptied in the middle of a test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        real = os.fsync

        def fsync(handle: int) -> None:
            if self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)

    def fills(self, then: str) -> Step:
        """Fill up when this step's turn comes."""

        def step() -> str:
            self.full = True
            return then

        return step

    def empties(self, then: Step) -> Step:
        """Have space again when this step's turn comes."""

        def step() -> Step:
            self.full = False
            return then

        return step


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def test_a_disk_full_while_typing_is_told_once_and_the_text_is_written_when_there_is_space(
    desk: Desk, disk: Disk
) -> None:
    script = [
        "",
        "Before.",
        disk.fills("Full."),
        Typing("Typed for half a minute", 30),
        disk.empties("After."),
        "/quit",
    ]

    console = desk.sit(script)

    assert console.text.count(FULL) == 1
    assert "Free some space and go on" in console.page
    assert str(desk.paths.drafts) in "".join(console.text.split()), "the place is named"
    assert desk.draft.state.round.text == "Before.\nFull.\nTyped for half a minute\nAfter."
    assert desk.draft.damaged == 0


def test_a_disk_that_stays_full_is_told_again_once_a_minute(desk: Desk, disk: Disk) -> None:
    console = desk.sit(["", disk.fills("Full."), Typing("Typed for a long time" * 9, 150), disk.empties(""), "/quit"])

    assert console.text.count(FULL) == 3


def test_a_disk_that_fills_up_again_is_told_again(desk: Desk, disk: Disk) -> None:
    first: list[Step] = ["", disk.fills("One."), disk.empties("Two."), Typing("Three.", 60)]

    console = desk.sit([*first, disk.fills("Four."), disk.empties(""), "/quit"])

    assert console.text.count(FULL) == 2


def test_an_answer_handed_in_on_a_full_disk_is_in_the_history_as_soon_as_there_is_space(desk: Desk, disk: Disk) -> None:
    script: list[Step] = ["", ANSWER, disk.fills("/done"), "One.", "/done", "Two.", "/done", "Three.", "/done"]

    console = desk.sit([*script, *PREDICTION[:-1], disk.empties(PREDICTION[-1]), Typing("", enter=False)])

    assert FULL in console.text
    assert f"Your answer is closed: {len(ANSWER.split())} words." in console.lines, "and is not called saved"
    assert texts(desk.round.turns, TurnKind.ANSWER) == [ANSWER]
    assert texts(desk.draft.state.round.turns, TurnKind.PROBE_ANSWER) == ["One.", "Two.", "Three."]


def test_an_assessment_that_cannot_be_saved_keeps_its_marks_and_is_there_after_continue(
    desk: Desk, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Interview.add_assessment

    def add(interview: Interview, number: int, assessment: Assessment) -> bool:
        disk.full = True  # after the last mark was written
        return real(interview, number, assessment)

    with monkeypatch.context() as patch:
        patch.setattr(Interview, "add_assessment", add)
        console = desk.sit(["", ANSWER, *to_the_end()], policy=grades)

    assert "Result of round 1" in console.text, "the work is not lost on the candidate"
    assert "Not saved yet; the draft and your marks are kept." in console.page
    assert "Saved. Read it again" not in console.text
    disk.full = False
    assert desk.round.waiting

    console = desk.go_on([], grades)
    assert "Mark (" not in console.text
    assert desk.round.latest is not None
    assert desk.record().status is SessionStatus.FINISHED
    assert not list(desk.paths.drafts.iterdir())


def test_a_disk_full_in_mid_grading_ends_in_words_and_keeps_the_marks_before(desk: Desk, disk: Disk) -> None:
    with pytest.raises(StorageError) as caught:
        desk.sit(["", ANSWER, *to_the_end(), "", "a", "a", disk.fills("a")])

    assert caught.value.title == "The disk is full"
    assert caught.value.exit_code == ExitCode.STORAGE
    disk.full = False
    console = desk.go_on([], grades)
    assert "2 items are marked already" in console.text
    assert desk.round.latest is not None


def test_a_session_that_cannot_be_begun_on_disk_is_not_begun(desk: Desk, disk: Disk) -> None:
    disk.full = True
    with pytest.raises(StorageError):
        desk.sit([])

    disk.full = False
    assert settle_drafts(desk.workspace(), ScriptedConsole(desk.clock)) is None


def test_an_old_session_beyond_repair_does_not_keep_one_from_practising_its_card(desk: Desk) -> None:
    desk.sit(["", ANSWER, *to_the_end()], policy=grades)
    for path in desk.paths.history.rglob(f"{desk.record().id}.json"):
        path.unlink()
        path.write_text("{torn")

    console = desk.sit(["", "Kept.", "/quit"])

    assert "The clock runs." in console.text
    assert desk.draft.state.round.text == "Kept."


def test_a_damaged_line_of_a_draft_is_told_and_the_rest_goes_on(desk: Desk) -> None:
    desk.sit(["", "One.", "Two.", "Three.", "/quit"])
    path = desk.draft.path
    lines = path.read_bytes().splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines) if b'"text":"One."' in line)
    lines[number] = lines[number][:20] + b"?" + lines[number][21:]
    path.write_bytes(b"".join(lines))

    console = desk.go_on(["/show", "/quit"])

    assert ": 1. All the others are there." in console.page
    assert desk.draft.state.round.text == "One.\nTwo.\nThree."


def test_a_draft_that_is_none_is_named_and_left_where_it_is(desk: Desk) -> None:
    desk.paths.drafts.mkdir(parents=True)
    path = desk.paths.drafts / "20260101-000000-0000.draft.jsonl"
    path.write_bytes(b"\xff\x00 nonsense")
    console = ScriptedConsole(desk.clock)

    assert settle_drafts(desk.workspace(), console, ask=False) is None

    assert "A draft cannot be read and was left where it is" in console.page
    assert path.name in console.text
    assert path.read_bytes() == b"\xff\x00 nonsense"
