"""Self-grading as plain text: the checklist with proof, then the two exemplars, then the answer placed against them."""

from collections.abc import Sequence

from question_bank.models import Exemplar, Question
from scorecards.evidence import Segment
from scorecards.models import ChecklistItem, Dimension, ItemKind, ItemStatus, Scorecard
from simulator.clock import Clock
from simulator.grading.self_grading import segments_of
from simulator.grading.sheet import ASKED_FLAGS, Mark, Placement, SheetFile
from simulator.history.records import RoundRecord
from simulator.interview.vocabulary import words
from simulator.plain.console import Console
from simulator.plain.prompts import ask_choice, ask_inline, ask_yes
from simulator.words.self_grading import FLAG_QUESTIONS, PLACES

STATUSES = {"m": ItemStatus.MET, "p": ItemStatus.PARTIAL, "a": ItemStatus.ABSENT}


class PutOffError(Exception):
    """The candidate wants to judge this round later; every mark is kept."""


class PlainSelfGrading:
    """Walks through one round's checklist and exemplars; every mark is on disk at once."""

    def __init__(
        self,
        record: RoundRecord,
        question: Question,
        scorecard: Scorecard,
        sheet: SheetFile,
        console: Console,
        clock: Clock,
    ) -> None:
        self._record = record
        self._question = question
        self._scorecard = scorecard
        self._sheet = sheet
        self._console = console
        self._clock = clock
        self._segments = segments_of(record)
        self._before = sheet.sheet.seconds
        self._started = clock.monotonic()

    def run(self) -> None:
        """Fill the sheet; raise PutOffError when the candidate wants to go on later."""
        self._introduce()
        tested = self._question.tested(self._scorecard.dimension_ids)
        for name in tested:
            self._mark_dimension(self._scorecard.dimension(name))
        self._ask_flags()
        if any(name not in self._sheet.sheet.placements for name in tested):
            self._show_exemplars()
        for name in tested:
            if name not in self._sheet.sheet.placements:
                self._place(self._scorecard.dimension(name))

    def _seconds(self) -> float:
        return self._before + self._clock.monotonic() - self._started

    def _introduce(self) -> None:
        self._console.write(
            f'\nGrading round {self._record.number}, "{self._question.title}". First the checklist: an item counts as '
            "met or partly met only with the sentence of yours that shows it. Your sentences, numbered:"
        )
        self._show_segments(self._segments)
        if self._sheet.sheet.items:
            self._console.write(f"\n{len(self._sheet.sheet.items)} items are marked already; going on from there.")

    def _show_segments(self, segments: Sequence[Segment]) -> None:
        for segment in segments:
            self._console.write(f"  {segment.id}  {segment.text}")
        if not segments:
            self._console.write("  (nothing was said)")

    def _mark_dimension(self, dimension: Dimension) -> None:
        items = self._scorecard.items_of(dimension.id, self._question.items)
        left = [item for item in items if item.id not in self._sheet.sheet.items]
        if not left:
            return
        self._console.write(f"\n{dimension.name}. {dimension.question}")
        for item in left:
            self._sheet.mark_item(item.id, self._mark(item), self._seconds())

    def _mark(self, item: ChecklistItem) -> Mark:
        red_flag = item.kind is ItemKind.RED_FLAG
        label = "Red flag" if red_flag else item.kind.value.capitalize()
        self._console.write(f"\n{label}: {item.text}")
        self._console.write(f"  Counts: {item.counts}")
        self._console.write(f"  Does not: {item.does_not_count}")
        if not self._segments:
            return Mark(ItemStatus.ABSENT)
        if red_flag:
            choices = [("m", "yes, it happened"), ("a", "no")]
        else:
            choices = [("m", "met"), ("p", "partly"), ("a", "absent")]
        choices += [("s", "show my sentences"), ("l", "later")]
        while True:
            choice = ask_inline(self._console, "Mark", choices)
            if choice == "s":
                self._show_segments(self._segments)
            elif choice == "l":
                raise PutOffError
            elif choice == "a":
                return Mark(ItemStatus.ABSENT)
            else:
                segment = self._pick_segment()
                if segment:
                    return Mark(STATUSES[choice], segment.id)

    def _pick_segment(self) -> Segment | None:
        """Ask for the sentence that proves a mark; None takes the mark back."""
        by_id = {segment.id.casefold(): segment for segment in self._segments}
        while True:
            given = self._console.read_line("Which sentence shows it? (its number, a few words of it, or 0 for none): ")
            wanted = given.strip().casefold()
            if wanted == "0":
                self._console.write("Then it is not shown; mark it again.")
                return None
            segment = by_id.get(wanted) or by_id.get(f"c{wanted}")
            if segment:
                self._console.write(f'  "{segment.text}"')
                return segment
            self._offer_segments(wanted)

    def _offer_segments(self, wanted: str) -> None:
        given = set(words(wanted))
        close = [segment for segment in self._segments if given and given <= set(words(segment.text))]
        if close:
            self._show_segments(close)
        else:
            self._console.write("No sentence has that number or those words. s at the item shows them all.")

    def _ask_flags(self) -> None:
        left = [flag for flag in ASKED_FLAGS if flag not in self._sheet.sheet.flags]
        if left:
            self._console.write("\nFive signs that stand apart from the levels.")
        for flag in left:
            self._sheet.raise_flag(flag, ask_yes(self._console, FLAG_QUESTIONS[flag], default=False), self._seconds())

    def _show_exemplars(self) -> None:
        self._console.write("\nNow two answers to the same question. Read both; then place yours against them.")
        for number, exemplar in enumerate(self._question.exemplars, start=1):
            self._console.write(f"\nExemplar {number} of 2 (level {exemplar.level}):\n\n{exemplar.text.strip()}")
            self._console.write(f"\nWhat to notice: {exemplar.note.strip()}")
            self._console.read_line("Press Enter to go on. ")

    def _place(self, dimension: Dimension) -> None:
        low, high = self._question.exemplars
        self._console.write(f"\n{dimension.name}: your answer is ...")
        choices = [
            (str(number), f"{where}{_level_shown(place, low, high, dimension.id)}")
            for number, (place, where) in enumerate(PLACES, start=1)
        ]
        chosen = PLACES[int(ask_choice(self._console, "Place", [*choices])) - 1][0]
        self._sheet.place(dimension.id, chosen, self._seconds())


def _level_shown(place: Placement, low: Exemplar, high: Exemplar, dimension: str) -> str:
    anchor = place.anchor(low.levels[dimension], high.levels[dimension])
    return f" (level {anchor:g})"
