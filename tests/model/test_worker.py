"""The real worker with a stand-in for LiteLLM: absent, broken, noisy; and the end of its input."""

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

import simulator
from simulator.model.call_log import CallLog
from simulator.model.client import COMMAND, Client
from simulator.model.connection import Connection
from simulator.model.protocol import Failure
from tests.model.bad_server import KEY
from tests.model.caller import REQUEST, failure_of

NOISY = """
import os, sys
print("noise on import")
suppress_debug_info = False
class Thing:
    def __init__(self, **fields):
        self.__dict__.update(fields)
async def acompletion(**arguments):
    print("noise in a call with", arguments["api_key"])
    os.write(1, b"raw noise\\n")
    sys.stderr.write("x" * 100_000 + "\\n")
    if arguments["model"] == "bad":
        raise ValueError("y" * 3990 + arguments["api_key"])
    message = Thing(content="heard", tool_calls=None)
    return Thing(choices=[Thing(message=message, finish_reason="stop")], model="m", usage=None)
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is imported in the place of LiteLLM."""
    package = tmp_path / "packages" / "litellm"
    package.mkdir(parents=True)
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    return package / "__init__.py"


async def ask(log: Path, model: str = "good") -> str:
    client = Client(Connection(model, "http://127.0.0.1/v1", KEY), CallLog(log))
    try:
        return (await client.ask(REQUEST)).text
    finally:
        await client.close()


def test_without_litellm_a_call_says_that_it_is_not_installed(
    runner: asyncio.Runner, stand_in: Path, tmp_path: Path
) -> None:
    stand_in.write_text("raise ImportError('no litellm here')")
    log = tmp_path / "log.txt"
    client = Client(Connection("openai/m", "http://127.0.0.1/v1", KEY), CallLog(log))
    runner.run(client.warm())
    assert [failure_of(runner, client.ask(REQUEST)) for _ in range(2)] == [Failure.NOT_INSTALLED] * 2
    assert failure_of(runner, client.price()) is Failure.NOT_INSTALLED
    runner.run(client.close())
    assert "no litellm here" in log.read_text()


@pytest.mark.parametrize("text", ["raise RuntimeError('broken')", "this is no Python", "import os; os._exit(3)"])
def test_a_broken_litellm_stops_the_child_and_nothing_else(
    runner: asyncio.Runner, stand_in: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    stand_in.write_text(text)
    assert failure_of(runner, ask(tmp_path / "log.txt")) is Failure.CHILD
    assert capfd.readouterr() == ("", "")


def test_what_litellm_prints_goes_to_the_log_and_spoils_no_reply(
    runner: asyncio.Runner,
    stand_in: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # some machines have it, and it would hide what gets lost
    stand_in.write_text(NOISY)
    log = tmp_path / "log.txt"
    assert runner.run(ask(log)) == "heard"
    assert capfd.readouterr() == ("", "")
    assert "noise on import\n" in log.read_text()
    assert "raw noise\n" in log.read_text()
    assert "noise in a call with [key]\n" in log.read_text()


def test_a_key_at_the_place_where_an_error_is_cut_does_not_stay_in_half(
    runner: asyncio.Runner, stand_in: Path, tmp_path: Path
) -> None:
    stand_in.write_text(NOISY)
    log = tmp_path / "log.txt"
    assert failure_of(runner, ask(log, "bad")) is Failure.SERVER
    assert "y" * 3990 in log.read_text()
    assert KEY[:6] not in log.read_text()


def test_the_worker_ends_when_its_input_does(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in.write_text(NOISY)
    monkeypatch.setenv("PYTHONPATH", f"{Path(simulator.__file__).parent.parent}{os.pathsep}{stand_in.parent.parent}")
    done = subprocess.run(COMMAND, input=b"", capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
