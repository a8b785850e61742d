"""Every call of one judgement: replies kept for replay, one retry policy, a cap on the money, totals."""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from simulator.errors import StorageError
from simulator.model.protocol import PASSING, Failure, Model, ModelError, Reply, Request

TRIES = 2
PAUSE = 2.0
"""Seconds before the second try where the server names no time."""
LONGEST_PAUSE = 60.0
"""A server that asks for more is not waited for."""

Sleep = Callable[[float], Awaitable[None]]


class Replies(Protocol):
    """Where raw replies are kept, so that a judgement can be resumed and replayed without a call."""

    def find(self, key: str) -> Reply | None:
        """Return the reply kept under a key."""
        ...

    def keep(self, key: str, request: Request, reply: Reply) -> None:
        """Keep a reply, on disk before this returns."""
        ...

    def forget(self, key: str) -> None:
        """Do not find this reply again."""
        ...


class NoReplies:
    """Keeps nothing."""

    def find(self, key: str) -> Reply | None:
        """Find nothing."""
        del key
        return None

    def keep(self, key: str, request: Request, reply: Reply) -> None:
        """Keep nothing."""

    def forget(self, key: str) -> None:
        """Have nothing to forget."""


@dataclass
class Spent:
    """What a judgement has used so far."""

    calls: int = 0
    tokens: int = 0
    tokens_known: bool = True
    cost: float = 0.0
    """US dollars of the calls whose price is known."""
    cost_known: bool = True
    answered_by: set[str] = field(default_factory=set)
    """The names under which servers answered."""

    def add(self, reply: Reply) -> None:
        """Count a reply."""
        if reply.tokens_in is None or reply.tokens_out is None:
            self.tokens_known = False
        self.tokens += (reply.tokens_in or 0) + (reply.tokens_out or 0)
        if reply.cost is None:
            self.cost_known = False
        self.cost += reply.cost or 0.0
        self.answered_by.add(reply.model)


class Calls:
    """Asks a model within limits. One for a judgement; ``gate`` may be shared by many that run at once."""

    def __init__(
        self,
        model: Model,
        replies: Replies,
        gate: asyncio.Semaphore,
        *,
        server: str = "",
        cap: float | None = None,
        sleep: Sleep = asyncio.sleep,
        on_wait: Callable[[float], None] = lambda seconds: None,
        on_reply: Callable[[], None] = lambda: None,
    ) -> None:
        self.spent = Spent()
        self._model = model
        self._replies = replies
        self._gate = gate
        self._server = server
        self._cap = cap
        self._sleep = sleep
        self._on_wait = on_wait
        self._on_reply = on_reply

    @property
    def model(self) -> str:
        """The model's name as the user set it."""
        return self._model.name

    async def ask(self, request: Request) -> Reply:
        """Return the kept reply to this very request, or a new one; raise ModelError."""
        key = self._key(request)
        reply = self._replies.find(key)
        if reply is None:
            async with self._gate:
                reply = await self._ask_patiently(request)
            with contextlib.suppress(StorageError):  # a reply that cannot be kept is still a reply
                self._replies.keep(key, request, reply)
        self.spent.add(reply)
        self._on_reply()
        return reply

    def forget(self, request: Request) -> None:
        """Have this request asked afresh when the judgement is tried again."""
        with contextlib.suppress(StorageError):
            self._replies.forget(self._key(request))

    def _key(self, request: Request) -> str:
        return request_key(f"{self._model.name} {self._server}".strip(), request)

    async def _ask_patiently(self, request: Request) -> Reply:
        for left in range(TRIES - 1, -1, -1):
            if self._cap is not None and self.spent.cost >= self._cap:
                raise ModelError(Failure.CAP)
            self.spent.calls += 1
            try:
                return await self._model.ask(request)
            except ModelError as error:
                pause = PAUSE if error.retry_after is None else error.retry_after
                if not left or error.failure not in PASSING or pause > LONGEST_PAUSE:
                    raise
                self._on_wait(pause)
                await self._sleep(pause)
        raise AssertionError("the last try returns or raises")


def request_key(model: str, request: Request) -> str:
    """Return what tells a request apart from every other: model, words, shape, sample."""
    parts = (model, request.system, request.user, json.dumps(request.schema, sort_keys=True), str(request.sample))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
