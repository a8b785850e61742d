"""Commands about the program itself."""

import click

from simulator.cli.options import Options, common, json_option, print_json, say
from simulator.errors import ExitCode


@click.command()
@json_option
@common
def doctor(options: Options, as_json: bool) -> int:
    """Say what works on this machine.

    One line each, with the next step where something does not.
    """
    from simulator.doctor import examine

    checks = list(examine(options.paths()))
    if as_json:
        print_json([check.to_row() for check in checks])
    else:
        for check in checks:
            say(check.line())
    return ExitCode.DONE if all(check.ok for check in checks) else ExitCode.FAILED


@click.command()
@json_option
@common
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
        print_json(rows)
    else:
        for name, path in rows.items():
            say(f"{name}: {path}")
