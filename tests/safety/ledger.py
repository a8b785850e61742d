"""What a random user said and was told is safe, and where on the disk it must be found."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from question_bank.models import Question
from simulator.clock import Clock
from simulator.history.documents import read_tables, to_record
from simulator.history.records import Assessment, SessionRecord, Speaker
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from simulator.interview.drafts import SUFFIX, Recovered, recover
from simulator.interview.session import SessionState
from simulator.paths import Paths
from tests.safety.honesty import dishonesty

Turns = tuple[tuple[tuple[str, str], ...], ...]
"""By round, the kind and the text of every turn of the candidate."""
T = TypeVar("T")


@dataclass(frozen=True)
class Words:
    """All that the candidate said in a session."""

    turns: Turns
    open: str = ""
    """The open answer."""

    def grew_from(self, before: "Words") -> bool:
        """Tell whether nothing of what was said before is missing."""
        return all(now[: len(then)] == then for now, then in zip(self.turns, before.turns, strict=True))

    def agrees_with(self, saved: "Words") -> bool:
        """Tell whether the history may have ``saved``: it lags behind, or knows of an end that the draft has not.

        There the open answer is a turn, as it stood then; the draft can go on, and is saved over it.
        """
        more = [turn for now, then in zip(self.turns, saved.turns, strict=True) for turn in then[len(now) :]]
        return self.grew_from(saved) or (saved.grew_from(self) and len(more) == 1)


def words_of(session: SessionState | SessionRecord) -> Words:
    """Return what the candidate said in a session as the screen, or the history, has it."""
    said = tuple(
        tuple((turn.kind.value, turn.text) for turn in each.turns if turn.speaker is Speaker.CANDIDATE)
        for each in session.rounds
    )
    return Words(said, session.round.text if isinstance(session, SessionState) else "")


@dataclass
class Known:
    """What must be on the disk of one session."""

    words: list[Words]
    """The last one was shown; those before may be what is there after a death or while the disk is full."""
    judged: dict[tuple[int, str], Assessment] = field(default_factory=dict)
    """By round and id."""
    note: str = ""
    tags: frozenset[str] = frozenset()


def known_from(record: SessionRecord) -> Known:
    """Return what must stay of a session as the history has it."""
    return Known([words_of(record)], _assessments(record), record.note, frozenset(record.tags))


class Ledger:
    """Looks after one data folder."""

    def __init__(self, paths: Paths, clock: Clock, questions: dict[str, Question]) -> None:
        self.known: dict[str, Known] = {}
        self.checks = 0
        """Assessments whose numbers were worked out again."""
        self._paths = paths
        self._clock = clock
        self._questions = questions
        self._records: dict[Path, tuple[object, SessionRecord]] = {}
        self._drafts: dict[Path, tuple[object, Recovered | None]] = {}
        self._listed: object = None
        self._honest: set[str] = set()

    def check(self) -> None:
        """Raise AssertionError where something is lost, made up or told otherwise."""
        for name in list(self.known):
            self._check_session(name)
        self._check_list()

    def _check_session(self, name: str) -> None:
        known = self.known[name]
        draft = self.draft(name)
        history, deleted = self.record(name), self.deleted_record(name)
        if draft is not None and not draft.state.finished:
            assert words_of(draft.state) in known.words, f"{name}: the draft is not what was typed"
            assert history is None or known.words[-1].agrees_with(words_of(history)), f"{name}: said otherwise"
        else:
            there = [words_of(record) for record in (history, deleted) if record is not None]
            assert there, f"{name} is nowhere"
            assert any(words in there for words in known.words), f"{name}: what was said is not in the history"
        judged = {**_assessments(deleted), **_assessments(history)}
        for key, assessment in known.judged.items():
            assert judged.get(key) == assessment, f"{name}: a judgement of round {key[0]} is missing or changed"
        if known.note or known.tags:
            assert history or deleted, f"{name}: its note is nowhere"
        for record in (history or deleted,):
            if record is not None:
                assert known.note in record.note
                assert known.tags <= set(record.tags)

    def remembered(self, name: str) -> Known:
        """Return what must be there of a session; of one that came when the program died, what came."""
        record = self.record(name)
        if name not in self.known and record is not None:
            self.known[name] = known_from(record)
        return self.known[name]

    def forget_deleted(self, name: str) -> None:
        """Expect no more than what the history has of a session whose deleted copy goes for good."""
        record = self.record(name)
        if record is None:
            self.known.pop(name, None)
        else:
            self.known[name] = known_from(record)

    def draft(self, name: str) -> Recovered | None:
        """Return a session's draft, if there is one."""
        path = self._paths.drafts / f"{name}{SUFFIX}"
        return self._read(path, self._drafts, recover)

    def record(self, name: str) -> SessionRecord | None:
        """Return what the history has of a session."""
        return self._record(self._place(self._paths.data, name))

    def deleted_record(self, name: str) -> SessionRecord | None:
        """Return what was deleted of a session and can be brought back."""
        return self._record(self._place(self._paths.deleted / name, name))

    @staticmethod
    def _place(folder: Path, name: str) -> Path:
        return folder / "history" / "sessions" / f"{name[:4]}-{name[4:6]}" / f"{name}.json"

    def _record(self, path: Path) -> SessionRecord | None:
        return self._read(path, self._records, self._honest_record)

    @staticmethod
    def _read(path: Path, cache: dict[Path, tuple[object, T]], read: Callable[[Path], T]) -> T | None:
        """Return what a file holds; it is read again only after it was replaced or has grown."""
        signature = _signature(path)
        if signature is None:
            return None
        if path not in cache or cache[path][0] != signature:
            cache[path] = (signature, read(path))
        return cache[path][1]

    def _honest_record(self, path: Path) -> SessionRecord:
        record = to_record(read_tables(path))
        assert record.id == path.stem
        for each in record.rounds:
            names = [assessment.id for assessment in each.assessments]
            assert len(set(names)) == len(names), f"{record.id}: two judgements of round {each.number} have one id"
            for assessment in each.assessments:
                line = f"{record.id} {each.number} {assessment.model_dump_json()}"
                if line not in self._honest:
                    wrong = dishonesty(each, assessment, self._questions[each.question_id])
                    assert not wrong, f"{record.id}, round {each.number}: {wrong}"
                    self._honest.add(line)
                    self.checks += 1
        return record

    def _check_list(self) -> None:
        """The history opens and lists every session as its file says it, whoever died before."""
        files = sorted(self._paths.history.glob("sessions/*/*.json"))
        index = self._paths.history / "index.jsonl"
        signature = [_signature(path) for path in (index, *files)]
        if signature == self._listed:
            return
        reader = HistoryStore(self._paths.history, self._clock).open(to_write=False)
        records = [self.record(path.stem) for path in files]
        assert reader.summaries() == sorted(summarise(record) for record in records if record is not None)
        assert [reader.load(path.stem) for path in files] == records
        assert reader.notices == [], "a death is no damage"
        reader.close()
        self._listed = signature


def _assessments(record: SessionRecord | None) -> dict[tuple[int, str], Assessment]:
    rounds = record.rounds if record else ()
    return {(each.number, assessment.id): assessment for each in rounds for assessment in each.assessments}


def _signature(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def deleted_at(paths: Paths) -> dict[str, datetime]:
    """Return when each deleted session was deleted."""
    manifests = list(paths.deleted.glob("*/deleted.json"))
    return {each.parent.name: datetime.fromisoformat(json.loads(each.read_bytes())["deleted"]) for each in manifests}
