"""Soft wrap that costs as much as the change, not as much as the paragraph.

Textual's WrappedDocument wraps the whole line of the document again on every key, and builds every section of a line
to show one. A spoken answer is often a single line of a thousand words. Here only the sections around a change are
wrapped, by Textual's own function, until its breaks are the old ones again; so the result is always Textual's.

This module leans on private parts of Textual, as nothing public reaches the breaks: ``compute_wrap_offsets`` and the
four tables of WrappedDocument. tests/tui/widgets compare every result with the stock classes.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from textual._wrap import compute_wrap_offsets
from textual.widgets.text_area import Location, WrappedDocument

from simulator.changes import common_ends

NARROWEST = 2
"""Cells; in less, a wide character fits nowhere and Textual breaks twice at one place."""
_FIRST_LOOK_AHEAD = 4
"""Sections wrapped after a change before the first look whether the old breaks hold again."""


class Section(NamedTuple):
    """The part of a document's line that stands on one row of the screen."""

    line_index: int
    start: int
    """Column of the section's first character in its line."""
    text: str
    tab_widths: tuple[int, ...]
    """Cells that each tab of the text takes."""
    is_last: bool
    """Whether the line ends here, so that the cursor can stand behind the text."""


class SectionedDocument(WrappedDocument):
    """A WrappedDocument with the same answers, which wraps and cuts out only what is needed."""

    _wrapped_lines: list[str]
    """The lines as they were when they were wrapped last, to see what an edit changed."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines at a width."""
        super().wrap(width, tab_width)
        self._wrapped_lines = list(self.document.lines)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap again after an edit from ``start`` to ``old_end``, which is ``new_end`` now.

        Of the locations only the rows are believed: after undo, Textual's columns are not those of the edit.
        """
        row = start[0]
        if not row == old_end[0] == new_end[0] < len(self._wrapped_lines) or not self._wraps_in_parts(row):
            super().wrap_range(start, old_end, new_end)
            self._wrapped_lines = list(self.document.lines)
            return
        line = self.document.get_line(row)
        self._replace_breaks(row, rewrap(self._wrapped_lines[row], self._wrap_offsets[row], line, self._width))
        self._tab_width_cache[row] = [0] if line else []
        self._wrapped_lines[row] = line

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self._offset_to_line_info)

    def get_sections(self, line_index: int) -> list[str]:
        """Return the texts that a line is wrapped into."""
        line = self.document.get_line(line_index)
        return [line[start:end] for start, end in pairwise([0, *self._wrap_offsets[line_index], len(line)])]

    def section_at(self, y_offset: int) -> Section | None:
        """Return what stands on a row of the wrapped document, or None below its end."""
        if y_offset >= len(self._offset_to_line_info):
            return None
        line_index, index = self._offset_to_line_info[y_offset]
        line, breaks = self.document.get_line(line_index), self._wrap_offsets[line_index]
        start = breaks[index - 1] if index else 0
        is_last = index == len(breaks)
        text = line[start:] if is_last else line[start : breaks[index]]
        tab_widths: tuple[int, ...] = ()
        if "\t" in text:
            before = line.count("\t", 0, start)
            tab_widths = tuple(self._tab_width_cache[line_index][before : before + text.count("\t")])
        return Section(line_index, start, text, tab_widths, is_last)

    def _wraps_in_parts(self, row: int) -> bool:
        # the width of a tab depends on all that stands before it, so a line with tabs is wrapped as a whole
        lines = self._wrapped_lines[row], self.document.get_line(row)
        return self._width >= NARROWEST and not any("\t" in line for line in lines)

    def _replace_breaks(self, row: int, breaks: list[int]) -> None:
        """Set the breaks of one line, and move the rows of all lines below it where there are more or fewer now."""
        growth = len(breaks) - len(self._wrap_offsets[row])
        self._wrap_offsets[row] = breaks
        if not growth:
            return
        y_offsets = self._line_index_to_offsets
        top, bottom = y_offsets[row][0], y_offsets[row][-1]
        self._offset_to_line_info[top : bottom + 1] = [(row, index) for index in range(len(breaks) + 1)]
        y_offsets[row] = list(range(top, bottom + growth + 1))
        for below in range(row + 1, len(y_offsets)):
            y_offsets[below] = [offset + growth for offset in y_offsets[below]]


def rewrap(old: str, breaks: list[int], new: str, width: int) -> list[int]:
    """Return where ``new`` breaks, given where ``old`` broke at the same width; neither has tabs."""
    changed, alike = common_ends(old, new)
    settled = len(new) - alike
    shift = len(new) - len(old)
    kept = breaks[: _standing(breaks, new, changed)]
    start = kept[-1] if kept else 0
    first = bisect_right(breaks, settled - shift)
    look_ahead = _FIRST_LOOK_AHEAD
    while True:
        # a piece may end within a word: that can only miss the word's own breaks, and they come after all the others
        end = breaks[first + look_ahead] + shift if first + look_ahead < len(breaks) else len(new)
        piece = new[start:end]
        fresh = [start + each for each in compute_wrap_offsets(piece, width, 1, precomputed_tab_sections=[(piece, 0)])]
        for count, place in enumerate(fresh, start=1):
            if place > settled:
                same = bisect_left(breaks, place - shift)
                if same < len(breaks) and breaks[same] == place - shift:
                    return kept + fresh[:count] + [each + shift for each in breaks[same + 1 :]]
        if end == len(new):
            return kept + fresh
        look_ahead *= 4


def _standing(breaks: list[int], line: str, changed: int) -> int:
    """Return how many leading breaks hold whatever changed from a column on.

    A break before a word depends on that word's length. So the last one that holds is before a word that another
    word follows on an untouched row: the second such break, seen from the change backwards.
    """
    words = 0
    for index in range(bisect_left(breaks, changed) - 1, -1, -1):
        words += _starts_word(line, breaks[index])
        if words == 2:
            return index + 1
    return 0


def _starts_word(line: str, column: int) -> bool:
    """Return whether a word starts at a column; elsewhere a break divides a word that is longer than a row."""
    return not line[column].isspace() and line[column - 1].isspace()
