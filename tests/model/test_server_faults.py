"""What the caller gets from a server that misbehaves, and how many requests that server saw."""

import json

import pytest

from simulator.model.protocol import SAID, Failure
from tests.model.bad_server import (
    KEY,
    Scenario,
    bad_server,
    closed_port,
    completion,
    drips,
    envelope,
    fails,
    hangs,
    resets,
    says,
    sends,
    stops_short,
)
from tests.model.caller import Caller

HTML = b"<html><body><h1>Sign in to the guest network</h1></body></html>"
NO_TEXT = envelope([{"index": 0, "finish_reason": "stop", "message": None}])

FAULTS: list[tuple[str, Scenario, Failure]] = [
    ("401 that echoes the key", fails(401, f"Incorrect API key provided: {KEY}"), Failure.BAD_KEY),
    ("402", fails(402), Failure.FORBIDDEN),
    ("403", fails(403), Failure.FORBIDDEN),
    ("404", fails(404), Failure.NOT_FOUND),
    ("405", fails(405), Failure.NOT_FOUND),
    ("408", fails(408), Failure.TIMEOUT),
    ("413", fails(413), Failure.TOO_LONG),
    ("429", fails(429), Failure.RATE_LIMITED),
    ("500", fails(500), Failure.SERVER),
    ("502 in HTML", sends(HTML, status=502, content_type="text/html"), Failure.SERVER),
    ("503", fails(503), Failure.SERVER),
    ("529", fails(529), Failure.SERVER),
    ("400", fails(400, "no such thing"), Failure.BAD_REQUEST),
    ("400 with 5 MB of text", fails(400, "y" * 5_000_000), Failure.BAD_REQUEST),
    ("400 for the context", fails(400, "This model's maximum context length is 4096 tokens."), Failure.TOO_LONG),
    (
        "500 for the context",
        fails(500, "the request exceeds the available context size, try increasing it"),
        Failure.TOO_LONG,
    ),
    ("reset in the body", resets, Failure.BROKEN_OFF),
    ("end in the body", stops_short, Failure.BROKEN_OFF),
    ("empty body", sends(b""), Failure.UNREADABLE),
    ("204", sends(b"", status=204), Failure.UNREADABLE),
    ("HTML with 200", sends(HTML, content_type="text/html"), Failure.UNREADABLE),
    ("HTML that claims to be JSON", sends(HTML), Failure.UNREADABLE),
    ("half of an object", sends(completion("x")[:40]), Failure.UNREADABLE),
    ("bytes that are no text", sends(b"\xff\xfe\x00{}"), Failure.UNREADABLE),
    ("a JSON list", sends(b"[1]"), Failure.UNREADABLE),
    ("JSON null", sends(b"null"), Failure.UNREADABLE),
    ("an object without choices", sends(b'{"id": "c1"}'), Failure.UNREADABLE),
    ("a choice without a message", sends(NO_TEXT), Failure.UNREADABLE),
    ("a number as content", says(5), Failure.UNREADABLE),
    ("no choices", sends(envelope([])), Failure.EMPTY),
    ("content null", says(None), Failure.EMPTY),
    ("blank content", says(" \n\t"), Failure.EMPTY),
    ("5 MB of content", says("x" * 5_000_000), Failure.OVERSIZED),
    ("1 MB of content", says("x" * 1_000_000), Failure.OVERSIZED),
    ("an error with 200", sends(b'{"error": {"message": "overloaded", "code": 503}}'), Failure.SERVER),
]


