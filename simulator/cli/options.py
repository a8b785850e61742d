"""What every command shares: its options, its ways to print, what it opens."""

import gc
import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

import click

from simulator.errors import UsageError
from simulator.paths import Paths, find_paths

if TYPE_CHECKING:
    from simulator.history.store import HistoryStore
    from simulator.plain.console import Console
    from simulator.tui.app import SimulatorApp
    from simulator.workspace import Workspace

KINDS = ("product_sense", "strategy", "case")
TARGETS = ("pm", "senior", "group")
Command = Callable[..., Any]


class Options:
    """What stands before or after the command's name alike."""

    def __init__(self) -> None:
        self.data_dir: str | None = None
        self.offline = False

    def paths(self) -> Paths:
        """Return where everything is kept; raise StorageError."""
        return find_paths(self.data_dir)


def common(command: Command) -> Command:
    """Give a command the options that every command has."""

    @click.option("--data-dir", metavar="FOLDER", help="Keep everything in this folder instead of the usual one.")
    @click.option("--offline", is_flag=True, help="Never use the network, not even for a model that is set up.")
    @wraps(command)
    def with_options(data_dir: str | None, offline: bool, **rest: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.data_dir = data_dir or options.data_dir
        options.offline = offline or options.offline
        return command(options, **rest)

    return with_options


def sub_kind_option(*, required: bool = False, words: str) -> Callable[[Command], Command]:
    """Give a command ``--sub-kind``, which takes a name as the cards have it or the words that lists show."""

    def read(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
        from question_bank.models import sub_kind_name

        return sub_kind_name(given) if given else given

    return click.option("--sub-kind", required=required, metavar="NAME", callback=read, help=words)


def json_option(command: Command) -> Command:
    """Give a command the option to print JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for a script.")(command)


def print_json(data: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(data, indent=2, default=str))


def say(text: str, *, err: bool = False) -> None:
    """Print lines as they are, for scripts and long paths: not wrapped."""
    from simulator.plain.console import TerminalConsole

    TerminalConsole(target=sys.stderr if err else sys.stdout).write_lines(text)


def open_console() -> "Console":
    """Return the terminal as plain text."""
    from simulator.plain.console import TerminalConsole

    return TerminalConsole()


def open_workspace(options: Options) -> "Workspace":
    """Return what a command works with; it is closed when the command ends."""
    from simulator.workspace import Workspace

    workspace = Workspace(options.paths())
    click.get_current_context().call_on_close(workspace.close)
    return workspace


def tell_notices(store: "HistoryStore") -> None:
    """Say on standard error what the history has to say."""
    for notice in store.notices:
        say(notice, err=True)
    store.notices.clear()


def run_app(options: Options, opening: "Callable[[SimulatorApp], None] | None" = None) -> NoReturn:
    """Run the app to its end, ``opening`` first, and leave with its exit code."""
    gc.disable()  # a start makes what stays: looking for garbage in it takes a seventh of the first paint
    from simulator.tui.app import run_app

    click.get_current_context().exit(run_app(options.paths(), opening, offline=options.offline))


def full_screen() -> bool:
    """Tell whether this is a terminal that a full screen can be drawn on."""
    interactive = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return interactive and os.environ.get("TERM", "dumb") not in ("dumb", "")


def resolve(store: "HistoryStore", given: str) -> str:
    """Return the id of the one session that ``given`` means; raise UsageError."""
    names = [summary.id for summary in store.summaries()]
    tell_notices(store)
    found = names[-1:] if given == "last" else [name for name in names if name.startswith(given)]
    if len(found) == 1 or given in found:
        return given if given in found else found[0]
    reason = f"{len(found)} sessions start with {given!r}" if found else f"The history has no session {given!r}"
    raise UsageError("No such session", f"{reason}.", "See the list: pm-simulator history.")
