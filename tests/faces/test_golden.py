"""A whole three-round mock session as the candidate sees it, compared with a recorded text.

After a deliberate change of words, record it anew and read the difference:
    UPDATE_GOLDEN=1 python -m pytest tests/faces/test_golden.py && git diff tests/faces/golden
"""

import os
import re
from pathlib import Path
from random import Random

from simulator.history.records import Mode
from simulator.paths import Paths
from simulator.plain.sitting import sit
from simulator.words.review import session_review
from simulator.words.sessions import history_lines
from simulator.workspace import Workspace
from tests.faces.scripted import ScriptedConsole, Step, Typing
from tests.fakes import FakeClock

GOLDEN = Path(__file__).parent / "golden" / "three_round_mock.txt"
ROUNDS = ("grocery-substitutions", "free-payroll", "charger-count")

PRODUCT: list[Step] = [
    "",
    Typing("/ask where does the availability in the app come from?", 40),
    Typing("/ask what colour are the vans?", 20),
    Typing("My goal is that more customers order again within 28 days, because an order leaves us little.", 300),
    "/next",
    Typing("The dinner cook needs to know early; the weekly household wants to be left in peace.", 420),
    "/next",
    Typing("A picker's report changes one order only, so the next customer buys what is not there.", 500),
    "/next",
    Typing("Once a picker reports an item as gone, the app takes it off sale until the shelf is filled.", 540),
    Typing("I leave out prediction and chat, and start in four shops for four weeks, and then I", 320),
    "would look at the share of",
    Typing("I would still do it: the report exists already.", 60),
    "/done",
    Typing("With two engineers I keep the rule and drop the offer of two items.", 90),
    "/done",
    Typing("The weekly household loses, and notices fewer messages.", 150),
    "",
    *"3 3 4 3 2 3".split(),
    "3",
    "60",
    "",
]
STRATEGY: list[Step] = [
    "",
    Typing("/ask who chooses the payroll software, the owner or somebody else?", 30),
    Typing("We keep the accountants and do not match the price.", 200),
    Typing("Three ways: match the price, bundle with the accountants' tools, or sell to the bank.", 400),
    "/time",
    "/done",
    Typing("The accountants stay, because their work would not get less.", 60),
    "/done",
    Typing("I would look at the switch dates.", 30),
    "/done",
    Typing("No, because owners listen to their accountants.", 30),
    "/done",
    *"3 3 3 4 2 3".split(),
    "4",
    "55",
    "",
]
CASE: list[Step] = [
    "",
    "/topics",
    "4",
    Typing("A slow point is of no use in half an hour, so I count fast points only.", 120),
    Typing("Large stores two, medium one, small none: 60 times 2 plus 70 is 190 at most, order 60 now.", 300),
    "/done",
    Typing("I would order fewer and keep an option.", 30),
    "/done",
    Typing("The large stores first, since traffic is higher there.", 30),
    "/done",
    Typing("I decline with thanks; the property director decides.", 30),
    "/done",
    *"3 3 4 3 2".split(),
    "3",
    "50",
]


class Marker:
    """Grades with a fixed pattern: two met, one partly, two absent, always by the same sentences."""

    def __init__(self) -> None:
        self._marks = 0
        self._segments = 0

    def __call__(self, prompt: str) -> str | None:
        if prompt.startswith("Mark (m met"):
            self._marks += 1
            return "mmpaa"[self._marks % 5]
        if prompt.startswith("Mark (m yes"):
            return "a"
        if prompt.startswith("Which sentence"):
            self._segments += 1
            return ("c2.1", "3.1", "3.2")[self._segments % 3]
        if prompt.startswith("Place"):
            return "2"
        if prompt.startswith(("Did you", "\nGrade round")) or (self._marks and prompt.startswith("Press Enter")):
            return ""
        return None


def test_a_three_round_mock_reads_as_recorded(tmp_path: Path, clock: FakeClock) -> None:
    workspace = Workspace(Paths(data=tmp_path, config=tmp_path), clock, Random(1))
    console = ScriptedConsole(clock, [*PRODUCT, *STRATEGY, *CASE], Marker())
    troubles: list[str] = []
    questions = [workspace.question(name) for name in ROUNDS]
    interview = workspace.start(questions, Mode.MOCK, None, lambda error: troubles.append(error.sentence))

    sit(workspace, interview, console)

    name = interview.state.id
    assert not troubles
    assert not list(workspace.paths.drafts.iterdir()), "a finished session leaves no draft"
    record = workspace.store.load(name)
    tomorrow = ["", "--- tomorrow: pm-simulator history, pm-simulator show", ""]
    tomorrow += history_lines(workspace.read_history().summaries())
    tomorrow += session_review(workspace, record, with_transcript=True).split("\n")
    workspace.close()
    _compare(_stable("\n".join([*console.lines, *tomorrow]), name))


def _stable(text: str, name: str) -> str:
    """Blot out ids, hashes and the long exemplars, which the cards' own checks look after."""
    text = text.replace(name, "SESSION")
    text = re.sub(
        r"(Exemplar \d of 2 \(level \d\):\n).*?(\nWhat to notice:).*?\n(Press)",
        r"\1[...]\2 [...]\n\3",
        text,
        flags=re.DOTALL,
    )
    text = re.sub(r"hash\s+[0-9a-f]{12}", "hash HASH", text)
    return re.sub(r"program\s+[^\s;]+\.$", "program VERSION.", text, flags=re.MULTILINE) + "\n"


def _compare(text: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
