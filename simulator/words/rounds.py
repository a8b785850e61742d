"""What is said before and during a round: what to expect, the prompt, time used and left. Whole sentences."""

from question_bank.models import Question
from simulator.clock import spoken
from simulator.history.records import Mode
from simulator.interview.conductor import Notice
from simulator.interview.pacing import PROBE_SECONDS, ClockView
from simulator.interview.session import SessionState

HINT_PRICE = "The price of hints: one or two and your call is at most hire; three or more and it is at most lean hire."


def briefing(state: SessionState, question: Question) -> str:
    """Return what a candidate must know before the clock starts; the prompt comes after."""
    each = state.round
    minutes = f"{each.plan.seconds / 60:g} minutes"
    card = "" if each.plan.seconds == question.minutes * 60 else f" (the card says {question.minutes})"
    lines = [
        f"Round {state.current + 1} of {len(state.rounds)}: {question.kind.label}, {minutes}{card}.",
        "A plan for the minutes:",
        *(f"  {stage.seconds / 60:>4.3g} min  {stage.name}" for stage in each.plan.stages),
        "Thinking and clarifying questions count inside the time.",
    ]
    if state.mode is Mode.MOCK:
        lines.append(
            f"This is a mock: no pause, no hints. When the {minutes} are over you have "
            f"{spoken(state.grace)} to finish your sentence; then the answer closes by itself and counts as it stands. "
            "The clock goes on if you close the lid or leave."
        )
    else:
        lines.append("This is practice: you may pause, buy hints and go over time; overtime is counted. " + HINT_PRICE)
    lines.append(
        f"After the answer come {each.plan.probes} follow-up questions with {spoken(PROBE_SECONDS)} each, then your "
        "prediction of the result."
    )
    return "\n".join(lines)


def opening(question: Question) -> str:
    """Return the prompt as the interviewer says it, with the context that is volunteered."""
    return f"Interviewer: {question.brief.prompt.strip()}\n\n{question.brief.context.strip()}"


def notice_text(notice: Notice, state: SessionState, view: ClockView | None) -> str:
    """Return a warning in words."""
    if notice.percent < 100:
        left = spoken(view.left) if view else ""
        return f"Time: {notice.percent} percent is used; {left} left."
    if state.mode is Mode.MOCK:
        return f"Time is up. Finish your sentence: the answer closes in {spoken(state.grace)}."
    return "Time is up. You may go on; overtime is counted."


def clock_text(state: SessionState, view: ClockView) -> str:
    """Return time used and left, for the answer and its stage."""
    if view.left >= 0:
        whole = f"{spoken(view.used)} used, {spoken(view.left)} left."
    else:
        whole = f"{spoken(view.used)} used, {spoken(-view.left)} over time."
    if not view.stage:
        return whole
    each = state.round
    number = f"Stage {each.stage + 1} of {len(each.plan.stages)}, {view.stage}"
    return f"{whole} {number}: {spoken(view.stage_used)} of {spoken(view.stage_planned)}."


def expired_text(question: Question, *, program_open: bool = False) -> str:
    """Return what to say when a mock ran out of time while nobody was there; the ways out are the face's to list."""
    away = "you were away" if program_open else "the program was closed"
    return f'The time of this mock ("{question.title}") ran out while {away}. What you had typed is safe.'
