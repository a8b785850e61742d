"""Leads a sitting from screen to screen: which one comes next follows from the interview's phase alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import CardError, UsageError
from simulator.grading.sheet import SheetFile
from simulator.interview.session import Phase
from simulator.tui.commands import COMMANDS
from simulator.tui.flows.judging import Judging
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.interview import InterviewScreen
from simulator.tui.screens.interview_dialogs import expired_dialog
from simulator.tui.screens.page import BreakScreen, PageScreen
from simulator.tui.screens.prediction import PredictionScreen
from simulator.tui.widgets.prose import paragraphs
from simulator.words.interrupted import described
from simulator.words.reports import session_debrief

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorecards.models import Kind, Target
    from simulator.errors import SimulatorError
    from simulator.history.records import Assessment, Mode
    from simulator.interview.conductor import Interview
    from simulator.interview.drafts import Recovered
    from simulator.tui.app import SimulatorApp


def start(
    app: SimulatorApp,
    kinds: Sequence[Kind],
    names: Sequence[str],
    mode: Mode,
    target: Target | None,
    sub_kind: str = "",
    minutes: int | None = None,
) -> None:
    """Start a session and show its first screen; raise SimulatorError."""
    workspace = app.workspace
    questions = workspace.choose(kinds, names, sub_kind)
    app.interview = workspace.start(questions, mode, target, app.warn_unsaved, minutes)
    show_phase(app, app.interview)


def resume(app: SimulatorApp) -> None:
    """Go on with the interrupted interview, or with one of several; raise SimulatorError."""
    workspace = app.workspace
    workspace.require_writer()
    drafts, _ = workspace.drafts()
    if not drafts:
        raise UsageError("Nothing to continue", "No interview was interrupted.", "Start one from home.")
    if len(drafts) == 1:
        _resume(app, drafts[0])
        return

    def settle(choice: str | None) -> None:
        if choice is not None:
            app.attempt(lambda: _resume(app, drafts[int(choice)]))

    choices = [(str(number), described(draft)) for number, draft in enumerate(drafts)]
    app.push_screen(ChooseScreen("Interrupted", "Which one goes on? The newest comes first.", choices), settle)


def _resume(app: SimulatorApp, draft: Recovered) -> None:
    workspace = app.workspace
    try:
        interview = workspace.resume(draft, app.warn_unsaved)
    except (UsageError, CardError) as error:
        _settle_lost_card(app, draft, error)
        return
    app.interview = interview
    if interview.expired:
        settle_expired(app, interview)
        return

    def settle(choice: str | None) -> None:
        if choice == "continue":
            show_phase(app, interview)
        elif choice == "discard":
            interview.discard()
            close(app)
        else:
            close(app)

    lines = "damaged line of its draft was" if draft.damaged == 1 else "damaged lines of its draft were"
    damaged = f" {draft.damaged} {lines} left out." if draft.damaged else ""
    choices = (("continue", "Continue"), ("discard", "Discard (its text stays in the history)"))
    app.push_screen(ChooseScreen("Interrupted", f"{_opening(draft)}{damaged}", choices), settle)


def _opening(draft: Recovered) -> str:
    words = described(draft)
    return f"{words[:1].upper()}{words[1:]}."


def _settle_lost_card(app: SimulatorApp, draft: Recovered, error: SimulatorError) -> None:
    def settle(choice: str | None) -> None:
        if choice == "discard":
            app.workspace.discard(draft, app.warn_unsaved)

    choices = (("leave", "Leave it as it is for now"), ("discard", "Discard (its text stays in the history)"))
    text = f"{_opening(draft)} It cannot go on: {error.sentence} {error.next_step}"
    app.push_screen(ChooseScreen("Interrupted", text, choices), settle)


def settle_expired(app: SimulatorApp, interview: Interview, *, program_open: bool = False) -> None:
    """Ask what is to become of a mock whose time ran out while nobody was there."""

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

    app.push_screen(expired_dialog(interview.question, program_open=program_open), settle)


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


def _break(app: SimulatorApp, interview: Interview) -> BreakScreen:
    state = interview.state
    body = (
        f"Round {state.current + 1} of {len(state.rounds)} is over. No clock runs.\n\n"
        "As in a real loop, you see no result until the last round is done."
    )

    def on() -> None:
        interview.end_break()
        show_phase(app, interview)

    return BreakScreen("A break", paragraphs(body), on, lambda: close(app))


def _judge_next(app: SimulatorApp, interview: Interview) -> None:
    number = next(number for number, each in enumerate(interview.state.rounds, start=1) if not each.judged)
    session = interview.record()

    def keep(assessment: Assessment) -> None:
        if interview.add_assessment(number, assessment):  # what is not on the disk yet can be made from its marks again
            SheetFile(app.workspace.paths.drafts, session.id, number).remove()

    def later() -> None:
        interview.put_off(number)
        show_phase(app, interview)

    Judging(app, session, number, keep, lambda: show_phase(app, interview), later, lambda: close(app)).offer()


def how_to_judge(app: SimulatorApp) -> str:
    """Return in words how rounds that wait are judged from here."""
    command = "home.judge"
    return f"press {app.workspace.config.keys.get(command, COMMANDS[command].key)} on the home screen"


def _debrief(app: SimulatorApp, interview: Interview) -> None:
    def on() -> None:
        interview.finish()
        close(app)

    if len(interview.state.rounds) == 1:
        on()
        return
    heading, _, body = session_debrief(interview.record(), how_to_judge(app)).partition("\n\n")
    app.go(PageScreen(heading, paragraphs(body), on, on))
