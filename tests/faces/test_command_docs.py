"""The page of all commands is what the commands say, and each says it whole."""

import click
import pytest

from docs.make_commands import EXIT_CODES, PAGE, page, walk
from simulator.cli import CHAPTERS, LONGEST, main
from simulator.errors import ExitCode
from tests.faces.command_line import CommandLine

COMMANDS = [
    pytest.param(command, id=path)
    for listed in CHAPTERS.values()
    for top in listed
    for path, command in walk(f"pm-simulator {top.name}", top)
]


def test_the_page_of_commands_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.make_commands"


def test_the_page_says_every_exit_code() -> None:
    assert set(EXIT_CODES) == set(ExitCode)


def test_every_command_stands_in_one_chapter() -> None:
    listed = [command.name for commands in CHAPTERS.values() for command in commands]
    assert sorted(map(str, listed)) == sorted(main.commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_in_a_short_sentence_what_it_does(command: click.Command) -> None:
    short = command.get_short_help_str(limit=1000)
    assert short.endswith(".")
    assert len(short) <= LONGEST
    assert short == (command.help or "").split("\n\n")[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command: click.Command) -> None:
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.help.endswith("."), option.help
            assert option.is_flag or option.metavar or isinstance(option.type, click.Choice), option.help


@pytest.mark.parametrize("group", [(), ("model",), ("outcome",), ("bank",), ("scorecard",)])
def test_a_list_of_commands_is_whole_on_eighty_columns(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, group: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = cli(*group, "--help")
    command = main.commands[group[0]] if group else main
    assert isinstance(command, click.Group)
    for name, each in command.commands.items():
        assert any(
            line.split(maxsplit=1) == [name, each.get_short_help_str(limit=LONGEST)] for line in done.out.splitlines()
        ), name
