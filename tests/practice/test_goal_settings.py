"""The interview's date and the week's goal in the settings file."""

from datetime import date
from pathlib import Path

import pytest

from simulator.config import Config, config_toml, load_config
from simulator.errors import ConfigError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.mark.parametrize("text", ["2026-12-01", '"2026-12-01"'])
def test_a_day_may_be_written_as_toml_or_quoted(path: Path, text: str) -> None:
    path.write_text(f"interview_date = {text}\n", encoding="utf-8")
    assert load_config(path).interview_date == date(2026, 12, 1)


def test_what_is_written_is_read_again(path: Path) -> None:
    config = Config(interview_date=date(2027, 1, 2))
    path.write_text(config_toml(config), encoding="utf-8")
    assert load_config(path) == config


def test_there_is_no_date_unless_one_is_given(path: Path) -> None:
    path.write_text('interview_date = ""\n', encoding="utf-8")
    assert load_config(path) == Config()
    assert Config().interview_date is None


@pytest.mark.parametrize("text", ["5", "true", '"soon"', '"2026-13-01"', "2026-12-01T10:00:00", "[2026-12-01]"])
def test_what_is_no_day_is_refused_by_name(path: Path, text: str) -> None:
    path.write_text(f"interview_date = {text}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"interview_date.*must be a day such as 2026-11-21"):
        load_config(path)


@pytest.mark.parametrize("goal", [0, 1, 14])
def test_a_goal_is_a_number_of_sessions_a_week(path: Path, goal: int) -> None:
    path.write_text(config_toml(Config(weekly_goal=goal)), encoding="utf-8")
    assert load_config(path).weekly_goal == goal


@pytest.mark.parametrize("text", ["-1", "15", "2.5", "true", '"3"'])
def test_what_is_no_goal_is_refused_by_name(path: Path, text: str) -> None:
    path.write_text(f"weekly_goal = {text}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="weekly_goal"):
        load_config(path)
