"""Leads a sitting from screen to screen: which one comes next follows from the interview's phase alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorecards.catalogue import load_scorecard
from simulator.errors import CardError, UsageError
from simulator.grading.sheet import SheetFile
from simulator.interview.session import Phase
from simulator.plain.home import described
from simulator.plain.reports import session_debrief
from simulator.plain.texts import expired_text
from simulator.tui.grading_task import GradingTask
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.interview import InterviewScreen
from simulator.tui.screens.page import PageScreen
from simulator.tui.screens.prediction import PredictionScreen
from simulator.tui.widgets.prose import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scorecards.models import Kind, Target
    from simulator.errors import SimulatorError
    from simulator.history.records import Assessment, Mode, SessionRecord
    from simulator.interview.conductor import Interview
    from simulator.interview.drafts import Recovered
    from simulator.tui.app import SimulatorApp


def start(app: SimulatorApp, kinds: Sequence[Kind], names: Sequence[str], mode: Mode, target: Target | None) -> None:
    """Start a session and show its first screen; raise SimulatorError."""
    workspace = app.workspace
    questions = workspace.choose(kinds, names)
    app.interview = workspace.start(questions, mode, target, app.warn_unsaved)
    show_phase(app, app.interview)


def resume(app: SimulatorApp) -> None:
    """Go on with the newest interrupted interview; raise SimulatorError."""
    workspace = app.workspace
    workspace.require_writer()
    drafts, _ = workspace.drafts()
    if not drafts:
        raise UsageError("Nothing to continue", "No interview was interrupted.", "Start one from home.")
    draft = drafts[0]
    try:
        interview = workspace.resume(draft, app.warn_unsaved)
    except (UsageError, CardError) as error:
        _settle_lost_card(app, draft, error)
        return
    app.interview = interview
    if interview.expired:
        _settle_expired(app, interview)
        return

    def settle(choice: str | None) -> None:
        if choice == "continue":
            show_phase(app, interview)
        elif choice == "discard":
            interview.discard()
            close(app)
        else:
            close(app)

    damaged = f" {draft.damaged} damaged lines of its draft were left out." if draft.damaged else ""
    choices = (("continue", "Continue"), ("discard", "Discard (its text stays in the history)"))
    app.push_screen(ChooseScreen("Interrupted", f"{described(draft)}.{damaged}", choices), settle)


def _settle_lost_card(app: SimulatorApp, draft: Recovered, error: SimulatorError) -> None:
    def settle(choice: str | None) -> None:
        if choice == "discard":
            app.workspace.discard(draft, app.warn_unsaved)

    choices = (("leave", "Leave it as it is for now"), ("discard", "Discard (its text stays in the history)"))
    text = f"{described(draft)}. It cannot go on: {error.sentence} {error.next_step}"
    app.push_screen(ChooseScreen("Interrupted", text, choices), settle)


def _settle_expired(app: SimulatorApp, interview: Interview) -> None:
    def settle(choice: str | None) -> None:
        if choice == "judge":
            interview.judge_what_is_there()
        elif choice == "practice":
            interview.go_on_as_practice()
        elif choice == "discard":
            interview.discard()
        else:
            close(app)
            return
        show_phase(app, interview)

    choices = (
        ("judge", "Have judged what is there"),
        ("practice", "Go on as practice"),
        ("discard", "Discard"),
    )
    app.push_screen(ChooseScreen("The time ran out", expired_text(interview.question), choices), settle)


def show_phase(app: SimulatorApp, interview: Interview) -> None:
    """Show the screen of the interview's phase."""
    phase = interview.state.phase
    if interview.state.finished:
        close(app)
    elif phase is Phase.BRIEFING:
        app.go(BriefingScreen(interview))
    elif phase in (Phase.THINKING, Phase.ANSWERING, Phase.PROBING):
        app.go(InterviewScreen(interview))
    elif phase is Phase.PREDICTION:
        app.go(PredictionScreen(interview))
    elif phase is Phase.BREAK:
        app.go(_break(app, interview))
    elif phase is Phase.JUDGEMENT:
        _judge_next(app, interview)
    else:
        _debrief(app, interview)


def close(app: SimulatorApp) -> None:
    """End or leave the sitting and go home; the draft of an unfinished one stays."""
    if app.interview is not None:
        app.interview.leave()
        app.interview = None
    app.go_home()


def _break(app: SimulatorApp, interview: Interview) -> PageScreen:
    state = interview.state
    body = (
        f"Round {state.current + 1} of {len(state.rounds)} is over. No clock runs.\n\n"
        "As in a real loop, you see no result until the last round is done."
    )

    def on() -> None:
        interview.end_break()
        show_phase(app, interview)

    return PageScreen("A break", paragraphs(body), on, lambda: close(app))


def _judge_next(app: SimulatorApp, interview: Interview) -> None:
    number = next(number for number, each in enumerate(interview.state.rounds, start=1) if not each.judged)
    session = interview.record()

    def keep(assessment: Assessment) -> None:
        interview.add_assessment(number, assessment)
        SheetFile(app.workspace.paths.drafts, session.id, number).remove()

    def later() -> None:
        interview.put_off(number)
        show_phase(app, interview)

    def settle(choice: str | None) -> None:
        if choice == "now":
            _grade(app, session, number, keep, lambda: show_phase(app, interview), later)
        elif choice == "later":
            later()
        else:
            close(app)

    title = interview.state.rounds[number - 1].plan.title
    choices = (("now", "Grade it now"), ("later", "Later: it waits on the home screen"))
    text = f'Round {number}, "{title}", is ready to be judged. It takes about ten minutes.'
    app.go_home()
    app.push_screen(ChooseScreen("Grade yourself", text, choices), settle)


def _grade(
    app: SimulatorApp,
    session: SessionRecord,
    number: int,
    keep: Callable[[Assessment], None],
    on: Callable[[], None],
    later: Callable[[], None],
) -> None:
    from simulator.tui.screens.grading import GradingScreen

    record = session.rounds[number - 1]
    question = app.workspace.question(record.question_id)
    task = GradingTask(
        session=session,
        record=record,
        question=question,
        scorecard=load_scorecard(record.kind),
        sheet=SheetFile(app.workspace.paths.drafts, session.id, number),
        clock=app.workspace.clock,
        keep=keep,
        on=on,
        later=later,
    )
    app.go(GradingScreen(task))


def judge_waiting(app: SimulatorApp) -> None:
    """Grade the oldest round of a finished session that waits; raise SimulatorError."""
    workspace = app.workspace
    workspace.require_writer()
    waiting = [
        (summary.id, each.number)
        for summary in workspace.store.summaries()
        if summary.status == "finished"
        for each in summary.rounds
        if each.waiting
    ]
    if not waiting:
        raise UsageError("Nothing waits", "No round of a finished session waits to be judged.", "Sit one from home.")
    name, number = waiting[0]
    session = workspace.store.load(name)

    def keep(assessment: Assessment) -> None:
        workspace.store.save(session.with_assessment(number, assessment, workspace.clock.utc()))
        SheetFile(workspace.paths.drafts, session.id, number).remove()

    _grade(app, session, number, keep, app.go_home, app.go_home)


def _debrief(app: SimulatorApp, interview: Interview) -> None:
    def on() -> None:
        interview.finish()
        close(app)

    if len(interview.state.rounds) == 1:
        on()
        return
    heading, _, body = session_debrief(interview.record()).partition("\n\n")
    app.go(PageScreen(heading, paragraphs(body), on, on))
