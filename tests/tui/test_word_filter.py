"""Words are found as a plain search finds them, whatever was typed before, and no text is folded twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.tui.parts.word_filter import WordFilter

LETTERS = st.text("abßSẞ İ", max_size=6)


def plain(texts: list[str], places: list[int], typed: str) -> list[int]:
    return [place for place in places if all(word in texts[place].casefold() for word in typed.casefold().split())]


@settings(max_examples=150, deadline=None)
@given(st.lists(LETTERS, max_size=6), st.lists(st.tuples(st.integers(0, 1), LETTERS), max_size=6), st.integers(0, 8))
def test_every_line_typed_one_after_the_other_finds_what_a_plain_search_finds(
    texts: list[str], typed: list[tuple[int, str]], ready: int
) -> None:
    words = WordFilter(texts.__getitem__, len(texts))
    words.prepare(ready)
    orders = (list(range(len(texts))), list(range(len(texts)))[::-2])
    for which, line in typed:
        for end in range(len(line) + 1):  # as it is typed, then deleted
            assert list(words.among(orders[which], line[:end])) == plain(texts, orders[which], line[:end])
        for end in range(len(line), -1, -1):
            assert list(words.among(orders[which], line[:end])) == plain(texts, orders[which], line[:end])


def test_each_text_is_made_once_and_only_when_it_is_needed() -> None:
    made: list[int] = []

    def text(place: int) -> str:
        made.append(place)
        return "Abc"

    words = WordFilter(text, 10)
    assert words.among(range(10), " ") == range(10)
    assert made == []
    assert not words.prepare(4)
    assert made == [0, 1, 2, 3]
    assert len(words.among(range(10), "b")) == 10
    assert len(words.among(range(10), "bc")) == 10
    assert made == list(range(10))
    assert words.prepare(1)
