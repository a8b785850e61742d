"""What pydantic found wrong with a file, in words that its author can act on."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from scorecards.problems import DisagreementError, Problem, nearest

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
