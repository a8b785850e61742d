"""Advice: three steps at most, from the weakest dimensions, each a missing item, with the words that came near."""

from dataclasses import replace

import pytest

from question_bank.models import Question
from scorecards.models import ItemKind, ItemStatus, Unassessed
from simulator.grading.sheet import Mark, Placement, Sheet
from simulator.grading.wording import MOST_STEPS, NextStep, next_steps
from simulator.history.records import Assessment
from tests.grading.builders import CASE, SENTENCES, items_of, judged, sheet

NAMES = {dimension.id: dimension.name for dimension in CASE.dimensions}


def steps(assessment: Assessment, question: Question) -> list[NextStep]:
    return next_steps(assessment, question, CASE)


def lacking(question: Question, dimensions: list[str], status: ItemStatus = ItemStatus.ABSENT) -> Sheet:
    """Return a sheet with everything met but the senior items of these dimensions."""
    changed = {
        name: Mark(status, "C1.2")
        for dimension in dimensions
        for name in items_of(question, dimension, ItemKind.SENIOR)
    }
    return sheet(question, changed=changed)


def worded(question: Question, name: str) -> tuple[str, str]:
    """Return an item's text and what counts for it."""
    item = next(item for item in (*CASE.items, *question.items) if item.id == name)
    return item.text, item.counts


def test_nothing_missing_gives_no_advice(whole: Question) -> None:
    assert steps(judged(whole, sheet(whole)), whole) == []


def test_there_are_three_steps_at_most_each_of_another_dimension(whole: Question) -> None:
    advice = steps(judged(whole, sheet(whole, ItemStatus.ABSENT)), whole)

    assert len(advice) == MOST_STEPS == 3
    assert len({step.dimension for step in advice}) == 3


def test_at_equal_levels_core_dimensions_come_first_in_the_order_of_the_rubric(whole: Question) -> None:
    advice = steps(judged(whole, sheet(whole, ItemStatus.ABSENT)), whole)

    assert [step.dimension for step in advice] == [NAMES[name] for name in ("scoping", "structure", "quantitative")]


def test_the_weakest_dimensions_come_first_whether_core_or_not(whole: Question) -> None:
    marks = lacking(whole, ["structure", "evidence", "decision", "execution"])
    nothing = {name: Mark(ItemStatus.ABSENT) for name in items_of(whole, "execution", ItemKind.CORE)}
    marks = replace(marks, items={**marks.items, **nothing})

    assessment = judged(whole, marks)
    assert assessment.outcomes["execution"] == 1
    assert {assessment.outcomes[name] for name in ("structure", "evidence", "decision")} == {3}
    assert [step.dimension for step in steps(assessment, whole)] == [
        NAMES[name] for name in ("execution", "structure", "evidence")
    ]


def test_a_step_is_the_first_missing_item_core_before_senior(whole: Question) -> None:
    core = items_of(whole, "scoping", ItemKind.CORE)[1]
    marks = lacking(whole, ["scoping"])
    marks = replace(marks, items={**marks.items, core: Mark(ItemStatus.ABSENT)})

    step = steps(judged(whole, marks), whole)[0]

    assert (step.item, step.example) == worded(whole, core)
    assert step.said == ""


def test_a_step_quotes_the_words_that_came_near(whole: Question) -> None:
    step = steps(judged(whole, lacking(whole, ["evidence"], ItemStatus.PARTIAL)), whole)[0]

    assert (step.item, step.example) == worded(whole, items_of(whole, "evidence", ItemKind.SENIOR)[0])
    assert step.said == SENTENCES[1]


@pytest.mark.parametrize(("status", "segment"), [(ItemStatus.ABSENT, "C1.2"), (ItemStatus.MET, "C9.9")])
def test_a_step_quotes_nothing_where_nothing_was_proved(whole: Question, status: ItemStatus, segment: str) -> None:
    changed = {name: Mark(status, segment) for name in items_of(whole, "evidence", ItemKind.SENIOR)}
    step = steps(judged(whole, sheet(whole, changed=changed)), whole)[0]

    assert step.dimension == NAMES["evidence"]
    assert step.said == ""


def test_the_drill_names_the_stage_of_the_dimension_and_its_minutes(whole: Question) -> None:
    for name in CASE.dimension_ids:
        step = steps(judged(whole, lacking(whole, [name])), whole)[0]
        stage = next(stage for stage in whole.stages if name in stage.dimensions)
        assert f'"{stage.name}"' in step.drill
        assert f"{stage.minutes} minutes" in step.drill


def test_a_dimension_without_a_stage_gets_the_drill_of_the_last(whole: Question) -> None:
    bare = whole.model_copy(
        update={"stages": tuple(stage.model_copy(update={"dimensions": ()}) for stage in whole.stages)}
    )

    step = steps(judged(whole, lacking(whole, ["scoping"])), bare)[0]

    assert f'"{whole.stages[-1].name}"' in step.drill


def test_an_item_of_the_card_itself_can_be_a_step(whole: Question) -> None:
    own = whole.items[0]
    step = steps(judged(whole, sheet(whole, changed={own.id: Mark(ItemStatus.ABSENT)})), whole)[0]

    assert (step.dimension, step.item, step.example) == (NAMES[own.dimension], own.text, own.counts)


def test_an_item_that_has_left_the_card_is_still_a_step_in_the_words_it_was_judged_by(whole: Question) -> None:
    own = whole.items[0]
    assessment = judged(whole, sheet(whole, changed={own.id: Mark(ItemStatus.ABSENT)}))

    step = steps(assessment, whole.model_copy(update={"items": whole.items[1:]}))[0]

    assert (step.item, step.example) == (own.text, "")


def test_a_dimension_that_was_not_asked_gets_no_advice(partial: Question) -> None:
    assessment = judged(partial, sheet(partial, ItemStatus.ABSENT, Placement.BELOW_LOW))

    assert assessment.outcomes["evidence"] is Unassessed.NOT_ASKED
    assert NAMES["evidence"] not in {step.dimension for step in steps(assessment, partial)}


def test_a_red_flag_is_never_a_step_since_its_absence_is_good(whole: Question) -> None:
    flags = [item.text for item in CASE.items if item.kind is ItemKind.RED_FLAG]
    advice = steps(judged(whole, lacking(whole, list(CASE.dimension_ids))), whole)

    assert flags
    assert not {step.item for step in advice} & set(flags)
