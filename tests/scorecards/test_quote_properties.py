"""The quote check against an oracle that knows nothing of it but plain lists of words."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scorecards.evidence import Match, segment_turns, verify_quote

VOCABULARY = (
    "riders drivers margin growth city pilot budget launch weekly price demand supply rival market outcome churn "
    "signal metric guardrail segment owner promise decision trade evidence sponsor quarter revenue cost support"
).split()
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066"


def spoken(sentences: list[list[str]]) -> str:
    return " ".join(" ".join(words).capitalize() + "." for words in sentences)


def holds(words: list[str], part: list[str]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


few = st.sampled_from(["we", "ship", "not", "never"])
repetitive_turns = st.lists(
    st.lists(st.lists(few, min_size=1, max_size=7), min_size=1, max_size=4), min_size=1, max_size=3
)


@settings(max_examples=200, deadline=None)
@given(repetitive_turns, st.data())
def test_the_check_agrees_with_the_rule_on_text_full_of_near_misses(
    turns: list[list[list[str]]], data: st.DataObject
) -> None:
    everything = [word for turn in turns for sentence in turn for word in sentence]
    start = data.draw(st.integers(0, len(everything) - 1))
    cut = everything[start : start + data.draw(st.integers(1, 8))]
    quote = data.draw(st.just(cut) | st.lists(few, min_size=1, max_size=6))
    # a quote without the full stop between two sentences is not word for word, so each sentence is looked at alone
    sentences = [sentence for turn in turns for sentence in turn]
    allowed = quote in sentences or (len(quote) >= 4 and any(holds(sentence, quote) for sentence in sentences))
    assert (verify_quote(" ".join(quote), [spoken(turn) for turn in turns]) is not None) == allowed


answers = st.lists(st.sampled_from(VOCABULARY), min_size=8, max_size=len(VOCABULARY), unique=True)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[list[str], int, list[str]]:
    """An answer of words that never repeat, and a run of four or more of them with its place."""
    words = draw(answers)
    start = draw(st.integers(0, len(words) - 4))
    end = draw(st.integers(start + 4, len(words)))
    return words, start, words[start:end]


@settings(max_examples=80, deadline=None)
@given(quoted(), st.integers(2, 7))
def test_a_true_quote_is_found_in_its_own_segment(case: tuple[list[str], int, list[str]], length: int) -> None:
    words, start, run = case
    sentences = [words[at : at + length] for at in range(0, len(words), length)]
    text = spoken(sentences)
    begin = text.lower().index(run[0])
    end = text.lower().index(run[-1]) + len(run[-1])
    assert verify_quote(text[begin:end], ["Opening.", text]) == Match(1, f"C2.{start // length + 1}")


@settings(max_examples=80, deadline=None)
@given(quoted(), st.data())
def test_harmless_distortions_of_a_true_quote_pass(case: tuple[list[str], int, list[str]], data: st.DataObject) -> None:
    words, _, run = case
    shown = [data.draw(st.sampled_from([word, word.upper(), word.title()])) for word in run]
    quote = "".join(word + data.draw(st.sampled_from([" ", "  ", "\n", "\u00a0", "\t"])) for word in shown).rstrip()
    for char in data.draw(st.lists(st.sampled_from(INVISIBLE), max_size=3)):
        at = data.draw(st.integers(0, len(quote)))
        quote = quote[:at] + char + quote[at:]
    before, after = data.draw(
        st.sampled_from([("", ""), ("", "."), ("“", "”"), ("... ", "..."), ("'", "!'"), ("(", ")")])
    )
    assert verify_quote(before + quote + after, [" ".join(words)]) is not None


@settings(max_examples=200, deadline=None)
@given(quoted(), st.sampled_from(["alter", "insert", "drop", "swap", "negate"]), st.data())
def test_a_quote_altered_by_one_word_never_passes(
    case: tuple[list[str], int, list[str]], change: str, data: st.DataObject
) -> None:
    words, _, run = case
    inner = data.draw(st.integers(1, len(run) - 2))
    altered = list(run)
    if change == "alter":
        altered[data.draw(st.integers(0, len(run) - 1))] = data.draw(
            st.sampled_from(["never", "rider", "margins", "5"])
        )
    elif change == "insert":
        altered.insert(inner, data.draw(st.sampled_from(VOCABULARY)))
    elif change == "negate":
        altered.insert(inner, "not")
    elif change == "drop":
        del altered[inner]
    else:
        altered[inner], altered[inner - 1] = altered[inner - 1], altered[inner]
    assume(not holds(words, altered))
    for turns in ([" ".join(words)], [" ".join(words[:4]), " ".join(words)], [spoken([words])]):
        assert verify_quote(" ".join(altered), turns) is None


@settings(max_examples=80, deadline=None)
@given(quoted(), st.data())
def test_a_word_cut_short_at_either_end_never_passes(
    case: tuple[list[str], int, list[str]], data: st.DataObject
) -> None:
    words, _, run = case
    quote = " ".join(run)
    cut = data.draw(st.sampled_from([quote[1:], quote[:-1]]))
    assert verify_quote(cut, [" ".join(words)]) is None


@settings(max_examples=80, deadline=None)
@given(quoted(), st.data())
def test_a_quote_cut_by_the_end_of_a_turn_never_passes(
    case: tuple[list[str], int, list[str]], data: st.DataObject
) -> None:
    words, start, run = case
    split = start + data.draw(st.integers(1, len(run) - 1))
    assert verify_quote(" ".join(run), [" ".join(words[:split]), " ".join(words[split:])]) is None


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_at_all_is_checked_without_a_crash(quote: str, turns: list[str]) -> None:
    for candidate in (quote, *turns):
        match = verify_quote(candidate, turns)
        if match:
            assert match.segment in {segment.id for segment in segment_turns(turns) if segment.turn == match.turn}
