"""Who is on this machine and who is not: it decides whether an answer goes out without a question."""

import pytest

from simulator.model.connection import PROVIDERS, Connection, host_of, is_loopback, key_variable, usual_base

LOCAL = [
    "http://127.0.0.1:8080/v1",
    "http://127.0.0.2/v1",
    "http://127.255.255.254/v1",
    "http://localhost:1234",
    "http://LOCALHOST:1234",
    "http://[::1]:8080/v1",
    "https://user:word@localhost/v1",
]
FAR = [
    "http://localhost.evil.com/v1",
    "http://127.0.0.1.evil.com/v1",
    "http://127.0.0.1@evil.com/v1",
    "http://localhost:80@evil.com/v1",
    "http://evil.com/127.0.0.1",
    "http://evil.com#@127.0.0.1",
    "http://evil.com?localhost",
    "http://notlocalhost/v1",
    "http://0.0.0.0:80/v1",
    "http://10.0.0.1/v1",
    "http://192.168.1.5/v1",
    "http://128.0.0.1/v1",
    "http://[fe80::1]/v1",
    "http://[::2]/v1",
    "http://localhost\u200b.evil.com",
    "https://api.openai.com/v1",
    "127.0.0.1:8080/v1",
    "http://[::1",
    "http://",
    "nonsense",
]


@pytest.mark.parametrize("base", LOCAL)
def test_a_loopback_address_is_local(base: str) -> None:
    assert Connection("openai/m", base).local


@pytest.mark.parametrize("base", FAR)
def test_nothing_else_is(base: str) -> None:
    assert not Connection("openai/m", base).local


@pytest.mark.parametrize(
    ("model", "base", "destination", "local"),
    [
        ("openai/gpt-4.1-mini", "", "openai", False),
        ("gpt-4.1-mini", "", "openai", False),
        ("anthropic/claude", "", "anthropic", False),
        ("openrouter/maker/model", "", "openrouter", False),
        ("litellm_proxy/m", "", "litellm_proxy", False),
        ("litellm_proxy/m", "https://Proxy.Example.com:4000/x", "proxy.example.com", False),
        ("anthropic/claude", "https://user:word@gate.example.com", "gate.example.com", False),
        ("ollama_chat/m", "", "127.0.0.1", True),
        ("lm_studio/m", "", "127.0.0.1", True),
        ("hosted_vllm/m", "", "127.0.0.1", True),
        ("ollama_chat/m", "http://gpu.example.com:11434", "gpu.example.com", False),
        ("openai/local", "http://127.0.0.1:8080/v1", "127.0.0.1", True),
    ],
)
def test_the_destination_names_who_gets_the_answer(model: str, base: str, destination: str, local: bool) -> None:
    connection = Connection(model, base)
    assert (connection.destination, connection.local) == (destination, local)


def test_the_usual_base_is_that_of_a_local_provider_only() -> None:
    assert usual_base("ollama_chat/anything") == "http://127.0.0.1:11434"
    assert usual_base("lm_studio/a/b") == "http://127.0.0.1:1234/v1"
    assert usual_base("hosted_vllm/m") == "http://127.0.0.1:8000/v1"
    for model in ("openai/local", "litellm_proxy/m", "anthropic/m", "nonsense/m", "m", ""):
        assert usual_base(model) == ""


def test_every_provider_on_the_network_wants_a_key_and_every_local_one_is_local() -> None:
    for provider in PROVIDERS:
        assert bool(provider.key_variable) != is_loopback(host_of(provider.api_base))


@pytest.mark.parametrize(
    ("model", "variable"),
    [
        ("openai/m", "OPENAI_API_KEY"),
        ("m", "OPENAI_API_KEY"),
        ("gemini/m", "GEMINI_API_KEY"),
        ("litellm_proxy/m", "LITELLM_PROXY_API_KEY"),
        ("together-ai/m", "TOGETHER_AI_API_KEY"),
    ],
)
def test_the_usual_variable_of_a_key(model: str, variable: str) -> None:
    assert key_variable(model) == variable
