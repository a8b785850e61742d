"""Choosing a follow-up: the thinnest dimension first, nothing twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.models import Probe, ProbeType, Question
from simulator.interview.interviewer import choose_probe
from tests.interview.builders import shipped


def card(*probes: str) -> Question:
    """Return a card with these follow-ups, each written ``id:dimension``."""
    question = shipped("charger-count")
    made = tuple(
        Probe(id=name, type=ProbeType.WHY_NOT, dimension=dimension, text=f"{name}?")
        for name, _, dimension in (probe.partition(":") for probe in probes)
    )
    return question.model_copy(update={"probes": made})


CHOICES = {
    "the thinnest dimension": (["a:x", "b:y", "c:z"], [], {"x": 0.1, "y": 0.9, "z": 0.5}, [], "b"),
    "the order of the card where all are as thin": (["a:x", "b:y"], [], {"x": 0.5, "y": 0.5}, [], "a"),
    "a dimension of no stage comes last": (["a:other", "b:y"], [], {"y": 0.1}, [], "b"),
    "a dimension not pressed yet before the thinnest": (["a:x", "b:x", "c:y"], ["a"], {"x": 1.0, "y": 0.0}, [], "c"),
    "the same dimension when there is no other": (["a:x", "b:x"], ["a"], {}, [], "b"),
    "the dimension pressed less often": (["a:x", "b:x", "c:x", "d:y", "e:y"], ["a", "b", "d"], {"x": 1.0}, [], "e"),
    "one unseen before one seen, though thinner": (["a:x", "b:y"], [], {"x": 1.0, "y": 0.0}, ["a"], "b"),
    "another dimension, though seen, before the same": (["a:x", "b:x", "c:y"], ["a"], {}, ["c"], "c"),
    "one seen when all are seen": (["a:x", "b:y"], [], {"y": 1.0}, ["a", "b"], "b"),
    "thinness to the thousandth": (["a:x", "b:y"], [], {"x": 0.50001, "y": 0.50002}, [], "a"),
}


@pytest.mark.parametrize("name", CHOICES)
def test_the_follow_up_chosen_is(name: str) -> None:
    probes, asked, thin, seen, expected = CHOICES[name]
    chosen = choose_probe(card(*probes), asked, thin, seen)
    assert chosen is not None
    assert chosen.id == expected


def test_there_is_none_when_all_were_asked() -> None:
    assert choose_probe(card("a:x", "b:y"), ["b", "a"], {}) is None


@settings(max_examples=60, deadline=None)
@given(
    dimensions=st.lists(st.sampled_from("xyz"), min_size=2, max_size=6),
    thin=st.dictionaries(st.sampled_from("xyz"), st.floats(0, 1)),
    seen=st.sets(st.integers(0, 5).map("p{}".format)),
)
def test_every_follow_up_comes_once_and_no_dimension_again_before_all_had_their_turn(
    dimensions: list[str], thin: dict[str, float], seen: set[str]
) -> None:
    question = card(*(f"p{number}:{dimension}" for number, dimension in enumerate(dimensions)))
    asked: list[str] = []
    pressed: list[str] = []
    while (probe := choose_probe(question, asked, thin, sorted(seen))) is not None:
        asked.append(probe.id)
        pressed.append(probe.dimension)
    assert sorted(asked) == sorted(probe.id for probe in question.probes)
    different = len(set(dimensions))
    assert len(set(pressed[:different])) == different
