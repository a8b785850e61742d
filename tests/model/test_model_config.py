"""What the settings say of the model comes back from the file as it was."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.config import Config, ModelConfig, config_toml, load_config
from simulator.errors import ConfigError

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=30)
MODELS = st.builds(
    ModelConfig,
    name=TEXT,
    api_base=TEXT,
    key_variable=TEXT,
    mode=st.sampled_from(["quick", "standard", "rigorous"]),
    small_model=st.sampled_from(["auto", "yes", "no"]),
    at_once=st.integers(1, 64),
    seconds=st.integers(10, 1800),
    cap=st.floats(0, 1000),
    agreed=TEXT,
)


@settings(max_examples=60)
@given(MODELS)
def test_settings_survive_the_file(tmp_path_factory: pytest.TempPathFactory, model: ModelConfig) -> None:
    path = tmp_path_factory.getbasetemp() / "model-config.toml"
    config = Config(model=model)
    path.write_text(config_toml(config), encoding="utf-8", newline="")
    assert load_config(path) == config


@pytest.mark.parametrize(
    "line",
    [
        "at_once = 0",
        "at_once = 65",
        "at_once = 2.0",
        "seconds = 9",
        "seconds = 1801",
        "cap = -0.1",
        "cap = 1001",
        "cap = nan",
        "cap = inf",
        'mode = "fast"',
        'small_model = "maybe"',
        'api_key = "sk-secret"',
        "name = 5",
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, line: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[model]\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert line.partition(" ")[0] in str(caught.value)


def test_the_file_of_default_settings_says_nothing_of_a_model(tmp_path: Path) -> None:
    assert config_toml(Config()).strip() == ""
    fields: dict[str, Any] = {"name": "openai/m"}
    assert "[model]" in config_toml(Config(model=ModelConfig(**fields)))
