"""A model's desk with settings that a test changes."""

from pathlib import Path
from typing import Any

from simulator.config import Config, ModelConfig
from simulator.grading.desk import ModelDesk
from simulator.paths import Paths
from tests.fakes import FakeClock

KEYS = {"OPENAI_API_KEY": "sk-of-the-environment"}


class Room:
    """A desk, its folder and its settings."""

    def __init__(self, folder: Path, maker: Any, **given: Any) -> None:
        self.paths = Paths(data=folder, config=folder)
        self.settings = Config()
        given.setdefault("environment", {})
        self.desk = ModelDesk(self.paths, lambda: self.settings, FakeClock(), make_model=maker, **given)

    def set(self, **model: Any) -> None:
        self.settings = Config(model=ModelConfig(**{**self.settings.model.model_dump(), **model}))
