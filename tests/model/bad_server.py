"""A server on loopback that misbehaves on demand: what a model's server may do to a client, one function each."""

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "team-secret-4711-abcdef"
"""The key that the tests send; no known pattern of a key, so only knowing it can hide it."""


class Exchange(BaseHTTPRequestHandler):
    """One request, as a scenario sees it."""

    server: "BadServer"

    def do_POST(self) -> None:
        self.sent: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(self.sent)
        self.server.paths.append(self.path)
        self.server.arrived.set()
        with contextlib.suppress(ConnectionError):  # the client may leave at any time
            self.server.scenario(self)

    def do_GET(self) -> None:
        """Where a redirect that turned the request into a GET would arrive."""
        self.server.requests.append({"method": "GET"})
        self.answer(200, b"")

    def answer(
        self, status: int, body: bytes, headers: Mapping[str, str] = {}, content_type: str = "application/json"
    ) -> None:
        self.head(status, len(body), headers, content_type)
        self.wfile.write(body)

    def head(
        self, status: int, length: int, headers: Mapping[str, str] = {}, content_type: str = "application/json"
    ) -> None:
        """Promise a body of ``length`` bytes."""
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the library names it
        """Print nothing."""


Scenario = Callable[[Exchange], None]


class BadServer(ThreadingHTTPServer):
    """Plays one scenario to every request and remembers what it was sent."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.scenario = scenario
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.arrived = threading.Event()
        """A request is here."""
        self.left = threading.Event()
        """A client has closed a connection on which it was kept waiting."""
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def bad_server(scenario: Scenario) -> Iterator[BadServer]:
    """Run a server until the block ends."""
    server = BadServer(scenario)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def completion(content: object, finish_reason: str = "stop", **message: object) -> bytes:
    """Return a reply as servers that speak OpenAI's protocol word it."""
    choice = {"index": 0, "finish_reason": finish_reason}
    said = {"role": "assistant", "content": content, **message}
    return envelope([{**choice, "message": said}])


def envelope(choices: list[dict[str, Any]]) -> bytes:
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    head = {"id": "c1", "object": "chat.completion", "created": 1, "model": "served-model"}
    return json.dumps({**head, "choices": choices, "usage": usage}).encode()


def sends(body: bytes, *, status: int = 200, content_type: str = "application/json", **headers: str) -> Scenario:
    """Answer with these very bytes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.answer(status, body, named, content_type)


def says(content: object, finish_reason: str = "stop", **message: object) -> Scenario:
    """Reply with this content."""
    return sends(completion(content, finish_reason, **message))


def fails(status: int, text: str = "no luck", **headers: str) -> Scenario:
    """Answer with an error as OpenAI's protocol words it."""
    error = {"message": text, "type": "error", "param": None, "code": None}
    return sends(json.dumps({"error": error}).encode(), status=status, **headers)


def fails_then_says(failing: Scenario, times: int, content: str) -> Scenario:
    """Fail so many times, then reply."""
    left = iter(range(times))
    return lambda exchange: failing(exchange) if next(left, None) is not None else says(content)(exchange)


def refuses_field(field: str, text: str, content: str) -> Scenario:
    """Answer 400 to every request that has the field, and reply to the others."""
    return lambda exchange: (fails(400, text) if field in exchange.sent else says(content))(exchange)


def resets(exchange: Exchange) -> None:
    """Send half of the body, then reset the connection."""
    exchange.head(200, 10_000)
    exchange.wfile.write(b'{"id": "c1", "choices": [')
    exchange.wfile.flush()
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.connection.close()


def stops_short(exchange: Exchange) -> None:
    """Send half of the body, then close the connection in good order."""
    exchange.head(200, 10_000)
    exchange.wfile.write(b'{"id": "c1", "choices": [')


def drips(exchange: Exchange) -> None:
    """Send a byte now and then, so that no single read is ever late; the reply would be sound in the end."""
    body = completion("late")
    exchange.head(200, len(body))
    for place in range(len(body)):
        exchange.wfile.write(body[place : place + 1])
        if exchange.server.over.wait(0.05):
            return


def hangs(exchange: Exchange) -> None:
    """Take the request and say nothing until the client leaves."""
    exchange.connection.settimeout(0.02)
    while not exchange.server.over.is_set():
        try:
            if exchange.connection.recv(1) == b"":
                break
        except TimeoutError:
            continue
        except ConnectionError:
            break
    else:
        return
    exchange.server.left.set()


def echoes(exchange: Exchange) -> None:
    """Reply with the last message, so that a mixed-up reply is seen."""
    says(exchange.sent["messages"][-1]["content"])(exchange)
