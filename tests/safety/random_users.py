"""Random users below the faces: whatever they do and whenever the program dies, no answer is lost, no number made up.

By hand, from the root of the repository: ``python -m tests.safety.random_users --examples 2000 --seed 1``
"""

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from scorecards.models import Kind
from simulator.errors import UsageError
from simulator.history.deletion import Deletions, delete_everything, made_by_program
from simulator.history.export import json_lines, score_rows
from simulator.history.importing import Fate, Imported, import_lines
from simulator.history.labels import with_note, with_tags
from simulator.history.outcomes import RealOutcome, Result, telling
from simulator.history.records import SessionRecord
from simulator.interview.conductor import Interview
from simulator.practice.suggestions import suggest
from simulator.words.progress import suggestion_lines, trends_text
from simulator.words.review import session_review
from tests.safety.house import House
from tests.safety.ledger import Known, known_from, words_of
from tests.safety.user_judging import JudgingUser
from tests.safety.user_world import FIGURES

NOTES = st.sampled_from(["", "Ask about prices.", "Too slow at first.\nBetter after ten minutes.", "\x1b[31mred"])
TAGS = st.lists(st.sampled_from(["+pricing", "-pricing", "+slow", "-slow", "+ÜBEN", "bad", "+two words"]), max_size=3)


