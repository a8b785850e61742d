"""Commands that write a note or tags on a session."""

from typing import TYPE_CHECKING

import click

from simulator.cli.options import Options, common, open_workspace, resolve, say, tell_notices
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.history.records import SessionRecord
    from simulator.workspace import Workspace

_WORDS_MAY_START_WITH_A_DASH = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@click.command(context_settings=_WORDS_MAY_START_WITH_A_DASH)
@click.argument("session")
@click.argument("text", required=False)
@common
def note(options: Options, session: str, text: str | None) -> None:
    """Write a note on a session, or show it.

    TEXT replaces the note that SESSION (its id, the start of it, or "last") has; an empty TEXT takes it away.
    """
    from simulator.history.labels import with_note

    workspace, record = _loaded(options, session, to_write=text is not None)
    if text is not None:
        record = with_note(record, text, workspace.clock.utc())
        workspace.store.save(record)
    say(record.note or f"{record.id} has no note.")


@click.command(context_settings=_WORDS_MAY_START_WITH_A_DASH)
@click.argument("session")
@click.argument("words", nargs=-1)
@common
def tag(options: Options, session: str, words: tuple[str, ...]) -> None:
    """Tag a session, take tags away, or show them.

    Each +WORD is added to SESSION (its id, the start of it, or "last"), and each -WORD is taken away.
    """
    from simulator.history.labels import with_tags

    workspace, record = _loaded(options, session, to_write=bool(words))
    if words:
        record = with_tags(record, words, workspace.clock.utc())
        workspace.store.save(record)
    say(" ".join(record.tags) or f"{record.id} has no tags.")


def _loaded(options: Options, session: str, *, to_write: bool) -> "tuple[Workspace, SessionRecord]":
    """Return the session; raise UsageError where its interview would write over what is to be written."""
    workspace = open_workspace(options)
    if to_write:
        workspace.require_writer()
    store = workspace.store if to_write else workspace.read_history()
    record = store.load(resolve(store, session))
    tell_notices(store)
    if to_write and record.id in {draft.state.id for draft in workspace.drafts()[0]}:
        raise UsageError(
            "The session is under way", f"{record.id} is not over yet.", "Finish or discard it: pm-simulator continue."
        )
    return workspace, record
