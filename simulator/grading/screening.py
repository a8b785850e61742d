"""What is read before any model is: which sentences may go to a judge, and whether there is enough to judge.

Code alone decides here. A sentence that talks to a grader, repeats the question or repeats an exemplar is withheld from
the judge's copy and shown to the candidate, who can have it judged after all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from question_bank.models import Question
from scorecards.evidence import Segment, normalise, segment_turns
from simulator.grading.addressing import speaks_to_grader
from simulator.grading.prose import bare_words, is_prose
from simulator.history.records import RoundRecord

LEAST_ANSWER_WORDS = 25
ALIKE = 8
"""Words in a row that cannot be the same as a text's by chance."""


class WithheldFor(StrEnum):
    """Why a sentence does not reach the judge."""

    ADDRESSES_GRADER = "addresses_grader"
    REPEATS_QUESTION = "repeats_question"
    REPEATS_EXEMPLAR = "repeats_exemplar"

    @property
    def label(self) -> str:
        """The reason in words."""
        return {
            "addresses_grader": "speaks to a grader",
            "repeats_question": "repeats the question word for word",
            "repeats_exemplar": "repeats an exemplar word for word",
        }[self.value]


class TooLittle(StrEnum):
    """Why there is nothing to judge."""

    FEW_WORDS = "few_words"
    NO_PROSE = "no_prose"

    @property
    def label(self) -> str:
        """The reason in words."""
        if self is TooLittle.FEW_WORDS:
            return f"fewer than {LEAST_ANSWER_WORDS} words to judge"
        return "no connected sentences to judge"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One sentence that the judge does not see."""

    segment: Segment
    reason: WithheldFor


@dataclass(frozen=True, slots=True)
class Screened:
    """An answer, ready for a judge or not."""

    turns: tuple[str, ...]
    """All that the candidate said in the round."""
    segments: tuple[Segment, ...]
    """What a judge may see."""
    withheld: tuple[Withheld, ...] = ()
    too_little: TooLittle | None = None

    @property
    def suspicious(self) -> bool:
        """True where something was withheld that is more than an echo of the question."""
        return any(each.reason is not WithheldFor.REPEATS_QUESTION for each in self.withheld)


def screen(record: RoundRecord, question: Question, *, judge_withheld: bool = False) -> Screened:
    """Return what a judge may see of a round. ``judge_withheld`` hands over the withheld sentences too."""
    turns = record.candidate_turns()
    segments = tuple(segment_turns(turns))
    withheld = () if judge_withheld else tuple(_withhold(segments, record, question))
    kept = {each.segment.id for each in withheld}
    seen = tuple(segment for segment in segments if segment.id not in kept)
    return Screened(turns, seen, withheld, _too_little(seen))


def _too_little(segments: Sequence[Segment]) -> TooLittle | None:
    texts = [segment.text for segment in segments]
    # counted as quotes are compared: a script without spaces has a word a character, a lone dash is none
    if sum(any(map(str.isalnum, word)) for text in texts for word in normalise(text)) < LEAST_ANSWER_WORDS:
        return TooLittle.FEW_WORDS
    return None if is_prose(texts) else TooLittle.NO_PROSE


def _withhold(segments: Sequence[Segment], record: RoundRecord, question: Question) -> Iterable[Withheld]:
    told = _repeated(segments, _interviewer_texts(record, question))
    shown = _repeated(segments, [exemplar.text for exemplar in question.exemplars])
    addressed = _speaking_to_grader([" ".join(normalise(segment.text)) for segment in segments])
    for number, segment in enumerate(segments):
        if number in addressed:
            yield Withheld(segment, WithheldFor.ADDRESSES_GRADER)
        elif segment.id in shown:
            yield Withheld(segment, WithheldFor.REPEATS_EXEMPLAR)
        elif segment.id in told:
            yield Withheld(segment, WithheldFor.REPEATS_QUESTION)


def _speaking_to_grader(folded: Sequence[str]) -> set[int]:
    """Return the positions of the sentences that talk to a grader, alone or with a neighbour that does not alone."""
    found = {number for number, sentence in enumerate(folded) if speaks_to_grader(sentence)}
    for first, (before, after) in enumerate(pairwise(folded)):
        if not found & {first, first + 1} and speaks_to_grader(f"{before} {after}"):
            found |= {first, first + 1}
    return found


def _interviewer_texts(record: RoundRecord, question: Question) -> list[str]:
    """Return the question and what the interviewer said, which the candidate may echo."""
    asked = [turn.text for turn in record.turns if turn.speaker == "interviewer"]
    return [record.prompt, question.brief.prompt, question.brief.context, *asked]


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return every run of ALIKE words of the texts."""
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        words = bare_words(normalise(text))
        runs.update(tuple(words[at : at + ALIKE]) for at in range(len(words) - ALIKE + 1))
    return runs


def _repeated(segments: Sequence[Segment], texts: Iterable[str]) -> set[str]:
    """Return the ids of the sentences of which two words in three stand in a run of the texts.

    A run may go over the end of a sentence: else the short sentences of a copied page would be left.
    """
    runs = _runs(texts)
    found = set()
    for _, turn in groupby(segments, key=lambda segment: segment.turn):
        words = [(word, segment.id) for segment in turn for word in bare_words(normalise(segment.text))]
        covered = [False] * len(words)
        for at in range(len(words) - ALIKE + 1):
            if tuple(word for word, _ in words[at : at + ALIKE]) in runs:
                covered[at : at + ALIKE] = [True] * ALIKE
        said = Counter(name for _, name in words)
        copied = Counter(name for (_, name), copy in zip(words, covered, strict=True) if copy)
        found |= {name for name, count in copied.items() if count * 3 >= said[name] * 2}
    return found
