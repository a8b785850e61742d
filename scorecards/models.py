"""The rubric of a kind as frozen models: dimensions, checklist items, anchors."""

import hashlib
import json
from collections import Counter
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from scorecards.problems import DisagreementError, nearest

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Level = Annotated[int, Field(ge=1, le=5, strict=True)]

CORE_DIMENSIONS = 4
"""The first four dimensions of every kind are core."""


class Kind(StrEnum):
    """The three kinds of question."""

    PRODUCT_SENSE = "product_sense"
    STRATEGY = "strategy"
    CASE = "case"

    @property
    def label(self) -> str:
        """The kind as people write it."""
        return self.value.replace("_", " ")


class Target(StrEnum):
    """The role aimed at. It moves the bar of the recommendation, never a level."""

    PM = "pm"
    SENIOR = "senior"
    GROUP = "group"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return {"pm": "PM", "senior": "senior PM", "group": "group PM"}[self.value]


class ItemKind(StrEnum):
    """What an item of the checklist adds: the PM's part, the senior part, or a disqualifying sign."""

    CORE = "core"
    SENIOR = "senior"
    RED_FLAG = "red_flag"


class ItemStatus(StrEnum):
    """What was found of an item. ``unverified``: claimed, but no quote of the candidate proved it."""

    MET = "met"
    PARTIAL = "partial"
    ABSENT = "absent"
    UNVERIFIED = "unverified"


class Unassessed(StrEnum):
    """Why a dimension has no level. Neither is ever a number."""

    NOT_ASKED = "not_asked"
    NOT_GRADED = "not_graded"

    @property
    def label(self) -> str:
        """The reason in words."""
        return self.value.replace("_", " ")


class Frozen(BaseModel):
    """Base of authored content: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ChecklistItem(Frozen):
    """One observable behaviour, decidable from a sentence of the answer."""

    id: Slug
    dimension: Slug
    kind: ItemKind
    text: Text
    counts: Text
    does_not_count: Text
    weight: Annotated[float, Field(gt=0, le=5, strict=True)] = 1.0


class Dimension(Frozen):
    """One of the six things that a kind is judged on."""

    id: Slug
    name: Text
    short: Text
    """Completes "the senior bar was missed on ..."."""
    question: Text
    anchors: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    """What levels 1 to 5 look like, in order."""


class Scorecard(Frozen):
    """The rubric of one kind."""

    kind: Kind
    version: Annotated[int, Field(ge=1, strict=True)]
    title: Text
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=6, max_length=6)]
    items: tuple[ChecklistItem, ...]

    @model_validator(mode="after")
    def _items_and_dimensions_agree(self) -> Self:
        names = [dimension.id for dimension in self.dimensions]
        for name, count in Counter(names).items():
            if count > 1:
                raise DisagreementError(f"dimensions[{name}].id", f"{name!r} stands {count} times")
        _check_items(self.items, names)
        for name in names:
            kinds = Counter(item.kind for item in self.items if item.dimension == name)
            if kinds[ItemKind.CORE] < 2 or kinds[ItemKind.SENIOR] < 2:
                raise DisagreementError(f"dimensions[{name}]", "needs at least two core and two senior items")
        return self

    @property
    def core(self) -> frozenset[str]:
        """Ids of the core dimensions."""
        return frozenset(self.dimension_ids[:CORE_DIMENSIONS])

    @property
    def dimension_ids(self) -> tuple[str, ...]:
        """Ids of the dimensions in the order of the rubric."""
        return tuple(dimension.id for dimension in self.dimensions)

    def dimension(self, name: str) -> Dimension:
        """Return the dimension with that id; raise KeyError."""
        for dimension in self.dimensions:
            if dimension.id == name:
                return dimension
        raise KeyError(name)

    def items_of(self, name: str, added: tuple[ChecklistItem, ...] = ()) -> tuple[ChecklistItem, ...]:
        """Return the items of a dimension, a question's own ``added`` items last."""
        return tuple(item for item in (*self.items, *added) if item.dimension == name)

    def content_hash(self, added: tuple[ChecklistItem, ...] = ()) -> str:
        """Return 12 hex digits that change whenever anything a judge is shown changes."""
        shown = {
            "scorecard": self.model_dump(mode="json"),
            "added": [item.model_dump(mode="json") for item in added],
        }
        canonical = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _check_items(items: tuple[ChecklistItem, ...], dimensions: list[str]) -> None:
    """Raise DisagreementError when an id repeats or an item names no dimension of the rubric."""
    for name, count in Counter(item.id for item in items).items():
        if count > 1:
            raise DisagreementError(f"items[{name}].id", f"{name!r} stands {count} times")
    for item in items:
        if item.dimension not in dimensions:
            raise DisagreementError(
                f"items[{item.id}].dimension",
                f"{item.dimension!r} is not a dimension of this rubric: {', '.join(dimensions)}",
                nearest(item.dimension, dimensions),
            )
