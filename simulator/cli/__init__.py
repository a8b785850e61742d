"""The command line. Commands import what they need when they run, so that help and lists stay quick."""

import click

from simulator.cli.about import doctor, paths
from simulator.cli.content import bank, scorecard
from simulator.cli.deletion import delete, undelete
from simulator.cli.export import export, import_
from simulator.cli.judging import grade, judge, regrade, train
from simulator.cli.labels import note, tag
from simulator.cli.model import model
from simulator.cli.options import Options, common, full_screen, open_console, open_workspace, run_app
from simulator.cli.outcome import outcome
from simulator.cli.progress import next_, trends
from simulator.cli.review import history, show
from simulator.cli.sitting import continue_, drill, mock

__all__ = ["Options", "main"]


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from simulator.grading.verdict import program_version

        click.echo(f"pm-simulator, version {program_version()}")
        context.exit()


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
@common
def main(options: Options) -> None:
    """Practise a senior product-manager interview: timed, offline, graded with proof."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return
    if full_screen():
        run_app(options)
    from simulator.plain.home import show_home

    show_home(open_workspace(options), open_console())


for _command in (
    mock,
    drill,
    continue_,
    judge,
    grade,
    regrade,
    train,
    model,
    history,
    show,
    trends,
    next_,
    export,
    import_,
    note,
    tag,
    delete,
    undelete,
    outcome,
    bank,
    scorecard,
    doctor,
    paths,
):
    main.add_command(_command)
