"""Real interviews in words, and whether practice told what would come of them."""

from simulator.history.outcomes import DAYS_BEFORE, FEWEST, LOOP, Practice, RealOutcome, Telling

CLEAR = 0.2
"""Difference of two shares below which they are called alike."""
FIRST_WORD = 3
"""Interviews after which something is said."""


def outcome_line(outcome: RealOutcome) -> str:
    """Return one real interview in one line, its number first."""
    kind = LOOP if outcome.kind == LOOP else outcome.kind.replace("_", " ")
    company = f", {outcome.company}" if outcome.company else ""
    note = f" ({' '.join(outcome.note.split())})" if outcome.note else ""
    return f"{outcome.number}  {outcome.day}  {kind}{company}: {outcome.result.label}{note}"


def telling_sentence(found: Telling, logged: int) -> str:
    """Return one sentence on whether practice calls were telling; empty before there are three interviews."""
    if logged < FIRST_WORD:
        return ""
    if found.before_good is None or found.before_bad is None:
        practised = ", each with practice before it" if min(found.good, found.bad) >= FEWEST else ""
        return (
            f"Too few to tell whether practice calls were telling: {found.good} went well and {found.bad} did not, "
            f"and it takes {FEWEST} of each{practised}."
        )
    good, bad = found.before_good, found.before_bad
    judge = "your own calls" if found.series == "self" else f"the calls of {found.series}"
    difference = good.share - bad.share
    if abs(difference) < CLEAR:
        verdict = "they did not tell the one from the other"
    elif difference > 0:
        verdict = "they were telling so far, though with so few interviews chance can look the same"
    else:
        verdict = "they pointed the wrong way, which with so few interviews can be chance"
    return (
        f"In the {DAYS_BEFORE} days before interviews that went well {_share(good)} of {judge} were hire or better, "
        f"before the others {_share(bad)}: {verdict}."
    )


def _share(practice: Practice) -> str:
    return f"{practice.hires} of {practice.calls} ({practice.share:.0%})"
