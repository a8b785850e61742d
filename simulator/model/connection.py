"""Which model, where, with which key: what the settings say, made ready for a call."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from simulator.model.protocol import Shape

NO_KEY_NEEDED = "none"
"""LiteLLM wants some key even for a server that wants none."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A kind of server that people use, with an example to start from."""

    id: str
    """Also LiteLLM's prefix of the model's name, where ``prefix`` is empty."""
    title: str
    example: str
    """A model's name as the settings want it."""
    api_base: str = ""
    """Where it usually listens; empty: LiteLLM knows."""
    key_variable: str = ""
    """Environment variable that usually holds the key; empty: it wants none."""
    hint: str = ""


PROVIDERS = (
    Provider("openai", "OpenAI", "openai/gpt-4.1-mini", key_variable="OPENAI_API_KEY"),
    Provider("anthropic", "Anthropic", "anthropic/claude-sonnet-4-5", key_variable="ANTHROPIC_API_KEY"),
    Provider("gemini", "Google Gemini", "gemini/gemini-2.5-flash", key_variable="GEMINI_API_KEY"),
    Provider("mistral", "Mistral", "mistral/mistral-medium-latest", key_variable="MISTRAL_API_KEY"),
    Provider("openrouter", "OpenRouter", "openrouter/<maker>/<model>", key_variable="OPENROUTER_API_KEY"),
    Provider("ollama", "Ollama", "ollama_chat/<model>", "http://127.0.0.1:11434", hint="ollama list names the models."),
    Provider(
        "lm_studio",
        "LM Studio",
        "lm_studio/<model>",
        "http://127.0.0.1:1234/v1",
        hint="Start its server in the Developer tab.",
    ),
    Provider(
        "llama_cpp",
        "llama.cpp",
        "openai/local",
        "http://127.0.0.1:8080/v1",
        hint="llama-server -m FILE.gguf starts it.",
    ),
    Provider("vllm", "vLLM", "hosted_vllm/<model>", "http://127.0.0.1:8000/v1", hint="vllm serve MODEL starts it."),
    Provider(
        "proxy",
        "A LiteLLM proxy of your team",
        "litellm_proxy/<model>",
        "https://<host>",
        key_variable="LITELLM_PROXY_API_KEY",
        hint="Whoever runs it gives you the address, the model's name and a key.",
    ),
)


@dataclass(frozen=True, slots=True)
class Connection:
    """One model behind one server."""

    model: str
    """LiteLLM's name: provider, slash, model."""
    api_base: str = ""
    api_key: str = field(default="", repr=False)
    shape: Shape = Shape.SCHEMA

    @property
    def destination(self) -> str:
        """Whom answers would go to, in words that a consent can name."""
        return host_of(self.api_base or usual_base(self.model)) or provider_of(self.model)

    @property
    def local(self) -> bool:
        """True when the server is on this machine."""
        return is_loopback(host_of(self.api_base or usual_base(self.model)))


def usual_base(model: str) -> str:
    """Return where a local provider's server usually listens; empty for one on the network."""
    name = provider_of(model)
    if name == "openai":
        return ""  # also the name for any server that speaks the same protocol, so its address is always given
    name = "ollama_chat" if name == "ollama" else name  # two ways to the same server
    found = (each.api_base for each in PROVIDERS if each.example.startswith(f"{name}/") and not each.key_variable)
    return next(found, "")


def provider_of(model: str) -> str:
    """Return the provider of a model's name: its part before the first slash."""
    return model.partition("/")[0] if "/" in model else "openai"


def host_of(api_base: str) -> str:
    """Return the host of an address; empty where there is none."""
    try:
        return urlsplit(api_base).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def key_variable(model: str) -> str:
    """Return the environment variable in which a provider's key is usually kept."""
    name = provider_of(model)
    for provider in PROVIDERS:
        if provider.example.startswith(f"{name}/") and provider.key_variable:
            return provider.key_variable
    return f"{name.upper().replace('-', '_')}_API_KEY"
