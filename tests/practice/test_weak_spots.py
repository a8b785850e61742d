"""Weak spots and starving stages, counted by hand."""

from collections.abc import Sequence

import pytest

from scorecards.models import ItemKind, ItemStatus, Kind, Unassessed
from simulator.practice.pacing_trend import pacing
from simulator.practice.series import JudgedRound, judged_rounds
from simulator.practice.weak_spots import NEWEST, weak_spots
from simulator.words.progress_words import pacing_lines, rubric_items
from tests.practice.pasts import MODEL, assessment, item, session

MET, PARTIAL, ABSENT, UNVERIFIED = ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT, ItemStatus.UNVERIFIED


def judged(*statuses: ItemStatus, name: str = "driver", kind: ItemKind = ItemKind.CORE) -> tuple[JudgedRound, ...]:
    """Return a round a day that was judged on one item."""
    return judged_rounds(
        session(day, assessment({"economics": 3}, items={"economics": [item(name, status, kind)]}))
        for day, status in enumerate(statuses)
    )


def test_a_weak_spot_is_counted_and_put_in_words() -> None:
    (spot,) = weak_spots(judged(MET, ABSENT, PARTIAL, UNVERIFIED, ABSENT, ABSENT, ABSENT), {"driver"})

    assert (spot.met, spot.partial, spot.unverified, spot.count) == (1, 1, 1, 7)
    assert spot.words == "met in 1 of 7, partly in 1, not verified in 1"


def test_an_item_judged_twice_says_nothing() -> None:
    assert weak_spots(judged(ABSENT, ABSENT), {"driver"}) == []
    assert [each.count for each in weak_spots(judged(ABSENT, ABSENT, ABSENT), {"driver"})] == [3]


def test_an_item_met_every_time_is_no_weak_spot() -> None:
    assert weak_spots(judged(MET, MET, MET), {"driver"}) == []


def test_only_the_newest_judgements_of_an_item_count() -> None:
    (spot,) = weak_spots(judged(*[ABSENT] * 5, *[MET] * (NEWEST - 1), ABSENT), {"driver"})

    assert (spot.met, spot.count) == (NEWEST - 1, NEWEST)
    assert weak_spots(judged(*[ABSENT] * 5, *[MET] * NEWEST), {"driver"}) == [], "what was mended drops off"


def test_red_flags_and_a_questions_own_items_are_left_out() -> None:
    assert weak_spots(judged(MET, ABSENT, ABSENT, kind=ItemKind.RED_FLAG), {"driver"}) == []
    assert weak_spots(judged(ABSENT, ABSENT, ABSENT, name="of-the-card"), {"driver"}) == []


def test_items_of_a_dimension_without_a_level_do_not_count() -> None:
    rounds = judged_rounds(
        session(day, assessment({"economics": Unassessed.NOT_GRADED}, items={"economics": [item("driver", ABSENT)]}))
        for day in range(5)
    )

    assert weak_spots(rounds, {"driver"}) == []


def test_the_worst_come_first_then_the_never_even_partly_met_then_core_items() -> None:
    shown: dict[str, tuple[Sequence[ItemStatus], ItemKind]] = {
        "half": ((MET, ABSENT, MET, ABSENT), ItemKind.CORE),
        "senior-never": ((ABSENT,) * 4, ItemKind.SENIOR),
        "core-never": ((ABSENT,) * 4, ItemKind.CORE),
        "partly": ((PARTIAL,) * 4, ItemKind.CORE),
    }
    rounds = judged_rounds(
        session(
            day,
            assessment(
                {"economics": 3},
                items={"economics": [item(name, statuses[day], kind) for name, (statuses, kind) in shown.items()]},
            ),
        )
        for day in range(4)
    )

    assert [spot.item for spot in weak_spots(rounds, shown)] == ["core-never", "senior-never", "partly", "half"]


def test_the_newest_wording_of_an_item_is_shown() -> None:
    rounds = judged_rounds(
        session(day, assessment({"economics": 3}, items={"economics": [item("driver", ABSENT, text=f"Wording {day}")]}))
        for day in range(3)
    )

    assert weak_spots(rounds, {"driver"})[0].text == "Wording 2"


def test_the_items_of_the_rubrics_are_all_of_them() -> None:
    assert {"economics-driver", "economics-invented"} <= rubric_items()


def paced(*rounds: Sequence[tuple[str, float, float]]) -> tuple[JudgedRound, ...]:
    return judged_rounds(session(day, assessment(3), stages=stages) for day, stages in enumerate(rounds))


def test_a_stage_starves_that_gets_less_than_half_its_time_in_half_the_rounds() -> None:
    long, short, plan = 600.0, 100.0, 300.0
    found = pacing(
        paced(
            [("frame", plan, long), ("risk", plan, short)],
            [("frame", plan, long), ("risk", plan, short)],
            [("frame", plan, plan), ("risk", plan, plan)],
            [("frame", plan, plan), ("risk", plan, 150.0)],
        )
    )

    (risk,) = found.starving  # the last stage of every card, so it stands once and by its name
    assert (risk.name, risk.starved, len(risk.shares)) == ("Risk", 2, 4), "exactly half its time is not starving"
    assert found.starving[0].words == "under half of its time in 2 of 4 rounds, 54% on average"


def test_the_last_stage_is_followed_across_cards_whatever_it_is_called() -> None:
    rounds = [
        [("frame", 300.0, 400.0), ("decide", 300.0, 300.0), (name, 300.0, 0.0)] for name in ("risk", "people", "close")
    ]

    (found,) = pacing(paced(*rounds)).starving

    assert (found.name, found.kind, found.starved) == ("the last stage", Kind.STRATEGY, 3)


def test_a_share_that_changes_beyond_noise_is_told() -> None:
    # shares 0, 0, 0 then .9, .9, .9: the floor is 1.96 * .25 * sqrt(2 / 3) = .40
    used = [0.0] * 3 + [270.0] * 3
    lines = pacing_lines(
        pacing(paced(*[[("frame", 300.0, 300.0), ("b", 300.0, 300.0), ("risk", 300.0, s)] for s in used]))
    )

    assert lines[1] == (
        "  strategy, risk: under half of its time in 3 of 6 rounds, 45% on average; its share is up by 90% of plan"
    )


def test_a_round_without_a_next_stage_says_nothing_of_stages() -> None:
    found = pacing(paced(*[[("frame", 300.0, 900.0), ("risk", 300.0, 0.0)]] * 2, [("frame", 300.0, 900.0)], []))

    assert (found.counted, found.unmarked, found.starving) == (0, 4, ())
    assert pacing_lines(found)[1] == "  Too few rounds whose stages were marked (0 of 3)."


def test_a_round_that_two_sources_judged_is_timed_once() -> None:
    stages = [("frame", 300.0, 600.0), ("risk", 300.0, 10.0)]
    rounds = judged_rounds(session(day, assessment(3), assessment(4, source=MODEL), stages=stages) for day in range(3))

    found = pacing(rounds)

    assert found.counted == 3
    assert found.starving[0].shares == pytest.approx((10 / 300,) * 3)


def test_no_stage_starves_where_all_get_their_time() -> None:
    found = pacing(paced(*[[("frame", 300.0, 300.0), ("risk", 300.0, 200.0)]] * 3))

    assert pacing_lines(found) == ["Pacing (whoever judged)", "  No stage starves in 3 rounds."]
