"""Sessions as Markdown and HTML: nothing of an answer, a card or a model is taken for markup."""

import re
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from scorecards.recommendation import Call
from simulator.history.records import SessionRecord, Source
from simulator.sharing.account import FindCard, readable
from simulator.sharing.html import html_page
from simulator.sharing.markdown import markdown
from tests.history.builders import ONE, TWO, session
from tests.history.carried import HOSTILE, finished, hostile, judged, with_rounds

Writer = Callable[[Iterable[SessionRecord], FindCard], Iterator[str]]
ALLOWED = set("html head meta title style body section h1 h2 h3 p br blockquote table thead tbody tr th td".split())


def _no_card(_name: str) -> None:
    return None


def _html(*records: SessionRecord) -> str:
    return "".join(html_page(records, _no_card))


def _markdown(*records: SessionRecord) -> str:
    return "".join(markdown(records, _no_card))


class _Reader(HTMLParser):
    """Gathers what a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()
        self.texts: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def _shape(page: str) -> list[tuple[str, str]]:
    """Return what a Markdown reader finds but the words themselves."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)
    inline = (child for token in tokens for child in token.children or ())
    return [(token.type, token.tag) for token in (*tokens, *inline) if token.type not in ("inline", "text")]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_page_has_only_its_own_elements_and_shows_the_text_as_it_is(text: str) -> None:
    page = _read(_html(hostile(text)))
    plain = _read(_html(hostile("Harmless words.")))
    assert set(page.tags) <= ALLOWED
    assert page.attributes == plain.attributes
    assert page.other == []
    if text.strip():
        assert readable(text) in page.texts
        assert page.tags == plain.tags, "no element more and none less"


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()], ids=str)
def test_markdown_has_no_structure_but_its_own_and_keeps_every_word(text: str) -> None:
    one_line = " ".join(readable(text).split())
    shape = _shape(_markdown(hostile(one_line)))
    assert shape == _shape(_markdown(hostile("Harmless words.")))
    rendered = MarkdownIt("commonmark").enable("table").render(_markdown(hostile(one_line)))
    assert one_line in _read(rendered).texts or f"Round 1: {one_line}" in _read(rendered).texts


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" in readable(text)], ids=str)
def test_lines_of_an_answer_stay_lines_in_markdown_and_begin_nothing(text: str) -> None:
    kinds = {kind for kind, _ in _shape(_markdown(finished(ONE, text)))}
    assert kinds <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "hardbreak"),
        *("blockquote_open", "blockquote_close", "text_special", "softbreak"),
    }
    rendered = MarkdownIt("commonmark").render(_markdown(finished(ONE, text)))
    shown = " ".join(" ".join(_read(rendered).texts).split())
    for line in readable(text).split("\n"):
        assert " ".join(line.split()) in shown


@pytest.mark.parametrize("page", [_html, _markdown])
def test_no_control_character_and_no_direction_control_leaves(page: Callable[..., str]) -> None:
    for text in HOSTILE:
        assert not re.search(
            r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page(hostile(text))
        )


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    page = _html(finished(ONE, "Words.", judged("a1")))
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|src=|href=|https?:|\son\w+=", page, re.IGNORECASE)
    assert "default-src 'none'" in page
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert '<meta charset="utf-8">' in page
    assert "@media print" in page


def test_a_page_without_sessions_is_whole() -> None:
    assert "<body>\n</body>" in _html()
    assert _markdown() == ""


@pytest.mark.parametrize("page", [_html, _markdown])
def test_everything_of_a_round_is_there(page: Callable[..., str]) -> None:
    judgements = (judged("a1"), judged("a2", 60, source=Source.LLM, model="local/one", call=Call.HIRE))
    record = finished(ONE, "We start with the night nurses.", *judgements)
    record = record.model_copy(update={"note": "Felt rushed.", "tags": ("pricing", "rushed")})
    text = " ".join(page(record).split())
    for said in (
        *("Session 20261121-120000-0001", "mock", "finished", "Tags: pricing, rushed.", "Felt rushed."),
        *("A language app for nurses", "Should we enter?", "Call for a senior PM: hire.", "4 of 5, the senior bar"),
        *("not asked", "met (core)", "Names whom it is for.", "Judged before", "lean hire", "Judged by local/one"),
        *("Transcript", "We start with the night nurses."),
    ):
        assert said in text


def test_rounds_without_a_judgement_say_why_and_several_add_up() -> None:
    text = _markdown(with_rounds(finished(), "One.", "Two."))
    assert text.count("This round waits to be judged.") == 2
    assert "## Debrief of the session" in text
    assert "was not answered" in _markdown(_unanswered())


def _unanswered() -> SessionRecord:
    record = session()
    entry = record.rounds[0].model_copy(update={"closed_by": None, "turns": ()})
    return record.model_copy(update={"rounds": (entry,)})


def test_a_judgement_on_dimensions_that_the_scorecard_has_lost_keeps_its_call() -> None:
    strange = judged("a1")
    gone = strange.dimensions[0].model_copy(update={"id": "long-gone"})
    text = _markdown(finished(ONE, "Words.", strange.model_copy(update={"dimensions": (gone,)})))
    assert "Call for a senior PM: lean hire." in text


@pytest.mark.parametrize("writer", [html_page, markdown])
def test_pages_of_a_long_history_are_written_session_by_session(writer: Writer) -> None:
    taken = []
    done = 0

    def records() -> Iterator[SessionRecord]:
        for number in range(60):
            assert number <= done, "the one before is written first"
            taken.append(number)
            yield finished(ONE if number % 2 else TWO, "word " * 1_000, judged("a1"))

    tracemalloc.start()
    try:
        for piece in writer(records(), _no_card):
            done += "Session 2026" in piece
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (len(taken), done) == (60, 60)
    assert peak < 1_000_000
