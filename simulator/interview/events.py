"""Everything that can happen in an interview. The state is nothing but the events applied in order.

``at`` counts seconds since the session started on the session's own time (see ``pacing.Timekeeper``).
"""

import zlib
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from scorecards.models import Kind, Target
from simulator.history.records import ClosedBy, Mode, Prediction, Seconds, told_anywhere


class Event(BaseModel):
    """Base of all events."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    at: Seconds
    utc: Annotated[AwareDatetime, AfterValidator(told_anywhere)]


class PlannedStage(BaseModel):
    """One stage of a round's time box."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    name: str
    seconds: Seconds
    dimensions: tuple[str, ...] = ()


class RoundPlan(BaseModel):
    """What a round will ask; enough to tell the round's story even if the card is gone."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    question_id: str
    title: str
    kind: Kind
    sub_kind: str
    prompt: str
    stages: tuple[PlannedStage, ...]
    probes: int
    """Follow-up questions that will be asked."""

    @property
    def seconds(self) -> float:
        """The time box."""
        return sum(stage.seconds for stage in self.stages)


class SessionStarted(Event):
    """The candidate sat down."""

    type: Literal["session_started"] = "session_started"
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,100}$")]
    """Also the name of its files."""
    mode: Mode
    target: Target
    grace: Seconds
    rounds: Annotated[tuple[RoundPlan, ...], Field(min_length=1, max_length=4)]


class RoundBegun(Event):
    """The prompt was read out; the clock of the round runs."""

    type: Literal["round_begun"] = "round_begun"


class AnswerBegun(Event):
    """The candidate stopped thinking and began to answer."""

    type: Literal["answer_begun"] = "answer_begun"


class TextSet(Event):
    """The whole text of the open answer."""

    type: Literal["text_set"] = "text_set"
    text: str


class TextEdited(Event):
    """A change to the open answer: ``removed`` characters at ``position`` gave way to ``inserted``."""

    type: Literal["text_edited"] = "text_edited"
    position: int
    removed: int
    inserted: str
    before: int
    """Checksum of the text that the change applies to."""


class ClarificationAsked(Event):
    """A clarifying question and what the interviewer said."""

    type: Literal["clarification_asked"] = "clarification_asked"
    question: str
    """In the candidate's own words, or the label of the topic that was picked."""
    from_list: bool = False
    """The topic was picked from the list."""
    fact: str = ""
    """Id of the fact told; empty when no fact covers the question."""
    reply: str


class StageEntered(Event):
    """The candidate went on to the next stage."""

    type: Literal["stage_entered"] = "stage_entered"


class HintTaken(Event):
    """A hint was bought."""

    type: Literal["hint_taken"] = "hint_taken"
    stage: str
    text: str


class Paused(Event):
    """The clock stopped (practice only)."""

    type: Literal["paused"] = "paused"


class Resumed(Event):
    """The clock runs again."""

    type: Literal["resumed"] = "resumed"


class Warned(Event):
    """The candidate was told that this share of the time was used."""

    type: Literal["warned"] = "warned"
    percent: int


class TimePassed(Event):
    """Nothing but time; written so that a crash does not give it back."""

    type: Literal["time_passed"] = "time_passed"


class AnswerClosed(Event):
    """The answer, or the answer to the open probe, is final."""

    type: Literal["answer_closed"] = "answer_closed"
    by: ClosedBy


class LateText(Event):
    """Something typed after the answer had closed."""

    type: Literal["late_text"] = "late_text"
    text: str


class ProbeAsked(Event):
    """The interviewer followed up."""

    type: Literal["probe_asked"] = "probe_asked"
    probe: str
    text: str


class Predicted(Event):
    """The candidate said what they expect."""

    type: Literal["predicted"] = "predicted"
    prediction: Prediction | None
    """None where the draft lost it."""


class BreakEnded(Event):
    """On to the next round."""

    type: Literal["break_ended"] = "break_ended"


class RoundJudged(Event):
    """A round of the session has been judged, or its judgement was put off."""

    type: Literal["round_judged"] = "round_judged"
    number: int
    put_off: bool = False


class SwitchedToPractice(Event):
    """A mock whose time had run out goes on as practice."""

    type: Literal["switched_to_practice"] = "switched_to_practice"


class Finished(Event):
    """The session is over, or was discarded."""

    type: Literal["finished"] = "finished"
    discarded: bool = False


AnyEvent = Annotated[
    SessionStarted | RoundBegun | AnswerBegun | TextSet | TextEdited | ClarificationAsked | StageEntered | HintTaken
    | Paused | Resumed | Warned | TimePassed | AnswerClosed | LateText | ProbeAsked | Predicted | BreakEnded
    | RoundJudged | SwitchedToPractice | Finished,
    Field(discriminator="type"),
]  # fmt: skip

_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def parse_event(row: dict[str, Any]) -> AnyEvent:
    """Return the event of a draft's row; raise pydantic.ValidationError."""
    return _ADAPTER.validate_python(row, strict=False)


def checksum(text: str) -> int:
    """Return the checksum by which an edit knows its text."""
    return zlib.crc32(text.encode(errors="replace"))
