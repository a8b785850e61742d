"""``python -m tests.benchmarks.judging``: what judging costs beside the model, as ratios measured in one run.

The real client with its child process, against a server of its own on loopback that takes 200 ms for every reply.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from simulator.clock import SystemClock
from simulator.config import Config, ModelConfig
from simulator.grading.batch import judge_all, waiting_jobs
from simulator.grading.calls import Calls, NoReplies, Replies
from simulator.grading.desk import ModelDesk
from simulator.grading.pipeline import Options, judge
from simulator.grading.replies import ReplyFile
from simulator.history.records import Assessment, SessionRecord
from simulator.history.store import HistoryStore
from simulator.model.call_log import CallLog
from simulator.model.client import Client
from simulator.model.connection import Connection
from simulator.model.protocol import Model, Reply, Request
from simulator.paths import Paths
from tests.benchmarks.timing import Ratio, compare
from tests.fakes import FakeClock
from tests.grading.builders import CASE, session
from tests.grading.judges import FakeJudge, Report, Seen, item, report
from tests.grading.rounds import ANSWER, CARD, round_of
from tests.tui.room import Room, Seat

LATENCY = 0.2
AT_ONCE = 16
INTERVIEW = 8.0
"""Seconds that an interview lasts at least, in which the model gets ready."""
GAP = 0.02
"""Seconds between two keys."""


# the server


def nothing_met(seen: Seen) -> Report:
    """Judge so plainly that nothing is asked twice: six calls and the coach's."""
    return report([item(name) for name in seen.items], level=1)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while head := await _head(reader):
        length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line)
        sent = json.loads(await reader.readexactly(length))
        due = asyncio.get_running_loop().time() + LATENCY
        schema = sent["response_format"]["json_schema"]["schema"]
        user = sent["messages"][-1]["content"]
        text = FakeJudge(nothing_met).text(Request(purpose="judge", system="", user=user, schema=schema))
        message = {"role": "assistant", "content": text}
        body = json.dumps(
            {
                "id": "c1",
                "object": "chat.completion",
                "created": 1,
                "model": "stub",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
            }
        ).encode()
        await asyncio.sleep(due - asyncio.get_running_loop().time())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body))
        writer.write(body)
        await writer.drain()
    writer.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


