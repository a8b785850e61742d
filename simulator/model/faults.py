"""What went wrong in a call, read from LiteLLM's exceptions, which often name the wrong thing.

A refused connection and a missing key both arrive as a server error of status 500, and an unreadable reply as a
connection error. So the chain of causes is read before the outer class is believed.
"""

import contextlib
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from simulator.model.protocol import Failure

_BY_STATUS = {
    400: Failure.BAD_REQUEST,
    401: Failure.BAD_KEY,
    402: Failure.FORBIDDEN,
    403: Failure.FORBIDDEN,
    404: Failure.NOT_FOUND,
    405: Failure.NOT_FOUND,
    408: Failure.TIMEOUT,
    413: Failure.TOO_LONG,
    422: Failure.BAD_REQUEST,
    429: Failure.RATE_LIMITED,
}
_BY_NAME = {
    "ContextWindowExceededError": Failure.TOO_LONG,
    "AuthenticationError": Failure.BAD_KEY,
    "PermissionDeniedError": Failure.FORBIDDEN,
    "NotFoundError": Failure.NOT_FOUND,
    "RateLimitError": Failure.RATE_LIMITED,
    "UnsupportedParamsError": Failure.SHAPE_REFUSED,
    "ServiceUnavailableError": Failure.SERVER,
    "BadRequestError": Failure.BAD_REQUEST,
}
"""What LiteLLM finds by itself, without a server or in a reply of status 200."""
_LATE = frozenset("TimeoutError ReadTimeout ConnectTimeout WriteTimeout PoolTimeout APITimeoutError Timeout".split())
_UNREACHABLE = frozenset(
    "ConnectError ConnectionRefusedError gaierror ClientConnectorError SSLError"
    " InvalidURL UnsupportedProtocol NonHttpUrlClientError".split()
)
_BROKEN = frozenset(
    "RemoteProtocolError ReadError WriteError ConnectionResetError ServerDisconnectedError ClientPayloadError".split()
)
_OWN_FAULT = frozenset({"ImportError", "UnicodeEncodeError"})
"""The request could not even be put together."""
LONGEST_TEXT = 20_000
"""Characters of an error that are read."""
_CONTEXT = re.compile(
    r"context.{0,20}(length|window|size)|maximum.{0,20}tokens|too many tokens|prompt is too long"
    r"|exceeds? the (available )?context",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"response_format|json_schema|tool_choice|\btools\b|structured output", re.IGNORECASE)
_NO_PROVIDER = re.compile(r"LLM Provider NOT provided", re.IGNORECASE)
_NO_KEY = re.compile(
    r"api_key (client option )?must be set|missing.{0,20}api.?key|api key.{0,20}(not|is) (set|required)", re.I
)


class EmptyReplyError(Exception):
    """The reply holds no text."""

    failure = Failure.EMPTY


class OversizedReplyError(Exception):
    """The reply is longer than anything that a request could have asked for."""

    failure = Failure.OVERSIZED


def classify(error: BaseException) -> tuple[Failure, int | None, float | None]:
    """Return the failure, the HTTP status where there was one, and the seconds that the server asked to wait."""
    chain = list(_causes(error))
    own = next((found for each in chain if isinstance(found := getattr(each, "failure", None), Failure)), None)
    if own is not None:
        return own, None, None
    names = {kind.__name__ for each in chain for kind in type(each).__mro__}
    text = str(error)[:LONGEST_TEXT]
    response = _sent(chain)
    if response is None:
        for failure, telling in ((Failure.TIMEOUT, _LATE), (Failure.UNREACHABLE, _UNREACHABLE)):
            if names & telling:
                return failure, None, None
        if names & _BROKEN:
            return Failure.BROKEN_OFF, None, None
        return _without_response(error, names, text)
    status: int = response.status_code
    if _NO_KEY.search(text):
        return Failure.NO_KEY, status, None
    if _CONTEXT.search(text) and status in (400, 413, 422, 500):
        return Failure.TOO_LONG, status, None
    if status in (400, 422) and _SHAPE.search(text):
        return Failure.SHAPE_REFUSED, status, None
    if status < 400:
        return Failure.NOT_FOUND, status, None  # a redirect, which is not followed: the address is not the right one
    usual = Failure.SERVER if status >= 500 else Failure.BAD_REQUEST
    return _BY_STATUS.get(status, usual), status, _retry_after(response)


def _without_response(error: BaseException, names: set[str], text: str) -> tuple[Failure, int | None, float | None]:
    """Read a failure that no server's status explains: a reply that is none, or a request that was never sent."""
    status = _status(error)
    if _NO_KEY.search(text):
        return Failure.NO_KEY, status, None
    if _NO_PROVIDER.search(text):
        return Failure.NOT_FOUND, None, None
    if names & _OWN_FAULT:
        return Failure.BAD_REQUEST, None, None
    for name, failure in _BY_NAME.items():
        if type(error).__name__ == name:
            return failure, status, None
    # LiteLLM has a status of 500, or that of the reply, for whatever it could not read
    return (Failure.UNREADABLE if status in (200, 500) else Failure.SERVER), None, None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _sent(chain: list[BaseException]) -> Any:
    """Return the response of a server that sent an error's status, or None: LiteLLM makes statuses up too."""
    for each in chain:
        if any(kind.__name__ == "HTTPStatusError" for kind in type(each).__mro__):
            return getattr(each, "response", None)
    return None


def _retry_after(response: Any) -> float | None:
    """Return the seconds that a server asks to wait; it may also name the time at which to come again."""
    said = str(response.headers.get("retry-after", ""))
    with contextlib.suppress(ValueError):
        return max(0.0, float(said))
    with contextlib.suppress(ValueError):
        then = parsedate_to_datetime(said)
        return max(0.0, (then - datetime.now(then.tzinfo)).total_seconds())
    return None
