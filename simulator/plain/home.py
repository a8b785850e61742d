"""The start without arguments, and what to do about interviews that were interrupted."""

from simulator.errors import ConfigError
from simulator.history.store import HistoryStore
from simulator.interview.conductor import Interview
from simulator.interview.drafts import Recovered
from simulator.plain.console import Console
from simulator.plain.prompts import ask_choice
from simulator.plain.sitting import trouble_teller
from simulator.practice.schedule import due_now
from simulator.practice.series import read_past
from simulator.practice.suggestions import seed_of, suggest
from simulator.practice.today import days_to, week_of
from simulator.words.interrupted import described
from simulator.words.next_up import drill_words, due_words, footing
from simulator.words.sessions import history_lines, last_session
from simulator.words.standing import FIRST, interview_words, week_words
from simulator.workspace import Workspace


def show_home(workspace: Workspace, console: Console) -> None:
    """Print what is open, what to practise, where one stands, and what to type next."""
    store = workspace.read_history()
    summaries = store.summaries()
    drafts, lost = workspace.drafts()
    for notice in store.notices:
        console.write(notice)
    for draft in drafts:
        console.write(f"Interrupted: {described(draft)}. Go on with: pm-simulator continue")
    for path in lost:
        console.write(f"A draft cannot be read and was left where it is: {path}")
    waiting = sum(each.waiting for each in summaries)
    if waiting:
        console.write(f"Rounds that wait to be judged: {waiting}. Grade yourself with: pm-simulator judge")
    elif not summaries and not drafts:
        console.write(FIRST)
    try:
        _show_standing(workspace, store, console)
    except ConfigError as error:
        console.write(f"{error.title}: {error.sentence} {error.next_step}")
    last = last_session(summaries)
    if last:
        console.write("Last session:")
        console.write("\n".join(history_lines([last])))
    console.write(
        "pm-simulator mock         a timed interview of one round; --loop for three\n"
        "pm-simulator drill        practice: pause and hints allowed\n"
        "pm-simulator next         what to practise next, and why\n"
        "pm-simulator history      past sessions; pm-simulator show reads the last one\n"
        "pm-simulator bank list    the questions\n"
        "pm-simulator --help       everything else"
    )
    console.write(f"Everything is kept in {workspace.paths.data}; nothing leaves this machine.")


def _show_standing(workspace: Workspace, store: HistoryStore, console: Console) -> None:
    """Print today's suggestion, what is due, the interview and the week; raise ConfigError."""
    config = workspace.config
    now = workspace.clock.utc()
    past = read_past(store)
    if past.sat:
        situation = workspace.situation(past)
        for first in suggest(situation, workspace.headers(), seed_of(now), count=1):
            reason = f"{first.reason[:1].upper()}{first.reason[1:]}."
            console.write(f"Next: {drill_words(first)}. {reason} Start with: {first.command}")
            console.write(footing(situation, "pm-simulator train checks your eye"))
        console.write(f"Due again: {due_words(due_now(situation.rounds, now, config.interview_date), now)}.")
    if config.interview_date:
        words = interview_words(config.interview_date, now)
        passed = days_to(config.interview_date, now) < 0
        after = (
            ". Log what came of it: pm-simulator outcome add. Then set another day in the settings" if passed else ""
        )
        console.write(f"Interview: {words}{after}.")
    console.write(f"This week: {week_words(week_of(past.sat, now), config.weekly_goal)}.")


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
        trouble = trouble_teller(console)
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
