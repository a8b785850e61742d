"""A rubric to read."""

from question_bank.models import Question
from scorecards.models import Scorecard


def scorecard_text(scorecard: Scorecard, question: Question | None = None) -> str:
    """Return a rubric to read: dimensions, anchors, items."""
    lines = [f"Scorecard: {scorecard.title}, version {scorecard.version}, hash {scorecard.content_hash()}"]
    added = question.items if question else ()
    for number, dimension in enumerate(scorecard.dimensions):
        core = ", core" if dimension.id in scorecard.core else ""
        lines += ["", f"{number + 1}. {dimension.name}{core}", f"   {dimension.question}"]
        lines += [f"   Level {level}: {anchor}" for level, anchor in enumerate(dimension.anchors, start=1)]
        for item in scorecard.items_of(dimension.id, added):
            kind = item.kind.value.replace("_", " ")
            lines += [f"   [{kind}] {item.text}", f"     counts: {item.counts}", f"     not: {item.does_not_count}"]
    return "\n".join(lines)