async def _stub() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def stub() -> Iterator[str]:
    """Run the server in a process of its own and yield its address."""
    command = [sys.executable, "-m", "tests.benchmarks.judging", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.kill()


# one judgement


@dataclass
class Watched:
    """A model whose calls are timed."""

    model: Model
    name: str = "openai/stub"
    spans: list[tuple[float, float]] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        began = time.perf_counter()
        try:
            return await self.model.ask(request)
        finally:
            self.spans.append((began, time.perf_counter()))

    def busy(self) -> float:
        """Return the seconds in which a call was under way."""
        total, until = 0.0, 0.0
        for begin, end in sorted(self.spans):
            total += max(0.0, end - max(begin, until))
            until = max(until, end)
        return total


async def judged(model: Model, replies: Replies | None = None, *, coached: bool = False) -> Assessment:
    calls = Calls(model, replies or NoReplies(), asyncio.Semaphore(AT_ONCE))
    options = Options(coached=coached)
    made = await judge(round_of(), CARD, CASE, session(round_of()).target, calls, options, SystemClock(), "20261121-1")
    assert calls.spent.calls == len(CASE.dimension_ids) + coached, "nothing was repeated or refused"
    return made


async def one_call(client: Client) -> Reply:
    dimension = {"items": {"items": {"properties": {"id": {"enum": ["a", "b", "c"]}}}}}
    schema = {"type": "object", "properties": dimension}
    user = json.dumps({"question": "q", "interviewer_said": [], "said_1": [{"id": "C1.1", "text": "A."}]})
    return await client.ask(Request(purpose="judge", system="s", user=user, schema=schema))


def in_parallel(runner: asyncio.Runner, client: Client, runs: int) -> Ratio:
    def six() -> None:
        runner.run(judged(client))

    def one() -> None:
        runner.run(one_call(client))

    return compare("six dimensions judged in parallel, against one call", six, one, "1.3", runs)


def own_work(runner: asyncio.Runner, client: Client, folder: Path, runs: int) -> Ratio:
    walls, calls = [], []
    for number in range(runs):
        watched = Watched(client)
        began = time.perf_counter()
        runner.run(judged(watched, ReplyFile(folder / "replies", "bench", number + 1), coached=True))
        walls.append(time.perf_counter() - began)
        calls.append(watched.busy())
    return Ratio(
        "a judgement with its replies kept, against its calls",
        statistics.median(walls),
        statistics.median(calls),
        "1.05 and 50 ms",
    )


def first_after_warming(runner: asyncio.Runner, base: str, runs: int) -> Ratio:
    async def measure() -> tuple[float, list[float]]:
        client = Client(Connection("openai/stub", base), CallLog(None))
        await client.warm()
        await asyncio.sleep(INTERVIEW)
        timings = []
        for _ in range(runs + 1):
            began = time.perf_counter()
            await judged(client)
            timings.append(time.perf_counter() - began)
        await client.close()
        return timings[0], timings[1:]

    first, later = runner.run(measure())
    return Ratio("the first judgement after an interview, against later ones", first, statistics.median(later), "none")


# many


def many(base: str, folder: Path, answers: int) -> Ratio:
    clock = SystemClock()
    store = HistoryStore(folder / "history", clock).open()
    for number in range(answers):
        store.save(_waiting(number))
    config = Config(model=ModelConfig(name="openai/stub", api_base=base, at_once=AT_ONCE, cap=0))
    paths = Paths(data=folder, config=folder)
    desk = ModelDesk(paths, lambda: config, clock, environment={})

    async def work() -> float:
        await desk.warm()
        await asyncio.sleep(INTERVIEW)
        began = time.perf_counter()
        done = await judge_all(desk, store, clock, waiting_jobs(store), lambda name: CARD)
        seconds = time.perf_counter() - began
        await desk.close()
        assert all(each.assessment for each in done)
        return seconds

    try:
        seconds = asyncio.run(work())
    finally:
        store.close()
    ideal = ceil(answers * (len(CASE.dimension_ids) + 1) / AT_ONCE) * LATENCY
    return Ratio(f"{answers} answers, {AT_ONCE} requests at a time, against the ideal", seconds, ideal, "1.25")


def _waiting(number: int) -> SessionRecord:
    said = round_of(f"{ANSWER} This is answer {number}.")
    return session(said).model_copy(update={"id": f"20261121-120000-{number:04}"})


# keys


def slowest_key(base: str, folder: Path, rounds: int) -> Iterator[Ratio]:
    """Type while the child imports LiteLLM, and as many keys without a model, in turn."""
    slowest: tuple[list[float], list[float]] = ([], [])
    usual: tuple[list[float], list[float]] = ([], [])
    count = 100
    for number in range(rounds):
        for which, name in enumerate(("with", "without")):
            room = Room(folder / f"{name}-{number}", FakeClock())
            if name == "with":
                room.configure(f'[model]\nname = "openai/stub"\napi_base = "{base}"\n')
            timings: list[float] = []

            async def story(seat: Seat, timings: list[float] = timings, count: int = count, which: int = which) -> None:
                await seat.start()
                model = seat.app.desk._model if which == 0 else None
                assert (model is None) == (which == 1)
                while len(timings) < count and not (isinstance(model, Client) and _ready(model)):
                    began = time.perf_counter()
                    await seat.press("x")
                    timings.append(time.perf_counter() - began)
                    await asyncio.sleep(GAP)

            room.play(story)
            count = len(timings)
            slowest[which].append(max(timings[1:]))
            usual[which].append(statistics.median(timings))
    pairs = (("slowest", slowest), ("median", usual))
    for name, (with_it, without) in pairs:
        bound = "1 within noise" if name == "slowest" else "none"
        medians = statistics.median(with_it), statistics.median(without)
        yield Ratio(f"{name} key while the child imports, against none", *medians, bound)


def _ready(client: Client) -> bool:
    return client._child is not None and client._child.ready.done()


def measure(runs: int, answers: int) -> Iterator[Ratio]:
    """Measure everything; what is written goes to a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="pm-simulator-bench-") as name, stub() as base, asyncio.Runner() as runner:
        folder = Path(name)
        client = Client(Connection("openai/stub", base), CallLog(None))
        runner.run(client.warm())
        time.sleep(1)
        yield in_parallel(runner, client, runs)
        yield own_work(runner, client, folder, runs)
        runner.run(client.close())
        yield first_after_warming(runner, base, runs)
        yield many(base, folder, answers)
        yield from slowest_key(base, folder, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="counted judgements of each kind")
    parser.add_argument("--answers", type=int, default=100, help="answers that wait")
    parser.add_argument("--serve", action="store_true", help="only be the server")
    options = parser.parse_args()
    if options.serve:
        asyncio.run(_stub())
        return
    for ratio in measure(options.runs, options.answers):
        print(f"{ratio.line()}   {(ratio.measured - ratio.reference) * 1000:+.0f} ms", flush=True)


if __name__ == "__main__":
    main()
