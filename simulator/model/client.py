"""The parent's end: starts the child that holds LiteLLM, sends requests, hands back replies."""

import asyncio
import contextlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import simulator
from simulator.model.call_log import CallLog
from simulator.model.connection import NO_KEY_NEEDED, Connection
from simulator.model.protocol import Failure, ModelError, Reply, Request, Shape

COMMAND = (sys.executable, "-P", "-m", "simulator.model.worker")
LONGEST_LINE = 8_000_000
"""Bytes of one message; the child throws away longer replies before that."""
SLACK = 5.0
"""Seconds that the child may be late; then it hangs and is killed."""
START_SECONDS = 60.0
"""Within which the child must have imported LiteLLM."""
WEAKER = {Shape.SCHEMA: Shape.TOOL, Shape.TOOL: Shape.TEXT}


class Client:
    """A ``Model`` behind a child process, which starts with the first call or with ``warm``.

    It belongs to the event loop in which it is first used.
    """

    def __init__(self, connection: Connection, log: CallLog, command: Sequence[str] = COMMAND) -> None:
        self.connection = connection
        self._log = log
        self._log.hide(connection.api_key)
        self._command = tuple(command)
        self._child: asyncio.subprocess.Process | None = None
        self._starting: asyncio.Lock = asyncio.Lock()
        self._ready: asyncio.Future[None] | None = None
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._readers: set[asyncio.Task[None]] = set()

    @property
    def name(self) -> str:
        """The model's name."""
        return self.connection.model

    async def warm(self) -> None:
        """Start the child, so that a later call need not wait for it; failures show when there is a call."""
        with contextlib.suppress(ModelError):
            await self._start()

    async def ask(self, request: Request) -> Reply:
        """Return the reply; where the server refuses the shape, ask once more with the next weaker one."""
        while True:
            try:
                return await self._ask(request)
            except ModelError as error:
                weaker = WEAKER.get(self.connection.shape)
                if error.failure is not Failure.SHAPE_REFUSED or weaker is None:
                    raise
                self.connection = replace(self.connection, shape=weaker)

    async def price(self) -> tuple[float, float] | None:
        """Return dollars a token in and out; None where the price is not known. Nothing leaves the machine."""
        said = await self._exchange({"op": "price", "model": self.connection.model}, SLACK)
        price = said.get("price")
        return (price[0], price[1]) if price else None

    async def _ask(self, request: Request) -> Reply:
        connection = self.connection
        message = {
            "op": "ask",
            "model": connection.model,
            "api_base": connection.api_base,
            "api_key": connection.api_key or NO_KEY_NEEDED,
            "shape": connection.shape,
            "system": request.system,
            "user": request.user,
            "schema": request.schema,
            "most_tokens": request.most_tokens,
            "deadline": request.deadline,
        }
        said = await self._exchange(message, request.deadline + SLACK)
        if said["op"] != "reply":
            raise ModelError(Failure(said["failure"]), retry_after=said.get("retry_after"))
        return Reply(
            text=said["text"],
            model=said["model"] or connection.model,
            seconds=said["seconds"],
            tokens_in=said["tokens_in"],
            tokens_out=said["tokens_out"],
            cost=said["cost"],
            cut=said["cut"],
        )

    async def _exchange(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a message and return what the child says to it; one that stays silent is killed."""
        await self._start()
        number = next(self._numbers)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self._send({**message, "id": number})
            async with asyncio.timeout(seconds):
                return await answer
        except TimeoutError:
            self.kill()
            raise ModelError(Failure.TIMEOUT) from None
        except asyncio.CancelledError:
            self._send({"op": "cancel", "id": number})
            raise
        finally:
            self._waiting.pop(number, None)

    # the child

    async def _start(self) -> None:
        async with self._starting:
            if self._child is None or self._child.returncode is not None:
                await self._spawn()
            ready = self._ready
        assert ready is not None  # noqa: S101 _spawn sets it or raises
        try:
            async with asyncio.timeout(START_SECONDS):
                await asyncio.shield(ready)
        except TimeoutError:
            self.kill()
            raise ModelError(Failure.CHILD) from None

    async def _spawn(self) -> None:
        root = str(Path(simulator.__file__).parent.parent)
        search = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        try:
            self._child = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": search},
                limit=LONGEST_LINE,
                start_new_session=True,  # ctrl+c in the terminal is not meant for it
            )
        except OSError as error:
            self._log.write(f"the child cannot start: {error}")
            raise ModelError(Failure.CHILD) from error
        self._ready = asyncio.get_running_loop().create_future()
        for reading in (self._read_replies(self._child, self._ready), self._read_log(self._child)):
            task = asyncio.create_task(reading)
            self._readers.add(task)
            task.add_done_callback(self._readers.discard)

    async def _read_replies(self, child: asyncio.subprocess.Process, ready: "asyncio.Future[None]") -> None:
        assert child.stdout is not None  # noqa: S101 a pipe was asked for
        failure = Failure.CHILD
        with contextlib.suppress(ValueError, KeyError, TypeError, OSError):  # a line that is no message ends the child
            while line := await child.stdout.readline():
                said = json.loads(line)
                if said["op"] == "ready":
                    ready.set_result(None)
                elif said["op"] == "failed":
                    self._log.write(str(said.get("detail")))
                    failure = Failure(said["failure"])
                elif (answer := self._waiting.get(said["id"])) and not answer.done():
                    answer.set_result(said)
        if child is self._child:
            self._give_up(ready, failure)

    async def _read_log(self, child: asyncio.subprocess.Process) -> None:
        assert child.stderr is not None  # noqa: S101 a pipe was asked for
        with contextlib.suppress(ValueError):  # a line longer than any log wants
            while line := await child.stderr.readline():  # whole lines, so that no key is cut in two and missed
                self._log.write(line.decode("utf-8", "replace"))

    def _give_up(self, ready: "asyncio.Future[None]", failure: Failure) -> None:
        if not ready.done():
            ready.set_exception(ModelError(failure))
            ready.exception()  # nobody may be waiting for it
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ModelError(failure))
        self.kill()

    def _send(self, message: dict[str, Any]) -> None:
        if self._child is None or self._child.stdin is None or self._child.stdin.is_closing():
            return
        with contextlib.suppress(OSError):
            self._child.stdin.write(json.dumps(message).encode() + b"\n")

    def kill(self) -> None:
        """End the child at once; the next call starts a new one. It holds nothing that could be lost."""
        child, self._child = self._child, None
        if child is not None and child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()

    async def close(self) -> None:
        """End the child and wait until it is gone."""
        child = self._child
        self.kill()
        if child is not None:
            await child.wait()
        for task in tuple(self._readers):
            task.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
