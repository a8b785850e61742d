"""The parts of a past session: for each round its result, answer, transcript, other attempts and exemplars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from scorecards.catalogue import load_scorecard
from simulator.practice.attempts import Attempt, Attempts, read_attempts
from simulator.tui.parts.attempts import answers_beside, comparison_lines
from simulator.tui.parts.result import result_lines
from simulator.tui.parts.transcript import evidence_lines, transcript_lines
from simulator.tui.widgets.prose import Line, exemplar_lines, paragraphs
from simulator.words.review import find_card, label_lines, session_words

if TYPE_CHECKING:
    from question_bank.models import Question
    from simulator.history.records import RoundRecord, SessionRecord
    from simulator.history.store import Store
    from simulator.workspace import Workspace

Body = tuple[list[Line], ...]
"""A text, or a text with two more to stand beside one another below it."""
NO_OTHER = "No other attempt at this question can be read."


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a review."""

    number: int
    """Of its round; 0 for the debrief."""
    title: str
    """What it belongs to."""
    name: str
    short: str
    """Its name where there is little room."""
    body: Callable[[], Body]
    """Made when it is shown."""
    others: OtherAttempts | None = None
    """What it compares with, if it does."""

    @property
    def heading(self) -> str:
        """What it is, where its neighbours are not named beside it."""
        return f"{self.title}: {self.name}" if self.number else self.title


class OtherAttempts:
    """The other attempts at a round's question, read when first shown, and which of them is compared."""

    def __init__(self, store: Store, session: SessionRecord, number: int) -> None:
        self._store = store
        self._session = session
        self._number = number
        self._chosen: Attempt | None = None

    @cached_property
    def attempts(self) -> Attempts:
        """All of them."""
        return read_attempts(self._store, self._session, self._number)

    @property
    def chosen(self) -> Attempt | None:
        """The one to compare with: at first the one before; None where none can be read."""
        return self._chosen or self.attempts.nearest

    def choose_next(self) -> None:
        """Go on to the one before, and from the first to the last."""
        numbers = [each.number for each in self.attempts.others]
        if self.chosen is not None:
            self._chosen = self.attempts.others[numbers.index(self.chosen.number) - 1]


def parts_of(session: SessionRecord, workspace: Workspace, debrief: str, again: str) -> list[Part]:
    """Return the parts in order; ``again`` says in words how a round is judged once more."""
    parts = []
    if len(session.rounds) > 1:
        parts.append(Part(0, "Debrief", "debrief", "debrief", lambda: ([*_about(session), *paragraphs(debrief)],)))
    store = workspace.store
    times_sat = Counter(each.question_id for summary in store.summaries() for each in summary.rounds)
    for record in session.rounds:
        others = OtherAttempts(store, session, record.number) if times_sat[record.question_id] > 1 else None
        parts += _parts_of_round(session, record, find_card(workspace, record.question_id), others, again)
    return parts


def _parts_of_round(
    session: SessionRecord, record: RoundRecord, card: Question | None, others: OtherAttempts | None, again: str
) -> list[Part]:
    part = partial(Part, record.number, f"Round {record.number}, {record.title}")

    def result() -> Body:
        return ([*_about(session), *result_lines(record, load_scorecard(record.kind), card)],)

    def answer() -> Body:
        return ([Line(record.prompt, "italic"), Line(""), *evidence_lines(record, record.latest)],)

    parts = [
        part("result", "result", result),
        part("your answer", "answer", answer),
        part("transcript", "transcript", lambda: (transcript_lines(record),)),
    ]
    if others:
        parts.append(part("other attempts", "attempts", partial(_comparison, others, again), others))
        parts.append(part("both answers", "both answers", partial(_answers, others), others))
    for exemplar in card.exemplars if card else ():
        name = f"exemplar of level {exemplar.level}"
        parts.append(part(name, f"exemplar {exemplar.level}", partial(_lines_alone, exemplar_lines(exemplar))))
    return parts


def _about(session: SessionRecord) -> list[Line]:
    """Return when and how the session was sat, its tags and its note."""
    labels = [piece for line in label_lines(session) for piece in paragraphs(line)]
    return [Line(session_words(session).removesuffix(", finished"), "dim"), *labels, Line("")]


def _comparison(others: OtherAttempts, again: str) -> Body:
    return (comparison_lines(others.attempts, others.chosen, again),)


def _answers(others: OtherAttempts) -> Body:
    other = others.chosen
    if other is None:
        return ([Line(NO_OTHER)],)
    prompt = others.attempts.here.record.prompt
    return ([Line(prompt, "italic")], *answers_beside(others.attempts, other))


def _lines_alone(lines: list[Line]) -> Body:
    return (lines,)
