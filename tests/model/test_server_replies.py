"""What reaches the caller of replies that are usable, whole or in part."""

import asyncio
import json
from dataclasses import replace

import pytest

from simulator.model.protocol import Failure, ModelError, Shape
from tests.model.bad_server import (
    bad_server,
    completion,
    echoes,
    fails,
    fails_then_says,
    refuses_field,
    says,
    sends,
)
from tests.model.caller import REQUEST, SCHEMA, Caller

HOSTILE = "\x00\x07\x1b[31m\x1b]0;title\x07 [/] [@click=app.quit]x[/] \u202e\u200b\ud800 <script>"
TEXTS = [
    ("prose", "I think the answer is good."),
    ("fenced JSON", 'Here it is:\n```json\n{"a": "b"}\n```'),
    ("JSON with trailing text", '{"a": "b"} I hope that helps!'),
    ("control characters and markup", HOSTILE),
    ("a long reply", "x" * 200_000),
]


@pytest.mark.parametrize("text", [text for _, text in TEXTS], ids=[name for name, _ in TEXTS])
def test_text_comes_through_as_it_was_sent(caller: Caller, text: str) -> None:
    with bad_server(says(text)) as server:
        reply = caller.ask(server.base)
    assert (reply.text, reply.cut, reply.tokens_in, reply.tokens_out) == (text, False, 11, 7)
    assert (reply.model, reply.cost) == ("served-model", None)


def test_a_reply_that_ends_at_its_limit_is_marked_as_cut(caller: Caller) -> None:
    with bad_server(says('{"a":', "length")) as server:
        reply = caller.ask(server.base)
    assert (reply.text, reply.cut) == ('{"a":', True)


def test_tokens_that_the_server_does_not_count_are_unknown(caller: Caller) -> None:
    body = {key: value for key, value in json.loads(completion("hello")).items() if key != "usage"}
    with bad_server(sends(json.dumps(body).encode())) as server:
        reply = caller.ask(server.base)
    assert (reply.tokens_in, reply.tokens_out, reply.cost) == (None, None, None)


def test_the_price_of_a_known_model_is_known_and_that_of_a_local_one_is_not(caller: Caller) -> None:
    caller.turn_to("", model="openai/gpt-4.1-mini")
    price = caller.run(caller.client.price())
    assert price is not None
    assert 0 < price[0] < price[1] < 1
    for model in ("openai/m", "ollama_chat/some-model:3b", "nonsense"):
        caller.turn_to("", model=model)
        assert caller.run(caller.client.price()) is None


def test_the_cost_of_a_known_model_follows_from_its_tokens(caller: Caller) -> None:
    body = {**json.loads(completion("hello")), "model": "gpt-4.1-mini"}
    with bad_server(sends(json.dumps(body).encode())) as server:
        reply = caller.ask(server.base, model="openai/gpt-4.1-mini")
        caller.turn_to("", model="openai/gpt-4.1-mini")
        price = caller.run(caller.client.price())
    assert price is not None
    assert reply.cost == pytest.approx(11 * price[0] + 7 * price[1])


def test_the_name_under_which_a_server_answers_is_fit_for_one_line(caller: Caller) -> None:
    body = {**json.loads(completion("hello")), "model": "evil\x1b[31m\n\u202ename" + "x" * 1000}
    with bad_server(sends(json.dumps(body).encode())) as server:
        name = caller.ask(server.base).model
    assert name.startswith("evil[31mname")
    assert name.isprintable()
    assert len(name) <= 120


def test_every_request_carries_the_schema_the_limit_and_nothing_that_servers_may_refuse(caller: Caller) -> None:
    with bad_server(says("{}")) as server:
        caller.ask(server.base)
    (sent,) = server.requests
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [each["content"] for each in sent["messages"]] == [REQUEST.system, REQUEST.user]
    assert sent["max_tokens"] == REQUEST.most_tokens
    assert set(sent) == {"model", "messages", "max_tokens", "response_format"}
    assert server.paths == ["/v1/chat/completions"]


def test_a_refused_schema_becomes_a_tool_call_and_stays_one(caller: Caller) -> None:
    call = {"id": "t", "type": "function", "function": {"name": "reply", "arguments": '{"a": "from a tool"}'}}
    tools = says(None, tool_calls=[call])
    text = "'response_format' is not supported with this model"
    with bad_server(
        lambda exchange: (fails(400, text) if "response_format" in exchange.sent else tools)(exchange)
    ) as server:
        caller.turn_to(server.base)
        replies = [caller.run(caller.client.ask(REQUEST)).text for _ in range(2)]
    assert replies == ['{"a": "from a tool"}'] * 2
    assert ["response_format" in sent for sent in server.requests] == [True, False, False]
    assert server.requests[1]["tools"][0]["function"]["parameters"] == SCHEMA
    assert caller.client.connection.shape is Shape.TOOL


def test_refused_tools_become_plain_text(caller: Caller) -> None:
    with bad_server(refuses_field("tools", "tools are not enabled on this server", '{"a": "b"}')) as server:
        caller.turn_to(server.base, shape=Shape.TOOL)
        assert caller.run(caller.client.ask(REQUEST)).text == '{"a": "b"}'
    assert set(server.requests[1]) == {"model", "messages", "max_tokens"}
    assert caller.client.connection.shape is Shape.TEXT


def test_a_server_that_refuses_every_shape_is_asked_three_times(caller: Caller) -> None:
    with bad_server(fails(400, "json_schema and tools are not supported")) as server:
        assert caller.failure(server.base).failure is Failure.SHAPE_REFUSED
    assert len(server.requests) == 3


def test_calls_that_are_refused_at_the_same_time_fall_back_by_one_step_only(caller: Caller) -> None:
    async def six() -> list[str]:
        return [reply.text for reply in await asyncio.gather(*(caller.client.ask(REQUEST) for _ in range(6)))]

    with bad_server(refuses_field("response_format", "response_format is not supported", "{}")) as server:
        caller.turn_to(server.base)
        assert caller.run(six()) == ["{}"] * 6
    assert caller.client.connection.shape is Shape.TOOL
    assert len([sent for sent in server.requests if "tools" in sent]) == 6


def test_the_call_after_a_failure_works(caller: Caller) -> None:
    with bad_server(fails_then_says(fails(500), 1, "back")) as server:
        assert caller.failure(server.base).failure is Failure.SERVER
        assert caller.ask(server.base).text == "back"


def test_words_of_every_script_reach_the_server_as_they_are(caller: Caller) -> None:
    words = "caf\u00e9 \U0001f642 \u202e \x00 \u2028"
    with bad_server(echoes) as server:
        caller.turn_to(server.base)
        assert caller.run(caller.client.ask(replace(REQUEST, user=words))).text == words


def test_a_request_that_cannot_be_put_together_is_not_blamed_on_the_server(caller: Caller) -> None:
    with bad_server(echoes) as server:
        caller.turn_to(server.base)
        with pytest.raises(ModelError) as caught:
            caller.run(caller.client.ask(replace(REQUEST, user="half a character: \ud800")))
    assert caught.value.failure is Failure.BAD_REQUEST
    assert server.requests == []
