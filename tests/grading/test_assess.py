"""From marks to an assessment: proof or nothing, not asked, provenance, and the same result every time."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.models import Question
from scorecards.models import ItemKind, ItemStatus, Target, Unassessed
from scorecards.recommendation import Call
from simulator.grading.self_grading import assess, items_to_mark, missing_items, segments_of
from simulator.grading.sheet import Mark, Placement, Sheet
from simulator.grading.verdict import program_version
from simulator.history.records import Assessment, ItemResult, Quote, Source, Speaker, Turn, TurnKind
from tests.fakes import BEGIN
from tests.grading.builders import CASE, LONG, SENTENCES, items_of, judged, record, sheet


def item(assessment: Assessment, name: str) -> ItemResult:
    """Return the result of one item."""
    return next(item for result in assessment.dimensions for item in result.items if item.id == name)


def test_everything_met_and_level_with_the_second_exemplar_is_all_five(whole: Question) -> None:
    assessment = judged(whole, sheet(whole))

    assert set(assessment.outcomes.values()) == {5}
    assert assessment.call is Call.STRONG_HIRE


def test_nothing_met_is_all_one_whatever_the_placement_says(whole: Question) -> None:
    assessment = judged(whole, sheet(whole, ItemStatus.ABSENT, Placement.LEVEL_WITH_HIGH))

    assert set(assessment.outcomes.values()) == {1}
    assert assessment.call is Call.STRONG_NO_HIRE


def test_all_core_and_no_senior_level_with_the_first_exemplar_is_a_solid_pm(whole: Question) -> None:
    senior = {item.id: Mark(ItemStatus.ABSENT) for item in items_to_mark(whole, CASE) if item.kind is ItemKind.SENIOR}
    assessment = judged(whole, sheet(whole, place=Placement.LEVEL_WITH_LOW, changed=senior))

    assert set(assessment.outcomes.values()) == {3}
    assert assessment.call is Call.LEAN_NO_HIRE
    first = assessment.dimensions[0]
    assert (first.checklist_level, first.anchor, first.value, first.flagged) == (3, 3, 3, False)


@pytest.mark.parametrize("status", [ItemStatus.MET, ItemStatus.PARTIAL])
def test_credit_shows_the_sentence_in_the_candidates_own_words(whole: Question, status: ItemStatus) -> None:
    name = items_of(whole, "scoping", ItemKind.CORE)[0]
    assessment = judged(whole, sheet(whole, changed={name: Mark(status, "C1.2")}))

    assert item(assessment, name).status is status
    assert item(assessment, name).quotes == (Quote(segment="C1.2", text=SENTENCES[1]),)


@pytest.mark.parametrize("status", [ItemStatus.MET, ItemStatus.PARTIAL])
@pytest.mark.parametrize("segment", ["", "C1.99", "C2.1", "C0.1", "c1.1", "1.1", "C1", SENTENCES[0]])
def test_credit_without_a_sentence_of_the_answer_is_unverified_and_earns_nothing(
    whole: Question, status: ItemStatus, segment: str
) -> None:
    names = items_of(whole, "scoping", ItemKind.CORE) + items_of(whole, "scoping", ItemKind.SENIOR)
    claimed = judged(whole, sheet(whole, changed={name: Mark(status, segment) for name in names}))
    absent = judged(whole, sheet(whole, changed={name: Mark(ItemStatus.ABSENT) for name in names}))

    assert {item(claimed, name).status for name in names} == {ItemStatus.UNVERIFIED}
    assert all(not item(claimed, name).quotes for name in names)
    assert claimed.outcomes == absent.outcomes
    assert claimed.outcomes["scoping"] == 1


def test_absent_keeps_no_quote_even_if_the_sheet_names_a_sentence(whole: Question) -> None:
    name = items_of(whole, "scoping", ItemKind.CORE)[0]
    assessment = judged(whole, sheet(whole, changed={name: Mark(ItemStatus.ABSENT, "C1.1")}))

    assert (item(assessment, name).status, item(assessment, name).quotes) == (ItemStatus.ABSENT, ())


def test_an_item_without_a_mark_is_absent(whole: Question) -> None:
    full = sheet(whole)
    name = items_of(whole, "scoping", ItemKind.CORE)[0]
    marks = {key: mark for key, mark in full.items.items() if key != name}

    assessment = judged(whole, Sheet(items=marks, placements=full.placements))

    assert item(assessment, name).status is ItemStatus.ABSENT


def test_a_red_flag_without_proof_does_not_count(whole: Question) -> None:
    flag = items_of(whole, "scoping", ItemKind.RED_FLAG)[0]
    claimed = judged(whole, sheet(whole, changed={flag: Mark(ItemStatus.MET, "C9.9")}))

    assert item(claimed, flag).status is ItemStatus.UNVERIFIED
    assert claimed.outcomes["scoping"] == 5
    assert claimed.call is Call.STRONG_HIRE


def test_sentences_are_numbered_over_the_turns_in_which_evidence_counts(whole: Question) -> None:
    said = record(LONG, "A follow-up answer that proves it.")
    extra = [
        Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.CLARIFICATION, text="What does a ride cost?", at=1),
        Turn(speaker=Speaker.INTERVIEWER, kind=TurnKind.FACT, text="It costs nine euros.", at=2),
        *said.turns,
        Turn(speaker=Speaker.INTERVIEWER, kind=TurnKind.PROBE, text="Why not wait?", at=3),
        Turn(speaker=Speaker.INTERVIEWER, kind=TurnKind.HINT, text="Look at the desk.", at=4),
        Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.LATE, text="Too late to count this.", at=5),
    ]
    segments = segments_of(said.model_copy(update={"turns": tuple(extra)}))

    texts = {segment.id: segment.text for segment in segments}
    assert texts["C1.1"] == "What does a ride cost?"
    assert texts["C2.1"] == SENTENCES[0]
    assert texts["C3.1"] == "A follow-up answer that proves it."
    assert not {"C4.1", "C5.1"} & set(texts)
    assert not any(
        "euros" in text or ("desk." in text and "Look" in text) or "Too late" in text for text in texts.values()
    )


def test_a_dimension_that_the_card_does_not_test_is_not_asked_and_has_no_number(partial: Question) -> None:
    assessment = judged(partial, sheet(partial))

    evidence = next(result for result in assessment.dimensions if result.id == "evidence")
    assert evidence.outcome is Unassessed.NOT_ASKED
    assert (evidence.value, evidence.checklist_level, evidence.anchor, evidence.items) == (None, None, None, ())
    assert [result.id for result in assessment.dimensions] == list(CASE.dimension_ids), "it still has its line"
    assert {outcome for name, outcome in assessment.outcomes.items() if name != "evidence"} == {5}


def test_marks_on_a_dimension_that_is_not_tested_change_nothing(partial: Question) -> None:
    clean = sheet(partial)
    stray = {item.id: Mark(ItemStatus.MET, "C1.1") for item in CASE.items_of("evidence")}
    marked = Sheet(
        items={**clean.items, **stray},
        placements={**clean.placements, "evidence": Placement.LEVEL_WITH_HIGH},
        seconds=clean.seconds,
    )

    assert judged(partial, marked).dimensions == judged(partial, clean).dimensions


def test_only_items_of_tested_dimensions_are_to_be_marked_the_cards_own_included(partial: Question) -> None:
    to_mark = items_to_mark(partial, CASE)

    assert {item.dimension for item in to_mark} == set(partial.tested(CASE.dimension_ids))
    assert {item.id for item in partial.items} <= {item.id for item in to_mark}
    order = [CASE.dimension_ids.index(item.dimension) for item in to_mark]
    assert order == sorted(order)


def test_the_anchor_follows_the_levels_that_the_card_gives_its_exemplars(whole: Question) -> None:
    low, high = whole.exemplars
    question = whole.model_copy(
        update={
            "exemplars": (
                low.model_copy(update={"levels": {**low.levels, "scoping": 2}}),
                high.model_copy(update={"levels": {**high.levels, "scoping": 4}}),
            )
        }
    )
    anchors = {place: judged(question, sheet(question, place=place)).dimensions[0].anchor for place in Placement}

    assert list(anchors.values()) == [1, 2, 3, 4]


def test_provenance_says_who_judged_by_what_and_when(whole: Question) -> None:
    made = judged(whole, sheet(whole), record(LONG, hints=2)).provenance

    assert made.source is Source.SELF
    assert made.made == BEGIN
    assert made.rubric_hash == CASE.content_hash(whole.items)
    assert made.rubric_hash != CASE.content_hash(), "the card's own items are part of what judged"
    assert made.rubric_version == CASE.version
    assert made.program_version == program_version()
    assert made.seconds == 61.5
    assert made.hints == 2
    assert (made.model, made.prompt_hash, made.tokens, made.cost) == (None, None, None, None)


@pytest.mark.parametrize("target", list(Target))
def test_the_target_moves_the_call_and_never_a_level(whole: Question, target: Target) -> None:
    at_senior = judged(whole, sheet(whole, ItemStatus.PARTIAL, Placement.LEVEL_WITH_LOW))
    other = assess(record(LONG), whole, CASE, sheet(whole, ItemStatus.PARTIAL, Placement.LEVEL_WITH_LOW), target, BEGIN)

    assert other.dimensions == at_senior.dimensions
    assert other.target is target
    assert (other.call == at_senior.call) is (target is not Target.PM)


marks = st.builds(Mark, st.sampled_from(list(ItemStatus)), st.sampled_from(["C1.1", "C1.2", "C1.3", "C7.7", ""]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_same_sheet_gives_the_same_result_but_for_its_id(whole: Question, data: st.DataObject) -> None:
    names = [item.id for item in items_to_mark(whole, CASE)]
    drawn = data.draw(st.fixed_dictionaries(dict.fromkeys(names, marks)))
    places = data.draw(st.fixed_dictionaries({name: st.sampled_from(list(Placement)) for name in CASE.dimension_ids}))
    filled = Sheet(items=drawn, placements=places, seconds=5)
    backwards = Sheet(items=dict(reversed(drawn.items())), placements=dict(reversed(places.items())), seconds=5)

    one, other = judged(whole, filled), judged(whole, backwards)

    assert one.id != other.id
    assert one.model_copy(update={"id": ""}) == other.model_copy(update={"id": ""})
    for result in one.dimensions:
        assert result.outcome in range(1, 6)
        for entry in result.items:
            assert bool(entry.quotes) == (entry.status in (ItemStatus.MET, ItemStatus.PARTIAL))


def test_missing_items_are_core_before_senior_and_absent_before_partly(whole: Question) -> None:
    core = items_of(whole, "scoping", ItemKind.CORE)
    senior = items_of(whole, "scoping", ItemKind.SENIOR)
    changed = {
        core[0]: Mark(ItemStatus.PARTIAL, "C1.1"),
        core[1]: Mark(ItemStatus.ABSENT),
        senior[0]: Mark(ItemStatus.PARTIAL, "C1.1"),
        senior[1]: Mark(ItemStatus.MET, "C9.9"),
        items_of(whole, "scoping", ItemKind.RED_FLAG)[0]: Mark(ItemStatus.ABSENT),
    }
    result = judged(whole, sheet(whole, changed=changed)).dimensions[0]

    assert [entry.id for entry in missing_items(result)] == [core[1], core[0], senior[1], senior[0]]
