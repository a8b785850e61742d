"""Cancelling a call to a real server, through the real child."""

import asyncio
from dataclasses import replace

import pytest

from tests.model.bad_server import BadServer, bad_server, echoes, hangs
from tests.model.caller import REQUEST, Caller


def test_a_cancelled_call_ends_at_once_the_server_sees_it_and_the_next_call_works(caller: Caller) -> None:
    async def cancel(server: BadServer) -> None:
        task = asyncio.create_task(caller.client.ask(REQUEST))
        assert await asyncio.to_thread(server.arrived.wait, 20)
        task.cancel()
        for _ in range(3):
            await asyncio.sleep(0)
        assert task.cancelled()
        assert await asyncio.to_thread(server.left.wait, 20)

    with bad_server(hangs) as server:
        caller.turn_to(server.base)
        caller.run(cancel(server))
        child = caller.client._child
        with bad_server(echoes) as sound:
            assert caller.ask(sound.base).text == REQUEST.user
    assert caller.client._child is child


def test_many_calls_at_once_get_their_own_replies(caller: Caller) -> None:
    async def many() -> list[str]:
        requests = [replace(REQUEST, user=f"number {number}") for number in range(40)]
        return [reply.text for reply in await asyncio.gather(*map(caller.client.ask, requests))]

    with bad_server(echoes) as server:
        caller.turn_to(server.base)
        assert caller.run(many()) == [f"number {number}" for number in range(40)]
    assert len(server.requests) == 40


def test_a_call_that_hangs_does_not_hold_up_the_others(caller: Caller) -> None:
    async def beside() -> str:
        slow = asyncio.create_task(caller.client.ask(REQUEST))
        assert await asyncio.to_thread(server.arrived.wait, 20)
        caller.turn_to(sound.base)
        quick = await caller.client.ask(replace(REQUEST, user="quick"))
        assert not slow.done()
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        return quick.text

    with bad_server(hangs) as server, bad_server(echoes) as sound:
        caller.turn_to(server.base)
        assert caller.run(beside()) == "quick"
