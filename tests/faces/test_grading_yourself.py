"""Self-grading at the console: proof, later, leaving in the middle, and going on with the marks kept."""

from collections.abc import Callable

import pytest

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.models import ChecklistItem, ItemKind, ItemStatus, Kind, Unassessed
from simulator.grading.self_grading import items_to_mark
from simulator.grading.sheet import SheetFile
from simulator.history.records import Assessment, SessionStatus
from tests.faces.desk import CARD, LEVELS, Desk, grades, to_the_end
from tests.faces.scripted import INTERRUPT, Step, Typing

SAID = (
    "We order sixty fast points first. The large stores carry the traffic! What is left can wait, and costs nothing. "
    "Nobody has counted the small ones, so I leave them out."
)
SCRIPT: list[Step] = ["", SAID, *to_the_end()]


@pytest.fixture
def items(questions: list[Question]) -> list[ChecklistItem]:
    card = next(question for question in questions if question.id == CARD)
    return items_to_mark(card, load_scorecard(Kind.CASE))


def grader(marks: list[str]) -> Callable[[str], str | None]:
    """Give these answers at the first items and sentences, then grade by rote."""
    left = list(marks)

    def answer(prompt: str) -> str | None:
        if left and prompt.startswith(("Mark (", "Which sentence")):
            return left.pop(0)
        return grades(prompt)

    return answer


def judged(desk: Desk) -> Assessment:
    assessment = desk.round.latest
    assert assessment is not None
    return assessment


def sheet(desk: Desk) -> SheetFile:
    return SheetFile(desk.paths.drafts, desk.record().id, 1)


def test_a_whole_drill_ends_in_a_result_in_the_history_and_leaves_nothing_behind(desk: Desk) -> None:
    console = desk.sit(SCRIPT, policy=grades)

    assert desk.left is None
    assert f"Saved. Read it again: pm-simulator show {desk.record().id}" in console.page
    assert desk.record().status is SessionStatus.FINISHED
    assert not list(desk.paths.drafts.iterdir())
    assert judged(desk).outcomes == dict.fromkeys(LEVELS, 1) | {"evidence": Unassessed.NOT_ASKED}


def test_the_prediction_comes_before_anything_of_the_scorecard_is_seen(desk: Desk) -> None:
    console = desk.sit(SCRIPT, policy=grades)

    predicted = console.text.index("Your prediction is kept.")
    for seen in ("Core:", "Senior:", "Exemplar 1 of 2", "Result of round"):
        assert console.text.index(seen) > predicted


def test_an_exemplar_is_shown_only_after_the_last_item_is_marked(desk: Desk) -> None:
    console = desk.sit(SCRIPT, policy=grades)

    assert console.text.rindex("Mark (") < console.text.index("Exemplar 1 of 2")
    assert console.text.rindex("Exemplar 2 of 2") < console.text.index("your answer is ...")
    # levels of this card's exemplars: 3 and 5
    for place in (
        "below the first exemplar (level 2)",
        "level with the first (level 3)",
        "level with the second (level 5)",
    ):
        assert place in console.page


def test_a_mark_with_its_sentence_is_credited_with_the_candidates_own_words(
    desk: Desk, items: list[ChecklistItem]
) -> None:
    desk.sit(SCRIPT, policy=grader(["m", "C1.2", "p", "1.3"]))

    first, second = judged(desk).dimensions[0].items[:2]
    assert [first.id, second.id] == [item.id for item in items[:2]]
    assert (first.status, [quote.text for quote in first.quotes]) == (
        ItemStatus.MET,
        ["The large stores carry the traffic!"],
    )
    assert (second.status, [quote.segment for quote in second.quotes]) == (ItemStatus.PARTIAL, ["C1.3"])


def test_met_without_a_sentence_is_taken_back_and_asked_again(desk: Desk) -> None:
    console = desk.sit(SCRIPT, policy=grader(["m", "0", "p", "0", "a"]))

    assert console.text.count("Then it is not shown; mark it again.") == 2
    assert judged(desk).dimensions[0].items[0].status is ItemStatus.ABSENT


def test_a_sentence_can_be_found_by_words_next_to_punctuation_and_is_then_picked_by_number(desk: Desk) -> None:
    console = desk.sit(SCRIPT, policy=grader(["m", "TRAFFIC stores", "nonsense here", "", "c1.99", "c1.2"]))

    asked = [number for number, line in enumerate(console.lines) if line.startswith("Which sentence shows it?")]
    assert console.lines[asked[0] + 1] == "  C1.2  The large stores carry the traffic!"
    assert console.page.count("No sentence has that number or those words.") == 3
    assert judged(desk).dimensions[0].items[0].status is ItemStatus.MET


def test_s_shows_the_sentences_again_and_asks_the_same_item(desk: Desk) -> None:
    console = desk.sit(SCRIPT, policy=grader(["s", "m", "1.1"]))

    assert console.text.count("  C1.1  We order sixty fast points first.") == 2
    assert judged(desk).dimensions[0].items[0].status is ItemStatus.MET


