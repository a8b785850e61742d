"""Why a sub-kind is worth a round now: each need with its points and one sentence. Numbers come from one source."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from question_bank.models import Header, sub_kind_words
from scorecards.models import Kind, Target
from simulator.practice.draw import Cell, next_in_turn
from simulator.practice.look_alikes import look_alike
from simulator.practice.schedule import Drill, due_drills
from simulator.practice.series import JudgedRound, Past
from simulator.practice.today import local_day
from simulator.practice.trends import LAST, dimension_trends

FEWEST_ROUNDS = 2
"""One round does not make a dimension thin."""
REST_DAYS = 3
"""Days before a sub-kind is due again: sooner, one repeats one's answer from memory."""
RECENT = 3
"""A look-alike among so many of the newest rounds has had its turn."""
NEVER, NEVER_THE_KIND, TURN = 1.0, 1.5, 0.75
KINDS = {kind.value: kind for kind in Kind}
NUMBERS = ("no rounds", "one round", "two rounds", "three rounds", "four rounds")


class Why(StrEnum):
    """What a suggestion is made for."""

    DUE = "due"
    THIN = "thin"
    UNSEEN = "unseen"
    LOOK_ALIKE = "look_alike"
    LONGEST_AGO = "longest_ago"


@dataclass(frozen=True, slots=True)
class Need:
    """One reason to sit a sub-kind now."""

    why: Why
    about: str
    """What it is about: needs about the same thing are one need, wherever it is practised."""
    points: float
    """0 or more; the weights of draws are made of these."""
    reason: str
    """One sentence without its full stop."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What needs are judged by."""

    past: Past
    rounds: Sequence[JudgedRound]
    """The series of one source, oldest first."""
    now: datetime
    """Aware."""
    target: Target = Target.SENIOR
    interview: date | None = None

    @property
    def bar(self) -> int:
        """The level aimed at: 3 for a PM, else 4."""
        return bar_of(self.target)


def bar_of(target: Target) -> int:
    """Return the level that a role asks for: 3 for a PM, else 4."""
    return 3 if target is Target.PM else 4


def needs(situation: Situation, headers: Sequence[Header]) -> dict[Cell, list[Need]]:
    """Return the needs of every sub-kind that has cards, the strongest first; none has no need at all."""
    cells: dict[Cell, list[Header]] = {}
    for header in headers:
        cells.setdefault((header.kind, header.sub_kind), []).append(header)
    sat = sat_cells(situation.past)
    ids = sat_questions(situation.past)
    due = due_drills(situation.rounds, situation.now, situation.interview)
    thin = _thin_dimensions(situation)
    found: dict[Cell, list[Need]] = {}
    for cell, cards in cells.items():
        tested = [card.not_tested for card in next_in_turn(cards, ids)]
        own = [
            *_due(cell, due, situation, sat),
            *(need for name, need in thin.get(cell[0], {}).items() if not any(name in skipped for skipped in tested)),
            *_unseen(cell, sat),
            *_look_alike(cell, sat),
        ]
        own = own or [_longest_ago(cell, sat, situation.now)]
        found[cell] = sorted(own, key=lambda need: -need.points)
    return found


def sat_questions(past: Past) -> list[str]:
    """Return the id of every question sat, the one sat longest ago first."""
    newest_first = (each.question_id for summary in reversed(past.sat) for each in reversed(summary.rounds))
    return list(dict.fromkeys(newest_first))[::-1]


def sat_cells(past: Past) -> dict[Cell, datetime]:
    """Return when each sub-kind was last sat, in the order of that, the newest last."""
    found: dict[Cell, str] = {}
    for summary in past.sat:
        for each in summary.rounds:
            if each.kind in KINDS:
                cell = (KINDS[each.kind], each.sub_kind)
                found.pop(cell, None)
                found[cell] = summary.started
    return {cell: datetime.fromisoformat(started) for cell, started in found.items()}


