"""What is kept of a session. Times are aware and in UTC, durations in seconds, levels 1 to 5."""

from datetime import MAXYEAR, MINYEAR, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from scorecards.models import ItemKind, ItemStatus, Kind, Level, Target, Unassessed
from scorecards.recommendation import Call, Confidence

Seconds = Annotated[float, Field(ge=0)]
Outcome = Level | Unassessed


def told_anywhere(time: datetime) -> datetime:
    """Return a time that can be told in any time zone; raise ValueError."""
    if not MINYEAR < time.year < MAXYEAR:
        raise ValueError("no clock of another time zone can tell this time")
    return time


Moment = Annotated[datetime, AfterValidator(told_anywhere)]


class Record(BaseModel):
    """Base of everything stored: immutable, unknown keys refused, and every number is one that JSON can hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Mode(StrEnum):
    """How a session runs: practice allows pause and hints, mock neither."""

    PRACTICE = "practice"
    MOCK = "mock"


class SessionStatus(StrEnum):
    """How far a session got."""

    UNDER_WAY = "under_way"
    FINISHED = "finished"
    DISCARDED = "discarded"


class ClosedBy(StrEnum):
    """What ended an answer."""

    CANDIDATE = "candidate"
    TIME = "time"


class Speaker(StrEnum):
    """Who said a turn."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"


class TurnKind(StrEnum):
    """What a turn is."""

    CLARIFICATION = "clarification"
    TOPIC = "topic"
    """Picked from the list of topics: not the candidate's own words, so never evidence."""
    FACT = "fact"
    NO_FACT = "no_fact"
    HINT = "hint"
    ANSWER = "answer"
    PROBE = "probe"
    PROBE_ANSWER = "probe_answer"
    LATE = "late"
    """Typed after the answer had closed: kept, never judged."""


JUDGED_TURNS = (TurnKind.CLARIFICATION, TurnKind.ANSWER, TurnKind.PROBE_ANSWER)
"""The candidate's turns in which evidence counts."""


class RoundFlag(StrEnum):
    """Signs kept apart from levels."""

    FRAMEWORK_NARRATION = "framework_narration"
    FAKE_PRECISION = "fake_precision"
    INVENTED_FACTS = "invented_facts"
    CONTRADICTED_FACT = "contradicted_fact"
    FALSE_PREMISE_ACCEPTED = "false_premise_accepted"
    HINTS_USED = "hints_used"
    OVER_TIME = "over_time"

    @property
    def label(self) -> str:
        """The flag in words."""
        return self.value.replace("_", " ")


class Turn(Record):
    """Something said, when, by whom."""

    speaker: Speaker
    kind: TurnKind
    text: str
    at: Seconds
    """Seconds since the session started."""
    ref: str = ""
    """Id of the fact, probe or stage that it belongs to."""


class StageMinutes(Record):
    """Plan against actual of one stage."""

    id: str
    name: str
    planned: Seconds
    actual: Seconds


class Prediction(Record):
    """What the candidate expected before seeing any judgement."""

    levels: dict[str, Level]
    call: Call
    probability: Annotated[float, Field(ge=0, le=1)]
    """That the predicted call is the judged one."""


class Source(StrEnum):
    """Who judged. Series of different sources are never averaged together."""

    SELF = "self"
    LLM = "llm"


class GradingMode(StrEnum):
    """How thoroughly a model judges: one call; one a dimension with repeats in doubt; three samples of everything."""

    QUICK = "quick"
    STANDARD = "standard"
    RIGOROUS = "rigorous"


UNKNOWN_MODEL = "unknown model"


class Provenance(Record):
    """Where an assessment comes from."""

    source: Source
    made: Moment
    rubric_hash: str
    rubric_version: int
    program_version: str
    seconds: Seconds
    """Time that the judging took."""
    hints: Annotated[int, Field(ge=0)] = 0
    model: str | None = None
    prompt_hash: str | None = None
    tokens: int | None = None
    cost: float | None = None
    """US dollars; None is unknown, never zero."""
    mode: GradingMode | None = None
    small_model: bool = False
    """Asked as small models are: which item a sentence shows, no level of the model's own."""
    calls: int | None = None
    """Requests that went out, repairs and repeats included."""
    server_model: str | None = None
    """The name under which the server answered, where it differs from ``model``."""

    @property
    def judge(self) -> str:
        """Who judged: ``self``, or the name of the model."""
        if self.source is Source.SELF:
            return Source.SELF.value
        name = self.model or UNKNOWN_MODEL
        return f"model {name}" if name == Source.SELF.value else name


class Quote(Record):
    """The candidate's own words, found in the answer by code."""

    segment: str
    text: str


