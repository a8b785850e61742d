"""A model's judgement as plain text: consent first, a line for each part as it is judged, the result."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from scorecards.catalogue import load_scorecard
from simulator.errors import SimulatorError
from simulator.grading.batch import Done, Job, judge_all
from simulator.grading.desk import ModelDesk, spent_on
from simulator.grading.pipeline import Progress, Stage
from simulator.history.records import Assessment, SessionRecord
from simulator.model.protocol import Failure, ModelError
from simulator.plain.console import Console
from simulator.plain.prompts import ask_yes
from simulator.words.model_texts import consent_text, estimate_text, failure_text, spent_text, stage_text
from simulator.workspace import Workspace

Result = TypeVar("Result")
ENDED = (Stage.DONE, Stage.NOT_GRADED)


def open_desk(workspace: Workspace, *, offline: bool) -> ModelDesk:
    """Return the model's desk of this run."""
    return ModelDesk(workspace.paths, lambda: workspace.config, workspace.clock, offline=offline)


def run_with(desk: ModelDesk, work: Coroutine[Any, Any, Result]) -> Result:
    """Run something that needs the model, and end its process whatever happens."""

    async def run() -> Result:
        try:
            return await work
        finally:
            await desk.close()

    return asyncio.run(run())


def may_send(workspace: Workspace, desk: ModelDesk, console: Console) -> bool:
    """Return whether answers may go to the model, asking once for each server; raise ModelError."""
    if not desk.consent_needed:
        return True
    destination = desk.connection().destination
    console.write(f"\n{consent_text(destination)}")
    if not ask_yes(console, f"Send it to {destination}", default=False):
        return False
    agree_to(workspace, destination)
    return True


def agree_to(workspace: Workspace, destination: str) -> None:
    """Keep that answers may go to a server, or with an empty name to none; raise StorageError."""
    model = workspace.config.model.model_copy(update={"agreed": destination})
    workspace.save_config(workspace.config.model_copy(update={"model": model}))


def judge_one(
    workspace: Workspace, desk: ModelDesk, session: SessionRecord, number: int, console: Console
) -> Assessment | None:
    """Have one round judged, telling each part; None where it failed or was not agreed to, and why was said."""
    record = session.rounds[number - 1]
    question = workspace.question(record.question_id)
    scorecard = load_scorecard(record.kind)
    names = {dimension.id: dimension.name for dimension in scorecard.dimensions}
    told: set[str] = set()

    def tell(progress: Progress) -> None:
        for name, stage in progress.stages.items():
            if stage in ENDED and name not in told:
                told.add(name)
                console.write(f"  {names[name]}: {stage_text(progress, name)}")

    async def judge() -> Assessment:
        expected = estimate_text(await desk.estimate(question, scorecard, record.words))
        console.write(f"\nJudging with {desk.config.name}: {expected}.")
        calls = desk.calls(
            desk.replies(session, number),
            spent_on(session),
            on_wait=lambda seconds: console.write(f"  The server asks to wait {seconds:.0f} s."),
        )
        began = workspace.clock.monotonic()
        made = await desk.judge(session, number, question, scorecard, calls, tell)
        console.write(f"  {spent_text(calls.spent, workspace.clock.monotonic() - began)}")
        return made

    try:
        if not may_send(workspace, desk, console):
            return None
        return run_with(desk, judge())
    except ModelError as error:
        console.write(f"\nNot judged. {failure_text(error)}")
        return None


def judge_many(workspace: Workspace, desk: ModelDesk, jobs: Sequence[Job], console: Console) -> list[Done]:
    """Judge rounds that are saved already, one line each as it is done; raise ModelError before the first call."""
    desk.connection()
    if not may_send(workspace, desk, console):
        raise ModelError(Failure.NO_CONSENT)
    console.write(f"Judging {len(jobs)} rounds with {desk.config.name}.")

    def tell(done: Done) -> None:
        outcome = done.assessment.call.label if done.assessment else f"not judged: {_sentence(done.error)}"
        console.write(f"  {done.job.session} round {done.job.number}: {outcome}")

    work = judge_all(desk, workspace.store, workspace.clock, jobs, workspace.question, tell)
    return run_with(desk, work)


def _sentence(error: SimulatorError | None) -> str:
    return error.sentence if error else ""
