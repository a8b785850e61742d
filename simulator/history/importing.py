"""Sessions from another machine's export, merged into this history line by line; nothing is lost, nothing doubled."""

import json
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, BinaryIO

from scorecards.catalogue import load_scorecard
from simulator.errors import LostSessionError, StorageError, UsageError
from simulator.history.documents import DAMAGE, tables_of, to_record
from simulator.history.export import PART, SCHEMA
from simulator.history.labels import is_tag
from simulator.history.merging import DifferentSessionError, merged
from simulator.history.migrations import MIGRATIONS, SCHEMA_VERSION, migrate
from simulator.history.records import SessionRecord
from simulator.history.store import Store

LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of one session; a hundred times what four long rounds and their judgements take."""
CHUNK = 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-z]{1,20}")
"""Narrower than what the store takes: two ids must not differ by case alone, which some disks do not tell apart."""


class Fate(StrEnum):
    """What became of a line."""

    CAME = "came"
    THERE = "there already"
    MERGED = "merged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one line of the file."""

    line: int
    fate: Fate
    session: str = ""
    """Its id; empty where the line could not be read."""
    reason: str = ""
    """Why it was refused, in one sentence."""


class _BrokenLineError(Exception):
    """A line that holds no session that can be taken."""


def import_lines(stream: BinaryIO, store: Store, under_way: Container[str] = ()) -> Iterator[Imported]:
    """Give what became of each line, once it is on the disk; ``under_way`` names sessions that have a draft here.

    Raise StorageError, before anything is written, for a file of a newer schema, and for a disk that is full;
    UsageError for a stream that cannot be read twice.
    """
    _refuse_newer(stream)
    for number, line in _lines(stream):
        try:
            record = _read(line)
        except _BrokenLineError as error:
            yield Imported(number, Fate.REFUSED, reason=f"It {error}.")
            continue
        if record.id in under_way:
            reason = "It is under way here; finish or discard it first."
            yield Imported(number, Fate.REFUSED, record.id, reason)
            continue
        yield _take(number, record, store)


def _take(number: int, record: SessionRecord, store: Store) -> Imported:
    try:
        there = store.load(record.id)
    except (UsageError, LostSessionError):  # not here, or damaged without a good copy: then this is one
        store.save(record)
        return Imported(number, Fate.CAME, record.id)
    try:
        both = merged(there, record)
    except DifferentSessionError as error:
        return Imported(number, Fate.REFUSED, record.id, str(error))
    if both == there:
        return Imported(number, Fate.THERE, record.id)
    store.save(both)
    return Imported(number, Fate.MERGED, record.id)


def _refuse_newer(stream: BinaryIO) -> None:
    """Read the whole file once for its schemas, and go back to its start."""
    try:
        start = stream.tell()
    except OSError as error:
        raise UsageError(
            "The file cannot be read twice",
            "It is a pipe, and import looks through all of it before it writes.",
            "Save it to a file first.",
        ) from error
    for number, line in _lines(stream):
        try:
            version = _fields(line)[SCHEMA]
        except _BrokenLineError:
            continue
        if version > SCHEMA_VERSION:
            raise StorageError(
                "The export is newer than this program",
                f"Line {number} has schema {str(version)[:20]}; this version knows {SCHEMA_VERSION}."
                " Nothing was imported.",
                "Install the newer version here too.",
            )
    stream.seek(start)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Give the lines that are not blank with their numbers; of one that is too long only so much as shows it."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) and not rest.endswith(b"\n") and len(line) > LONGEST_LINE:
            rest = stream.readline(CHUNK)
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARK)
        if line.strip():
            yield number, line


def _fields(line: bytes) -> dict[str, Any]:
    """Return a line's JSON object, whose schema is a number; raise _BrokenLineError."""
    if len(line) > LONGEST_LINE:
        raise _BrokenLineError(f"is longer than {LONGEST_LINE // 1024**2} MB")
    try:
        fields = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise _BrokenLineError("is not text in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _BrokenLineError("is not JSON") from error
    if not isinstance(fields, dict):
        raise _BrokenLineError("is no session")
    version = fields.get(SCHEMA)
    if type(version) is not int or version < 1:
        raise _BrokenLineError("names no schema")
    return fields


def _read(line: bytes) -> SessionRecord:
    """Return the session of a line, brought to the newest schema; raise _BrokenLineError."""
    fields = _fields(line)
    version = fields.pop(SCHEMA)
    if fields.pop(PART, False):
        raise _BrokenLineError("is one round of a session, and import takes whole sessions")
    try:
        record = to_record(migrate(tables_of(fields, version), MIGRATIONS, SCHEMA_VERSION))
    except DAMAGE as error:
        raise _BrokenLineError("is no session as this program writes them") from error
    problem = _problem(record)
    if problem:
        raise _BrokenLineError(problem)
    return record


def _problem(record: SessionRecord) -> str:
    """Return what the program relies on and the types do not say; empty where all is well."""
    if not _ID.fullmatch(record.id):
        return "has an id that this program does not give"
    if not all(map(is_tag, record.tags)):
        return "has a tag that is no word"
    if [each.number for each in record.rounds] != list(range(1, len(record.rounds) + 1)):
        return "has rounds that are not numbered from one"
    judged = [assessment for each in record.rounds for assessment in each.assessments]
    times = [record.started, record.saved, *(assessment.provenance.made for assessment in judged)]
    times += [each.started for each in record.rounds if each.started]
    if not all(map(_is_utc, times)):
        return "has a time that is not in UTC"
    for each in record.rounds:
        if len({assessment.id for assessment in each.assessments}) < len(each.assessments):
            return "has two judgements with one id"
        known = set(load_scorecard(each.kind).dimension_ids)
        for assessment in each.assessments:
            if strange := {result.id for result in assessment.dimensions} - known:
                return f"was judged on {min(strange)[:60]!r}, which no scorecard of this version has"
    return ""


def _is_utc(time: datetime) -> bool:
    return time.utcoffset() == timedelta(0)
