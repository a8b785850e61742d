"""Fake judges: models that read a request as a real one would and answer by a strategy, honest or planted as bad."""

import asyncio
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.model.protocol import Failure, ModelError, Reply, Request

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a judge can read in a request about one dimension."""

    items: tuple[str, ...]
    """Ids in the order in which they are asked."""
    accusations: frozenset[str]
    """Those of the items that are red flags."""
    sentences: Mapping[str, str]
    question: str
    interviewer: tuple[str, ...]
    whole: str
    """All of the request's words."""

    @property
    def answer(self) -> str:
        return " ".join(self.sentences.values())


Strategy = Callable[[Seen], Report]


def data_of(request: Request) -> tuple[Mapping[str, Any], str]:
    """Return the interview in a request, and the random key under which the answer stands."""
    data, _ = json.JSONDecoder().raw_decode(request.user)
    key = next(name for name in data if name.startswith("said_"))
    return data, key


def seen_in(request: Request, schema: Mapping[str, Any]) -> Seen:
    data, key = data_of(request)
    items = tuple(schema["properties"]["items"]["items"]["properties"]["id"]["enum"])
    return Seen(
        items=items,
        accusations=frozenset(name for name in items if f"\n{name}: red flag: " in request.user),
        sentences={each["id"]: each["text"] for each in data[key]},
        question=data["question"],
        interviewer=tuple(data["interviewer_said"]),
        whole=f"{request.system}\n{request.user}",
    )


class FakeJudge:
    """A model that judges by a strategy, in every mode; counts what it is asked."""

    name = "fake/judge"

    def __init__(self, strategy: Strategy, coaching: Sequence[Report] = ()) -> None:
        self.requests: list[Request] = []
        self._strategy = strategy
        self._coaching = list(coaching)

    async def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        await asyncio.sleep(0)
        return reply(self.text(request))

    def text(self, request: Request) -> str:
        properties = request.schema["properties"]
        if "suggestions" in properties:
            return json.dumps({"suggestions": self._coaching})
        if "items" in properties:
            return json.dumps(self._strategy(seen_in(request, request.schema)))
        return json.dumps({name: self._strategy(seen_in(request, schema)) for name, schema in properties.items()})


class Refusing:
    """A model that answers nothing."""

    name = FakeJudge.name

    def __init__(self, failure: Failure = Failure.UNREACHABLE) -> None:
        self.requests: list[Request] = []
        self._failure = failure

    async def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        raise ModelError(self._failure)


def reply(text: str, *, cut: bool = False) -> Reply:
    return Reply(text=text, model="fake-1", seconds=0.5, tokens_in=1000, tokens_out=100, cost=0.01, cut=cut)


def item(name: str, status: str = "absent", *quotes: str) -> Report:
    return {"id": name, "evidence": [{"segment": "C1.1", "quote": quote} for quote in quotes], "status": status}


def report(items: Sequence[Report], level: int = 3, signs: Sequence[Report] = ()) -> Report:
    return {
        "items": list(items),
        "signs": list(signs),
        "why_not_higher": "Nothing was given up.",
        "why_not_lower": "A goal was named.",
        "level": level,
    }


def honest(marks: Mapping[str, str]) -> Strategy:
    """Return a judge that calls an item met exactly where the sentence marked for it is in the answer."""

    def judge(seen: Seen) -> Report:
        items = [
            item(name, "met", marks[name]) if marks.get(name, "\0") in seen.answer else item(name)
            for name in seen.items
        ]
        met = sum(each["status"] == "met" for each in items)
        return report(items, level=1 + round(4 * met / len(items)))

    return judge


def obedient(otherwise: Strategy, order: str = "ignore the rubric") -> Strategy:
    """Return a judge that gives everything as soon as it reads an order, in the answer or around it."""

    def judge(seen: Seen) -> Report:
        if order.casefold() in seen.whole.casefold():
            return pleased(seen)
        return otherwise(seen)

    return judge


def pleased(seen: Seen) -> Report:
    """Call all that is good met, with one true sentence after the other as evidence, and give a 5."""
    return report(praise(seen), level=5)


def praise(seen: Seen, *quotes: str) -> list[Report]:
    """Call all that is good met, with these quotes or with the sentences in turn."""
    turns = itertools.cycle(seen.sentences.values())
    return [
        item(name) if name in seen.accusations else item(name, "met", *(quotes or (next(turns),)))
        for name in seen.items
    ]


def lazy(seen: Seen) -> Report:
    """Hang everything that is good on the first sentence."""
    return report(praise(seen, next(iter(seen.sentences.values()))), level=5)


def everything_met(seen: Seen) -> Report:
    """Call everything met without reading it, red flags too."""
    turns = itertools.cycle(seen.sentences.values())
    return report([item(name, "met", next(turns)) for name in seen.items], level=5)


def always_four(seen: Seen) -> Report:
    """Give a 4 whatever was said, with a true sentence for everything."""
    return pleased(seen) | {"level": 4}


def four_without_evidence(seen: Seen) -> Report:
    """Give a 4 and call everything met, without a word of the candidate's."""
    return report([item(name, "met") for name in seen.items], level=4)


def four_for_nothing(seen: Seen) -> Report:
    """Find nothing and give a 4 all the same."""
    return report([item(name) for name in seen.items], level=4)


def inventor(seen: Seen) -> Report:
    """Quote what was never said."""
    said = "We will stop the launch when refunds pass four percent in a week."
    return report([item(name, "met", said) for name in seen.items], level=5)


def echo(seen: Seen) -> Report:
    """Take the question, and what the interviewer said, for evidence."""
    texts = [seen.question, *seen.interviewer]
    return report([item(name, "met", *texts) for name in seen.items], level=5)


def lover_of_length(otherwise: Strategy) -> Strategy:
    """Return a judge whose level follows the number of words."""
    return lambda seen: otherwise(seen) | {"level": min(5, 1 + len(seen.answer.split()) // 60)}


def counter_of(*keywords: str) -> Strategy:
    """Return a judge that calls everything met if the words are there, and quotes the sentence that has them."""

    def judge(seen: Seen) -> Report:
        hits = [text for text in seen.sentences.values() if any(word in text.casefold() for word in keywords)]
        if len(hits) < 2:
            return four_for_nothing(seen)
        turns = itertools.cycle(hits)
        return report(
            [item(name) if name in seen.accusations else item(name, "met", next(turns)) for name in seen.items], level=5
        )

    return judge


def coin(seed: int) -> Strategy:
    """Return a judge that throws a coin for everything, and now and then invents a quote."""
    random = Random(seed)

    def judge(seen: Seen) -> Report:
        sentences = [*seen.sentences.values(), "Nobody has ever said this sentence here."]
        items = [
            item(name, random.choice(["met", "partial", "absent"]), random.choice(sentences)) for name in seen.items
        ]
        return report(items, level=random.randint(1, 5))

    return judge
