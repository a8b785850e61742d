"""What came of real interviews, in one small file, and the practice calls of the weeks before them."""

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scorecards.cleaning import clean
from scorecards.models import Kind
from scorecards.recommendation import Call
from simulator.clock import local
from simulator.errors import StorageError, UsageError
from simulator.history.documents import DAMAGE
from simulator.history.files import backup_of, encode_json, set_aside, write_file
from simulator.history.records import Assessment, Record, RoundRecord, SessionRecord, SessionStatus, Source
from simulator.history.store import Store
from simulator.paths import make_private_folder

SCHEMA_VERSION = 1
LOOP = "loop"
LONGEST_COMPANY, LONGEST_NOTE = 100, 2000
DAYS_BEFORE = 30
"""Practice within so many days before an interview is compared with what came of it."""
FEWEST = 3
"""Good and bad outcomes that are needed, each with practice before it, to say anything."""


class Result(StrEnum):
    """What came of a real interview."""

    OFFER = "offer"
    NEXT_ROUND = "next_round"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> str:
        """The result in words."""
        return self.value.replace("_", " ")

    @property
    def good(self) -> bool | None:
        """True for an offer or a next round, False for a rejection, None where nothing is known."""
        return {Result.NO_ANSWER: None, Result.REJECTED: False}.get(self, True)


class RealOutcome(Record):
    """One real interview."""

    number: Annotated[int, Field(ge=1)]
    """What it is removed by; never given twice while the file lives."""
    day: date
    kind: Kind | Literal["loop"]
    result: Result
    company: str = ""
    note: str = ""


class _File(Record):
    schema_version: Literal[1] = 1
    last_number: Annotated[int, Field(ge=0)] = 0
    outcomes: tuple[RealOutcome, ...] = ()


