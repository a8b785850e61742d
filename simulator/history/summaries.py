"""One line a session: the index of the history, rebuilt from the session files whenever it is in doubt."""

from typing import Any, NamedTuple

from simulator.history.records import RoundRecord, SessionRecord, SessionStatus

Row = dict[str, Any]
SESSION = "session"


class RoundSummary(NamedTuple):
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
    judges: tuple[str, ...] = ()
    """Who judged it, each once, as ``Provenance.judge`` names them; the newest judgement's last."""


class SessionSummary(NamedTuple):
    """What a list shows of a session. A bare tuple: ten thousand of these are made at a time."""

    id: str
    started: str
    """ISO 8601, UTC."""
    mode: str
    target: str
    status: str
    rounds: tuple[RoundSummary, ...]
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def waiting(self) -> int:
        """How many rounds are to be judged; a session under way or discarded has none."""
        return sum(each.waiting for each in self.rounds) if self.status == SessionStatus.FINISHED else 0

    def to_row(self) -> Row:
        """Return the row of the index journal: values without names, for the names would be most of its length."""
        return {SESSION: self}

    @classmethod
    def from_row(cls, row: Row) -> "SessionSummary":
        """Return the summary of a row; raise KeyError, TypeError or ValueError for a row of another shape.

        One of an older program has another shape too: its session is read afresh, once.
        """
        name, started, mode, target, status, rounds, tags, note = row[SESSION]
        made = tuple([RoundSummary._make((*each[:-1], tuple(each[-1]))) for each in rounds])
        return cls(name, started, mode, target, status, made, tuple(tags), note)

    def as_dict(self) -> Row:
        """Return the summary with names, for a script."""
        return {**self._asdict(), "rounds": [each._asdict() for each in self.rounds]}


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
                judges=_judges(each),
            )
            for each in record.rounds
        ),
        tags=record.tags,
        note=record.note,
    )


def _judges(record: RoundRecord) -> tuple[str, ...]:
    newest_first = dict.fromkeys(each.provenance.judge for each in reversed(record.assessments))
    return tuple(newest_first)[::-1]
