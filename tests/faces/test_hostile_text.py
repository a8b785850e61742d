"""Answers of any size and shape: too long, with control characters, from right to left; hostile replies to prompts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.recommendation import Call
from simulator.history.records import TurnKind
from simulator.interview.conductor import LONGEST_ANSWER
from simulator.plain.prompts import ask_call, ask_choice, ask_number, ask_yes
from tests.faces.desk import ANSWER, Desk, texts
from tests.faces.scripted import ScriptedConsole, Typing
from tests.fakes import FakeClock

FULL = f"The answer is full: only its first {LONGEST_ANSWER} characters are kept."
ARABIC = "نبدأ بالممرضات اللاتي يعملن ليلا"


@pytest.mark.parametrize("text", ["word " * 40_000, "x" * 200_000], ids=["words", "one word"])
def test_200_000_characters_are_cut_and_told_once(desk: Desk, text: str) -> None:
    console = desk.sit(["", text, "More. " * 25, Typing("And more.", 5), "/done", "/quit"])

    assert console.page.count(FULL) == 1
    assert texts(desk.round.turns, TurnKind.ANSWER) == [text[:LONGEST_ANSWER]]


def test_each_answer_is_told_for_itself_that_it_is_full(desk: Desk) -> None:
    """Else a follow-up would be cut in silence because the answer before it had been told."""
    long = "x" * (LONGEST_ANSWER + 1)

    console = desk.sit(["", long, "/done", "y", long, "/done", "/quit"])

    assert console.page.count(FULL) == 2
    assert [len(text) for text in desk.turns(TurnKind.PROBE_ANSWER)] == [LONGEST_ANSWER]


def test_an_answer_of_exactly_the_longest_is_not_called_full(desk: Desk) -> None:
    console = desk.sit(["", "x" * LONGEST_ANSWER, "/quit"])

    assert FULL not in console.page
    assert len(desk.draft.state.round.text) == LONGEST_ANSWER


def test_taking_a_line_back_makes_room_again(desk: Desk) -> None:
    desk.sit(["", "Kept.", "x" * LONGEST_ANSWER, "/undo", "Added.", "/quit"])

    assert desk.draft.state.round.text == "Kept.\nAdded."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("tab\there", "tab\there"),
        ("\x9b31mC1", "31mC1"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        (ARABIC, ARABIC),
        ("\u202eoverride\u202c", "\u202eoverride\u202c"),
        ("emoji \U0001f9d1\u200d\U0001f4bb", "emoji \U0001f9d1\u200d\U0001f4bb"),
        ("[RICE] and a [/] b [$5M]", "[RICE] and a [/] b [$5M]"),
        ("{braces} %s %(x)s \\n", "{braces} %s %(x)s \\n"),
    ],
)
def test_odd_characters_are_kept_or_dropped_but_never_break_the_answer(desk: Desk, typed: str, kept: str) -> None:
    desk.sit(["", typed, "Next.", "/quit"])

    assert desk.draft.state.round.text == f"{kept}\nNext."


def test_right_to_left_text_is_kept_to_the_end(desk: Desk) -> None:
    desk.sit(["", f"{ARABIC}. " * 6, "/done", "/quit"])

    assert texts(desk.round.turns, TurnKind.ANSWER) == [f"{ARABIC}. " * 6]
    assert not desk.round.overtime


def test_a_clarifying_question_of_any_text_is_answered(desk: Desk) -> None:
    desk.sit(["", "/ask \x1b[2J" + "z" * 100_000, f"/ask {ARABIC}", "/ask ???", "/quit"])

    asked = desk.turns(TurnKind.CLARIFICATION)
    assert [len(text) <= LONGEST_ANSWER for text in asked] == [True] * 3
    assert "\x1b" not in asked[0]
    assert asked[1] == ARABIC


HOSTILE = [
    "",
    " ",
    "9" * 5000,
    "-1",
    "3.0",
    "0x3",
    "٣",
    "³",
    "1e0",
    "three",
    "\x00",
    "nan",
    "6",
    "0",
    "3;",
    "x" * 100_000,
]


@pytest.mark.parametrize("given", HOSTILE, ids=range(len(HOSTILE)))
def test_a_number_is_asked_until_it_is_one_in_range(clock: FakeClock, given: str) -> None:
    console = ScriptedConsole(clock, [given, " 3 "])

    assert ask_number(console, "Which level", 1, 5) == 3
    assert "Please give a whole number from 1 to 5." in console.lines


@pytest.mark.parametrize("given", ["", "maybe", "yess", "1", "ja", "\x1b"])
def test_yes_or_no_is_asked_until_it_is_one(clock: FakeClock, given: str) -> None:
    console = ScriptedConsole(clock, [given, "Y"])

    assert ask_yes(console, "Sure?") is True
    assert "Please answer y or n." in console.lines


@pytest.mark.parametrize(
    ("given", "default", "meant"),
    [("", True, True), ("", False, False), ("NO", True, False), (" yes ", False, True), ("n", True, False)],
)
def test_enter_takes_the_default_and_a_word_overrides_it(
    clock: FakeClock, given: str, default: bool, meant: bool
) -> None:
    assert ask_yes(ScriptedConsole(clock, [given]), "Sure?", default=default) is meant


def test_enter_takes_the_default_number(clock: FakeClock) -> None:
    assert ask_number(ScriptedConsole(clock, [""]), "How sure", 0, 100, default=50) == 50


@given(st.lists(st.text(max_size=20), max_size=5))
def test_a_choice_takes_nothing_but_its_keys(given: list[str]) -> None:
    wrong = [text for text in given if text.strip().casefold() not in ("a", "b")]
    console = ScriptedConsole(FakeClock(), [*wrong, "B"])

    assert ask_choice(console, "Which", [("a", "the first"), ("b", "the second")]) == "b"
    assert console.text.count("Please type one of: a, b.") == len(wrong)


@pytest.mark.parametrize(("number", "call"), list(enumerate(list(Call)[1:], start=1)))
def test_every_call_but_not_enough_evidence_can_be_predicted(clock: FakeClock, number: int, call: Call) -> None:
    console = ScriptedConsole(clock, ["0", "7", str(number)])

    assert ask_call(console) is call
    assert Call.NOT_ENOUGH_EVIDENCE.label not in console.text


def test_a_prediction_of_nonsense_is_asked_again_and_the_levels_are_those_meant(desk: Desk) -> None:
    prediction = ["9", "1", "2", "x", "3", "4", "5", "not a call", "4", "150", "75"]

    desk.sit(["", ANSWER, *["/done"] * 4, *prediction, Typing("", enter=False)])

    kept = desk.round.prediction
    assert kept is not None
    assert list(kept.levels.values()) == [1, 2, 3, 4, 5]
    assert "evidence" not in kept.levels, "the card does not test it"
    assert kept.call is Call.LEAN_HIRE
    assert kept.probability == 0.75
