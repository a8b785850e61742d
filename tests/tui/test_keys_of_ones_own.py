"""Keys in the settings that cannot work are refused by name, all at once, and the app keeps its own."""

from pathlib import Path

import pytest

from simulator.errors import ConfigError
from simulator.history.records import Mode
from simulator.tui.commands import COMMANDS
from simulator.tui.keys import check_keys, is_key
from simulator.tui.widgets.answer_editor import AnswerEditor
from tests.tui.room import Room, Seat

PLACE = Path("config.toml")
EDITING = ("f6", "f7", *(f"ctrl+{letter}" for letter in "aekuwdxcvzy"))


def refusal(keys: dict[str, str]) -> str:
    with pytest.raises(ConfigError) as caught:
        check_keys(keys, PLACE)
    assert caught.value.title == "The keys of the settings cannot be used"
    assert caught.value.sentence.startswith(f"{PLACE}, keys: ")
    assert "help (F1)" in caught.value.next_step
    return caught.value.sentence


@pytest.mark.parametrize("key", [*EDITING, "x", "X", "?", "question_mark", "space", "enter", "tab", "left", "ctrl+m"])
def test_no_command_of_the_interview_takes_a_key_that_typing_needs(key: str) -> None:
    assert f"'interview.ask' cannot have {key!r}" in refusal({"interview.ask": key})


def test_every_key_that_the_editor_binds_is_refused() -> None:
    for kind in AnswerEditor.__mro__:
        for binding in kind.__dict__.get("BINDINGS", ()):
            for key in binding.key.split(","):
                assert "cannot have" in refusal({"interview.stage": key}), key


@pytest.mark.parametrize("name", ["app.quit", "app.help", "screen.back", "interview.leave", "interview.hand_in"])
def test_what_works_where_text_is_typed_takes_no_letter(name: str) -> None:
    assert f"{name!r} cannot have 'q'" in refusal({name: "q"})


def test_one_of_several_keys_is_enough_to_be_refused() -> None:
    assert "'ctrl+k'" in refusal({"interview.ask": "f10, ctrl+k"})


@pytest.mark.parametrize(
    ("keys", "both"),
    [
        ({"interview.ask": "f5"}, ("interview.ask", "interview.stage", "f5")),
        ({"interview.ask": "f10", "interview.topics": "f10"}, ("interview.ask", "interview.topics", "f10")),
        ({"home.mock": "h"}, ("home.mock", "home.history", "h")),
        ({"home.mock": "?", "home.bank": "question_mark"}, ("home.mock", "home.bank", "question_mark")),
        ({"history.kind": "slash"}, ("history.kind", "list.filter", "slash")),
        ({"home.bank": "f1"}, ("home.bank", "app.help", "f1")),
        ({"interview.topics": "ctrl+p"}, ("interview.topics", "the list of commands", "ctrl+p")),
        ({"form.done": "escape"}, ("form.done", "screen.back", "escape")),
    ],
)
def test_two_commands_of_one_screen_on_one_key_are_named_both(keys: dict[str, str], both: tuple[str, ...]) -> None:
    sentence = refusal(keys)
    assert all(repr(each) in sentence for each in both)
    told = sentence.split("keys: ")[1].split("; ")
    assert len(told) == len(set(told)), "a pair is told once, however many screens have it"


@pytest.mark.parametrize(
    ("key", "meant"),
    [("F5", "f5"), ("crtl+s", "ctrl+s"), ("control+s", ""), ("", ""), ("f10,", ""), ("ctrl+", ""), ("qqqqqq", "")],
)
def test_what_is_no_key_is_refused(key: str, meant: str) -> None:
    sentence = refusal({"interview.ask": key})
    assert "'interview.ask' has" in sentence
    assert "no key is called that" in sentence
    assert f"perhaps {meant!r}" in sentence or not meant


def test_all_that_is_wrong_is_told_at_once() -> None:
    sentence = refusal({"interview.ask": "F99", "home.mok": "x", "home.bank": "nokey"})
    assert "'F99'" in sentence
    assert "'home.mok', perhaps 'home.mock'" in sentence
    assert "'nokey'" in sentence


@pytest.mark.parametrize(
    "keys",
    [
        {"interview.ask": "f10"},
        {"interview.ask": "f4", "interview.topics": "f3"},
        {"interview.begin": "b"},
        {"home.mock": "x", "home.drill": "m"},
        {"home.mock": "question_mark"},
        {"home.mock": "é", "home.bank": "slash"},
        {"interview.hand_in": "ctrl+s"},
        {"app.interrupt": "ctrl+c"},
        {"interview.stage": "f10,ctrl+t"},
        {"interview.stage": "alt+n"},
        {name: command.key for name, command in COMMANDS.items()},
        {},
    ],
)
def test_keys_that_work_are_taken(keys: dict[str, str]) -> None:
    check_keys(keys, PLACE)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_the_apps_own_keys_are_keys(command: object) -> None:
    assert all(is_key(key) for key in command.key.split(","))  # type: ignore[attr-defined]


def test_a_refusal_is_told_on_home_and_the_keys_stay_as_they_were(room: Room) -> None:
    room.configure('[keys]\n"interview.ask" = "ctrl+k"\n"interview.stage" = "f10"\n')

    async def story(seat: Seat) -> None:
        assert "'interview.ask' cannot have 'ctrl+k'" in seat.words
        await seat.start(Mode.MOCK)
        await seat.press("f5")
        assert seat.state.round.stage == 1
        await seat.press("f3")
        assert seat.at == "AskScreen"

    room.play(story)
