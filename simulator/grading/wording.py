"""A result in words: the level first, then what was missed, then what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from question_bank.models import Question
from scorecards.models import ItemStatus, Scorecard, Target, Unassessed
from scorecards.recommendation import Call, Outcome, recommend
from simulator.grading.self_grading import missing_items
from simulator.history.records import Assessment, ItemResult, RoundRecord

MOST_STEPS = 3
NAMED = 3
LEVEL_WORDS = {
    1: "no hire at any level",
    2: "junior",
    3: "a solid PM",
    4: "the senior bar",
    5: "raises the senior bar",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do differently, tied to a missing item of the checklist."""

    dimension: str
    item: str
    """The item as the checklist words it."""
    said: str
    """The candidate's own words that came near; empty when nothing did."""
    example: str
    """What would have counted, from the checklist; empty when the checklist no longer has the item."""
    drill: str


def listed(names: Sequence[str]) -> str:
    """Return names as prose: ``a``, ``a and b``, ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def headline(outcomes: Mapping[str, Outcome], scorecard: Scorecard) -> str:
    """Return the round as a level: "You answered as a PM; the senior bar was missed on trade-offs."."""
    at_senior = recommend(outcomes, scorecard.core, Target.SENIOR).call
    at_pm = recommend(outcomes, scorecard.core, Target.PM).call
    if at_senior is Call.NOT_ENOUGH_EVIDENCE:
        return "There is not enough evidence for a level."
    if at_senior is Call.STRONG_HIRE:
        return "You answered above the senior bar."
    missed = _below(outcomes, scorecard, 4)
    if at_senior is Call.HIRE:
        return "You answered as a senior PM." + (f" What still fell short: {missed}." if missed else "")
    if at_senior is Call.LEAN_HIRE and not missed:
        return f"You answered close to a senior PM; there is no level for {_unassessed(outcomes, scorecard)}."
    if at_senior is Call.LEAN_HIRE:
        return f"You answered close to a senior PM; the senior bar was missed on {missed}."
    if at_pm >= Call.LEAN_HIRE:
        return f"You answered as a PM; the senior bar was missed on {missed}."
    return f"You answered below a PM; even a PM's bar was missed on {_below(outcomes, scorecard, 3)}."


def _unassessed(outcomes: Mapping[str, Outcome], scorecard: Scorecard) -> str:
    return listed([_short(scorecard, name) for name, outcome in outcomes.items() if isinstance(outcome, Unassessed)])


def _short(scorecard: Scorecard, name: str) -> str:
    """Return a dimension in a few words; one that the scorecard has no more, by its id."""
    return scorecard.dimension(name).short if name in scorecard.dimension_ids else name.replace("_", " ")


def _below(outcomes: Mapping[str, Outcome], scorecard: Scorecard, bar: int) -> str:
    """Name what lies below a bar, the weakest first, core before the rest."""
    below = [
        (outcome, position, _short(scorecard, name))
        for position, (name, outcome) in enumerate(outcomes.items())
        if not isinstance(outcome, Unassessed) and outcome < bar
    ]
    names = [short for _, _, short in sorted(below)]
    if len(names) > NAMED + 1:
        names = [*names[:NAMED], f"{len(names) - NAMED} more"]
    return listed(names)


def outcome_words(outcome: Outcome) -> str:
    """Return a level as a bar with its number and its meaning, or the reason why there is none."""
    if isinstance(outcome, Unassessed):
        return outcome.label
    return f"{'#' * outcome}{'.' * (5 - outcome)} {outcome}/5 {LEVEL_WORDS[outcome]}"


def next_steps(assessment: Assessment, question: Question, scorecard: Scorecard) -> list[NextStep]:
    """Return at most three steps: the first missing item of each of the weakest dimensions."""
    order = {name: position for position, name in enumerate(scorecard.dimension_ids)}
    judged = [result for result in assessment.dimensions if not isinstance(result.outcome, Unassessed)]
    judged.sort(key=lambda result: (result.outcome, result.id not in scorecard.core, order.get(result.id, len(order))))
    counts = {item.id: item.counts for item in (*scorecard.items, *question.items)}
    steps: list[NextStep] = []
    for result in judged:
        lacking = missing_items(result)
        if lacking and len(steps) < MOST_STEPS:
            steps.append(_step(result.id, result.name, lacking[0], counts.get(lacking[0].id, ""), question))
    return steps


def _step(dimension: str, name: str, item: ItemResult, counts: str, question: Question) -> NextStep:
    stage = next((stage for stage in question.stages if dimension in stage.dimensions), question.stages[-1])
    said = item.quotes[0].text if item.status is ItemStatus.PARTIAL else ""
    drill = (
        f'Answer only "{stage.name}" of this question again, aloud, in {stage.minutes} minutes, '
        "and say one sentence that does this."
    )
    return NextStep(name, item.text, said, counts, drill)


def weakest_round(rounds: Sequence[RoundRecord]) -> RoundRecord | None:
    """Return the round that bounds a session: the one with the lowest call; None while any is not judged."""
    if not rounds or any(each.latest is None for each in rounds):
        return None
    return min(rounds, key=lambda each: each.latest.call if each.latest else Call.NOT_ENOUGH_EVIDENCE)
