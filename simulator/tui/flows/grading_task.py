"""One self-grading under way, handed from the checklist to the flags, the comparison and the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from question_bank.models import Question
from scorecards.evidence import Segment
from scorecards.models import ChecklistItem, Scorecard
from simulator.clock import Clock
from simulator.grading.self_grading import assess, items_to_mark, segments_of
from simulator.grading.sheet import SheetFile
from simulator.history.records import Assessment, RoundRecord, SessionRecord


@dataclass
class GradingTask:
    """What the grading screens share."""

    session: SessionRecord
    record: RoundRecord
    question: Question
    scorecard: Scorecard
    sheet: SheetFile
    clock: Clock
    keep: Callable[[Assessment], None]
    """Saves the assessment."""
    on: Callable[[], None]
    """Goes on after the result was read."""
    later: Callable[[], None]
    """Leaves the rest for later; every mark is kept."""
    items: list[ChecklistItem] = field(init=False)
    segments: list[Segment] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what is to be marked and what can prove it."""
        self.items = items_to_mark(self.question, self.scorecard)
        self.segments = segments_of(self.record)
        self._before = self.sheet.sheet.seconds
        self._started = self.clock.monotonic()

    @property
    def seconds(self) -> float:
        """Time spent on this grading, over all sittings."""
        return self._before + self.clock.monotonic() - self._started

    @property
    def tested(self) -> tuple[str, ...]:
        """The dimensions that the question tests."""
        return self.question.tested(self.scorecard.dimension_ids)

    def finish(self) -> RoundRecord:
        """Compute and save the assessment; return the round with it. Raise StorageError."""
        made = self.clock.utc()
        assessment = assess(self.record, self.question, self.scorecard, self.sheet.sheet, self.session.target, made)
        self.sheet.close()
        self.keep(assessment)
        return self.session.with_assessment(self.record.number, assessment, made).rounds[self.record.number - 1]
