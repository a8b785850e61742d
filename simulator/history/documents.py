"""A session as TinyDB tables, and back."""

from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from simulator.history.migrations import SCHEMA_VERSION, Tables
from simulator.history.records import SessionRecord
from simulator.history.storage import AtomicStorage

META, SESSIONS, ROUNDS, ASSESSMENTS = "meta", "sessions", "rounds", "assessments"
DAMAGE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError)
"""What reading a file that is not what we wrote can raise; pydantic's and json's errors are ValueErrors."""


def write_session(path: Path, record: SessionRecord, version: int = SCHEMA_VERSION) -> None:
    """Write one session's file whole; raise StorageError."""
    storage = AtomicStorage(path)
    storage.write({})
    database = TinyDB(storage=lambda: storage)
    for name, rows in rows_of(record.model_dump(mode="json"), version).items():
        documents = [Document(row, doc_id=number) for number, row in enumerate(rows, start=1)]
        database.table(name, cache_size=0).insert_multiple(documents)
    storage.commit()


def rows_of(fields: dict[str, Any], version: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each table for a session as JSON has it; raise KeyError, TypeError or AttributeError."""
    rounds = [dict(entry) for entry in fields["rounds"]]
    assessments = [
        {"round": entry["number"], **assessment} for entry in rounds for assessment in entry.pop("assessments", ())
    ]
    return {
        META: [{"schema_version": version}],
        SESSIONS: [{key: value for key, value in fields.items() if key != "rounds"}],
        ROUNDS: rounds,
        ASSESSMENTS: assessments,
    }


def tables_of(fields: dict[str, Any], version: int) -> Tables:
    """Return a session as JSON has it as the tables of its file; raise as ``rows_of`` does."""
    return {
        name: {str(number): row for number, row in enumerate(rows, start=1)}
        for name, rows in rows_of(fields, version).items()
    }


def write_tables(path: Path, tables: Tables) -> None:
    """Write migrated tables as they are; raise StorageError."""
    storage = AtomicStorage(path)
    storage.write(tables)
    storage.commit()


def read_tables(path: Path) -> Tables:
    """Return the tables of a session's file; raise ValueError when it is damaged, OSError when it is unreadable."""
    tables = AtomicStorage(path).read()
    if tables is None:
        raise FileNotFoundError(path)
    return tables


def to_record(tables: Tables) -> SessionRecord:
    """Return the session of tables at the newest schema; raise ValueError, KeyError or TypeError when damaged."""
    storage = AtomicStorage(Path())
    storage.write(tables)
    database = TinyDB(storage=lambda: storage)
    session = dict(database.table(SESSIONS, cache_size=0).all()[0])
    rounds = [dict(row) for row in database.table(ROUNDS, cache_size=0).all()]
    assessments = [dict(row) for row in database.table(ASSESSMENTS, cache_size=0).all()]
    for entry in rounds:
        entry["assessments"] = [
            {key: value for key, value in assessment.items() if key != "round"}
            for assessment in assessments
            if assessment["round"] == entry["number"]
        ]
    return SessionRecord.model_validate({**session, "rounds": rounds})
