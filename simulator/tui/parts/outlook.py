"""What home has to say, read from drafts, history and settings: first what is quick, then what the rounds suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.errors import ConfigError, StorageError
from simulator.history.outcomes import RealOutcomes
from simulator.history.records import SessionStatus
from simulator.practice.today import days_to, local_day, week_of
from simulator.tui.parts.standing import Standing
from simulator.tui.widgets.keyed import Keyed
from simulator.words.interrupted import in_short
from simulator.words.sessions import last_words, result_words
from simulator.words.standing import FIRST, interview_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from simulator.config import Config
    from simulator.history.summaries import SessionSummary
    from simulator.tui.app import SimulatorApp

MOST_BEFORE = 8
"""Earlier sessions that are listed where there is room."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known without reading a session."""

    now: list[Keyed]
    """What is wrong, interrupted or waiting."""
    standing: Standing
    before: list[str]
    """A row for each session before the last one."""
    idle: set[str]
    """The commands that have nothing to do."""
    first: Keyed | None
    """What to begin with where nothing was sat yet."""
    config: Config | None


def look(app: SimulatorApp) -> Outlook:
    """Return what home shows at once, and give the commands the keys of the settings; raise StorageError."""
    workspace = app.workspace
    store = workspace.store
    drafts, lost = workspace.drafts()
    sat = store.summaries()
    now = [Keyed("", notice) for notice in (*store.notices, *_use_settings(app))]
    if drafts:
        what, rest = in_short(drafts[0])
        more = f"; and {len(drafts) - 1} more" if len(drafts) > 1 else ""
        now.append(Keyed(app.key_of("home.continue"), f"Interrupted: {what}", f"{rest}{more}"))
    now += [Keyed("", f"A draft cannot be read and was left where it is: {path}") for path in lost]
    waiting = sum(each.waiting for each in sat)
    if waiting:
        waits = "round waits" if waiting == 1 else "rounds wait"
        now.append(Keyed(app.key_of("home.judge"), f"{waiting} {waits} to be judged"))
    ended = [each for each in sat if each.status != SessionStatus.UNDER_WAY]
    config = _config(app)
    standing = Standing(
        interview=_interview(app, config),
        week=week_of(sat, workspace.clock.utc()),
        goal=config.weekly_goal if config else 0,
        last=last_words(ended[-1]) if ended else "no session yet",
    )
    able = {"home.continue": bool(drafts), "home.judge": bool(waiting)}
    idle = {name for name, has_work in able.items() if not has_work}
    first = None if sat or drafts else Keyed(app.key_of("home.drill"), FIRST)
    return Outlook(now, standing, _before(ended), idle, first, config)


def _use_settings(app: SimulatorApp) -> list[str]:
    """Give the commands the keys of the settings, and return what is wrong with them."""
    try:
        app.use_settings()
    except ConfigError as error:
        return [f"{error.title}: {error.sentence} {error.next_step}"]
    return []


def _config(app: SimulatorApp) -> Config | None:
    try:
        return app.workspace.config
    except ConfigError:
        return None


def _interview(app: SimulatorApp, config: Config | None) -> str:
    """Return how far the interview is; where it has passed, what to do about it."""
    if config is None:
        return "not known while the settings cannot be used"
    settings = app.key_of("home.settings")
    day = config.interview_date
    if day is None:
        return f"no day set; {settings} sets one"
    now = app.workspace.clock.utc()
    words = interview_words(day, now)
    if days_to(day, now) >= 0:
        return words
    if _is_logged(app, day):
        return f"{words}; {settings} sets another day"
    return f"{words}: {app.key_of('home.outcomes')} logs what came of it, {settings} sets another day"


def _is_logged(app: SimulatorApp, day: date) -> bool:
    try:
        return any(each.day >= day for each in RealOutcomes(app.paths.outcomes_file).listed())
    except StorageError:  # the screen of the outcomes says so
        return False


def _before(ended: Sequence[SessionSummary]) -> list[str]:
    """Return what came of the sessions before the last one, the newest first: whether it gets better."""
    earlier = ended[-1 - MOST_BEFORE : -1][::-1]
    rows = []
    for each in earlier:
        day = local_day(datetime.fromisoformat(each.started))
        rows.append(f"{day} {result_words(each):<14} {_kinds(each)}")
    return rows


def _kinds(session: SessionSummary) -> str:
    kinds = list(dict.fromkeys(each.kind.replace("_", " ") for each in session.rounds))
    return kinds[0] if len(kinds) == 1 else f"{len(session.rounds)} rounds"


def read_in_steps(app: SimulatorApp) -> Iterator[None]:
    """Read all that a suggestion is made from, a little at a time; raise ConfigError or StorageError."""
    yield from app.workspace.read_past_in_steps()
    app.workspace.headers()
    yield


def suggested(app: SimulatorApp) -> tuple[Keyed, str]:
    """Return today's suggestion and what is due, from the rounds read; raise ConfigError or StorageError."""
    from simulator.practice.schedule import due_now
    from simulator.practice.suggestions import seed_of, suggest
    from simulator.words.next_up import drill_words, due_words, footing

    workspace = app.workspace
    situation = workspace.situation(workspace.past())
    key = app.key_of("home.next")
    due = due_words(due_now(situation.rounds, situation.now, situation.interview), situation.now)
    found = suggest(situation, workspace.headers(), seed_of(situation.now), count=1)
    if not found:
        return Keyed(app.key_of("home.bank"), "The bank has no card to suggest."), due
    reason = f"{found[0].reason[:1].upper()}{found[0].reason[1:]}."
    check = f"{app.key_of('home.train')} checks your eye"
    return Keyed(key, f"Next: {drill_words(found[0])}.", reason, footing(situation, check)), due
