"""The nearest segment shows real words and credits nothing; no check costs more than the answer is long."""

import difflib
from collections.abc import Sequence

import pytest

from scorecards import evidence
from scorecards.evidence import Match, nearest_segment, normalise, segment_turns, verify_quote

ANSWER = (
    "I'd start with commuters, because they don't switch often. "
    "The margin is 3.5 million euros a year - half of it from non-profitable cities!"
)


def test_the_nearest_segment_shows_the_candidates_real_words_and_credits_nothing() -> None:
    segments = segment_turns([ANSWER])
    nearest = nearest_segment("because they do not switch often", segments)
    assert nearest == segments[0]
    assert verify_quote("because they do not switch often", [ANSWER]) is None


def test_the_nearest_of_several_like_segments_is_the_most_like_and_the_first_of_equals() -> None:
    segments = segment_turns(["We ship it late. We ship it soon. We ship it soon. We ship it soo."])
    found = nearest_segment("We ship it soon", segments)
    assert found is not None
    assert found.id == "C1.2"


@pytest.mark.parametrize("quote", ["Penguins march over the ice", "", "我们先做调研"])
def test_no_segment_is_near_to_something_else(quote: str) -> None:
    assert nearest_segment(quote, segment_turns([ANSWER])) is None
    assert nearest_segment(quote, []) is None


def test_the_check_of_a_quote_never_matches_fuzzily(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise AssertionError("fuzzy matching was used")

    monkeypatch.setattr(difflib, "SequenceMatcher", explode)
    monkeypatch.setattr(evidence, "nearest_segment", explode)
    assert verify_quote("they don't switch often", [ANSWER])
    assert verify_quote("they do not switch often", [ANSWER]) is None


def test_a_quote_at_the_end_of_a_long_answer_is_found_in_work_that_grows_with_the_answer_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "".join(f"We ship thing {number} on day one. " for number in range(2_000))
    read = 0

    def counted(piece: str) -> Sequence[str]:
        nonlocal read
        read += len(piece)
        return normalise(piece)

    monkeypatch.setattr(evidence, "normalise", counted)
    match = verify_quote("thing 1998 on day one. We ship thing 1999", [text])
    assert match == Match(0, "C1.1999")
    assert read < 3 * len(text)


def test_a_quote_of_great_length_is_not_compared_with_every_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(_: object) -> float:
        raise AssertionError("the whole comparison was made")

    monkeypatch.setattr(difflib.SequenceMatcher, "ratio", explode)
    assert nearest_segment("We would never ship. " * 10_000, segment_turns([ANSWER] * 20)) is None
