"""Texts as small events: whatever is typed, pasted or deleted comes back exactly."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.interview import events as ev
from simulator.interview.drafts import SHORT_TEXT, WHOLE_TEXT_EVERY, TextRecorder
from simulator.interview.session import SessionState, apply, start
from tests.fakes import BEGIN
from tests.interview.builders import started

LONG = "This sentence is long enough to be recorded as an edit and not whole. " * 10


def open_answer() -> SessionState:
    """Return a session whose answer is open."""
    state = apply(start(started()), ev.RoundBegun(at=0, utc=BEGIN))
    return apply(state, ev.AnswerBegun(at=0, utc=BEGIN))


def record(texts: list[str]) -> tuple[list[ev.TextSet | ev.TextEdited], SessionState]:
    """Record texts one after the other, each through the draft's own form; return the events and the state."""
    recorder = TextRecorder()
    state = open_answer()
    events: list[ev.TextSet | ev.TextEdited] = []
    for text in texts:
        event = recorder.event(state.round.text, text, 0, BEGIN)
        if event is None:
            assert text == state.round.text
            continue
        events.append(event)
        state = apply(state, ev.parse_event(event.model_dump(mode="json")))
        assert state.round.text == text
    return events, state


@st.composite
def typed(draw: st.DrawFn) -> list[str]:
    """Return texts that follow each other by typing, pasting, deleting and replacing anywhere."""
    text = draw(st.sampled_from(["", LONG, "אבג دهو 🙂 e\u0301 " * 40, "aaaa" * 200]))
    texts = [text]
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from([0, 1, 5, 1000])))))
        piece = draw(st.one_of(st.text(max_size=20), st.sampled_from(["a", "aa", "\n\t", "🙂", "\u202e", LONG * 3])))
        text = text[:start] + piece + text[end:]
        texts.append(text)
    return texts


@settings(max_examples=80, deadline=None)
@given(texts=typed())
def test_any_course_of_typing_comes_back_exactly(texts: list[str]) -> None:
    record(texts)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.one_of(st.text(), st.text(min_size=SHORT_TEXT + 1, max_size=SHORT_TEXT + 50)), max_size=6))
@example(texts=["a" * 30_000, "a" * 29_999, "", "ab" * 15_000, "b" + "ab" * 14_999])
@example(texts=["\u2028\x85\r" * 300, "\u2028\x85\n" * 300])
def test_any_texts_that_have_nothing_in_common_come_back_exactly(texts: list[str]) -> None:
    record(texts)


def test_a_short_text_is_always_written_whole() -> None:
    events, _ = record(["a" * length for length in range(1, SHORT_TEXT + 1, 50)])
    assert {type(event) for event in events} == {ev.TextSet}


def test_typing_one_more_letter_into_a_long_text_writes_that_letter_alone() -> None:
    events, _ = record([LONG, f"{LONG}x", f"{LONG[:300]}yz{LONG[300:]}x"])
    second, third = events[1:]
    assert isinstance(second, ev.TextEdited)
    assert isinstance(third, ev.TextEdited)
    assert (second.position, second.removed, second.inserted) == (len(LONG), 0, "x")
    assert (third.position, third.removed, third.inserted) == (300, 0, "yz")


@pytest.mark.parametrize(("before", "after"), [("aaaa" * 200, "aaaa" * 201), ("abab" * 200, "abab" * 199)])
def test_repeated_letters_are_not_counted_twice_as_common(before: str, after: str) -> None:
    events, _ = record([before, after])
    edit = events[1]
    assert isinstance(edit, ev.TextEdited)
    assert len(edit.inserted) == max(0, len(after) - len(before))
    assert edit.removed == max(0, len(before) - len(after))


def test_the_whole_text_is_written_again_and_again() -> None:
    events, _ = record([LONG + "x" * number for number in range(1, 4 * WHOLE_TEXT_EVERY)])
    whole = [place for place, event in enumerate(events, start=1) if isinstance(event, ev.TextSet)]
    assert whole == [WHOLE_TEXT_EVERY, 2 * WHOLE_TEXT_EVERY, 3 * WHOLE_TEXT_EVERY]


def test_an_unchanged_text_is_no_event() -> None:
    recorder = TextRecorder()
    assert recorder.event("", "", 0, BEGIN) is None
    assert recorder.event(LONG, LONG, 0, BEGIN) is None
