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

__all__ = ["CHAPTERS", "LONGEST", "Options", "main"]

LONGEST = 60
"""Characters of a command's first sentence, so that it stands whole in a list on 80 columns."""
CHAPTERS: dict[str, tuple[click.Command, ...]] = {
    "Practise": (mock, drill, continue_, next_, train),
    "Judge": (judge, regrade, grade, model),
    "Look back": (history, show, trends, outcome),
    "Keep in order": (note, tag, delete, undelete, export, import_),
    "Questions and scorecards": (bank, scorecard),
    "This machine": (doctor, paths),
}
"""The commands by what they are for."""


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from simulator.grading.verdict import program_version

        click.echo(f"pm-simulator, version {program_version()}")
        context.exit()


class _Chapters(click.Group):
    """Lists its commands by what they are for."""

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in CHAPTERS.items():
            with formatter.section(title):
                formatter.write_dl([(str(command.name), command.get_short_help_str(LONGEST)) for command in commands])


@click.group(cls=_Chapters, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
@common
def main(options: Options) -> None:
    """Practise a senior product-manager interview: timed, offline, graded with proof.

    Without a command it opens the app, or says what to do next where no full screen can be drawn.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return
    if full_screen():
        run_app(options)
    from simulator.plain.home import show_home

    show_home(open_workspace(options), open_console())


for _commands in CHAPTERS.values():
    for _command in _commands:
        main.add_command(_command)
