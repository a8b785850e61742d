"""Counts how the interviewer without a model answers a table of questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from question_bank.models import Question
from simulator.interview.interviewer import match_question

Covered = Mapping[str, Mapping[str, Sequence[str]]]
Uncovered = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of a table, 0 to 1."""

    told: float
    """Covered questions answered with the right fact at once."""
    offered: float
    """Covered questions whose fact was among the topics offered."""
    wrong: float
    """Covered questions answered with another fact."""
    missed: float
    """Covered questions whose fact was neither told nor offered."""
    uncovered_told: float
    """Questions that no fact covers, and small talk, answered with a fact all the same."""


def outcome(question: Question, asked: str, right: str) -> str:
    """Return what became of a question that the fact ``right`` covers; empty where none does."""
    reply = match_question(asked, question.facts)
    if reply.fact:
        return "told" if reply.fact.id == right else "wrong"
    return "offered" if right in {fact.id for fact in reply.offered} else "missed"


def measure(cards: Mapping[str, Question], covered: Covered, uncovered: Uncovered, talk: Sequence[str]) -> Figures:
    """Put every question of a table to its card, and small talk to each card."""
    asked = Counter(
        outcome(cards[card], question, fact)
        for card, facts in covered.items()
        for fact, questions in facts.items()
        for question in questions
    )
    strange = Counter(
        outcome(cards[card], question, "") for card, questions in uncovered.items() for question in (*questions, *talk)
    )
    return Figures(
        **{name: asked[name] / asked.total() for name in ("told", "offered", "wrong", "missed")},
        uncovered_told=strange["wrong"] / strange.total(),
    )
