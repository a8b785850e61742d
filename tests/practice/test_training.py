"""Rater training: what a leaning looks like, and that no label is seen before the level is given."""

from random import Random

import pytest

from question_bank.catalogue import Catalogue
from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from simulator.practice.training import ANSWERS, Rated, choose_answers, gold_sets, lesson_lines, reveal_lines

GOLD = gold_sets(Kind.STRATEGY)[0]
CARD = load_scorecard(Kind.STRATEGY)


def rated(shift: int) -> list[Rated]:
    """Rate every answer so far from its label, within the scale."""
    return [
        Rated(answer, {name: min(5, max(1, level + shift)) for name, level in answer.levels.items()})
        for answer in GOLD.answers
    ]


def test_three_different_answers_are_drawn_and_the_seed_decides_which() -> None:
    drawn = choose_answers(GOLD, Random(1))

    assert len({answer.id for answer in drawn}) == ANSWERS
    assert [answer.id for answer in choose_answers(GOLD, Random(1))] == [answer.id for answer in drawn]
    assert len({tuple(answer.id for answer in choose_answers(GOLD, Random(seed))) for seed in range(20)}) > 5


def test_who_gives_the_labels_is_neither_lenient_nor_strict() -> None:
    lines = lesson_lines(rated(0), CARD)

    assert "off by 0.0 each" in lines[0]
    assert lines[1] == "You were neither lenient nor strict on the whole."
    assert len(lines) == 3


@pytest.mark.parametrize(("shift", "word"), [(1, "lenient"), (-1, "strict")])
def test_a_leaning_is_told_with_its_size(shift: int, word: str) -> None:
    middle = [each for each in rated(shift) if set(each.answer.levels.values()) <= {2, 3, 4}]
    assert middle, "answers that can be moved by one either way"

    lines = lesson_lines(middle, CARD)

    assert lines[1] == f"You were 1.0 too {word} on the whole."
    assert lines[2].startswith("Look again at ")


def test_one_dimension_that_is_off_is_named() -> None:
    first = rated(0)[2]
    name, label = next((name, level) for name, level in first.answer.levels.items() if level <= 3)
    lines = lesson_lines([Rated(first.answer, {**first.levels, name: label + 2})], CARD)

    assert f"Look again at {CARD.dimension(name).name}: 2.0 too high." in lines


def test_the_reveal_shows_label_gap_and_the_labelled_sentences() -> None:
    question = Catalogue().load(GOLD.question)
    each = rated(1)[2]
    text = "\n".join(reveal_lines(each, question, CARD))

    assert f"Overall level by construction: {each.answer.quality} of 5." in text
    assert "you are 1 higher" in text
    assert all(f'"{item.sentence}"' in text for item in each.answer.items)
    assert "not rated by a panel" in text


def test_nothing_rated_says_so() -> None:
    assert lesson_lines([], CARD) == ["Nothing was rated."]
