"""What the rest of the program knows of a language model: a request, a reply, and the ways in which it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from simulator.errors import SimulatorError


class Failure(StrEnum):
    """Why a model gave no usable reply."""

    NO_MODEL = "no_model"
    OFFLINE = "offline"
    NO_CONSENT = "no_consent"
    NO_KEY = "no_key"
    BAD_KEY = "bad_key"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    UNREACHABLE = "unreachable"
    BROKEN_OFF = "broken_off"
    TIMEOUT = "timeout"
    TOO_LONG = "too_long"
    BAD_REQUEST = "bad_request"
    SHAPE_REFUSED = "shape_refused"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    OVERSIZED = "oversized"
    NOT_INSTALLED = "not_installed"
    CHILD = "child"
    CAP = "cap"


PASSING = frozenset(
    {Failure.RATE_LIMITED, Failure.SERVER, Failure.UNREACHABLE, Failure.BROKEN_OFF, Failure.TIMEOUT, Failure.EMPTY}
)
"""Failures that a second try may not meet."""

SAID: dict[Failure, tuple[str, str]] = {
    Failure.NO_MODEL: ("No model is set up.", "Set one up under settings, or with: pm-simulator model."),
    Failure.OFFLINE: ("The program runs with --offline, so nothing is sent.", "Start it without --offline."),
    Failure.NO_CONSENT: ("Sending answers to this server was not agreed to.", "Agree to it in the model's settings."),
    Failure.NO_KEY: ("The model's server wants a key and none is set.", "Set the key, see: pm-simulator model."),
    Failure.BAD_KEY: ("The model's server does not accept the key.", "Check the key in the model's settings."),
    Failure.FORBIDDEN: ("The key may not use this model.", "Choose another model, or ask whoever gave you the key."),
    Failure.NOT_FOUND: ("The server does not know this model.", "Check the model's name and the server's address."),
    Failure.RATE_LIMITED: ("The server takes no more requests for now.", "Wait a little and try again."),
    Failure.SERVER: ("The model's server failed.", "Try again in a minute, or choose another model."),
    Failure.UNREACHABLE: ("The model's server cannot be reached.", "Check the network, or that the server runs."),
    Failure.BROKEN_OFF: ("The connection to the model broke off.", "Try again."),
    Failure.TIMEOUT: ("The model did not answer in time.", "Try again, or choose a faster model."),
    Failure.TOO_LONG: ("The answer is too long for this model.", "Choose a model with a larger context."),
    Failure.BAD_REQUEST: ("The server refused the request.", "Test the model in its settings; the log has more."),
    Failure.SHAPE_REFUSED: ("The server refused the reply's shape.", "Test the model in its settings."),
    Failure.EMPTY: ("The model sent an empty reply.", "Try again, or choose another model."),
    Failure.UNREADABLE: ("The model's reply could not be used.", "Try again, or choose another model."),
    Failure.OVERSIZED: ("The model's reply was far too long and was thrown away.", "Choose another model."),
    Failure.NOT_INSTALLED: ("LiteLLM, which talks to models, is not installed.", "Install pm-simulator again."),
    Failure.CHILD: ("The helper process that talks to models stopped.", "Try again; the log has more."),
    Failure.CAP: ("The money set aside for this session is used up.", "Raise the cap in the model's settings."),
}
"""For each failure one sentence and the next step; provider text goes to the log only."""


class ModelError(SimulatorError):
    """A request that brought no usable reply."""

    def __init__(self, failure: Failure, *, retry_after: float | None = None, what: str = "") -> None:
        sentence, next_step = SAID[failure]
        super().__init__("The model gave no result", what or sentence, next_step)
        self.failure = failure
        self.retry_after = retry_after
        """Seconds that the server asked to wait."""


class Shape(StrEnum):
    """How a server is asked for JSON, the strictest first."""

    SCHEMA = "schema"
    TOOL = "tool"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The shape in words."""
        return {
            "schema": "structured output",
            "tool": "a tool call instead of structured output",
            "text": "plain text, from which the program picks the JSON",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model, whose reply is to be one JSON object."""

    purpose: str
    """For progress and log: ``judge framing``."""
    system: str
    user: str
    schema: Mapping[str, Any]
    """JSON schema of the reply, without bounds: servers differ in which they take."""
    sample: int = 0
    """Tells repeats of the same request apart."""
    most_tokens: int = 3000
    """Of the reply."""
    deadline: float = 120.0
    """Seconds, whatever happens."""
    temperature: float | None = None
    """None leaves it to the server: some models refuse the parameter."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    text: str
    model: str
    """As the server names it."""
    seconds: float
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost: float | None = None
    """US dollars; None is unknown, never zero."""
    cut: bool = False
    """The reply ended at its limit of tokens, so half of it may be missing."""


class Model(Protocol):
    """Something that answers requests. Raises ModelError; cancelling the task cancels the call."""

    @property
    def name(self) -> str:
        """The model's name as the user set it."""
        ...

    async def ask(self, request: Request) -> Reply:
        """Return the reply to one request."""
        ...
