"""Commands that look back."""

import click

from simulator.cli.options import (
    Options,
    common,
    json_option,
    open_console,
    open_workspace,
    print_json,
    resolve,
    say,
    tell_notices,
)


@click.command()
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    default=20,
    show_default=True,
    help="Sessions to list, the newest.",
)
@click.option("--all", "everything", is_flag=True, help="List every session.")
@click.option("--tag", metavar="WORD", help="Only sessions that have this tag.")
@json_option
@common
def history(options: Options, limit: int, everything: bool, tag: str | None, as_json: bool) -> None:
    """List past sessions, newest last."""
    from simulator.words.sessions import history_lines

    store = open_workspace(options).read_history()
    summaries = [each for each in store.summaries() if tag is None or tag.casefold() in each.tags]
    shown = summaries if everything else summaries[-limit:]
    tell_notices(store)
    if as_json:
        print_json([summary.as_dict() for summary in shown])
    elif not shown and tag is not None:
        say(f"No session has the tag {tag}.")
    elif not shown:
        click.echo("No sessions yet. Start with: pm-simulator mock, or pm-simulator drill.")
    else:
        say("\n".join(history_lines(shown)))
        if len(shown) < len(summaries):
            click.echo(f"({len(summaries) - len(shown)} older ones: --all)")


@click.command()
@click.argument("session", default="last")
@click.option("--transcript", is_flag=True, help="Add everything that was said, with times.")
@click.option("--attempts", is_flag=True, help="Compare each round with the other attempts at its question.")
@json_option
@common
def show(options: Options, session: str, transcript: bool, attempts: bool, as_json: bool) -> None:
    """Show a session's results, with your own words as proof.

    SESSION is its id, the start of it, or "last".
    """
    from simulator.cli.attempts_rows import attempts_row
    from simulator.practice.attempts import read_attempts
    from simulator.words.attempts import attempts_text
    from simulator.words.review import session_review

    workspace = open_workspace(options)
    store = workspace.history_to_show()
    record = store.load(resolve(store, session))
    sat = [read_attempts(store, record, each.number) for each in record.rounds] if attempts else []
    tell_notices(store)
    if as_json:
        row = record.model_dump(mode="json")
        print_json({**row, "attempts": [attempts_row(each) for each in sat]} if attempts else row)
    else:
        texts = [session_review(workspace, record, with_transcript=transcript), *map(attempts_text, sat)]
        open_console().write("\n\n".join(texts))
