"""Sessions as Markdown, in which no word of an answer, a card or a model is taken for markup."""

import re
from collections.abc import Iterable, Iterator

from simulator.history.records import SessionRecord
from simulator.sharing.account import Block, FindCard, Heading, Lines, Said, readable, session_page

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$])")
_OPENING = re.compile(r"^(?:([#+\-=:])|(\d{1,9})([.)]))")
"""What at the start of a line begins a heading, a list, a rule or a table."""


def markdown(records: Iterable[SessionRecord], find_card: FindCard) -> Iterator[str]:
    """Give the sessions as Markdown, a block at a time."""
    first = True
    for record in records:
        for block in session_page(record, find_card):
            yield ("" if first else "\n") + "\n".join(_written(block)) + "\n"
            first = False


def _written(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"{'#' * block.level} {_inline(block.text)}"]
    if isinstance(block, Lines):
        return _broken([_inline(line) for line in block.lines])
    if isinstance(block, Said):
        lines = _broken([_inline(line) for line in readable(block.text).split("\n")])
        return [f"> {line}".rstrip() for line in lines]
    rows = [[_escaped(cell) for cell in row] for row in (block.header, *block.rows)]
    rows.insert(1, ["---"] * len(block.header))
    return [f"| {' | '.join(row)} |" for row in rows]


def _broken(lines: list[str]) -> list[str]:
    """Return lines that stay lines: one followed by another ends in a hard break."""
    return [
        f"{line}\\" if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]


def _inline(text: str) -> str:
    """Return text as one line that says nothing but itself."""
    return _OPENING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", _escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(readable(text).split()))
