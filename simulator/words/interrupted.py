"""Interviews that were interrupted, in words."""

from simulator.interview.drafts import Recovered
from simulator.interview.session import Phase
from simulator.words.moments import local_time

PHASE_WORDS = {
    Phase.BRIEFING: "not begun",
    Phase.PROBING: "in the follow-ups",
    Phase.PREDICTION: "before the prediction",
    Phase.BREAK: "in a break",
    Phase.JUDGEMENT: "to be judged",
    Phase.DEBRIEF: "before the debrief",
}


def in_short(draft: Recovered) -> tuple[str, str]:
    """Return what an interrupted interview is, and where it stands with the local time at which it began."""
    state = draft.state
    words = len(state.round.text.split())
    typed = f", {words} {'word' if words == 1 else 'words'} typed" if words else ""
    number = f"round {state.current + 1} of {len(state.rounds)}, " if len(state.rounds) > 1 else ""
    return (
        f'{state.mode.value}, "{state.round.plan.title}"{typed}',
        f"{number}{PHASE_WORDS.get(state.phase, state.phase.value)}, begun {local_time(state.started)}",
    )


def described(draft: Recovered) -> str:
    """Return an interrupted interview in one line."""
    return ", ".join(in_short(draft))
