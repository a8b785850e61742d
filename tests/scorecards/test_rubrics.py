"""The three shipped rubrics, and the hash that follows what a judge is shown."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from scorecards import catalogue
from scorecards.catalogue import load_scorecard
from scorecards.models import ChecklistItem, Dimension, ItemKind, Kind, Scorecard, Target, Unassessed
from scorecards.problems import ContentError
from tests.scorecards.helpers import item, rubric, rubric_text, written


@pytest.mark.parametrize("kind", Kind)
def test_a_shipped_rubric_has_six_dimensions_with_core_and_senior_items(kind: Kind) -> None:
    scorecard = load_scorecard(kind)
    assert scorecard.kind is kind
    assert len(set(scorecard.dimension_ids)) == 6
    assert scorecard.core == set(scorecard.dimension_ids[:4])
    for name in scorecard.dimension_ids:
        kinds = Counter(entry.kind for entry in scorecard.items_of(name))
        assert kinds[ItemKind.CORE] in (2, 3)
        assert kinds[ItemKind.SENIOR] in (2, 3)
        assert 4 <= kinds.total() <= 6
        assert len(set(scorecard.dimension(name).anchors)) == 5


@pytest.mark.parametrize("kind", Kind)
def test_a_shipped_rubric_has_red_flags_and_no_item_twice(kind: Kind) -> None:
    items = load_scorecard(kind).items
    assert sum(entry.kind is ItemKind.RED_FLAG for entry in items) >= 3
    assert len({entry.id for entry in items}) == len({entry.text for entry in items}) == len(items)


def test_a_rubric_is_read_once() -> None:
    assert load_scorecard(Kind.CASE) is load_scorecard(Kind.CASE)


def test_a_rubric_in_the_file_of_another_kind_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, rubric_text(Kind.CASE), "strategy.toml")
    monkeypatch.setattr(catalogue, "RUBRICS", tmp_path)
    with pytest.raises(ContentError) as caught:
        load_scorecard.__wrapped__(Kind.STRATEGY)
    [problem] = caught.value.problems
    assert problem.sentence() == f"{path}: kind: is 'case' in the file of 'strategy'"


def test_a_missing_rubric_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "RUBRICS", tmp_path)
    with pytest.raises(ContentError, match=r"case\.toml: cannot be read: No such file"):
        load_scorecard.__wrapped__(Kind.CASE)


def test_the_items_of_a_dimension_end_with_those_of_the_question() -> None:
    added = item(ItemKind.CORE, 1).model_copy(update={"dimension": "structure"})
    other = item(ItemKind.CORE, 2).model_copy(update={"dimension": "scoping"})
    found = rubric().items_of("structure", (other, added))
    assert found == (*rubric().items_of("structure"), added)
    assert found[:-1]


def test_an_unknown_dimension_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        rubric().dimension("framing")


def test_a_rubric_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        rubric().title = "Other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        rubric().items[0].weight = 5.0  # type: ignore[misc]


def test_names_are_shown_in_words() -> None:
    assert [kind.label for kind in Kind] == ["product sense", "strategy", "case"]
    assert [target.label for target in Target] == ["PM", "senior PM", "group PM"]
    assert [reason.label for reason in Unassessed] == ["not asked", "not graded"]


def variants(data: Any) -> Iterator[Any]:
    """Yield copies of parsed TOML with one leaf changed each."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ({**data, key: changed} for changed in variants(value))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from ([*data[:at], changed, *data[at + 1 :]] for changed in variants(value))
    elif isinstance(data, str):
        yield data + "x"
    else:
        yield data + 1


def rebuilt(data: dict[str, Any]) -> Scorecard:
    """Build without validation, as a changed id or kind would not pass it."""
    dimensions = tuple(Dimension.model_construct(**entry) for entry in data["dimensions"])
    items = tuple(ChecklistItem.model_construct(**entry) for entry in data["items"])
    return Scorecard.model_construct(**{**data, "dimensions": dimensions, "items": items})


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_the_hash_changes_with_every_single_thing_that_a_rubric_says() -> None:
    data = rubric().model_dump(mode="json")
    changed = [rebuilt(variant).content_hash() for variant in variants(data)]
    assert len(changed) > 200
    assert len({rubric().content_hash(), *changed}) == len(changed) + 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Other."},
        {"counts": "Other."},
        {"does_not_count": "Other."},
        {"weight": 2.0},
        {"kind": ItemKind.SENIOR},
    ],
)
def test_the_hash_changes_with_the_items_of_a_card(change: dict[str, object]) -> None:
    added = item(ItemKind.CORE, 1)
    plain, own = rubric().content_hash(), rubric().content_hash((added,))
    other = rubric().content_hash((added.model_copy(update=change),))
    assert len({plain, own, other}) == 3
    assert rubric().content_hash(()) == plain


def test_the_hash_does_not_depend_on_the_order_of_keys_in_the_file() -> None:
    def backwards(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: backwards(data[key]) for key in reversed(data)}
        return [backwards(entry) for entry in data] if isinstance(data, list) else data

    again = Scorecard.model_validate(backwards(rubric().model_dump(mode="json")))
    assert again.content_hash() == rubric().content_hash()


def test_the_hash_is_twelve_hex_digits_and_the_same_in_another_process() -> None:
    code = "from scorecards.catalogue import *; print(load_scorecard(Kind.CASE).content_hash())"
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    root = Path(catalogue.__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )
    digest = run.stdout.strip()
    assert digest == rubric().content_hash()
    assert len(digest) == 12
    assert int(digest, 16) >= 0
