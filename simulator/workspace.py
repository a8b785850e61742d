"""Everything that a face works with, opened when it is first needed."""

from __future__ import annotations

import contextlib
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, cast

from scorecards.problems import nearest
from simulator.clock import SystemClock
from simulator.config import config_toml, load_config
from simulator.content import find_question, open_catalogue
from simulator.errors import CardError, StorageError, UsageError
from simulator.history.deletion import Deletions
from simulator.history.files import write_file
from simulator.history.records import SessionStatus
from simulator.history.store import HistoryStore
from simulator.interview.drafts import find_drafts, sweep_drafts
from simulator.interview.starting import continue_interview, require_writer, start_interview
from simulator.interview.troubles import once_a_minute
from simulator.paths import make_private_folder
from simulator.practice.draw import draw, kind_of, least_practised, sub_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from question_bank.catalogue import Catalogue
    from question_bank.models import Header, Question
    from scorecards.models import Kind, Target
    from simulator.clock import Clock
    from simulator.config import Config
    from simulator.history.records import Mode
    from simulator.interview.conductor import Interview
    from simulator.interview.drafts import Recovered
    from simulator.interview.troubles import Trouble
    from simulator.paths import Paths
    from simulator.practice.draw import Cell
    from simulator.practice.needs import Situation
    from simulator.practice.series import Past


