"""Notes and tags: kept in the record, clean, and refused where they would not be found again."""

import json

import pytest

from simulator.errors import UsageError
from simulator.history.labels import LONGEST_NOTE, MOST_TAGS, is_tag, with_note, with_tags
from simulator.history.summaries import SessionSummary, summarise
from tests.fakes import BEGIN
from tests.history.carried import finished


def test_a_note_takes_the_place_of_the_one_before_and_an_empty_one_takes_it_away() -> None:
    record = with_note(finished(), "  Felt\x1b rushed.\r\nNext time slower. ", BEGIN)
    assert record.note == "Felt rushed.\nNext time slower."
    assert with_note(record, "Another.", BEGIN).note == "Another."
    assert with_note(record, " \n", BEGIN).note == ""
    with pytest.raises(UsageError, match="too long"):
        with_note(record, "a" * (LONGEST_NOTE + 1), BEGIN)
    assert len(with_note(record, "a" * LONGEST_NOTE, BEGIN).note) == LONGEST_NOTE


def test_tags_are_added_and_taken_away_in_order_and_kept_sorted() -> None:
    record = with_tags(finished(), ["+Pricing", "+b-2", "+naïve", "-none"], BEGIN)
    assert record.tags == ("b-2", "naïve", "pricing")
    assert with_tags(record, ["-PRICING", "+a", "-a"], BEGIN).tags == ("b-2", "naïve")


@pytest.mark.parametrize(
    "word",
    ["", "+", "-", "pricing", "++a", "+-a", "+a b", "+=1", "+a,b", "+a\n", "+" + "a" * 41, "+\x1b", "*a", "\udce9"],
)
def test_what_is_no_tag_is_refused(word: str) -> None:
    with pytest.raises(UsageError, match="no tag"):
        with_tags(finished(), ["+good", word], BEGIN)


def test_there_is_an_end_to_tags() -> None:
    words = [f"+t{number}" for number in range(MOST_TAGS)]
    record = with_tags(finished(), words, BEGIN)
    assert len(record.tags) == MOST_TAGS
    assert all(map(is_tag, record.tags))
    with pytest.raises(UsageError, match="Too many"):
        with_tags(record, ["+one-more"], BEGIN)


def test_lists_know_the_tags_and_the_note_and_refuse_rows_of_a_program_that_had_none() -> None:
    summary = summarise(with_note(with_tags(finished(), ["+pricing"], BEGIN), "Slower.", BEGIN))
    assert (summary.tags, summary.note) == (("pricing",), "Slower.")
    row = json.loads(json.dumps(summary.to_row()))
    assert SessionSummary.from_row(row) == summary
    rounds = [list(each) for each in summary.rounds]
    fewer = [[*summary[:5], rounds], [*summary[:6], []], [*summary[:5], [each[:-1] for each in rounds], [], ""]]
    for old in fewer:
        with pytest.raises((KeyError, TypeError, ValueError)):
            SessionSummary.from_row({"session": old})
