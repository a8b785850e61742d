"""The interviewer without a model: matches clarifying questions to authored facts, chooses authored probes."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from question_bank.models import Fact, Probe, Question
from simulator.interview.vocabulary import is_family, terms, words

NO_FACT = "I have no figure for that. Assume what you need and say so."
SURE = 0.55
"""Score from which a fact is told at once, if no other is close."""
MARGIN = 0.20
"""Lead over the second that a sure match needs."""
SHARED = 2
"""Words in common that a sure match needs: one alone is too often a coincidence."""
LIKELY = 0.05
"""Score from which a topic is offered. It is low: a topic too many is passed over, a wrong fact misleads."""
OFFERED = 3

KINDRED_WEIGHT = 0.8
"""What a kindred word counts against the very word."""
TEXT_WEIGHT = 0.7
"""What a word counts that stands in the fact itself and in none of the ways to ask for it."""
UNKNOWN_WEIGHT = 1.2
"""How much a word that no fact knows speaks against every fact."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the interviewer says to a clarifying question."""

    fact: Fact | None = None
    """The fact to tell, when the match is sure."""
    offered: tuple[Fact, ...] = ()
    """The closest topics, when it is not."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The terms of a fact."""

    fact: Fact
    phrasings: tuple[frozenset[str], ...]
    """Of each way to ask, and of the topic."""
    asked: frozenset[str]
    """Of all phrasings together."""
    text: frozenset[str]
    """Of the fact itself, without those."""


def match_question(asked: str, facts: Sequence[Fact]) -> Reply:
    """Match a question in the candidate's own words to the card's facts."""
    said = words(asked)
    for fact in facts:
        if any(said == words(phrase) for phrase in fact.ask):
            return Reply(fact=fact)
    wanted = terms(asked)
    known = [_known(fact) for fact in facts]
    weights = _weights(known)
    ranked = sorted(((_score(wanted, each, weights), each) for each in known), key=lambda pair: -pair[0])
    if not wanted or not ranked:
        return Reply()
    best, first = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    shared = sum(not is_family(term) for term in wanted & (first.asked | first.text))
    if best >= SURE and best - second >= MARGIN and shared >= SHARED:
        return Reply(fact=first.fact)
    return Reply(offered=tuple(each.fact for score, each in ranked[:OFFERED] if score >= LIKELY))


def _known(fact: Fact) -> _Known:
    phrasings = tuple(terms(phrase) for phrase in (*fact.ask, fact.topic))
    asked = frozenset().union(*phrasings)
    return _Known(fact, phrasings, asked, terms(fact.text) - asked)


def _weights(known: Sequence[_Known]) -> dict[str, float]:
    """Weigh a term by how few facts it could mean: by the ways to ask, or by the facts where nobody asks with it."""
    in_texts = Counter(term for each in known for term in each.text)
    in_questions = Counter(term for each in known for term in each.asked)
    return {
        term: math.log(1 + len(known) / count) * (KINDRED_WEIGHT if is_family(term) else 1.0)
        for term, count in {**in_texts, **in_questions}.items()
    }


def _score(wanted: frozenset[str], each: _Known, weights: Mapping[str, float]) -> float:
    """Return 0 to 1: half the agreement with the best way to ask, half the part of the question that is known."""
    total = math.fsum(weights.get(term, 0.0 if is_family(term) else UNKNOWN_WEIGHT) for term in wanted)
    if not total:
        return 0.0

    def weight(shared: frozenset[str]) -> float:
        return math.fsum(weights[term] for term in shared)

    agreement = max(2 * weight(wanted & phrase) / (total + weight(phrase)) for phrase in each.phrasings)
    covered = (weight(wanted & each.asked) + TEXT_WEIGHT * weight(wanted & each.text)) / total
    return 0.5 * agreement + 0.5 * covered


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
