"""Today's suggestion in words that both faces use: what to drill and why, what that rests on, what is due."""

from datetime import datetime, tzinfo

from simulator.practice.needs import Situation
from simulator.practice.schedule import Due
from simulator.practice.series import SELF, source_words
from simulator.practice.suggestions import Suggestion
from simulator.practice.today import days_to, local_day
from simulator.practice.trends import has_levels
from simulator.words.standing import day_words


def drill_words(suggestion: Suggestion) -> str:
    """Return what to drill, without telling a question that was not sat yet."""
    name = suggestion.sub_kind.replace("_", " ")
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


def due_words(due: Due, now: datetime, zone: tzinfo | None = None) -> str:
    """Return how many drills the schedule has due and of which sub-kind, or when the next one is."""
    if due.drills:
        count = len(due.sub_kinds)
        where = f"of {due.sub_kinds[0][1].replace('_', ' ')}" if count == 1 else f"in {count} sub-kinds"
        return f"{due.drills} {'drill' if due.drills == 1 else 'drills'} {where}"
    if due.next is None:
        return "nothing is scheduled yet"
    day = local_day(due.next, zone)
    named = {0: "later today", 1: "tomorrow"}.get(days_to(day, now, zone)) or day_words(day, local_day(now, zone))
    return f"nothing until {named}"
