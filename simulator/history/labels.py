"""Notes and tags: what a candidate writes on a session."""

import re
from collections.abc import Iterable
from datetime import datetime

from scorecards.cleaning import clean
from simulator.errors import UsageError
from simulator.history.records import SessionRecord

LONGEST_NOTE = 4000
"""Characters."""
MOST_TAGS = 30
_TAG = re.compile(r"\w[\w-]{0,39}")


def is_tag(text: str) -> bool:
    """Tell whether a text can be a tag: one word, so that a list of tags needs no other mark than a space."""
    return _TAG.fullmatch(text) is not None and text == text.casefold()


def with_note(record: SessionRecord, text: str, saved: datetime) -> SessionRecord:
    """Return the session with this note in place of the one before, without one for an empty text; raise UsageError."""
    note = clean(text).strip()
    if len(note) > LONGEST_NOTE:
        raise UsageError(
            "The note is too long", f"It has {len(note)} characters; {LONGEST_NOTE} are kept at most.", "Shorten it."
        )
    return record.model_copy(update={"note": note, "saved": saved})


def with_tags(record: SessionRecord, changes: Iterable[str], saved: datetime) -> SessionRecord:
    """Return the session with each ``+word`` added and each ``-word`` taken away, in order; raise UsageError."""
    tags = set(record.tags)
    for change in changes:
        sign, word = change[:1], clean(change[1:]).casefold()
        if sign not in ("+", "-") or not sign or not is_tag(word):
            raise UsageError(
                "That is no tag",
                f"{change[:60]!r} is not + or - and one word of letters, digits, - and _.",
                "Say for instance: pm-simulator tag last +pricing -draft.",
            )
        if sign == "+":
            tags.add(word)
        else:
            tags.discard(word)
    if len(tags) > MOST_TAGS:
        raise UsageError("Too many tags", f"A session has {MOST_TAGS} at most.", "Take some away: -word.")
    return record.model_copy(update={"tags": tuple(sorted(tags)), "saved": saved})
