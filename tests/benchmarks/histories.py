"""Histories of any length for measuring, made from one real session without the cost of durable writes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from question_bank.catalogue import Catalogue
from scorecards.catalogue import load_scorecard
from scorecards.models import ItemStatus, Target
from simulator.clock import SystemClock
from simulator.grading.self_grading import assess, items_to_mark
from simulator.grading.sheet import Mark, Placement, Sheet
from simulator.history.documents import write_session
from simulator.history.journal import line_of
from simulator.history.migrations import SCHEMA_VERSION
from simulator.history.records import (
    ClosedBy,
    Mode,
    Prediction,
    RoundRecord,
    SessionRecord,
    SessionStatus,
    Speaker,
    Turn,
    TurnKind,
)
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from simulator.history.upgrading import MARKER

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
QUESTION = "free-payroll"
SENTENCE = "We keep the accountants, because they choose for most of the firms and leave last. "


def answered_session(name: str, started: datetime = FIRST, answer_words: int = 600) -> SessionRecord:
    """Return a finished session of one self-graded round, with about ``answer_words`` words of answer."""
    question = Catalogue().load(QUESTION)
    scorecard = load_scorecard(question.kind)
    text = SENTENCE * (answer_words // len(SENTENCE.split()))
    answer = Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.ANSWER, text=text, at=1500)
    record = RoundRecord(
        number=1,
        question_id=question.id,
        title=question.title,
        kind=question.kind,
        sub_kind=question.sub_kind,
        prompt=question.brief.prompt,
        minutes=question.minutes,
        started=started,
        closed_by=ClosedBy.CANDIDATE,
        turns=(answer,),
        prediction=Prediction(levels=dict.fromkeys(scorecard.dimension_ids, 3), call=4, probability=0.6),
    )
    marks = {
        item.id: Mark(ItemStatus.MET, "C1.1") if number % 2 else Mark(ItemStatus.ABSENT)
        for number, item in enumerate(items_to_mark(question, scorecard))
    }
    sheet = Sheet(items=marks, placements=dict.fromkeys(scorecard.dimension_ids, Placement.LEVEL_WITH_LOW))
    judged = assess(record, question, scorecard, sheet, Target.SENIOR, started)
    return SessionRecord(
        id=name,
        started=started,
        saved=started,
        mode=Mode.MOCK,
        target=Target.SENIOR,
        status=SessionStatus.FINISHED,
        rounds=(record.model_copy(update={"assessments": (judged,)}),),
    )


def make_history(folder: Path, count: int, seed: int = 1) -> list[str]:
    """Fill ``folder`` with ``count`` sessions, four a day from 2020 on; return their ids."""
    random = Random(seed)
    template = answered_session("20200101-000000-0000")
    scratch = folder / "template.json"
    folder.mkdir(parents=True)
    write_session(scratch, template)
    content = scratch.read_text(encoding="utf-8")
    summary = summarise(template)
    names = []
    with (folder / "index.jsonl").open("wb") as index:
        for number in range(count):
            started = FIRST + timedelta(hours=6 * number)
            name = f"{started:%Y%m%d-%H%M%S}-{random.randrange(16**4):04x}"
            month = folder / "sessions" / f"{started:%Y-%m}"
            month.mkdir(parents=True, exist_ok=True)
            (month / f"{name}.json").write_text(content.replace(template.id, name), encoding="utf-8")
            index.write(line_of(summary._replace(id=name, started=started.isoformat()).to_row()))
            names.append(name)
    (folder / MARKER).write_text(str(SCHEMA_VERSION), encoding="utf-8")
    scratch.unlink()
    return names


def open_history(folder: Path) -> HistoryStore:
    """Open the history of a folder under the machine's clock."""
    return HistoryStore(folder, SystemClock()).open()