class RandomUser(JudgingUser):
    """Also writes notes, deletes, carries sessions to another machine, and looks at what has become of it."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[RealOutcome] = []

    @precondition(lambda self: self.is_sitting())
    @rule(sure=st.integers(0, 4))
    def discard(self, sure: int) -> None:
        if not sure:
            self.end(Interview.discard)

    # notes, outcomes, deletions

    @rule(number=st.integers(0, 9), note=NOTES, tags=TAGS)
    def write_on_a_session(self, number: int, note: str, tags: list[str]) -> None:
        found = self.at_rest(self.house)
        if not found:
            return
        name = found[number % len(found)].id
        known = self.house.ledger.known.setdefault(name, Known([words_of(found[number % len(found)])]))
        before = (known.note, known.tags)
        known.note, known.tags = "", frozenset()

        def write() -> SessionRecord:
            record = with_tags(with_note(self.house.store.load(name), note, self.clock.utc()), tags, self.clock.utc())
            self.house.store.save(record)
            return record

        written = self.did(write)
        record = self.house.ledger.record(name)
        assert record
        known.note, known.tags = record.note, frozenset(record.tags)
        after = [(each.note, frozenset(each.tags)) for each in written]
        assert (known.note, known.tags) in (after or [before, (with_note(record, note, record.saved).note, known.tags)])

    @rule(
        days=st.integers(-1, 40), kind=st.sampled_from(Kind), result=st.sampled_from(Result), number=st.integers(0, 9)
    )
    def log_an_outcome(self, days: int, kind: Kind, result: Result, number: int) -> None:
        day = (self.clock.utc() - timedelta(days=days)).date()
        before = self.house.outcomes.listed()
        assert before == self.outcomes
        if number > 2 or not before:
            added = self.did(lambda: self.house.outcomes.add(day, kind, result, " Acme\n", "", self.clock.utc()))
            allowed = [[*before, *added]] if added else [before]
            self.outcomes = self.house.outcomes.listed()
            assert [each for each in self.outcomes if each in before] == before
            assert len(self.outcomes) - len(before) in ((1,) if added else (0, 1)), allowed
        else:
            gone = before[number % len(before)]
            removed = self.did(lambda: self.house.outcomes.remove(gone.number, self.clock.utc()))
            self.outcomes = self.house.outcomes.listed()
            left = [each for each in before if each != gone]
            assert self.outcomes == left or (not removed and self.outcomes == before)

    @rule(number=st.integers(0, 9))
    def delete(self, number: int) -> None:
        found = self.at_rest(self.house)
        if not found:
            return
        name = found[number % len(found)].id
        self.forget_marks(name)
        for deleted in self.did(lambda: self.deletions().delete(name)):
            FIGURES["deleted"] += 1
            assert name in [each.session for each in self.deletions().listed()]
            assert self.house.ledger.record(deleted.session) is None
        assert not isinstance(self.refused, UsageError), f"a session that is over cannot be deleted: {self.refused}"

    @rule(number=st.integers(0, 9))
    def bring_back(self, number: int) -> None:
        found = self.deletions().listed()
        if not found:
            return
        chosen = found[number % len(found)].session
        self.forget_marks(chosen)
        there = self.house.ledger.record(chosen) is not None
        for back in self.did(lambda: self.deletions().undelete(chosen)):
            FIGURES["brought back"] += 1
            assert not there
            assert back.session == chosen
            record = self.house.ledger.record(chosen)
            assert record
            self.house.ledger.known.setdefault(chosen, known_from(record))

    def forget_marks(self, name: str) -> None:
        """Marks on a sheet move with the session."""
        self.marks = {key: sheet for key, sheet in self.marks.items() if key[:2] != (self.house, name)}

    def deletions(self) -> Deletions:
        """Return what deletes and brings back."""
        return Deletions(self.house.paths, self.house.store, self.clock)

    # another machine

    @rule(back=st.booleans())
    def carry(self, *, back: bool) -> None:
        if len(self.houses) == 1:
            self.houses.append(House(self.folder / "two", self.clock, Random(0)))
            self.open()
        source, target = reversed(self.houses) if back else self.houses
        names = [summary.id for summary in source.store.summaries()]
        live = {each.state.id for each in target.workspace.drafts()[0]}

        def carried() -> list[Imported]:
            lines = "".join(json_lines(source.store.load(name) for name in names))
            return list(import_lines(io.BytesIO(lines.encode()), target.store, live))

        for name in names:
            ours = source.ledger.record(name)
            if ours and name in target.ledger.known:
                target.ledger.known[name].words += [words_of(ours)]
        done = self.did(carried)
        for name in names:
            ours, theirs = source.ledger.record(name), target.ledger.record(name)
            if theirs and (done or name in target.ledger.known):
                grown = known_from(theirs)
                before = target.ledger.known.get(name, grown)
                assert name in live or grown.words[0].grew_from(before.words[0])
                if done and name not in live:
                    assert ours
                    assert grown.words[0].grew_from(words_of(ours))
                    assert known_from(ours).judged.items() <= grown.judged.items()
                    assert ours.note in theirs.note
                if name not in live:
                    target.ledger.known[name] = grown
        for each in done[0] if done else ():
            FIGURES["carried"] += 1
            assert each.fate is not Fate.REFUSED or each.session in live, each.reason
            assert each.session in live or target.ledger.record(each.session), each

    @rule()
    def look_at_everything(self) -> None:
        """Every session can be read and told of, and so can what they add up to."""

        def look() -> None:
            workspace, store = self.house.workspace, self.house.store
            records = [store.load(summary.id) for summary in store.summaries()]
            for record in records:
                assert session_review(workspace, record, with_transcript=True)
            assert list(score_rows(records))
            past = workspace.past()
            assert trends_text(past)
            situation = workspace.situation(past)
            assert suggestion_lines(suggest(situation, workspace.headers(), Random(1)), past.main_source)
            telling(self.house.outcomes.listed(), store)

        self.did(look)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            FIGURES["levels worked out again"] += sum(house.ledger.checks for house in self.houses)
            for house in self.houses:
                house.die()
                delete_everything(house.paths)
                assert made_by_program(house.paths) == []
        super().teardown()


def run(examples: int, steps: int, number: int, *, shrink: bool = False) -> None:
    """Let that many random users do that many things each; raise what one of them has found."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
    )
    run_state_machine_as_test(seed(number)(RandomUser), settings=chosen)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was done; what is wrong comes as the shortest example of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shrink", action="store_true", help="look for the shortest example; it takes minutes")
    parser.add_argument("--folder", help="where to work; in memory (/dev/shm) it is faster")
    options = parser.parse_args(arguments)
    tempfile.tempdir = options.folder
    began = time.monotonic()
    try:
        run(options.examples, options.steps, options.seed, shrink=options.shrink)
    finally:
        print(", ".join(f"{name}: {number}" for name, number in sorted(FIGURES.items())))
        print(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