def test_a_red_flag_is_asked_as_one_and_partly_is_no_answer_to_it(desk: Desk, items: list[ChecklistItem]) -> None:
    before = next(number for number, item in enumerate(items) if item.kind is ItemKind.RED_FLAG)

    console = desk.sit(SCRIPT, policy=grader(["a"] * before + ["p", "m", "1.1"]))

    assert "Please type one of: m, a, s, l." in console.lines
    flagged = next(result for result in judged(desk).dimensions if result.red_flags)
    assert flagged.red_flags == (items[before].id,)
    assert "RED FLAG" in console.text


def test_a_sign_that_is_admitted_stands_in_the_result(desk: Desk) -> None:
    def admit(prompt: str) -> str | None:
        return "y" if prompt.startswith("Did you state something against a fact") else grades(prompt)

    console = desk.sit(SCRIPT, policy=admit)

    assert [flag.value for flag in judged(desk).flags] == ["contradicted_fact"]
    assert "Flags: contradicted fact." in console.text


def test_an_answer_of_nothing_is_graded_without_asking_for_proof(desk: Desk) -> None:
    script: list[Step] = ["", "/done", "y", "/done", "/done", "/done", *SCRIPT[-7:]]

    console = desk.sit(script, policy=grades)

    assert "(nothing was said)" in console.text
    assert "Mark (" not in console.text
    assert set(judged(desk).outcomes.values()) == {1, Unassessed.NOT_ASKED}


def test_later_keeps_the_marks_and_judge_goes_on_from_there(desk: Desk, items: list[ChecklistItem]) -> None:
    console = desk.sit(SCRIPT, policy=grader(["m", "1.1", "a", "l"]))

    assert "Your marks are kept. Go on with: pm-simulator judge" in console.text
    assert desk.record().status is SessionStatus.FINISHED
    assert desk.round.waiting

    marked: list[str] = []

    def count(prompt: str) -> str | None:
        if prompt.startswith("Mark ("):
            marked.append(prompt)
        return grades(prompt)

    console = desk.judge([], count)
    assert "2 items are marked already; going on from there." in console.page
    assert len(marked) == len(items) - 2
    assert judged(desk).dimensions[0].items[0].status is ItemStatus.MET
    assert not list(desk.paths.drafts.iterdir())


def test_leaving_in_mid_grading_keeps_every_mark_and_continue_goes_on_from_there(desk: Desk) -> None:
    desk.sit([*SCRIPT, "", "m", "1.1", "a", Typing("", enter=False)])

    assert desk.left is not None
    assert len(sheet(desk).sheet.items) == 2
    assert desk.round.waiting

    console = desk.go_on(["", "m", "1.2"], grader([]))

    assert "2 items are marked already" in console.text
    assert judged(desk).dimensions[0].items[0].quotes[0].segment == "C1.1"


def test_ctrl_c_in_mid_grading_keeps_every_mark(desk: Desk) -> None:
    with pytest.raises(KeyboardInterrupt):
        desk.sit([*SCRIPT, "", "m", "1.1", INTERRUPT])

    assert len(sheet(desk).sheet.items) == 1
    assert desk.draft.state.phase == "judgement"


def test_leaving_among_the_placements_does_not_show_the_checklist_again(desk: Desk) -> None:
    def until_the_second_place() -> Callable[[str], str | None]:
        placed: list[str] = []

        def answer(prompt: str) -> str | None:
            if prompt.startswith("Place"):
                placed.append(prompt)
                return "3" if len(placed) == 1 else None
            return grades(prompt)

        return answer

    desk.sit([*SCRIPT, Typing("", enter=False)], policy=until_the_second_place())
    console = desk.go_on([], grades)

    assert "Core:" not in console.text
    assert console.text.count("your answer is ...") == len(LEVELS) - 1
    assert judged(desk).dimensions[0].anchor == 4


def test_the_time_of_the_judging_adds_up_over_its_sittings(desk: Desk) -> None:
    def slow(prompt: str) -> str | None:
        if prompt.startswith("Mark ("):
            desk.clock.advance(10)
        return grades(prompt)

    marks = 0

    def slow_then_later(prompt: str) -> str | None:
        nonlocal marks
        marks += prompt.startswith("Mark (")
        return "l" if marks == 4 and prompt.startswith("Mark (") else slow(prompt)

    desk.sit(SCRIPT, policy=slow_then_later)
    desk.clock.advance(86_400)
    console = desk.judge([], slow)

    whole = 10 * (3 + console.text.count("Mark ("))
    assert judged(desk).provenance.seconds == whole


def test_no_to_grading_leaves_the_round_to_judge(desk: Desk) -> None:
    console = desk.sit([*SCRIPT, "n"])

    assert "Core:" not in console.text
    assert desk.record().status is SessionStatus.FINISHED
    assert desk.round.waiting
    assert not list(desk.paths.drafts.glob("*.draft.jsonl"))

    desk.judge([], grades)
    assert not desk.round.waiting
