"""The editor's wrapping against Textual's own, on the texts that people and pastes bring."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual._wrap import compute_wrap_offsets
from textual.widgets.text_area import Document, Location, WrappedDocument

from simulator.tui.widgets.wrapping import NARROWEST, SectionedDocument, rewrap

PIECES = [
    "a",
    "to",
    "word",
    "longer",
    " ",
    "  ",
    "\u00a0",
    "\u3000",
    "漢字",
    "한",
    "👍",
    "👩‍💻",
    "❤️",
    "e\u0301",
    "\u200b",
]
PIECES += ["שלום", "مرحبا ", "-", "x" * 20, "字" * 9, "\ufe0f", "\u200d", "[b]", "🇩🇪"]
LONGEST_SECTION = 14

line = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
prose = st.lists(st.sampled_from(["a", "to", "word", "longer", "漢"]), max_size=80).map(" ".join)
places = st.floats(0, 1)
widths = st.integers(NARROWEST, LONGEST_SECTION)
insertions = st.lists(st.sampled_from([*PIECES, "\t", "\n"]), max_size=6).map("".join)
edits = st.lists(st.tuples(places, places, places, insertions), min_size=1, max_size=6)


@settings(max_examples=500, deadline=None)
@given(st.one_of(line, prose), places, places, st.lists(st.sampled_from(PIECES), max_size=4).map("".join), widths)
@example("a漢\u200d ", 0.25, 0, " ", 2).via("a word cut in two just where it was divided between rows")
@example("a漢\u200d ", 1.0, 0, "", 2).via("a divided word that counts as narrower than its characters")
def test_wrapping_around_a_change_is_wrapping_it_all(
    old: str, start: float, length: float, inserted: str, width: int
) -> None:
    begin = int(start * len(old))
    end = begin + int(length**3 * (len(old) - begin))
    new = old[:begin] + inserted + old[end:]
    assert rewrap(old, compute_wrap_offsets(old, width, 4), new, width) == compute_wrap_offsets(new, width, 4)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(line, prose), min_size=1, max_size=4), edits, st.integers(0, LONGEST_SECTION), widths)
def test_a_document_answers_as_a_stock_one_after_every_edit(
    lines: list[str], edits: list[tuple[float, float, float, str]], width: int, later_width: int
) -> None:
    document = Document("\n".join(lines))
    ours, stock = SectionedDocument(document, width), WrappedDocument(document, width)
    for row, start, end, inserted in edits:
        top, bottom = sorted((place_in(document, row, start), place_in(document, min(row + 0.1, 1), end)))
        result = document.replace_range(top, bottom, inserted)
        for each in (ours, stock):
            each.wrap_range(top, bottom, result.end_location)
        assert_same(ours, stock)
    for each in (ours, stock):
        each.wrap(later_width)
    assert_same(ours, stock)


def test_undo_gives_columns_that_are_not_those_of_the_edit() -> None:
    document = Document("word " * 40)
    ours, stock = SectionedDocument(document, 20), WrappedDocument(document, 20)
    document.replace_range((0, 3), (0, 60), "")
    for each in (ours, stock):
        each.wrap_range((0, 50), (0, 51), (0, 51))
    assert_same(ours, stock)


def test_rows_of_one_cell_break_as_textual_breaks_them() -> None:
    document = Document(" 漢")
    ours, stock = SectionedDocument(document, 1), WrappedDocument(document, 1)
    document.replace_range((0, 2), (0, 2), "a")
    for each in (ours, stock):
        each.wrap_range((0, 2), (0, 2), (0, 3))
    assert ours._wrap_offsets == stock._wrap_offsets


def test_only_the_rows_around_a_key_are_wrapped_again() -> None:
    old = "word " * 2000
    breaks = compute_wrap_offsets(old, 79, 4)
    new = old[:5000] + "x" + old[5000:]
    after = rewrap(old, breaks, new, 79)
    assert after == compute_wrap_offsets(new, 79, 4)
    assert after[:60] == breaks[:60]
    assert [place - 1 for place in after[-60:]] == breaks[-60:]


def place_in(document: Document, row: float, column: float) -> Location:
    line_index = int(row * (document.line_count - 1))
    return line_index, int(column * len(document.get_line(line_index)))


def assert_same(ours: SectionedDocument, stock: WrappedDocument) -> None:
    """Compare the tables and the sections, on which all else that both inherit is built."""
    assert ours._wrap_offsets == stock._wrap_offsets
    assert ours._tab_width_cache == stock._tab_width_cache
    assert ours._offset_to_line_info == stock._offset_to_line_info
    assert ours._line_index_to_offsets == stock._line_index_to_offsets
    assert ours.height == stock.height
    assert ours.section_at(ours.height) is None
    sections = [stock.get_sections(line_index) for line_index in range(stock.document.line_count)]
    assert [ours.get_sections(line_index) for line_index in range(len(sections))] == sections
    for y_offset, (line_index, index) in enumerate(stock._offset_to_line_info):
        section = ours.section_at(y_offset)
        assert section
        assert (section.line_index, section.text) == (line_index, sections[line_index][index])
        assert section.start == sum(map(len, sections[line_index][:index]))
        assert section.is_last == (index == len(sections[line_index]) - 1)
