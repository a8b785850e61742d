"""The parent's end: starts the child that holds LiteLLM, sends requests, hands back replies."""

import asyncio
import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import simulator
from simulator.model.call_log import CallLog
from simulator.model.connection import NO_KEY_NEEDED, Connection, usual_base
from simulator.model.protocol import Failure, ModelError, Reply, Request, Shape
from simulator.model.surroundings import child_environment

COMMAND = (sys.executable, "-P", "-u", "-m", "simulator.model.worker")
"""Unbuffered, as it may be killed at any time: what LiteLLM printed until then belongs in the log."""
LONGEST_LINE = 8_000_000
"""Bytes of one message; the child throws away longer replies before that."""
SLACK = 5.0
"""Seconds that the child may be late; then it hangs and is killed."""
START_SECONDS = 60.0
"""Within which the child must have imported LiteLLM."""
END_SECONDS = 5.0
"""Within which a killed child must be gone; what its pipes still hold is not waited for."""
WEAKER = {Shape.SCHEMA: Shape.TOOL, Shape.TOOL: Shape.TEXT}


@dataclass(eq=False, slots=True)
class _Child:
    """A process and those who wait for it: each child has its own, so that none waits for a process that is gone."""

    process: asyncio.subprocess.Process
    ready: "asyncio.Future[None]"
    waiting: "dict[int, asyncio.Future[dict[str, Any]]]" = field(default_factory=dict)

    ended: Failure | None = None
    """Why nobody may wait for it any more; the process itself may take a moment longer."""

    @property
    def alive(self) -> bool:
        return self.ended is None and self.process.returncode is None

    def end(self, failure: Failure) -> None:
        """Kill it, and tell whoever waits for it why nothing comes."""
        self.ended = self.ended or failure
        futures: list[asyncio.Future[Any]] = [self.ready, *self.waiting.values()]
        for future in futures:
            if not future.done():
                future.set_exception(ModelError(failure))
                future.exception()  # nobody may be waiting for it
        if self.process.returncode is None:
            with contextlib.suppress(OSError):
                _kill(self.process)

    def send(self, message: dict[str, Any]) -> None:
        stdin = self.process.stdin
        if stdin is not None and not stdin.is_closing():
            with contextlib.suppress(OSError):
                stdin.write(json.dumps(message).encode() + b"\n")


def _kill(process: asyncio.subprocess.Process) -> None:
    if os.name == "posix":
        # process.kill() would collect the exit status of one that is dead already, and asyncio then warns on stderr
        os.kill(process.pid, signal.SIGKILL)
    else:
        process.kill()


class Client:
    """A ``Model`` behind a child process, which starts with the first call or with ``warm``.

    It belongs to the event loop in which it is first used.
    """

    def __init__(self, connection: Connection, log: CallLog, command: Sequence[str] = COMMAND) -> None:
        self.connection = connection
        self._log = log
        self._log.hide(connection.api_key)
        self._command = tuple(command)
        self._child: _Child | None = None
        self._starting: asyncio.Lock = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[Any]] = set()

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
            shape = self.connection.shape
            try:
                return await self._ask(request)
            except ModelError as error:
                weaker = WEAKER.get(shape)
                if error.failure is not Failure.SHAPE_REFUSED or weaker is None:
                    raise
                if self.connection.shape is shape:  # else a call at the same time has found it out first
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
            "api_base": connection.api_base or usual_base(connection.model),
            "api_key": connection.api_key or NO_KEY_NEEDED,
            "shape": connection.shape,
            "system": request.system,
            "user": request.user,
            "schema": request.schema,
            "most_tokens": request.most_tokens,
            "deadline": request.deadline,
            "temperature": request.temperature,
        }
        said = await self._exchange(message, request.deadline + SLACK)
        try:
            if said["op"] == "reply":
                return Reply(
                    text=said["text"],
                    model=said["model"] or connection.model,
                    seconds=said["seconds"],
                    tokens_in=said["tokens_in"],
                    tokens_out=said["tokens_out"],
                    cost=said["cost"],
                    cut=said["cut"],
                )
            failure = Failure(said["failure"])
        except (KeyError, ValueError) as error:  # half a message
            raise ModelError(Failure.CHILD) from error
        if failure is Failure.BAD_KEY and not connection.api_key:
            failure = Failure.NO_KEY
        raise ModelError(failure, retry_after=said.get("retry_after"))

    async def _exchange(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a message and return what the child says to it; one that stays silent is killed."""
        child = await self._start()
        number = next(self._numbers)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        child.waiting[number] = answer
        try:
            child.send({**message, "id": number})
            async with asyncio.timeout(seconds):
                return await answer
        except TimeoutError:
            child.end(Failure.CHILD)
            raise ModelError(Failure.TIMEOUT) from None
        except asyncio.CancelledError:
            child.send({"op": "cancel", "id": number})
            raise
        finally:
            child.waiting.pop(number, None)

    # the child

    async def _start(self) -> _Child:
        async with self._starting:
            child = self._child
            if child is None or not child.alive:
                child = self._child = await self._spawn()
        try:
            async with asyncio.timeout(START_SECONDS):
                await asyncio.shield(child.ready)
        except TimeoutError:
            child.end(Failure.CHILD)
            raise ModelError(Failure.CHILD) from None
        if child.ended is not None:
            raise ModelError(child.ended)
        return child

    async def _spawn(self) -> _Child:
        root = str(Path(simulator.__file__).parent.parent)
        search = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**child_environment(self.connection, os.environ), "PYTHONPATH": search},
                limit=LONGEST_LINE,
                start_new_session=True,  # ctrl+c in the terminal is not meant for it
            )
        except OSError as error:
            self._log.write(f"the child cannot start: {error}")
            raise ModelError(Failure.CHILD) from error
        child = _Child(process, asyncio.get_running_loop().create_future())
        for work in (self._read_replies(child), self._read_log(child), process.wait()):
            task: asyncio.Task[Any] = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return child

    async def _read_replies(self, child: _Child) -> None:
        assert child.process.stdout is not None  # noqa: S101 a pipe was asked for
        failure = Failure.CHILD
        try:
            while line := await child.process.stdout.readline():
                said = json.loads(line)
                if said["op"] == "ready":
                    child.ready.set_result(None)
                elif said["op"] == "failed":
                    self._log.write(str(said.get("detail")))
                    failure = Failure(said["failure"])
                elif (answer := child.waiting.get(said["id"])) and not answer.done():
                    answer.set_result(said)
        except Exception as error:  # a line that is no message, whatever it is, ends the child
            self._log.write(f"the child said what is no message: {error!r}")
        finally:
            child.end(failure)

    async def _read_log(self, child: _Child) -> None:
        assert child.process.stderr is not None  # noqa: S101 a pipe was asked for
        line = b" "
        while line:
            with contextlib.suppress(ValueError):  # longer than any log wants; what comes after it may matter
                line = await child.process.stderr.readline()  # whole lines, so that no key is cut in two and missed
                self._log.write(line.decode("utf-8", "replace"))

    def kill(self) -> None:
        """End the child at once; the next call starts a new one. It holds nothing that could be lost."""
        child, self._child = self._child, None
        if child is not None:
            child.end(Failure.CHILD)

    async def close(self) -> None:
        """End the child and wait until it is gone."""
        async with self._starting:  # one that is just being started is to be ended too
            self.kill()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=END_SECONDS)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
