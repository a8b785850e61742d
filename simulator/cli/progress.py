"""Commands about progress: what became of the levels, and what to practise next."""

import click

from simulator.cli.options import (
    KINDS,
    Command,
    Options,
    common,
    json_option,
    open_console,
    open_workspace,
    print_json,
    tell_notices,
)


def _source_option(command: Command) -> Command:
    """Give a command the choice of who judged."""
    return click.option("--source", metavar="NAME", help='Only what this one judged: "self", or a model\'s name.')(
        command
    )


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@_source_option
@json_option
@common
def trends(options: Options, kind: str | None, source: str | None, as_json: bool) -> None:
    """Show whether levels rise, with the noise beside it.

    It also says what keeps missing, which stage gets too little time, and how well you judge yourself.
    """
    from scorecards.models import Kind
    from simulator.practice.series import read_past
    from simulator.words.progress import trends_text

    store = open_workspace(options).read_history()
    past = read_past(store)
    tell_notices(store)
    only = Kind(kind) if kind else None
    if as_json:
        from simulator.cli.progress_rows import trends_row

        print_json(trends_row(past, source or "", only))
    else:
        open_console().write(trends_text(past, source or "", only))


@click.command("next")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be repeated.")
@_source_option
@json_option
@common
def next_(options: Options, kinds: tuple[str, ...], source: str | None, as_json: bool) -> None:
    """Say what to practise next, and why.

    Each suggestion comes with the command that starts it.
    """
    from scorecards.models import Kind
    from simulator.practice.series import read_past
    from simulator.practice.suggestions import seed_of, suggest
    from simulator.words.progress import chosen_sources, suggestion_lines

    workspace = open_workspace(options)
    store = workspace.read_history()
    past = read_past(store)
    tell_notices(store)
    if source:
        chosen_sources(past, source)  # refuses an unknown one
    situation = workspace.situation(past, source or "")
    found = suggest(situation, workspace.headers(), seed_of(situation.now), [Kind(kind) for kind in kinds])
    if as_json:
        from simulator.cli.progress_rows import suggestion_row

        print_json([suggestion_row(each) for each in found])
    else:
        open_console().write("\n".join(suggestion_lines(found, source or past.main_source)))
