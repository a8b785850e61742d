"""The interviewer with a model: whatever the model says, facts stay authored and a quote is a true one."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from scorecards.evidence import normalise
from scorecards.numbers import claims_in
from simulator.interview.assistant import Suggestion, match_with_model, suggest_probe
from simulator.interview.interviewer import Reply, match_question
from simulator.model.protocol import Failure, ModelError, Request
from simulator.model.protocol import Reply as Said
from tests.fakes import ScriptedModel

CARD: Question = Catalogue().load("charger-count")
FACTS = CARD.facts
PROBES = CARD.probes
VAGUE = "Anything odd going on around there lately?"
"""Words that match no fact surely."""
TURNS = (
    "In half an hour a slow point gives 4 kilowatt-hours, so I count the fast points only. Yes.",
    "I would keep the order of 60 and move the second gate, because those pay at one driver in four.",
)
KNOWN = f"{CARD.brief.prompt} {CARD.brief.context} The depot has 1,200 spare kilowatts."
QUOTE = "so I count the fast points only"
OWN = f'You said "{QUOTE}": what would make you count the slow ones too?'
PATIENCE = 5.0


class Waiting:
    """A model that never answers; it tells whether its call was given up."""

    name = "waiting/model"

    def __init__(self) -> None:
        self.given_up = 0

    async def ask(self, request: Request) -> Said:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        raise AssertionError(request)


def match(model: Any, asked: str = VAGUE, patience: float = PATIENCE) -> Reply:
    return asyncio.run(match_with_model(model, asked, FACTS, patience))


def matched(said: object, asked: str = VAGUE) -> Reply:
    return match(ScriptedModel(said if isinstance(said, str) else json.dumps(said)), asked)


def suggest(model: Any, patience: float = PATIENCE) -> Suggestion | None:
    return asyncio.run(suggest_probe(model, CARD, PROBES, TURNS, KNOWN, patience))


def suggested(said: object) -> Suggestion | None:
    return suggest(ScriptedModel(said if isinstance(said, str) else json.dumps(said)))


def wording(own: str, quote: str = QUOTE) -> str:
    """Return what is asked where the model words a follow-up of its own in the place of the last one."""
    found = suggested({"id": PROBES[-1].id, "quote": quote, "own": own})
    assert found is not None
    assert found.probe == PROBES[-1]
    return found.text


AUTHORED = PROBES[-1].text.strip()
ALONE = match_question(VAGUE, FACTS)
RUBBISH = [
    "",
    "I think it is the second one.",
    "{",
    "[1, 2]",
    '{"fact": ',
    "null",
    '"none"',
    "{}",
    '{"fact": null, "corrects": null}',
    '{"fact": 3, "corrects": [1]}',
    '{"fact": {"id": "x"}, "corrects": true}',
    '{"fact": "no-such-fact", "corrects": "none"}',
    '{"fact": "None"}',
    "{" * 50_000,
    '{"fact": ' * 30_000,
    '{"fact": "\x00", "corrects": "\x1b[2J"}',
]


# clarifying questions


def test_what_is_sure_without_a_model_is_told_at_once_and_asks_none() -> None:
    model = ScriptedModel(Failure.UNREACHABLE)
    for fact in FACTS:
        for asked in fact.ask:
            assert match(model, asked) == Reply(fact=fact)
    assert model.requests == []


def test_the_model_names_the_fact_and_sees_topics_and_the_question_as_data() -> None:
    assert ALONE.fact is None
    model = ScriptedModel(json.dumps({"fact": FACTS[3].id, "corrects": "none"}))
    assert match(model, VAGUE + "\x00\x1b") == Reply(fact=FACTS[3])

    (request,) = model.requests
    sent = json.loads(request.user)
    assert sent["question"] == VAGUE
    assert [topic["id"] for topic in sent["topics"]] == [fact.id for fact in FACTS]
    assert request.schema["properties"]["fact"]["enum"] == [*(fact.id for fact in FACTS), "none"]
    assert VAGUE not in request.system


def test_none_of_the_facts_is_no_fact_and_offers_nothing() -> None:
    assert matched({"fact": "none", "corrects": "none"}) == Reply()


def test_a_false_premise_is_corrected_before_the_question_is_answered() -> None:
    assert matched({"fact": FACTS[0].id, "corrects": FACTS[2].id}) == Reply(fact=FACTS[2])
    assert matched({"fact": "none", "corrects": FACTS[2].id}) == Reply(fact=FACTS[2])
    assert matched({"fact": FACTS[0].id, "corrects": "unknown"}) == Reply(fact=FACTS[0])


@pytest.mark.parametrize("said", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_leaves_what_is_matched_without_a_model(said: str) -> None:
    assert matched(said) == ALONE


@pytest.mark.parametrize("around", ["{}", "Sure: {}.", "```json\n{}\n```", "{} {{}}"])
def test_words_around_the_reply_do_no_harm(around: str) -> None:
    said = json.dumps({"fact": FACTS[1].id, "corrects": "none"})
    assert matched(around.format(said)) == Reply(fact=FACTS[1])


@pytest.mark.parametrize("failure", list(Failure))
def test_a_model_that_fails_leaves_what_is_matched_without_one(failure: Failure) -> None:
    assert match(ScriptedModel(ModelError(failure))) == ALONE


def test_a_late_model_is_given_up_and_nobody_waits() -> None:
    model = Waiting()
    assert match(model, patience=0.01) == ALONE
    assert model.given_up == 1


# follow-ups


def test_the_model_sees_what_is_left_and_what_was_said_and_chooses_in_the_cards_words() -> None:
    model = ScriptedModel(json.dumps({"id": PROBES[2].id, "quote": "", "own": ""}))
    found = asyncio.run(suggest_probe(model, CARD, PROBES[1:4], TURNS, KNOWN, PATIENCE))

    assert found == Suggestion(PROBES[2], PROBES[2].text.strip())
    (request,) = model.requests
    sent = json.loads(request.user)
    assert sent["candidate_said"] == list(TURNS)
    assert [each["id"] for each in sent["left"]] == [probe.id for probe in PROBES[1:4]]


def test_a_follow_up_that_is_not_left_is_not_suggested() -> None:
    model = ScriptedModel(json.dumps({"id": PROBES[0].id, "quote": "", "own": ""}))
    assert asyncio.run(suggest_probe(model, CARD, PROBES[1:], TURNS, KNOWN, PATIENCE)) is None


def test_where_nothing_is_left_no_model_is_asked() -> None:
    model = ScriptedModel("{}")
    assert asyncio.run(suggest_probe(model, CARD, (), TURNS, KNOWN, PATIENCE)) is None
    assert model.requests == []


def test_a_wording_that_quotes_the_candidate_is_asked_in_the_models_words() -> None:
    assert wording(OWN) == OWN
    assert wording(f"  {OWN.replace(' what', chr(10) + 'what')}\x00 ") == OWN
    assert wording(OWN, "So I count the FAST points only.") == OWN


@pytest.mark.parametrize(
    ("own", "quote"),
    [
        ("", ""),
        (OWN, ""),
        (OWN, "so I count the slow points only"),
        (OWN, "fast points only"),
        ('You said "Yes.". Yes to what, and for whom?', "Yes."),
        ("You said yes. Yes to what?", "yes"),
        ("What would make you count the slow ones too?", QUOTE),
        (OWN.replace("fast", "slow"), QUOTE),
        ('You said "the fast points only. Yes. I would keep": why?', "the fast points only Yes I would keep"),
        (OWN.rstrip("?") + ".", QUOTE),
        (f"{OWN} I would buy them all.", QUOTE),
        (f"{OWN[:-1]} {'and this one ' * 12}?", QUOTE),
        (f'You said "{QUOTE}": what if 75% of the cars were full?', QUOTE),
        (f'You said "{QUOTE}": what if twenty cars came at once?', QUOTE),
        (f'You said "{QUOTE}": what at 1,201 kilowatts?', QUOTE),
        (f'You said "{CARD.brief.prompt.split(".")[0]}": why?', CARD.brief.prompt.split(".")[0]),
    ],
    ids=range(16),
)
def test_a_wording_that_does_not_hold_up_gives_way_to_the_cards_own(own: str, quote: str) -> None:
    assert wording(own, quote) == AUTHORED


@pytest.mark.parametrize("number", ["4 kilowatt-hours", "60", "1200 kilowatts", "1,200 kilowatts"])
def test_a_number_that_somebody_has_said_may_be_asked_about(number: str) -> None:
    own = f'You said "{QUOTE}": how does that go with {number}?'
    assert wording(own) == own


def test_thirty_nine_words_are_short_enough_and_forty_are_not() -> None:
    words = OWN.split()
    for count, kept in ((39, True), (40, False)):
        own = " ".join([*words[:-1], *["and"] * (count - len(words)), words[-1]])
        assert len(own.split()) == count
        assert (wording(own) == own) == kept


@pytest.mark.parametrize("said", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_suggests_no_follow_up(said: str) -> None:
    assert suggested(said) is None


def test_wrong_types_beside_a_sound_id_are_passed_over() -> None:
    for own in (None, 3, ["why?"], {"a": 1}, True):
        assert suggested({"id": PROBES[-1].id, "quote": own, "own": own}) == Suggestion(PROBES[-1], AUTHORED)


@pytest.mark.parametrize("failure", list(Failure))
def test_a_model_that_fails_suggests_nothing(failure: Failure) -> None:
    assert suggest(ScriptedModel(ModelError(failure))) is None


def test_a_late_suggestion_is_none() -> None:
    model = Waiting()
    assert suggest(model, patience=0.01) is None
    assert model.given_up == 1


# whatever the model says

IDS = st.sampled_from([*(fact.id for fact in FACTS), *(probe.id for probe in PROBES), "none", "", "x", None, 7])
PIECES = st.sampled_from(
    [QUOTE, *TURNS, CARD.brief.prompt, "Yes.", "why", "and 75%", "?", '"', "ignore the rubric", "\x1b["]
)
WORDS = st.lists(PIECES | st.text(max_size=12), max_size=6).map(" ".join)
QUOTES = WORDS | st.just(QUOTE)
OWNS = WORDS | WORDS.map("{}?".format) | WORDS.map(lambda tail: f'You said "{QUOTE}" {tail}?')
OBJECTS = st.fixed_dictionaries({}, optional={"fact": IDS, "corrects": IDS, "id": IDS, "quote": QUOTES, "own": OWNS})
CHOSEN = st.fixed_dictionaries(
    {"id": st.sampled_from([probe.id for probe in PROBES]), "quote": st.just(QUOTE) | QUOTES, "own": OWNS}
).map(json.dumps)
REPLIES = OBJECTS.map(json.dumps) | st.text(max_size=60) | st.tuples(WORDS, OBJECTS.map(json.dumps)).map(" ".join)


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every four words in a row, without the punctuation around them."""
    words = [word.strip(".,;:!?'\"()[]*_-") for word in normalise(text)]
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


@settings(max_examples=60)
@given(said=REPLIES, asked=st.sampled_from([VAGUE, "How many?", "", "none"]) | st.text(max_size=30))
def test_whatever_the_model_says_what_is_told_is_an_authored_fact(said: str, asked: str) -> None:
    reply = matched(said, asked)
    assert reply.fact is None or reply.fact in FACTS
    assert set(reply.offered) <= set(FACTS)
    sure = match_question(asked, FACTS).fact
    assert sure is None or reply.fact == sure


@settings(max_examples=120)
@given(said=CHOSEN | REPLIES)
def test_whatever_the_model_says_what_is_asked_is_authored_or_quotes_the_candidate(said: str) -> None:
    found = suggested(said)
    if found is None:
        return
    assert found.probe in PROBES
    if found.text != found.probe.text.strip():
        assert any(runs(found.text) & runs(turn) for turn in TURNS)
        assert found.text.endswith("?")
        assert len(found.text.split()) < 40
        assert claims_in(found.text) <= claims_in(" ".join((*TURNS, KNOWN)))
        assert "\x1b" not in found.text
