"""The numbered sentences of an answer: whole, in order, and found in hostile text too."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scorecards.cleaning import clean
from scorecards.evidence import LONGEST_SEGMENT, segment_turns

words = st.sampled_from(
    ["ship", "e.g.", "3.5", "Why?", "no.", "U.S.", "-", "!", "“Yes.”", "上线。", "👍", "אחר", "ü\n", "\t"]
)
texts = st.lists(words, max_size=30).map(" ".join) | st.text(max_size=80)


def pieces(text: str) -> list[str]:
    return [segment.text for segment in segment_turns([text])]


@settings(max_examples=150, deadline=None)
@example(["\u2028a\x0b\x1cb\x85", "\ud800 x"])
@example(["a" * 3 + "\n" * 5 + " - \r\n...\r\nb"])
@given(st.lists(texts, max_size=4))
def test_segments_slice_back_to_the_text_and_leave_out_no_word(turns: list[str]) -> None:
    segments = segment_turns(turns)
    for index, turn in enumerate(turns):
        own = [segment for segment in segments if segment.turn == index]
        assert [segment.id for segment in own] == [f"C{index + 1}.{number}" for number in range(1, len(own) + 1)]
        at = 0
        for segment in own:
            assert at <= segment.start < segment.end <= len(turn)
            assert turn[segment.start : segment.end] == segment.text == segment.text.strip()
            assert not any(char.isalnum() for char in turn[at : segment.start]), "a word stands in no segment"
            at = segment.end
        assert not any(char.isalnum() for char in turn[at:]), "a word stands in no segment"
    assert [segment.turn for segment in segments] == sorted(segment.turn for segment in segments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ship it. Measure it! Why?", ["Ship it.", "Measure it!", "Why?"]),
        ("No full stop\nat all", ["No full stop", "at all"]),
        ("One.\r\nTwo.\n\n\tThree.", ["One.", "Two.", "Three."]),
        ('She said "stop." Then we did.', ['She said "stop."', "Then we did."]),
        ("(We stop.) Then go.", ["(We stop.)", "Then go."]),
        ("He asked “why?” Nobody knew.", ["He asked “why?”", "Nobody knew."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Riders, drivers, etc.\nThen shops.", ["Riders, drivers, etc.", "Then shops."]),
        ("我们先做调研。然后上线！好吗？", ["我们先做调研。", "然后上线！", "好吗？"]),
        ("  spaces around  ", ["spaces around"]),
        ("a\n***\n- b\n!!!", ["a", "- b"]),
        ("", []),
        (" \n\t ", []),
        ("... ?! —", []),
        ("👍 👍", []),
    ],
)
def test_sentences_and_lines_are_segments(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Some riders, e.g. commuters, pay more.",
        "Some riders, E.g. commuters, pay more.",
        "The heavy users (i.e. commuters) pay more.",
        "Growth vs. margin is the choice.",
        "It costs approx. 5 euros a ride.",
        "It grew from 3.5 to 4.25 million.",
        "Dr. Okafor and Mrs. Lind decide.",
        "It is item No. 5 on the list.",
        "The U.S. market comes first.",
        "We open at 9 a.m. every day.",
        "Plan B. would be dearer.",
        "1. Ship it to two cities",
        "See example.com for the figures.",
        "Wait...what about cost",
    ],
)
def test_abbreviations_decimals_and_list_numbers_do_not_split(text: str) -> None:
    assert pieces(text) == [text]


def test_a_number_that_ends_a_sentence_splits() -> None:
    assert pieces("It costs 12. Then it doubles.") == ["It costs 12.", "Then it doubles."]


def test_a_run_of_just_the_longest_length_is_not_cut() -> None:
    assert len(pieces("word " * LONGEST_SEGMENT)) == 1


def test_an_over_long_run_is_cut_at_the_longest_length() -> None:
    run = [f"w{number}" for number in range(2 * LONGEST_SEGMENT + 1)]
    cut = pieces(" ".join(run))
    assert [len(piece.split()) for piece in cut] == [LONGEST_SEGMENT, LONGEST_SEGMENT, 1]
    assert " ".join(cut).split() == run


@pytest.mark.parametrize(
    ("commas", "first"), [((10,), 60), ((30,), 60), ((31,), 31), ((45,), 45), ((40, 50), 50), ((60,), 60), ((61,), 60)]
)
def test_an_over_long_run_is_cut_at_the_last_comma_of_its_second_half(commas: tuple[int, ...], first: int) -> None:
    run = [f"w{number}," if number in commas else f"w{number}" for number in range(1, 71)]
    assert [len(piece.split()) for piece in pieces(" ".join(run))] == [first, 70 - first]


# A rule that is quadratic in the length of the answer does not fail here: it takes minutes where this takes a moment.
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We ship it on day one. " * 8_700, 8_700),
        ("a " * 100_000, 100_000 // LONGEST_SEGMENT + 1),
        ("e.g. " * 40_000, 40_000 // LONGEST_SEGMENT + 1),
        ("a" + " " * 200_000 + "b", 1),
        ("a." + "\n" * 200_000 + "b", 2),
        ("a" + " \n" * 100_000, 1),
        ("." * 200_000, 0),
        ("x" * 200_000, 1),
        ("我们先上线然后再看。" * 20_000, 20_000),
        ('."' * 100_000, 0),
    ],
    ids=["sentences", "one run", "abbreviations", "spaces", "lines", "mixed", "dots", "one word", "chinese", "quotes"],
)
def test_two_hundred_thousand_characters_are_segmented(text: str, count: int) -> None:
    assert len(segment_turns([text])) == count


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\x0bb\x0cc\x85d", "a\nb\nc\nd"),
        ("a\x1b[31mb\x00\x07\x9bc", "a[31mbc"),
        ("tab\tand\nline stay", "tab\tand\nline stay"),
        ("a\ud800b", "ab"),
        ("👩‍💻 café עברית 上线", "👩‍💻 café עברית 上线"),
    ],
)
def test_cleaning_folds_line_ends_and_drops_control_characters_only(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_cleaned_text_is_clean_and_can_be_written(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert all(char.isprintable() or char in "\n\t" or ord(char) > 0x9F for char in once)


def test_of_all_characters_only_controls_and_lone_surrogates_are_dropped() -> None:
    ends = "\r\v\f\x85\u2028\u2029"
    every = "".join(char for char in map(chr, range(0x11000)) if char not in ends)
    kept = [char for char in every if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")]
    assert clean(every) == "".join(kept)
