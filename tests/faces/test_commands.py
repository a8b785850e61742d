"""What can be typed instead of a line of the answer."""

import pytest

from question_bank.models import Question
from simulator.history.records import Mode, TurnKind
from simulator.words.rounds import HINT_PRICE
from tests.faces.desk import ANSWER, CARD, MINUTES, Desk, texts
from tests.faces.scripted import Typing


@pytest.fixture
def card(questions: list[Question]) -> Question:
    return next(question for question in questions if question.id == CARD)


def test_the_prompt_comes_only_after_the_briefing_and_the_clock_starts_there(desk: Desk, card: Question) -> None:
    def look() -> str:
        assert desk.draft.state.round.started is None
        desk.clock.advance(300)
        return ""

    console = desk.sit([look, "/time", "/quit"])

    page = console.page
    assert page.index("Press Enter when you are ready") < page.index(card.brief.prompt.strip()[:60])
    assert f"0 s used, {MINUTES} min left." in page


@pytest.mark.parametrize(
    ("mode", "said", "unsaid"),
    [
        (Mode.MOCK, ["This is a mock: no pause, no hints", "20 s to finish your sentence"], [HINT_PRICE[:30]]),
        (Mode.PRACTICE, ["This is practice", "overtime is counted", HINT_PRICE[:60]], ["This is a mock"]),
    ],
)
def test_the_briefing_says_the_rules_before_the_clock_starts(
    desk: Desk, mode: Mode, said: list[str], unsaid: list[str]
) -> None:
    console = desk.sit(["", "/quit"], mode=mode)

    before = console.page.split("Press Enter when you are ready")[0]
    assert f"case, {MINUTES} minutes" in before
    for words in said:
        assert words in before
    for words in unsaid:
        assert words not in before


def test_next_enters_the_stages_in_order_and_the_minutes_go_to_the_right_one(desk: Desk, card: Question) -> None:
    script = ["", Typing(ANSWER, 60), "/next", Typing("More.", 120), "/next", Typing("Yet more.", 30), "/done", "/quit"]

    console = desk.sit(script)

    assert f"Stage: {card.stages[1].name}." in console.lines
    assert f"Stage: {card.stages[2].name}." in console.lines
    assert [stage.actual for stage in desk.round.stages] == [60, 120, 30, 0, 0]


def test_next_in_the_last_stage_is_refused_with_the_reason(desk: Desk, card: Question) -> None:
    console = desk.sit(["", *["/next"] * len(card.stages), "/quit"])

    assert "this is the last stage" in console.text
    assert desk.draft.state.round.stage == len(card.stages) - 1


def test_time_says_what_is_used_and_left_of_the_answer_and_of_its_stage(desk: Desk, card: Question) -> None:
    console = desk.sit(["", Typing("First.", 60), "/next", Typing("Second.", 65), "/time", "/quit"])

    page = console.page
    assert "2 min 5 s used, 17 min 55 s left." in page
    stage = card.stages[1]
    assert f"Stage 2 of 5, {stage.name}: 1 min 5 s of {stage.minutes} min." in page


def test_the_price_of_a_hint_is_said_before_it_is_taken_and_no_takes_none(desk: Desk, card: Question) -> None:
    console = desk.sit(["", "/hint", "", "/hint", "n", "/quit"])

    page = console.page
    assert page.count(HINT_PRICE) >= 2
    assert card.stages[0].hint.strip()[:40] not in page
    assert desk.draft.state.round.hints == ()


def test_a_hint_taken_is_that_of_the_stage_and_is_counted(desk: Desk, card: Question) -> None:
    console = desk.sit(["", "/next", "/hint", "y", ANSWER, "/done", "/quit"])

    page = console.page
    hint = " ".join(card.stages[1].hint.split())
    assert page.index("You have taken 0.") < page.index(hint)
    assert desk.round.hints == 1
    assert [turn.ref for turn in desk.round.turns if turn.kind is TurnKind.HINT] == [card.stages[1].id]


def test_the_hint_of_a_stage_is_sold_once(desk: Desk) -> None:
    console = desk.sit(["", "/hint", "y", "/hint", "y", "/quit"])

    assert "this stage's hint was taken" in console.text
    assert len(desk.draft.state.round.hints) == 1


@pytest.mark.parametrize(("command", "reason"), [("/hint", "mock mode has no hints"), ("/pause", "mock mode has no")])
def test_a_mock_refuses_hints_and_pauses(desk: Desk, card: Question, command: str, reason: str) -> None:
    console = desk.sit(["", command, Typing("On.", 30), "/time", "/quit"], mode=Mode.MOCK)

    assert reason in console.text
    assert card.stages[0].hint.strip()[:40] not in console.text
    assert "30 s used" in console.text, "the clock went on"
    assert desk.draft.state.round.hints == ()


def test_a_pause_stops_the_clock_until_enter(desk: Desk) -> None:
    def wait() -> str:
        desk.clock.advance(3600)
        return ""

    console = desk.sit(["", Typing("First.", 60), "/pause", wait, Typing("Second.", 30), "/time", "/quit"])

    assert "1 min 30 s used" in console.text
    assert "The clock runs." in console.lines


