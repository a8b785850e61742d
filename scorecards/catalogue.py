"""Finds and loads the rubrics that ship with the program."""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from scorecards.models import Kind, Scorecard
from scorecards.problems import ContentError, Problem, read_toml
from scorecards.validation import from_validation

RUBRICS = Path(__file__).parent / "rubrics"


def read_scorecard(path: Path) -> Scorecard:
    """Read one rubric; raise ContentError with file, key and reason."""
    data = read_toml(path)
    try:
        return Scorecard.model_validate(data)
    except ValidationError as error:
        raise ContentError(from_validation(error, Scorecard, data, str(path))) from error


@cache
def load_scorecard(kind: Kind) -> Scorecard:
    """Return the shipped rubric of a kind; raise ContentError."""
    path = RUBRICS / f"{kind.value}.toml"
    scorecard = read_scorecard(path)
    if scorecard.kind is not kind:
        raise ContentError([Problem(str(path), "kind", f"is {scorecard.kind.value!r} in the file of {kind.value!r}")])
    return scorecard
