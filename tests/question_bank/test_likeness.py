"""Cards that are too much alike are told at the later one; the shipped bank has none."""

import datetime
import tomllib
from typing import Any

from question_bank.authoring import new_card
from question_bank.catalogue import Catalogue
from question_bank.checks import check_references, check_standard
from question_bank.coverage import check_coverage
from question_bank.likeness import check_likeness
from question_bank.models import Brief, Question
from scorecards.models import Kind
from tests.question_bank.helpers import pattern

CARD = pattern()


def changed(question: Question, **parts: Any) -> Question:
    return question.model_copy(update=parts)


def told(*questions: Question) -> list[str]:
    cards = [(f"{number}.toml", question) for number, question in enumerate(questions)]
    return [f"{problem.file}: {problem.key}: {problem.reason}" for problem in check_likeness(cards)]


def emptied(question: Question, name: str) -> Question:
    """Return a card whose texts are all its own."""
    brief = Brief(prompt=" ".join(f"{name}{number}" for number in range(12)), context=f"Context of {name}.")
    facts = tuple(each.model_copy(update={"text": f"{name} {each.id}."}) for each in question.facts)
    stages = tuple(each.model_copy(update={"hint": f"{name} {each.id}."}) for each in question.stages)
    probes = tuple(each.model_copy(update={"text": f"{name} {each.id}?"}) for each in question.probes)
    pitfalls = tuple(each.model_copy(update={"text": f"{name} {each.title}."}) for each in question.pitfalls)
    exemplars = tuple(
        each.model_copy(update={"text": f"{name} {each.level} says this.", "note": f"{name} note {each.level}."})
        for each in question.exemplars
    )
    return changed(
        question,
        id=name,
        brief=brief,
        facts=facts,
        stages=stages,
        probes=probes,
        pitfalls=pitfalls,
        exemplars=exemplars,
    )


def test_a_card_alone_is_like_no_other() -> None:
    assert told(CARD) == []


def test_a_copied_card_is_told_at_the_copy_for_prompt_exemplars_and_sentences() -> None:
    found = told(CARD, changed(CARD, id="copy"))

    assert all(line.startswith("1.toml: ") for line in found)
    assert any("brief.prompt: is 100% the same as that of" in line for line in found)
    assert any("exemplars[5].text: shares 100% of its wording" in line for line in found)
    assert any("has a sentence of charger-count" in line for line in found)


def test_one_shared_sentence_is_enough_to_be_told_and_a_short_one_is_not() -> None:
    long = "We would rather lose the fastest drivers than the ones who stay."
    first, second = emptied(CARD, "one"), emptied(CARD, "two")

    def with_fact(question: Question, text: str) -> Question:
        return changed(question, facts=(question.facts[0].model_copy(update={"text": text}), *question.facts[1:]))

    assert [line.split(": ")[2] for line in told(with_fact(first, long), with_fact(second, long))] == [
        "has a sentence of one"
    ]
    assert told(with_fact(first, "It depends on the day."), with_fact(second, "It depends on the day.")) == []


def test_a_probe_that_takes_seven_words_from_the_better_exemplar_gives_it_away() -> None:
    words = " ".join(CARD.exemplars[1].text.split()[:7])
    probe = CARD.probes[0].model_copy(update={"text": f"Would you say that {words}?"})
    found = told(changed(CARD, probes=(probe, *CARD.probes[1:])))

    assert found == [f"0.toml: probes[{probe.id}].text: has words of the better exemplar and may give it away"]


def test_a_probe_that_repeats_another_is_told() -> None:
    second = CARD.probes[1].model_copy(update={"text": CARD.probes[0].text})
    found = told(changed(CARD, probes=(CARD.probes[0], second, *CARD.probes[2:])))

    assert f"0.toml: probes[{second.id}].text: repeats {CARD.probes[0].id!r}" in found


def test_the_shipped_bank_covers_every_sub_kind_and_difficulty_and_repeats_nothing() -> None:
    catalogue = Catalogue()
    headers = [entry.header for entry in catalogue.entries()]
    questions = [catalogue.load(header.id) for header in headers]

    assert list(check_coverage(headers, "bank")) == []
    assert told(*questions) == []


def test_what_a_bank_lacks_is_named() -> None:
    headers = [entry.header for entry in Catalogue().entries() if entry.header.sub_kind != "sunset"]
    easy = [header for header in headers if header.kind is not Kind.CASE or header.difficulty != 1]

    assert [problem.reason for problem in check_coverage(headers, "bank")] == ["no card of strategy is of 'sunset'"]
    assert "no card of case has the difficulty 1" in [problem.reason for problem in check_coverage(easy, "bank")]


def test_a_new_card_can_be_used_at_once() -> None:
    for kind, sub_kind in ((Kind.PRODUCT_SENSE, "zero_to_one"), (Kind.STRATEGY, "sunset"), (Kind.CASE, "migration")):
        text = new_card("late-trains", kind, sub_kind, datetime.date(2026, 11, 22))
        card = Question.model_validate(tomllib.loads(text))
        assert card.sub_kind == sub_kind
        assert check_references(card, "late-trains.toml") == []
        assert check_standard(card, "late-trains.toml"), "the check says what is still missing"
        assert "@" not in text