def test_a_session_left_in_a_pause_is_still_paused_when_it_goes_on(desk: Desk) -> None:
    desk.sit(["", Typing("First.", 60), "/pause", Typing("", enter=False)])
    desk.clock.advance(7200)

    console = desk.go_on(["", "/time", "/quit"])

    assert f"1 min used, {MINUTES - 1} min left." in console.text
    assert "Paused; the clock stands still." in console.text


def test_show_reads_back_and_undo_takes_back_the_last_line_also_on_disk(desk: Desk) -> None:
    console = desk.sit(["", "/show", "One.", "Two.", "/show", "/undo", "/show", "/undo", "/undo", "Three.", "/quit"])

    assert "Nothing yet." in console.lines
    first = console.lines.index("> /show", console.lines.index("> Two."))
    assert console.lines[first + 1 : first + 3] == ["One.", "Two."]
    assert "Taken back: Two." in console.lines
    assert "Taken back: One." in console.lines
    assert "There is nothing to take back." in console.lines
    assert desk.draft.state.round.text == "Three."


def test_help_lists_the_commands_of_the_moment(desk: Desk) -> None:
    script = ["", "/help", ANSWER, "/done", "/help", "/quit"]

    practice = desk.sit(script).text
    answering, probing = practice.split("Follow-up 1 of 3")
    for name in ("ask", "topics", "next", "time", "hint", "pause", "show", "undo", "edit", "help", "quit", "done"):
        assert f"/{name}" in answering
    for name in ("ask", "topics", "next", "hint", "pause"):
        assert f"/{name} " not in probing
        assert f"/{name}:" not in probing
    for name in ("time", "show", "undo", "edit", "help", "quit", "done"):
        assert f"/{name}:" in probing


def test_help_in_a_mock_has_neither_hint_nor_pause(desk: Desk) -> None:
    console = desk.sit(["", "/help", "/quit"], mode=Mode.MOCK)

    listed = [line for line in console.lines if line.startswith("/")]
    assert "/time: time used and left" in listed
    assert not [line for line in listed if line.startswith(("/hint", "/pause"))]


@pytest.mark.parametrize(
    ("typed", "meant"), [("/tiem", "/time"), ("/stop", "/topics"), ("/doen", "/done"), ("/HELPP", "/help")]
)
def test_an_unknown_command_names_the_nearest_and_is_no_part_of_the_answer(desk: Desk, typed: str, meant: str) -> None:
    console = desk.sit(["", "Kept.", typed, "/quit"])

    assert f"There is no command {typed.casefold()} here; did you mean {meant}?" in console.page
    assert desk.draft.state.round.text == "Kept."


def test_a_command_like_nothing_known_still_says_how_to_go_on(desk: Desk) -> None:
    console = desk.sit(["", "/qqqqqqqq", "/", "/quit"])

    assert "There is no command /qqqqqqqq here. /help lists them." in console.page
    assert "did you mean" not in console.text


def test_commands_may_be_written_in_capitals(desk: Desk) -> None:
    console = desk.sit(["", "/TIME", ANSWER, "/Done", "/Quit"])

    assert f"{MINUTES} min left" in console.text
    assert texts(desk.round.turns, TurnKind.ANSWER) == [ANSWER]


def test_a_line_that_starts_with_two_slashes_is_answer_and_keeps_one(desk: Desk) -> None:
    desk.sit(["", "//done is a word here", "Next.", "/quit"])

    assert desk.draft.state.round.text == "/done is a word here\nNext."


def test_a_half_typed_line_with_two_slashes_is_kept_as_well(desk: Desk) -> None:
    desk.sit(["", Typing("//cost per point", 2, enter=False)])

    assert desk.draft.state.round.text == "/cost per point"


def test_a_half_typed_command_is_no_part_of_the_answer(desk: Desk) -> None:
    desk.sit(["", "Kept.", Typing("/done", 2, enter=False)])

    assert desk.draft.state.round.text == "Kept."


@pytest.mark.parametrize("no", ["", "n", "no"])
def test_too_few_words_ask_back_and_no_goes_on_with_the_answer(desk: Desk, no: str) -> None:
    console = desk.sit(["", "Only three words.", "/done", no, "And more.", "/quit"])

    assert "Only 3 words. Hand in?" in console.text
    assert desk.draft.state.round.text == "Only three words.\nAnd more."


def test_too_few_words_are_handed_in_when_meant(desk: Desk) -> None:
    desk.sit(["", "Only three words.", "/done", "y", "/quit"])

    assert texts(desk.round.turns, TurnKind.ANSWER) == ["Only three words."]


def test_an_answer_of_enough_words_and_one_to_a_follow_up_are_taken_at_once(desk: Desk) -> None:
    console = desk.sit(["", ANSWER, "/done", "Yes.", "/done", "/quit"])

    assert "Hand in?" not in console.text
    assert desk.turns(TurnKind.PROBE_ANSWER) == ["Yes."]


def test_text_typed_and_taken_back_is_not_handed_in(desk: Desk) -> None:
    desk.sit(["", Typing("/done", erased="I quit this nonsense"), "y", "/quit"])

    assert texts(desk.round.turns, TurnKind.ANSWER) == [""]


def test_a_line_taken_back_leaves_the_draft_as_well(desk: Desk) -> None:
    desk.sit(["", "Kept.", Typing("", erased="a secret that slipped out"), Typing("", 2, enter=False)])

    assert "secret" not in desk.draft.state.round.text
