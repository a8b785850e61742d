"""Sessions that travel between machines, judged on the dimensions of a shipped scorecard."""

import io
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from scorecards.catalogue import load_scorecard
from scorecards.models import ItemKind, ItemStatus, Kind, Unassessed
from scorecards.recommendation import Call
from simulator.history.export import json_lines
from simulator.history.records import (
    Assessment,
    DimensionResult,
    ItemResult,
    Prediction,
    Quote,
    SessionRecord,
    SessionStatus,
    Source,
)
from tests.fakes import BEGIN
from tests.history.builders import ONE, assessment, session

DIMENSIONS = load_scorecard(Kind.STRATEGY).dimension_ids
HOSTILE = [
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    '";=1;"',
    "a;=1",
    "<script>alert(1)</script>",
    "</blockquote></body><img src=http://x onerror=alert(1)>",
    "&lt;b&gt; &amp; \" ' &#60;",
    "<!-- --> <![CDATA[ ]]> <style>*{display:none}</style>",
    "# heading\n## another",
    "---\n===\n***\n- item\n* item\n+ item\n1. item\n2) item",
    "```\ncode\n```\n~~~\n    indented",
    "[link](http://x) ![image](http://x/y.png) [ref]: http://x",
    "*bold* __bold__ `code` ~~struck~~ \\ | a | b |\n|---|---|\n:-:",
    "a\x1b[31mred\x07\x00\x9b31m",
    "one\u2028two\u2029three\x85four\r\nfive",
    "\u202edetrevni\u2066",
    "\udce9 lone",
    "> quote\n>> deeper",
    "{{ template }} ${x} $$x$$ %s {0}",
    " leading and trailing ",
    "",
    "Отвечаю: 我们先看护士。نبدأ",
]
"""Texts that mean something to a spreadsheet, a browser, a Markdown reader or a terminal."""


def judged(
    name: str, made: float = 0, *, source: Source = Source.SELF, model: str | None = None, **more: Any
) -> Assessment:
    """Return a judgement on two dimensions of the strategy scorecard, ``made`` so many seconds after the beginning."""
    base = assessment(name, more.pop("call", Call.LEAN_HIRE))
    origin = {"source": source, "model": model, "made": BEGIN + timedelta(seconds=made)}
    text = more.pop("text", "Names whom it is for.")
    item = ItemResult(
        id="i1", kind=ItemKind.CORE, text=text, status=ItemStatus.MET, quotes=(Quote(segment="C1.1", text=text),)
    )
    dimensions = (
        DimensionResult(id=DIMENSIONS[0], name="First", outcome=4, value=3.75, items=(item,)),
        DimensionResult(id=DIMENSIONS[1], name="Second", outcome=Unassessed.NOT_ASKED),
    )
    fields = {"provenance": base.provenance.model_copy(update=origin), "dimensions": dimensions, **more}
    return base.model_copy(update=fields)


def finished(name: str = ONE, text: str = "We start with the night nurses.", *made: Assessment) -> SessionRecord:
    """Return a finished session of one round."""
    return session(name, text, *made).model_copy(update={"status": SessionStatus.FINISHED})


def with_rounds(record: SessionRecord, *texts: str) -> SessionRecord:
    """Return the session with one round for each text, numbered from one."""
    first = record.rounds[0]
    rounds = tuple(
        first.model_copy(update={"number": number, "turns": (first.turns[0].model_copy(update={"text": text}),)})
        for number, text in enumerate(texts, start=1)
    )
    return record.model_copy(update={"rounds": rounds})


def hostile(text: str) -> SessionRecord:
    """Return a session with this text wherever a candidate, a card or a model can have put it."""
    judgement = judged("a1", source=Source.LLM, model=text or None, text=text, caps=(text,), doubts=(text,))
    strange = judgement.dimensions[0].model_copy(update={"name": text, "why_not_higher": text})
    judgement = judgement.model_copy(update={"dimensions": (strange, judgement.dimensions[1])})
    record = finished(ONE, text, judgement, judged("a2", 60))
    fields = {"title": text, "prompt": text, "question_id": text, "sub_kind": text}
    prediction = Prediction(levels={DIMENSIONS[0]: 3}, call=Call.HIRE, probability=0.7)
    entry = record.rounds[0].model_copy(update={**fields, "prediction": prediction})
    return record.model_copy(update={"rounds": (entry,), "note": text})


def exported(*records: SessionRecord) -> io.BytesIO:
    """Return sessions as the file that export makes of them."""
    return io.BytesIO("".join(json_lines(records)).encode())


def changed(record: SessionRecord, **fields: Any) -> dict[str, Any]:
    """Return the object of a session's line with some fields replaced; None takes one away."""
    line: dict[str, Any] = json.loads(next(iter(json_lines([record]))))
    line.update(fields)
    return {key: value for key, value in line.items() if value is not None}


def lines(*rows: Iterable[Any] | bytes) -> io.BytesIO:
    """Return a file of these objects and raw lines."""
    return io.BytesIO(b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows))
