"""Each rule of the authoring standard can fail, alone, at its edge, and leaves the card usable."""

from collections.abc import Sequence
from typing import Any

import pytest

from question_bank.checks import check_references, check_standard
from question_bank.models import Fact, FactWeight, Probe, ProbeType, Question
from tests.question_bank.helpers import pattern

FILE = "questions/case/charger-count.toml"
BASE = pattern().model_copy(update={"figures": ()})  # its sums stand in texts that the tests replace


def changed(**parts: Any) -> Question:
    return BASE.model_copy(update=parts)


def assert_falls_short(question: Question, key: str, reason: str) -> None:
    [problem] = check_standard(question, FILE)
    assert (problem.file, problem.key, problem.reason) == (FILE, key, reason)
    assert not problem.blocking
    assert check_references(question, FILE) == []


def resized(entries: Sequence[Any], count: int) -> tuple[Any, ...]:
    """Return that many entries, of new ids where more are wanted than there are."""
    more = [entries[0].model_copy(update={"id": f"more-{number}"}) for number in range(count - len(entries))]
    return (*entries[:count], *more)


def facts(count: int) -> tuple[Fact, ...]:
    """Return that many facts, a decisive and an irrelevant one among them."""
    kept: tuple[Fact, ...] = resized(BASE.facts, count)
    weights = [FactWeight.DECISIVE, FactWeight.IRRELEVANT, *[FactWeight.USEFUL] * (count - 2)]
    return tuple(fact.model_copy(update={"weight": weight}) for fact, weight in zip(kept, weights, strict=True))


def probes(count: int) -> tuple[Probe, ...]:
    """Return that many probes, each of a type of its own, the two that a card needs first."""
    needed = [ProbeType.CONSTRAINT_ADDED, ProbeType.DATA_CONTRADICTS]
    types = [*needed, *[entry for entry in ProbeType if entry not in needed]]
    return tuple(
        probe.model_copy(update={"type": kind})
        for probe, kind in zip(resized(BASE.probes, count), types[:count], strict=True)
    )


def stages(count: int) -> tuple[Any, ...]:
    """Return that many stages; the first gives time to every dimension."""
    tested = BASE.tested(("scoping", "structure", "quantitative", "evidence", "decision", "execution"))
    first, *rest = resized(BASE.stages, count)
    return (first.model_copy(update={"dimensions": tested}), *rest)


def with_exemplar(number: int, words: int) -> Question:
    exemplars = list(BASE.exemplars)
    exemplars[number] = exemplars[number].model_copy(update={"text": " ".join(["word"] * words)})
    return changed(exemplars=tuple(exemplars))


def test_the_pattern_keeps_the_standard() -> None:
    assert check_standard(BASE, FILE) == []


@pytest.mark.parametrize(
    ("key", "parts", "least", "most"),
    [
        ("facts", facts, 5, 8),
        ("probes", probes, 4, 6),
        ("items", lambda count: resized(BASE.items, count), 2, 4),
        ("stages", stages, 3, 6),
    ],
)
def test_the_number_of_parts_has_a_lower_and_an_upper_bound(key: str, parts: Any, least: int, most: int) -> None:
    for count in range(least, most + 1):
        assert check_standard(changed(**{key: parts(count)}), FILE) == []
    for count in (least - 1, most + 1):
        assert_falls_short(changed(**{key: parts(count)}), key, f"there are {count}; the standard is {least} to {most}")


@pytest.mark.parametrize("count", [0, 2, 4])
def test_there_are_three_pitfalls(count: int) -> None:
    question = changed(pitfalls=(BASE.pitfalls * 2)[:count])
    assert_falls_short(question, "pitfalls", f"there are {count}; the standard is 3")


@pytest.mark.parametrize("weight", [FactWeight.DECISIVE, FactWeight.IRRELEVANT])
def test_one_fact_is_decisive_and_one_irrelevant(weight: FactWeight) -> None:
    lighter = tuple(
        fact.model_copy(update={"weight": FactWeight.USEFUL}) if fact.weight is weight else fact for fact in BASE.facts
    )
    assert_falls_short(changed(facts=lighter), "facts", f"none has the weight '{weight.value}'")


def test_no_two_probes_are_of_one_type() -> None:
    twice = (*BASE.probes[:4], BASE.probes[4].model_copy(update={"type": BASE.probes[3].type}))
    assert_falls_short(changed(probes=twice), "probes", f"2 are of the type '{BASE.probes[3].type.value}'")


@pytest.mark.parametrize("needed", [ProbeType.CONSTRAINT_ADDED, ProbeType.DATA_CONTRADICTS])
def test_one_probe_adds_a_constraint_and_one_contradicts_with_data(needed: ProbeType) -> None:
    others = tuple(probe for probe in BASE.probes if probe.type is not needed)
    assert_falls_short(changed(probes=others), "probes", f"none is of the type '{needed.value}'")


def test_every_tested_dimension_is_given_time() -> None:
    first = BASE.stages[0].model_copy(update={"dimensions": ()})
    question = changed(stages=(first, *BASE.stages[1:]))
    assert_falls_short(question, "stages", "no stage gives time to 'scoping'")


def test_a_dimension_that_is_not_tested_needs_no_time() -> None:
    assert BASE.not_tested == ("evidence",)
    tests_it = changed(not_tested=())
    assert [problem.reason for problem in check_standard(tests_it, FILE)] == ["no stage gives time to 'evidence'"]


@pytest.mark.parametrize(("number", "level", "least", "most"), [(0, 3, 250, 500), (1, 5, 500, 900)])
def test_an_exemplar_is_as_long_as_an_answer(number: int, level: int, least: int, most: int) -> None:
    for words in (least, most):
        assert check_standard(with_exemplar(number, words), FILE) == []
    for words in (least - 1, most + 1):
        reason = f"has {words} words; the standard is {least} to {most}"
        assert_falls_short(with_exemplar(number, words), f"exemplars[{level}].text", reason)


@pytest.mark.parametrize("name", ["case", "charger", "charger-count-2", "questions"])
def test_the_id_is_the_name_of_the_file_and_not_a_part_of_its_path(name: str) -> None:
    assert_falls_short(changed(id=name), "id", f"'{name}' should be the file's name")


def test_everything_that_falls_short_is_told() -> None:
    question = changed(pitfalls=(), items=(), facts=BASE.facts[:1])
    assert {problem.key for problem in check_standard(question, FILE)} == {"facts", "items", "pitfalls"}
