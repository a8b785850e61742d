"""The environment variables of the child: none that could send an answer anywhere but to the configured server."""

from collections.abc import Mapping

from simulator.model.connection import Connection

_REDIRECTING = ("_API_BASE", "_BASE_URL", "_API_URL")
"""Ends of variables from which LiteLLM and the providers' libraries take a server's address."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def child_environment(connection: Connection, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for a child that talks to this server.

    Proxies stay, as a company's network may want them, but not on the way to a server on this machine.
    """
    kept = {name: value for name, value in environment.items() if not _steers(name.upper())}
    direct = [*_LOOPBACK, *([connection.destination] if connection.local else [])]
    for name in ("NO_PROXY", "no_proxy"):
        kept[name] = ",".join(dict.fromkeys([*filter(None, [environment.get(name)]), *direct]))
    return kept


def _steers(name: str) -> bool:
    return name.endswith(_REDIRECTING) or name.startswith("LITELLM_") or name in ("USE_LITELLM_PROXY", "OLLAMA_HOST")
