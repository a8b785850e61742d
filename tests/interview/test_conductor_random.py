"""A random user, a random clock, a disk that fills up and a program that crashes: what must hold all the time."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from scorecards.cleaning import clean
from simulator.errors import RefusedError, StorageError
from simulator.history.journal import Journal
from simulator.history.records import ClosedBy, Mode, TurnKind
from simulator.interview.conductor import HEARTBEAT, LONGEST_ANSWER, Interview
from simulator.interview.drafts import recover
from simulator.interview.pacing import PROBE_SECONDS
from simulator.interview.session import Phase
from tests.interview.builders import GRACE, PREDICTION, Desk, shipped

_WRITE = Journal.append_all
ACTIONS: dict[str, Callable[[Interview], object]] = {
    "begin the round": Interview.begin_round,
    "begin the answer": Interview.begin_answer,
    "enter a stage": Interview.next_stage,
    "take a hint": Interview.take_hint,
    "pause": Interview.pause,
    "resume": Interview.resume,
    "hand in": Interview.close_answer,
    "follow up": Interview.next_probe,
    "end the break": Interview.end_break,
    "judge what is there": Interview.judge_what_is_there,
    "leave": Interview.leave,
}
PASTED = {"a page": "word " * 100, "a book": "x" * LONGEST_ANSWER, "control characters": "\x00\r\n"}
STEPS: dict[Phase, Callable[[Interview], object]] = {
    Phase.BRIEFING: Interview.begin_round,
    Phase.THINKING: Interview.begin_answer,
    Phase.ANSWERING: Interview.close_answer,
    Phase.PROBING: Interview.close_answer,
    Phase.BREAK: Interview.end_break,
}


class RandomUser(RuleBasedStateMachine):
    """Does anything at any moment; what is refused must change nothing."""

    @initialize(mode=st.sampled_from(Mode), rounds=st.integers(1, 2), ahead=st.integers(0, 16))
    def sit_down(self, mode: Mode, rounds: int, ahead: int) -> None:
        self.mode = mode
        self.rounds = rounds
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk(self.folder, [shipped("charger-count"), shipped("first-rides-down")])
        self.full = False
        machine = self

        def append_all(journal: Journal, rows: list[dict[str, object]]) -> None:
            if machine.full:
                raise StorageError("The disk is full", "Nothing was lost.", "Free some space.")
            _WRITE(journal, rows)

        self.patch = patch.object(Journal, "append_all", append_all)
        self.patch.start()
        self.sit_anew()
        for _ in range(ahead):
            self.go_on()

    def sit_anew(self) -> None:
        """Start a session."""
        self.interview = self.desk.sit(self.mode, self.rounds)
        self.written = self.interview.state
        self.latest = 0.0

    def do(self, action: Callable[..., object], *arguments: object) -> None:
        """Do something that may be refused; a refusal must leave everything as it was."""
        before = self.interview.state
        try:
            action(self.interview, *arguments)
        except RefusedError:
            assert self.interview.state is before
        self.note()

    def note(self) -> None:
        """Remember what has to be in the draft by now."""
        if not self.full:
            self.written = self.interview.state

    @rule(name=st.sampled_from(sorted(ACTIONS)))
    def act(self, name: str) -> None:
        self.do(ACTIONS[name])

    @rule()
    def go_on(self) -> None:
        """Take the natural next step, so that the late phases are reached as well."""
        state = self.interview.state
        if state.phase is Phase.PROBING and state.round.probe is None:
            self.do(Interview.next_probe)
        elif state.phase is Phase.PREDICTION:
            self.do(Interview.predict, PREDICTION)
        elif state.phase is Phase.JUDGEMENT:
            self.do(Interview.put_off, next(n for n, each in enumerate(state.rounds, 1) if not each.judged))
        elif state.phase is Phase.DEBRIEF:
            self.end()
        else:
            self.do(STEPS[state.phase])

    def end(self) -> None:
        """End the session; the history must have all of it and the draft be gone."""
        if self.full:
            return
        assert self.interview.finish()
        assert self.desk.store.load(self.interview.state.id) == self.interview.record()
        assert not self.desk.path(self.interview).exists()
        self.sit_anew()

    @rule(
        typed=st.one_of(st.text(max_size=10), st.sampled_from(sorted(PASTED))),
        cut=st.floats(0, 1),
    )
    def type(self, typed: str, cut: float) -> None:
        piece = PASTED.get(typed, typed)
        before = self.interview.state
        place = int(len(before.round.text) * cut)
        text = before.round.text[:place] + piece + before.round.text[place + 3 :]
        try:
            fits = self.interview.type(text)
        except RefusedError:
            assert self.interview.state is before
            return
        assert self.interview.state.round.text == clean(text)[:LONGEST_ANSWER]
        assert fits is (len(clean(text)) <= LONGEST_ANSWER)
        self.note()

    @rule(known=st.booleans())
    def ask(self, *, known: bool) -> None:
        self.do(Interview.tell, "Why?", self.interview.question.facts[0] if known else None)

    @rule()
    def predict(self) -> None:
        self.do(Interview.predict, PREDICTION)

    @rule(number=st.integers(1, 2))
    def put_off(self, number: int) -> None:
        self.do(Interview.put_off, number)

    @rule()
    def type_too_late(self) -> None:
        self.do(Interview.keep_late, "Late.")

    @rule()
    def tick(self) -> None:
        self.do(Interview.tick)
        view = self.interview.clock()
        if view is not None and self.interview.state.mode is Mode.MOCK:
            assert view.used < view.limit + GRACE
            assert view.limit in (PROBE_SECONDS, self.interview.state.round.plan.seconds)

    @rule(seconds=st.sampled_from([0.0, 0.25, 3.0, 70.0, 500.0, 1300.0]))
    def advance(self, seconds: float) -> None:
        self.desk.clock.advance(seconds)

    @rule(seconds=st.sampled_from([10.0, 4000.0, -3600.0]))
    def close_the_lid_or_set_the_clock(self, seconds: float) -> None:
        self.desk.clock.sleep(seconds)

    @rule()
    def fill_or_clear_the_disk(self) -> None:
        self.full = not self.full
        self.do(Interview.tick)

    @rule()
    def go_on_as_practice(self) -> None:
        if self.interview.expired:
            self.latest = self.interview.state.last_at  # the one time that time is given back, and on purpose
        self.do(Interview.go_on_as_practice)

    @rule(away=st.sampled_from([0.0, 30.0, 5000.0]))
    def crash(self, away: float) -> None:
        before = self.interview.now()
        self.interview = self.desk.crash(self.interview, away)
        state = self.interview.state
        assert state == self.written
        if state.mode is Mode.PRACTICE:
            assert self.interview.now() == state.last_at <= before
        self.latest = state.last_at

    @precondition(lambda self: not self.full)
    @rule()
    def wait_with_the_program_open(self) -> None:
        for _ in range(4):
            self.desk.clock.advance(HEARTBEAT / 4)
            self.do(Interview.tick)
        if self.interview.state.timed and not self.interview.state.paused:
            assert self.interview.now() - self.interview.state.last_at <= HEARTBEAT

    @invariant()
    def time_never_runs_backwards(self) -> None:
        now = self.interview.now()
        assert now >= self.latest
        assert now >= self.interview.state.last_at
        self.latest = now

    @invariant()
    def the_draft_replays_to_the_state(self) -> None:
        found = recover(self.desk.path(self.interview))
        assert found is not None
        assert found.state == self.written
        assert found.damaged == 0

    @invariant()
    def the_record_can_be_made_and_its_minutes_add_up(self) -> None:
        for each, state in zip(self.interview.record().rounds, self.interview.state.rounds, strict=True):
            end = self.interview.now() if state.closed_at is None else state.closed_at
            used = end - state.started_at if state.marks else 0.0
            assert abs(sum(stage.actual for stage in each.stages) - used) < 1e-6
            assert (
                all(turn.kind is not TurnKind.HINT for turn in each.turns) or self.interview.state.mode is not Mode.MOCK
            )
            assert TurnKind.LATE not in {turn.kind for turn in each.turns} or each.closed_by
            if each.closed_by is ClosedBy.TIME:
                assert used >= state.plan.seconds + GRACE - 1e-6
            assert len(set(state.probes)) == len(state.probes) <= state.plan.probes

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.patch.stop()
            self.desk.close()
            shutil.rmtree(self.folder)


TestRandomUser = RandomUser.TestCase
TestRandomUser.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
