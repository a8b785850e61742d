"""Draft files: what is on the disk comes back, whole, cut, damaged or broken."""

import json
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import StorageError
from simulator.history.journal import Journal
from simulator.history.records import Mode
from simulator.interview import events as ev
from simulator.interview.drafts import SUFFIX, Draft, TextRecorder, find_drafts, recover
from simulator.interview.session import replay
from tests.fakes import BEGIN
from tests.interview.builders import full_log, started, stepwise

LONG = "Nobody waits for a van that does not say when it comes, so say when it comes. " * 6


def write(folder: Path, log: list[ev.AnyEvent], name: str = "20261121-120000-abcd") -> Path:
    """Write a log as a draft and return its path."""
    draft = Draft(folder, name)
    for event in log:
        draft.append(event)
    draft.close()
    return draft.path


def typing_log() -> list[ev.AnyEvent]:
    """Return a session in which a long answer grows edit by edit, with a whole text now and then."""
    log: list[ev.AnyEvent] = [started(), ev.RoundBegun(at=1, utc=BEGIN), ev.AnswerBegun(at=2, utc=BEGIN)]
    recorder = TextRecorder()
    text = ""
    for number in range(60):
        after = f"{LONG}{'and so on ' * number}"
        event = recorder.event(text, after, 3 + number, BEGIN)
        assert event is not None
        log.append(event)
        text = after
    return log


def texts_of(log: list[ev.AnyEvent]) -> list[str]:
    """Return the text after each event of a log."""
    return [stepwise(log[: length + 1]).round.text for length in range(len(log))]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_whole_draft_recovers_the_very_state(drafts: Path, mode: Mode) -> None:
    log = full_log(mode, 3)[:-1]
    found = recover(write(drafts, log))
    assert found is not None
    assert found.state == stepwise(log)
    assert found.damaged == 0


def test_a_draft_cut_at_any_byte_recovers_the_longest_consistent_state(drafts: Path) -> None:
    log = [*full_log()[:9], ev.TextSet(at=95, utc=BEGIN, text="Zażółć 🙂 שלום\n\tx")]
    path = write(drafts, log)
    data = path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(data) if byte == ord("\n")]
    assert len(ends) == len(log)
    cuts = {*range(0, len(data), 7), *range(ends[-2], len(data) + 1), *ends, *(end - 1 for end in ends)}
    for cut in sorted(cuts):
        path.write_bytes(data[:cut])
        whole = sum(end - 1 <= cut for end in ends)  # a line that lacks nothing but its end is whole
        found = recover(path)
        if whole == 0:
            assert found is None
            continue
        assert found is not None
        assert found.state == stepwise(log[:whole])
        assert found.damaged == (0 if cut in ends or cut + 1 in ends else 1)


def test_a_session_goes_on_behind_a_torn_line_and_loses_only_that_line(drafts: Path) -> None:
    log = full_log()
    path = write(drafts, log[:8])
    data = path.read_bytes()
    path.write_bytes(data[:-5])
    write(drafts, log[7:9])
    found = recover(path)
    assert found is not None
    assert found.state == stepwise(log[:9])
    assert found.damaged == 1


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "a flipped bit": lambda line: line[:60] + bytes([line[60] ^ 1]) + line[61:],
    "a line of zeros": lambda line: b"\0" * len(line),
    "a line that is gone but for its end": lambda _line: b"x",
    "not UTF-8": lambda line: line[:50] + b"\xff\xfe" + line[52:],
    "another checksum": lambda line: b"00000000" + line[8:],
    "text where there was none": lambda line: line + b"}",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_line_costs_at_most_the_edits_until_the_next_whole_text_and_is_counted(
    drafts: Path, name: str
) -> None:
    log = typing_log()
    texts = texts_of(log)
    path = write(drafts, log)
    lines = path.read_bytes().split(b"\n")
    whole = [place for place, event in enumerate(log) if isinstance(event, ev.TextSet)]
    for place in range(1, len(log)):
        path.write_bytes(b"\n".join([*lines[:place], DAMAGE[name](lines[place]), *lines[place + 1 :]]))
        found = recover(path)
        assert found is not None
        assert found.damaged > 0
        is_text = isinstance(log[place], ev.TextEdited | ev.TextSet)
        heals = any(after > place for after in whole)
        assert found.state.round.text == (texts[place - 1] if is_text and not heals else texts[-1]), place


