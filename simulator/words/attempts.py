"""Attempts at one question in words: what changed between two of them, or why that cannot be said."""

from collections.abc import Mapping

from scorecards.models import ItemKind, ItemStatus, Unassessed
from simulator.clock import spoken
from simulator.grading.wording import listed
from simulator.history.records import Assessment, Outcome, RoundRecord, StageMinutes
from simulator.practice.attempts import Attempt, Attempts, Standing
from simulator.practice.comparing import (
    PAIR_BOUND,
    Comparison,
    DimensionPair,
    ItemChange,
    ItemPair,
    JudgedPair,
    compare,
)
from simulator.practice.pacing_trend import were_marked
from simulator.practice.series import source_of, source_words
from simulator.words.moments import local_time
from simulator.words.reports import STATUS_WORDS
from simulator.words.review import proved_segments

NO_LEVEL_BECAUSE = {
    Standing.WAITING: "waits to be judged",
    Standing.NOT_ANSWERED: "was not answered",
    Standing.UNDER_WAY: "is under way",
    Standing.NEVER_BEGUN: "was never begun",
    Standing.DISCARDED: "was discarded, so it counts as not judged",
}
ABSENT = STATUS_WORDS[ItemStatus.ABSENT]
REGRADE = "pm-simulator regrade"
NOISE = f"One judgement against one: a difference of up to {PAIR_BOUND:.1f} levels is within noise."
ITEM_HEADINGS = {
    ItemChange.GAINED: "Gained",
    ItemChange.LOST: "Lost",
    ItemChange.KEPT: "Kept",
    ItemChange.MISSING: "Met in neither",
    ItemChange.ONCE: "Judged in one attempt only",
}


def attempts_text(attempts: Attempts) -> str:
    """Return all that is to be said of a round's other attempts, against the one before it."""
    record = attempts.here.record
    lines = [f'Other attempts at round {record.number}, "{record.title}"', *list_lines(attempts)]
    other = attempts.nearest
    if other is None:
        return "\n".join(lines)
    comparison = compare(attempts.here, other)
    lines += ["", *opening_lines(comparison)]
    for pair in comparison.judged:
        lines += [
            "",
            judges_line(pair),
            *remark_lines(pair),
            *[f"  {dimension_line(each)}" for each in pair.dimensions],
        ]
        lines += ["", items_line(pair), *[line for group in item_groups(pair) for line in group]]
    lines += ["", *minutes_lines(comparison)]
    for attempt, assessment in zip((comparison.earlier, comparison.later), comparison.marked, strict=True):
        lines += ["", answer_heading(attempt, assessment), *_answer_lines(attempt.record, assessment)]
    return "\n".join(lines)


def list_lines(attempts: Attempts) -> list[str]:
    """Return one line an attempt, oldest first, and what is missing among them."""
    if not (attempts.others or attempts.lost):
        return ["  None: this question was sat once."]
    lines = [f"  {attempt_line(each)}{here_words(each, attempts)}" for each in attempts.read]
    if attempts.lost:
        numbers = listed([f"attempt {number}" for number in attempts.lost])
        lines.append(f"  Left out, as the session cannot be read: {numbers}.")
    if attempts.older:
        lines.append(f"  Older ones that are not shown: {attempts.older}.")
    return lines


def attempt_line(attempt: Attempt) -> str:
    """Return an attempt's number, date, mode, what came of it and by whom."""
    hints = f", hints {attempt.record.hints}" if attempt.record.hints else ""
    return (
        f"{attempt.number}  {local_time(attempt.started)}  {attempt.session.mode.value:<8}  "
        f"{outcome_of(attempt)}{hints}"
    )


def here_words(attempt: Attempt, attempts: Attempts) -> str:
    """Return a mark for the attempt that is open."""
    return " (this one)" if attempt.number == attempts.here.number else ""


def outcome_of(attempt: Attempt) -> str:
    """Return the call of every judge, or why there is none."""
    calls = [f"{each.call.label}, by {source_words(source)}" for source, each in attempt.judgements.items()]
    return "; ".join(calls) or attempt.standing.value


