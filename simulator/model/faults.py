"""What went wrong in a call, read from LiteLLM's exceptions, which often name the wrong thing.

A refused connection and a missing key both arrive as a server error of status 500, and an unreadable reply as a
connection error. So the chain of causes is read before the outer class is believed.
"""

import re
import socket
from collections.abc import Iterator

from simulator.model.protocol import Failure

_BY_STATUS = {
    400: Failure.BAD_REQUEST,
    401: Failure.BAD_KEY,
    403: Failure.FORBIDDEN,
    404: Failure.NOT_FOUND,
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
}
_UNREACHABLE = ("ConnectError", "ConnectionRefusedError", "gaierror", "ClientConnectorError", "ClientConnectorDNSError")
_BROKEN = ("RemoteProtocolError", "ReadError", "WriteError", "ConnectionResetError", "ServerDisconnectedError")
_LATE = ("TimeoutError", "ReadTimeout", "ConnectTimeout", "WriteTimeout", "PoolTimeout", "APITimeoutError", "Timeout")
_CONTEXT = re.compile(
    r"context.{0,20}(length|window|size)|maximum.{0,20}tokens|too many tokens|prompt is too long"
    r"|exceeds? the (available )?context",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"response_format|json_schema|tool_choice|\btools\b|structured output", re.IGNORECASE)
_NO_KEY = re.compile(
    r"api_key (client option )?must be set|missing.{0,20}api.?key|api key.{0,20}(not|is) (set|required)", re.I
)


def classify(error: BaseException) -> tuple[Failure, int | None, float | None]:
    """Return the failure, the HTTP status where there was one, and the seconds that the server asked to wait."""
    own = getattr(error, "failure", None)
    if isinstance(own, Failure):
        return own, None, None
    chain = list(_causes(error))
    names = {kind.__name__ for each in chain for kind in type(each).__mro__}
    status = _status(error)
    text = str(error)
    response = next((found for each in chain if (found := getattr(each, "response", None)) is not None), None)
    answered = status is not None and _answered(chain, response)
    if not answered:
        if names & set(_LATE):
            return Failure.TIMEOUT, None, None
        if names & set(_UNREACHABLE):
            return Failure.UNREACHABLE, None, None
        if names & set(_BROKEN):
            return Failure.BROKEN_OFF, None, None
    if _NO_KEY.search(text):
        return Failure.NO_KEY, status, None
    if _CONTEXT.search(text) and status in (400, 413, 422, 500):
        return Failure.TOO_LONG, status, None
    if status in (400, 422) and _SHAPE.search(text):
        return Failure.SHAPE_REFUSED, status, None
    for name, failure in _BY_NAME.items():
        if type(error).__name__ == name:
            return failure, status, _retry_after(response)
    if "JSONDecodeError" in names or "APIResponseValidationError" in names:
        return Failure.UNREADABLE, status, None
    if status is not None:
        usual = Failure.SERVER if status >= 500 else Failure.BAD_REQUEST
        return _BY_STATUS.get(status, usual), status, _retry_after(response)
    if type(error).__name__ == "BadRequestError":
        return Failure.BAD_REQUEST, None, None
    return Failure.SERVER, None, None


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


def _answered(chain: list[BaseException], response: object) -> bool:
    """Tell whether a server sent this status: the library also makes some up."""
    if any(isinstance(each, ConnectionError | socket.gaierror | TimeoutError) for each in chain):
        return False
    wire = {kind.__name__ for each in chain for kind in type(each).__mro__}
    return not wire & {"ConnectError", "ReadError", "RemoteProtocolError", "APITimeoutError", "ReadTimeout"}


def _retry_after(response: object) -> float | None:
    headers = getattr(response, "headers", None)
    if headers is None:
        return None
    try:
        return max(0.0, float(headers.get("retry-after")))
    except (TypeError, ValueError):
        return None
