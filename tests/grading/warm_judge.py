"""Fake judges as a model's desk has them: made for a connection, warmed, killed, closed; none starts a process."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from simulator.model.call_log import CallLog
from simulator.model.connection import Connection
from simulator.model.protocol import Failure, ModelError, Reply, Request
from tests.grading.judges import FakeJudge, Report, Seen, Strategy, item, report

LOCAL = "http://127.0.0.1:8080/v1"
FAR = "https://models.example/v1"

Hook = Callable[[Request], Failure | ModelError | None]


def first_item_met(seen: Seen) -> Report:
    """Credit the first item with the first sentence, so that every card gets a sound and modest judgement."""
    good = [name for name in seen.items if name not in seen.accusations]
    sentence = next(iter(seen.sentences.values()))
    return report([item(name, "met", sentence) if name == good[0] else item(name) for name in seen.items], level=2)


class WarmJudge(FakeJudge):
    """A judge behind a connection. A ``hook`` can refuse a request; without ``open`` set, every reply waits."""

    def __init__(self, connection: Connection, maker: "Maker") -> None:
        super().__init__(maker.strategy, maker.coaching)
        self.connection = connection
        self.name = connection.model
        self.ended = ""
        self.warmed = 0
        self.under_way = 0
        self.most = 0
        self._maker = maker

    async def warm(self) -> None:
        self.warmed += 1

    async def price(self) -> tuple[float, float] | None:
        return self._maker.price

    def kill(self) -> None:
        self.ended = "killed"

    async def close(self) -> None:
        self.ended = "closed"

    async def ask(self, request: Request) -> Reply:
        assert not self.ended, f"a {self.ended} model is asked"
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(0)
            await self._maker.open.wait()
            refused = self._maker.hook(request)
            if refused is not None:
                self.requests.append(request)
                raise refused if isinstance(refused, ModelError) else ModelError(refused)
            return await super().ask(request)
        finally:
            self.under_way -= 1

    def text(self, request: Request) -> str:
        said = self._maker.says(request)
        if said is None and request.purpose in ("match", "probe"):
            return "{}"  # an interviewer who knows nothing
        return super().text(request) if said is None else said


@dataclass
class Maker:
    """Makes the models of a desk, and tells afterwards which they were and what they were asked."""

    strategy: Strategy = first_item_met
    coaching: Sequence[Report] = ()
    price: tuple[float, float] | None = None
    hook: Hook = lambda request: None
    says: Callable[[Request], str | None] = lambda request: None
    """What is said to a request instead of what the judge would say."""
    made: list[WarmJudge] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    def __call__(self, connection: Connection, log: CallLog) -> WarmJudge:
        del log
        self.made.append(WarmJudge(connection, self))
        return self.made[-1]

    @property
    def requests(self) -> list[Request]:
        """Every request to any of them."""
        return [request for each in self.made for request in each.requests]

    @property
    def purposes(self) -> list[str]:
        return [request.purpose for request in self.requests]


def no_model(connection: Connection, log: CallLog) -> WarmJudge:
    """Fail the test: here no model may be made."""
    raise AssertionError(f"a model was made for {connection.model}")
