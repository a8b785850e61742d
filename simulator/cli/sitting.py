"""Commands that sit an interview."""

from typing import TYPE_CHECKING

import click

from simulator.cli.options import (
    KINDS,
    TARGETS,
    Command,
    Options,
    common,
    full_screen,
    open_console,
    open_workspace,
    run_app,
    sub_kind_option,
    tell_notices,
)
from simulator.errors import UsageError

if TYPE_CHECKING:
    from scorecards.models import Kind
    from simulator.history.records import Mode

LEAST_MINUTES, MOST_MINUTES = 5, 90


def _round_options(command: Command) -> Command:
    """Give a command what narrows the draw or changes the time box."""
    for option in (
        click.option("--minutes", type=int, metavar="N", help="Minutes for a round, 5 to 90; else those of its card."),
        sub_kind_option(words="Only questions of this sub-kind, such as metric_drop or 'metric drop'."),
    ):
        command = option(command)
    return command


@click.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Kind of question; once for each round.")
@click.option("--question", "names", multiple=True, metavar="ID", help="This question, by its id; once for each round.")
@click.option("--loop", is_flag=True, help="Three rounds: product sense, strategy, case.")
@_round_options
@click.option("--target", type=click.Choice(TARGETS), help="The role you aim at; else that of the settings.")
@click.option("--plain", is_flag=True, help="Plain text, as a screen reader can follow, and no full screen.")
@common
def mock(
    options: Options,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    loop: bool,
    sub_kind: str | None,
    minutes: int | None,
    target: str | None,
    plain: bool,
) -> None:
    """Sit a mock interview: timed, no pause, no hints.

    The answer closes at the end of its time. Without options it is one round, drawn by what you need most.
    """
    from simulator.history.records import Mode

    kinds = KINDS if loop and not kinds else kinds
    _sit(options, Mode.MOCK, kinds, names, sub_kind or "", minutes, target, plain=plain)


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Kind of question.")
@click.option("--question", metavar="ID", help="This question, by its id in bank list.")
@_round_options
@click.option("--target", type=click.Choice(TARGETS), help="The role you aim at; else that of the settings.")
@click.option("--plain", is_flag=True, help="Plain text, as a screen reader can follow, and no full screen.")
@common
def drill(
    options: Options,
    kind: str | None,
    question: str | None,
    sub_kind: str | None,
    minutes: int | None,
    target: str | None,
    plain: bool,
) -> None:
    """Practise one question; pause and hints are allowed.

    Hints and overtime are counted. Without options the question is drawn by what you need most.
    """
    from simulator.history.records import Mode

    kinds = (kind,) if kind else ()
    names = (question,) if question else ()
    _sit(options, Mode.PRACTICE, kinds, names, sub_kind or "", minutes, target, plain=plain)


def _sit(
    options: Options,
    mode: "Mode",
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    sub_kind: str,
    minutes: int | None,
    target_name: str | None,
    *,
    plain: bool,
) -> None:
    from scorecards.models import Kind, Target
    from simulator.plain.home import settle_drafts
    from simulator.plain.model_judging import open_desk
    from simulator.plain.sitting import sit, trouble_teller

    if max(len(kinds), len(names)) > 4:
        raise UsageError("Too many rounds", "A session has one to four rounds.", "Name four or fewer.")
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        reason = f"A round takes {LEAST_MINUTES} to {MOST_MINUTES} minutes, not {minutes}."
        raise UsageError("No such time box", reason, "Name another number, or none: every card has its own.")
    wanted = [Kind(kind) for kind in kinds]
    target = Target(target_name) if target_name else None
    if sub_kind:
        _check_sub_kind(sub_kind, wanted, names)
    if not plain and full_screen():
        from simulator.tui.flows import sitting

        run_app(options, lambda app: sitting.start(app, wanted, names, mode, target, sub_kind, minutes))
    workspace = open_workspace(options)
    console = open_console()
    workspace.require_writer()
    tell_notices(workspace.store)
    interview = settle_drafts(workspace, console)
    if interview is None:
        questions = workspace.choose(wanted, names, sub_kind)
        trouble = trouble_teller(console)
        interview = workspace.start(questions, mode, target, trouble, minutes)
        console.write(f"Session {interview.state.id}. All you type is kept in {workspace.paths.data}\n")
    sit(workspace, interview, console, open_desk(workspace, offline=options.offline))


def _check_sub_kind(sub_kind: str, kinds: "list[Kind]", names: tuple[str, ...]) -> None:
    """Raise UsageError where a sub-kind is unknown or cannot apply."""
    from simulator.practice.draw import kind_of

    if names:
        raise UsageError(
            "A sub-kind is for a draw", "The question is named already.", "Leave out --sub-kind or --question."
        )
    kind_of(sub_kind, kinds)


@click.command("continue")
@click.option("--plain", is_flag=True, help="Plain text, as a screen reader can follow, and no full screen.")
@common
def continue_(options: Options, plain: bool) -> None:
    """Go on with an interview that was interrupted."""
    from simulator.plain.home import settle_drafts
    from simulator.plain.model_judging import open_desk
    from simulator.plain.sitting import sit

    if not plain and full_screen():
        from simulator.tui.flows import sitting

        run_app(options, sitting.resume)
    workspace = open_workspace(options)
    console = open_console()
    workspace.require_writer()
    tell_notices(workspace.store)
    interview = settle_drafts(workspace, console, ask=False)
    if interview is None:
        if workspace.drafts()[0]:
            console.write("Nothing goes on. What was interrupted is kept.")
        else:
            console.write("There is nothing to continue. Start with: pm-simulator mock, or pm-simulator drill.")
        return
    sit(workspace, interview, console, open_desk(workspace, offline=options.offline))
