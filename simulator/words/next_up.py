"""What to practise next in words: what a suggestion rests on, which card comes, and what the schedule has."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from question_bank.models import sub_kind_words
from simulator.grading.wording import listed
from simulator.practice.draw import Cell
from simulator.practice.needs import Situation, cell_words, lower_first
from simulator.practice.schedule import Drill, Due, drills
from simulator.practice.series import SELF, source_words
from simulator.practice.suggestions import Suggestion
from simulator.practice.today import days_to, local_day
from simulator.practice.trends import has_levels
from simulator.words.standing import day_words

MOST_GROUPS = 4
"""Sub-kinds of the schedule that are listed, each with its day."""
MOST_DIMENSIONS = 2
ORDER = "The order is a schedule, not a measurement."


def card_words(suggestion: Suggestion) -> str:
    """Return which card comes, without telling a question that was not sat yet."""
    return f'Again: "{suggestion.title}"' if suggestion.title else "With a question that you have not sat."


def drill_words(suggestion: Suggestion) -> str:
    """Return what to drill, without telling a question that was not sat yet."""
    name = sub_kind_words(suggestion.sub_kind)
    if suggestion.title:
        return f'drill {name} again: "{suggestion.title}"'
    return f"drill {name} with a new question"


def footing(situation: Situation, check: str) -> str:
    """Return in a sentence what a suggestion rests on; ``check`` says how to check one's own eye."""
    past = situation.past
    rounds = situation.rounds
    if has_levels(rounds):
        if len(rounds) == 1:
            return "One round judged: too few for a direction."
        if past.sources == (SELF,):
            return f"All judged by yourself: {check}."
        return f"Levels as judged by {source_words(rounds[0].source)}."
    if past.rounds:
        return "No judged round has a level, so this goes by what you sat."
    if past.unreadable:
        return "The judged rounds cannot be read, so this goes by what you sat."
    return "Nothing is judged yet, so this goes by what you sat."


def basis(situation: Situation, judge: str) -> str:
    """Return what all suggestions rest on, or why no level plays a part; ``judge`` is how what waits is judged."""
    past = situation.past
    if not past.sat:
        return "No round was sat yet, so everything is unseen and any of these is a good start."
    if has_levels(situation.rounds):
        count = len(situation.rounds)
        rounds = "one round" if count == 1 else f"{count} rounds"
        return (
            f"Levels as judged by {source_words(situation.rounds[0].source)}, {rounds}.{_waiting(past.waiting, judge)}"
        )
    if past.rounds:
        why = "No judged round has a level: judging failed, or the questions did not reach it."
    elif past.unreadable:
        why = "The judged rounds cannot be read."
    else:
        why = f"Nothing is judged yet.{_waiting(past.waiting, judge)}"
    return f"{why} Until there are levels, what you have not sat comes first."


def _waiting(count: int, judge: str) -> str:
    return f" {count} {'round waits' if count == 1 else 'rounds wait'} to be judged: {judge}." if count else ""


def due_words(due: Due, now: datetime, zone: tzinfo | None = None) -> str:
    """Return how many drills the schedule has due and of which sub-kind, or when the next one is."""
    if due.drills:
        count = len(due.sub_kinds)
        where = f"of {sub_kind_words(due.sub_kinds[0][1])}" if count == 1 else f"in {count} sub-kinds"
        return f"{due.drills} {'drill' if due.drills == 1 else 'drills'} {where}"
    if due.next is None:
        return "nothing is scheduled yet"
    day = local_day(due.next, zone)
    named = {0: "later today", 1: "tomorrow"}.get(days_to(day, now, zone)) or day_words(day, local_day(now, zone))
    return f"nothing until {named}"


def schedule_lines(situation: Situation) -> list[str]:
    """Return how many drills are due, and which sub-kinds come when; days are those of this machine."""
    now = situation.now
    planned = drills(situation.rounds, now, situation.interview)
    if not planned:
        return ["The schedule is empty: a dimension comes again once it has a level."]
    due = sum(each.due <= now for each in planned)
    if due:
        what = "drill" if len(planned) == 1 else "drills"
        lines = [f"By the schedule {due} of {len(planned)} {what} {'is' if due == 1 else 'are'} due:"]
    else:
        lines = [f"By the schedule nothing is due until {_in_days(planned[0], now)}:"]
    groups: dict[tuple[date, Cell], list[Drill]] = {}
    for each in planned:
        groups.setdefault((_day(each, now), (each.kind, each.sub_kind)), []).append(each)
    for (day, cell), group in list(groups.items())[:MOST_GROUPS]:
        when = "due" if group[0].due <= now else f"{day:%a} {day.day} {day:%b}"
        lines.append(f"  {when}: {cell_words(cell)} ({_dimensions(group)})")
    if len(groups) > MOST_GROUPS:
        lines.append(f"  and {len(groups) - MOST_GROUPS} more later")
    if situation.interview and situation.interview > now.astimezone().date():
        lines.append(f"Nothing comes later than the day before your interview on {_date(situation.interview)}.")
    return lines


def _day(drill: Drill, now: datetime) -> date:
    """Return the day on which a drill comes: today where it is due."""
    return max(now, drill.due).astimezone().date()


def _in_days(drill: Drill, now: datetime) -> str:
    day = _day(drill, now)
    ahead = (day - now.astimezone().date()).days
    return {0: "later today", 1: "tomorrow"}.get(ahead, _date(day))


def _date(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _dimensions(group: Sequence[Drill]) -> str:
    """Return the weakest dimensions of a sub-kind with their levels."""
    weakest = sorted(group, key=lambda each: each.level)
    named = [f"{lower_first(each.name)} at {each.level}" for each in weakest[:MOST_DIMENSIONS]]
    left = len(weakest) - MOST_DIMENSIONS
    return listed([*named, f"{left} more"] if left > 0 else named)
