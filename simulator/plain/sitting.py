"""A whole sitting as plain text: the interview, then its judgement, then the debrief."""

from scorecards.catalogue import load_scorecard
from simulator.grading.desk import ModelDesk
from simulator.grading.self_grading import assess
from simulator.grading.sheet import SheetFile
from simulator.history.records import Assessment, RoundRecord, SessionRecord
from simulator.interview.conductor import Interview
from simulator.interview.troubles import Trouble
from simulator.plain.console import Console
from simulator.plain.interview import PlainInterview
from simulator.plain.judging import PlainSelfGrading, PutOffError
from simulator.plain.model_judging import judge_one
from simulator.plain.prompts import ask_choice, ask_yes
from simulator.words.reports import round_report, session_debrief
from simulator.workspace import Workspace


def trouble_teller(console: Console) -> Trouble:
    """Return what tells a failure to save without stopping the interview."""
    return lambda error: console.write(f"\n{error.title}. {error.sentence} {error.next_step}")


def sit(workspace: Workspace, interview: Interview, console: Console, desk: ModelDesk | None = None) -> None:
    """Run a session to its end; raise InputEndedError when the candidate leaves, with everything kept.

    ``desk`` is that of a model that may judge.
    """
    try:
        seen = [probe for question in interview.questions for probe in workspace.probes_seen(question.id)]
        PlainInterview(interview, console, workspace.paths.drafts, seen).run()
        if interview.state.finished:
            return
        _judge_session(workspace, interview, console, desk)
        if len(interview.state.rounds) > 1:
            console.write("\n" + session_debrief(interview.record()))
        if interview.finish():
            console.write(f"\nSaved. Read it again: pm-simulator show {interview.state.id}")
            _remove_sheets(workspace, interview.record())
        else:
            console.write("\nNot saved yet; the draft and your marks are kept. Go on with: pm-simulator continue")
    finally:
        interview.leave()


def _judge_session(workspace: Workspace, interview: Interview, console: Console, desk: ModelDesk | None) -> None:
    for number, each in enumerate(interview.state.rounds, start=1):
        if each.judged:
            continue
        assessment = _judged(workspace, interview.record(), number, console, desk)
        if assessment is None:
            interview.put_off(number)
            continue
        interview.add_assessment(number, assessment)
        show_result(workspace, interview.record().rounds[number - 1], console)


def _judged(
    workspace: Workspace, session: SessionRecord, number: int, console: Console, desk: ModelDesk | None
) -> Assessment | None:
    """Return the judgement of a round by whoever is chosen; None leaves it for later."""
    if desk is not None and desk.wanted:
        choices = [("m", f"have {desk.config.name} judge it"), ("s", "grade it yourself"), ("l", "later")]
        while (choice := ask_choice(console, f"\nRound {number} is ready to be judged", choices)) == "m":
            assessment = judge_one(workspace, desk, session, number, console)
            if assessment is not None:
                return assessment
        if choice == "l":
            return None
    elif not ask_yes(console, f"\nGrade round {number} yourself now? No leaves it for later", default=True):
        return None
    try:
        return grade(workspace, session, session.rounds[number - 1], console)
    except PutOffError:
        console.write("Your marks are kept. Go on with: pm-simulator judge")
        return None


def _remove_sheets(workspace: Workspace, session: SessionRecord) -> None:
    """Remove the marks of the rounds whose assessments are safe in the history; raise StorageError."""
    for record in session.rounds:
        if record.latest:
            SheetFile(workspace.paths.drafts, session.id, record.number).remove()


def judge_waiting(workspace: Workspace, session: SessionRecord, console: Console) -> SessionRecord:
    """Self-grade every round of a finished session that waits; return the session as it is then."""
    for record in session.rounds:
        if not record.waiting:
            continue
        try:
            assessment = grade(workspace, session, record, console)
        except PutOffError:
            console.write("Your marks are kept. Go on with: pm-simulator judge")
            break
        session = session.with_assessment(record.number, assessment, workspace.clock.utc())
        workspace.store.save(session)
        SheetFile(workspace.paths.drafts, session.id, record.number).remove()
        show_result(workspace, session.rounds[record.number - 1], console)
    return session


def grade(workspace: Workspace, session: SessionRecord, record: RoundRecord, console: Console) -> Assessment:
    """Self-grade one round; raise PutOffError when the candidate wants to go on later."""
    question = workspace.question(record.question_id)
    scorecard = load_scorecard(record.kind)
    sheet = SheetFile(workspace.paths.drafts, session.id, record.number)
    try:
        PlainSelfGrading(record, question, scorecard, sheet, console, workspace.clock).run()
        return assess(record, question, scorecard, sheet.sheet, session.target, workspace.clock.utc())
    finally:
        sheet.close()


def show_result(workspace: Workspace, record: RoundRecord, console: Console) -> None:
    """Print a round's result."""
    report = round_report(record, load_scorecard(record.kind), workspace.question(record.question_id))
    console.write("\n" + report)
