"""The shared client, pointed at one server after the other."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from simulator.model.client import Client
from simulator.model.connection import Connection
from simulator.model.protocol import Failure, ModelError, Reply, Request, Shape
from tests.model.bad_server import KEY

T = TypeVar("T")

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}
REQUEST = Request("judge", "Reply with JSON.", "What is a?", SCHEMA, most_tokens=50, deadline=20.0)


@dataclass
class Caller:
    """The shared client, pointed at one server after the other."""

    runner: asyncio.Runner
    client: Client
    log: Path

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def turn_to(self, base: str, *, model: str = "openai/m", key: str = KEY, shape: Shape = Shape.SCHEMA) -> None:
        self.client.connection = Connection(model, base, key, shape)

    def ask(self, base: str, *, deadline: float = 20.0, model: str = "openai/m", key: str = KEY) -> Reply:
        """Ask the server at ``base`` once."""
        self.turn_to(base, model=model, key=key)
        return self.run(self.client.ask(replace(REQUEST, deadline=deadline)))

    def failure(self, base: str, *, deadline: float = 20.0, model: str = "openai/m", key: str = KEY) -> ModelError:
        """Ask a server that is to bring no reply, and return the error."""
        with pytest.raises(ModelError) as caught:
            self.ask(base, deadline=deadline, model=model, key=key)
        return caught.value


def failure_of(runner: asyncio.Runner, work: Coroutine[Any, Any, Any]) -> Failure:
    """Run what is to fail and return why it did."""
    with pytest.raises(ModelError) as caught:
        runner.run(work)
    return caught.value.failure
