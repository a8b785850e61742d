"""One user's machine: a data folder, clocks that wander, and a program that is started, left and killed on it."""

from functools import cache
from pathlib import Path
from random import Random
from typing import ClassVar

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from simulator.clock import Clock
from simulator.config import Config
from simulator.errors import StorageError
from simulator.history.outcomes import RealOutcomes
from simulator.history.store import HistoryStore
from simulator.interview.conductor import Interview
from simulator.paths import Paths
from simulator.workspace import Workspace
from tests.fakes import FakeClock
from tests.safety.ledger import Ledger


@cache
def catalogue() -> Catalogue:
    """Return the shipped bank, read once."""
    return Catalogue()


@cache
def questions() -> dict[str, Question]:
    """Return the cards by id: the shortest title of each kind, so that the same ones come again."""
    return {entry.header.id: catalogue().load(entry.header.id) for entry in catalogue().entries()}


class WanderingClock(FakeClock):
    """Counts how much time has passed at the most, whichever of its hands was moved."""

    def __init__(self) -> None:
        super().__init__()
        self.ran = 0.0
        """Seconds of the monotonic clock."""
        self.passed = 0.0
        """Seconds of the faster one, move by move."""

    def advance(self, seconds: float) -> None:
        super().advance(seconds)
        self.ran += seconds
        self.passed += seconds

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.passed += max(0.0, seconds)

    def reboot(self) -> None:
        """Start the monotonic clock anew, as every start of a machine does."""
        self.seconds = 5.0


class TrackedStore(HistoryStore):
    """A history of which a death can be staged: the system gives back what its process had."""

    alive: ClassVar[list["TrackedStore"]] = []

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__(folder, clock)
        self.alive.append(self)

    @classmethod
    def all_die(cls) -> None:
        """Free the locks and files of them all."""
        while cls.alive:
            store = cls.alive.pop()
            store._index.close()
            store._lock.release(force=True)


class House:
    """A data folder and the program on it. What dies leaves locks and open files behind, which the system frees."""

    def __init__(self, folder: Path, clock: WanderingClock, random: Random) -> None:
        self.paths = Paths(data=folder, config=folder)
        self.clock = clock
        self.random = random
        self.ledger = Ledger(self.paths, clock, questions())
        self.outcomes = RealOutcomes(self.paths.outcomes_file)
        self.interview: Interview | None = None
        self.troubles: list[StorageError] = []
        self.begin()

    def begin(self) -> None:
        """Start the program; nothing is opened yet."""
        self.workspace = Workspace(self.paths, self.clock, self.random)
        self.workspace.__dict__.update(catalogue=catalogue(), config=Config(probes=2))

    @property
    def store(self) -> HistoryStore:
        """The history, opened by the program."""
        return self.workspace.store

    @property
    def is_open(self) -> bool:
        """True while the program has the history open."""
        return "store" in self.workspace.__dict__

    def end(self) -> None:
        """Leave the program as one should, and start it again."""
        if self.interview is not None:
            self.interview.leave()
            self.interview = None
        self.workspace.close()
        self.begin()

    def die(self) -> None:
        """Drop everything without a word, and start again."""
        if self.interview is not None:
            self.interview._draft.close()
            self.interview = None
        TrackedStore.all_die()
        self.begin()

    def trouble(self, error: StorageError) -> None:
        """Take note of a save that failed."""
        self.troubles.append(error)
