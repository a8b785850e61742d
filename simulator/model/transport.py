"""What the HTTP library may do inside the child: talk to the configured server, and read bodies of a bearable size."""

from collections.abc import AsyncIterator
from typing import Any

import httpx

from simulator.model.faults import OversizedReplyError

LARGEST_BODY = 4_000_000
"""Bytes; a judgement's reply has a few thousand, and a reasoning model's thoughts some hundred thousand."""
LARGEST_ERROR = 20_000
"""Bytes; LiteLLM combs through error texts for seconds a megabyte, and meanwhile no deadline holds."""


class _Limited(httpx.AsyncByteStream):
    """Passes a body on up to a limit: an error's is cut there, a reply's is refused."""

    def __init__(self, response: httpx.Response) -> None:
        self._body = response.stream
        self._cut = response.is_error
        self._left = LARGEST_ERROR if self._cut else LARGEST_BODY

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._body, httpx.AsyncByteStream)  # noqa: S101 the client is an asynchronous one
        async for chunk in self._body:
            if len(chunk) > self._left:
                if not self._cut:
                    raise OversizedReplyError
                yield chunk[: self._left]
                return
            self._left -= len(chunk)
            yield chunk

    async def aclose(self) -> None:
        assert isinstance(self._body, httpx.AsyncByteStream)  # noqa: S101 the client is an asynchronous one
        await self._body.aclose()


def restrict() -> None:
    """Hold every client of this process to the limits.

    A redirect would take the answer to a server that nobody agreed to. And LiteLLM asks servers of its own choice on
    the side, synchronously: for an Ollama model it looks for one at localhost:11434, wherever the settings point.
    """
    send = httpx.AsyncClient.send

    async def send_limited(client: httpx.AsyncClient, request: httpx.Request, **options: Any) -> httpx.Response:
        wants_stream = options.pop("stream", False)
        response = await send(client, request, **{**options, "stream": True, "follow_redirects": False})
        response.stream = _Limited(response)
        if not wants_stream:
            try:
                await response.aread()
            finally:
                await response.aclose()
        return response

    def refuse(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
        raise httpx.ConnectError("only the call itself may use the network", request=request)

    httpx.AsyncClient.send = send_limited  # type: ignore[method-assign, assignment]
    httpx.Client.send = refuse  # type: ignore[method-assign, assignment]
