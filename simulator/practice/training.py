"""Rater training: three benchmark answers judged blind, then one's own bias against their labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from question_bank.models import Question
from scorecards.agreement import bias, mean_absolute_error
from scorecards.gold import GoldAnswer, GoldSet, gold_files, read_gold
from scorecards.models import Kind, Scorecard
from scorecards.problems import ContentError

ANSWERS = 3
NOTABLE = 0.3
"""Levels; a smaller bias over three answers says nothing."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One benchmark answer with the levels that a rater gave it before seeing the labels."""

    answer: GoldAnswer
    levels: Mapping[str, int]

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """Given and labelled level of each dimension."""
        return [(self.levels[name], label) for name, label in self.answer.levels.items() if name in self.levels]


def gold_sets(kind: Kind | None = None) -> list[GoldSet]:
    """Return the benchmark answers of a kind, or all; a file that cannot be read is left to ``bank check``."""
    found = []
    for path in gold_files():
        try:
            gold = read_gold(path)
        except ContentError:
            continue
        if kind in (None, gold.kind):
            found.append(gold)
    return found


def choose_answers(gold: GoldSet, random: Random) -> list[GoldAnswer]:
    """Return three answers of different quality in an order that tells nothing."""
    return random.sample(list(gold.answers), min(ANSWERS, len(gold.answers)))


def reveal_lines(rated: Rated, question: Question, scorecard: Scorecard) -> list[str]:
    """Return given against labelled level, what shows it, and why, as plain lines."""
    lines = [f"Overall level by construction: {rated.answer.quality} of 5. {rated.answer.why.strip()}", ""]
    shown = {item.id: item for item in rated.answer.items}
    items = {item.id: item for item in (*scorecard.items, *question.items)}
    for name, label in rated.answer.levels.items():
        given = rated.levels.get(name, 0)
        gap = given - label
        verdict = "the same" if gap == 0 else f"you are {abs(gap)} {'higher' if gap > 0 else 'lower'}"
        lines.append(f"{scorecard.dimension(name).name}: you {given}, label {label}; {verdict}")
        for each in shown.values():
            item = items.get(each.id)
            if item is not None and item.dimension == name:
                status = "met" if each.status == "met" else "partly met"
                lines.append(f'    {status}: {item.text} "{each.sentence}"')
    return [*lines, "", "The labels are the author's: built in, not rated by a panel."]


def lesson_lines(rated: Sequence[Rated], scorecard: Scorecard) -> list[str]:
    """Return the rater's bias and error over the answers, in words."""
    pairs = [pair for each in rated for pair in each.pairs]
    if not pairs:
        return ["Nothing was rated."]
    overall = bias(pairs)
    lines = [
        f"Over {len(rated)} answers and {len(pairs)} levels you were off by {mean_absolute_error(pairs):.1f} each."
    ]
    if abs(overall) < NOTABLE:
        lines.append("You were neither lenient nor strict on the whole.")
    else:
        lines.append(f"You were {abs(overall):.1f} too {'lenient' if overall > 0 else 'strict'} on the whole.")
    for name in scorecard.dimension_ids:
        own = [(each.levels[name], each.answer.levels[name]) for each in rated if name in each.answer.levels]
        if own and abs(bias(own)) >= 1:
            direction = "high" if bias(own) > 0 else "low"
            lines.append(f"Look again at {scorecard.dimension(name).name}: {abs(bias(own)):.1f} too {direction}.")
    lines.append("Three answers show a leaning, and are no measurement of it.")
    return lines