class ItemResult(Record):
    """What was found of one checklist item."""

    id: str
    kind: ItemKind
    text: str
    """The item as it was worded when it was judged."""
    status: ItemStatus
    quotes: tuple[Quote, ...] = ()
    nearest: Quote | None = None
    """Of an unverified item: the candidate's sentence nearest to what the judge claimed. It proves nothing."""
    reason: str = ""
    """Why an item is unverified, where it is not that no quote was found."""

    @model_validator(mode="after")
    def _credit_needs_proof(self) -> Self:
        if self.status in (ItemStatus.MET, ItemStatus.PARTIAL) and not self.quotes:
            raise ValueError(f"item {self.id!r} is {self.status.value} without a quote")
        return self


class DimensionResult(Record):
    """The outcome of one dimension."""

    id: str
    name: str
    outcome: Outcome
    value: float | None = None
    checklist_level: float | None = None
    anchor: float | None = None
    flagged: bool = False
    """Checklist and anchor differ by a level or more."""
    unproven: bool = False
    """The anchor stands a level or more above the checklist."""
    red_flags: tuple[str, ...] = ()
    items: tuple[ItemResult, ...] = ()
    samples: tuple[float, ...] = ()
    """The value of each sample, where a model judged."""
    raw_value: float | None = None
    """The value before the model's measured offset was taken off."""
    why_not_higher: str = ""
    why_not_lower: str = ""
    reason: str = ""
    """Why there is no level."""


class Advice(Record):
    """One suggestion of a model's coach, tied to a sentence or to an item that was not met."""

    dimension: str
    """Its id; empty where a sentence is cited."""
    cites: str
    """Id of the sentence or of the item."""
    cited: str
    """Its words."""
    advice: str
    stronger: str
    """What the candidate could have said."""
    drill: str


class Assessment(Record):
    """One judgement of a round."""

    id: str
    provenance: Provenance
    target: Target
    dimensions: tuple[DimensionResult, ...]
    flags: tuple[RoundFlag, ...] = ()
    call: Call
    caps: tuple[str, ...] = ()
    confidence: Confidence
    doubts: tuple[str, ...] = ()
    agreement: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share of the resampled draws that give the same call; None where every dimension has one sample."""
    withheld: tuple[str, ...] = ()
    """Ids of the sentences that the judge did not see."""
    withheld_judged: bool = False
    """The candidate had sentences judged that would have been withheld."""
    verified_share: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share of the judge's quotes that are in the answer."""
    advice: tuple[Advice, ...] = ()

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Outcome per dimension, in the order of the rubric."""
        return {result.id: result.outcome for result in self.dimensions}


class RoundRecord(Record):
    """One question asked and answered."""

    number: Annotated[int, Field(ge=1)]
    question_id: str
    title: str
    kind: Kind
    sub_kind: str
    prompt: str
    minutes: Annotated[int, Field(ge=1)]
    started: Moment | None = None
    started_at: Seconds = 0
    """Seconds since the session started."""
    closed_by: ClosedBy | None = None
    """None while the answer is open."""
    turns: tuple[Turn, ...] = ()
    stages: tuple[StageMinutes, ...] = ()
    hints: Annotated[int, Field(ge=0)] = 0
    overtime: Seconds = 0
    prediction: Prediction | None = None
    assessments: tuple[Assessment, ...] = ()

    def candidate_turns(self) -> tuple[str, ...]:
        """Return the turns in which evidence counts, in order; segment ids number these."""
        return tuple(turn.text for turn in self.turns if turn.kind in JUDGED_TURNS)

    @property
    def words(self) -> int:
        """Words of the answer and the answers to probes."""
        spoken = (TurnKind.ANSWER, TurnKind.PROBE_ANSWER)
        return sum(len(turn.text.split()) for turn in self.turns if turn.kind in spoken)

    @property
    def waiting(self) -> bool:
        """True for an answer that nobody has judged yet."""
        return self.closed_by is not None and not self.assessments

    @property
    def latest(self) -> Assessment | None:
        """The newest assessment."""
        return self.assessments[-1] if self.assessments else None


class SessionRecord(Record):
    """One sitting of one to four rounds."""

    id: str
    started: Moment
    saved: Moment
    mode: Mode
    target: Target
    status: SessionStatus
    rounds: Annotated[tuple[RoundRecord, ...], Field(min_length=1, max_length=4)]
    switched_to_practice: bool = False
    """Began as a mock and went on as practice after its time had run out."""
    note: str = ""
    """What the candidate wrote down about it."""
    tags: tuple[str, ...] = ()
    """The candidate's own words to find it by, sorted."""

    def with_assessment(self, number: int, assessment: Assessment, saved: datetime) -> Self:
        """Return the session with one more judgement of round ``number``."""
        rounds = tuple(
            each.model_copy(update={"assessments": (*each.assessments, assessment)}) if each.number == number else each
            for each in self.rounds
        )
        return self.model_copy(update={"rounds": rounds, "saved": saved})
