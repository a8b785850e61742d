"""The interviewer without a model: matches clarifying questions to authored facts, chooses authored probes."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from question_bank.models import Fact, Probe, Question

NO_FACT = "I have no figure for that. Assume what you need and say so."
SURE = 0.50
"""Score from which a fact is told at once, if no other is close."""
MARGIN = 0.12
"""Lead over the second that a sure match needs."""
LIKELY = 0.22
"""Score from which a topic is offered."""
OFFERED = 3

_STOP_WORDS = frozenset(
    """a an the is are was were be been being do does did can could may might shall should will would have has had
    i we you they he she it its our your their his her us them me my this that these those there here
    of in on at to for from by with about as into than then so or and but if not no any some all each
    what which who whom whose how when where why much many tell know get give please just also like
    question ask asking wonder wondering anything something more most kind sort way""".split()
)
_SUFFIXES = (
    "ations",
    "ation",
    "ingly",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "s",
    "ly",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the interviewer says to a clarifying question."""

    fact: Fact | None = None
    """The fact to tell, when the match is sure."""
    offered: tuple[Fact, ...] = ()
    """The closest topics, when it is not."""


def match_question(asked: str, facts: Sequence[Fact]) -> Reply:
    """Match a question in the candidate's own words to the card's facts."""
    wanted = _stems(asked)
    if not wanted:
        return Reply()
    rarity = _rarity(facts)
    scores = {fact.id: _score(wanted, fact, rarity) for fact in facts}
    ranked = sorted(facts, key=lambda fact: -scores[fact.id])
    best = scores[ranked[0].id]
    second = scores[ranked[1].id] if len(ranked) > 1 else 0.0
    if best >= SURE and best - second >= MARGIN:
        return Reply(fact=ranked[0])
    offered = tuple(fact for fact in ranked[:OFFERED] if scores[fact.id] >= LIKELY)
    return Reply(offered=offered)


def _stems(text: str) -> Counter[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return Counter(_stem(word) for word in words if word not in _STOP_WORDS)


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)].rstrip("e") or word
    return word.rstrip("e") or word


def _rarity(facts: Sequence[Fact]) -> dict[str, float]:
    """Weigh a word by how few facts it could mean."""
    holders: Counter[str] = Counter()
    for fact in facts:
        holders.update(set(_stems(" ".join((fact.topic, *fact.ask)))))
    return {word: math.log(1 + len(facts) / count) for word, count in holders.items()}


def _score(wanted: Mapping[str, int], fact: Fact, rarity: Mapping[str, float]) -> float:
    """Return 0 to 1: the best agreement of the question with one of the ways to ask, or with all of them together."""
    unknown = math.log(1 + 4)  # a word that no fact knows speaks against every fact
    weight = sum(rarity.get(word, unknown) for word in wanted)
    phrasings = [*fact.ask, fact.topic]
    best = max(_overlap(wanted, _stems(phrase), rarity, weight) for phrase in phrasings)
    together = set().union(*(_stems(phrase) for phrase in phrasings))
    covered = sum(rarity.get(word, 0.0) for word in wanted if word in together) / weight
    return 0.5 * best + 0.5 * covered


def _overlap(wanted: Mapping[str, int], phrase: Mapping[str, int], rarity: Mapping[str, float], weight: float) -> float:
    shared = sum(rarity.get(word, 0.0) for word in wanted if word in phrase)
    other = sum(rarity.get(word, 0.0) for word in phrase)
    return 2 * shared / (weight + other) if weight + other else 0.0


def choose_probe(
    question: Question, asked: Collection[str], thin: Mapping[str, float], seen_before: Collection[str] = ()
) -> Probe | None:
    """Return the follow-up that presses the thinnest dimension; None when the card has no more.

    Dimensions pressed already in this round come last, then probes known from an earlier attempt.
    """
    pressed = Counter(probe.dimension for probe in question.probes if probe.id in asked)
    left = [probe for probe in question.probes if probe.id not in asked]
    if not left:
        return None
    return min(
        left,
        key=lambda probe: (
            pressed[probe.dimension],
            probe.id in seen_before,
            -round(thin.get(probe.dimension, 0.0), 3),
            question.probes.index(probe),
        ),
    )
