"""Choosing a model: what its name must say, and what changes with it in the settings."""

from typing import Literal

from simulator.config import Config, ModelConfig
from simulator.errors import UsageError
from simulator.model.connection import Connection, key_variable

Mode = Literal["quick", "standard", "rigorous"]


def check_name(name: str) -> None:
    """Raise UsageError for a model's name that does not say whose it is."""
    provider, _, model = name.partition("/")
    if not (provider.strip() and model.strip()):
        raise UsageError(
            "Which provider?",
            f"{name!r} names no provider.",
            f"Put one before it, as in openai/{name.strip('/ ') or 'gpt-4.1-mini'}; pm-simulator model lists them.",
        )


def changed(config: Config, name: str, address: str, variable: str, mode: Mode | None) -> Config:
    """Return the settings with another model; what was agreed for another server no longer holds."""
    before = Connection(config.model.name, config.model.api_base).destination
    same = Connection(name, address).destination == before
    model = ModelConfig(
        name=name,
        api_base=address,
        key_variable=variable,
        mode=mode or config.model.mode,
        small_model=config.model.small_model,
        at_once=config.model.at_once,
        seconds=config.model.seconds,
        cap=config.model.cap,
        agreed=config.model.agreed if same else "",
    )
    return config.model_copy(update={"model": model})


def key_prompt(config: Config) -> tuple[str, str]:
    """Return for which server a key is wanted, and the variable that goes before the file."""
    model = config.model
    return Connection(model.name, model.api_base).destination, model.key_variable or key_variable(model.name)
