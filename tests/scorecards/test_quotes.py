"""The quote check over a table of honest and of dishonest quotes."""

import pytest

from scorecards.evidence import Match, segment_turns, verify_quote

ANSWER = (
    "I'd start with commuters, because they don't switch often. "
    "The margin is 3.5 million euros a year - half of it from non-profitable cities! "
    "We drop weekend riders... and say so. Ship it."
)


@pytest.mark.parametrize(
    "quote",
    [
        "I'd start with commuters, because they don't switch often.",
        "I’d start with commuters, because they don’t switch often",
        "i'd START with Commuters, because they don't switch often",
        "“I'd start with commuters, because they don't switch often.”",
        "they don't switch often",
        "They don´t switch often.",
        "(they don't switch often)",
        "**they don't switch often**",
        "- they don't switch often",
        "...they don't switch often...",
        "…they don't switch often…",
        "they  don't\nswitch\toften",
        "they\u00a0don't\u2009switch\u3000often",
        "th\u200bey don\u2060't swi\u00adtch oft\ufeffen",
        "\u202bthey don't switch often\u202c",
        "half of it from non-profitable cities",
        "half of it from non\u2011profitable cities",
        "half of it from non–profitable cities",
        "half of it from non−profitable cities.",
        "3.5 million euros a year – half of it",
        "3.5 million euros a year — half of it",
        "３.５ million euros a year",
        "We drop weekend riders… and say so",
        "switch often. The margin is",
        "SHIP IT",
        "“Ship it.”",
    ],
)
def test_a_quote_that_differs_in_typography_alone_passes(quote: str) -> None:
    assert verify_quote(quote, [ANSWER]) is not None


@pytest.mark.parametrize(
    ("turn", "quote"),
    [
        ("We’ll “test” it — first", 'We\'ll "test" it—first'),
        ("A well\u2010known risk remains", "a well-known risk remains."),
        ("The café is naïve about it", "The cafe\u0301 is nai\u0308ve about it"),
        ("The cafe\u200b\u0301 is closed on Mondays", "The café is closed on Mondays"),
        ("STRASSE und Fuß sind hier", "straße und FUSS sind hier"),
        ("עברית היא שפה טובה", "עברית היא שפה טובה."),
        ("我们先做调研。然后上线", "我们先做调研。"),
        ("我们先做调研", "我们先做调研。"),
        ("我们。不上线。好", "「不上线」"),
        ("研究！Then we ship it", "究！Then we ship it"),
        ("研究。Then we ship it", "究。Then we ship it"),
        ("We ship it today.\n🚀 🚀", "ship it today. 🚀"),
        ("Sales rose by .5 million in May", "rose by .5 million"),
        ("Only .5 million came in May", ".5 million came in"),
        ("… 5 million came in May", "5 million came in May"),
        ("...5 million came in May", "5 million came in May"),
    ],
)
def test_typography_is_folded_on_both_sides(turn: str, quote: str) -> None:
    assert verify_quote(quote, [turn]) is not None


@pytest.mark.parametrize(
    "quote",
    [
        "they do switch often",
        "they don't not switch often",
        "they don't switch very often",
        "they don't often",
        "they don't often switch",
        "commuters, because don't switch often",
        "they dont switch often",
        "they don't switch ofte",
        "hey don't switch often",
        "because they don 't switch often",
        "5 million euros a year",
        "3 million euros a year",
        "3.50 million euros a year",
        "35 million euros a year",
        "-3.5 million euros a year",
        "3.5 million dollars a year",
        "profitable cities! We drop weekend",
        "half of it from profitable cities",
        "half of it from nonprofitable cities",
        "half of it from unprofitable cities",
        "switch often The margin is",
        "often. We drop weekend riders",
    ],
)
def test_an_altered_quote_never_passes(quote: str) -> None:
    assert verify_quote(quote, [ANSWER]) is None


