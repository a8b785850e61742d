"""What is known of models: a broken or odd file means that nothing is."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import StorageError
from simulator.model.connection import Connection
from simulator.model.known import Findings, KnownModels
from simulator.model.protocol import Shape
from tests.model.bad_server import KEY

HERE = Connection("openai/m", "http://127.0.0.1:1/v1", KEY)
FULL = Findings(Shape.TEXT, True, "2026-11-21T12:00:00Z", {"abc": (0.25, 12)})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "models.json"


def test_what_is_kept_is_found_again_for_this_model_behind_this_server_only(file: Path) -> None:
    KnownModels(file).keep(HERE, FULL)
    known = KnownModels(file)
    assert known.find(HERE) == FULL
    for other in (Connection("openai/n", HERE.api_base), Connection("openai/m"), Connection("m", HERE.api_base)):
        assert known.find(other) == Findings()
    assert known.with_shape(HERE).shape is Shape.TEXT
    assert known.with_shape(HERE).api_key == KEY


def test_what_is_known_of_others_stays_and_no_key_is_written(file: Path) -> None:
    known = KnownModels(file)
    known.keep(HERE, FULL)
    known.keep(Connection("other/m"), Findings(Shape.TOOL))
    assert known.find(HERE) == FULL
    assert known.find(Connection("other/m")).shape is Shape.TOOL
    assert KEY not in file.read_text()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000])
def test_a_broken_file_means_that_nothing_is_known_and_can_be_written_anew(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    known = KnownModels(file)
    assert known.find(HERE) == Findings()
    known.keep(HERE, FULL)
    assert known.find(HERE) == FULL


ODD: list[Any] = [
    None,
    5,
    "text",
    [],
    {"shape": "circle"},
    {"shape": 5},
    {"shape": []},
    {"offsets": []},
    {"offsets": 3},
    {"offsets": {"abc": 1}},
    {"offsets": {"abc": []}},
    {"offsets": {"abc": ["x", "y"]}},
    {"offsets": {"abc": [None, 1]}},
    {"offsets": {"abc": [float("nan"), 5]}},
    {"offsets": {"abc": [float("inf"), 5]}},
    {"offsets": {"abc": [0.1, float("inf")]}},
]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_an_odd_entry_means_that_nothing_is_known(file: Path, value: Any) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"openai/m http://127.0.0.1:1/v1": value}))
    assert KnownModels(file).find(HERE) == Findings()


@pytest.mark.parametrize("value", ["yes", 1, "true", None, [True]])
def test_only_a_true_true_asks_small_model(file: Path, value: Any) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"openai/m http://127.0.0.1:1/v1": {"small_model": value}}))
    assert not KnownModels(file).find(HERE).small_model


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        KnownModels(tmp_path / "file" / "models.json").keep(HERE, FULL)
