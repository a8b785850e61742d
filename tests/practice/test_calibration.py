"""Self-judgement: predicted against judged, worked by hand, and what is said of it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.models import Target, Unassessed
from scorecards.recommendation import Call
from simulator.practice.calibration import Calibration, calibrate
from simulator.practice.series import JudgedRound, judged_rounds
from simulator.words.progress_words import calibration_lines
from tests.practice.pasts import MODEL, assessment, predicted, series, session

PAIRS = st.lists(st.tuples(st.integers(2, 4), st.integers(2, 4)), min_size=1, max_size=12)


def compared(*pairs: Sequence[tuple[int, int]], source: str = "self") -> tuple[JudgedRound, ...]:
    """Return a round a day with (predicted, judged) levels of economics, market and so on."""
    names = ("economics", "market", "objective")
    return judged_rounds(
        session(
            day,
            assessment({name: judged for name, (_, judged) in zip(names, each, strict=False)}, source=source),
            prediction=predicted({name: said for name, (said, _) in zip(names, each, strict=False)}),
        )
        for day, each in enumerate(pairs)
    )


def overall(found: Calibration) -> tuple[float, float]:
    assert found.overall
    return found.overall.bias, found.overall.error


def test_bias_and_error_of_four_rounds_worked_by_hand() -> None:
    # economics: gaps 1, 1, 0, 1; market: gaps 0, -1, 0, 0
    found = calibrate(compared([(4, 3), (3, 3)], [(4, 3), (2, 3)], [(3, 3), (3, 3)], [(3, 2), (4, 4)]))
    economics, market = found.dimensions

    assert (economics.bias, economics.error) == (0.75, 0.75)
    assert (market.bias, market.error) == (-0.25, 0.25)
    assert overall(found) == (0.25, 0.5)
    assert found.rounds == 4


def test_a_leaning_is_said_only_beyond_noise_and_from_four_rounds_on() -> None:
    # gaps 1, 1, 1, 1, 0: mean .8, standard error .2, t for 4 degrees of freedom 2.776: .5552
    high = compared([(4, 3)], [(4, 3)], [(4, 3)], [(4, 3)], [(3, 3)])
    (economics,) = calibrate(high).dimensions

    assert economics.bound == pytest.approx(0.5552, abs=1e-4)
    assert economics.words == "you rate your economics .8 high"
    assert calibrate(high[:3]).dimensions[0].words == "Economics: too few rounds (3 of 4)"
    wide = compared([(5, 3)], [(3, 3)], [(4, 3)], [(3, 3)])
    assert calibrate(wide).dimensions[0].words == "Economics: neither high nor low beyond noise"
    low = compared(*[[(2, 4)]] * 4)
    assert calibrate(low).dimensions[0].words == "you rate your economics 2.0 low"


def test_the_six_gaps_of_a_round_are_one_observation_of_the_noise() -> None:
    found = calibrate(compared(*[[(4, 3)] * 3] * 3))

    assert found.overall
    assert len(found.overall.pairs) == 9
    assert not found.overall.leans, "three rounds, however many pairs"


@given(PAIRS, st.integers(-1, 1))
def test_shifting_all_predictions_shifts_every_bias_by_as_much(pairs: list[tuple[int, int]], shift: int) -> None:
    before = calibrate(compared(*[[pair] for pair in pairs]))
    after = calibrate(compared(*[[(said + shift, judged)] for said, judged in pairs]))

    assert overall(after)[0] == pytest.approx(overall(before)[0] + shift)
    assert after.dimensions[0].bias == pytest.approx(before.dimensions[0].bias + shift)


@given(PAIRS)
def test_the_error_is_never_smaller_than_the_bias(pairs: list[tuple[int, int]]) -> None:
    found = calibrate(compared(*[[pair] for pair in pairs]))

    assert overall(found)[1] >= abs(overall(found)[0]) - 1e-12


def test_only_the_strongest_leanings_are_told_one_by_one() -> None:
    lines = calibration_lines(calibrate(compared(*[[(4, 3), (2, 4), (4, 3)]] * 4)))

    assert lines[1] == (
        "You rate your market and competition 2.0 low, you rate your economics 1.0 high and "
        "you rate your objective and framing 1.0 high."
    ), "on the whole the gaps cancel out"
    none = calibration_lines(calibrate(compared(*[[(3, 3), (4, 4)]] * 4)))
    assert none[1] == "You rate yourself neither high nor low beyond noise."
    few = calibration_lines(calibrate(compared(*[[(4, 3)]] * 3)))
    assert few[1] == "Too few rounds (3 of 4) to say whether you lean."


def test_more_than_three_leanings_are_counted() -> None:
    rounds = judged_rounds(
        session(day, assessment(3), prediction=predicted(dict.fromkeys(assessment(3).outcomes, 4))) for day in range(4)
    )

    line = calibration_lines(calibrate(rounds))[1]

    assert line.startswith("You rate yourself 1.0 high, you rate your objective and framing 1.0 high,")
    assert line.endswith("So it is with 3 more dimensions.")


def test_what_has_no_prediction_or_no_level_is_not_compared() -> None:
    blind = judged_rounds(
        [
            session(0, assessment(3)),
            session(1, assessment({"economics": Unassessed.NOT_GRADED}), prediction=predicted({"economics": 4})),
        ]
    )

    assert calibrate(blind).overall is None
    assert calibration_lines(calibrate(series(3, 3))) == [
        "No round has both a prediction and a level, so your eye cannot be checked."
    ]


def calls(*said: tuple[float, Call, Call], target: Target = Target.SENIOR) -> tuple[JudgedRound, ...]:
    """Return a round a day with (chance, predicted call, judged call)."""
    return judged_rounds(
        session(day, assessment(3, call=judged, target=target), prediction=predicted({"economics": 3}, call, chance))
        for day, (chance, call, judged) in enumerate(said)
    )


def test_the_brier_score_of_the_call_worked_by_hand() -> None:
    # (.9 - 1)^2 = .01, (.8 - 0)^2 = .64: together .65, over two .325
    found = calibrate(calls((0.9, Call.HIRE, Call.HIRE), (0.8, Call.HIRE, Call.NO_HIRE))).calls

    assert found
    assert found.brier == pytest.approx(0.325)
    assert found.reference == 0.25
    assert found.right == 1
    assert found.stated == pytest.approx(0.85)


def test_no_call_and_a_call_for_another_role_are_no_forecast() -> None:
    assert calibrate(calls((0.9, Call.HIRE, Call.NOT_ENOUGH_EVIDENCE))).calls is None
    assert calibrate(calls((0.9, Call.HIRE, Call.HIRE), target=Target.PM)).calls is None


def test_words_name_the_score_and_its_reference() -> None:
    worse = " ".join(calibration_lines(calibrate(calls((0.8, Call.HIRE, Call.NO_HIRE)))))
    better = " ".join(calibration_lines(calibrate(calls((0.9, Call.HIRE, Call.HIRE)))))

    assert "right in 0 of 1, and you were 80% sure" in worse
    assert "Brier score 0.64, no better than always saying 50% (0.25)" in worse
    assert "Brier score 0.01, better than always saying 50% (0.25)" in better


SAME, OTHER = [(3, 3), (4, 4)], [(3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("rounds", "run"),
    [([SAME] * 4, 4), ([SAME] * 3, 0), ([OTHER, *[SAME] * 5], 5), ([*[SAME] * 5, OTHER], 0), ([], 0)],
)
def test_too_perfect_agreement_of_ones_own_grades_is_pointed_out(rounds: list[list[tuple[int, int]]], run: int) -> None:
    found = calibrate(compared(*rounds))

    assert found.too_perfect == run
    assert ("rarely skill" in " ".join(calibration_lines(found))) is bool(run)


def test_agreement_with_a_model_is_no_fault() -> None:
    assert calibrate(compared(*[SAME] * 6, source=MODEL)).too_perfect == 0


def test_gaps_that_cancel_out_are_not_agreement() -> None:
    assert calibrate(compared(*[[(4, 3), (2, 3)]] * 6)).too_perfect == 0
