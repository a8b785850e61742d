"""What a list says of a past session: in its row, beside it, and in what its filter reads."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from question_bank.models import sub_kind_words
from scorecards.models import Kind
from simulator.clock import local
from simulator.history.records import SessionStatus
from simulator.tui.text import fitted, one_line
from simulator.words.narrowing import judge_words
from simulator.words.sessions import result_words, unjudged_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.history.summaries import RoundSummary, SessionSummary

TITLE_LAST_FROM = 60
"""Cells of width; with less the title stands before mode and kind."""
_JUDGES = {"self": "by yourself", "llm": "by a model"}
_KINDS = {kind.value: kind.value.replace("_", " ") for kind in Kind}
LEAST_TITLE = 12
"""Cells that tags leave to a title."""


def began(summary: SessionSummary) -> datetime:
    """Return when a session began, in local time."""
    return local(datetime.fromisoformat(summary.started))


def history_row(summary: SessionSummary, width: int) -> str:
    """Return a session's row of ``width`` cells: when, what came of it, what it was, its tags."""
    several = len(summary.rounds) > 1
    titles = "; ".join(_named(each, with_call=several) for each in summary.rounds)
    kind = f"{len(summary.rounds)} rounds" if several else "".join(each.kind for each in summary.rounds)
    mode = f"{summary.mode:<8}  {kind.replace('_', ' '):<13}"
    date, outcome = f"{began(summary):%Y-%m-%d}", result_words(summary)
    tags = one_line(tag_words(summary.tags))
    if width < TITLE_LAST_FROM:
        return f"{date}  {outcome}  {titles}  {tags}  {mode}"
    head = f"{date}  {outcome:<14}  {mode}  "
    room = width - len(head)
    if cell_len(titles) + (cell_len(tags) + 2 if tags else 0) <= room:
        return f"{head}{titles}  {tags}".rstrip()
    titles = "; ".join(each.title for each in summary.rounds)
    if not tags:
        return f"{head}{titles}"
    of_tags = max(0, min(cell_len(tags), room - min(LEAST_TITLE, cell_len(titles)) - 2))
    return f"{head}{fitted(titles, room - of_tags - 2).rstrip()}  {fitted(tags, of_tags)}"


class SessionLines:
    """The rows, each worded when it is seen."""

    def __init__(self, summaries: Sequence[SessionSummary], width: Callable[[], int]) -> None:
        self._summaries = summaries
        self._width = width

    def __len__(self) -> int:
        return len(self._summaries)

    def __getitem__(self, index: int) -> str:
        return history_row(self._summaries[index], self._width())


def searched_text(summary: SessionSummary) -> str:
    """Return everything of a session that words are looked for in, whether its row has room for it or not."""
    parts = [began(summary).isoformat()[:10], summary.mode]
    if summary.tags or summary.note:
        parts += (tag_words(summary.tags), summary.note)
    if summary.status == SessionStatus.DISCARDED:
        parts.append(SessionStatus.DISCARDED)
    for each in summary.rounds:
        parts += (_KINDS[each.kind], sub_kind_words(each.sub_kind), each.title)
        parts.append(each.call or unjudged_words(summary, each))
        if each.source:
            parts += (_JUDGES.get(each.source, ""), *map(judge_words, each.judges))
    return " ".join(parts)


def tag_words(tags: tuple[str, ...]) -> str:
    """Return tags as a row says them."""
    return " ".join([f"#{tag}" for tag in tags])


def session_words(summary: SessionSummary) -> str:
    """Return which session it is, in a few words."""
    return f"{began(summary):%Y-%m-%d %H:%M}, {result_words(summary)}: " + "; ".join(
        each.title for each in summary.rounds
    )


def preview_parts(summary: SessionSummary, *, whole: bool) -> list[tuple[str, str]]:
    """Return texts with their styles, one a line; ``whole``: with the lines of the note, else all of it in one."""
    parts = []
    for each in summary.rounds:
        by = " and ".join(filter(None, map(judge_words, each.judges)))
        call = ", ".join(filter(None, (each.call or unjudged_words(summary, each), by)))
        about = ", ".join(filter(None, (each.kind.replace("_", " "), sub_kind_words(each.sub_kind))))
        rest = " · ".join(filter(None, (about, call, f"{each.words} words" if each.words else "")))
        if whole or len(summary.rounds) == 1:
            parts += [(one_line(each.title), "bold"), (one_line(rest), "")]
        else:
            parts.append((one_line(f"{each.title} · {rest}"), ""))
        if whole:
            parts.append(("", ""))
    when = f"{began(summary):%Y-%m-%d %H:%M}, {summary.mode}, for a {summary.target} role"
    if whole or len(summary.rounds) == 1:
        parts.append((when, "dim"))
    if summary.tags:
        parts.append((one_line(f"Tags: {tag_words(summary.tags)}"), ""))
    if whole and summary.note:
        parts += [("", ""), ("Note", "bold"), *((line, "") for line in summary.note.splitlines())]
    elif summary.note:
        parts.append((one_line(f"Note: {summary.note}"), ""))
    return parts


def _named(each: RoundSummary, *, with_call: bool) -> str:
    judge = _judge(each)
    if with_call:
        return f"{each.title} ({each.kind.replace('_', ' ')}, {each.call or 'no call'}{', ' if judge else ''}{judge})"
    return f"{each.title}{', ' if judge else ''}{judge}"


def _judge(each: RoundSummary) -> str:
    return _JUDGES.get(each.source, "")
