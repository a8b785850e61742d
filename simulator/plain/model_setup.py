"""The model as plain text: what is set up, which servers there are, and a test."""

from typing import Literal

from simulator.config import Config, ModelConfig
from simulator.errors import UsageError
from simulator.grading.desk import ModelDesk
from simulator.model.connection import Connection, key_variable
from simulator.plain.console import Console
from simulator.plain.model_judging import run_with
from simulator.plain.model_texts import exam_text, provider_lines, state_text

Mode = Literal["quick", "standard", "rigorous"]


def show_model(desk: ModelDesk, console: Console) -> None:
    """Say what is set up and how to change it."""
    console.write(state_text(desk))
    if not desk.offline and desk.config.name:
        console.write("\nTry it: pm-simulator model test. Use none: pm-simulator model off.")
    console.write("\nWhat people use, with an example of the name and the usual address:\n")
    for line in provider_lines():
        console.write(line)
    console.write(
        "\nSet one up, for instance:\n"
        "  pm-simulator model set openai/gpt-4.1-mini\n"
        "  pm-simulator model set ollama_chat/llama3.1 --address http://127.0.0.1:11434\n"
        "A key comes from the environment variable named above, or is kept in a private file: pm-simulator model key."
    )


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


def test_model(desk: ModelDesk, console: Console) -> None:
    """Try the connection and say what works; raise ModelError."""
    console.write("Testing with one tiny request and a small exam of the program's own; none of your answers is sent.")
    found = run_with(desk, desk.test())
    console.write(exam_text(found, desk.connection()))
