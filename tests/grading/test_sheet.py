"""The sheet of marks: each is on disk at once and there again, damaged rows are asked again, placements are levels."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecards.models import ItemStatus
from simulator.errors import StorageError
from simulator.grading.sheet import ASKED_FLAGS, Mark, Placement, Sheet, SheetFile
from simulator.history.records import RoundFlag

SESSION = "20261121-120000-0001"


@pytest.fixture
def file(tmp_path: Path) -> SheetFile:
    return SheetFile(tmp_path / "drafts", SESSION, 1)


def again(file: SheetFile) -> Sheet:
    """Return what another process would find on the disk now."""
    found = SheetFile(file.path.parent, SESSION, 1)
    found.close()
    return found.sheet


def test_a_new_sheet_is_empty_and_makes_no_file(file: SheetFile) -> None:
    assert file.sheet == Sheet()
    assert not file.path.exists()


def test_every_mark_is_on_disk_at_once(file: SheetFile) -> None:
    file.mark_item("scope-terms", Mark(ItemStatus.MET, "C1.2"), 5)
    assert again(file).items == {"scope-terms": Mark(ItemStatus.MET, "C1.2")}

    file.raise_flag(RoundFlag.FAKE_PRECISION, True, 7)
    assert again(file).flags == {RoundFlag.FAKE_PRECISION: True}

    file.raise_flag(RoundFlag.INVENTED_FACTS, False, 8)
    assert again(file).flags == {RoundFlag.FAKE_PRECISION: True, RoundFlag.INVENTED_FACTS: False}

    file.place("scoping", Placement.BETWEEN, 9)
    assert again(file).placements == {"scoping": Placement.BETWEEN}
    assert again(file) == file.sheet
    file.close()


def test_a_mark_made_again_counts_the_last_time(file: SheetFile) -> None:
    file.mark_item("scope-terms", Mark(ItemStatus.MET, "C1.2"), 5)
    file.mark_item("scope-terms", Mark(ItemStatus.ABSENT), 6)
    file.place("scoping", Placement.BETWEEN, 7)
    file.place("scoping", Placement.BELOW_LOW, 8)

    assert again(file).items == {"scope-terms": Mark(ItemStatus.ABSENT)}
    assert again(file).placements == {"scoping": Placement.BELOW_LOW}
    file.close()


def test_the_time_spent_is_the_longest_told(file: SheetFile) -> None:
    for seconds in (3.5, 12.25, 11):
        file.mark_item("scope-terms", Mark(ItemStatus.ABSENT), seconds)

    assert file.sheet.seconds == again(file).seconds == 12.25
    file.close()


def test_a_sheet_goes_on_where_it_was_closed(file: SheetFile) -> None:
    file.mark_item("one", Mark(ItemStatus.ABSENT), 1)
    file.close()
    later = SheetFile(file.path.parent, SESSION, 1)
    later.mark_item("two", Mark(ItemStatus.ABSENT), 2)
    later.close()

    assert set(again(file).items) == {"one", "two"}


def test_sessions_and_rounds_have_sheets_of_their_own(file: SheetFile) -> None:
    file.mark_item("one", Mark(ItemStatus.ABSENT), 1)
    file.close()

    for session, number in ((SESSION, 2), ("20261121-120000-0002", 1)):
        assert SheetFile(file.path.parent, session, number).sheet == Sheet()


def test_folder_and_file_are_private(file: SheetFile) -> None:
    file.mark_item("one", Mark(ItemStatus.ABSENT), 1)
    file.close()

    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_a_removed_sheet_is_gone_and_removing_it_twice_is_no_error(file: SheetFile) -> None:
    file.mark_item("one", Mark(ItemStatus.ABSENT), 1)
    file.remove()
    file.remove()

    assert not file.path.exists()
    assert again(file) == Sheet()


def filled(folder: Path) -> Path:
    """Write a sheet of three marks and return its file."""
    file = SheetFile(folder, SESSION, 1)
    for number, item in enumerate(("one", "two", "three")):
        file.mark_item(item, Mark(ItemStatus.PARTIAL, "C1.1"), number)
    file.close()
    return file.path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_sheet_torn_anywhere_keeps_the_marks_before_and_takes_new_ones(tmp_path: Path, data: st.DataObject) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    # a row that only lacks its line end is whole
    before = [name for name, end in zip(("one", "two", "three"), ends(whole), strict=True) if cut >= end - 1]
    path.write_bytes(whole[:cut])

    file = SheetFile(tmp_path, SESSION, 1)
    assert list(file.sheet.items) == before
    file.mark_item("after", Mark(ItemStatus.ABSENT), 9)
    file.close()
    assert list(SheetFile(tmp_path, SESSION, 1).sheet.items) == [*before, "after"]
    path.unlink()


def ends(rows: bytes) -> list[int]:
    """Return where each row ends."""
    return [number + 1 for number, byte in enumerate(rows) if byte == ord("\n")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_byte_damaged_anywhere_costs_the_mark_of_its_row_alone(tmp_path: Path, data: st.DataObject) -> None:
    path = filled(tmp_path)
    rows = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(rows) - 2))
    lost = 2 if rows[place] == ord("\n") else 1  # without a line end two rows are one
    rows[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(rows)

    marks = SheetFile(tmp_path, SESSION, 1).sheet.items

    assert len(marks) == 3 - lost
    assert all(mark == Mark(ItemStatus.PARTIAL, "C1.1") for mark in marks.values())
    assert set(marks) <= {"one", "two", "three"}
    path.unlink()


@pytest.mark.parametrize(
    "row",
    [
        {"item": "one", "status": "splendid", "segment": "", "seconds": 1},
        {"item": "one", "status": "met", "seconds": 1},
        {"item": "one", "status": "met", "segment": "C1.1"},
        {"item": "one", "status": "met", "segment": "C1.1", "seconds": "soon"},
        {"dimension": "scoping", "placement": "sideways", "seconds": 1},
        {"dimension": "scoping", "seconds": 1},
        {"flag": "hubris", "raised": True, "seconds": 1},
        {"flag": "fake_precision", "seconds": 1},
        {"seconds": 1},
        {},
    ],
)
def test_a_row_of_another_version_is_asked_again_and_the_others_count(file: SheetFile, row: dict[str, object]) -> None:
    file.mark_item("before", Mark(ItemStatus.ABSENT), 2)
    file._journal.append(row)
    file.mark_item("after", Mark(ItemStatus.ABSENT), 3)
    file.close()

    found = again(file)
    assert list(found.items) == ["before", "after"]
    assert not found.placements
    assert not found.flags
    assert found.seconds == 3


def test_a_full_disk_is_told_with_the_place_and_the_marks_before_stay(
    file: SheetFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.mark_item("before", Mark(ItemStatus.ABSENT), 1)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="disk is full") as caught:
            file.mark_item("refused", Mark(ItemStatus.ABSENT), 2)

    assert str(file.path) in caught.value.sentence
    assert list(file.sheet.items) == ["before"]
    file.mark_item("after", Mark(ItemStatus.ABSENT), 3)
    assert list(again(file).items) == ["before", "after"], "a refused mark does not come back by itself"
    file.close()


@pytest.mark.parametrize("place", ["below a file", "unreadable"])
def test_a_place_where_no_sheet_can_be_is_told_in_words(tmp_path: Path, place: str) -> None:
    if place == "below a file":
        (tmp_path / "drafts").write_text("a file")
    else:
        (tmp_path / "drafts" / f"{SESSION}.round-1.sheet.jsonl").mkdir(parents=True)

    with pytest.raises(StorageError) as caught:
        SheetFile(tmp_path / "drafts", SESSION, 1)

    assert str(tmp_path / "drafts") in caught.value.sentence
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("low", "high", "anchors"),
    [
        (3, 5, [2, 3, 4, 5]),
        (3, 4, [2, 3, 3.5, 4]),
        (2, 5, [1, 2, 3.5, 5]),
        (1, 5, [1, 1, 3, 5]),
        (4, 5, [3, 4, 4.5, 5]),
        (4, 4, [3, 4, 4, 4]),
    ],
)
def test_a_placement_is_worth_what_the_exemplars_show(low: int, high: int, anchors: list[float]) -> None:
    assert [place.anchor(low, high) for place in Placement] == anchors


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_higher_place_is_never_worth_less_and_always_within_the_scale(one: int, other: int) -> None:
    low, high = sorted((one, other))
    anchors = [place.anchor(low, high) for place in Placement]

    assert anchors == sorted(anchors)
    assert all(1 <= anchor <= 5 for anchor in anchors)


def test_flags_that_the_program_knows_are_not_asked() -> None:
    assert set(ASKED_FLAGS) == set(RoundFlag) - {RoundFlag.HINTS_USED, RoundFlag.OVER_TIME}
