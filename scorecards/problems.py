"""One shape for everything that can be wrong with an authored file, and the way to find it."""

import difflib
import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

# Wording for the pydantic error types that an author can meet; others keep pydantic's own message.
_PLAIN_REASONS = {
    "extra_forbidden": "is not a known key",
    "missing": "is missing",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "date_type": "must be a date such as 2026-11-21",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one file: where, what, and what was probably meant."""

    file: str
    """Path as the author knows it."""
    key: str
    """Dotted path of the key inside the file; empty when the file as a whole is meant."""
    reason: str
    """One clause: what is wrong."""
    nearest: str = ""
    """The nearest valid name, or empty."""
    blocking: bool = True
    """False for a breach of the authoring standard that leaves the file usable."""

    def sentence(self) -> str:
        """Return the problem as one line: file, key, reason, nearest valid name."""
        place = f"{self.file}: {self.key}: " if self.key else f"{self.file}: "
        meant = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        return f"{place}{self.reason}{meant}"


class DisagreementError(ValueError):
    """Raised by a model when keys of one file do not go together; says at which key to look."""

    def __init__(self, key: str, reason: str, nearest: str = "") -> None:
        self.key = key
        self.reason = reason
        self.nearest = nearest
        super().__init__(f"{key}: {reason}")


class ContentError(Exception):
    """A file of the bank or a rubric that cannot be used; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.sentence() for problem in self.problems))


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name most like ``name``, or an empty string when none is close."""
    found = difflib.get_close_matches(name, list(valid), n=1, cutoff=0.5)
    return found[0] if found else ""


def read_text(path: Path, until: str = "") -> str:
    """Read a UTF-8 file, up to the first line that starts with ``until``, indented or not, if given.

    Raise ContentError when it is unreadable or not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as stream:
            if not until:
                return stream.read()
            return "".join(itertools.takewhile(lambda line: not line.lstrip().startswith(until), stream))
    except OSError as error:
        raise ContentError([Problem(str(path), "", f"cannot be read: {error.strerror or error}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(str(path), "", "is not UTF-8 text; save it as UTF-8")]) from error


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Parse TOML; raise ContentError with the line when it is malformed."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib lets those of huge numbers and deep nesting through
        raise ContentError([Problem(file, "", f"is not valid TOML: {error}")]) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read and parse one TOML file; raise ContentError."""
    return parse_toml(read_text(path), str(path))


def from_validation(
    error: ValidationError, model: type[BaseModel], data: Mapping[str, Any], file: str
) -> list[Problem]:
    """Turn pydantic's errors into problems with the nearest valid name."""
    details = error.errors(include_url=False, include_context=True)
    places = [detail["loc"] for detail in details]
    return [
        _problem(dict(detail), model, data, file)
        for detail in details
        # a list with a wrong entry is not too short: pydantic does not count wrong entries
        if detail["type"] != "too_short" or not any(_is_inside(place, detail["loc"]) for place in places)
    ]


def _is_inside(place: tuple[Any, ...], outer: tuple[Any, ...]) -> bool:
    return len(place) > len(outer) and place[: len(outer)] == outer


def _problem(detail: dict[str, Any], model: type[BaseModel], data: Mapping[str, Any], file: str) -> Problem:
    location = tuple(detail["loc"])
    kind = str(detail["type"])
    reason = _PLAIN_REASONS.get(kind, str(detail["msg"]).removeprefix("Value error, "))
    meant = ""
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, DisagreementError):
        return Problem(file, cause.key, cause.reason, cause.nearest)
    if kind == "extra_forbidden":
        meant = nearest(str(location[-1]), _fields_at(model, location[:-1]))
    elif kind in ("enum", "literal_error"):
        # pydantic lists the members as "'a', 'b' or 'c'"
        options = [part.strip(" '") for part in str(detail["ctx"]["expected"]).replace(" or ", ", ").split(",")]
        reason = f"{detail['input']!r} is not one of {', '.join(options)}"
        meant = nearest(str(detail["input"]), options)
    elif kind not in _PLAIN_REASONS and not isinstance(detail.get("input"), Mapping | list | tuple):
        reason = f"{detail.get('input')!r}: {reason}"
    return Problem(file, _dotted(location, data), reason, meant)


def _fields_at(model: type[BaseModel], location: tuple[Any, ...]) -> list[str]:
    """Names of the fields of the model found by following ``location`` from ``model``."""
    current: type[BaseModel] | None = model
    for part in location:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(str(part))
        current = _model_inside(field.annotation) if field else None
    return list(current.model_fields) if current else []


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_inside(argument)
        if found:
            return found
    return None


def _dotted(location: tuple[Any, ...], data: Mapping[str, Any]) -> str:
    """Name list entries by their id where they have one: ``facts[churn].text`` reads better than ``facts.3``."""
    text = ""
    here: Any = data
    for part in location:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int):
            name = here.get("id") if isinstance(here, Mapping) else None
            text += f"[{name}]" if isinstance(name, str) else f"[{part + 1}]"
        else:
            text += f".{part}" if text else str(part)
    return text
