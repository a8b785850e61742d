"""The model's desk: which model judges, whether it may, with which limits; and the judgement of one saved round."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from question_bank.models import Question
from scorecards.models import Scorecard
from simulator.clock import Clock
from simulator.config import Config, ModelConfig
from simulator.grading.calls import Calls, NoReplies, Replies
from simulator.grading.combining import Offset
from simulator.grading.exam import ExamResult, examine
from simulator.grading.pipeline import Options, Tell, judge
from simulator.grading.replies import ReplyFile
from simulator.history.records import Assessment, GradingMode, SessionRecord, Source
from simulator.model.call_log import CallLog
from simulator.model.client import Client
from simulator.model.connection import Connection, key_variable
from simulator.model.keys import find_key
from simulator.model.known import Findings, KnownModels
from simulator.model.protocol import Failure, Model, ModelError
from simulator.paths import Paths


class WarmModel(Model, Protocol):
    """A model that can be made ready and given back."""

    @property
    def connection(self) -> Connection:
        """Where it is, with the shape that was last used."""
        ...

    async def warm(self) -> None:
        """Make ready for a call."""
        ...

    async def price(self) -> tuple[float, float] | None:
        """Return dollars a token in and out; None where the price is not known."""
        ...

    def kill(self) -> None:
        """End its process at once."""
        ...

    async def close(self) -> None:
        """Give everything back."""
        ...


MakeModel = Callable[[Connection, CallLog], WarmModel]


WORDS_A_SENTENCE = 16
SENTENCE_TOKENS = 2300
"""Of one request about a sentence: nearly all of it is the checklist, which servers that keep prefixes read once."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a judgement will take, before it is begun."""

    calls: int
    tokens: int
    cost: float | None
    """US dollars; None is unknown."""


