"""The JSON that a judge sends, as schemas for the server and as models for our own check.

Servers differ in the bounds that they take, so the schemas have none; the models have them all.
"""

import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from scorecards.cleaning import clean
from scorecards.models import Level

LONGEST_REMARK = 400
"""Characters of anything that a model says in its own words."""
MOST_TRIED = 40
"""Braces from which an object is read: a model that falls into a loop sends a hundred thousand."""


def _remark(value: object) -> object:
    return " ".join(clean(value).split())[:LONGEST_REMARK] if isinstance(value, str) else value


Remark = Annotated[str, BeforeValidator(_remark)]
Said = Annotated[str, BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)]


class Wire(BaseModel):
    """Base of what a model sends: unknown keys are ignored, wrong types are not."""

    model_config = ConfigDict(frozen=True, strict=True)


class WireQuote(Wire):
    """Words that the judge says the candidate used."""

    segment: Said = ""
    quote: Said


class WireItem(Wire):
    """One item of the checklist as a judge saw it."""

    id: Said
    evidence: list[WireQuote] = []
    status: Literal["met", "partial", "absent"]


class Sign(StrEnum):
    """Signs that stand apart from the levels and that a judge can report."""

    FRAMEWORK_NARRATION = "framework_narration"
    FAKE_PRECISION = "fake_precision"
    INVENTED_FACTS = "invented_facts"
    CONTRADICTED_FACT = "contradicted_fact"
    FALSE_PREMISE_ACCEPTED = "false_premise_accepted"


class WireSign(Wire):
    """A sign with the words that show it."""

    sign: Said
    quote: Said


class JudgeReply(Wire):
    """The judgement of one dimension."""

    items: list[WireItem]
    level: Level
    why_not_higher: Remark
    why_not_lower: Remark
    signs: list[WireSign] = []


class ItemReply(Wire):
    """What the test of a connection asks for."""

    segment: Said
    shown: Literal["yes", "no"]


class SortReply(Wire):
    """Under which item a small model sorts a sentence."""

    sort: Said


class WireAdvice(Wire):
    """One suggestion of the coach."""

    cites: Said
    """Id of a sentence or of an item that was not met."""
    advice: Remark
    stronger: Remark
    drill: Remark


class CoachReply(Wire):
    """What the coach sends."""

    suggestions: list[WireAdvice]


_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
"""What some models think aloud first; a draft in it is no reply."""


class UnusableReplyError(Exception):
    """A reply that is not what was asked for; the message tells the model what to mend."""


Answer = TypeVar("Answer", bound=Wire)


def read_reply(text: str, wanted: type[Answer]) -> Answer:
    """Return the first JSON object of a reply that fits; raise UnusableReplyError."""
    trouble = "the reply holds no JSON object"
    for candidate in _objects(text):
        try:
            return fitted(candidate, wanted)
        except UnusableReplyError as error:
            trouble = str(error)
    raise UnusableReplyError(trouble)


def read_object(text: str) -> dict[str, Any]:
    """Return the first JSON object of a reply; raise UnusableReplyError."""
    found = _objects(text)
    if not found:
        raise UnusableReplyError("the reply holds no JSON object")
    return found[0]


def fitted(value: object, wanted: type[Answer]) -> Answer:
    """Return a decoded value as what was wanted; raise UnusableReplyError."""
    try:
        return wanted.model_validate_json(json.dumps(value))
    except RecursionError as error:
        raise UnusableReplyError("it is nested too deeply") from error
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:3]
        trouble = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found)
        raise UnusableReplyError(trouble) from error


def _objects(text: str) -> list[dict[str, Any]]:
    """Return the JSON objects that stand in a text, outermost only: models fence them and talk around them."""
    text = _THOUGHT.sub("", text)
    decoder = json.JSONDecoder(strict=False)
    found: list[dict[str, Any]] = []
    at = text.find("{")
    tried = 0
    while at >= 0 and len(found) < 3 and tried < MOST_TRIED:
        tried += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            if isinstance(value, dict):
                found.append(value)
        at = text.find("{", end)
    return found


def judge_schema(items: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a JudgeReply on these items, evidence before status and level last."""
    quote = _object({"segment": _STRING, "quote": _STRING})
    item = _object(
        {
            "id": {"type": "string", "enum": list(items)},
            "evidence": {"type": "array", "items": quote},
            "status": {"type": "string", "enum": ["met", "partial", "absent"]},
        }
    )
    sign = _object({"sign": {"type": "string", "enum": [each.value for each in Sign]}, "quote": _STRING})
    return _object(
        {
            "items": {"type": "array", "items": item},
            "signs": {"type": "array", "items": sign},
            "why_not_higher": _STRING,
            "why_not_lower": _STRING,
            "level": {"type": "integer", "enum": [1, 2, 3, 4, 5]},
        }
    )


def item_schema(segments: Sequence[str]) -> dict[str, Any]:
    """Return the schema of an ItemReply over these sentences."""
    choices = {"type": "string", "enum": [*segments, "none"]}
    return _object({"segment": choices, "shown": {"type": "string", "enum": ["yes", "no"]}})


def sort_schema(names: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a SortReply that picks one of these names."""
    return _object({"sort": {"type": "string", "enum": list(names)}})


def coach_schema(citable: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a CoachReply that may cite these ids."""
    advice = _object(
        {
            "cites": {"type": "string", "enum": list(citable)},
            "advice": _STRING,
            "stronger": _STRING,
            "drill": _STRING,
        }
    )
    return _object({"suggestions": {"type": "array", "items": advice}})


_STRING: Mapping[str, Any] = {"type": "string"}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
