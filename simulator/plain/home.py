"""The start without arguments, and what to do about interviews that were interrupted."""

from simulator.interview.conductor import Interview
from simulator.interview.drafts import Recovered
from simulator.plain.console import Console
from simulator.plain.prompts import ask_choice
from simulator.plain.reports import history_lines
from simulator.plain.sitting import TroubleTeller
from simulator.workspace import Workspace


def show_home(workspace: Workspace, console: Console) -> None:
    """Print what is open, the last result, and what to type next."""
    store = workspace.read_history()
    summaries = store.summaries()
    drafts, lost = workspace.drafts()
    for notice in store.notices:
        console.write(notice)
    for draft in drafts:
        console.write(f"Interrupted: {described(draft)}. Go on with: pm-simulator continue")
    for path in lost:
        console.write(f"A draft cannot be read and was left where it is: {path}")
    waiting = sum(each.waiting for summary in summaries if summary.status == "finished" for each in summary.rounds)
    if waiting:
        console.write(f"Rounds that wait to be judged: {waiting}. Grade yourself with: pm-simulator judge")
    if summaries:
        console.write("Last session:")
        console.write("\n".join(history_lines(summaries[-1:])))
    console.write(
        "pm-simulator mock         a timed mock interview of one round; --loop for three\n"
        "pm-simulator drill        practice: pause and hints allowed\n"
        "pm-simulator history      past sessions; pm-simulator show reads the last one\n"
        "pm-simulator bank list    the questions\n"
        "pm-simulator --help       everything else"
    )
    console.write(f"Everything is kept in {workspace.paths.data}; nothing leaves this machine.")


def settle_drafts(workspace: Workspace, console: Console, *, ask: bool = True) -> Interview | None:
    """Offer to continue interrupted interviews; return the one to go on with, or None to start afresh."""
    drafts, lost = workspace.drafts()
    for path in lost:
        console.write(f"A draft cannot be read and was left where it is: {path}")
    several = len(drafts) > 1
    if several and not ask:
        drafts = _picked(drafts, console)
    for draft in drafts:
        console.write(f"Interrupted: {described(draft)}.")
        if draft.damaged:
            console.write(f"Damaged lines of its draft {draft.path}: {draft.damaged}. All the others are there.")
        choice = "c"
        if ask or several:
            choices = [("c", "continue it"), ("n", "leave it for now"), ("d", "discard it; its text stays in history")]
            choice = ask_choice(console, "Your choice", choices)
        if choice == "n":
            continue
        trouble = TroubleTeller(console, workspace.clock)
        if choice == "c":
            return workspace.resume(draft, trouble)
        if workspace.discard(draft, trouble):
            console.write("Discarded.")
    return None


def _picked(drafts: list[Recovered], console: Console) -> list[Recovered]:
    """Return the one of several interrupted interviews that the candidate names, or none."""
    console.write("Interrupted interviews, the newest first:")
    choices = [(str(number), described(draft)) for number, draft in enumerate(drafts, start=1)]
    choice = ask_choice(console, "Which one", [*choices, ("n", "none for now")])
    return [] if choice == "n" else [drafts[int(choice) - 1]]


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
