"""The samples of a dimension become one result: majority of statuses, mean of levels, the spread beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from scorecards.models import ChecklistItem, Dimension, ItemStatus, Target, Unassessed
from scorecards.recommendation import Call, Caps, Outcome, recommend
from scorecards.scoring import DimensionScore, level_of, score_dimension
from simulator.grading.reuse import limit_reuse
from simulator.grading.verifying import Checked
from simulator.history.records import DimensionResult, ItemResult, Quote

TRUSTED_AFTER = 20
"""Answers after which half of a measured offset is believed."""
SAMPLES = 3
MOST_DRAWS = 3**6


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a model's values lay above the labels on a bench of ``answers`` answers, per model and rubric."""

    value: float
    answers: int

    @property
    def trusted(self) -> float:
        """The offset, shrunk towards zero where the bench was small."""
        return self.value * self.answers / (self.answers + TRUSTED_AFTER)


def combine(
    dimension: Dimension,
    items: Sequence[ChecklistItem],
    samples: Sequence[Checked],
    requested: int = 1,
    offset: Offset | None = None,
) -> DimensionResult:
    """Return the result of a dimension from at least one sample of ``requested``."""
    samples = [limit_reuse(sample, items) for sample in samples]
    marked = tuple(_item(item, samples, requested) for item in items)
    statuses = {result.id: result.status for result in marked}
    anchors = [sample.anchor for sample in samples if sample.anchor is not None]
    score, anchor = _score(items, statuses, sum(anchors) / len(anchors) if anchors else None)
    values = [_score(items, sample.statuses, sample.anchor)[0].value for sample in samples]
    first = samples[0]
    value = adjusted(score.value, offset)
    return DimensionResult(
        id=dimension.id,
        name=dimension.name,
        outcome=score.level if offset is None else _level(value, score),
        value=value,
        raw_value=score.value if offset else None,
        checklist_level=score.item_level,
        anchor=anchor,
        flagged=score.flagged,
        unproven=score.unproven,
        red_flags=score.red_flags,
        items=marked,
        samples=tuple(adjusted(each, offset) for each in values),
        why_not_higher=first.why_not_higher,
        why_not_lower=first.why_not_lower,
    )


def adjusted(value: float, offset: Offset | None) -> float:
    """Return a value without the model's measured offset. The lowest stays: who showed nothing was not misjudged."""
    if offset is None or value == 1.0:
        return value
    return min(5.0, max(1.0, value - offset.trusted))


def _level(value: float, score: DimensionScore) -> int:
    return min(level_of(value), 3) if score.red_flags else level_of(value)


def _score(
    items: Sequence[ChecklistItem], statuses: Mapping[str, ItemStatus], anchor: float | None
) -> tuple[DimensionScore, float | None]:
    """Score a dimension; without a level of the judge's own, the checklist stands alone."""
    if anchor is not None:
        return score_dimension(items, statuses, anchor), anchor
    alone = score_dimension(items, statuses, 3).item_level
    return score_dimension(items, statuses, alone), None


def _item(item: ChecklistItem, samples: Sequence[Checked], requested: int) -> ItemResult:
    given = [sample.items[item.id] for sample in samples]
    status = majority([each.status for each in given], requested)
    agreeing = [each for each in given if each.status is status] or given
    quotes: dict[str, Quote] = {}
    if status in (ItemStatus.MET, ItemStatus.PARTIAL):
        for each in (*agreeing, *given):
            quotes.update({quote.segment: quote for quote in each.quotes if quote.segment not in quotes})
    unproven = [each for each in given if each.status is ItemStatus.UNVERIFIED and status is ItemStatus.UNVERIFIED]
    return ItemResult(
        id=item.id,
        kind=item.kind,
        text=item.text,
        status=status,
        quotes=tuple(islice(quotes.values(), SAMPLES)),
        nearest=next((each.nearest for each in unproven if each.nearest), None),
        reason=next((each.reason for each in unproven if each.reason), ""),
    )


def majority(statuses: Sequence[ItemStatus], requested: int) -> ItemStatus:
    """Return the status that more than half of the requested samples reach; a missing sample reaches nothing."""
    votes = Counter(statuses)
    needed = requested // 2 + 1
    if votes[ItemStatus.MET] >= needed:
        return ItemStatus.MET
    if votes[ItemStatus.MET] + votes[ItemStatus.PARTIAL] >= needed:
        return ItemStatus.PARTIAL
    if len(statuses) - votes[ItemStatus.ABSENT] >= needed:
        return ItemStatus.UNVERIFIED
    return ItemStatus.ABSENT


def agreement(
    results: Sequence[DimensionResult], core: frozenset[str], target: Target, caps: Caps, call: Call
) -> float | None:
    """Return the share of the draws, one sample a dimension, that give the same call; None where each has one."""
    if all(len(result.samples) < SAMPLES for result in results):
        return None
    choices = [_levels(result) for result in results]
    names = [result.id for result in results]
    draws = list(islice(product(*choices), MOST_DRAWS))
    same = sum(recommend(dict(zip(names, draw, strict=True)), core, target, caps).call is call for draw in draws)
    return same / len(draws)


def _levels(result: DimensionResult) -> list[Outcome]:
    """Return the level of each sample, or what stands where there is but one."""
    if isinstance(result.outcome, Unassessed) or len(result.samples) < SAMPLES:
        return [result.outcome]
    levels = [level_of(value) for value in result.samples]
    return [min(level, 3) if result.red_flags else level for level in levels]
