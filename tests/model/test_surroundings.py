"""Which environment variables the child gets."""

import pytest

from simulator.model.connection import Connection
from simulator.model.surroundings import child_environment

LOCAL = Connection("openai/m", "http://127.0.0.2:8080/v1", "k")
FAR = Connection("openai/m", "https://models.example.com/v1", "k")


@pytest.mark.parametrize(
    "name",
    [
        "OPENAI_BASE_URL",
        "OPENAI_API_BASE",
        "OLLAMA_API_BASE",
        "OLLAMA_HOST",
        "ANTHROPIC_BASE_URL",
        "LM_STUDIO_API_BASE",
        "LITELLM_PROXY_API_BASE",
        "LITELLM_LOG",
        "LITELLM_MODE",
        "USE_LITELLM_PROXY",
        "openai_base_url",
    ],
)
def test_no_variable_steers_a_call_elsewhere(name: str) -> None:
    assert name not in child_environment(FAR, {name: "http://elsewhere.example.com", "PATH": "/bin"})


def test_everything_else_stays() -> None:
    given = {"PATH": "/bin", "HTTPS_PROXY": "http://proxy:3128", "SSL_CERT_FILE": "/ca.pem", "LANG": "C"}
    assert given.items() <= child_environment(FAR, given).items()


def test_this_machine_is_never_reached_through_a_proxy() -> None:
    kept = child_environment(LOCAL, {"NO_PROXY": "intranet.example.com", "no_proxy": "b"})
    assert kept["NO_PROXY"].split(",") == ["intranet.example.com", "localhost", "127.0.0.1", "::1", "127.0.0.2"]
    assert kept["no_proxy"].split(",")[0] == "b"


def test_a_server_far_away_may_be_reached_through_a_proxy() -> None:
    assert "models.example.com" not in child_environment(FAR, {})["NO_PROXY"]
