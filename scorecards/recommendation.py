"""From levels to a call and its confidence, as SCORECARDS.md fixes it. Nothing is averaged away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from scorecards.models import Target, Unassessed
from scorecards.scoring import level_of

Outcome = int | Unassessed
"""A level of 1 to 5, or the reason why there is none."""

NEAR_AN_EDGE = 0.15
SHORT_ANSWER_WORDS = 80
FEWEST_ASSESSED = 4
VERIFIED_SHARE = 0.9


class Call(IntEnum):
    """The recommendation, ordered; ``NOT_ENOUGH_EVIDENCE`` stands outside the order at zero."""

    NOT_ENOUGH_EVIDENCE = 0
    STRONG_NO_HIRE = 1
    NO_HIRE = 2
    LEAN_NO_HIRE = 3
    LEAN_HIRE = 4
    HIRE = 5
    STRONG_HIRE = 6

    @property
    def label(self) -> str:
        """The call in words."""
        return self.name.lower().replace("_", " ")

    @classmethod
    def from_label(cls, label: str) -> "Call":
        """Return the call written as ``label``; raise ValueError."""
        try:
            return cls[label.strip().upper().replace(" ", "_")]
        except KeyError:
            raise ValueError(f"{label!r} is not a recommendation") from None


CALLS = tuple(call for call in Call if call is not Call.NOT_ENOUGH_EVIDENCE)
"""The calls that can be predicted, worst first."""


class Confidence(StrEnum):
    """How far the call can be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Caps:
    """What limits a call whatever the levels say."""

    red_flag: bool = False
    contradicted_fact: bool = False
    """The candidate invented a fact against one that was told."""
    hints: int = 0
    unproven: bool = False
    """Somewhere the anchor stands a level or more above what the checklist proves: no strong hire.

    The opposite difference is flagged too, but holds no call back: else a better item could lower the call.
    """


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The call at one target, and what lowered it."""

    call: Call
    target: Target
    caps: tuple[str, ...] = ()
    """In words, each cap that lowered the call."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What lowers the confidence in a call."""

    self_graded: bool = False
    quick_mode: bool = False
    words: int = SHORT_ANSWER_WORDS
    disagreement: bool = False
    """Checklist and anchor differ by a level or more somewhere."""
    uncalibrated_model: bool = False
    small_model: bool = False
    """Judged sentence by sentence by a model too small to weigh several things at once."""
    withheld_segments: bool = False
    verified_share: float = 1.0
    """Share of a judge's quotes that code found in the answer."""


def recommend(
    outcomes: Mapping[str, Outcome], core: Collection[str], target: Target, caps: Caps | None = None
) -> Recommendation:
    """Return the call for the six outcomes of a round."""
    caps = caps or Caps()
    call = _by_levels(outcomes, core, target, caps.unproven or caps.red_flag)
    if call is Call.NOT_ENOUGH_EVIDENCE:
        return Recommendation(call, target)
    limits = [
        (caps.red_flag, Call.LEAN_NO_HIRE, "a red flag"),
        (caps.contradicted_fact, Call.LEAN_NO_HIRE, "a fact invented against one that was told"),
        (caps.hints >= 3, Call.LEAN_HIRE, f"{caps.hints} hints"),
        (1 <= caps.hints <= 2, Call.HIRE, "1 hint" if caps.hints == 1 else "2 hints"),
    ]
    lowered = []
    for applies, limit, words in limits:
        if applies and call > limit:
            call = limit
            lowered.append(f"{words}: {limit.label} at most")
    return Recommendation(call, target, tuple(lowered))


def _by_levels(outcomes: Mapping[str, Outcome], core: Collection[str], target: Target, held: bool) -> Call:
    bar = 3 if target is Target.PM else 4
    levels = {name: outcome for name, outcome in outcomes.items() if not isinstance(outcome, Unassessed)}
    core_levels = [level for name, level in levels.items() if name in core]
    other_levels = [level for name, level in levels.items() if name not in core]
    core_unassessed = len(core) - len(core_levels)
    core_below = sum(level == bar - 1 for level in core_levels)
    core_at_five = sum(level == 5 for level in core_levels)
    others_close = all(level >= bar - 1 for level in other_levels)
    group = target is Target.GROUP

    if len(levels) < FEWEST_ASSESSED or core_unassessed >= 2:
        return Call.NOT_ENOUGH_EVIDENCE
    if min(core_levels) == 1:
        return Call.STRONG_NO_HIRE
    if min(core_levels) <= bar - 2:
        return Call.NO_HIRE
    if (
        len(levels) == len(outcomes)
        and min(core_levels) >= bar
        and (core_at_five >= 3 if group else max(core_levels) >= bar + 1)
        and others_close
        and not held
    ):
        return Call.STRONG_HIRE
    if core_unassessed == 0 and core_below <= 1 and others_close and (not group or core_at_five >= 2):
        return Call.HIRE
    if core_below + core_unassessed <= 2 and others_close:
        return Call.LEAN_HIRE
    return Call.LEAN_NO_HIRE


def confidence(
    outcomes: Mapping[str, Outcome],
    values: Mapping[str, float],
    core: Collection[str],
    target: Target,
    caps: Caps,
    doubts: Doubts,
) -> tuple[Confidence, tuple[str, ...]]:
    """Return the confidence in the call and, in words, every reason that lowered it."""
    edges = near_edges(outcomes, values, core, target, caps)
    unassessed = sum(isinstance(outcome, Unassessed) for outcome in outcomes.values())
    compared = "exemplars" if doubts.self_graded else "level descriptions"
    medium = [
        (doubts.self_graded, "self-graded"),
        (doubts.quick_mode, "quick mode"),
        (doubts.words < SHORT_ANSWER_WORDS, f"only {doubts.words} words"),
        (unassessed > 0, f"{unassessed} of {len(outcomes)} dimensions not assessed"),
        (doubts.disagreement, f"checklist and {compared} disagree by a level somewhere"),
        (doubts.uncalibrated_model, "uncalibrated model"),
        (bool(edges), "a level so near an edge that the call could turn"),
    ]
    low = [
        (doubts.small_model, "a small model judged, sentence by sentence"),
        (doubts.withheld_segments, "parts of the answer were withheld from the judge"),
        (doubts.verified_share < VERIFIED_SHARE, "more than one quote in ten could not be verified"),
    ]
    reasons = tuple(words for applies, words in (*medium, *low) if applies)
    if len(reasons) >= 2 or any(applies for applies, _ in low):
        return Confidence.LOW, reasons
    return (Confidence.MEDIUM if reasons else Confidence.HIGH), reasons


def near_edges(
    outcomes: Mapping[str, Outcome],
    values: Mapping[str, float],
    core: Collection[str],
    target: Target,
    caps: Caps,
    within: float = NEAR_AN_EDGE,
) -> tuple[str, ...]:
    """Return the dimensions whose value lies within ``within`` of an edge that would change the call."""
    call = recommend(outcomes, core, target, caps).call
    found = []
    for name, value in values.items():
        outcome = outcomes[name]
        if isinstance(outcome, Unassessed):
            continue
        for edge in (level_of(value - within), level_of(value + within)):
            moved = edge if outcome == level_of(value) else min(edge, outcome)  # a capped level stays capped
            if recommend({**outcomes, name: moved}, core, target, caps).call is not call:
                found.append(name)
                break
    return tuple(found)