@pytest.mark.parametrize(
    ("turn", "quote"),
    [
        ("We make .5 million euros a year", "5 million euros a year"),
        ("(.5 million euros a year)", "5 million euros a year"),
        ("A loss of -5 million euros a year", "5 million euros a year"),
        ("A loss of −5 million euros a year", "5 million euros a year"),
        ("We make 1,005 million euros a year", "005 million euros a year"),
        ("We make $5 million in a year", "5 million in a year"),
        ("A margin that falls to 5%", "margin that falls to 5"),
        ("A margin that falls to 3.5", "margin that falls to 3"),
        ("It is unprofitable in every city", "profitable in every city"),
        ("It's profitable in every city", "s profitable in every city"),
        ("It is non-profitable", "profitable"),
        ("It makes 3.5 million", "5 million"),
    ],
)
def test_a_number_or_word_cut_at_the_edge_of_a_quote_never_passes(turn: str, quote: str) -> None:
    assert verify_quote(quote, [turn]) is None


@pytest.mark.parametrize("quote", ["Ship it", "ship", "it.", "Yes", "yes!", "drop weekend riders", "weekend riders"])
def test_fewer_than_four_words_pass_only_as_a_whole_segment(quote: str) -> None:
    turns = ["We drop weekend riders. Ship it.", "Yes"]
    expected = {"Ship it": Match(0, "C1.2"), "Yes": Match(1, "C2.1"), "yes!": Match(1, "C2.1")}
    assert verify_quote(quote, turns) == expected.get(quote)


def test_exactly_four_words_pass_within_a_segment() -> None:
    assert verify_quote("start with the commuters", ["I would start with the commuters today"]) == Match(0, "C1.1")
    assert verify_quote("with the commuters", ["I would start with the commuters today"]) is None


@pytest.mark.parametrize(
    "quote",
    ["it pays for itself. And we stop there", "itself. And we stop", "for itself. And we", "itself and we stop"],
)
def test_a_quote_across_two_turns_never_passes(quote: str) -> None:
    assert verify_quote(quote, ["It pays for itself.", "And we stop there"]) is None
    assert verify_quote(quote, ["It pays for itself", "And we stop there"]) is None


def test_a_quote_across_two_sentences_of_one_turn_passes() -> None:
    assert verify_quote("itself. And we stop", ["It pays for itself. And we stop there"]) == Match(0, "C1.1")


@pytest.mark.parametrize("turns", [[], [""], ["", " \n"], ["..."]])
def test_nothing_is_found_in_an_empty_answer(turns: list[str]) -> None:
    assert verify_quote("they don't switch often", turns) is None


WORDLESS = [
    "",
    " ",
    "\n",
    ".",
    "...",
    "…",
    '"',
    "“ ”",
    "- - - -",
    "— — — —",
    "* * * *",
    "\u200b",
    "\u200b \u2060 \ufeff \u00ad",
]
SYMBOLS = ["$ $ $ $", "% & % &", "👍 👍 👍 👍", "! ! ! !", "。。。。", "• • • •", "/ / / /", "✅ ✅ ✅ ✅"]


@pytest.mark.parametrize("quote", [*WORDLESS, *SYMBOLS])
def test_a_quote_without_a_word_never_passes(quote: str) -> None:
    for turns in ([quote], [f"We ship it. {quote} We learn."], [f"{quote}\nWe ship it"]):
        assert verify_quote(quote, turns) is None


@pytest.mark.parametrize("text", ["℅ ℅ ℅ ℅", "™ ™ ™ ™", "№ № № №"])
def test_symbols_that_fold_to_letters_are_looked_up_like_any_text(text: str) -> None:
    found = verify_quote(text, [text])
    assert found is None or found.turn == 0


@pytest.mark.parametrize(
    ("quote", "match"),
    [
        ("they don't switch often", Match(1, "C2.1")),
        ("switch often. The margin is", Match(1, "C2.1")),
        ("3.5 million euros a year", Match(1, "C2.2")),
        ("riders... and say so. Ship", Match(1, "C2.3")),
        ("Ship it", Match(1, "C2.5")),
        ("Nothing to add", Match(2, "C3.1")),
    ],
)
def test_a_quote_is_placed_in_the_segment_in_which_it_starts(quote: str, match: Match) -> None:
    assert verify_quote(quote, ["What is the goal?", ANSWER, "Nothing to add."]) == match


def test_given_segments_change_nothing() -> None:
    turns = ["What is the goal?", ANSWER]
    for quote in ("they don't switch often", "Ship it", "goal? I'd start with"):
        assert verify_quote(quote, turns, segment_turns(turns)) == verify_quote(quote, turns)
