"""One writes, the others read and are told; the lock goes with its holder, however that ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.errors import ExitCode, ReadOnlyError
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from tests.fakes import FakeClock
from tests.history.builders import ONE, TWO, contents, open_store, session

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from tests.history.builders import ONE, open_store, session
store = open_store(Path(sys.argv[1]))
store.save(session(ONE, "saved by the holder"))
print(store.read_only, flush=True)
sys.stdin.readline()
"""
SECOND = """
import sys
from pathlib import Path
from simulator.errors import ReadOnlyError
from tests.history.builders import TWO, open_store, session
store = open_store(Path(sys.argv[1]))
try:
    store.save(session(TWO))
except ReadOnlyError:
    print(store.read_only, len(store.notices), *(summary.id for summary in store.summaries()))
"""


def test_a_second_store_on_the_folder_reads_and_is_told(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    first.save(session(ONE))
    before = contents(tmp_path)
    second = open_store(tmp_path)
    assert (first.read_only, second.read_only) == (False, True)
    assert len(second.notices) == 1
    assert "starts no interview" in second.notices[0]
    assert second.load(ONE) == session(ONE)
    with pytest.raises(ReadOnlyError) as caught:
        second.save(session(TWO))
    assert caught.value.exit_code is ExitCode.READ_ONLY
    assert caught.value.next_step
    assert contents(tmp_path) == before
    first.save(session(TWO))
    second.close()
    first.save(session(TWO, "the first goes on"))
    first.close()
    later = open_store(tmp_path)
    assert later.summaries() == [summarise(session(ONE)), summarise(session(TWO, "the first goes on"))]
    later.close()


def test_a_second_store_leaves_the_strays_of_a_save_that_is_under_way(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    stray = first.sessions / "x.json.12345678.tmp"
    stray.write_bytes(b"half")
    open_store(tmp_path).close()
    assert stray.exists()
    first.close()
    open_store(tmp_path).close()
    assert not stray.exists()


def test_a_store_that_only_reads_takes_no_lock(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    reader = HistoryStore(tmp_path, FakeClock()).open(to_write=False)
    writer = open_store(tmp_path)
    assert (reader.read_only, reader.notices, writer.read_only) == (True, [], False)
    reader.close()
    writer.close()


def test_a_closed_store_gives_the_lock_back_and_saves_no_more(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    first.close()
    with pytest.raises(ReadOnlyError):
        first.save(session())
    second = open_store(tmp_path)
    assert not second.read_only
    second.close()


def test_another_process_is_told_too(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    first.save(session(ONE))
    run = subprocess.run(
        [sys.executable, "-c", SECOND, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout.split() == ["True", "1", ONE]
    first.save(session(TWO, "the first goes on"))
    assert first.load(TWO) == session(TWO, "the first goes on")
    first.close()


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == b"False"
        second = open_store(tmp_path)
        assert second.read_only
        second.close()
        holder.kill()
        holder.wait()
    third = open_store(tmp_path)
    assert not third.read_only
    assert third.load(ONE) == session(ONE, "saved by the holder")
    third.save(session(ONE, "saved after it died"))
    third.close()
