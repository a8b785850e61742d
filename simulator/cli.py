"""The command line. Commands import what they need when they run, so that help and lists stay quick."""

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

import click

from simulator.errors import ExitCode, UsageError
from simulator.paths import Paths, find_paths

if TYPE_CHECKING:
    from simulator.history.records import Mode
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

    def paths(self) -> Paths:
        """Return where everything is kept; raise StorageError."""
        return find_paths(self.data_dir)


def _common(command: Command) -> Command:
    """Give a command the options that every command has."""

    @click.option("--data-dir", metavar="FOLDER", help="Keep everything in this folder.")
    @click.option("--offline", is_flag=True, help="Never use the network. (Nothing here does without a model set up.)")
    @wraps(command)
    def with_options(data_dir: str | None, offline: bool, **rest: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.data_dir = data_dir or options.data_dir
        return command(options, **rest)

    return with_options


def _json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")(command)


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, indent=2, default=str))


def _say(text: str, *, err: bool = False) -> None:
    """Print lines as they are, for scripts and long paths: not wrapped."""
    from simulator.plain.console import TerminalConsole

    TerminalConsole(target=sys.stderr if err else sys.stdout).write_lines(text)


def _console() -> "Console":
    from simulator.plain.console import TerminalConsole

    return TerminalConsole()


def _workspace(options: Options) -> "Workspace":
    from simulator.workspace import Workspace

    workspace = Workspace(options.paths())
    click.get_current_context().call_on_close(workspace.close)
    return workspace


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from simulator.grading.self_grading import program_version

        click.echo(f"pm-simulator, version {program_version()}")
        context.exit()


def _tell_notices(store: "HistoryStore") -> None:
    for notice in store.notices:
        _say(notice, err=True)
    store.notices.clear()


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
@_common
def main(options: Options) -> None:
    """Practise a senior product-manager interview: timed, offline, graded with proof."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return
    if _full_screen():
        _run_app(options)
    from simulator.plain.home import show_home

    show_home(_workspace(options), _console())


def _run_app(options: Options, opening: "Callable[[SimulatorApp], None] | None" = None) -> NoReturn:
    """Run the app to its end, ``opening`` first, and leave with its exit code."""
    from simulator.tui.app import run_app

    click.get_current_context().exit(run_app(options.paths(), opening))


def _full_screen() -> bool:
    """Tell whether this is a terminal that a full screen can be drawn on."""
    interactive = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return interactive and os.environ.get("TERM", "dumb") not in ("dumb", "")


@main.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Kind of a round; once for each round.")
@click.option("--question", "names", multiple=True, metavar="ID", help="A certain question; once for each round.")
@click.option("--loop", is_flag=True, help="Three rounds: product sense, strategy, case.")
@click.option("--target", type=click.Choice(TARGETS), help="The role aimed at.")
@click.option("--plain", is_flag=True, help="Plain text that a screen reader can follow.")
@_common
def mock(
    options: Options, kinds: tuple[str, ...], names: tuple[str, ...], loop: bool, target: str | None, plain: bool
) -> None:
    """Sit a mock interview: no pause, no hints, the answer closes at the end of time."""
    from simulator.history.records import Mode

    _sit(options, Mode.MOCK, KINDS if loop and not kinds else kinds, names, target, plain=plain)


@main.command()
@click.option("--kind", type=click.Choice(KINDS), help="Kind of question.")
@click.option("--question", metavar="ID", help="A certain question.")
@click.option("--target", type=click.Choice(TARGETS), help="The role aimed at.")
@click.option("--plain", is_flag=True, help="Plain text that a screen reader can follow.")
@_common
def drill(options: Options, kind: str | None, question: str | None, target: str | None, plain: bool) -> None:
    """Practise one question: pause, hints and overtime are allowed and counted."""
    from simulator.history.records import Mode

    _sit(options, Mode.PRACTICE, (kind,) if kind else (), (question,) if question else (), target, plain=plain)


def _sit(
    options: Options,
    mode: "Mode",
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    target_name: str | None,
    *,
    plain: bool,
) -> None:
    from scorecards.models import Kind, Target
    from simulator.plain.home import settle_drafts
    from simulator.plain.sitting import TroubleTeller, sit

    if max(len(kinds), len(names)) > 4:
        raise UsageError("Too many rounds", "A session has one to four rounds.", "Name four or fewer.")
    wanted = [Kind(kind) for kind in kinds]
    target = Target(target_name) if target_name else None
    if not plain and _full_screen():
        from simulator.tui import sitting

        _run_app(options, lambda app: sitting.start(app, wanted, names, mode, target))
    workspace = _workspace(options)
    console = _console()
    workspace.require_writer()
    _tell_notices(workspace.store)
    interview = settle_drafts(workspace, console)
    if interview is None:
        questions = workspace.choose(wanted, names)
        trouble = TroubleTeller(console, workspace.clock)
        interview = workspace.start(questions, mode, target, trouble)
        console.write(f"Session {interview.state.id}. All you type is kept in {workspace.paths.data}\n")
    sit(workspace, interview, console)


@main.command("continue")
@click.option("--plain", is_flag=True, help="Plain text that a screen reader can follow.")
@_common
def continue_(options: Options, plain: bool) -> None:
    """Go on with an interview that was interrupted."""
    from simulator.plain.home import settle_drafts
    from simulator.plain.sitting import sit

    if not plain and _full_screen():
        from simulator.tui import sitting

        _run_app(options, sitting.resume)
    workspace = _workspace(options)
    console = _console()
    workspace.require_writer()
    _tell_notices(workspace.store)
    interview = settle_drafts(workspace, console, ask=False)
    if interview is None:
        console.write("There is nothing to continue. Start with: pm-simulator mock, or pm-simulator drill.")
        return
    sit(workspace, interview, console)


@main.command()
@click.argument("session", required=False)
@_common
def judge(options: Options, session: str | None) -> None:
    """Grade yourself on rounds that wait to be judged."""
    from simulator.plain.sitting import judge_waiting

    workspace = _workspace(options)
    console = _console()
    workspace.require_writer()
    _tell_notices(workspace.store)
    unfinished = {draft.state.id for draft in workspace.drafts()[0]}
    name = _resolve(workspace.store, session) if session else None
    waiting = [
        summary.id
        for summary in workspace.store.summaries()
        if any(each.waiting for each in summary.rounds)
        and (summary.id == name and name not in unfinished if name else summary.status == "finished")
    ]
    if not waiting:
        console.write("No round of a finished session waits to be judged.")
        return
    for name in waiting:
        record = workspace.store.load(name)
        _tell_notices(workspace.store)
        if any(each.waiting for each in judge_waiting(workspace, record, console).rounds):
            return  # put off


@main.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Newest sessions to list.")
@click.option("--all", "everything", is_flag=True, help="List every session.")
@_json_option
@_common
def history(options: Options, limit: int, everything: bool, as_json: bool) -> None:
    """List past sessions, newest last."""
    from simulator.plain.reports import history_lines

    store = _workspace(options).read_history()
    summaries = store.summaries()
    shown = summaries if everything else summaries[-limit:]
    _tell_notices(store)
    if as_json:
        _print_json([summary.as_dict() for summary in shown])
    elif not shown:
        click.echo("No sessions yet. Start with: pm-simulator mock, or pm-simulator drill.")
    else:
        _say("\n".join(history_lines(shown)))
        if len(shown) < len(summaries):
            click.echo(f"({len(summaries) - len(shown)} older ones: --all)")


@main.command()
@click.argument("session", default="last")
@click.option("--transcript", is_flag=True, help="Add everything that was said, with times.")
@_json_option
@_common
def show(options: Options, session: str, transcript: bool, as_json: bool) -> None:
    """Show a session's results; SESSION is its id, the start of it, or "last"."""
    from simulator.plain.review import session_review

    workspace = _workspace(options)
    store = workspace.history_to_show()
    record = store.load(_resolve(store, session))
    _tell_notices(store)
    if as_json:
        _print_json(record.model_dump(mode="json"))
    else:
        _console().write(session_review(workspace, record, with_transcript=transcript))


