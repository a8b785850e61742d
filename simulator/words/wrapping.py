"""Paragraphs broken into lines."""

import textwrap

WIDTH = 78
"""Columns of a page of plain text."""


def wrap(text: str, width: int = WIDTH, hang: int = 0) -> list[str]:
    """Wrap paragraphs to the page; an indent is kept on the lines that follow, which stand ``hang`` further in."""
    lines = []
    for paragraph in text.split("\n"):
        indent = paragraph[: len(paragraph) - len(paragraph.lstrip(" "))]
        lines += textwrap.wrap(
            paragraph, width, subsequent_indent=indent + " " * hang, break_on_hyphens=False, break_long_words=False
        ) or [""]
    return lines
