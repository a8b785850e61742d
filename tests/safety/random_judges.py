"""Judges that a random user meets: a model that answers anything at all, and the user with a checklist."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from question_bank.models import Question
from scorecards.catalogue import load_scorecard
from scorecards.models import ItemStatus
from simulator.clock import Clock
from simulator.config import Config, ModelConfig
from simulator.grading.desk import ModelDesk, spent_on
from simulator.grading.self_grading import assess, items_to_mark, segments_of
from simulator.grading.sheet import ASKED_FLAGS, Mark, Placement, Sheet, SheetFile
from simulator.history.records import Assessment, SessionRecord
from simulator.model.protocol import PASSING, Failure, ModelError, Request
from simulator.paths import Paths
from tests.grading.judges import Report, Seen, item, lazy, pleased, praise, report
from tests.grading.rounds import at_once
from tests.grading.warm_judge import LOCAL, Maker, first_item_met

MODES = ("quick", "standard", "rigorous")
RUBBISH = (
    "",
    "I would rather not.",
    "{",
    "[" * 3000,
    '{"items": [], "level": 3}',
    '{"level": NaN, "items": "all"}',
    '{"items": [{"id": "x", "status": "met"}], "level": 1e999, "why_not_higher": "", "why_not_lower": ""}',
    '{"a": ' * 2000,
    "```json\n{}\n``` \ud800 \x00 \x1b[2J",
    '{"sort": "no such item"}',
    '{"suggestions": [{"cites": "C9.9", "advice": "", "stronger": "", "drill": ""}]}',
)


def _liar(seen: Seen) -> Report:
    return report(praise(seen, "I doubled the revenue of the firm in one quarter."), level=5)


def _misquoting(seen: Seen) -> Report:
    quotes = [sentence[:-2] + "zz never" for sentence in seen.sentences.values()]
    return report(praise(seen, *(quotes or ["Nothing."])), level=4)


def _unruly(seen: Seen) -> Report:
    return {**report([item(name, "met", "x" * 5000) for name in seen.items]), "level": 7, "extra": [[[1]]]}


def _undecided(seen: Seen) -> Report:
    return report([item(name, status) for name in seen.items for status in ("met", "absent")], level=2)


def _accusing(seen: Seen) -> Report:
    first = next(iter(seen.sentences.values()))
    signs = [{"sign": "contradicted_fact", "quote": first}, {"sign": "no such sign", "quote": first}]
    items = [item(name, "met", first) for name in seen.items if name in seen.accusations]
    return report([*items, *[item(name) for name in seen.items if name not in seen.accusations]], 1, signs)


STRATEGIES = (first_item_met, pleased, lazy, _liar, _misquoting, _unruly, _undecided, _accusing)


def random_model(chance: Random, evil: float) -> Maker:
    """Return the maker of a model that answers out of order with that chance, and otherwise in a mood of its own."""
    failures = [Failure.BAD_KEY, Failure.TOO_LONG, Failure.OVERSIZED, *PASSING]

    def says(request: Request) -> str | None:
        if chance.random() < evil:
            return chance.choice(RUBBISH)
        sorts = request.schema["properties"].get("sort")
        return json.dumps({"sort": chance.choice(sorts["enum"])}) if sorts else None

    def hook(_request: Request) -> Failure | ModelError | None:
        return chance.choice(failures) if chance.random() < evil / 2 else None

    def strategy(seen: Seen) -> Report:
        return chance.choice(STRATEGIES)(seen)

    cites = [{"cites": "C1.1", "advice": "Go on.", "stronger": "I would.", "drill": "Again."}]
    return Maker(strategy=strategy, hook=hook, says=says, coaching=cites)


def by_model(
    paths: Paths, clock: Clock, session: SessionRecord, number: int, question: Question, seed: int
) -> Assessment:
    """Have a round judged by a random model, now and then stopped in the middle; raise ModelError or CancelledError."""
    chance = Random(seed)
    maker = random_model(chance, chance.choice([0.0, 0.1, 0.5]))
    config = ModelConfig(
        name="openai/judge",
        api_base=LOCAL,
        mode=chance.choice(MODES),
        small_model=chance.choice(["no", "no", "yes"]),
        cap=chance.choice([0.0, 0.02, 5.0]),
    )
    stop_after = chance.choice([0, 0, 0, 3])

    async def judged() -> Assessment:
        desk = ModelDesk(paths, lambda: Config(model=config), clock, environment={}, make_model=maker)
        calls = desk.calls(desk.replies(session, number), spent_on(session), sleep=at_once)
        scorecard = load_scorecard(session.rounds[number - 1].kind)
        task = asyncio.ensure_future(
            desk.judge(session, number, question, scorecard, calls, judge_withheld=chance.random() < 0.2)
        )
        while stop_after and not task.done() and len(maker.requests) < stop_after:
            await asyncio.sleep(0)
        if stop_after:
            task.cancel()
        return await task

    return asyncio.run(judged())


def by_oneself(
    folder: Path,
    clock: Clock,
    session: SessionRecord,
    number: int,
    question: Question,
    seed: int,
    on_mark: Callable[[Sheet], None],
) -> Assessment | None:
    """Mark on where the sheet was left; return the assessment when all is marked, None where it was put off."""
    chance = Random(seed)
    record = session.rounds[number - 1]
    scorecard = load_scorecard(record.kind)
    segments = [*(segment.id for segment in segments_of(record)), "C9.9"]
    patience = chance.choice([3, 20, 999, 999])
    sheet = SheetFile(folder, session.id, number)
    try:
        seconds = sheet.sheet.seconds
        for each in items_to_mark(question, scorecard):
            if each.id not in sheet.sheet.items:
                if not (patience := patience - 1):
                    return None
                status = chance.choice(list(ItemStatus))
                sheet.mark_item(each.id, Mark(status, chance.choice(segments)), seconds)
                on_mark(sheet.sheet)
        for flag in ASKED_FLAGS:
            if flag not in sheet.sheet.flags:
                sheet.raise_flag(flag, chance.random() < 0.2, seconds)
                on_mark(sheet.sheet)
        for name in question.tested(scorecard.dimension_ids):
            if name not in sheet.sheet.placements:
                sheet.place(name, chance.choice(list(Placement)), seconds)
                on_mark(sheet.sheet)
        return assess(record, question, scorecard, sheet.sheet, session.target, clock.utc())
    finally:
        sheet.close()


def replies_of(paths: Paths) -> list[str]:
    """Return every kept reply that can be read."""
    lines = [line for path in sorted(paths.replies.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return [json.loads(line)["key"] for line in lines if line.startswith(b"{") and line.endswith(b"}")]
