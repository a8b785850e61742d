"""Sessions for other programs: one JSON line a session, one CSV row a dimension of a judgement.

Everything is made one session at a time, so that a long history needs no more memory than a short one.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from scorecards.cleaning import clean
from scorecards.models import Unassessed
from simulator.errors import UsageError
from simulator.history.migrations import SCHEMA_VERSION
from simulator.history.records import Assessment, DimensionResult, RoundRecord, SessionRecord

SCHEMA, PART = "schema", "part"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet take a cell for a formula, in the wide forms too that some of them fold."""
COLUMNS = (
    *("session", "started", "mode", "target", "status", "tags", "note"),
    *("round", "question", "title", "kind", "sub_kind", "minutes", "words", "hints"),
    *("assessment", "made", "source", "model", "server_model", "grading_mode", "small_model"),
    *("rubric_version", "rubric_hash", "prompt_hash", "program_version"),
    *("call", "confidence", "predicted_call", "predicted_probability"),
    *("dimension", "dimension_name", "state", "level", "value", "checklist_level", "anchor", "predicted"),
)


def portable(record: SessionRecord) -> SessionRecord:
    """Return the session without places on this machine: some servers answer under the path of their model's file."""
    return record.model_copy(
        update={
            "rounds": tuple(
                each.model_copy(update={"assessments": tuple(map(portable_assessment, each.assessments))})
                for each in record.rounds
            )
        }
    )


def portable_assessment(assessment: Assessment) -> Assessment:
    """Return the judgement without places on this machine."""
    origin = assessment.provenance
    names = {"model": _without_folders(origin.model), "server_model": _without_folders(origin.server_model)}
    return assessment.model_copy(update={"provenance": origin.model_copy(update=names)})


def _without_folders(name: str | None) -> str | None:
    """Return a model's name; of those that are paths of files only the last part. ``provider/model`` is no path."""
    if not name:
        return name
    return ", ".join(_last_part(part) if _is_path(part) else part for part in name.split(", "))


def _is_path(name: str) -> bool:
    tail = name.partition("/")[2]  # the provider may stand before the path: openai//srv/model.gguf
    return any(
        each.startswith(("/", "~", "./", "../", "file:")) or "\\" in each or each[1:3] == ":/" for each in (name, tail)
    )


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]


def with_round(record: SessionRecord, number: int) -> SessionRecord:
    """Return the session with one of its rounds only; raise UsageError where it has none of that number."""
    rounds = tuple(each for each in record.rounds if each.number == number)
    if not rounds:
        raise UsageError(
            "No such round",
            f"Session {record.id} has no round {number}; it has {len(record.rounds)}.",
            "See its rounds: pm-simulator show.",
        )
    return record.model_copy(update={"rounds": rounds})


def json_lines(records: Iterable[SessionRecord], *, part: bool = False) -> Iterator[str]:
    """Give one JSON line a session, in ASCII so that no reader takes a character inside for the end of a line.

    ``part`` marks lines that hold one round of their session; import takes whole sessions only.
    """
    for record in records:
        fields: dict[str, Any] = {SCHEMA: SCHEMA_VERSION}
        if part:
            fields[PART] = True
        yield json.dumps({**fields, **portable(record).model_dump(mode="json")}, separators=(",", ":")) + "\n"


def score_rows(records: Iterable[SessionRecord]) -> Iterator[str]:
    """Give the CSV of scores: its header, then one row for each dimension of each judgement of each round."""
    yield _csv_line(COLUMNS)
    for record in map(portable, records):
        for each in record.rounds:
            for assessment in each.assessments:
                for result in assessment.dimensions:
                    row = _row(record, each, assessment, result)
                    yield _csv_line([row[name] for name in COLUMNS])


def _row(
    record: SessionRecord, each: RoundRecord, assessment: Assessment, result: DimensionResult
) -> dict[str, str | int | float | bool | None]:
    origin, prediction = assessment.provenance, each.prediction
    unassessed = result.outcome if isinstance(result.outcome, Unassessed) else None
    return {
        "session": record.id,
        "started": record.started.isoformat(),
        "mode": record.mode.value,
        "target": assessment.target.value,
        "status": record.status.value,
        "tags": " ".join(record.tags),
        "note": record.note,
        "round": each.number,
        "question": each.question_id,
        "title": each.title,
        "kind": each.kind.value,
        "sub_kind": each.sub_kind,
        "minutes": each.minutes,
        "words": each.words,
        "hints": each.hints,
        "assessment": assessment.id,
        "made": origin.made.isoformat(),
        "source": origin.source.value,
        "model": origin.model,
        "server_model": origin.server_model,
        "grading_mode": origin.mode.value if origin.mode else None,
        "small_model": str(origin.small_model).lower(),
        "rubric_version": origin.rubric_version,
        "rubric_hash": origin.rubric_hash,
        "prompt_hash": origin.prompt_hash,
        "program_version": origin.program_version,
        "call": assessment.call.label,
        "confidence": assessment.confidence.value,
        "predicted_call": prediction.call.label if prediction else None,
        "predicted_probability": prediction.probability if prediction else None,
        "dimension": result.id,
        "dimension_name": result.name,
        "state": unassessed.value if unassessed else "graded",
        "level": None if unassessed else result.outcome,
        "value": None if unassessed else result.value,
        "checklist_level": result.checklist_level,
        "anchor": result.anchor,
        "predicted": prediction.levels.get(result.id) if prediction else None,
    }


def _csv_line(cells: Iterable[str | float | None]) -> str:
    """Return one line; every text is quoted, so that a reader that splits at semicolons finds no cell inside."""
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerow(
        [defused(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return line.getvalue()


def defused(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{kept}" if (kept := clean(text)).startswith(FORMULA_STARTS) else kept