class Workspace:
    """Paths, settings, bank, history and drafts of one run of the program."""

    def __init__(self, paths: Paths, clock: Clock | None = None, random: Random | None = None) -> None:
        self.paths = paths
        self.clock: Clock = clock or SystemClock()
        self.random = random or Random()  # noqa: S311 which question comes is no secret
        self._past: tuple[int, Past] | None = None

    @cached_property
    def config(self) -> Config:
        """The settings; raise ConfigError."""
        return load_config(self.paths.config_file)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The shipped bank and the user's own cards."""
        return open_catalogue(self.paths)

    @cached_property
    def store(self) -> HistoryStore:
        """The history, opened to write where no other instance does; raise StorageError."""
        store = HistoryStore(self.paths.history, self.clock).open()
        if not store.read_only:
            try:
                Deletions(self.paths, store, self.clock).tidy()
                over = {summary.id for summary in store.summaries() if summary.status != SessionStatus.UNDER_WAY}
                sweep_drafts(self.paths.drafts, over)
            except StorageError as error:  # the next start tries again
                store.notices.append(f"{error.sentence} {error.next_step}")
        return store

    def save_config(self, config: Config) -> None:
        """Write the settings file; raise StorageError."""
        make_private_folder(self.paths.config)
        write_file(self.paths.config_file, config_toml(config).encode(), keep_previous=False)
        self.__dict__["config"] = config

    def close(self) -> None:
        """Give the history back, if it was opened."""
        if "store" in self.__dict__:
            self.store.close()

    def read_history(self) -> HistoryStore:
        """Return the history without taking the lock; raise StorageError."""
        return HistoryStore(self.paths.history, self.clock).open(to_write=False)

    def history_to_show(self) -> HistoryStore:
        """Return the history, able to restore a damaged session unless nothing can be written; raise StorageError."""
        try:
            return self.store
        except StorageError:
            return self.read_history()

    def require_writer(self) -> None:
        """Raise ReadOnlyError when another instance holds the history."""
        require_writer(self.store)

    def question(self, name: str) -> Question:
        """Return a card; raise UsageError for an unknown id, CardError for a broken card."""
        return find_question(self.catalogue, name)

    def sub_kinds(self, kind: Kind) -> list[str]:
        """Return the sub-kinds of a kind that the bank has cards of."""
        return sub_kinds(self.headers(), kind)

    def choose(self, kinds: Sequence[Kind], names: Sequence[str], sub_kind: str = "") -> list[Question]:
        """Return the named cards, or one drawn for each kind; raise UsageError or CardError.

        Without either, the kind of the ``sub_kind``, or else that which was sat least often, gets one round.
        """
        if names:
            return [self.question(name) for name in names]
        if sub_kind:
            kinds = [kind_of(sub_kind, kinds)]
        headers = self.headers()
        rounds = [each for summary in self.store.summaries() for each in summary.rounds]
        sat = [each.question_id for each in rounds]
        kinds = kinds or [least_practised([each.kind for each in rounds], self.random)]
        weights = self._weights(headers) if any(each.call for each in rounds) else None
        while True:
            try:
                drawn = draw(headers, kinds, sat, self.random, sub_kind, weights)
            except LookupError as error:
                raise self._too_few(error, kinds, sub_kind) from error
            broken = [header for header in drawn if not self._usable(header)]
            if not broken:
                return [self.question(header.id) for header in drawn]
            headers = [header for header in headers if header not in broken]

    def past(self) -> Past:
        """Return the judged rounds, read again only after the history has changed; raise StorageError."""
        for _ in self.read_past_in_steps():
            pass
        return cast("tuple[int, Past]", self._past)[1]

    def read_past_in_steps(self) -> Iterator[None]:
        """Read what ``past`` returns, a session a step; no step where it is known. Raise StorageError."""
        from simulator.practice.series import PastReading

        while self._past is None or self._past[0] != self.store.changes:
            changes = self.store.changes
            reading = PastReading(self.store)
            yield from reading.steps()
            self._past = changes, reading.past()

    def situation(self, past: Past, source: str = "") -> Situation:
        """Return what suggestions are made from now, as ``source`` judged it; raise ConfigError."""
        from simulator.practice.suggestions import situation_of

        config = self.config
        return situation_of(
            past, self.clock.utc(), source=source, target=config.target, interview=config.interview_date
        )

    def headers(self) -> list[Header]:
        """Return the headers of all cards."""
        return [entry.header for entry in self.catalogue.entries()]

    def _weights(self, headers: Sequence[Header]) -> Mapping[Cell, float]:
        """Return how much each sub-kind needs practice, as ``next`` says it."""
        from simulator.practice.suggestions import draw_weights

        return draw_weights(self.situation(self.past()), headers)

    def _too_few(self, error: LookupError, kinds: Sequence[Kind], sub_kind: str) -> UsageError:
        if not sub_kind:
            return UsageError(
                "Too few cards",
                f"The bank has too few usable {error} cards for these rounds.",
                "Ask for fewer rounds of that kind, or see: pm-simulator bank check.",
            )
        there = self.sub_kinds(kinds[0])
        meant = nearest(sub_kind, [name for name in there if name != sub_kind])
        return UsageError(
            "Too few cards",
            f"The bank has no usable {error} card of the sub-kind {sub_kind}." + (f" It has {meant}." if meant else ""),
            f"Take one of these: {', '.join(there)}." if there else "See: pm-simulator bank check.",
        )

    def _usable(self, header: Header) -> bool:
        """Tell whether the body behind a card's header is sound; a broken one never hides the good ones."""
        try:
            self.question(header.id)
        except CardError:
            return False
        return True

    def drafts(self) -> tuple[list[Recovered], list[Path]]:
        """Return the interviews that can be continued, newest first, and the drafts that cannot be read."""
        return find_drafts(self.paths.drafts)

    def start(
        self,
        questions: Sequence[Question],
        mode: Mode,
        target: Target | None,
        trouble: Trouble,
        minutes: int | None = None,
    ) -> Interview:
        """Start a session on these cards, in ``minutes`` a round or as they say.

        Raise ReadOnlyError, StorageError or UsageError.
        """
        self.require_writer()
        return start_interview(
            questions,
            mode,
            target or self.config.target,
            self.config.probes,
            self.config.grace_seconds,
            self.clock,
            self.paths.drafts,
            self.store,
            once_a_minute(trouble, self.clock),
            minutes,
        )

    def resume(self, recovered: Recovered, trouble: Trouble) -> Interview:
        """Go on with a recovered session; raise ReadOnlyError, UsageError or CardError."""
        self.require_writer()
        questions = [self.question(each.plan.question_id) for each in recovered.state.rounds]
        told = once_a_minute(trouble, self.clock)
        return continue_interview(recovered, questions, self.clock, self.paths.drafts, self.store, told)

    def discard(self, recovered: Recovered, trouble: Trouble) -> bool:
        """Give a recovered session up, whose cards need not be there any more; return False where it cannot be saved.

        Raise ReadOnlyError when another instance writes.
        """
        interview = continue_interview(recovered, (), self.clock, self.paths.drafts, self.store, trouble)
        try:
            return interview.discard()
        finally:
            interview.leave()

    def probes_seen(self, question: str) -> list[str]:
        """Return the follow-ups asked in earlier rounds on a card; a damaged session has none to tell."""
        seen = []
        for summary in self.store.summaries():
            if any(each.question_id == question for each in summary.rounds):
                with contextlib.suppress(StorageError, UsageError):
                    for each in self.store.load(summary.id).rounds:
                        if each.question_id == question:
                            seen += [turn.ref for turn in each.turns if turn.kind == "probe"]
        return seen
