"""What comes over the wire and is not what was asked for: one repair, then no level, and never a made-up one."""

import json
from collections.abc import Callable
from functools import cache

import pytest

from scorecards.models import ItemStatus, Unassessed
from simulator.grading.pipeline import Options
from simulator.history.records import Assessment, DimensionResult, GradingMode
from simulator.model.protocol import SAID, Failure, ModelError, Reply, Request
from tests.grading.judges import FakeJudge, Report, honest
from tests.grading.rounds import ANSWER, ASKED, CARD, OPENING, QUICKLY, TOLD, grade, marks, round_of, values

SPOILT = "scoping"
Spoil = Callable[[Report], str]


class Faulty(FakeJudge):
    """An honest judge whose replies about one dimension are spoilt, the first ``times`` of them."""

    def __init__(self, spoil: Spoil, times: int = 99, *, cut: bool = False) -> None:
        super().__init__(honest(marks()))
        self._spoil = spoil
        self._left = times
        self._cut = cut

    async def ask(self, request: Request) -> Reply:
        good = await super().ask(request)
        if request.purpose not in (f"judge {SPOILT}", "judge") or self._left <= 0:
            return good
        self._left -= 1
        text = self._spoil(json.loads(good.text))
        return Reply(text=text, model=good.model, seconds=0.5, tokens_in=None, tokens_out=None, cut=self._cut)

    def calls(self) -> int:
        return sum(request.purpose == f"judge {SPOILT}" and request.sample == 0 for request in self.requests)


def spoilt(made: Assessment) -> DimensionResult:
    return next(result for result in made.dimensions if result.id == SPOILT)


@cache
def clean_values() -> dict[str, float | None]:
    """Return what an honest judge gives whose replies nobody spoils."""
    return values(grade(FakeJudge(honest(marks()))))


def with_(**changes: object) -> Spoil:
    return lambda good: json.dumps(good | changes)


def first_item(**changes: object) -> Spoil:
    return lambda good: json.dumps(good | {"items": [good["items"][0] | changes, *good["items"][1:]]})


def quoting(*quotes: str) -> Spoil:
    """Call everything met on the strength of these quotes."""
    evidence = [{"segment": "C1.1", "quote": quote} for quote in quotes]
    return lambda good: json.dumps(
        good | {"level": 5, "items": [each | {"status": "met", "evidence": evidence} for each in good["items"]]}
    )


