"""Every card that ships loads, refers to nothing unknown and keeps the authoring standard."""

from collections import Counter
from pathlib import Path

import pytest

from question_bank.catalogue import SHIPPED, Catalogue, read_header, read_question
from question_bank.checks import check_references, check_standard
from question_bank.models import SUB_KINDS
from scorecards.catalogue import load_scorecard
from scorecards.models import Kind

CARDS = sorted(SHIPPED.rglob("*.toml"))


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_shipped_card_passes_every_check(path: Path) -> None:
    question = read_question(path)
    assert check_references(question, str(path)) == []
    assert check_standard(question, str(path)) == []


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_the_header_of_a_shipped_card_is_that_of_its_body(path: Path) -> None:
    header, question = read_header(path), read_question(path)
    assert header.model_dump() == {key: getattr(question, key) for key in type(header).model_fields}
    assert path.parent.name == header.kind.value


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_shipped_card_can_be_timed_and_looked_up(path: Path) -> None:
    question = read_question(path)
    assert sum(seconds for _, seconds in question.plan) == question.minutes * 60
    assert [name for name, _ in question.plan] == [stage.id for stage in question.stages]
    assert [question.fact(fact.id) for fact in question.facts] == list(question.facts)
    assert [question.probe(probe.id) for probe in question.probes] == list(question.probes)
    known = load_scorecard(question.kind).dimension_ids
    assert [*question.tested(known), *question.not_tested] == sorted(
        known, key=lambda name: (name in question.not_tested, known.index(name))
    )


def test_there_are_two_cards_or_more_of_each_kind_and_no_problem() -> None:
    catalogue = Catalogue()
    counts = Counter(entry.header.kind for entry in catalogue.entries())
    assert all(counts[kind] >= 2 for kind in Kind)
    assert counts.total() == len(CARDS)
    assert catalogue.problems == []


def test_an_unknown_fact_or_probe_is_a_key_error() -> None:
    question = read_question(CARDS[0])
    with pytest.raises(KeyError):
        question.fact(question.probes[0].id)
    with pytest.raises(KeyError):
        question.probe(question.facts[0].id)


def test_every_kind_has_sub_kinds_of_its_own() -> None:
    named = [name for kind in Kind for name in SUB_KINDS[kind]]
    assert len(named) == len(set(named)) == 45