def test_any_two_damaged_lines_never_yield_a_text_that_was_never_typed(drafts: Path) -> None:
    log = typing_log()
    texts = set(texts_of(log))
    path = write(drafts, log)
    lines = path.read_bytes().split(b"\n")
    for first in range(1, len(log), 4):
        for second in range(first + 1, len(log), 7):
            damaged = list(lines)
            damaged[first] = damaged[second] = b"damaged"
            path.write_bytes(b"\n".join(damaged))
            found = recover(path)
            assert found is not None
            assert found.state.round.text in texts
            assert found.damaged >= 2


@pytest.mark.parametrize("place", [1, 2, 5, 9])
def test_a_sound_line_that_is_no_event_or_an_impossible_one_is_counted_and_left_out(drafts: Path, place: int) -> None:
    log = full_log()[:-1]
    path = write(drafts, log)
    impossible = ev.RoundJudged(at=9999, utc=BEGIN, number=4).model_dump(mode="json")
    strange: list[object] = [{"type": "moon_landed", "at": 1}, 7, None, [], {"type": "text_set", "at": -1}, impossible]
    lines = path.read_bytes().split(b"\n")
    for row in strange:
        body = json.dumps(row).encode()
        line = b"%08x %s" % (zlib.crc32(body), body)
        path.write_bytes(b"\n".join([*lines[:place], line, *lines[place:]]))
        found = recover(path)
        assert found is not None
        assert found.state == replay(log)[0]
        assert found.damaged == 1


def test_drafts_are_found_newest_first_and_broken_ones_are_listed_apart(drafts: Path) -> None:
    for day in ("20261119", "20261121", "20261120"):
        write(drafts, full_log()[:5], f"{day}-120000-abcd")
    broken = {
        "20261118-000000-0000": b"",
        "20261122-000000-0000": b"not a draft at all\n",
        "20261117-000000-0000": write(drafts, full_log()[1:5], "20261117-000000-0000").read_bytes(),
    }
    for name, data in broken.items():
        (drafts / f"{name}{SUFFIX}").write_bytes(data)
    (drafts / f"20261116-000000-0000{SUFFIX}").mkdir()
    (drafts / "notes.txt").write_text("mine", encoding="utf-8")
    found, lost = find_drafts(drafts)
    assert [draft.path.name[:8] for draft in found] == ["20261121", "20261120", "20261119"]
    assert sorted(path.name[:8] for path in lost) == ["20261116", "20261117", "20261118", "20261122"]


def test_a_session_that_is_over_is_not_offered_again(drafts: Path) -> None:
    write(drafts, full_log())
    assert find_drafts(drafts) == ([], [])


def test_there_are_no_drafts_in_a_folder_that_is_not_there(drafts: Path) -> None:
    assert find_drafts(drafts / "nowhere") == ([], [])


def test_a_draft_that_cannot_be_read_says_so(drafts: Path) -> None:
    drafts.mkdir()
    with pytest.raises(StorageError, match="cannot be read"):
        recover(drafts)


def test_drafts_are_private(drafts: Path) -> None:
    path = write(drafts, full_log()[:2])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts.stat().st_mode) == 0o700


def test_a_draft_cannot_be_kept_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="--data-dir"):
        Draft(tmp_path / "file" / "drafts", "name")


def test_what_could_not_be_written_waits_and_goes_first(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = full_log()[:6]
    draft = Draft(drafts, "waiting")
    draft.append(log[0])

    def full(_journal: Journal, _rows: list[dict[str, object]]) -> None:
        raise StorageError("The disk is full", "Nothing was lost.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "append_all", full)
        for event in log[1:4]:
            with pytest.raises(StorageError, match="full"):
                draft.append(event)
        with pytest.raises(StorageError):
            draft.flush()
    draft.append(log[4])
    draft.flush()
    draft.append(log[5])
    draft.close()
    found = recover(draft.path)
    assert found is not None
    assert found.state == stepwise(log)


def test_removing_a_draft_leaves_nothing_and_may_be_done_twice(drafts: Path) -> None:
    draft = Draft(drafts, "gone")
    draft.append(started())
    draft.remove()
    draft.remove()
    assert list(drafts.iterdir()) == []


def test_a_draft_that_cannot_be_removed_says_that_the_session_is_safe(
    drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(1, "Operation not permitted")

    draft = Draft(drafts, "stuck")
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match="safe in the history"):
        draft.remove()
