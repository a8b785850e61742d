"""The child process that holds LiteLLM: JSON lines in, JSON lines out, everything else to the parent's log.

Standard output belongs to the protocol, so it is duplicated and closed to everybody else before LiteLLM is imported:
LiteLLM prints. The import takes seconds and 170 MB, which is why it lives here.
"""

import asyncio
import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from simulator.model.faults import EmptyReplyError, OversizedReplyError, classify
from simulator.model.protocol import Failure, Shape

QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_LOG": "ERROR",
}
"""No price map from the network, no .env of the current folder, no chatter."""
LONGEST_REPLY = 200_000
"""Characters; no judgement needs a tenth of it."""
LONGEST_NAME = 120
"""Characters of the model's name as the server words it."""

Say = Callable[[dict[str, Any]], None]


class Worker:
    """Answers the parent's requests, each in a task of its own, until the input ends."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._litellm: Any = None
        self._has_price: dict[str, bool] = {}

    async def run(self, lines: "asyncio.Queue[str | None]") -> None:
        """Import LiteLLM, say so, and serve."""
        try:
            self._litellm = _import_litellm()
        except ImportError as error:
            self._say({"op": "failed", "failure": Failure.NOT_INSTALLED, "detail": str(error)})
            return
        self._say({"op": "ready"})
        await self._warm()
        while (line := await lines.get()) is not None:
            message = json.loads(line)
            if message["op"] == "cancel":
                task = self._tasks.pop(message["id"], None)
                if task:
                    task.cancel()
            elif message["op"] == "price":
                self._say({"op": "reply", "id": message["id"], "price": self._price(message["model"])})
            elif message["op"] == "ask":
                task = asyncio.create_task(self._answer(message))
                self._tasks[message["id"]] = task

    async def _warm(self) -> None:
        """Pay for what a first call sets up, before anyone waits for it. No socket is opened."""
        with contextlib.suppress(Exception):
            import openai

            _ = openai.AsyncOpenAI(api_key="none", base_url="http://127.0.0.1").chat.completions  # imports it all
            await self._litellm.acompletion(
                model="openai/warm", messages=[{"role": "user", "content": "x"}], mock_response="x", api_key="none"
            )

    async def _answer(self, message: dict[str, Any]) -> None:
        began = time.monotonic()
        number = message["id"]
        try:
            async with asyncio.timeout(message["deadline"]):
                response = await self._litellm.acompletion(**_arguments(message))
            said = {"op": "reply", "id": number, **self._read(response, message)}
        except asyncio.CancelledError:
            return
        except Exception as error:
            failure, status, retry_after = classify(error)
            text = str(error).replace(message["api_key"], "[key]")  # before the cut, which could leave half of it
            sys.stderr.write(f"call {number} failed: {failure} {status} {type(error).__name__}: {text[:4000]}\n")
            said = {"op": "error", "id": number, "failure": failure, "retry_after": retry_after}
        finally:
            self._tasks.pop(number, None)
        said["seconds"] = time.monotonic() - began
        self._say(said)

    def _read(self, response: Any, message: dict[str, Any]) -> dict[str, Any]:
        choice = response.choices[0] if response.choices else None
        text = _text_of(choice.message, message["shape"]) if choice else ""
        if not text.strip():
            raise EmptyReplyError
        if len(text) > LONGEST_REPLY:
            raise OversizedReplyError
        usage = getattr(response, "usage", None)
        return {
            "text": text,
            "model": _label(response.model),
            "cut": choice.finish_reason == "length" if choice else False,
            # no call takes no tokens: LiteLLM says 0 where the server says nothing
            "tokens_in": getattr(usage, "prompt_tokens", None) or None,
            "tokens_out": getattr(usage, "completion_tokens", None) or None,
            "cost": self._cost(response, message["model"]),
        }

    def _price(self, model: str) -> list[float] | None:
        """Return dollars a token in and out, or None where the shipped price list does not know the model."""
        try:
            known = self._litellm.get_model_info(model)
            prices = [known.get("input_cost_per_token"), known.get("output_cost_per_token")]
        except Exception:
            return None
        return [float(each) for each in prices] if all(prices) else None

    def _cost(self, response: Any, model: str) -> float | None:
        if model not in self._has_price:  # looking for a price that is not there takes longer than all else in a reply
            self._has_price[model] = self._price(model) is not None
        if not self._has_price[model]:
            return None
        try:
            cost = self._litellm.completion_cost(completion_response=response)
        except Exception:
            return None
        return float(cost) if cost else None


def _label(model: object) -> str:
    """Return the name that the server gives to its model, fit to be shown in one line."""
    return "".join(char for char in str(model or "") if char.isprintable())[:LONGEST_NAME].strip()


def _text_of(message: Any, shape: str) -> str:
    if shape == Shape.TOOL and message.tool_calls:
        return str(message.tool_calls[0].function.arguments or "")
    return str(message.content or "")


def _arguments(message: dict[str, Any]) -> dict[str, Any]:
    """Return the few arguments that every provider takes; one try, as the parent has the only retry policy."""
    arguments: dict[str, Any] = {
        "model": message["model"],
        "messages": [{"role": "system", "content": message["system"]}, {"role": "user", "content": message["user"]}],
        "api_key": message["api_key"],
        "timeout": message["deadline"],
        "max_tokens": message["most_tokens"],
        "max_retries": 0,
        "num_retries": 0,
    }
    if message["api_base"]:
        arguments["api_base"] = message["api_base"]
    if message.get("temperature") is not None:
        arguments["temperature"] = message["temperature"]
    schema = message["schema"]
    if message["shape"] == Shape.SCHEMA:
        arguments["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "reply", "schema": schema, "strict": True},
        }
    elif message["shape"] == Shape.TOOL:
        function = {"name": "reply", "description": "Give the reply.", "parameters": schema}
        arguments["tools"] = [{"type": "function", "function": function}]
        arguments["tool_choice"] = {"type": "function", "function": {"name": "reply"}}
        arguments["_skip_mcp_handler"] = True  # else LiteLLM wants a package that it does not bring
    return arguments


def _import_litellm() -> Any:
    import logging

    import litellm

    from simulator.model import transport  # needs httpx, which LiteLLM brings

    transport.restrict()
    litellm.suppress_debug_info = True
    litellm.drop_params = False
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "httpx", "openai"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
    return litellm


def _read_input(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str | None]") -> None:
    """Pass lines on until the parent is gone; then end at once, whatever is under way."""
    for line in sys.stdin:
        loop.call_soon_threadsafe(lines.put_nowait, line)
    os._exit(0)


async def _serve(say: Say) -> None:
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    reader = threading.Thread(target=_read_input, args=(asyncio.get_running_loop(), lines), daemon=True)
    reader.start()
    await Worker(say).run(lines)


def main() -> None:
    """Run until standard input ends."""
    os.environ.update(QUIET)
    protocol = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    lock = threading.Lock()

    def say(message: dict[str, Any]) -> None:
        with lock:
            protocol.write(json.dumps(message) + "\n")
            protocol.flush()

    asyncio.run(_serve(say))


if __name__ == "__main__":
    main()
