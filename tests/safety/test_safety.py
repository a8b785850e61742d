"""The two scripts in a few rounds, and proof that they would notice a loss."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scorecards.models import Target
from simulator.history.documents import write_session
from simulator.history.records import Mode
from simulator.history.store import HistoryStore
from simulator.interview.events import checksum
from simulator.interview.starting import start_interview
from tests.fakes import FakeClock
from tests.safety import kill, two_writers
from tests.safety.kill import CHECKS
from tests.safety.promises import Findings, Promises
from tests.safety.saves import MIGRATED, prepare_migration
from tests.safety.victim import STEPS, growing_texts, question, raise_trouble, saved_session, type_and_close

NAME = "20261121-120000-0001"


def test_six_kills_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = kill.main(["--kills", "6", "--seed", "12"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    figures = re.findall(r"^(\w+) +2 +(\d+) +\d+ +\d+ +\d+ +0$", printed, re.MULTILINE)
    assert [kind for kind, _ in figures] == ["answer", "save", "migrate"]
    assert sum(int(acknowledged) for _, acknowledged in figures) > 0, "nobody was promised anything"


def test_of_two_writers_one_writes_and_the_other_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = two_writers.main(["--turns", "6", "--seed", "2"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    turns, saves, told, wrong = (int(figure) for figure in printed.splitlines()[1].split())
    assert (turns, told, wrong) == (6, 6, 0)
    assert saves >= 6 * two_writers.LEAST


def _answer(folder: Path, promises: Promises) -> None:
    """Hand in one answer and stop in the middle of the next."""
    clock = FakeClock()
    store = HistoryStore(folder / "history", clock).open()
    interview = start_interview(
        [question()], Mode.MOCK, Target.SENIOR, 2, 30, clock, folder / "drafts", store, raise_trouble
    )
    promises.say("begun", id=interview.state.id)
    interview.begin_round()
    type_and_close(interview, promises, growing_texts(random.Random(1), 25))
    interview.next_probe()
    for text in ("One", "One more"):
        for kind in ("typing", "typed"):
            promises.say(kind, id=interview.state.id, slot=1, text=checksum(text))
        interview.type(text)
    interview.leave()
    store.close()


def _save(folder: Path, promises: Promises) -> None:
    store = HistoryStore(folder / "history", FakeClock()).open()
    for version in (1, 2, 3):
        for kind in ("saving", "saved"):
            promises.say(kind, id=NAME, version=version)
        store.save(saved_session(NAME, version))
    store.close()


def _migrate(folder: Path, promises: Promises) -> None:
    prepare_migration(folder)
    for kind in ("raising", "raised"):
        promises.say(kind, to=2)
    HistoryStore(folder / "history", FakeClock(), STEPS, 2).open().close()


def _lose_the_last_text(folder: Path) -> None:
    (draft,) = folder.glob("drafts/*.jsonl")
    before, _, _ = draft.read_bytes().partition(b"One more")
    draft.write_bytes(before[: before.rindex(b"\n") + 1])


def _lose_the_draft(folder: Path) -> None:
    shutil.rmtree(folder / "drafts")


def _lose_a_session(folder: Path) -> None:
    next(folder.glob("history/sessions/*/*.json")).unlink()


def _lose_the_index_row(folder: Path) -> None:
    index = folder / "history" / "index.jsonl"
    index.write_bytes(b"".join(index.read_bytes().splitlines(keepends=True)[:-2]))


def _fall_back_one_version(folder: Path) -> None:
    write_session(folder / "history" / "sessions" / "2026-11" / f"{NAME}.json", saved_session(NAME, 2))


def _fall_back_one_schema(folder: Path) -> None:
    place = Path("2026-11") / f"{MIGRATED[20]}.json"
    (backup,) = folder.glob("history/backups/*")
    shutil.copy(backup / place, folder / "history" / "sessions" / place)


def _damage(folder: Path) -> None:
    next(folder.glob("history/sessions/*/*.json")).write_bytes(b"damaged")


@pytest.mark.parametrize(
    ("kind", "act", "loss"),
    [
        ("answer", _answer, _lose_the_last_text),
        ("answer", _answer, _lose_the_draft),
        ("answer", _answer, _lose_a_session),
        ("save", _save, _fall_back_one_version),
        ("save", _save, _lose_a_session),
        ("save", _save, _lose_the_index_row),
        ("save", _save, _damage),
        ("migrate", _migrate, _fall_back_one_schema),
        ("migrate", _migrate, _lose_a_session),
        ("migrate", _migrate, _damage),
    ],
)
def test_a_loss_would_be_noticed(
    tmp_path: Path, kind: str, act: Callable[[Path, Promises], None], loss: Callable[[Path], None]
) -> None:
    promises = Promises(tmp_path / "said.jsonl")
    act(tmp_path, promises)
    for lose in (None, loss):
        findings = Findings()
        if lose:
            lose(tmp_path)
        CHECKS[kind](tmp_path, promises.read(), findings)
        assert bool(findings.lost) == bool(lose), findings.lost
    promises.close()
