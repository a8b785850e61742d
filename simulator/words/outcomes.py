"""Real interviews in words, and whether practice told what would come of them."""

from datetime import date

from simulator.errors import UsageError
from simulator.history.outcomes import DAYS_BEFORE, FEWEST, LOOP, Practice, RealOutcome, Telling

CLEAR = 0.2
"""Difference of two shares below which they are called alike."""
FIRST_WORD = 3
"""Interviews after which something is said."""


def outcome_line(outcome: RealOutcome) -> str:
    """Return one real interview in one line, its number first."""
    return f"{outcome.number}  {outcome.day}  {what_it_was(outcome)}: {outcome.result.label}{_note(outcome)}"


def outcome_row(outcome: RealOutcome) -> str:
    """Return one real interview as a row of a list: the day, what came of it, the rest."""
    return f"{outcome.day}  {outcome.result.label:<10}  {what_it_was(outcome)}{_note(outcome)}"


def what_it_was(outcome: RealOutcome) -> str:
    """Return the kind of an interview and where it was."""
    kind = LOOP if outcome.kind == LOOP else outcome.kind.replace("_", " ")
    return f"{kind}, {outcome.company}" if outcome.company else kind


def _note(outcome: RealOutcome) -> str:
    return f" ({' '.join(outcome.note.split())})" if outcome.note else ""


def day_of(text: str, today: date) -> date:
    """Return the day that was written; raise UsageError for what is no day, and for one to come."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(
            "That is no day", f"{text.strip()!r} is no day of the calendar.", f"Write it so: {today}."
        ) from error
    if day > today:
        raise UsageError(
            "That day is to come", f"{day} is after today, {today}.", "Log an interview once it has an outcome."
        )
    return day


def day_words(text: str, today: date) -> str:
    """Return the day that was written in words, or what is wrong with it, to be read while it is written."""
    try:
        day = day_of(text, today)
    except UsageError as error:
        return f"{error.sentence} {error.next_step}"
    ago = (today - day).days
    when = {0: "today", 1: "yesterday"}.get(ago, f"{ago} days ago")
    return f"{day:%A} {day.day} {day:%B %Y}, {when}"


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


def still_missing(logged: int) -> str:
    """Return what is missing before anything is said of practice; empty from the third interview on."""
    if logged >= FIRST_WORD:
        return ""
    return (
        f"{logged} of {FIRST_WORD} logged. From the third on this page says whether the calls of your practice were "
        "telling."
    )
