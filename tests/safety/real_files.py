"""One of every kind of file, written by the program itself on a day of practice, and shipped ones."""

import asyncio
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from question_bank.catalogue import SHIPPED
from scorecards.catalogue import RUBRICS
from scorecards.gold import gold_files
from scorecards.models import Kind
from scorecards.recommendation import Call
from simulator.config import Config, ModelConfig, config_toml
from simulator.grading.replies import ReplyFile
from simulator.history.deletion import Deletions
from simulator.history.export import json_lines
from simulator.history.labels import with_note, with_tags
from simulator.history.outcomes import Result
from simulator.history.records import Mode, Prediction
from simulator.interview.conductor import Interview
from simulator.model.connection import Connection
from simulator.model.keys import save_key
from simulator.model.known import Findings, KnownModels
from tests.grading.builders import CASE, judged, sheet
from tests.grading.judges import FakeJudge, honest
from tests.grading.rounds import CARD, QUICKLY, judging, marks, round_of
from tests.history.builders import ONE, open_store, session
from tests.safety.house import House, WanderingClock
from tests.safety.random_judges import by_oneself

CONNECTION = Connection("openai/judge", "https://models.example/v1")
ANSWER = " ".join(turn.text for turn in round_of().turns if turn.kind == "answer")


@cache
def real_files() -> dict[str, tuple[bytes, ...]]:
    """Return the contents of real files by kind."""
    with tempfile.TemporaryDirectory() as place, patch("secrets.token_hex", lambda size: "0" * 2 * size):
        folder = Path(place)
        files = _practice(House(folder, WanderingClock(), Random(1)))
    cards = sorted(SHIPPED.rglob("*.toml"))
    return {
        **files,
        "card": tuple(path.read_bytes() for path in cards[:: len(cards) // 6]),
        "rubric": tuple(path.read_bytes() for path in sorted(RUBRICS.glob("*.toml"))),
        "gold": tuple(path.read_bytes() for path in gold_files()[:3]),
    }


def _practice(house: House) -> dict[str, tuple[bytes, ...]]:
    """Have a day of practice in a folder and return what lies there."""
    paths, clock, store = house.paths, house.clock, house.store
    first = _sit(house, Mode.MOCK)
    session = first.record()
    by_oneself(paths.drafts, clock, session, 1, first.question, 2, lambda _: None)
    sheets = [path.read_bytes() for path in paths.drafts.glob("*.sheet.jsonl")]
    draft = (paths.drafts / f"{session.id}.draft.jsonl").read_bytes()
    asked = FakeJudge(honest(marks()))
    replies = ReplyFile(paths.replies, session.id, 1)
    made = asyncio.run(judging(asked, round_of(), QUICKLY, replies=replies))
    first.add_assessment(1, judged(CARD, sheet(CARD), session.rounds[0]))
    first.add_assessment(1, made)
    first.finish()
    store.save(with_tags(with_note(store.load(session.id), "Too slow.", clock.utc()), ["+pricing"], clock.utc()))
    second = _sit(house, Mode.PRACTICE)
    second.discard()
    house.outcomes.add(date(2026, 11, 20), Kind.CASE, Result.OFFER, "Acme", "Nice.", clock.utc())
    house.outcomes.add(date(2026, 11, 19), "loop", Result.REJECTED, "", "", clock.utc())
    KnownModels(paths.models_file).keep(CONNECTION, Findings(offsets={"abc": (0.2, 30)}))
    save_key("models.example", "sk-secret", paths.keys_file)
    records = [store.load(summary.id) for summary in store.summaries()]
    files = {
        "draft": (draft,),
        "sheet": tuple(sheets),
        "replies": tuple(path.read_bytes() for path in paths.replies.glob("*.jsonl")),
        "session": tuple(path.read_bytes() for path in paths.history.glob(f"sessions/*/{session.id}.json")),
        "index": (_index(paths.data / "neighbour"),),
        "marker": ((paths.history / "schema_version").read_bytes(),),
        "outcomes": (paths.outcomes_file.read_bytes(),),
        "models": (paths.models_file.read_bytes(),),
        "keys": (paths.keys_file.read_bytes(),),
        "import": ("".join(json_lines(records)).encode(),),
        "config": (_config().encode(),),
        "judge": tuple(asked.text(request).encode() for request in asked.requests),
    }
    deleted = Deletions(paths, store, clock).delete(session.id)
    files["manifest"] = ((deleted.place / "deleted.json").read_bytes(),)
    house.end()
    return files


def _index(folder: Path) -> bytes:
    """Return the index of a history of one session, saved twice."""
    store = open_store(folder)
    for text in ("What others said.", "What others said then."):
        store.save(session(ONE, text))
    store.close()
    return (folder / "index.jsonl").read_bytes()


def _sit(house: House, mode: Mode) -> Interview:
    """Sit a round up to its judgement."""
    workspace = house.workspace
    house.clock.advance(3600)
    interview = workspace.start([workspace.question(CARD.id)], mode, None, house.trouble)
    interview.begin_round()
    interview.tell(interview.question.facts[0].ask[0], interview.question.facts[0])
    for end in range(0, len(ANSWER) + 60, 60):
        house.clock.advance(4)
        interview.type(ANSWER[:end])
    interview.next_stage()
    if mode is Mode.PRACTICE:
        interview.take_hint()
    interview.close_answer()
    for text in ("I would stop it if waiting at the desk grew for two days in a row.", "The operations lead tells."):
        interview.next_probe()
        interview.type(text)
        interview.close_answer()
    levels = dict.fromkeys(CARD.tested(CASE.dimension_ids), 3)
    interview.predict(Prediction(levels=levels, call=Call.LEAN_HIRE, probability=0.5))
    return interview


def _config() -> str:
    model = ModelConfig(name="openai/judge", api_base="https://models.example/v1", cap=2.5, agreed="models.example")
    keys = {"home.mock": "m", "home.drill": "d"}
    return config_toml(
        Config(probes=2, theme="paper", keys=keys, model=model, interview_date=date(2026, 12, 24), own_cards="/tmp/x")
    )
