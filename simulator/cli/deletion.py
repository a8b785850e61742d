"""Commands that delete, and bring back."""

import click

from simulator.cli.options import Options, common, open_console, open_workspace, resolve, say, tell_notices
from simulator.errors import InputEndedError, UsageError


@click.command()
@click.argument("session", required=False)
@click.option("--all", "everything", is_flag=True, help="Everything that the program has made, for good.")
@click.option("--yes", is_flag=True, help="With --all: do not ask.")
@common
def delete(options: Options, session: str | None, everything: bool, yes: bool) -> None:
    """Delete a session, or with --all everything.

    SESSION (its id, the start of it, or "last") can be brought back with undelete for 30 days. What --all deletes
    is gone for good; settings, keys and your own cards stay.
    """
    if bool(session) == everything:
        raise UsageError("Delete what?", "Neither one session nor all was named.", "Name a session, or say --all.")
    if session is None:
        _delete_all(options, yes=yes)
        return
    from simulator.history.deletion import Deletions
    from simulator.words.moments import local_date

    workspace = open_workspace(options)
    workspace.require_writer()
    name = resolve(workspace.store, session)
    deleted = Deletions(workspace.paths, workspace.store, workspace.clock).delete(name)
    tell_notices(workspace.store)
    say(
        f"Deleted {name}. Bring it back until {local_date(deleted.until)}: pm-simulator undelete.\n"
        f"Until then it is kept in {deleted.place}."
    )


def _delete_all(options: Options, *, yes: bool) -> None:
    from simulator.history.deletion import delete_everything, made_by_program
    from simulator.plain.prompts import ask_yes

    paths = options.paths()
    console = open_console()
    there = made_by_program(paths)
    kept = f"Settings, keys and your own cards stay: {paths.config_file}, {paths.keys_file}, {paths.cards}."
    if not there:
        say(f"There is nothing to delete in {paths.data}.\n{kept}")
        return
    say("\n".join(["This goes for good, and cannot be brought back:", *(f"  {place}" for place in there), kept]))
    try:
        if not yes and not ask_yes(console, "Delete all of it?", default=False):
            say("Nothing was deleted.")
            return
    except InputEndedError as error:
        raise UsageError("Nothing was deleted", "The question was not answered.", "Answer it, or say --yes.") from error
    delete_everything(paths)
    say("All of it is deleted.")


@click.command()
@click.argument("session", required=False)
@common
def undelete(options: Options, session: str | None) -> None:
    """Bring back a deleted session: SESSION, or the last one."""
    from simulator.history.deletion import Deletions

    workspace = open_workspace(options)
    workspace.require_writer()
    found = Deletions(workspace.paths, workspace.store, workspace.clock).undelete(session)
    tell_notices(workspace.store)
    say(f"{found.session} is back. See it: pm-simulator show {found.session}.")
