"""How far a call can be trusted: what lowers it to medium, what to low, and what is near an edge."""

import itertools
from dataclasses import dataclass, field

import pytest

from scorecards.models import Target, Unassessed
from scorecards.recommendation import Caps, Confidence, Doubts, Outcome, confidence, near_edges
from tests.scorecards.helpers import CORE, DIMENSIONS, outcomes

CENTRAL = dict.fromkeys(DIMENSIONS, 4.0)


@dataclass(frozen=True)
class Case:
    """What is doubtful about a round of all fours at senior."""

    doubts: dict[str, object] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)

    def __or__(self, other: "Case") -> "Case":
        return Case(
            self.doubts | other.doubts,
            self.outcomes | other.outcomes,
            self.values | other.values,
        )

    def judged(self) -> tuple[Confidence, tuple[str, ...]]:
        given = outcomes(4, 4, 4, 4, 4, 4) | self.outcomes
        doubts = Doubts(**self.doubts)  # type: ignore[arg-type]
        return confidence(given, CENTRAL | self.values, CORE, Target.SENIOR, Caps(), doubts)


MEDIUM = {
    "self-graded": Case({"self_graded": True}),
    "quick mode": Case({"quick_mode": True}),
    "79 words": Case({"words": 79}),
    "not asked": Case(outcomes={"e": Unassessed.NOT_ASKED}),
    "disagreement": Case({"disagreement": True}),
    "uncalibrated": Case({"uncalibrated_model": True}),
    "near an edge": Case(outcomes={"f": 3}, values={"f": 2.6}),  # a 2 would make a lean no hire of the hire
}
LOW = {
    "withheld": Case({"withheld_segments": True}),
    "unverified quotes": Case({"verified_share": 0.899}),
}


def test_a_round_without_doubts_is_judged_with_high_confidence() -> None:
    assert Case().judged() == (Confidence.HIGH, ())


@pytest.mark.parametrize(
    "case",
    [*MEDIUM.values(), Case(outcomes={"f": Unassessed.NOT_GRADED}), Case(outcomes={"a": Unassessed.NOT_ASKED})],
)
def test_each_medium_reason_alone_gives_medium(case: Case) -> None:
    level, reasons = case.judged()
    assert level is Confidence.MEDIUM
    assert len(reasons) == 1


@pytest.mark.parametrize("pair", list(itertools.combinations(MEDIUM, 2)), ids=" and ".join)
def test_two_medium_reasons_give_low(pair: tuple[str, str]) -> None:
    one, other = (MEDIUM[name] for name in pair)
    level, reasons = (one | other).judged()
    assert level is Confidence.LOW
    assert len(reasons) == 2


@pytest.mark.parametrize("case", list(LOW.values()), ids=list(LOW))
def test_each_low_reason_alone_gives_low(case: Case) -> None:
    level, reasons = case.judged()
    assert level is Confidence.LOW
    assert len(reasons) == 1


@pytest.mark.parametrize("case", [Case({"words": 80}), Case({"verified_share": 0.9})])
def test_just_enough_words_and_quotes_lower_nothing(case: Case) -> None:
    assert case.judged() == (Confidence.HIGH, ())


def test_two_dimensions_without_a_level_are_one_reason() -> None:
    case = Case(outcomes={"e": Unassessed.NOT_ASKED, "f": Unassessed.NOT_GRADED})
    assert case.judged() == (Confidence.MEDIUM, ("2 of 6 dimensions not assessed",))


def test_the_reasons_are_given_in_words() -> None:
    _, reasons = (MEDIUM["self-graded"] | MEDIUM["79 words"] | LOW["withheld"]).judged()
    assert reasons == ("self-graded", "only 79 words", "parts of the answer were withheld from the judge")


@pytest.mark.parametrize(
    ("value", "near"),
    [
        (4.35, False),  # 4.35 + .15 is 4.5, and a half is still a 4
        (4.351, True),
        (4.49, True),
        (4.34, False),
        (3.6, False),  # a single core 3 leaves the hire as it is
    ],
)
def test_a_value_just_below_an_edge_is_near_it_when_the_level_above_would_change_the_call(
    value: float, near: bool
) -> None:
    given = outcomes(4, 4, 4, 4, 4, 4)
    assert near_edges(given, CENTRAL | {"a": value}, CORE, Target.SENIOR, Caps()) == (("a",) if near else ())


@pytest.mark.parametrize(("value", "near"), [(3.65, True), (3.651, False), (3.51, True), (4.2, False)])
def test_a_value_just_above_an_edge_is_near_it_when_the_level_below_would_change_the_call(
    value: float, near: bool
) -> None:
    given = outcomes(4, 4, 4, 3, 4, 4)  # a second core 3 makes a lean hire of the hire
    values = CENTRAL | {"a": value, "d": 3.0}
    assert near_edges(given, values, CORE, Target.SENIOR, Caps()) == (("a",) if near else ())


def test_only_the_dimensions_whose_edge_would_change_the_call_are_named() -> None:
    given = outcomes(4, 4, 4, 4, 4, 3)
    values = CENTRAL | {"b": 4.45, "e": 4.45, "f": 2.6}
    # f falling to 2 makes a lean no hire; e rising to 5 changes nothing; b rising to 5 makes a strong hire
    assert near_edges(given, values, CORE, Target.SENIOR, Caps()) == ("b", "f")


def test_an_edge_beyond_a_cap_on_the_call_is_not_near() -> None:
    given = outcomes(4, 4, 4, 4, 4, 4)
    assert near_edges(given, CENTRAL | {"a": 4.45}, CORE, Target.SENIOR, Caps(hints=1)) == ()
    assert near_edges(given, CENTRAL | {"a": 4.45}, CORE, Target.SENIOR, Caps(unproven=True)) == ()


def test_a_cap_on_the_call_alone_puts_nothing_near_an_edge() -> None:
    assert near_edges(outcomes(5, 4, 4, 4, 4, 4), CENTRAL | {"a": 5.0}, CORE, Target.SENIOR, Caps(hints=3)) == ()


def test_a_level_capped_below_its_value_does_not_rise_at_an_edge() -> None:
    given = outcomes(4, 4, 3, 3, 4, 4)
    free = CENTRAL | {"c": 3.4, "d": 3.0}
    capped = CENTRAL | {"c": 3.6, "d": 3.0}
    assert near_edges(given, free, CORE, Target.SENIOR, Caps()) == ("c",)
    assert near_edges(given, capped, CORE, Target.SENIOR, Caps()) == ()


def test_a_dimension_without_a_level_is_near_nothing() -> None:
    given = outcomes(4, 4, 4, Unassessed.NOT_GRADED, 4, 4)
    assert near_edges(given, CENTRAL | {"d": 3.5}, CORE, Target.SENIOR, Caps()) == ()


def test_the_distance_that_counts_as_near_can_be_told() -> None:
    given = outcomes(4, 4, 4, 4, 4, 4)
    values = CENTRAL | {"a": 4.3}
    assert near_edges(given, values, CORE, Target.SENIOR, Caps()) == ()
    assert near_edges(given, values, CORE, Target.SENIOR, Caps(), within=0.25) == ("a",)
