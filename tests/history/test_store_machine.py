"""The store against a dictionary: saves, restarts, damage and readers in any order."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.history.records import SessionRecord
from simulator.history.summaries import summarise
from tests.history.builders import ONE, THREE, TWO, file_of, open_store, session

NAMES = st.sampled_from([ONE, TWO, THREE])


@dataclass
class Expected:
    """What the history must have of one session."""

    newest: SessionRecord
    good_copy: SessionRecord
    damaged: bool = False


class StoreMachine(RuleBasedStateMachine):
    """Every rule is something that a user, another program or a bad disk does."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.expected: dict[str, Expected] = {}
        self.damaged_bytes: set[bytes] = set()
        self.saves = 0
        self.store = open_store(self.folder)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(name=NAMES, words=st.integers(0, 50))
    def save(self, name: str, words: int) -> None:
        self.saves += 1
        record = session(name, f"save {self.saves} " + "word " * words)
        self._bring_back(name)
        self.store.save(record)
        before = self.expected.get(name)
        self.expected[name] = Expected(record, before.newest if before else record)

    @rule(name=NAMES)
    def load(self, name: str) -> None:
        if name in self.expected:
            self._bring_back(name)
            assert self.store.load(name) == self.expected[name].newest

    @rule(kill=st.booleans())
    def start_again(self, kill: bool) -> None:
        if kill:  # a lock and a file handle are all that a killed program has more than a closed one
            (self.folder / "sessions" / "x.json.00000000.tmp").write_bytes(b"half")
        self.store.close()
        self.store = open_store(self.folder)
        assert not self.store.read_only
        assert list(self.folder.rglob("*.tmp")) == []

    @precondition(lambda self: self.expected)
    @rule(name=NAMES, share=st.floats(0, 0.99))
    def damage_a_session(self, name: str, share: float) -> None:
        expected = self.expected.get(name)
        if expected and not expected.damaged:
            path = file_of(self.store, name)
            size = path.stat().st_size
            os.truncate(path, int(size * share))
            self.damaged_bytes.add(path.read_bytes())
            expected.damaged = True

    @rule(share=st.floats(0, 1), garbage=st.binary(max_size=9))
    def damage_the_index(self, share: float, garbage: bytes) -> None:
        """Cut the index at a row that no later save has outdated, or spoil its end; then start again."""
        self.store.close()
        for name in self.expected:
            self._expect_return(name)
        index = self.folder / "index.jsonl"
        if index.exists():
            os.truncate(index, int(index.stat().st_size * share) if len(self.expected) == self.saves else 0)
            with index.open("ab") as stream:
                stream.write(garbage)
        self.store = open_store(self.folder)
        for name in self.expected:
            assert self.store.load(name) == self.expected[name].newest

    @rule()
    def read_beside_the_writer(self) -> None:
        reader = open_store(self.folder)
        assert reader.read_only
        assert reader.summaries() == self.store.summaries()
        for name, expected in self.expected.items():
            assert reader.load(name) == (expected.good_copy if expected.damaged else expected.newest)
        reader.close()

    @invariant()
    def the_list_is_complete(self) -> None:
        if hasattr(self, "store"):
            listed = {summary.id: summary for summary in self.store.summaries()}
            assert listed.keys() == self.expected.keys()
            for name, expected in self.expected.items():
                if not expected.damaged:
                    assert listed[name] == summarise(expected.newest)

    @invariant()
    def no_damaged_bytes_are_thrown_away(self) -> None:
        if hasattr(self, "store"):
            unread = [
                path for name, each in self.expected.items() if each.damaged for path in [file_of(self.store, name)]
            ]
            kept = {path.read_bytes() for path in (*self.folder.rglob("damaged/*"), *unread)}
            assert kept == self.damaged_bytes

    def _expect_return(self, name: str) -> None:
        expected = self.expected.get(name)
        if expected and expected.damaged:
            expected.newest, expected.damaged = expected.good_copy, False

    def _bring_back(self, name: str) -> None:
        """Expect the good copy of a damaged session, of which the user is told."""
        if name in self.expected and self.expected[name].damaged:
            self._expect_return(name)
            told = len(self.store.notices)
            assert self.store.load(name) == self.expected[name].newest
            assert len(self.store.notices) == told + 1


TestStore = StoreMachine.TestCase
TestStore.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
