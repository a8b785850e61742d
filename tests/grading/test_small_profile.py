"""The profile for small models, with a planted one: what reaches it of an answer, and what code does not believe."""

import asyncio
import json
from collections.abc import Callable

import pytest

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.models import ItemStatus, Target
from simulator.clock import SystemClock
from simulator.grading.by_sentences import LEAST_WORDS, MOST_ITEMS
from simulator.grading.calls import Calls, NoReplies
from simulator.grading.pipeline import Options, judge
from simulator.grading.topic import off_topic
from simulator.history.records import Assessment
from simulator.model.protocol import Failure, ModelError, Reply, Request
from tests.benchmarks.judges import HELD_OUT, ORDERS, TUNED, answer_text, mean_value, quotes_are_true, round_of

Rule = Callable[[Request, list[str]], str]


class Sorter:
    """A model that sorts by a rule."""

    name = "fake/sorter"

    def __init__(self, rule: Rule) -> None:
        self.requests: list[Request] = []
        self._rule = rule

    async def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        names = request.schema["properties"]["sort"]["enum"]
        text = json.dumps({"sort": self._rule(request, names)})
        return Reply(text=text, model="fake", seconds=0.1, tokens_in=10, tokens_out=5)


def greedy(request: Request, names: list[str]) -> str:
    """Find something in every sentence, and not the same in each."""
    return names[len(request.user) % (len(names) - 1)]


def nothing(request: Request, names: list[str]) -> str:
    del request
    return names[-1]


def grade(model: Sorter, text: str, card: str = TUNED) -> Assessment:
    question = Catalogue().load(card)
    calls = Calls(model, NoReplies(), asyncio.Semaphore(1))
    scorecard = load_scorecard(question.kind)
    options = Options(small_model=True)
    made = judge(round_of(question, text), question, scorecard, Target.SENIOR, calls, options, SystemClock(), "x-1")
    return asyncio.run(made)


@pytest.mark.parametrize("card", [TUNED, HELD_OUT])
def test_an_order_to_the_grader_reaches_no_call_and_moves_no_value(card: str) -> None:
    plain, ordered = Sorter(greedy), Sorter(greedy)
    values = [mean_value(grade(plain, answer_text(card, "mediocre"), card))]
    values.append(mean_value(grade(ordered, answer_text(card, "injected"), card)))

    assert values[0] == values[1]
    assert [each.user for each in plain.requests] == [each.user for each in ordered.requests]
    assert not any(order in each.user for each in ordered.requests for order in ORDERS)


def test_a_sentence_travels_alone_and_proves_two_items_at_most() -> None:
    text = answer_text(TUNED, "strong")
    model = Sorter(greedy)
    made = grade(model, text)

    users = [request.user for request in model.requests]
    assert all(users.count(user) <= MOST_ITEMS for user in users)
    assert len({request.system for request in model.requests}) == 1, "a prefix that servers can keep"
    assert {request.temperature for request in model.requests} == {0.0}
    assert all(json.loads(user.removeprefix("Sentence: ")) in text for user in users)
    assert quotes_are_true(made, text)
    met = [item for result in made.dimensions for item in result.items if item.status is ItemStatus.MET]
    assert met
    assert all(len(item.quotes) == 1 and len(item.quotes[0].text.split()) >= LEAST_WORDS for item in met)
    assert all(result.anchor is None and not result.red_flags for result in made.dimensions)


@pytest.mark.parametrize("name", ["empty", "word salad", "keywords", "off-topic"])
@pytest.mark.parametrize("card", [TUNED, HELD_OUT])
def test_what_is_no_answer_reaches_no_model(card: str, name: str) -> None:
    model = Sorter(greedy)
    made = grade(model, answer_text(card, name), card)

    assert model.requests == []
    assert (mean_value(made) or 1) == 1


def test_a_model_that_finds_nothing_gives_ones() -> None:
    assert mean_value(grade(Sorter(nothing), answer_text(TUNED, "strong"))) == 1


def test_vague_sentences_are_not_even_asked_about() -> None:
    model = Sorter(greedy)
    grade(model, "We will work hard to make a really great product for all of our many customers here. " * 5)
    assert model.requests == []


@pytest.mark.parametrize("name", ["made-up", ""])
def test_a_name_that_is_none_shows_nothing(name: str) -> None:
    made = grade(Sorter(lambda request, names: name), answer_text(TUNED, "strong"))
    assert mean_value(made) == 1


def test_an_unusable_reply_is_repaired_once_and_then_the_judgement_fails() -> None:
    class Mumbling(Sorter):
        async def ask(self, request: Request) -> Reply:
            self.requests.append(request)
            return Reply(text="well", model="fake", seconds=0.1)

    model = Mumbling(nothing)
    with pytest.raises(ModelError) as caught:
        grade(model, answer_text(TUNED, "strong"))
    assert caught.value.failure is Failure.UNREADABLE
    assert len(model.requests) == 2


def test_no_exemplar_of_the_bank_is_off_topic(questions: list[Question]) -> None:
    assert [
        question.id for question in questions for each in question.exemplars if off_topic([each.text], question)
    ] == []


def test_another_language_and_a_short_answer_are_not_told_apart_by_their_words(questions: list[Question]) -> None:
    french = (
        "Je garderais nos prix et je parlerais avec les comptables, car ce sont eux qui choisissent le logiciel. " * 12
    )
    assert not off_topic([french], questions[0])
    assert not off_topic([answer_text(TUNED, "off-topic")[:400]], questions[0])
