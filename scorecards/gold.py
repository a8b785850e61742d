"""Benchmark answers with labels by construction: for training raters, and for measuring a model later."""

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from scorecards.evidence import verify_quote
from scorecards.models import Frozen, Kind, Level, Slug, Text
from scorecards.problems import ContentError, DisagreementError, Problem, read_toml
from scorecards.validation import from_validation

FOLDER = Path(__file__).parent / "gold"
ANSWERS = 5
MOST_CORRELATION = 0.3
"""Of length with level: above it, length alone predicts the label."""


class GoldItem(Frozen):
    """One item that an answer shows, with the words that show it."""

    id: Slug
    status: Literal["met", "partial"]
    sentence: Text


class GoldAnswer(Frozen):
    """One answer of a known level."""

    id: Slug
    quality: Level
    """Intended overall level."""
    text: Text
    why: Text
    levels: dict[Slug, Level]
    """By tested dimension."""
    items: tuple[GoldItem, ...] = ()
    """Items that are not listed are absent."""


class GoldSet(Frozen):
    """The benchmark answers to one card."""

    question: Slug
    kind: Kind
    author: Text
    date: Annotated[datetime.date, Field(strict=True)]
    provenance: Literal["by_construction"]
    answers: Annotated[tuple[GoldAnswer, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        names = [answer.id for answer in self.answers]
        repeated = next((name for name in names if names.count(name) > 1), None)
        if repeated:
            raise DisagreementError(f"answers[{repeated}].id", f"{repeated!r} stands more than once")
        return self


def read_gold(path: Path) -> GoldSet:
    """Read one file of benchmark answers; raise ContentError."""
    data = read_toml(path)
    try:
        return GoldSet.model_validate(data)
    except ValidationError as error:
        raise ContentError(from_validation(error, GoldSet, data, str(path))) from error


@cache
def gold_files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Return the files of benchmark answers."""
    return tuple(sorted(folder.rglob("*.toml")))


def check_gold(gold: GoldSet, tested: tuple[str, ...], items: frozenset[str], file: str) -> Iterator[Problem]:
    """Yield what is wrong with benchmark answers to a card that tests these dimensions with these items."""
    for answer in gold.answers:
        key = f"answers[{answer.id}]"
        if set(answer.levels) != set(tested):
            wrong = ", ".join(sorted(set(answer.levels) ^ set(tested)))
            yield Problem(file, f"{key}.levels", f"missing or not tested by the card: {wrong}", blocking=False)
        for item in answer.items:
            if item.id not in items:
                yield Problem(file, f"{key}.items[{item.id}]", "is no item of the rubric or the card", blocking=False)
            if verify_quote(item.sentence, [answer.text]) is None:
                reason = f"the sentence is not in the answer: {item.sentence!r}"
                yield Problem(file, f"{key}.items[{item.id}].sentence", reason, blocking=False)
    if sorted(answer.quality for answer in gold.answers) != list(range(1, ANSWERS + 1)):
        yield Problem(file, "answers", "the qualities are not 1, 2, 3, 4 and 5", blocking=False)
    lengths = [float(len(answer.text.split())) for answer in gold.answers]
    found = correlation(lengths, [float(answer.quality) for answer in gold.answers])
    if found > MOST_CORRELATION:
        reason = f"length and level correlate at {found:.2f}; at most {MOST_CORRELATION} keeps length from telling"
        yield Problem(file, "answers", reason, blocking=False)


def correlation(first: list[float], second: list[float]) -> float:
    """Return Pearson's correlation; 0 where one of them does not vary."""
    count = len(first)
    mean_first, mean_second = sum(first) / count, sum(second) / count
    products = sum((x - mean_first) * (y - mean_second) for x, y in zip(first, second, strict=True))
    spread = (sum((x - mean_first) ** 2 for x in first) * sum((y - mean_second) ** 2 for y in second)) ** 0.5
    return products / spread if spread else 0.0