def _resolve(store: "HistoryStore", given: str) -> str:
    """Return the id of the one session that ``given`` means; raise UsageError."""
    names = [summary.id for summary in store.summaries()]
    _tell_notices(store)
    found = names[-1:] if given == "last" else [name for name in names if name.startswith(given)]
    if len(found) == 1 or given in found:
        return given if given in found else found[0]
    reason = f"{len(found)} sessions start with {given!r}" if found else f"The history has no session {given!r}"
    raise UsageError("No such session", f"{reason}.", "See the list: pm-simulator history.")


@main.group()
def bank() -> None:
    """Look at the question cards."""


@bank.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@_json_option
@_common
def bank_list(options: Options, kind: str | None, as_json: bool) -> None:
    """List the cards, your own included."""
    from simulator.plain.bank import list_cards

    list_cards(options.paths(), kind, as_json=as_json)


@bank.command("show")
@click.argument("question")
@click.option("--spoilers", is_flag=True, help="Add facts, follow-ups, pitfalls and exemplars.")
@_json_option
@_common
def bank_show(options: Options, question: str, spoilers: bool, as_json: bool) -> None:
    """Show a card; what a candidate must not know beforehand only with --spoilers."""
    from simulator.plain.bank import show_card

    show_card(options.paths(), question, spoilers=spoilers, as_json=as_json)


@bank.command("check")
@click.argument("files", nargs=-1, type=click.Path())
@_json_option
@_common
def bank_check(options: Options, files: tuple[str, ...], as_json: bool) -> int:
    """Check all cards, or the FILES given, against the authoring standard."""
    from simulator.plain.bank import check_cards

    return check_cards(options.paths(), files, as_json=as_json)


@main.group()
def scorecard() -> None:
    """Look at the rubrics."""


@scorecard.command("show")
@click.argument("kind", type=click.Choice(KINDS))
@_json_option
@_common
def scorecard_show(options: Options, kind: str, as_json: bool) -> None:
    """Show what a kind is judged by."""
    from scorecards.catalogue import load_scorecard
    from scorecards.models import Kind
    from simulator.plain.texts import scorecard_text

    loaded = load_scorecard(Kind(kind))
    if as_json:
        _print_json({**loaded.model_dump(mode="json"), "hash": loaded.content_hash()})
    else:
        _console().write(scorecard_text(loaded))


@main.command()
@_json_option
@_common
def doctor(options: Options, as_json: bool) -> int:
    """Say what works here, one line each, with the next step where something does not."""
    from simulator.doctor import examine

    checks = list(examine(options.paths()))
    if as_json:
        _print_json([check.to_row() for check in checks])
    else:
        for check in checks:
            _say(check.line())
    return ExitCode.DONE if all(check.ok for check in checks) else ExitCode.FAILED


@main.command()
@_json_option
@_common
def paths(options: Options, as_json: bool) -> None:
    """Say where everything is kept."""
    found = options.paths()
    rows = {
        "data": found.data,
        "history": found.history,
        "drafts": found.drafts,
        "own cards": found.cards,
        "settings": found.config_file,
        "log": found.log,
    }
    if as_json:
        _print_json(rows)
    else:
        for name, path in rows.items():
            _say(f"{name}: {path}")
