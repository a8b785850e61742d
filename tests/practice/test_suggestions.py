"""What to practise next: each need with its sentence, kinds in turn, no card again before its siblings, seeded."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.catalogue import Catalogue
from question_bank.models import SUB_KINDS, Header
from scorecards.models import Kind, Target
from simulator.history.records import SessionRecord
from simulator.practice.look_alikes import LOOK_ALIKES, look_alike
from simulator.practice.needs import Why
from simulator.practice.series import read_past
from simulator.practice.suggestions import Suggestion, draw_weights, seed_of, situation_of, suggest
from tests.fakes import BEGIN, MemoryStore
from tests.practice.pasts import MODEL, assessment, header, session

BANK = [entry.header for entry in Catalogue().entries()]
ENTRY, SUNSET, ESTIMATE = "market_entry", "sunset", "estimation"
CARDS = [
    header("entry-one", Kind.STRATEGY, ENTRY),
    header("entry-two", Kind.STRATEGY, ENTRY),
    header("sunset-one", Kind.STRATEGY, SUNSET),
]


def suggestions(
    sessions: Sequence[SessionRecord], cards: Sequence[Header] = CARDS, day: int = 10, seed: int = 1, count: int = 3
) -> list[Suggestion]:
    past = read_past(MemoryStore(sessions))
    return suggest(situation_of(past, BEGIN + timedelta(days=day)), cards, Random(seed), count=count)


def sat(day: int, question: str, sub_kind: str, level: int = 4) -> SessionRecord:
    return session(day, assessment(level), question=question, sub_kind=sub_kind)


def test_a_thin_dimension_says_its_mean_its_rounds_and_when_it_was_last_seen() -> None:
    judged = [
        session(day, assessment(4, values={"economics": value}), question="entry-one")
        for day, value in enumerate([1.0, 2.4, 2.6, 2.7, 2.7])
    ]

    (first, *_) = suggestions(judged, [header("sunset-one", Kind.STRATEGY, SUNSET)], day=13)

    assert first.why is Why.THIN
    assert first.reason == "strategy, economics: 2.6 over four rounds, last 9 days ago"


def test_one_round_does_not_make_a_dimension_thin_and_the_level_aimed_at_sets_the_bar() -> None:
    cards = [header("sunset-one", Kind.STRATEGY, SUNSET)]
    weak = [session(day, assessment(3), question="entry-one") for day in range(2)]

    assert Why.THIN not in {each.why for each in suggestions(weak[:1], cards)}
    assert suggestions(weak, cards)[0].why is not Why.LONGEST_AGO
    past = read_past(MemoryStore(weak))
    aimed = {
        target: draw_weights(situation_of(past, BEGIN, target=target), cards)[Kind.STRATEGY, SUNSET]
        for target in (Target.PM, Target.SENIOR)
    }
    assert aimed[Target.SENIOR] == aimed[Target.PM] + 1, "a level of 3 is thin for a senior PM alone"


def test_a_sub_kind_whose_cards_do_not_test_the_thin_dimension_does_not_serve_it() -> None:
    weak = [session(day, assessment(4, values={"economics": 1.5}), question="entry-one") for day in range(4)]
    blind = [header("sunset-one", Kind.STRATEGY, SUNSET, not_tested=("economics",))]

    assert [each.why for each in suggestions(weak, blind)] == [Why.UNSEEN]


def test_a_due_drill_is_sat_again_and_says_since_when() -> None:
    (first,) = suggestions([sat(0, "sunset-one", SUNSET, level=2)], CARDS[2:], day=9)

    assert first.why is Why.DUE
    assert first.reason == (
        "strategy, sunset: objective and framing was at level 2, 9 days ago; due for 8 days by the schedule"
    )
    assert first.arguments == ("drill", "--question", "sunset-one")
    assert first.title == "Title of sunset-one"


def test_what_was_sat_less_than_three_days_ago_rests() -> None:
    judged = [sat(0, "sunset-one", SUNSET, level=2)]

    assert suggestions(judged, CARDS[2:], day=2)[0].why is Why.LONGEST_AGO
    assert suggestions(judged, CARDS[2:], day=3)[0].why is Why.DUE


def test_no_question_comes_again_before_its_siblings() -> None:
    (first,) = suggestions([sat(0, "entry-one", ENTRY, level=2)], CARDS[:2])
    assert (first.why, first.question_id) == (Why.DUE, "")
    assert first.arguments == ("drill", "--kind", "strategy", "--sub-kind", ENTRY), "the sibling comes, unnamed"

    (again,) = suggestions([sat(0, "entry-one", ENTRY, 2), sat(1, "entry-two", ENTRY, 2)], CARDS[:2])
    assert again.question_id == "entry-one", "then the one that was sat longest ago"


@given(st.lists(st.tuples(st.sampled_from(CARDS), st.integers(1, 5)), max_size=12), st.integers(0, 20))
def test_whatever_was_sat_a_card_comes_again_only_after_all_its_siblings(
    history: list[tuple[Header, int]], seed: int
) -> None:
    sessions = [sat(day, card.id, card.sub_kind, level) for day, (card, level) in enumerate(history)]
    order = [card.id for card, _ in history]
    for each in suggestions(sessions, day=len(history) + 5, seed=seed):
        siblings = [card.id for card in CARDS if card.sub_kind == each.sub_kind]
        if each.question_id:
            last = {name: len(order) - 1 - order[::-1].index(name) for name in siblings}  # every sibling was sat
            assert each.question_id == min(siblings, key=lambda name: last[name])
        else:
            assert any(name not in order for name in siblings)


def test_a_kind_never_sat_and_a_sub_kind_never_sat_say_so() -> None:
    cards = [*CARDS, header("count", Kind.CASE, ESTIMATE)]
    found = suggestions([sat(9, "entry-one", ENTRY)], cards)

    assert [(each.sub_kind, each.reason) for each in found[:2]] == [
        (ESTIMATE, "case, estimation: you have not sat a case round yet"),
        (SUNSET, "strategy, sunset: you have not sat one yet"),
    ]


def test_a_look_alike_of_what_was_sat_last_takes_its_turn() -> None:
    cards = [header(name, Kind.CASE, name) for name in ("metric_drop", "metric_conflict", ESTIMATE)]
    judged = [
        session(day, assessment(5, kind=Kind.CASE), kind=Kind.CASE, question=name, sub_kind=name)
        for day, name in enumerate(["metric_conflict", ESTIMATE, ESTIMATE, ESTIMATE, "launch_plan", "metric_drop"])
    ]
    # the three newest sub-kinds are estimation, launch plan and metric drop, so metric conflict has not had its turn
    first = suggestions(judged, cards, day=6)[0]

    assert first.why is Why.LOOK_ALIKE
    assert first.reason == (
        "case, metric conflict: easily taken for metric drop, which you sat last; turns train telling them apart"
    )


def test_a_look_alike_that_just_had_its_turn_is_not_pressed_again() -> None:
    cards = [header(name, Kind.CASE, name) for name in ("metric_drop", "metric_conflict")]
    judged = [
        session(day, assessment(5, kind=Kind.CASE), kind=Kind.CASE, question=name, sub_kind=name)
        for day, name in enumerate(["metric_conflict", "metric_drop"])
    ]

    assert Why.LOOK_ALIKE not in {each.why for each in suggestions(judged, cards, day=2)}


@pytest.mark.parametrize("seed", range(10))
def test_kinds_take_turns_where_all_need_it_alike(seed: int) -> None:
    cards = [header(name, kind, name) for kind in Kind for name in SUB_KINDS[kind][:6]]
    judged = [
        session(
            day,
            assessment(5, kind=kind),
            kind=kind,
            question=SUB_KINDS[kind][-1],
            sub_kind=SUB_KINDS[kind][-1],
        )
        for day, kind in enumerate(Kind)
    ]

    found = suggestions(judged, cards, day=4, seed=seed, count=6)

    assert [{each.kind for each in found[:3]}, {each.kind for each in found[3:]}] == [set(Kind), set(Kind)]


def test_look_alikes_are_mutual_sub_kinds_of_the_bank() -> None:
    known = {name for names in SUB_KINDS.values() for name in names}
    assert {name for group in LOOK_ALIKES for name in group} <= known
    assert look_alike("metric_drop", "metric_conflict")
    assert look_alike("metric_conflict", "metric_drop")
    assert not look_alike("metric_drop", "metric_drop")
    assert not look_alike("metric_drop", "sunset")


def test_where_nothing_presses_it_says_so() -> None:
    (first,) = suggestions([sat(0, "sunset-one", SUNSET, level=5)], CARDS[2:], day=2)

    assert first.reason == "strategy, sunset: nothing presses; you last sat one 2 days ago"


@pytest.mark.parametrize("seed", range(10))
def test_without_any_history_three_kinds_are_suggested_and_no_question_is_named(seed: int) -> None:
    found = suggestions([], BANK, seed=seed)

    assert {each.kind for each in found} == set(Kind)
    assert not any(each.question_id or each.title for each in found)


def test_chance_decides_between_equals_and_the_same_day_decides_the_same() -> None:
    assert len({suggestions([], BANK, seed=seed)[0].sub_kind for seed in range(30)}) > 5
    morning, evening, tomorrow = (seed_of(BEGIN + timedelta(hours=hours)).random() for hours in (0, 11, 24))
    assert morning == evening != tomorrow


def test_no_sub_kind_comes_twice_and_no_reason_while_there_is_another() -> None:
    weak = [session(day, assessment(4, values={"economics": 1.5}), question="entry-one") for day in range(4)]
    found = suggestions(weak, BANK, count=8)

    assert len({(each.kind, each.sub_kind) for each in found}) == len(found) == 8
    assert sum(each.why is Why.THIN for each in found) == 1


def test_numbers_come_from_one_source_and_the_user_may_name_it() -> None:
    judged = [
        session(day, assessment(4), assessment(2, source=MODEL), question="entry-one", sub_kind=ENTRY)
        for day in range(4)
    ]
    past = read_past(MemoryStore(judged))
    later = BEGIN + timedelta(days=10)
    by_self = suggest(situation_of(past, later, source="self"), CARDS, Random(1))
    by_model = suggest(situation_of(past, later, source=MODEL), CARDS, Random(1))

    assert Why.THIN not in {each.why for each in by_self}
    assert any(each.why is Why.THIN and "2.0 over four rounds" in each.reason for each in by_model)


def test_only_the_kinds_asked_for_are_suggested() -> None:
    past = read_past(MemoryStore())

    found = suggest(situation_of(past, BEGIN), BANK, Random(1), kinds=[Kind.CASE])

    assert {each.kind for each in found} == {Kind.CASE}
    assert len(found) == 3


def test_no_cards_no_suggestions() -> None:
    assert suggestions([], []) == []


def test_what_was_sat_last_weighs_a_quarter_in_the_draw_until_it_has_rested() -> None:
    past = read_past(MemoryStore([sat(0, "entry-one", ENTRY, 5), sat(1, "sunset-one", SUNSET, 5)]))

    weights = draw_weights(situation_of(past, BEGIN + timedelta(days=1)), CARDS)
    rested = draw_weights(situation_of(past, BEGIN + timedelta(days=4)), CARDS)

    assert rested[Kind.STRATEGY, SUNSET] == pytest.approx(1.03)
    assert weights[Kind.STRATEGY, SUNSET] == pytest.approx(0.25)
    assert weights[Kind.STRATEGY, ENTRY] == pytest.approx(1.01), "sat a day ago, of a hundred for one point"
