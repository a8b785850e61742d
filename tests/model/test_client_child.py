"""The child process killed, hung, late, absent or talking rubbish: one calm failure, and the next call works."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model import client as client_module
from simulator.model.call_log import CallLog
from simulator.model.client import COMMAND, Client
from simulator.model.connection import Connection
from simulator.model.protocol import Failure, ModelError, Reply, Request
from tests.model.bad_server import KEY
from tests.model.caller import REQUEST, failure_of
from tests.model.children import FAILS_AT_ONCE, NEVER_READY, PRETENDER, says_line

HANG = replace(REQUEST, user="hang")


@contextmanager
def child(runner: asyncio.Runner, command: Sequence[str], log: Path | None = None) -> Iterator[Client]:
    made = Client(Connection("ollama_chat/m", "", KEY), CallLog(log), command)
    try:
        yield made
    finally:
        runner.run(made.close())


def pid_of(reply: Reply) -> int:
    return int(reply.model)


async def is_gone(pid: int) -> None:
    """Wait until there is no such process; a zombie is one."""
    async with asyncio.timeout(20):
        while True:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
            await asyncio.sleep(0)


async def under_way(client: Client, request: Request) -> "asyncio.Task[Reply]":
    """Send a request, and return when the child has it: it takes requests in their order."""
    task = asyncio.create_task(client.ask(request))
    await asyncio.sleep(0)
    await client.ask(REQUEST)
    return task


def test_a_child_killed_in_mid_call_fails_that_call_and_the_next_one_gets_a_new_child(runner: asyncio.Runner) -> None:
    async def kill() -> tuple[int, int]:
        first = pid_of(await client.ask(REQUEST))
        task = await under_way(client, HANG)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(ModelError) as caught:
            await task
        assert caught.value.failure is Failure.CHILD
        return first, pid_of(await client.ask(REQUEST))

    with child(runner, PRETENDER) as client:
        first, second = runner.run(kill())
    assert first != second


def test_a_child_killed_while_nobody_calls_is_not_noticed_by_the_next_call(runner: asyncio.Runner) -> None:
    async def kill() -> tuple[int, int]:
        first = pid_of(await client.ask(REQUEST))
        os.kill(first, signal.SIGKILL)
        async with asyncio.timeout(20):
            while client._child is not None and client._child.alive:
                await asyncio.sleep(0)  # as it does all the while that nobody calls
        return first, pid_of(await client.ask(REQUEST))

    with child(runner, PRETENDER) as client:
        first, second = runner.run(kill())
    assert first != second


def test_a_child_that_is_stopped_is_killed_when_it_is_late(
    runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stop() -> None:
        first = pid_of(await client.ask(REQUEST))
        monkeypatch.setattr(client_module, "SLACK", 0.05)
        os.kill(first, signal.SIGSTOP)
        with pytest.raises(ModelError) as caught:
            await client.ask(replace(REQUEST, deadline=0.05))
        assert caught.value.failure is Failure.TIMEOUT
        await is_gone(first)
        monkeypatch.undo()
        assert pid_of(await client.ask(REQUEST)) != first

    with child(runner, PRETENDER) as client:
        runner.run(stop())


def test_when_one_call_is_late_nobody_goes_on_waiting_for_the_killed_child(
    runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late() -> None:
        patient = await under_way(client, replace(HANG, deadline=1000.0))
        monkeypatch.setattr(client_module, "SLACK", 0.05)
        with pytest.raises(ModelError) as first:
            await client.ask(replace(HANG, deadline=0.05))
        with pytest.raises(ModelError) as second:
            await asyncio.wait_for(patient, 20)
        assert (first.value.failure, second.value.failure) == (Failure.TIMEOUT, Failure.CHILD)

    with child(runner, PRETENDER) as client:
        runner.run(late())


def test_a_child_that_never_gets_ready_is_killed_and_all_who_wait_are_told(
    runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "START_SECONDS", 0.1)

    async def three() -> list[Failure]:
        results = await asyncio.gather(*(client.ask(REQUEST) for _ in range(3)), return_exceptions=True)
        return [each.failure for each in results if isinstance(each, ModelError)]

    with child(runner, NEVER_READY) as client:
        assert runner.run(three()) == [Failure.CHILD] * 3
        runner.run(client.warm())  # says nothing: the call will


def test_a_command_that_does_not_exist_is_said_calmly(runner: asyncio.Runner, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with child(runner, ["/no/such/program"], log) as client:
        runner.run(client.warm())
        assert failure_of(runner, client.ask(REQUEST)) is Failure.CHILD
    assert "/no/such/program" in log.read_text()


def test_a_child_that_dies_at_once_leaves_its_last_words_in_the_log_without_keys(
    runner: asyncio.Runner, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = tmp_path / "log.txt"
    with child(runner, FAILS_AT_ONCE, log) as client:
        for _ in range(10):
            assert failure_of(runner, client.ask(REQUEST)) is Failure.CHILD
    assert caplog.records == []  # asyncio warns on stderr when somebody else collects a dead child
    assert "cannot start: key [key]" in log.read_text()


RUBBISH = [
    "rubbish",
    "",
    "5",
    "null",
    "[]",
    "{}",
    '{"op": "reply"}',
    '{"op": "failed", "failure": "nonsense"}',
    '{"op": "failed"}',
    '{"op": ["ready"]}',
    '{"op": "ready"}\n{"op": "ready"}',
    "[" * 100_000,
    "\udcff\udcfe",
]


@pytest.mark.parametrize("ready", [False, True], ids=["before ready", "after ready"])
@pytest.mark.parametrize("line", RUBBISH, ids=[line[:40] for line in RUBBISH])
def test_a_child_that_talks_rubbish_fails_the_call_and_nothing_else(
    runner: asyncio.Runner, capfd: pytest.CaptureFixture[str], line: str, ready: bool
) -> None:
    with child(runner, says_line(line, ready=ready)) as client:
        assert failure_of(runner, client.ask(REQUEST)) is Failure.CHILD
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ['{"op": "reply", "id": 1}', '{"op": "error", "id": 1, "failure": "odd"}'])
def test_half_a_message_fails_the_call(runner: asyncio.Runner, text: str) -> None:
    with child(runner, says_line(text, ready=True)) as client:
        assert failure_of(runner, client.ask(REQUEST)) is Failure.CHILD


def test_an_answer_to_nobody_is_passed_over(runner: asyncio.Runner) -> None:
    with (
        child(runner, says_line('{"op": "reply", "id": 99}', ready=True)) as client,
        pytest.raises(TimeoutError),
    ):
        runner.run(asyncio.wait_for(client.ask(REQUEST), 0.2))


def test_many_calls_at_once_get_their_own_replies_whatever_their_order(runner: asyncio.Runner) -> None:
    async def many() -> list[str]:
        held = [replace(REQUEST, user="hold", system=str(number)) for number in range(50)]
        tasks = [asyncio.create_task(client.ask(request)) for request in held]
        await asyncio.sleep(0)
        last = await client.ask(replace(REQUEST, system="last"))
        replies = [*await asyncio.gather(*tasks), last]
        return [json.loads(reply.text)["sample"] for reply in replies]

    with child(runner, PRETENDER) as client:
        assert runner.run(many()) == [*map(str, range(50)), "last"]


def test_a_cancelled_call_ends_at_once_and_its_late_reply_goes_to_nobody(runner: asyncio.Runner) -> None:
    async def cancel() -> tuple[int, int]:
        first = pid_of(await client.ask(REQUEST))
        held = [await under_way(client, HANG) for _ in range(3)]
        held[1].cancel()
        for _ in range(3):
            await asyncio.sleep(0)
        assert [task.done() for task in held] == [False, True, False]
        for task in held:
            task.cancel()
        await asyncio.gather(*held, return_exceptions=True)
        return first, pid_of(await client.ask(REQUEST))

    with child(runner, PRETENDER) as client:
        first, second = runner.run(cancel())
    assert first == second  # nothing was wrong with it


def test_a_local_providers_usual_address_is_said_to_the_child_and_not_left_to_the_environment(
    runner: asyncio.Runner,
) -> None:
    with child(runner, PRETENDER) as client:
        assert json.loads(runner.run(client.ask(REQUEST)).text)["api_base"] == "http://127.0.0.1:11434"


@pytest.mark.parametrize("state", ["idle", "calling", "killed before"])
def test_closing_leaves_no_process_behind(runner: asyncio.Runner, state: str) -> None:
    async def close() -> None:
        pid = pid_of(await client.ask(REQUEST))
        task = await under_way(client, HANG) if state == "calling" else None
        if state == "killed before":
            client.kill()
        await client.close()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        if task:
            with pytest.raises(ModelError):
                await asyncio.wait_for(task, 20)

    with child(runner, PRETENDER) as client:
        runner.run(close())


def test_closing_while_the_child_starts_ends_it_and_the_wait(runner: asyncio.Runner, tmp_path: Path) -> None:
    async def close() -> None:
        warming = asyncio.create_task(client.warm())
        for _ in range(3):
            await asyncio.sleep(0)
        await client.close()
        await asyncio.wait_for(warming, 20)
        assert not client._tasks

    with child(runner, NEVER_READY, tmp_path / "log.txt") as client:
        runner.run(close())


def test_a_closed_client_can_be_used_again(runner: asyncio.Runner) -> None:
    with child(runner, PRETENDER) as client:
        first = pid_of(runner.run(client.ask(REQUEST)))
        runner.run(client.close())
        assert pid_of(runner.run(client.ask(REQUEST))) != first


def test_the_command_is_the_worker_and_cannot_be_shadowed_by_the_current_folder() -> None:
    assert COMMAND[1:] == ("-P", "-u", "-m", "simulator.model.worker")
