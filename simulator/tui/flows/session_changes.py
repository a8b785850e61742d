"""What a list of sessions changes: note and tags of one, deleting it, bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import UsageError
from simulator.history.deletion import KEPT_DAYS, Deletions
from simulator.history.labels import with_note, with_tags
from simulator.history.store import another_writes
from simulator.tui.parts.session_rows import session_words
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.labels import NoteScreen, TagsScreen
from simulator.tui.text import one_line, tell

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence

    from simulator.history.records import SessionRecord
    from simulator.history.summaries import SessionSummary
    from simulator.tui.app import SimulatorApp
    from simulator.workspace import Workspace

KEEP, DELETE = "keep", "delete"


def write_note(app: SimulatorApp, name: str) -> None:
    """Let the candidate write a note on a session; raise SimulatorError."""
    workspace = app.workspace

    def keep(text: str) -> None:
        workspace.store.save(with_note(workspace.store.load(name), text, workspace.clock.utc()))

    app.push_screen(NoteScreen(_to_change(workspace, name).note, keep))


def change_tags(app: SimulatorApp, name: str, used: Counter[str]) -> None:
    """Let the candidate give a session tags and take them away; raise SimulatorError."""
    workspace = app.workspace

    def keep(changes: Sequence[str]) -> None:
        if changes:
            workspace.store.save(with_tags(workspace.store.load(name), changes, workspace.clock.utc()))

    app.push_screen(TagsScreen(_to_change(workspace, name).tags, used, keep))


def ask_to_delete(app: SimulatorApp, summary: SessionSummary, done: Callable[[str], None]) -> None:
    """Delete a session if the candidate says so, and call ``done`` with its name; raise SimulatorError."""
    workspace = app.workspace
    _require_over(workspace, summary.id)

    def delete() -> None:
        deleted = Deletions(workspace.paths, workspace.store, workspace.clock).delete(summary.id)
        done(summary.id)
        tell(app, f"Deleted. u brings it back until {deleted.until.astimezone():%Y-%m-%d}.")

    def chosen(key: str | None) -> None:
        if key == DELETE:
            app.attempt(delete)

    text = f"{one_line(session_words(summary))}\n\nIn the history u brings it back, for {KEPT_DAYS} days."
    choices = [(KEEP, "Keep it"), (DELETE, "Delete it")]
    app.push_screen(ChooseScreen("Delete this session?", text, choices), chosen)


def bring_back(app: SimulatorApp, last: str, done: Callable[[str], None]) -> None:
    """Bring back the session ``last``, or with an empty name the one that the candidate chooses; raise SimulatorError.

    ``done`` is called with its name.
    """
    workspace = app.workspace
    if workspace.store.read_only:
        raise another_writes()
    deletions = Deletions(workspace.paths, workspace.store, workspace.clock)
    listed = deletions.listed()
    if last and any(each.session == last for each in listed):
        done(deletions.undelete(last).session)
        return
    if not listed:
        raise UsageError(
            "Nothing to bring back",
            f"No session was deleted in the last {KEPT_DAYS} days.",
            "x deletes the marked session.",
        )

    def chosen(name: str | None) -> None:
        if name is not None:
            app.attempt(lambda: done(deletions.undelete(name).session))

    choices = []
    for each in listed:
        summary = deletions.summary_of(each)
        words = session_words(summary) if summary else each.session
        choices.append((each.session, one_line(f"{words} (until {each.until.astimezone():%Y-%m-%d})")))
    app.push_screen(ChooseScreen("Bring back which session?", "The last deleted stands first.", choices), chosen)


def _to_change(workspace: Workspace, name: str) -> SessionRecord:
    """Return a session that can be written on; raise SimulatorError."""
    _require_over(workspace, name)
    return workspace.store.load(name)


def _require_over(workspace: Workspace, name: str) -> None:
    """Raise ReadOnlyError beside another instance, and UsageError for a session that can be continued."""
    if workspace.store.read_only:
        raise another_writes()
    if name in {draft.state.id for draft in workspace.drafts()[0]}:
        raise UsageError(
            "The session is under way",
            "It can be continued, which would write over what you change here.",
            "Finish or discard it first: c on the home screen.",
        )
