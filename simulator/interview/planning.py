"""The plan of a round: its stages and their minutes, as the card says or in the time that the candidate has."""

from collections.abc import Sequence

from question_bank.models import Question
from simulator.errors import UsageError
from simulator.interview import events as ev


def plan_round(question: Question, probes: int, minutes: int | None = None) -> ev.RoundPlan:
    """Return the plan of a round on this card with up to ``probes`` follow-ups, in ``minutes`` or those of the card.

    Raise UsageError where ``minutes`` are fewer than the card has stages.
    """
    planned = [stage.minutes for stage in question.stages]
    if minutes is not None:
        try:
            planned = scaled(planned, minutes)
        except ValueError as error:
            raise UsageError(
                "Too few minutes",
                f'"{question.title}" has {len(planned)} stages, and each needs a minute at least.',
                f"Take {len(planned)} minutes or more.",
            ) from error
    return ev.RoundPlan(
        question_id=question.id,
        title=question.title,
        kind=question.kind,
        sub_kind=question.sub_kind,
        prompt=question.brief.prompt.strip(),
        stages=tuple(
            ev.PlannedStage(id=stage.id, name=stage.name, seconds=minutes * 60, dimensions=stage.dimensions)
            for stage, minutes in zip(question.stages, planned, strict=True)
        ),
        probes=min(probes, len(question.probes)),
    )


def scaled(minutes: Sequence[int], total: int) -> list[int]:
    """Return whole minutes in the proportions of ``minutes`` that add up to ``total``, at least one each.

    Raise ValueError where there are more parts than minutes.
    """
    if total < len(minutes):
        raise ValueError(f"{total} minutes cannot hold {len(minutes)} parts")
    whole = sum(minutes)
    parts = [max(1, each * total // whole) for each in minutes]
    while missing := total - sum(parts):
        step = 1 if missing > 0 else -1
        # the part that is furthest from its share gives or takes a minute
        able = [number for number, part in enumerate(parts) if part + step >= 1]
        parts[max(able, key=lambda number: step * (minutes[number] * total - parts[number] * whole))] += step
    return parts
