"""The process that kill.py kills: it answers, saves or migrates in a loop, and says what it has been promised."""

import itertools
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from question_bank.catalogue import Catalogue
from question_bank.models import Question
from scorecards.models import Target
from scorecards.recommendation import Call
from simulator.clock import SystemClock
from simulator.errors import StorageError
from simulator.history.migrations import Migration, Tables
from simulator.history.records import Mode, Prediction, SessionRecord
from simulator.history.store import HistoryStore
from simulator.interview.conductor import Interview
from simulator.interview.events import checksum
from simulator.interview.starting import start_interview
from tests.history.builders import assessment, session
from tests.safety.promises import Promises

PROBES = 2
SESSIONS = 12
"""Sessions that one victim saves again and again."""


def question() -> Question:
    """Return the card that is asked."""
    catalogue = Catalogue()
    return catalogue.load(catalogue.entries()[0].header.id)


def raise_trouble(error: StorageError) -> None:
    """Let a draft or a save that fails end the process: nothing may fail here."""
    raise error


def answer(folder: Path, promises: Promises, seed: int) -> None:
    """Sit one interview after another, typing as fast as every text is safe."""
    chance, card, clock = random.Random(seed), question(), SystemClock()
    store = HistoryStore(folder / "history", clock).open()
    _ready()
    while True:
        interview = start_interview(
            [card], Mode.MOCK, Target.SENIOR, PROBES, 30, clock, folder / "drafts", store, raise_trouble
        )
        promises.say("begun", id=interview.state.id)
        interview.begin_round()
        type_and_close(interview, promises, growing_texts(chance, 25))
        for _ in range(PROBES):
            interview.next_probe()
            type_and_close(interview, promises, growing_texts(chance, 8))
        interview.predict(Prediction(levels={}, call=Call.HIRE, probability=0.5))
        interview.add_assessment(1, assessment(f"of {interview.state.id}"))
        promises.say("judged", id=interview.state.id, assessment=f"of {interview.state.id}")
        promises.say("finishing", id=interview.state.id)
        interview.finish()
        promises.say("finished", id=interview.state.id, status="finished")


def type_and_close(interview: Interview, promises: Promises, texts: Iterator[str]) -> None:
    """Type an answer and hand it in, with a promise before and after each step."""
    name, slot = interview.state.id, len(interview.state.round.probes)
    text = ""
    for text in texts:
        promises.say("typing", id=name, slot=slot, text=checksum(text))
        begun = time.monotonic()
        interview.type(text)
        promises.say("typed", id=name, slot=slot, text=checksum(text), took=time.monotonic() - begun)
        interview.tick()
    interview.close_answer()
    promises.say("closed", id=name, slot=slot, text=checksum(text))


def growing_texts(chance: random.Random, most: int) -> Iterator[str]:
    """Yield an answer as it grows: mostly at its end, now and then in its middle."""
    text = ""
    for number in range(chance.randint(1, most)):
        piece = f"Sentence {number} weighs {chance.randint(1, 999)} nurses against the cost — então. "
        piece *= chance.randint(1, 3)
        place = chance.randint(0, len(text)) if chance.random() < 0.2 else len(text)
        text = text[:place] + piece + text[place:]
        yield text.strip()


def saved_session(name: str, version: int) -> SessionRecord:
    """Return the version of a session; each has one assessment more than the one before."""
    judged = (assessment(f"{name} {number}") for number in range(version))
    return session(name, f"version {version} " + "of a long answer " * (version * 40 % 1500), *judged)


def save(folder: Path, promises: Promises, seed: int) -> None:
    """Save new sessions and newer versions of them."""
    chance = random.Random(seed)
    store = HistoryStore(folder / "history", SystemClock()).open()
    versions = {f"20{chance.randint(10, 99)}{chance.randint(10, 12)}01-{seed:06}-{n:04}": 0 for n in range(SESSIONS)}
    _ready()
    while True:
        name = chance.choice(list(versions))
        version = versions[name] = versions[name] + 1
        promises.say("saving", id=name, version=version)
        store.save(saved_session(name, version))
        promises.say("saved", id=name, version=version)


def entitled(version: int) -> Migration:
    """Return the step that leads to a schema and writes it into every title."""

    def step(tables: Tables) -> Tables:
        for entry in tables["rounds"].values():
            if entry["title"] != f"schema {version - 1}":
                raise AssertionError(f"{entry['title']!r} is brought to schema {version}")
            entry["title"] = f"schema {version}"
        return tables

    return step


STEPS = {version: entitled(version + 1) for version in range(1, 20_000)}


def migrate(folder: Path, promises: Promises, seed: int) -> None:
    """Bring a history up, schema by schema."""
    history = folder / "history"
    _ready()
    for newest in itertools.count(int((history / "schema_version").read_text()) + 1):
        promises.say("raising", to=newest)
        HistoryStore(history, SystemClock(), STEPS, newest).open().close()
        promises.say("raised", to=newest)


def _ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


VICTIMS = {"answer": answer, "save": save, "migrate": migrate}

if __name__ == "__main__":
    kind, place, side_file, number = sys.argv[1:]
    VICTIMS[kind](Path(place), Promises(Path(side_file)), int(number))
