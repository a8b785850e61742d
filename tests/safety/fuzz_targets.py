"""Everything that reads a file which others can change, and what it must keep to, however the file was changed."""

from collections.abc import Callable, Iterable
from pathlib import Path

from question_bank.catalogue import Catalogue, read_header
from question_bank.checks import check_standard
from scorecards.catalogue import read_scorecard
from scorecards.gold import check_gold, read_gold
from scorecards.problems import Problem
from simulator.config import config_toml, load_config
from simulator.content import find_question
from simulator.grading.replies import ReplyFile
from simulator.grading.screening import screen
from simulator.grading.verifying import Verifier
from simulator.grading.wire import (
    CoachReply,
    ItemReply,
    JudgeReply,
    SortReply,
    UnusableReplyError,
    read_object,
    read_reply,
)
from simulator.model.keys import find_key, save_key
from simulator.model.known import KnownModels
from tests.grading.builders import CASE
from tests.grading.rounds import CARD, round_of
from tests.safety.fuzz_history import (
    ID,
    draft,
    imported,
    index,
    manifest,
    marker,
    marks_on_a_sheet,
    outcomes,
    session_file,
)
from tests.safety.real_files import CONNECTION
from tests.safety.sentences import check_sentences

EMPTY = Path(__file__).parent / "no shipped cards"
RECORD = round_of()
Load = Callable[[bytes, Path], None]


def _problems(problems: Iterable[Problem]) -> None:
    check_sentences(problem.sentence() for problem in problems)


def card(data: bytes, folder: Path) -> None:
    own = folder / "cards"
    own.mkdir()
    (own / "mine.toml").write_bytes(data)
    found = Catalogue(own, EMPTY)
    _problems(found.problems)
    for entry in found.entries():
        assert entry.header == read_header(entry.path)
        question = find_question(found, entry.header.id)
        _problems(check_standard(question, str(entry.path)))
        assert question.model_dump_json()


def rubric(data: bytes, folder: Path) -> None:
    path = folder / "case.toml"
    path.write_bytes(data)
    scorecard = read_scorecard(path)
    assert len(scorecard.core) == 4
    assert scorecard.content_hash()


def gold(data: bytes, folder: Path) -> None:
    path = folder / "gold.toml"
    path.write_bytes(data)
    items = frozenset(item.id for item in (*CASE.items, *CARD.items))
    _problems(check_gold(read_gold(path), CASE.dimension_ids, items, str(path)))


def config(data: bytes, folder: Path) -> None:
    path = folder / "config.toml"
    path.write_bytes(data)
    found = load_config(path)
    path.write_text(config_toml(found), encoding="utf-8")
    assert load_config(path) == found


def keys(data: bytes, folder: Path) -> None:
    path = folder / "keys.toml"
    path.write_bytes(data)
    assert isinstance(find_key("OPENAI_API_KEY", "models.example", {}, path), str)
    assert path.read_bytes() == data
    save_key("other.example", "sk-other", path)
    assert find_key("", "other.example", {}, path) == "sk-other"


def models(data: bytes, folder: Path) -> None:
    path = folder / "models.json"
    path.write_bytes(data)
    known = KnownModels(path)
    known.keep(CONNECTION, known.find(CONNECTION))
    assert known.find(CONNECTION) == KnownModels(path).find(CONNECTION)


def replies(data: bytes, folder: Path) -> None:
    path = folder / f"{ID}-1-1.jsonl"
    path.write_bytes(data)
    kept = ReplyFile(folder, ID, 1)
    for line in data.splitlines():
        for part in line.split(b'"'):
            kept.find(part.decode(errors="replace"))
    assert path.read_bytes() == data


def judge_reply(data: bytes, folder: Path) -> None:
    del folder
    text = data.decode(errors="replace")
    for wanted in (CoachReply, SortReply, ItemReply):
        _read_if_it_fits(text, wanted)
    assert isinstance(read_object(text), dict)
    reply = read_reply(text, JudgeReply)
    verifier = Verifier(screen(RECORD, CARD))
    for name in CARD.tested(CASE.dimension_ids):
        items = CASE.items_of(name, CARD.items)
        if {item.id for item in items} <= {each.id for each in reply.items}:
            checked = verifier.check(reply, items)
            for each in checked.items.values():
                assert all(quote.text in " ".join(RECORD.candidate_turns()) for quote in each.quotes)


def _read_if_it_fits(text: str, wanted: type[CoachReply] | type[SortReply] | type[ItemReply]) -> None:
    try:
        read_reply(text, wanted)
    except UnusableReplyError as error:
        check_sentences([str(error)])


TARGETS: dict[str, tuple[str, Load]] = {
    "card": ("toml", card),
    "rubric": ("toml", rubric),
    "gold": ("toml", gold),
    "config": ("toml", config),
    "keys": ("toml", keys),
    "models": ("json", models),
    "draft": ("journal", draft),
    "sheet": ("journal", marks_on_a_sheet),
    "session": ("json", session_file),
    "index": ("journal", index),
    "marker": ("", marker),
    "outcomes": ("json", outcomes),
    "import": ("lines", imported),
    "replies": ("lines", replies),
    "judge": ("json", judge_reply),
    "manifest": ("json", manifest),
}
"""By the kind of file: its form, and what reads it."""
