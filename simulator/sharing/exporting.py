"""What is written of a history, how, and under which name: what the command line and the app share of an export."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from simulator.errors import StorageError, UsageError
from simulator.words.moments import local_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from simulator.history.records import SessionRecord
    from simulator.history.store import Store
    from simulator.workspace import Workspace

FORMATS = ("md", "html", "jsonl", "csv")
LONGEST_SLUG = 60
FORMAT_WORDS = {
    "md": ("Markdown", "to read, and for notes"),
    "html": ("HTML", "to read in a browser, and to print"),
    "jsonl": ("JSON Lines", "for another machine: import reads it"),
    "csv": ("CSV", "scores for a spreadsheet"),
}
"""By format: its name and what it is for."""
_PAGE = (
    "Everything of a round: question, result, your words as proof, minutes, advice, transcript; your notes and tags."
)
_HOLDS = {
    "md": _PAGE,
    "html": f"{_PAGE} It is one file without script or outside address; on paper each session starts a page.",
    "jsonl": "One line a session with everything that the history has of it, your notes and tags too. Import merges it "
    "with what another machine has, and doubles nothing.",
    "csv": "One row for each dimension of each judgement: levels, calls, predictions, your notes and tags. What you "
    "answered is not in it.",
}
_PART = "One round of a session is for reading: import takes whole sessions only."
_LEFT_OUT = "No key, address or folder of this machine is in it, and no real interview that you logged."


def all_sessions(store: Store, lost: list[str]) -> Iterator[SessionRecord]:
    """Give every session, one at a time; one that is lost is named and keeps no other from being written."""
    for summary in store.summaries():
        try:
            record = store.load(summary.id)
        except (StorageError, UsageError) as error:
            lost.append(f"Left out: {error.sentence} {error.next_step}")
        else:
            yield record


def pieces(workspace: Workspace, records: Iterable[SessionRecord], style: str, *, part: bool = False) -> Iterator[str]:
    """Give what is written of sessions; ``part`` marks JSON lines that hold one round of their session."""
    from simulator.words.review import find_card

    if style == "jsonl":
        from simulator.history.export import json_lines

        return json_lines(records, part=part)
    if style == "csv":
        from simulator.history.export import score_rows

        return score_rows(records)
    if style == "html":
        from simulator.sharing.html import html_page

        return html_page(records, lambda name: find_card(workspace, name))
    from simulator.sharing.markdown import markdown

    return markdown(records, lambda name: find_card(workspace, name))


def name_of_all(style: str, today: date) -> str:
    """Return a name for the file of all sessions."""
    return f"pm-simulator-{today}.{style}"


def name_of(record: SessionRecord, style: str, number: int | None = None) -> str:
    """Return a name for the file of a session, or of one of its rounds: its date and title."""
    rounds = [each for each in record.rounds if number in (None, each.number)]
    of_several = f"-round-{number}" if number and len(record.rounds) > 1 else ""
    what = slug(rounds[0].title) if len(rounds) == 1 else f"{len(rounds)}-rounds"
    return f"{local_date(record.started)}{of_several}-{what or 'session'}.{style}"


def slug(text: str) -> str:
    """Return the words of a title as part of a file's name, in letters that every system takes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST_SLUG].strip("-")


def holds_lines(style: str, *, part: bool) -> list[str]:
    """Return what is in a file of this format and what is not; ``part``: it holds one round of a session."""
    return [_HOLDS[style], *([_PART] if part and style == "jsonl" else []), _LEFT_OUT]


def size_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
