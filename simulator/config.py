"""The settings file: few keys, each with a sound default, unknown ones refused by name."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from scorecards.models import Target
from scorecards.problems import ContentError, in_one_sentence, read_toml
from scorecards.validation import from_validation
from simulator.errors import ConfigError

THEMES = ("night", "paper")
GRADING_MODES = ("quick", "standard", "rigorous")


def _no_moment(value: object) -> object:
    """Refuse what pydantic would take for a day but a reader would not: numbers, and a day with a time.

    The settings file is written as text, so a quoted ISO day is as good as TOML's own; an empty one is none.
    """
    if type(value) is date:  # a moment is a date too
        return value
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("must be a day such as 2026-11-21") from None


class ModelConfig(BaseModel):
    """Which language model judges, if any, and within which limits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    """Provider and model, as ``openai/gpt-4.1-mini``; empty: no model."""
    api_base: str = ""
    """Address of the server; empty: the provider's own."""
    key_variable: str = ""
    """Environment variable that holds the key; empty: the provider's usual one."""
    mode: Literal["quick", "standard", "rigorous"] = "standard"
    """How thoroughly it judges."""
    small_model: Literal["auto", "yes", "no"] = "auto"
    """Ask sentence by sentence, as small models need; auto: what the test of the connection found."""
    at_once: Annotated[int, Field(ge=1, le=64, strict=True)] = 6
    """Requests under way at the same time."""
    seconds: Annotated[int, Field(ge=10, le=1800, strict=True)] = 120
    """How long one request may take."""
    cap: Annotated[float, Field(ge=0, le=1000)] = 1.0
    """US dollars a session may cost, where the price is known; 0: no limit."""
    agreed: str = ""
    """The server to which sending answers was agreed; empty: to none."""


class Config(BaseModel):
    """What the user can set in config.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Target = Target.SENIOR
    """The role aimed at: pm, senior or group."""
    probes: Annotated[int, Field(ge=2, le=4, strict=True)] = 3
    """Follow-up questions a round."""
    grace_seconds: Annotated[int, Field(ge=0, le=120, strict=True)] = 20
    """In mock mode, how long after the end of time a sentence may be finished."""
    theme: Literal["night", "paper"] = "night"
    """Colours of the app: dark or light."""
    keys: dict[str, str] = {}
    """Keys of one's own for the app's commands, by the command's name."""
    model: ModelConfig = ModelConfig()
    """The language model."""
    interview_date: Annotated[date | None, BeforeValidator(_no_moment)] = None
    """Day of the real interview; no drill is scheduled beyond it."""
    weekly_goal: Annotated[int, Field(ge=0, le=14, strict=True)] = 3
    """Sessions a week that home counts towards; 0: no goal."""
    own_cards: str = ""
    """Folder with your own cards; empty: the folder ``cards`` beside the history."""


def load_config(path: Path) -> Config:
    """Return the settings, defaults where the file is absent; raise ConfigError naming file, key and reason."""
    try:
        data = read_toml(path)
        try:
            return Config.model_validate(data)
        except ValidationError as error:
            raise ContentError(from_validation(error, Config, data, str(path))) from error
    except ContentError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            return Config()
        raise ConfigError(
            "The settings cannot be used",
            in_one_sentence(error.problems),
            "Mend that line, or move the file away to start with the defaults. Nothing else was touched.",
        ) from error


def config_toml(config: Config) -> str:
    """Return the settings that differ from the defaults as the text of a settings file."""
    fields = config.model_dump(mode="json", exclude_defaults=True)
    tables = {name: fields.pop(name) for name in ("keys", "model") if name in fields}
    lines = _toml_lines(fields)
    for name, table in tables.items():
        lines += ["", f"[{name}]", *_toml_lines(table)]
    return "\n".join([*lines, ""])


def _toml_lines(fields: dict[str, Any]) -> list[str]:
    return [f"{_toml_key(key)} = {_toml_value(value)}" for key, value in fields.items()]


def _toml_key(key: str) -> str:
    return key if key.isascii() and key.isidentifier() else _toml_value(key)


def _toml_value(value: object) -> str:
    """Return a value as TOML: as JSON writes it, but for the one control character that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
