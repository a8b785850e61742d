"""The world of a random user: clocks that wander, a disk that fills up, a program that can die at any call to it."""

import contextlib
import shutil
import tempfile
from asyncio import CancelledError
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from simulator.errors import RefusedError, SimulatorError
from simulator.history.deletion import KEPT_DAYS
from simulator.history.records import Mode
from simulator.interview.conductor import Interview
from tests.safety.dying import DyingDisk
from tests.safety.house import House, TrackedStore, WanderingClock
from tests.safety.ledger import Known, Words, deleted_at, words_of
from tests.safety.sentences import check_failure

FIGURES: Counter[str] = Counter()
"""What was done in all examples of this process."""
SEEDS = st.integers(0, 2**16)
DAY = 86_400.0
T = TypeVar("T")


def tokens() -> Callable[..., str]:
    """Return a source of tokens, the same in every run; short ones come twice, so that ids must not rely on them."""
    numbers = count()

    def token(size: int = 16) -> str:
        return f"{next(numbers) // (2 if size == 2 else 1):0{2 * size}x}"

    return token


class UserWorld(RuleBasedStateMachine):
    """Lets the program do things, lets it die, and looks after every one that nothing was lost or made up."""

    @initialize(seed=SEEDS, ahead=st.integers(0, 24))
    def sit_down(self, seed: int, ahead: int) -> None:
        FIGURES["examples"] += 1
        self.folder = Path(tempfile.mkdtemp())
        self.clock = WanderingClock()
        self.disk = DyingDisk()
        self.patch = contextlib.ExitStack()
        self.patch.enter_context(patch("secrets.token_hex", tokens()))
        self.patch.enter_context(patch("simulator.workspace.HistoryStore", TrackedStore))
        self.house = House(self.folder / "one", self.clock, Random(seed))
        self.houses = [self.house]
        self.begun: dict[str, tuple[float, float]] = {}
        self.latest = 0.0
        self.deaths = 0
        self.open()
        for number in range(ahead):
            self.go_on(seed + number)

    # what the program is let do

    def did(self, action: Callable[[], T]) -> list[T]:
        """Let the program do something; return its result, or nothing where it was refused, stopped or died of it."""
        self.let_go_what_is_due()
        self.refused: SimulatorError | None = None
        interview = self.house.interview
        before = interview.state if interview else None
        try:
            with self.disk.acting():
                result = [action()]
        except BaseException as error:
            result = []
            if self.disk.dead:
                self.note(interview, unsure=True)
                self.bury()
                return []
            if not isinstance(error, SimulatorError | CancelledError):
                raise
            if isinstance(error, SimulatorError):
                self.refused = error
                FIGURES["refusals"] += 1
                check_failure(error)
            if isinstance(error, RefusedError) and interview:
                assert interview.state is before, "a refusal changed something"
        assert self.disk.full or not self.house.troubles, self.house.troubles
        self.house.troubles.clear()
        self.note(interview, unsure=self.disk.full)
        return result

    def note(self, interview: Interview | None, *, unsure: bool) -> None:
        """Remember what the screen shows; it may be all that is there, or else be on its way to the disk."""
        if interview is None:
            return
        known = self.house.ledger.known.setdefault(interview.state.id, Known([]))
        words = words_of(interview.state)
        assert all(words.grew_from(each) for each in known.words[-1:]), "what was said is not on the screen any more"
        known.words = [*known.words, words] if unsure else [words]

    def bury(self) -> None:
        """Start again after a death: whatever was half done, what had been said before is there."""
        FIGURES["deaths"] += 1
        self.deaths += 1
        self.house.troubles.clear()
        for house in self.houses:
            house.die()
        self.disk.forget_streams()
        self.disk.full = False
        self.take_stock()
        self.latest = 0.0
        self.open()

    def take_stock(self) -> None:
        """Find out how far things came; from here on it is what must be there."""
        for house in self.houses:
            house.ledger.check()
            for name, known in house.ledger.known.items():
                draft = house.ledger.draft(name)
                if draft is not None and not draft.state.finished:
                    known.words = [words_of(draft.state)]
                else:
                    known.words = [words for words in known.words if words in self.kept(house, name)][-1:]

    @staticmethod
    def kept(house: House, name: str) -> list[Words]:
        """Return what the history and the deleted sessions have the candidate say."""
        ledger = house.ledger
        return [words_of(each) for each in (ledger.record(name), ledger.deleted_record(name)) if each]

    def open(self) -> None:
        """Open the history, however often that takes."""
        for house in self.houses:
            while not self.did(lambda house=house: house.store) and not self.disk.full:  # type: ignore[misc]
                pass

    def let_go_what_is_due(self) -> None:
        """Expect no more what was deleted a month ago and may go for good as soon as the history is opened."""
        for house in self.houses:
            if not house.is_open:
                for name, when in deleted_at(house.paths).items():
                    if (self.clock.utc() - when).days >= KEPT_DAYS:
                        house.ledger.forget_deleted(name)

    @property
    def interview(self) -> Interview:
        """The one under way."""
        assert self.house.interview is not None
        return self.house.interview

    def is_sitting(self) -> bool:
        """Tell whether an interview is open on the screen."""
        return self.house.interview is not None

    def act_on(self, action: Callable[[Interview], T]) -> list[T]:
        """Let the interview do something."""
        interview = self.interview
        return self.did(lambda: action(interview))

    def go_on(self, seed: int) -> None:
        """Take the natural next step, wherever that leads."""
        raise NotImplementedError

    # time and death

    @rule(seconds=st.sampled_from([0.0, 0.25, 3.0, 70.0, 500.0, 1300.0]))
    def let_time_pass(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @rule(seconds=st.sampled_from([10.0, 4000.0, -3600.0, 3600.0, -2 * DAY, 31 * DAY]))
    def close_the_lid_or_set_the_clock(self, seconds: float) -> None:
        """The wall clock moves alone, by an hour too, as one that keeps local time does in spring and autumn."""
        self.clock.sleep(seconds)

    @rule(call=st.integers(1, 30), share=st.floats(0, 1))
    def die_soon(self, call: int, share: float) -> None:
        self.disk.doom(call, share)

    @rule()
    def die(self) -> None:
        self.clock.reboot()
        self.bury()

    @rule()
    def fill_or_clear_the_disk(self) -> None:
        self.disk.full = not self.disk.full
        if not self.disk.full and self.is_sitting():
            self.act_on(Interview.tick)

    @rule()
    def leave(self) -> None:
        """Quit as one should, and start again later."""
        if self.disk.full:
            return
        self.did(self.house.end)
        self.latest = 0.0
        self.open()

    # what must hold at any time

    def _houses(self) -> Iterator[House]:
        yield from getattr(self, "houses", ())

    @invariant()
    def nothing_is_lost_or_made_up(self) -> None:
        for house in self._houses():
            house.ledger.check()

    @invariant()
    def time_never_runs_backwards_or_ahead(self) -> None:
        if not hasattr(self, "house") or not self.is_sitting():
            return
        interview = self.interview
        now = interview.now()
        assert now >= self.latest
        assert now >= interview.state.last_at
        self.latest = now
        passed, ran = self.begun.get(interview.state.id, (0.0, 0.0))  # or begun by a program that died of it
        practised = interview.state.mode is Mode.PRACTICE and not interview.state.switched_to_practice
        most = self.clock.ran - ran if practised else self.clock.passed - passed
        assert now <= most + 1e-6, f"{now} seconds were used of {most}"
        for each in interview.record().rounds:
            assert sum(stage.actual for stage in each.stages) <= now + 1e-6

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.patch.close()
            for house in self.houses:
                house.die()
            self.disk.close()
            shutil.rmtree(self.folder)