def opening_lines(comparison: Comparison, again: str = REGRADE) -> list[str]:
    """Return which attempts are compared, and what has to be known before; ``again`` judges a round once more."""
    earlier, later = comparison.earlier, comparison.later
    lines = [f"Attempt {earlier.number} against attempt {later.number}"]
    if not comparison.judged:
        lines.append(_why_no_levels(earlier, later, again))
    if earlier.record.prompt.split() != later.record.prompt.split():
        lines.append(f"The card was changed: in attempt {earlier.number} the question was worded otherwise.")
    if comparison.judged:
        lines.append(f"In attempt {later.number} you knew the question, so a rise is worth less.")
    return lines


def _why_no_levels(earlier: Attempt, later: Attempt, again: str) -> str:
    missing = [
        f"attempt {each.number} {NO_LEVEL_BECAUSE[each.standing]}" for each in (earlier, later) if not each.judgements
    ]
    if missing:
        why = "; ".join(missing)
        return f"{why[:1].upper()}{why[1:]}. Levels and items cannot be compared."
    who = [listed([source_words(source) for source in each.judgements]) for each in (earlier, later)]
    return (
        f"Attempt {earlier.number} was judged by {who[0]}, attempt {later.number} by {who[1]}. Different judges are "
        f"not compared, so only minutes and answers stand here. To compare levels, have one judged again: {again}."
    )


def judges_line(pair: JudgedPair) -> str:
    """Return who judged both."""
    return f"Both as judged by {source_words(pair.source)}"


def remark_lines(pair: JudgedPair) -> list[str]:
    """Return how far differences can be trusted, and what was not the same in the two judgements."""
    compared = [each for each in pair.dimensions if each.difference is not None]
    larger = sum(each.is_change for each in compared)
    lines = [f"{NOISE} {f'{larger} of {len(compared)} are larger' if larger else 'None here is larger'}."]
    if not compared:
        lines = ["No dimension has a level in both, so none can be compared."]
    one, other = pair.earlier.assessment, pair.later.assessment
    was, is_ = one.provenance, other.provenance
    if was.rubric_version != is_.rubric_version:
        lines.append(f"Judged by rubric versions {was.rubric_version} and {is_.rubric_version}: compare with care.")
    elif was.rubric_hash != is_.rubric_hash:
        lines.append("The checklist was changed in between, in the rubric or on the card: compare with care.")
    asked = [(each.mode, each.prompt_hash, each.small_model, each.server_model) for each in (was, is_)]
    if asked[0] != asked[1]:
        lines.append("The model was asked in another way (mode, prompt or server): compare with care.")
    if one.target is not other.target:
        lines.append(f"The calls are for a {one.target.label} and a {other.target.label}; levels know no role.")
    return lines


def outcome_words(outcome: Outcome | None, value: float | None) -> str:
    """Return a level with its value, or why there is none."""
    if outcome is None:
        return "not on that scorecard"
    if isinstance(outcome, Unassessed):
        return outcome.label
    return f"{outcome} of 5" + ("" if value is None else f" ({value:.1f})")


def difference_words(pair: DimensionPair) -> str:
    """Return later minus earlier and whether it is noise; empty where it cannot be said."""
    if pair.difference is None:
        return ""
    if not pair.difference:
        return "no difference"
    return f"{pair.difference:+.1f}, {'beyond' if pair.is_change else 'within'} noise"


def dimension_line(pair: DimensionPair) -> str:
    """Return a dimension in both attempts."""
    both = [outcome_words(*each) for each in zip(pair.outcomes, pair.values, strict=True)]
    found = difference_words(pair)
    return f"{pair.name}: {both[0]}, then {both[1]}{f': {found}' if found else ''}."


def items_line(pair: JudgedPair) -> str:
    """Return how many items were gained, lost, kept and never met."""
    counts = [sum(each.change is change for each in _counted(pair)) for change in ITEM_HEADINGS]
    return f"Checklist: {counts[0]} gained, {counts[1]} lost, {counts[2]} kept, {counts[3]} met in neither."