def just_sat(situation: Situation) -> list[Cell]:
    """Return the sub-kind sat last, as long as it has not rested; else nothing."""
    newest = list(sat_cells(situation.past).items())[-1:]
    return [cell for cell, then in newest if _days(then, situation.now) < REST_DAYS]


def _due(cell: Cell, due: Sequence[Drill], situation: Situation, sat: Mapping[Cell, datetime]) -> Iterator[Need]:
    """The longest overdue drill of a sub-kind that has rested."""
    if cell in sat and _days(sat[cell], situation.now) < REST_DAYS:
        return
    for drill in due:
        if (drill.kind, drill.sub_kind) == cell:
            short = max(0, situation.bar - drill.level)
            points = min(2.0, 0.5 + short / 2 + drill.overdue(situation.now) / 28)
            since = _days(drill.due, situation.now)
            waits = "due today" if since == 0 else f"due for {since} {'day' if since == 1 else 'days'}"
            yield Need(
                Why.DUE,
                cell_words(cell),
                points,
                f"{cell_words(cell)}: {lower_first(drill.name)} was at level {drill.level}, "
                f"{ago(drill.judged, situation.now)}; {waits} by the schedule",
            )
            return


def _thin_dimensions(situation: Situation) -> dict[Kind, dict[str, Need]]:
    """The weakest dimension of each kind, where it is below the level aimed at."""
    found: dict[Kind, dict[str, Need]] = {}
    trends = [each for each in dimension_trends(situation.rounds) if len(each.points) >= FEWEST_ROUNDS]
    for each in sorted(trends, key=lambda trend: trend.recent):
        short = situation.bar - each.recent
        if each.kind not in found and short > 0:
            over = NUMBERS[len(each.values[-LAST:])]
            reason = (
                f"{each.kind.label}, {lower_first(each.name)}: {each.recent:.1f} over {over}, "
                f"last {ago(each.points[-1][0], situation.now)}"
            )
            about = f"{each.kind.value} {each.dimension}"
            found[each.kind] = {each.dimension: Need(Why.THIN, about, min(2.0, short), reason)}
    return found


def _unseen(cell: Cell, sat: Collection[Cell]) -> Iterator[Need]:
    if not any(kind is cell[0] for kind, _ in sat):
        reason = f"{cell_words(cell)}: you have not sat a {cell[0].label} round yet"
        yield Need(Why.UNSEEN, cell[0].value, NEVER_THE_KIND, reason)
    elif cell not in sat:
        yield Need(Why.UNSEEN, cell_words(cell), NEVER, f"{cell_words(cell)}: you have not sat one yet")


def _look_alike(cell: Cell, sat: Mapping[Cell, datetime]) -> Iterator[Need]:
    newest = list(sat)[-RECENT:]
    if newest and cell not in newest and look_alike(cell[1], newest[-1][1]):
        other = sub_kind_words(newest[-1][1])
        reason = f"{cell_words(cell)}: easily taken for {other}, which you sat last; turns train telling them apart"
        yield Need(Why.LOOK_ALIKE, cell_words(cell), TURN, reason)


def _longest_ago(cell: Cell, sat: Mapping[Cell, datetime], now: datetime) -> Need:
    reason = f"{cell_words(cell)}: nothing presses; you last sat one {ago(sat[cell], now)}"
    return Need(Why.LONGEST_AGO, cell_words(cell), min(0.5, _days(sat[cell], now) / 100), reason)


def cell_words(cell: Cell) -> str:
    """Return kind and sub-kind as people write them."""
    return f"{cell[0].label}, {sub_kind_words(cell[1])}"


def lower_first(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]


def ago(then: datetime, now: datetime) -> str:
    """Return how many days ago something was, in words; days are local ones."""
    days = _days(then, now)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _days(then: datetime, now: datetime) -> int:
    return max(0, (local_day(now) - local_day(then)).days)
