"""What works here: one check a line, with the next step where something does not."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from question_bank.checks import check_standard
from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from scorecards.problems import ContentError
from simulator.clock import SystemClock
from simulator.config import load_config
from simulator.content import open_catalogue
from simulator.errors import SimulatorError
from simulator.history.store import HistoryStore
from simulator.interview.drafts import find_drafts
from simulator.paths import Paths, make_private_folder

LOW_DISK = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check."""

    name: str
    ok: bool
    found: str
    next_step: str = ""

    def line(self) -> str:
        """Return the check as one line."""
        step = f" {self.next_step}" if self.next_step else ""
        return f"{'ok  ' if self.ok else 'LOOK'} {self.name}: {self.found}{step}"

    def to_row(self) -> dict[str, object]:
        """Return the check for a script."""
        return {"name": self.name, "ok": self.ok, "found": self.found, "next_step": self.next_step}


def examine(paths: Paths) -> Iterator[Check]:
    """Run every check; one that fails never stops the others."""
    checks: list[tuple[str, Callable[[], Check]]] = [
        ("terminal", _terminal),
        ("settings", lambda: _settings(paths)),
        ("data folder", lambda: _data_folder(paths)),
        ("bank", lambda: _bank(paths)),
        ("scorecards", _scorecards),
        ("history", lambda: _history(paths)),
        ("drafts", lambda: _drafts(paths)),
        ("model", lambda: _model(paths)),
    ]
    for name, check in checks:
        try:
            yield check()
        except SimulatorError as error:
            yield Check(name, False, error.sentence, error.next_step)
        except ContentError as error:
            yield Check(name, False, str(error) + ".", "Mend or remove that file.")


def _terminal() -> Check:
    encoding = (sys.stdout.encoding or "unknown").lower()
    if not sys.stdin or not sys.stdin.isatty():
        return Check("terminal", True, f"input is not a terminal; plain text works ({encoding}).")
    if "utf" not in encoding:
        return Check("terminal", False, f"its encoding is {encoding}.", "Set a UTF-8 locale, such as LC_ALL=C.UTF-8.")
    size = shutil.get_terminal_size()
    return Check(
        "terminal", True, f"{size.columns} x {size.lines}, {encoding}, TERM {os.environ.get('TERM', 'unset')}."
    )


def _settings(paths: Paths) -> Check:
    config = load_config(paths.config_file)
    origin = str(paths.config_file) if paths.config_file.exists() else "defaults"
    return Check("settings", True, f"{origin}; target {config.target.label}, {config.probes} follow-ups.")


def _data_folder(paths: Paths) -> Check:
    make_private_folder(paths.data)
    if not os.access(paths.data, os.W_OK):
        return Check("data folder", False, f"{paths.data} is not writable.", "Make it writable, or use --data-dir.")
    free = shutil.disk_usage(paths.data).free
    if free < LOW_DISK:
        return Check("data folder", False, f"{paths.data}: {free // 1024**2} MB free.", "Free some space.")
    return Check("data folder", True, f"{paths.data} is writable.")


def _bank(paths: Paths) -> Check:
    catalogue = open_catalogue(paths)
    problems = list(catalogue.problems)
    for entry in catalogue.entries():
        try:
            problems += check_standard(catalogue.load(entry.header.id), str(entry.path))
        except ContentError as error:
            problems += error.problems
    count = len(catalogue.entries())
    if problems:
        return Check("bank", False, f"{count} cards, {len(problems)} problems.", "See: pm-simulator bank check.")
    return Check("bank", True, f"{count} cards, all sound.")


def _scorecards() -> Check:
    hashes = [f"{kind.label} {load_scorecard(kind).content_hash()}" for kind in Kind]
    return Check("scorecards", True, f"{', '.join(hashes)}.")


def _history(paths: Paths) -> Check:
    store = HistoryStore(paths.history, SystemClock()).open(to_write=False)
    summaries = store.summaries()
    damaged = []
    for summary in summaries:
        try:
            store.load(summary.id)
        except SimulatorError:
            damaged.append(summary.id)
    damaged += store.notices
    if damaged:
        return Check(
            "history",
            False,
            f"{len(summaries)} sessions, {len(damaged)} damaged: {damaged[0]}",
            "pm-simulator show SESSION restores the last good copy of a session.",
        )
    count = "1 session" if len(summaries) == 1 else f"{len(summaries)} sessions"
    return Check("history", True, f"{count}, all readable.")


def _drafts(paths: Paths) -> Check:
    found, lost = find_drafts(paths.drafts)
    if lost:
        return Check("drafts", False, f"{len(lost)} cannot be read: {lost[0]}.", "Keep the file if you miss an answer.")
    step = "Go on with: pm-simulator continue." if found else ""
    count = "1 interview" if len(found) == 1 else f"{len(found)} interviews"
    return Check("drafts", True, f"{count} can be continued.", step)


def _model(paths: Paths) -> Check:
    installed = importlib.util.find_spec("litellm") is not None
    state = "" if installed else " (litellm is not installed)"
    config = load_config(paths.config_file)
    if not config.model.name:
        return Check("model", True, f"none is set up{state}; self-grading works without one.")
    if not installed:
        return Check("model", False, f"{config.model.name} is set up{state}.", "Install pm-simulator again.")
    from simulator.grading.desk import ModelDesk

    desk = ModelDesk(paths, lambda: config, SystemClock())
    connection = desk.connection()
    where = "on this machine" if connection.local else f"at {connection.destination}"
    tested = desk.findings().tested[:10]
    step = "Before the first answer goes there you are asked." if desk.consent_needed else ""
    found = f"{config.model.name} {where}, {f'tested {tested}' if tested else 'not tested yet'}."
    return Check("model", True, found, step or "Try it: pm-simulator model test.")
