"""Rounds that wait to be judged, and rounds that are judged once more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from simulator.errors import UsageError
from simulator.grading.batch import Job, add_assessment, waiting_jobs
from simulator.grading.sheet import SheetFile
from simulator.tui.flows.judging import Judging
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.words.model_texts import consent_text
from simulator.words.moments import local_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.history.records import Assessment, SessionRecord
    from simulator.tui.app import SimulatorApp


def judge_waiting(app: SimulatorApp) -> None:
    """Judge what waits: all by the model, or the oldest by whoever is chosen; raise SimulatorError."""
    workspace = app.workspace
    workspace.require_writer()
    waiting = waiting_jobs(workspace.store)
    if not waiting:
        raise UsageError("Nothing waits", "No round of a finished session waits to be judged.", "Sit one from home.")
    oldest = judging_of(app, workspace.store.load(waiting[0].session), waiting[0].number, app.go_home)
    if not app.desk.wanted:
        oldest.by_self()
        return
    if len(waiting) == 1:
        oldest.offer()
        return

    def settle(choice: str | None) -> None:
        if choice == "all":
            app.attempt(lambda: _judge_all(app, waiting))
        elif choice == "oldest":
            oldest.offer()

    name = app.desk.config.name
    choices = [("all", f"Have all {len(waiting)} judged by {name}"), ("oldest", "Only the oldest")]
    app.push_screen(ChooseScreen("Rounds that wait", f"{len(waiting)} rounds wait to be judged.", choices), settle)


def _judge_all(app: SimulatorApp, jobs: list[Job]) -> None:
    from simulator.tui.screens.judging_all import JudgingAllScreen

    def begin() -> None:
        app.go(JudgingAllScreen({job: _title(app, job) for job in jobs}))

    if not app.desk.consent_needed:
        begin()
        return
    destination = app.desk.connection().destination

    def agree() -> None:
        app.agree_to(destination)
        begin()

    def settle(choice: str | None) -> None:
        if choice == "agree":
            app.attempt(agree)

    choices = [("no", "Do not send them"), ("agree", f"Agree, and send them to {destination}")]
    app.push_screen(ChooseScreen("May they be sent?", consent_text(destination), choices), settle)


def _title(app: SimulatorApp, job: Job) -> str:
    summary = next(each for each in app.workspace.store.summaries() if each.id == job.session)
    title = next(each.title for each in summary.rounds if each.number == job.number)
    return f"{local_date(datetime.fromisoformat(summary.started))} {title}"


def judging_of(app: SimulatorApp, session: SessionRecord, number: int, on: Callable[[], None]) -> Judging:
    """Return a saved round on its way to one more judgement; what was judged before stays."""
    workspace = app.workspace

    def keep(assessment: Assessment) -> None:
        add_assessment(workspace.store, workspace.clock, Job(session.id, number), assessment)
        SheetFile(workspace.paths.drafts, session.id, number).remove()

    return Judging(app, session, number, keep, on, on, on)