def item_groups(pair: JudgedPair, names: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return the items by what became of them, each group below its heading; red flags that were shown come first.

    ``names`` are shorter ones for the dimensions, by their ids.
    """
    called = {each.id: (names or {}).get(each.id, each.name) for each in pair.dimensions}
    shown = [each for each in pair.items if each.kind is ItemKind.RED_FLAG and ItemStatus.MET in each.statuses]
    groups = [["Red flags", *(f"  {called[each.dimension]}: {each.text} ({_shown_where(each)})" for each in shown)]]
    for change, heading in ITEM_HEADINGS.items():
        of_group = [each for each in _counted(pair) if each.change is change]
        groups.append([heading, *(f"  {called[each.dimension]}: {each.text}{_remark(each)}" for each in of_group)])
    return [group for group in groups if len(group) > 1]


def _counted(pair: JudgedPair) -> list[ItemPair]:
    return [each for each in pair.items if each.kind is not ItemKind.RED_FLAG]


def _shown_where(item: ItemPair) -> str:
    earlier, later = (status is ItemStatus.MET for status in item.statuses)
    return "shown in both" if earlier and later else f"shown in the {'earlier' if earlier else 'later'} one only"


def _remark(item: ItemPair) -> str:
    """Return what the group's heading does not say: what stood there in place of met or absent, other words."""
    before, after = (STATUS_WORDS[status] if status else "not judged" for status in item.statuses)
    remarks = []
    if item.change is ItemChange.ONCE or (before != after and item.change is ItemChange.MISSING):
        remarks.append(f"{before}, then {after}")
    elif item.change is ItemChange.GAINED and before != ABSENT:
        remarks.append(f"{before} before")
    elif item.change is ItemChange.LOST and after != ABSENT:
        remarks.append(f"{after} after")
    elif item.change is ItemChange.MISSING and before != ABSENT:
        remarks.append(f"{before} both times")
    if item.reworded:
        remarks.append("worded otherwise before")
    return f" ({', '.join(remarks)})" if remarks else ""


def minutes_lines(comparison: Comparison) -> list[str]:
    """Return minutes used against plan, the whole answer first, then each stage."""
    rows = [f"  {name}: {before}, then {after}" for name, before, after in minutes_rows(comparison)]
    return ["Minutes, used against plan", *rows, *unmarked_lines(comparison)]


def minutes_rows(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return the name of each stage with its minutes in both attempts; the whole answer comes first."""
    whole = [f"{spoken(each.seconds)} of {each.record.minutes} min" for each in (comparison.earlier, comparison.later)]
    rows = [(each.name, _minutes(each.earlier), _minutes(each.later)) for each in comparison.stages]
    return [("The whole answer", whole[0], whole[1]), *rows]


def _minutes(stage: StageMinutes | None) -> str:
    return f"{spoken(stage.actual)} of {spoken(stage.planned)}" if stage else "no such stage"


def unmarked_lines(comparison: Comparison) -> list[str]:
    """Return in which attempts the stages say nothing, as the key was never pressed."""
    return [
        f"  In attempt {each.number} you never went on to a next stage, so all its time stands with the first."
        for each in (comparison.earlier, comparison.later)
        if each.seconds and not were_marked(each.record.stages)
    ]


def answer_heading(attempt: Attempt, marked: Assessment | None) -> str:
    """Return whose proofs are marked in which answer."""
    words = attempt.record.words
    proofs = f", proofs as judged by {source_words(source_of(marked))}" if marked else ""
    return f"Answer of attempt {attempt.number}, {words} {'word' if words == 1 else 'words'}{proofs}"


def _answer_lines(record: RoundRecord, assessment: Assessment | None) -> list[str]:
    lines = []
    for segment, proved in proved_segments(record, assessment):
        lines.append(f"  {segment.id}  {segment.text}")
        lines += [f"    proves {item}" for item in proved]
    return lines or ["  (nothing was said)"]
