"""A desk to sit interviews at: one folder and one clock, over as many runs of the program as a test needs."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

from simulator.errors import InputEndedError
from simulator.history.records import Mode, RoundRecord, SessionRecord, Turn, TurnKind
from simulator.interview.conductor import Interview
from simulator.interview.drafts import Recovered, find_drafts
from simulator.paths import Paths
from simulator.plain.home import settle_drafts
from simulator.plain.sitting import judge_waiting, sit, trouble_teller
from simulator.workspace import Workspace
from tests.faces.scripted import Policy, ScriptedConsole, Step
from tests.fakes import FakeClock

CARD = "charger-count"
"""A case of 20 minutes and five stages that does not test "evidence"."""
MINUTES = 20
ANSWER = "We order sixty fast points first, because " + "the large stores carry the traffic and the rest can wait. " * 3
"""Long enough to be handed in without being asked back."""
PREDICTION: list[Step] = ["3", "3", "4", "3", "2", "3", "60"]
"""Levels of the five tested dimensions, the call, the probability."""
LEVELS: dict[str, int] = {"scoping": 3, "structure": 3, "quantitative": 4, "decision": 3, "execution": 2}


def to_the_end(follow_ups: int = 3) -> list[Step]:
    """Return what hands the answer in, answers the follow-ups and predicts."""
    probes: list[Step] = [f"Follow-up answer {number}." for number in range(1, follow_ups + 1)]
    return ["/done", *[step for probe in probes for step in (probe, "/done")], *PREDICTION]


def grades(prompt: str) -> str | None:
    """Grade by rote: nothing met, no sign raised, level with the first exemplar."""
    if prompt.startswith("Mark ("):
        return "a"
    if prompt.startswith("Place"):
        return "2"
    if prompt.startswith(("Did you", "Press Enter to go on", "\nGrade round")):
        return ""
    return None


class Desk:
    """Runs the program again and again on the same folder."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.paths = Paths(data=folder, config=folder)
        self.clock = clock
        self.left: InputEndedError | None = None
        """How the last run ended: None when it came to its end."""
        self._open: list[Workspace] = []

    def workspace(self) -> Workspace:
        """Start the program; the run before is over."""
        self.close()
        self._open = [Workspace(self.paths, self.clock, Random(1))]
        return self._open[0]

    def close(self) -> None:
        """End the run, as leaving the process does."""
        for workspace in self._open:
            workspace.close()

    def sit(
        self,
        script: Iterable[Step],
        *,
        mode: Mode = Mode.PRACTICE,
        names: Iterable[str] = (CARD,),
        policy: Policy | None = None,
    ) -> ScriptedConsole:
        """Start a session and play the script until it is over or leaves."""
        workspace = self.workspace()
        console = ScriptedConsole(self.clock, script, policy)
        questions = [workspace.question(name) for name in names]
        interview = workspace.start(questions, mode, None, trouble_teller(console))
        self._run(workspace, interview, console)
        return console

    def go_on(self, script: Iterable[Step], policy: Policy | None = None) -> ScriptedConsole:
        """Start the program again and continue what was interrupted."""
        workspace = self.workspace()
        console = ScriptedConsole(self.clock, script, policy)
        interview = settle_drafts(workspace, console, ask=False)
        assert interview is not None, console.text
        self._run(workspace, interview, console)
        return console

    def judge(self, script: Iterable[Step], policy: Policy | None = None) -> ScriptedConsole:
        """Start the program again and grade the only session."""
        workspace = self.workspace()
        console = ScriptedConsole(self.clock, script, policy)
        judge_waiting(workspace, self.record(workspace), console)
        return console

    def _run(self, workspace: Workspace, interview: Interview, console: ScriptedConsole) -> None:
        self.left = None
        try:
            sit(workspace, interview, console)
        except InputEndedError as error:
            self.left = error
        finally:
            workspace.close()

    def record(self, workspace: Workspace | None = None) -> SessionRecord:
        """Return the only session from the disk."""
        store = workspace.store if workspace else self.workspace().store
        summaries = store.summaries()
        assert len(summaries) == 1
        return store.load(summaries[0].id)

    @property
    def round(self) -> RoundRecord:
        """The first round of the only session in the history."""
        return self.record().rounds[0]

    @property
    def draft(self) -> Recovered:
        """The only draft, read from the disk."""
        found, lost = find_drafts(self.paths.drafts)
        assert not lost
        assert len(found) == 1
        return found[0]

    def turns(self, kind: TurnKind) -> list[str]:
        """Return the texts of the draft's turns of a kind, in the round under way."""
        return texts(self.draft.state.round.turns, kind)


def texts(turns: Iterable[Turn], kind: TurnKind) -> list[str]:
    """Return the texts of the turns of a kind."""
    return [turn.text for turn in turns if turn.kind is kind]
