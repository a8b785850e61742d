"""Colours and other control codes: none of our own, and none from a card or a keyboard gets through."""

import json

import pytest

from tests.faces.command_line import DRILL, CommandLine, titled_card
from tests.faces.desk import CARD

COMMANDS = [(), ("-h",), ("bank", "list"), ("bank", "show", CARD), ("doctor",), DRILL, ("none",), ("show",)]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_output_has_a_colour_code(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    for name, value in (("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color")):
        monkeypatch.setenv(name, value)

    done = cli(*command, stdin="\n/help\n")

    assert "\x1b" not in done.out + done.err
    assert done.out or done.err


ESCAPES = "\\u001b]0;gotcha\\u0007\\u001b[31m\\u009b1mred\\u0000"
"""As TOML writes them: a window title, two colours and a null."""


def codes(text: str) -> list[str]:
    """Return the control characters of a text that may not reach a terminal."""
    return [char for char in text if char not in "\n\t" and (ord(char) < 32 or 127 <= ord(char) < 160)]


def test_escape_codes_of_a_card_never_reach_the_terminal(cli: CommandLine) -> None:
    cli.card("mine", titled_card(f"{ESCAPES} title"))
    done = cli("drill", "--question", "mine", stdin="\nWords.\n/done\ny\n")
    assert done.code == 5
    assert codes(done.out + done.err) == []

    for command in (
        (),
        ("history",),
        ("show", "--transcript"),
        ("bank", "list"),
        ("bank", "show", "mine"),
        ("continue",),
    ):
        done = cli(*command)
        assert "title" in done.out
        assert codes(done.out + done.err) == [], command
    for command in (("history", "--json"), ("show", "--json"), ("bank", "list", "--json")):
        done = cli(*command)
        json.loads(done.out)
        assert codes(done.out + done.err) == [], command


def test_escape_codes_in_the_keys_of_a_broken_card_never_reach_the_terminal(cli: CommandLine) -> None:
    cli.card("mine", titled_card("Title").replace("[brief]", f'[brief]\n"{ESCAPES}" = 1'))

    for command in (("bank", "list"), ("bank", "check"), ("bank", "show", "mine"), ("drill", "--question", "mine")):
        done = cli(*command)
        assert codes(done.out + done.err) == [], command
    assert "red" in cli("bank", "check").out, "the key is named all the same"


def test_escape_codes_that_were_typed_come_back_without_them(cli: CommandLine) -> None:
    done = cli(*DRILL, stdin="\n\x1b[31mred\x07 words\x9b1m\n/show\n/\x1b[2Jno\n/done\ny\n")

    assert codes(done.out + done.err) == []
    assert "[31mred words1m" in done.out
    assert codes(cli("show", "--transcript").out) == []
