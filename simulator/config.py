"""The settings file: few keys, each with a sound default, unknown ones refused by name."""

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scorecards.models import Target
from scorecards.problems import ContentError, read_toml
from scorecards.validation import from_validation
from simulator.errors import ConfigError

THEMES = ("night", "paper")


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
            "; ".join(problem.sentence() for problem in error.problems) + ".",
            "Mend that line, or move the file away to start with the defaults. Nothing else was touched.",
        ) from error


def config_toml(config: Config) -> str:
    """Return the settings that differ from the defaults as the text of a settings file."""
    fields = config.model_dump(mode="json", exclude_defaults=True)
    keys = fields.pop("keys", {})
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    if keys:
        lines += ["", "[keys]"]
        lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in keys.items()]
    return "\n".join([*lines, ""])
