"""Commands that judge."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.options import (
    KINDS,
    TARGETS,
    Options,
    common,
    json_option,
    open_console,
    open_workspace,
    print_json,
    resolve,
    tell_notices,
)
from simulator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from simulator.grading.batch import Done, Job
    from simulator.workspace import Workspace


@click.command()
@click.argument("session", required=False)
@click.option("--model", "by_model", is_flag=True, help="Have the model judge all of them; else you do.")
@common
def judge(options: Options, session: str | None, by_model: bool) -> int:
    """Judge the rounds that wait, yourself or by the model.

    SESSION (its id, the start of it, or "last") narrows this to one session.
    """
    workspace = open_workspace(options)
    workspace.require_writer()
    tell_notices(workspace.store)
    unfinished = {draft.state.id for draft in workspace.drafts()[0]}
    name = resolve(workspace.store, session) if session else None
    waiting = [
        summary.id
        for summary in workspace.store.summaries()
        if any(each.waiting for each in summary.rounds)
        and (summary.id == name and name not in unfinished if name else summary.waiting)
    ]
    if not waiting:
        open_console().write("No round of a finished session waits to be judged.")
    elif by_model:
        from simulator.grading.batch import waiting_rounds

        return _judge_by_model(options, workspace, waiting_rounds(workspace.store, waiting))
    else:
        _judge_yourself(workspace, waiting)
    return ExitCode.DONE


def _judge_yourself(workspace: "Workspace", names: list[str]) -> None:
    from simulator.plain.sitting import judge_waiting

    console = open_console()
    for name in names:
        record = workspace.store.load(name)
        tell_notices(workspace.store)
        if any(each.waiting for each in judge_waiting(workspace, record, console).rounds):
            return  # put off


@click.command()
@click.argument("session", required=False)
@click.option("--all", "everything", is_flag=True, help="Every round that was ever judged.")
@common
def regrade(options: Options, session: str | None, everything: bool) -> int:
    """Have the model judge rounds again.

    Name a SESSION (its id, the start of it, or "last") or say --all. What was judged before stays beside it.
    """
    from simulator.grading.batch import judged_jobs

    if bool(session) == everything:
        raise UsageError("Which rounds?", "Neither one session nor all was named.", "Name a session, or say --all.")
    workspace = open_workspace(options)
    workspace.require_writer()
    jobs = judged_jobs(workspace.store)
    if session:
        name = resolve(workspace.store, session)
        jobs = [job for job in jobs if job.session == name]
    if not jobs:
        open_console().write("There is no judged round to judge again.")
        return ExitCode.DONE
    return _judge_by_model(options, workspace, jobs)


def _judge_by_model(options: Options, workspace: "Workspace", jobs: "list[Job]") -> int:
    from simulator.plain.model_judging import judge_many, open_desk

    desk = open_desk(workspace, offline=options.offline)
    outcomes: list[Done] = judge_many(workspace, desk, jobs, open_console())
    return ExitCode.DONE if all(done.assessment for done in outcomes) else ExitCode.FAILED


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--question", required=True, metavar="ID", help="The question that it answers, by its id in bank list.")
@click.option("--target", type=click.Choice(TARGETS), help="The role you aim at; else that of the settings.")
@json_option
@common
def grade(options: Options, file: str, question: str, target: str | None, as_json: bool) -> None:
    """Have the model judge an answer from a text file.

    A FILE called - is standard input. Nothing is kept in the history.
    """
    from scorecards.catalogue import load_scorecard
    from scorecards.models import Target
    from simulator.cli.grade_file import grade_text, session_of
    from simulator.plain.model_judging import open_desk, run_with
    from simulator.words.reports import round_report

    text = _read(file)
    workspace = open_workspace(options)
    card = workspace.question(question)
    desk = open_desk(workspace, offline=options.offline)
    desk.require()
    session = session_of(text, card, Target(target) if target else workspace.config.target, workspace.clock)
    assessment = run_with(desk, grade_text(desk, session, card))
    if as_json:
        print_json(assessment.model_dump(mode="json"))
    else:
        judged = session.with_assessment(1, assessment, workspace.clock.utc())
        open_console().write(round_report(judged.rounds[0], load_scorecard(card.kind), card))


def _read(file: str) -> str:
    if file == "-" and sys.stdin is None:
        raise UsageError("The answer cannot be read", "There is no standard input.", "Name a text file in UTF-8.")
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise UsageError("The answer cannot be read", f"{file}: {reason}.", "Name a text file in UTF-8.") from error


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Kind of question.")
@common
def train(options: Options, kind: str | None) -> None:
    """Judge benchmark answers blind, and see whether you lean.

    You judge three answers of known level, and hear whether you are kinder or stricter than their levels.
    """
    from scorecards.models import Kind
    from simulator.plain.training import train as train_rater

    train_rater(open_workspace(options), Kind(kind) if kind else None, open_console())
