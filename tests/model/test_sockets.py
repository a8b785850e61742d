"""No socket goes anywhere but to the configured server, whatever environment and current folder hold."""

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from simulator.model.call_log import CallLog
from simulator.model.client import Client
from simulator.model.connection import Connection
from tests.model.bad_server import KEY, BadServer, bad_server, fails, says, sends
from tests.model.caller import REQUEST
from tests.model.children import WATCHED

OLLAMA = json.dumps(
    {"model": "x", "message": {"role": "assistant", "content": "from ollama"}, "done": True, "done_reason": "stop"}
).encode()
STEERING = ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_API_BASE", "HOSTED_VLLM_API_BASE", "LITELLM_PROXY_API_BASE")
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


@dataclass
class Watched:
    """What a child did from its start to its end, step by step."""

    servers: dict[str, BadServer]
    decoy: BadServer
    lines: dict[str, list[str]] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)

    def wanted(self, step: str) -> set[str]:
        """Return the addresses that the child wanted in one step, with port."""
        return {line for line in self.lines[step] if not line.startswith("key ")}


@pytest.fixture(scope="module")
def watched(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watched")
    seen = folder / "seen.txt"
    seen.touch()
    (folder / ".env").write_text("OPENAI_API_KEY=from-a-file\n")
    with (
        bad_server(says("lost")) as decoy,
        bad_server(says("from openai")) as openai,
        bad_server(sends(OLLAMA)) as ollama,
        bad_server(fails(500)) as failing,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.chdir(folder)
        patch.delenv("OPENAI_API_KEY", raising=False)
        for name in (*STEERING, *PROXIES):
            patch.setenv(name, decoy.base)
        for name in ("NO_PROXY", "no_proxy"):
            patch.delenv(name, raising=False)
        record = Watched({"openai/m": openai, "ollama_chat/some-model:3b": ollama, "hosted_vllm/m": failing}, decoy)
        runner.run(_live(record, seen, folder))
        yield record


async def _live(record: Watched, seen: Path, folder: Path) -> None:
    def take(step: str) -> None:
        record.lines[step] = seen.read_text().splitlines()
        os.truncate(seen, 0)

    client = Client(Connection("openai/m", "http://127.0.0.1/v1", KEY), CallLog(None), (*WATCHED, str(seen)))
    await client.warm()
    await client.price()  # it answers only after LiteLLM is warmed up
    take("import and warm")
    for model, server in record.servers.items():
        base = server.base.removesuffix("/v1") if model.startswith("ollama") else server.base
        client.connection = Connection(model, base, KEY)
        try:
            record.replies[model] = (await client.ask(replace(REQUEST, deadline=20.0))).text
        except Exception as error:
            record.replies[model] = str(error)
        await client.price()
        take(model)
    await client.close()
    take("end")


def test_the_import_and_the_warming_up_want_no_address(watched: Watched) -> None:
    assert watched.lines["import and warm"] == []
    assert watched.lines["end"] == []


def test_a_call_wants_no_address_but_the_servers(watched: Watched) -> None:
    for model, server in watched.servers.items():
        assert watched.wanted(model) == {f"address 127.0.0.1 {server.port}"}, model  # so the watcher does see


def test_each_server_was_really_called(watched: Watched) -> None:
    assert watched.replies["openai/m"] == "from openai"
    assert watched.replies["ollama_chat/some-model:3b"] == "from ollama"
    assert [len(server.requests) for server in watched.servers.values()] == [1, 1, 1]


def test_neither_a_proxy_nor_an_address_in_the_environment_gets_what_is_meant_for_this_machine(
    watched: Watched,
) -> None:
    assert watched.decoy.requests == []


def test_an_env_file_in_the_current_folder_does_not_enter(watched: Watched) -> None:
    keys = {line for step in watched.lines.values() for line in step if line.startswith("key ")}
    assert keys == {"key None"}