class ModelDesk:
    """Everything about the model of one run of the program. Nothing starts before it is asked for."""

    def __init__(
        self,
        paths: Paths,
        settings: Callable[[], Config],
        clock: Clock,
        *,
        offline: bool = False,
        environment: Mapping[str, str] = os.environ,
        make_model: MakeModel = Client,
    ) -> None:
        self.known = KnownModels(paths.models_file)
        self.offline = offline
        self._paths = paths
        self._settings = settings
        self._clock = clock
        self._environment = environment
        self._make_model = make_model
        self._model: WarmModel | None = None
        self._made_for: Connection | None = None
        self._gate = asyncio.Semaphore(1)

    @property
    def config(self) -> ModelConfig:
        """The settings of the model."""
        return self._settings().model

    @property
    def wanted(self) -> bool:
        """True where a model is set up and may be used."""
        return bool(self.config.name) and not self.offline

    def connection(self) -> Connection:
        """Return which model, where, with which key; raise ModelError where there is none to use."""
        config = self.config
        if self.offline:
            raise ModelError(Failure.OFFLINE)
        if not config.name:
            raise ModelError(Failure.NO_MODEL)
        provider, _, model = config.name.partition("/")
        if not (provider.strip() and model.strip()):  # nobody could say where LiteLLM would send an answer
            raise ModelError(Failure.NO_MODEL, what=f"The model's name {config.name!r} names no provider.")
        bare = Connection(config.name, config.api_base)
        variable = config.key_variable or key_variable(config.name)
        key = find_key(variable, bare.destination, self._environment, self._paths.keys_file)
        if not key and not bare.local:
            raise ModelError(
                Failure.NO_KEY, what=f"{bare.destination} wants a key, and neither {variable} nor the key file has one."
            )
        return self.known.with_shape(Connection(config.name, config.api_base, key))

    def require(self) -> Connection:
        """Return the connection if answers may go there; raise ModelError."""
        connection = self.connection()
        if not (connection.local or self.config.agreed == connection.destination):
            raise ModelError(Failure.NO_CONSENT)
        return connection

    @property
    def consent_needed(self) -> bool:
        """True where the next answer would go to a server that was not agreed to."""
        connection = self.connection()
        return not connection.local and self.config.agreed != connection.destination

    @property
    def agreed(self) -> bool:
        """True where a model is set up and answers may go to it without asking."""
        if not self.wanted:
            return False
        try:
            self.require()
        except ModelError:
            return False
        return True

    def model(self) -> WarmModel:
        """Return the model behind the connection, with its child process not yet started; raise ModelError."""
        connection = self.connection()
        if self._model is None or self._made_for != connection:
            self.kill()
            self._gate = asyncio.Semaphore(self.config.at_once)
            self._model = self._make_model(connection, CallLog(self._paths.call_log))
            self._made_for = connection
        return self._model

    async def warm(self) -> None:
        """Start what a first call would have to wait for, if a model is set up and may be used."""
        if not self.wanted:
            return
        try:
            model = self.model()
        except ModelError:
            return
        await model.warm()

    async def close(self) -> None:
        """End the child process, if there is one, and wait until it is gone."""
        model, self._model = self._model, None
        if model is not None:
            await model.close()

    def options(self, *, judge_withheld: bool = False, rubric_hash: str = "") -> Options:
        """Return how to judge with this model; raise ModelError."""
        config = self.config
        findings = self.known.find(self.connection())
        small = findings.small_model if config.small_model == "auto" else config.small_model == "yes"
        measured = findings.offsets.get(rubric_hash)
        patience = float(config.seconds) * (40 if small else 5)
        return Options(
            mode=GradingMode(config.mode),
            small_model=small,
            judge_withheld=judge_withheld,
            deadline=float(config.seconds),
            patience=patience,
            offset=Offset(*measured) if measured else None,
        )

    async def test(self) -> ExamResult:
        """Try the connection, keep what was found, and return it; raise ModelError. No answer is sent."""
        model = self.model()
        found = await examine(model)
        connection = model.connection
        known = replace(
            self.known.find(connection),
            shape=connection.shape,
            small_model=found.small_model,
            tested=self._clock.utc().isoformat(timespec="seconds"),
        )
        self.known.keep(connection, known)
        if self._model is model:  # else the settings have changed meanwhile
            self._made_for = connection
        return found

    def findings(self) -> Findings:
        """Return what is known of the model; raise ModelError."""
        return self.known.find(self.connection())

    def calls(
        self,
        replies: Replies | None = None,
        spent: float = 0.0,
        *,
        on_wait: Callable[[float], None] = lambda seconds: None,
        on_reply: Callable[[], None] = lambda: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> Calls:
        """Return the way to the model for one judgement; ``spent`` is what the session has cost. Raise ModelError."""
        self.require()
        cap = max(0.0, self.config.cap - spent) if self.config.cap else None
        model = self.model()
        return Calls(
            model,
            replies or NoReplies(),
            self._gate,
            server=self.config.api_base,
            cap=cap,
            sleep=sleep,
            on_wait=on_wait,
            on_reply=on_reply,
        )

    def kill(self) -> None:
        """End the child process at once, if there is one; nothing is lost with it."""
        model, self._model = self._model, None
        if model is not None:
            model.kill()

    async def judge(
        self,
        session: SessionRecord,
        number: int,
        question: Question,
        scorecard: Scorecard,
        calls: Calls,
        tell: Tell = lambda progress: None,
        *,
        judge_withheld: bool = False,
    ) -> Assessment:
        """Judge a round; raise ModelError. The caller saves the assessment."""
        record = session.rounds[number - 1]
        rubric_hash = scorecard.content_hash(question.items)
        options = self.options(judge_withheld=judge_withheld, rubric_hash=rubric_hash)
        salt = f"{session.id}-{number}"
        return await judge(record, question, scorecard, session.target, calls, options, self._clock, salt, tell)

    def replies(self, session: SessionRecord, number: int) -> Replies:
        """Return where the raw replies of a round's next judgement are kept: one file for each, so none is mixed up.

        A judgement that was broken off finds its own again; one more after it is done asks anew.
        """
        before = [made for made in session.rounds[number - 1].assessments if made.provenance.source is Source.LLM]
        return ReplyFile(self._paths.replies, session.id, number, len(before) + 1)

    async def estimate(self, question: Question, scorecard: Scorecard, words: int) -> Estimate:
        """Return what judging an answer of ``words`` words will take; raise ModelError."""
        options = self.options()
        tested = question.tested(scorecard.dimension_ids)
        items = sum(len(scorecard.items_of(name, question.items)) for name in tested)
        if options.small_model:
            calls = words // WORDS_A_SENTENCE * 2
            tokens_in, tokens_out = calls * SENTENCE_TOKENS, calls * 15
        elif options.mode is GradingMode.QUICK:
            calls, tokens_in, tokens_out = 2, 2 * (words * 2 + 1500) + items * 90, len(tested) * 600 + 500
        else:
            samples = 3 if options.mode is GradingMode.RIGOROUS else 1
            calls = len(tested) * samples + 1
            tokens_in = calls * (words * 2 + 2500)
            tokens_out = calls * 650
        price = await self.model().price()
        cost = tokens_in * price[0] + tokens_out * price[1] if price else None
        return Estimate(calls, tokens_in + tokens_out, cost)


def spent_on(session: SessionRecord) -> float:
    """Return the dollars that a session's judgements have cost, as far as their price is known."""
    return sum(made.provenance.cost or 0.0 for each in session.rounds for made in each.assessments)
