"""Commands that take sessions out of the history and bring them in."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from simulator.cli.options import (
    Options,
    common,
    json_option,
    open_workspace,
    print_json,
    resolve,
    say,
    tell_notices,
)
from simulator.errors import ExitCode, SimulatorError, UsageError
from simulator.sharing.exporting import FORMATS

if TYPE_CHECKING:
    from simulator.history.records import SessionRecord

ALL = "all"


@click.command()
@click.argument("session", default=ALL)
@click.option("--format", "style", type=click.Choice(FORMATS), default="md", show_default=True, help="How to write it.")
@click.option("--round", "number", type=click.IntRange(min=1), metavar="N", help="Only this round of the session.")
@click.option("--output", metavar="FILE", help="Write a private file; else to standard output.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@common
def export(options: Options, session: str, style: str, number: int | None, output: str | None, force: bool) -> ExitCode:
    """Write sessions as text, a page, or data.

    SESSION is its id, the start of it, "last", or "all". Output is UTF-8; jsonl is what import reads.
    """
    from pathlib import Path

    from simulator.history.export import with_round
    from simulator.sharing.exporting import all_sessions, pieces
    from simulator.sharing.writing import to_file, to_stream

    if number and session == ALL:
        raise UsageError(
            "Which session?", "A round belongs to a session, and none was named.", "Name it: export last --round 1."
        )
    workspace = open_workspace(options)
    store = workspace.read_history()
    lost: list[str] = []
    records: Iterable[SessionRecord]
    if session == ALL:
        records = all_sessions(store, lost)
        if not store.summaries():
            say("There is no session to export yet.", err=True)
    else:
        record = store.load(resolve(store, session))
        records = [with_round(record, number) if number else record]
    tell_notices(store)
    written = pieces(workspace, records, style, part=number is not None)
    if output and output != "-":
        to_file(Path(output), written, force=force)
    else:
        to_stream(sys.stdout, written)
    tell_notices(store)
    for sentence in lost:
        say(sentence, err=True)
    return ExitCode.FAILED if lost else ExitCode.DONE


@click.command("import")
@click.argument("file")
@json_option
@common
def import_(options: Options, file: str, as_json: bool) -> ExitCode:
    """Bring in sessions that were exported elsewhere.

    FILE is what export --format jsonl wrote. What is here already is never replaced.
    """
    from dataclasses import asdict
    from pathlib import Path

    from simulator.history.importing import Fate, Imported, import_lines
    from simulator.words.importing import import_lines_text

    workspace = open_workspace(options)
    if not Path(file).is_file():
        raise UsageError("There is no such file", f"{file!r} is no file.", "Name one: export all --format jsonl.")
    workspace.require_writer()
    tell_notices(workspace.store)
    under_way = {draft.state.id for draft in workspace.drafts()[0]}
    done: list[Imported] = []
    try:
        with Path(file).open("rb") as stream:
            for each in import_lines(stream, workspace.store, under_way):
                done.append(each)  # one by one: what was done before a failure is told too
    except OSError as error:
        raise UsageError("The file cannot be read", f"{file}: {error.strerror or error}.", "Name another.") from error
    except SimulatorError:
        if done and not as_json:
            say(import_lines_text(done))
        raise
    tell_notices(workspace.store)
    if as_json:
        print_json([asdict(each) for each in done])
    else:
        say(import_lines_text(done))
    return ExitCode.FAILED if any(each.fate is Fate.REFUSED for each in done) else ExitCode.DONE
