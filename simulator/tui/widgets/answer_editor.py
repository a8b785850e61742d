"""The editor that an answer is typed into: Textual's TextArea without its lag in one long paragraph."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.events import Key
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Document, DocumentNavigator, Edit, EditResult, Location

from simulator.tui.text import visible
from simulator.tui.widgets.wrapping import Section, SectionedDocument

MOVES_UP_AND_DOWN = ("cursor_up", "cursor_down", "cursor_page_up", "cursor_page_down")


class AnswerEditor(TextArea):
    """A text area for prose: wraps softly, never grows beyond a limit, counts words, and keeps up with the typist.

    Stock TextArea wraps the whole paragraph on each key and cuts it up anew for every visible row. This one wraps
    around the change, and paints a row from its own section, or not at all where the row looks as it did before.
    """

    @dataclass
    class Truncated(Message):
        """Posted when a key or a paste did not fit; the text that did not is lost."""

        editor: "AnswerEditor"
        kept: int
        """Characters of the typed or pasted text that went in."""
        dropped: int

        @property
        def control(self) -> "AnswerEditor":
            """The editor, for ``@on`` with a selector."""
            return self.editor

    @dataclass
    class WordsCounted(Message):
        """Posted when the words have been counted: at the start, and soon after a change."""

        editor: "AnswerEditor"
        words: int

        @property
        def control(self) -> "AnswerEditor":
            """The editor, for ``@on`` with a selector."""
            return self.editor

    wrapped_document: SectionedDocument
    cleans_pastes = True
    """It shows in its own way what other fields must not get."""

    def __init__(
        self,
        text: str = "",
        *,
        limit: int,
        blink: bool = True,
        count_after: float = 0.3,
        read_only: bool = False,
        placeholder: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Open ``text``; from ``limit`` characters on nothing can be added, but longer text may be loaded.

        ``count_after`` is the seconds from a change to the next count of words.
        """
        super().__init__(
            text,
            read_only=read_only,
            placeholder=placeholder,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.set_reactive(TextArea.cursor_blink, blink)
        self.limit = limit
        self.words = 0
        """Words at the last count."""
        self._count_after = count_after
        self._count_is_due = False

    def on_mount(self) -> None:
        """Count the words of the text that the editor was opened with."""
        self._count_words()

    def edit(self, edit: Edit) -> EditResult:
        """Do an edit as far as the text stays clean and within the limit; every key and paste comes through here."""
        wanted = visible(edit.text)
        staying = self._length() - len(self.get_text_range(edit.top, edit.bottom))
        kept = wanted[: max(0, self.limit - staying)]
        if len(kept) < len(wanted):
            self.post_message(self.Truncated(self, len(kept), len(wanted) - len(kept)))
        return super().edit(edit if kept == edit.text else replace(edit, text=kept))

    async def _on_key(self, event: Key) -> None:
        """Do a key of the editor's own at once: sent up to the app, it would act after letters typed later."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Return None: prose has smileys and "a)", for which Textual would search the whole text on every key."""
        return None

    @property
    def is_empty(self) -> bool:
        """True while nothing is written."""
        return self.document.end == (0, 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that move up and down to the screen while there is nothing to move in."""
        if action in MOVES_UP_AND_DOWN and self.is_empty:
            return False
        return super().check_action(action, parameters)

    def render_line(self, y: int) -> Strip:
        """Paint one row from its section alone."""
        as_stock = (
            not self.soft_wrap or self.show_line_numbers or self.suggestion or (self.placeholder and not self.text)
        )
        if as_stock:
            return super().render_line(y)
        section = self.wrapped_document.section_at(self.scroll_offset.y + y)
        if section is None:
            return Strip.blank(self.size.width, self._theme.base_style)
        return _paint(self._row_of(section))

    def _length(self) -> int:
        lines = self.document.lines
        return sum(map(len, lines)) + len(lines) - 1

    @on(TextArea.Changed)
    def _count_soon(self) -> None:
        # one timer for all keys until it fires: a timer set anew by each key would cost each key
        if not self._count_is_due:
            self._count_is_due = True
            self.set_timer(self._count_after, self._count_words)

    def _count_words(self) -> None:
        self._count_is_due = False
        self.words = sum(len(line.split()) for line in self.document.lines)
        self.post_message(self.WordsCounted(self, self.words))

    # Below stands all that leans on private parts of TextArea, which has no public way to another wrapped document
    # or to the colours of a row. The tests compare it with a stock TextArea cell by cell.

    def _set_document(self, text: str, language: str | None) -> None:
        """Open a text: what TextArea does without syntax highlighting, but wrapped in sections."""
        self.document = Document(visible(text))
        self.wrapped_document = SectionedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _row_of(self, section: Section) -> "_Row":
        """Gather all that a row's looks depend on; the order of the styles is TextArea's."""
        theme = self._theme
        spans: list[_Span] = []
        line_style = theme.base_style
        text = section.text + " " if section.is_last else section.text  # the cursor can stand behind the last one
        cursor_row, cursor_column = self.selection.end
        on_cursor_line = section.line_index == cursor_row
        if on_cursor_line and self.highlight_cursor_line:
            line_style = theme.cursor_line_style if self._has_cursor else None
            spans.append((0, len(text), line_style))
        top, bottom = sorted(self.selection)
        if top != bottom and top[0] <= section.line_index <= bottom[0] and theme.selection_style:
            start = top[1] - section.start if section.line_index == top[0] else 0
            end = bottom[1] - section.start if section.line_index == bottom[0] else len(section.text)
            if max(0, start) < min(end, len(section.text)):
                spans.append((max(0, start), min(end, len(section.text)), theme.selection_style))
            if not section.text and not on_cursor_line:
                # an empty line shows that it is selected by half a cell
                text, spans = "▌", [(0, 1, Style(color=theme.selection_style.bgcolor))]
        cursor = cursor_column - section.start
        if on_cursor_line and 0 <= cursor < len(text) and self._draw_cursor:
            spans.append((cursor, cursor + 1, theme.cursor_style))
        width = self.scrollable_content_region.size.width
        return _Row(text, section.tab_widths, width, theme.base_style, line_style, tuple(spans))


_Span = tuple[int, int, Style | None]
"""First column, column after the last, and what they look like."""


class _Row(NamedTuple):
    """All that a row's looks depend on, and so the key under which its strip is remembered."""

    text: str
    tab_widths: tuple[int, ...]
    width: int
    base_style: Style | None
    line_style: Style | None
    """For the cells behind the text."""
    spans: tuple[_Span, ...]


@lru_cache(maxsize=1024)
def _paint(row: _Row) -> Strip:
    """Return a row's strip; a strip remembers its own cuts and escape codes, so the same object is cheap to show."""
    segments = []
    tab_widths = iter(row.tab_widths)
    cells = [" " * next(tab_widths) if char == "\t" else char for char in row.text]
    edges = {0, len(row.text)}.union(*(span[:2] for span in row.spans))
    for start, end in pairwise(sorted(edges)):
        style = sum((style for first, last, style in row.spans if style and first <= start < last), Style.null())
        segments.append(Segment("".join(cells[start:end]), style))
    strip = Strip(segments, cell_len("".join(cells))).extend_cell_length(row.width, row.line_style)
    return strip.apply_style(row.base_style or Style.null())
