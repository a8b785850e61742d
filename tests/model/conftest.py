"""One event loop and one real child process for all tests of the folder: LiteLLM's import takes seconds."""

import asyncio
from collections.abc import Iterator

import pytest

from simulator.model.call_log import CallLog
from simulator.model.client import Client
from simulator.model.connection import Connection
from tests.model.bad_server import KEY
from tests.model.caller import Caller
from tests.model.children import NAMELESS


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="session")
def caller(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    log = tmp_path_factory.mktemp("caller") / "private" / "calls.txt"
    client = Client(Connection("openai/m", "http://127.0.0.1:9/v1", KEY), CallLog(log), NAMELESS)
    yield Caller(runner, client, log)
    runner.run(client.close())
