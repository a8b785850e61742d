"""Stand-ins for time and the store, so that minutes of interview run in microseconds and no test touches a home."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from simulator.errors import StorageError, UsageError
from simulator.history.records import SessionRecord
from simulator.history.summaries import SessionSummary, summarise
from simulator.model.protocol import Failure, ModelError, Reply, Request

BEGIN = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class FakeClock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.wall = BEGIN

    def monotonic(self) -> float:
        return self.seconds

    def utc(self) -> datetime:
        return self.wall

    def advance(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Close the lid: the wall clock goes on, the monotonic one stands still."""
        self.wall += timedelta(seconds=seconds)


class MemoryStore:
    """A store without a disk. ``failing`` makes every save fail, as a full disk does."""

    def __init__(self, records: Iterable[SessionRecord] = (), *, read_only: bool = False) -> None:
        self.records = {record.id: record for record in records}
        self.read_only = read_only
        self.failing = False
        self.saves = 0

    @property
    def changes(self) -> int:
        return self.saves

    def summaries(self) -> list[SessionSummary]:
        return [summarise(record) for _, record in sorted(self.records.items())]

    def load(self, name: str) -> SessionRecord:
        if name not in self.records:
            raise UsageError("No such session", f"The history has no session {name!r}.", "See the list.")
        return self.records[name]

    def save(self, record: SessionRecord) -> None:
        if self.failing:
            raise StorageError("The disk is full", "Nothing was lost.", "Free some space.")
        self.saves += 1
        self.records[record.id] = record


class ScriptedModel:
    """A model that answers from a script, one step a request; the last step is repeated. It records the requests."""

    name = "scripted/model"

    def __init__(self, *steps: str | Reply | Failure | ModelError) -> None:
        self.steps = steps
        self.requests: list[Request] = []

    async def ask(self, request: Request) -> Reply:
        step = self.steps[min(len(self.requests), len(self.steps) - 1)]
        self.requests.append(request)
        if isinstance(step, Failure):
            raise ModelError(step)
        if isinstance(step, ModelError):
            raise step
        return Reply(step, "served-model", 0.5, 100, 20, 0.01) if isinstance(step, str) else step