@pytest.mark.parametrize(("scenario", "failure"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_each_fault_has_its_own_failure_and_takes_one_request(
    caller: Caller, scenario: Scenario, failure: Failure
) -> None:
    with bad_server(scenario) as server:
        error = caller.failure(server.base)
    assert error.failure is failure
    assert error.retry_after is None
    assert len(server.requests) == 1
    assert (error.sentence, error.next_step) == SAID[failure]  # not a word of the server's


@pytest.mark.parametrize("scenario", [drips, hangs], ids=["drips", "hangs"])
def test_the_deadline_holds_against_a_server_that_is_never_done(caller: Caller, scenario: Scenario) -> None:
    with bad_server(scenario) as server:
        assert caller.failure(server.base, deadline=0.4).failure is Failure.TIMEOUT
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "base",
    [
        "http://nowhere.invalid/v1",
        "https://nowhere.invalid/v1",
        f"http://127.0.0.1:{closed_port()}/v1",
        "127.0.0.1:8080/v1",
        "gopher://127.0.0.1/v1",
    ],
    ids=["no such name", "no such name with TLS", "refused", "no scheme", "odd scheme"],
)
@pytest.mark.parametrize("model", ["openai/m", "hosted_vllm/m"])
def test_a_server_that_is_not_there_cannot_be_reached(caller: Caller, base: str, model: str) -> None:
    assert caller.failure(base, model=model).failure is Failure.UNREACHABLE


def test_a_server_without_tls_cannot_be_reached_with_it(caller: Caller) -> None:
    with bad_server(says("x")) as server:
        assert caller.failure(server.base.replace("http:", "https:")).failure is Failure.UNREACHABLE
    assert server.requests == []


def test_an_unknown_provider_is_named_before_anything_is_sent(caller: Caller) -> None:
    with bad_server(says("x")) as server:
        assert caller.failure(server.base, model="nonsense/m").failure is Failure.NOT_FOUND
    assert server.requests == []


def test_a_401_to_a_call_without_a_key_says_that_none_is_set(caller: Caller) -> None:
    with bad_server(fails(401)) as server:
        assert caller.failure(server.base, key="").failure is Failure.NO_KEY


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("soon", None),
        ("", None),
        ("nan", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", 0.0),
    ],
)
def test_the_wait_that_a_server_asks_for_reaches_the_caller(
    caller: Caller, status: int, said: str, seconds: float | None
) -> None:
    with bad_server(fails(status, retry_after=said)) as server:
        assert caller.failure(server.base).retry_after == seconds


def test_a_time_far_away_is_a_long_wait(caller: Caller) -> None:
    with bad_server(fails(429, retry_after="Wed, 21 Oct 2999 07:28:00 GMT")) as server:
        wait = caller.failure(server.base).retry_after
    assert wait is not None
    assert wait > 1e9


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("model", ["openai/m", "hosted_vllm/m"])
def test_no_answer_follows_a_redirect_to_another_server(caller: Caller, status: int, model: str) -> None:
    with bad_server(says("moved")) as other:
        to_other = sends(b"", status=status, Location=f"{other.base}/chat/completions")
        with bad_server(to_other) as server:
            assert caller.failure(server.base, model=model).failure is Failure.NOT_FOUND
        assert len(server.requests) == 1
        assert other.requests == []


OTHERS = [
    ("429", fails(429, retry_after="7"), Failure.RATE_LIMITED),
    ("401", fails(401), Failure.BAD_KEY),
    ("500", fails(500), Failure.SERVER),
    ("reset", resets, Failure.BROKEN_OFF),
    ("HTML", sends(HTML, content_type="text/html"), Failure.UNREADABLE),
    ("list", sends(b"[1]"), Failure.UNREADABLE),
    ("5 MB of error", fails(400, "y" * 5_000_000), Failure.BAD_REQUEST),
]


@pytest.mark.parametrize("model", ["ollama_chat/some-model:3b", "hosted_vllm/m", "litellm_proxy/m", "anthropic/m"])
@pytest.mark.parametrize(("scenario", "failure"), [each[1:] for each in OTHERS], ids=[each[0] for each in OTHERS])
def test_other_providers_fail_in_the_same_words(
    caller: Caller, model: str, scenario: Scenario, failure: Failure
) -> None:
    with bad_server(scenario) as server:
        error = caller.failure(server.base, model=model)
    assert error.failure is failure
    assert error.retry_after == (7.0 if failure is Failure.RATE_LIMITED else None)
    assert len(server.requests) == 1


def test_a_body_without_end_is_not_read_to_the_end(caller: Caller) -> None:
    piece = json.dumps("x" * 1_000_000).encode()
    with bad_server(sends(b"[" + piece + (b"," + piece) * 20)) as server:
        assert caller.failure(server.base).failure is Failure.OVERSIZED
