"""Dimension results become an assessment: call, caps, confidence. The same for every source."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from scorecards.models import Scorecard, Target
from scorecards.recommendation import Caps, Doubts, Outcome, confidence, recommend
from simulator.history.records import Assessment, DimensionResult, Provenance, RoundFlag, RoundRecord


def conclude(
    record: RoundRecord,
    scorecard: Scorecard,
    target: Target,
    results: Sequence[DimensionResult],
    raised: Iterable[RoundFlag],
    doubts: Doubts,
    provenance: Provenance,
    **more: Any,
) -> Assessment:
    """Return the assessment; ``more`` are fields of it that only some sources have."""
    flags = list(raised)
    if record.hints:
        flags.append(RoundFlag.HINTS_USED)
    if record.overtime > 0:
        flags.append(RoundFlag.OVER_TIME)
    outcomes: dict[str, Outcome] = {result.id: result.outcome for result in results}
    values = {result.id: result.value for result in results if result.value is not None}
    caps = caps_of(record, results, flags)
    recommendation = recommend(outcomes, scorecard.core, target, caps)
    level, reasons = confidence(outcomes, values, scorecard.core, target, caps, doubts)
    return Assessment(
        id=secrets.token_hex(6),
        provenance=provenance,
        target=target,
        dimensions=tuple(results),
        flags=tuple(flags),
        call=recommendation.call,
        caps=recommendation.caps,
        confidence=level,
        doubts=reasons,
        **more,
    )


def caps_of(record: RoundRecord, results: Sequence[DimensionResult], flags: Collection[RoundFlag]) -> Caps:
    """Return what limits the call whatever the levels say."""
    return Caps(
        red_flag=any(result.red_flags for result in results),
        contradicted_fact=RoundFlag.CONTRADICTED_FACT in flags,
        hints=record.hints,
        unproven=any(result.unproven for result in results),
    )


def program_version() -> str:
    """Return the version of the installed program; "unknown" when it runs from a bare folder."""
    try:
        return version("pm-simulator")
    except PackageNotFoundError:
        return "unknown"
