"""No key and no noise gets out of the real child, whatever a server says."""

import stat

import pytest

from simulator.model.client import Client
from simulator.model.connection import Connection
from simulator.model.protocol import Failure
from tests.model.bad_server import KEY, Exchange, bad_server, fails, resets, says, sends
from tests.model.caller import Caller


def echoes_headers(exchange: Exchange) -> None:
    """Answer 401 with everything that was sent, as some gateways do."""
    fails(401, f"not accepted: {dict(exchange.headers)}")(exchange)


@pytest.mark.parametrize("model", ["openai/m", "hosted_vllm/m", "anthropic/m"])
def test_a_server_that_echoes_the_key_gets_it_into_no_log_and_no_error(caller: Caller, model: str) -> None:
    for scenario in (fails(401, f"Incorrect API key provided: {KEY}"), echoes_headers):
        with bad_server(scenario) as server:
            error = caller.failure(server.base, model=model)
        assert error.failure is Failure.BAD_KEY
        assert KEY not in f"{error} {error!r} {error.args} {error.__cause__!r} {error.__context__!r}"
    log = caller.log.read_text()
    assert "[key]" in log  # so the server's words did get there
    assert KEY not in log


@pytest.mark.parametrize("place", range(3860, 4000, 7))
def test_no_part_of_a_key_stays_where_an_error_is_cut(caller: Caller, place: int) -> None:
    with bad_server(fails(401, "y" * place + KEY)) as server:
        caller.failure(server.base)
    assert KEY[:6] not in caller.log.read_text()


def test_nothing_is_printed_whatever_goes_wrong(caller: Caller, capfd: pytest.CaptureFixture[str]) -> None:
    for scenario in (fails(401), fails(500), resets, sends(b"<html>"), says(5), says("fine")):
        with bad_server(scenario) as server:
            try:
                caller.ask(server.base)
            except Exception as error:
                assert type(error).__name__ == "ModelError"  # noqa: PT017 one of them does not fail
    caller.failure("http://127.0.0.1:1/v1", model="nonsense/m")
    assert capfd.readouterr() == ("", "")


def test_the_log_is_private(caller: Caller) -> None:
    with bad_server(fails(500)) as server:
        caller.failure(server.base)
    assert stat.S_IMODE(caller.log.stat().st_mode) == 0o600
    assert stat.S_IMODE(caller.log.parent.stat().st_mode) == 0o700


def test_a_connection_does_not_show_its_key(caller: Caller) -> None:
    connection = Connection("openai/m", "https://example.com", KEY)
    client = Client(connection, caller.client._log)
    assert KEY not in f"{connection!r} {connection} {client!r} {[connection]}"