UNUSABLE: dict[str, Spoil] = {
    "empty": lambda good: "",
    "blank": lambda good: " \n\t\u200b",
    "prose": lambda good: "The candidate did well and I would give a 4 out of 5.",
    "an array": lambda good: json.dumps(["met", 4]),
    "null": lambda good: "null",
    "a string of JSON": lambda good: json.dumps(json.dumps(good)),
    "an empty object": lambda good: "{}",
    "half": lambda good: json.dumps(good)[: len(json.dumps(good)) // 2],
    "level 0": with_(level=0),
    "level 6": with_(level=6),
    "level 3.5": with_(level=3.5),
    "level -1": with_(level=-1),
    "level 4/5": with_(level="4/5"),
    "level four": with_(level="four"),
    "level 4 in quotes": with_(level="4"),
    "level true": with_(level=True),
    "level null": with_(level=None),
    "level NaN": with_(level=float("nan")),
    "level Infinity": with_(level=float("inf")),
    "level of 5000 digits": lambda good: json.dumps(good).replace('"level": ', '"level": ' + "9" * 5000),
    "no level": lambda good: json.dumps({key: value for key, value in good.items() if key != "level"}),
    "no remarks": lambda good: json.dumps({key: value for key, value in good.items() if not key.startswith("why")}),
    "items an object": with_(items={}),
    "items null": with_(items=None),
    "items of strings": with_(items=["met", "met"]),
    "no items": with_(items=[]),
    "a missing item": lambda good: json.dumps(good | {"items": good["items"][1:]}),
    "a contradicted item": lambda good: json.dumps(
        good | {"items": [*good["items"], good["items"][0] | {"status": "partial"}]}
    ),
    "another's ids": lambda good: json.dumps(good | {"items": [each | {"id": "other"} for each in good["items"]]}),
    "status MET": first_item(status="MET"),
    "status yes": first_item(status="yes"),
    "status true": first_item(status=True),
    "status unverified": first_item(status="unverified"),
    "evidence a string": first_item(evidence="We open the desk at eight in one city"),
    "evidence null": first_item(evidence=None),
    "a quote that is a number": first_item(evidence=[{"segment": "C1.1", "quote": 5}]),
    "a quote that is null": first_item(evidence=[{"segment": "C1.1", "quote": None}]),
    "remark a list": with_(why_not_higher=["no", "thing"]),
    "signs an object": with_(signs={"fake_precision": True}),
    "deep": lambda good: '{"items": ' + "[" * 50_000 + "]" * 50_000 + "}",
    "deep objects": lambda good: '{"a": ' * 40_000 + "1" + "}" * 40_000,
    "just too deep": lambda good: '{"items": ' * 480 + "1" + "}" * 480,
    "a loop": lambda good: "{" * 200_000,
    "a loop before a report": lambda good: "{" * 100 + json.dumps(good),
    "a loop of words": lambda good: "goal " * 40_000,
    "rubbish": lambda good: "".join(map(chr, range(1, 500))),
}


@pytest.mark.parametrize("spoil", UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_reply_is_repaired_once_and_then_there_is_no_level(spoil: Spoil) -> None:
    model = Faulty(spoil)
    made = grade(model)
    clean = clean_values()

    assert spoilt(made).outcome is Unassessed.NOT_GRADED
    assert spoilt(made).reason == SAID[Failure.UNREADABLE][0]
    assert model.calls() == 2
    assert values(made) == clean | {SPOILT: None}, "the others are judged all the same"
    assert "1 of 6 dimensions not assessed" in made.doubts
    assert made.provenance.tokens is None, "a reply without a count makes the sum unknown"


@pytest.mark.parametrize("spoil", list(UNUSABLE.values())[::9], ids=list(UNUSABLE)[::9])
def test_a_reply_that_is_mended_counts_as_if_it_had_been_good(spoil: Spoil) -> None:
    model = Faulty(spoil, times=1)

    assert values(grade(model)) == clean_values()
    assert model.calls() == 2
    repair = next(request for request in model.requests if "could not be used" in request.user)
    assert repair.purpose == f"judge {SPOILT}"


def test_a_reply_that_was_cut_off_is_not_believed_though_it_reads_well() -> None:
    model = Faulty(json.dumps, cut=True)
    made = grade(model)

    assert spoilt(made).outcome is Unassessed.NOT_GRADED
    assert model.calls() == 2
    assert "cut off" in model.requests[-1].user or any("cut off" in each.user for each in model.requests)


FITTING: dict[str, Spoil] = {
    "in an array": lambda good: json.dumps([good]),
    "fenced": lambda good: f"```json\n{json.dumps(good, indent=2)}\n```",
    "talked around": lambda good: f"Here is {{my}} report:\n{json.dumps(good)}\nI hope {{this}} helps! {{}}",
    "behind thoughts": lambda good: f"<think>{{The desk}} is named, I think.</think>{json.dumps(good)}",
    "twice": lambda good: json.dumps(good) + json.dumps(good | {"level": 5}),
    "behind an object of another kind": lambda good: '{"thought": "hm"} ' + json.dumps(good),
    "surplus items": lambda good: json.dumps(
        good | {"items": [*good["items"], {"id": "made-up", "status": "met", "evidence": []}]}
    ),
    "an item twice alike": lambda good: json.dumps(good | {"items": [*good["items"], good["items"][0]]}),
    "surplus keys": with_(overall=5, score="5/5", comment="great"),
    "no signs": lambda good: json.dumps({key: value for key, value in good.items() if key != "signs"}),
    "signs of unknown kinds": with_(signs=[{"sign": "genius", "quote": OPENING[0]}]),
    "items in another order": lambda good: json.dumps(good | {"items": good["items"][::-1]}),
    "raw line ends in strings": lambda good: json.dumps(good).replace("A goal was named.", "A goal\nwas\tnamed."),
    "a byte order mark": lambda good: "\ufeff" + json.dumps(good),
    "wrong segment ids": lambda good: json.dumps(good).replace('"C1.1"', '"C99.99"'),
    "200,000 characters": lambda good: json.dumps(good | {"why_not_higher": "more " * 40_000}),
    "200,000 characters behind": lambda good: json.dumps(good) + " and {so on}" * 18_000,
}


@pytest.mark.parametrize("spoil", FITTING.values(), ids=FITTING)
def test_what_can_be_read_without_guessing_costs_no_second_call(spoil: Spoil) -> None:
    model = Faulty(spoil)

    assert values(grade(model)) == clean_values()
    assert model.calls() == 1


MISQUOTED: dict[str, Spoil] = {
    "no quote": quoting(),
    "blank quotes": quoting("", " ", "\u200b", "..."),
    "one word changed": quoting(OPENING[4].replace("suspicion", "thought")),
    '"not" inserted': quoting(OPENING[7].replace("We open", "We do not open")),
    "a word left out": quoting(OPENING[5].replace("early ", "")),
    "two ends joined": quoting("I would compare cities over the same weeks"),
    "three words": quoting("open the desk"),
    "the question": quoting(CARD.brief.prompt),
    "the fact told": quoting(TOLD),
    "the probe": quoting(ASKED),
    "across two turns": quoting(f"{OPENING[-1]} I would stop it if waiting"),
    "another language": quoting("Wir öffnen den Schalter in einer Stadt um acht"),
    "the item itself": quoting(CARD.title, "Names the segment"),
    "a sentence id": quoting("C1.1", "C1.2"),
    "hundreds of quotes": quoting(*(f"This was never said at any time, number {number}." for number in range(400))),
    "a quote of 100,000 characters": quoting(f"{ANSWER} and more " * 150),
    "markup": quoting("[@click=app.quit]We open the desk[/] <b>now</b>"),
}


@pytest.mark.parametrize("spoil", MISQUOTED.values(), ids=MISQUOTED)
def test_a_quote_that_nobody_said_credits_nothing_after_one_repair(spoil: Spoil) -> None:
    model = Faulty(spoil)
    made = grade(model)
    clean = clean_values()

    assert {item.status for item in spoilt(made).items} == {ItemStatus.UNVERIFIED}
    assert (spoilt(made).value, spoilt(made).outcome) == (1.0, 1)
    assert model.calls() == 2
    assert {name: value for name, value in values(made).items() if name != SPOILT} == {
        name: value for name, value in clean.items() if name != SPOILT
    }
    assert made.verified_share is not None
    assert made.verified_share < 1


@pytest.mark.parametrize("spoil", [quoting(), quoting(OPENING[4].replace("suspicion", "thought")), quoting(TOLD)])
def test_a_misquote_that_is_mended_costs_the_candidate_nothing_and_the_judge_some_trust(spoil: Spoil) -> None:
    made = grade(Faulty(spoil, times=1), options=Options(coached=False, mode=GradingMode.RIGOROUS))
    clean = grade(FakeJudge(honest(marks())), options=Options(coached=False, mode=GradingMode.RIGOROUS))

    assert {item.id: item.status for item in spoilt(made).items} == {
        item.id: item.status for item in spoilt(clean).items
    }
    assert clean.verified_share == 1
    assert made.verified_share is not None
    assert made.verified_share < 1


def test_a_misquote_shows_the_sentence_that_comes_nearest() -> None:
    made = grade(Faulty(quoting(OPENING[7].replace("one city", "every city"))))

    near = spoilt(made).items[0].nearest
    assert near is not None
    assert near.text == OPENING[7]
    assert spoilt(made).items[0].quotes == ()


def test_a_failed_repair_of_quotes_leaves_the_level_without_their_credit() -> None:
    class Breaking(Faulty):
        async def ask(self, request: Request) -> Reply:
            if "is not in the candidate's sentences" in request.user:
                self.requests.append(request)
                raise ModelError(Failure.BROKEN_OFF)
            return await super().ask(request)

    made = grade(Breaking(quoting(TOLD)))

    assert {item.status for item in spoilt(made).items} == {ItemStatus.UNVERIFIED}
    assert spoilt(made).outcome == 1


@pytest.mark.parametrize(
    "nasty",
    ["\x00\x07\x1b[31mred\x1b[0m", "[@click=app.quit]x[/] [b]", "a\u202eb\u2066c", "\r\n\r\n", "🙂 \u0085 \u2028"],
)
def test_control_characters_and_markup_in_every_string_change_no_level_and_reach_no_terminal(nasty: str) -> None:
    def spoil(good: Report) -> str:
        remarks = {"why_not_higher": f"{nasty}not {nasty}", "why_not_lower": nasty}
        signs = [{"sign": nasty, "quote": nasty}]
        items = [
            each | {"evidence": [{"segment": nasty, "quote": nasty + quote["quote"]} for quote in each["evidence"]]}
            for each in good["items"]
        ]
        return json.dumps(good | remarks | {"signs": signs, "items": items})

    made = grade(Faulty(spoil))

    result = spoilt(made)
    assert result.outcome in (1, 3, 4)
    for text in (result.why_not_higher, result.why_not_lower):
        assert all(char.isprintable() or char in "\u202e\u2066" for char in text)
        assert len(text) <= 400


@pytest.mark.parametrize("name", ["empty", "level 6", "status MET", "a missing item", "a loop", "deep"])
def test_in_quick_mode_one_unusable_part_leaves_nothing_judged(name: str) -> None:
    model = Faulty(lambda good: json.dumps(good | {SPOILT: "?"}).replace('"?"', UNUSABLE[name](good[SPOILT])))

    with pytest.raises(ModelError) as caught:
        grade(model, options=Options(mode=GradingMode.QUICK))
    assert caught.value.failure is Failure.UNREADABLE
    assert len(model.requests) == 2


def test_where_no_dimension_can_be_judged_there_is_no_assessment() -> None:
    class Mute(FakeJudge):
        def text(self, request: Request) -> str:
            return ""

    model = Mute(honest(marks()))
    with pytest.raises(ModelError) as caught:
        grade(model, round_of(), QUICKLY)
    assert caught.value.failure is Failure.UNREADABLE
    assert len(model.requests) == 12