class RealOutcomes:
    """Reads and writes the file; a damaged one is kept aside and its last good copy used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notices: list[str] = []
        """What the user has to be told, in whole sentences."""

    def listed(self) -> list[RealOutcome]:
        """Return all, oldest interview first; raise StorageError."""
        return sorted(self._read().outcomes, key=lambda each: (each.day, each.number))

    def add(
        self, day: date, kind: Kind | Literal["loop"], result: Result, company: str, note: str, now: datetime
    ) -> RealOutcome:
        """Keep an interview; raise UsageError for a day to come or a text too long, StorageError."""
        if day > now.date() + timedelta(days=1):  # it may be tomorrow already where the interview was
            raise UsageError(
                "That day is to come", f"{day} is after today.", "Log an interview once it has an outcome."
            )
        company, note = " ".join(clean(company).split()), clean(note).strip()
        for name, text, most in (("company", company, LONGEST_COMPANY), ("note", note, LONGEST_NOTE)):
            if len(text) > most:
                raise UsageError("Too long", f"The {name} has {len(text)} characters; {most} are kept.", "Shorten it.")
        before = self._read(now)
        number = before.last_number + 1
        outcome = RealOutcome(number=number, day=day, kind=kind, result=result, company=company, note=note)
        self._write(_File(last_number=number, outcomes=(*before.outcomes, outcome)))
        return outcome

    def remove(self, number: int, now: datetime) -> RealOutcome:
        """Forget an interview and return it; raise UsageError where there is none of that number, StorageError."""
        before = self._read(now)
        found = [each for each in before.outcomes if each.number == number]
        if not found:
            raise UsageError(
                "No such interview", f"No interview has the number {number}.", "See: pm-simulator outcome list."
            )
        rest = tuple(each for each in before.outcomes if each.number != number)
        self._write(_File(last_number=before.last_number, outcomes=rest))
        return found[0]

    def _write(self, content: _File) -> None:
        make_private_folder(self._path.parent)
        write_file(self._path, encode_json(content.model_dump(mode="json")))

    def _read(self, to_write: datetime | None = None) -> _File:
        """Return the file; where it is damaged its last good copy, which is put back before a write."""
        try:
            return self._parsed(self._path)
        except FileNotFoundError:
            return _File()
        except OSError as error:
            raise StorageError(
                "The outcomes cannot be read", f"{self._path}: {error.strerror or error}.", "Make the file readable."
            ) from error
        except DAMAGE as error:
            return self._restored(error, to_write)

    def _restored(self, damage: Exception, to_write: datetime | None) -> _File:
        with contextlib.suppress(OSError, *DAMAGE):
            content = self._parsed(backup_of(self._path))
            where = ""
            if to_write is not None:
                where = f" The damaged file is {set_aside(self._path, to_write)}."
                write_file(self._path, backup_of(self._path).read_bytes(), keep_previous=False)
            self.notices.append(f"{self._path} is damaged; its last good copy is used.{where}")
            return content
        raise StorageError(
            "The outcomes are damaged",
            f"{self._path} cannot be read and has no good copy. Nothing was changed.",
            "Mend the file, or move it away to start afresh.",
        ) from damage

    @staticmethod
    def _parsed(path: Path) -> _File:
        fields = json.loads(path.read_text(encoding="utf-8"))
        version = fields["schema_version"]
        if type(version) is int and version > SCHEMA_VERSION:
            raise StorageError(
                "The outcomes are newer than this program",
                f"{path} has schema {version}; this version knows {SCHEMA_VERSION}. Nothing was changed.",
                "Install the newer version again.",
            )
        return _File.model_validate(fields)


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice calls of one series in the weeks before real interviews of one kind of outcome."""

    interviews: int
    """Those with practice before them."""
    calls: int
    hires: int
    """Calls of hire or better."""

    @property
    def share(self) -> float:
        """Share of the calls that were hire or better."""
        return self.hires / self.calls


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether practice told what would come, as far as the numbers say."""

    good: int
    bad: int
    """Interviews that went well and that did not, with practice before them or without."""
    series: str = ""
    """``self`` or the model whose calls are compared; empty where there are too few."""
    before_good: Practice | None = None
    before_bad: Practice | None = None


def telling(outcomes: Sequence[RealOutcome], store: Store) -> Telling:
    """Return how practice calls of the month before good outcomes compare with those before bad ones.

    Calls of different judges are never put together: of the series with enough on both sides the longest is taken.
    Only sessions of those months are read.
    """
    good = [each.day for each in outcomes if each.result.good is True]
    bad = [each.day for each in outcomes if each.result.good is False]
    nothing = Telling(len(good), len(bad))
    if min(len(good), len(bad)) < FEWEST:
        return nothing
    calls: dict[str, list[tuple[date, Call]]] = {}
    for record in _sessions_before((*good, *bad), store):
        for each in record.rounds:
            for series, assessment in _newest_by_series(each).items():
                if assessment.call is not Call.NOT_ENOUGH_EVIDENCE:
                    calls.setdefault(series, []).append((local(record.started).date(), assessment.call))
    found = []
    for series, made in calls.items():
        before_good, before_bad = _practice(made, good), _practice(made, bad)
        if min(before_good.interviews, before_bad.interviews) >= FEWEST:
            found.append(Telling(len(good), len(bad), series, before_good, before_bad))
    return max(found, key=lambda each: (len(calls[each.series]), each.series), default=nothing)


def _sessions_before(days: Sequence[date], store: Store) -> Iterable[SessionRecord]:
    for summary in store.summaries():
        begun = local(datetime.fromisoformat(summary.started)).date()
        if summary.status != SessionStatus.DISCARDED and any(_is_before(begun, day) for day in days):
            with contextlib.suppress(StorageError, UsageError):  # a lost session has no calls to tell
                yield store.load(summary.id)


def _is_before(begun: date, day: date) -> bool:
    """Tell whether practice counts for an interview: in the month before it, not on its day."""
    return timedelta(0) < day - begun <= timedelta(days=DAYS_BEFORE)


def _newest_by_series(record: RoundRecord) -> dict[str, Assessment]:
    return {_series(assessment): assessment for assessment in record.assessments}  # the newest stands last


def _series(assessment: Assessment) -> str:
    origin = assessment.provenance
    return Source.SELF.value if origin.source is Source.SELF else (origin.model or "unknown model")


def _practice(made: Sequence[tuple[date, Call]], days: Sequence[date]) -> Practice:
    counted = [call for begun, call in made if any(_is_before(begun, day) for day in days)]
    interviews = sum(any(_is_before(begun, day) for begun, _ in made) for day in days)
    return Practice(interviews, len(counted), sum(call >= Call.HIRE for call in counted))
