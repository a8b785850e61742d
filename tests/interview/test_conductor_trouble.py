"""A full disk in the middle of an interview: it is told, the interview goes on, and nothing is lost in the end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import StorageError
from simulator.history.journal import Journal
from simulator.history.records import Mode, SessionStatus
from simulator.interview.conductor import Interview
from simulator.interview.drafts import Draft, find_drafts
from simulator.interview.session import Phase
from tests.interview.builders import PREDICTION, Desk, assessment, pass_time, through_round, to_answer


class Disk:
    """A disk that can be full, for drafts."""

    def __init__(self) -> None:
        self.full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made = Disk()
    write: Callable[[Journal, list[dict[str, object]]], None] = Journal.append_all

    def append_all(journal: Journal, rows: list[dict[str, object]]) -> None:
        if made.full:
            raise StorageError("The disk is full", "Nothing was lost.", "Free some space.")
        write(journal, rows)

    monkeypatch.setattr(Journal, "append_all", append_all)
    return made


def test_typing_on_a_full_disk_is_told_goes_on_and_is_written_with_the_next_letter(desk: Desk, disk: Disk) -> None:
    interview = to_answer(desk.sit(), "Before.")
    disk.full = True
    for text in ("Before. D", "Before. Du", "Before. Dur"):
        assert interview.type(text)
    assert [error.title for error in desk.troubles] == ["The disk is full"] * 3
    assert interview.state.round.text == "Before. Dur"
    assert desk.found(interview).state.round.text == "Before."
    disk.full = False
    interview.type("Before. Duri")
    assert desk.found(interview).state == interview.state


def test_what_waits_is_written_by_the_next_tick_once_there_is_room(desk: Desk, disk: Disk) -> None:
    interview = to_answer(desk.sit(Mode.MOCK), "Before.")
    disk.full = True
    interview.type("During.")
    interview.next_stage()
    pass_time(interview, desk.clock, 2)
    disk.full = False
    pass_time(interview, desk.clock, 1)
    assert desk.found(interview).state == interview.state
    assert interview.state.round.text == "During."
    told = len(desk.troubles)
    pass_time(interview, desk.clock, 5)
    assert len(desk.troubles) == told


def test_leaving_writes_what_waits(desk: Desk, disk: Disk) -> None:
    interview = to_answer(desk.sit())
    disk.full = True
    interview.type("During.")
    disk.full = False
    interview.leave()
    assert desk.found(interview).state.round.text == "During."


def test_a_whole_session_on_a_full_disk_is_in_the_history_once_there_is_room(desk: Desk, disk: Disk) -> None:
    interview = desk.sit(rounds=2)
    disk.full = desk.store.failing = True
    through_round(interview, "The first.")
    interview.end_break()
    through_round(interview, "The second.")
    assert not interview.add_assessment(1, assessment("first"))
    assert desk.troubles
    assert desk.store.records == {}
    disk.full = desk.store.failing = False
    assert interview.add_assessment(2, assessment("second"))
    assert interview.finish()
    saved = desk.store.load(interview.state.id)
    assert [each.candidate_turns()[0] for each in saved.rounds] == ["The first.", "The second."]
    assert [each.latest and each.latest.id for each in saved.rounds] == ["first", "second"]
    assert find_drafts(desk.folder) == ([], [])


def test_a_history_that_cannot_save_does_not_keep_the_draft_from_being_written(desk: Desk) -> None:
    interview = to_answer(desk.sit(), "Text.")
    desk.store.failing = True
    interview.close_answer()
    assert len(desk.troubles) == 1
    assert desk.found(interview).state == interview.state
    desk.store.failing = False
    interview.next_probe()
    interview.close_answer()
    assert desk.store.load(interview.state.id).rounds[0].candidate_turns() == ("Text.", "")


END: dict[str, Callable[[Interview], bool]] = {"finish": Interview.finish, "discard": Interview.discard}


@pytest.mark.parametrize("end", END)
def test_the_draft_goes_only_when_the_history_has_the_session(desk: Desk, end: str) -> None:
    interview = through_round(desk.sit(), "Text.")
    interview.put_off(1)
    desk.store.failing = True
    told = len(desk.troubles)
    assert not END[end](interview)
    assert len(desk.troubles) == told + 1
    (draft,), lost = find_drafts(desk.folder)
    assert not lost
    assert draft.state.phase is Phase.DEBRIEF
    interview.leave()
    desk.store.failing = False
    again = desk.crash(interview)
    assert END[end](again)
    status = {"finish": SessionStatus.FINISHED, "discard": SessionStatus.DISCARDED}[end]
    assert desk.store.load(again.state.id).status is status
    assert find_drafts(desk.folder) == ([], [])


def test_a_judgement_that_was_not_saved_is_asked_for_again_after_a_crash(desk: Desk) -> None:
    interview = through_round(desk.sit())
    desk.store.failing = True
    assert not interview.add_assessment(1, assessment("lost"))
    assert interview.record().rounds[0].latest is not None
    desk.store.failing = False
    interview = desk.crash(interview)
    assert interview.state.phase is Phase.JUDGEMENT
    assert not interview.state.rounds[0].judged
    assert interview.add_assessment(1, assessment("again"))
    assert [each.id for each in desk.store.load(interview.state.id).rounds[0].assessments] == ["again"]


def test_a_draft_that_cannot_be_removed_is_told_and_not_offered_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(1, "Operation not permitted")

    interview = through_round(desk.sit())
    interview.put_off(1)
    with monkeypatch.context() as stuck:
        stuck.setattr(Path, "unlink", refuse)
        assert interview.finish()
    assert [error.title for error in desk.troubles] == ["A draft cannot be removed"]
    assert desk.store.load(interview.state.id).status is SessionStatus.FINISHED
    assert find_drafts(desk.folder) == ([], [])


def test_a_session_that_cannot_be_written_at_all_does_not_start_and_leaves_no_file(desk: Desk, disk: Disk) -> None:
    disk.full = True
    with pytest.raises(StorageError, match="full"):
        desk.sit()
    assert find_drafts(desk.folder) == ([], [])
    assert list(desk.folder.iterdir()) == []


def test_a_full_device_refuses_the_start_and_leaves_no_empty_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(StorageError, match="full"):
        desk.sit()
    assert find_drafts(desk.folder) == ([], [])


def test_a_torn_draft_continued_on_a_full_disk_loses_nothing_once_there_is_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = to_answer(desk.sit(), "Before.")
    data = desk.path(interview).read_bytes()
    desk.path(interview).write_bytes(data + b"00000000 torn")
    interview = desk.crash(interview)

    def no_space(_file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", no_space)
        interview.type("During.")
    interview.close_answer()
    assert [error.title for error in desk.troubles] == ["The disk is full"]
    found = desk.found(interview)
    assert found.state == interview.state
    assert found.damaged == 1


def test_no_event_is_written_twice_after_a_full_disk(desk: Desk, disk: Disk) -> None:
    interview = through_round(desk.sit(), "Text.")
    rows = len(Journal(desk.path(interview)).rows().rows)
    disk.full = True
    interview.keep_late("Late.")
    interview.keep_late("Later.")
    disk.full = False
    interview.keep_late("Last.")
    assert len(Journal(desk.path(interview)).rows().rows) == rows + 3
    assert desk.found(interview).state == interview.state
    assert desk.found(interview).damaged == 0


def test_flushing_an_idle_draft_writes_nothing(desk: Desk) -> None:
    interview = to_answer(desk.sit(), "Text.")
    interview.close_answer()
    before = desk.path(interview).read_bytes()
    pass_time(interview, desk.clock, 30)
    assert isinstance(interview._draft, Draft)
    assert desk.path(interview).read_bytes() == before


def test_a_prediction_on_a_full_disk_is_saved_to_the_history_all_the_same(desk: Desk, disk: Disk) -> None:
    interview = to_answer(desk.sit(probes=0))
    interview.close_answer()
    disk.full = True
    interview.predict(PREDICTION)
    assert desk.store.load(interview.state.id).rounds[0].prediction == PREDICTION
