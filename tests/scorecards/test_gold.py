"""The shipped benchmark answers keep their promises, and each kind of mistake in one is told."""

from pathlib import Path
from typing import Any

import pytest

from question_bank.catalogue import Catalogue
from scorecards.catalogue import load_scorecard
from scorecards.gold import GoldSet, check_gold, correlation, gold_files, read_gold
from scorecards.models import ItemStatus, Kind
from scorecards.problems import ContentError
from scorecards.scoring import score_dimension

FILES = gold_files()
CATALOGUE = Catalogue()


def names(gold: GoldSet) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the tested dimensions and the items of the card that the answers belong to."""
    question, scorecard = CATALOGUE.load(gold.question), load_scorecard(gold.kind)
    items = frozenset(item.id for item in (*scorecard.items, *question.items))
    return question.tested(scorecard.dimension_ids), items


def problems(gold: GoldSet) -> list[str]:
    return [f"{each.key}: {each.reason}" for each in check_gold(gold, *names(gold), "gold.toml")]


def changed(gold: GoldSet, **parts: Any) -> GoldSet:
    first = gold.answers[0].model_copy(update=parts)
    return gold.model_copy(update={"answers": (first, *gold.answers[1:])})


def test_there_are_twelve_sets_four_of_each_kind_with_five_answers_each() -> None:
    sets = [read_gold(path) for path in FILES]

    assert {kind: sum(gold.kind is kind for gold in sets) for kind in Kind} == dict.fromkeys(Kind, 4)
    assert {len(gold.answers) for gold in sets} == {5}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_set_has_no_problem_and_its_labels_follow_from_its_items(path: Path) -> None:
    gold = read_gold(path)
    question, scorecard = CATALOGUE.load(gold.question), load_scorecard(gold.kind)

    assert problems(gold) == []
    for answer in gold.answers:
        statuses = {item.id: ItemStatus(item.status) for item in answer.items}
        for name, level in answer.levels.items():
            items = scorecard.items_of(name, question.items)
            assert score_dimension(items, statuses, level).level == level, (answer.id, name)


def test_over_all_answers_length_does_not_tell_the_level() -> None:
    answers = [answer for path in FILES for answer in read_gold(path).answers]
    lengths = [float(len(answer.text.split())) for answer in answers]

    assert abs(correlation(lengths, [float(answer.quality) for answer in answers])) < 0.3


def test_a_sentence_that_is_not_in_the_answer_is_named() -> None:
    gold = read_gold(FILES[0])
    item = gold.answers[-1].items[0].model_copy(update={"sentence": "Nobody ever said this one."})
    wrong = changed(gold, items=(item,))

    assert f"answers[{wrong.answers[0].id}].items[{item.id}].sentence" in problems(wrong)[0]


def test_unknown_items_dimensions_and_qualities_are_named() -> None:
    gold = read_gold(FILES[0])
    item = gold.answers[-1].items[0].model_copy(update={"id": "no-such-item"})
    levels = dict(list(gold.answers[0].levels.items())[1:])

    assert "is no item of the rubric or the card" in " ".join(problems(changed(gold, items=(item,))))
    assert "missing or not tested by the card" in problems(changed(gold, levels=levels))[0]
    assert "the qualities are not 1, 2, 3, 4 and 5" in " ".join(problems(changed(gold, quality=5)))


def test_length_that_tells_the_level_is_named() -> None:
    gold = read_gold(FILES[0])
    answers = tuple(
        answer.model_copy(update={"text": "word " * (100 * answer.quality), "items": ()}) for answer in gold.answers
    )

    assert problems(gold.model_copy(update={"answers": answers})) == [
        "answers: length and level correlate at 1.00; at most 0.3 keeps length from telling"
    ]


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('provenance = "by_construction"', 'provenance = "rated"', "provenance"),
        ("quality = ", "qualty = ", "answers"),
        ("quality = 1", "quality = 0", "answers"),
        ('status = "met"', 'status = "shown"', "answers"),
    ],
)
def test_a_broken_file_is_told_with_its_key(tmp_path: Path, before: str, after: str, key: str) -> None:
    path = tmp_path / "gold.toml"
    text = FILES[0].read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_gold(path)
    assert caught.value.problems[0].file == str(path)
    assert key in caught.value.problems[0].key


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [([1.0, 2.0, 3.0], [2.0, 4.0, 6.0], 1.0), ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], -1.0), ([1.0, 1.0], [1.0, 5.0], 0.0)],
)
def test_correlation_by_hand(first: list[float], second: list[float], expected: float) -> None:
    assert correlation(first, second) == pytest.approx(expected)
