"""Two machines' copies of one session made one: judgements are united, answers are never replaced."""

from simulator.history.export import portable_assessment
from simulator.history.records import Assessment, RoundRecord, SessionRecord, SessionStatus

UNITED = {"assessments"}
"""Fields of a round that are united; every other one is the answer, or what was measured of it."""


class DifferentSessionError(Exception):
    """Two sessions share an id and are not the same; says so in one sentence."""


def merged(here: SessionRecord, other: SessionRecord) -> SessionRecord:
    """Return the session of this machine with what the other one adds; ``here`` itself where it adds nothing.

    Raise DifferentSessionError where the two differ in what was asked or answered.
    """
    if (here.started, here.target) != (other.started, other.target):
        raise DifferentSessionError("Another session has this id here; the one here was left as it is.")
    if len(here.rounds) != len(other.rounds):
        raise DifferentSessionError("The session here has other rounds; it was left as it is.")
    early_here, early_other = (each.status is SessionStatus.UNDER_WAY for each in (here, other))
    if here.mode is not other.mode and not (early_here or early_other):
        raise DifferentSessionError("The session has another mode here; it was left as it is.")
    both = here.model_copy(
        update={
            "rounds": tuple(
                _merged_round(mine, theirs, early_here, early_other)
                for mine, theirs in zip(here.rounds, other.rounds, strict=True)
            ),
            "mode": other.mode if early_here else here.mode,
            "status": other.status if early_here else here.status,
            "switched_to_practice": here.switched_to_practice or other.switched_to_practice,
            "note": _merged_note(here.note, other.note),
            "tags": tuple(sorted({*here.tags, *other.tags})),
        }
    )
    return here if both == here else both.model_copy(update={"saved": max(here.saved, other.saved)})


def _merged_round(here: RoundRecord, other: RoundRecord, early_here: bool, early_other: bool) -> RoundRecord:
    """Return the round of both; ``early`` says that a copy was made while its interview was under way."""
    taken = here
    if here.model_dump(exclude=UNITED) != other.model_dump(exclude=UNITED):
        if early_here and _begins(here, other):
            taken = other
        elif not (early_other and _begins(other, here)):
            raise DifferentSessionError(
                f"Round {here.number} was answered or predicted otherwise here; what is here was left as it is."
            )
    return taken.model_copy(update={"assessments": _united(here, other)})


def _begins(early: RoundRecord, late: RoundRecord) -> bool:
    """Tell whether the late copy holds every word of the early one."""
    same = (early.question_id, early.prompt) == (late.question_id, late.prompt)
    return same and early.prediction in (None, late.prediction) and late.turns[: len(early.turns)] == early.turns


def _united(here: RoundRecord, other: RoundRecord) -> tuple[Assessment, ...]:
    """Return the judgements of both, those of this machine as they are; the oldest first where some were added."""
    known = {assessment.id: portable_assessment(assessment) for assessment in here.assessments}
    added = []
    for assessment in other.assessments:
        if assessment.id not in known:
            added.append(assessment)
        elif known[assessment.id] != portable_assessment(assessment):
            raise DifferentSessionError(
                f"A judgement of round {here.number} is not what it is here; what is here was left as it is."
            )
    if not added:
        return here.assessments
    return tuple(sorted((*here.assessments, *added), key=lambda each: (each.provenance.made, each.id)))


def _merged_note(here: str, other: str) -> str:
    """Return both notes, ours first; one that is in the other already is not repeated."""
    if other in here:
        return here
    return other if here in other else f"{here}\n\n{other}"
