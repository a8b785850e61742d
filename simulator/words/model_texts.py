"""What both faces say about the model: consent, estimate, progress, what a test found."""

from simulator.clock import spoken
from simulator.errors import SimulatorError
from simulator.grading.calls import Spent
from simulator.grading.desk import Estimate, ModelDesk
from simulator.grading.exam import ExamResult
from simulator.grading.pipeline import Progress, Stage
from simulator.model.connection import PROVIDERS, Connection
from simulator.model.protocol import ModelError


def consent_text(destination: str) -> str:
    """Return what is sent, to whom, and how never to send anything."""
    return (
        f"To be judged, this round goes to {destination}, which is not on this machine. Sent are the question, "
        "everything that you and the interviewer said in the round, and the checklist. Not sent are other rounds, your "
        "predictions, your notes and your name. With --offline nothing is ever sent, and you can take this back at "
        "any time where the model is set up."
    )


def estimate_text(estimate: Estimate) -> str:
    """Return calls, tokens and price before anything is spent."""
    cost = "price unknown" if estimate.cost is None else f"about {estimate.cost:.3f} dollars"
    return f"about {estimate.calls} calls and {round(estimate.tokens, -3):,} tokens, {cost}"


def spent_text(spent: Spent, seconds: float) -> str:
    """Return what a judgement has used so far."""
    tokens = f"{spent.tokens:,} tokens" if spent.tokens_known else "tokens unknown"
    cost = f"{spent.cost:.4f} dollars" if spent.cost_known and spent.answered_by else "cost unknown"
    return f"{spoken(seconds)}, {spent.calls} calls, {tokens}, {cost}"


def stage_text(progress: Progress, dimension: str, full: str = "#", empty: str = ".") -> str:
    """Return how far the judgement of a dimension is, with its level as soon as there is one."""
    stage = progress.stages[dimension]
    result = progress.results.get(dimension)
    if stage is Stage.DONE and result is not None and isinstance(result.outcome, int):
        return f"{full * result.outcome}{empty * (5 - result.outcome)}  {result.outcome}/5"
    if stage is Stage.NOT_GRADED and result is not None:
        return f"not graded: {result.reason}"
    if stage is Stage.REPEATED:
        return "judging twice more, to be sure"
    return stage.value


def failure_text(error: SimulatorError, *, judged_before: bool = False) -> str:
    """Return why a judgement failed and that the answer is safe."""
    kept = "is saved, as is what was judged before" if judged_before else "is saved and waits to be judged"
    return f"{error.sentence} {error.next_step} Your answer {kept}."


def exam_text(found: ExamResult, connection: Connection) -> str:
    """Return what a test of the connection found."""
    lines = [f"It works: {found.answered_by} answered in {found.seconds:.1f} s, with {connection.shape.label}."]
    if found.small_model:
        lines.append(
            f"It misjudged {len(found.wrong)} of 5 items of a small exam, so it will be asked about one sentence at a "
            "time. Take what it says as practice notes, and not as levels."
        )
    else:
        lines.append("It passed a small exam, so it judges a whole dimension at a time.")
    return " ".join(lines)


def state_text(desk: ModelDesk) -> str:
    """Return which model is set up and whether it may be used, in one or two sentences."""
    config = desk.config
    if not config.name:
        return "No model is set up; you grade yourself. Everything else works without one."
    if desk.offline:
        return f"{config.name} is set up and not used: the program runs with --offline."
    try:
        connection = desk.connection()
    except ModelError as error:
        return f"{config.name} is set up. {error.sentence} {error.next_step}"
    where = "on this machine" if connection.local else f"at {connection.destination}"
    tested = desk.findings().tested
    agreed = "" if not desk.consent_needed else " Before the first answer goes there you are asked."
    test = f" Tested on {tested[:10]}." if tested else " Not tested yet."
    return f"{config.name} {where} judges, in {config.mode} mode.{test}{agreed}"


def provider_lines() -> list[str]:
    """Return every kind of server with an example."""
    lines = []
    for number, each in enumerate(PROVIDERS, start=1):
        key = f"; key in {each.key_variable}" if each.key_variable else "; no key"
        base = f" at {each.api_base}" if each.api_base else ""
        hint = f" {each.hint}" if each.hint else ""
        lines.append(f"{number:>2} {each.title}: {each.example}{base}{key}.{hint}")
    return lines
