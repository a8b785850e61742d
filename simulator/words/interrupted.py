"""Interviews that were interrupted, in words."""

from simulator.interview.drafts import Recovered


def in_short(draft: Recovered) -> tuple[str, str]:
    """Return what an interrupted interview is, and where it stands with the local time at which it began."""
    state = draft.state
    words = len(state.round.text.split())
    typed = f", {words} {'word' if words == 1 else 'words'} typed" if words else ""
    number = f"round {state.current + 1} of {len(state.rounds)}, " if len(state.rounds) > 1 else ""
    return (
        f'{state.mode.value}, "{state.round.plan.title}"{typed}',
        f"{number}{state.phase.value}, begun {state.started.astimezone():%Y-%m-%d %H:%M}",
    )


def described(draft: Recovered) -> str:
    """Return an interrupted interview in one line."""
    state = draft.state
    each = state.round
    words = len(each.text.split())
    typed = f", {words} words typed" if words else ""
    return (
        f'{state.mode.value}, round {state.current + 1} of {len(state.rounds)}, "{each.plan.title}", '
        f"{state.phase.value}{typed}, begun {state.started.astimezone():%Y-%m-%d %H:%M}"
    )
