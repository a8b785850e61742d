"""One line a session: the index of the history, rebuilt from the session files whenever it is in doubt."""

from dataclasses import asdict, dataclass
from typing import Any

from simulator.history.records import SessionRecord

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """What a list shows of a round."""

    number: int
    question_id: str
    title: str
    kind: str
    sub_kind: str
    words: int
    call: str
    """The newest call in words; empty while there is none."""
    source: str
    waiting: bool
    """Answered and not yet judged."""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a list shows of a session. Plain data: ten thousand of these are read at a time."""

    id: str
    started: str
    """ISO 8601, UTC."""
    mode: str
    target: str
    status: str
    rounds: tuple[RoundSummary, ...]

    def to_row(self) -> Row:
        """Return the row of the index journal."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: Row) -> "SessionSummary":
        """Return the summary of a row; raise KeyError or TypeError for a row of another shape."""
        rounds = tuple(RoundSummary(**entry) for entry in row["rounds"])
        return cls(row["id"], row["started"], row["mode"], row["target"], row["status"], rounds)


def summarise(record: SessionRecord) -> SessionSummary:
    """Return the summary of a session."""
    return SessionSummary(
        id=record.id,
        started=record.started.isoformat(timespec="seconds"),
        mode=record.mode.value,
        target=record.target.value,
        status=record.status.value,
        rounds=tuple(
            RoundSummary(
                number=each.number,
                question_id=each.question_id,
                title=each.title,
                kind=each.kind.value,
                sub_kind=each.sub_kind,
                words=each.words,
                call=each.latest.call.label if each.latest else "",
                source=each.latest.provenance.source.value if each.latest else "",
                waiting=each.waiting,
            )
            for each in record.rounds
        ),
    )
