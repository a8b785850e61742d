"""Writes docs/commands.md from the commands themselves: ``python -m docs.make_commands``."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from simulator.cli import CHAPTERS, main
from simulator.errors import ExitCode

PAGE = Path(__file__).parent / "commands.md"
WIDTH = 120
INTRODUCTION = """\
# Commands

All that `pm-simulator` can be asked on a command line, in the words of its own help. `--help` after a command shows the
same in a terminal; `-h` does too, but for `note` and `tag`, whose words may start with a dash. What most people need is
on [using it](using.md). This page is made by `python -m docs.make_commands`; a test fails where it is out of date.

What stands in brackets may be left out; dots say that a word may be repeated. Each command takes these two as well, and
they may also stand before its name:

"""
EXIT_CODES = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "it ran and found something wrong (`bank check`, `doctor`), or was refused",
    ExitCode.USAGE: "wrong arguments, names or settings",
    ExitCode.STORAGE: "the data folder or the history cannot be used",
    ExitCode.CONTENT: "a card or a rubric cannot be used",
    ExitCode.INTERRUPTED: "you left, or the input ended; everything typed is kept",
    ExitCode.READ_ONLY: "another instance is writing",
    ExitCode.BUG: "a bug; the log named in the message has the details",
}
EVERYWHERE = ("--data-dir", "--offline")
"""Options of every command, told once."""


def page() -> str:
    """Return the page as it should be: made of what click knows, and not of its layout, which differs by version."""
    options = {option.opts[0]: option for option in main.params if isinstance(option, click.Option)}
    parts = [INTRODUCTION, *(f"{_option(options[name])}\n" for name in EVERYWHERE)]
    parts += ["\n", *_described("pm-simulator", main)]
    for title, commands in CHAPTERS.items():
        parts.append(f"\n## {title}\n")
        for command in commands:
            for path, each in walk(f"pm-simulator {command.name}", command):
                parts += [f"\n### {path.removeprefix('pm-simulator ')}\n\n", *_described(path, each)]
    rows = [f"| {code.value} | {words} |\n" for code, words in EXIT_CODES.items()]
    return "".join([*parts, "\n## Exit codes\n\n| code | meaning |\n|---|---|\n", *rows])


def walk(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Give a command and all below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group) and command is not main:
        for name, below in sorted(command.commands.items()):
            yield from walk(f"{path} {name}", below)


def _described(path: str, command: click.Command) -> Iterator[str]:
    options = [each for each in command.params if isinstance(each, click.Option) and each.opts[0] not in EVERYWHERE]
    words = [path, *(["[OPTIONS]"] if options else []), *map(_argument, command.params)]
    if isinstance(command, click.Group):
        words.append("[COMMAND]" if command.invoke_without_command else "COMMAND")
    yield f"    {' '.join(word for word in words if word)}\n"
    for paragraph in (command.help or "").split("\n\n"):
        yield f"\n{textwrap.fill(' '.join(paragraph.split()), WIDTH, break_on_hyphens=False)}\n"
    if options:
        yield "\n"
    yield from (f"{_option(option)}\n" for option in options)
    if isinstance(command, click.Group) and command is not main:
        below = ", ".join(f"`{name}`" for name in sorted(command.commands))
        yield f"\nIts commands: {below}.\n"


def _argument(parameter: click.Parameter) -> str:
    if not isinstance(parameter, click.Argument):
        return ""
    name = "|".join(_choices(parameter)) or (parameter.name or "").upper()
    return (name if parameter.required else f"[{name}]") + ("..." if parameter.nargs == -1 else "")


def _option(option: click.Option) -> str:
    value = "" if option.is_flag else "|".join(_choices(option)) or str(option.metavar)
    notes = ["required"] if option.required else []
    notes += [f"default: {option.default}"] if option.show_default else []
    noted = f" ({', '.join(notes)})" if notes else ""
    line = f"- `{' '.join([option.opts[0], *([value] if value else [])])}`{noted}: {option.help}"
    return textwrap.fill(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


def _choices(parameter: click.Parameter) -> tuple[str, ...]:
    return tuple(map(str, parameter.type.choices)) if isinstance(parameter.type, click.Choice) else ()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
