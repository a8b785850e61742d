"""One question card as frozen models."""

import datetime
from collections import Counter
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scorecards.models import ChecklistItem, Frozen, Kind, Level, Slug, Target, Text
from scorecards.problems import DisagreementError, nearest

SUB_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.PRODUCT_SENSE: (
        "design_for_group", "improve_product", "favourite_product", "zero_to_one", "marketplace", "b2b_platform",
        "growth_surface", "ai_feature", "accessibility", "trust_safety", "emerging_market", "constrained_redesign",
    ),
    Kind.STRATEGY: (
        "market_entry", "competitive_response", "monetisation_pricing", "platform_open_closed",
        "build_buy_partner", "portfolio", "multi_year_roadmap", "segment_move", "go_to_market", "cold_start",
        "international", "sunset", "turnaround", "regulation", "ai_moat", "acquisition",
    ),
    Kind.CASE: (
        "estimation", "capacity_cost", "metric_definition", "metric_drop", "metric_conflict", "experiment_design",
        "ambiguous_readout", "trade_off", "launch_plan", "ai_launch_gate", "execution_crisis",
        "stakeholder_conflict", "resource_cut", "technical_debt", "negotiation", "enterprise_exception", "migration",
    ),
}  # fmt: skip
ABBREVIATIONS = {"ai": "AI", "b2b": "B2B"}

Minutes = Annotated[int, Field(ge=1, le=90, strict=True)]


def sub_kind_words(name: str) -> str:
    """Return a sub-kind as people write it."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in name.split("_"))


def sub_kind_name(spelling: str) -> str:
    """Return the sub-kind that somebody means who writes it as its name or in words; else what they wrote."""
    name = "_".join(spelling.casefold().replace("_", " ").replace("-", " ").split())
    return name if any(name in names for names in SUB_KINDS.values()) else spelling


class ProbeType(StrEnum):
    """How a follow-up question presses."""

    DATA_CONTRADICTS = "data_contradicts"
    CONSTRAINT_ADDED = "constraint_added"
    WHY_NOT = "why_not"
    CURVEBALL = "curveball"
    DEFEND_TRADE_OFF = "defend_trade_off"
    ENGINEER = "engineer"
    DESIGNER = "designer"
    ANALYST = "analyst"
    CFO = "cfo"
    COMPETITOR = "competitor"
    SKEPTIC = "skeptic"
    MISSING_METRIC = "missing_metric"


class FactWeight(StrEnum):
    """What a fact does to the right answer."""

    DECISIVE = "decisive"
    USEFUL = "useful"
    IRRELEVANT = "irrelevant"


class Header(Frozen):
    """The root keys of a card: all that lists and draws need."""

    id: Slug
    title: Text
    kind: Kind
    sub_kind: Slug
    difficulty: Annotated[int, Field(ge=1, le=3, strict=True)]
    level: Target
    minutes: Minutes
    tags: tuple[Text, ...] = ()
    author: Text
    date: Annotated[datetime.date, Field(strict=True)]
    provenance: Literal["original"]
    not_tested: tuple[Slug, ...] = ()
    """Dimensions that the question does not test."""

    @model_validator(mode="after")
    def _sub_kind_belongs_to_kind(self) -> Self:
        known = SUB_KINDS[self.kind]
        if self.sub_kind not in known:
            reason = f"{self.sub_kind!r} is not one of {self.kind.value}'s: {', '.join(known)}"
            is_of_another_kind = any(self.sub_kind in names for names in SUB_KINDS.values())
            raise DisagreementError("sub_kind", reason, "" if is_of_another_kind else nearest(self.sub_kind, known))
        return self


class Brief(Frozen):
    """What the candidate is told at the start."""

    prompt: Text
    context: Text


class Fact(Frozen):
    """Something that the interviewer knows and tells only when asked."""

    id: Slug
    topic: Text
    ask: Annotated[tuple[Text, ...], Field(min_length=1)]
    text: Text
    weight: FactWeight = FactWeight.USEFUL


class Stage(Frozen):
    """One part of the time box."""

    id: Slug
    name: Text
    minutes: Minutes
    dimensions: tuple[Slug, ...] = ()
    hint: Text
    """What a hint bought in this stage says."""


class Probe(Frozen):
    """An authored follow-up question."""

    id: Slug
    type: ProbeType
    dimension: Slug
    text: Text


class Pitfall(Frozen):
    """A way in which good PMs fail this very question."""

    title: Text
    text: Text


class Figure(Frozen):
    """A figure of the card that follows from others, so that it can be recomputed."""

    shown: Text
    """The figure as it stands in the card's text."""
    value: Annotated[float, Field(allow_inf_nan=False)]
    follows: Text
    """A sum of plain numbers with + - * / and brackets."""
    within: Annotated[float, Field(ge=0, le=0.1)] = 0.005
    """The relative rounding allowed between value and result."""


class Exemplar(Frozen):
    """A complete answer with the level that it shows on each tested dimension."""

    level: Literal[3, 5]
    text: Text
    note: Text
    levels: dict[Slug, Level]


class Question(Header):
    """One card of the bank."""

    brief: Brief
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    probes: Annotated[tuple[Probe, ...], Field(min_length=2)]
    items: tuple[ChecklistItem, ...] = ()
    pitfalls: tuple[Pitfall, ...] = ()
    figures: tuple[Figure, ...] = ()
    exemplars: Annotated[tuple[Exemplar, ...], Field(min_length=2, max_length=2)]

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        for part, ids in (
            ("facts", [fact.id for fact in self.facts]),
            ("stages", [stage.id for stage in self.stages]),
            ("probes", [probe.id for probe in self.probes]),
            ("items", [item.id for item in self.items]),
        ):
            repeated = [name for name, count in Counter(ids).items() if count > 1]
            if repeated:
                raise DisagreementError(f"{part}[{repeated[0]}].id", f"{repeated[0]!r} stands more than once")
        if [exemplar.level for exemplar in self.exemplars] != [3, 5]:
            raise DisagreementError("exemplars", "the first must be of level 3 and the second of level 5")
        planned = sum(stage.minutes for stage in self.stages)
        if planned != self.minutes:
            raise DisagreementError("minutes", f"is {self.minutes}, but the stages add up to {planned}")
        return self

    @property
    def plan(self) -> tuple[tuple[str, float], ...]:
        """The stages as (id, seconds)."""
        return tuple((stage.id, stage.minutes * 60.0) for stage in self.stages)

    def fact(self, name: str) -> Fact:
        """Return the fact with that id; raise KeyError."""
        for fact in self.facts:
            if fact.id == name:
                return fact
        raise KeyError(name)

    def probe(self, name: str) -> Probe:
        """Return the probe with that id; raise KeyError."""
        for probe in self.probes:
            if probe.id == name:
                return probe
        raise KeyError(name)

    def tested(self, dimensions: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of a rubric's ``dimensions`` that this question tests."""
        return tuple(name for name in dimensions if name not in self.not_tested)
