"""The next follow-up, prepared by a model while the candidate reads that the answer is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.screen import Screen

    from simulator.interview.assistant import Suggestion
    from simulator.interview.conductor import Interview
    from simulator.tui.app import SimulatorApp

PATIENCE = 20.0
"""Seconds after which the call is given up; nobody waits for it meanwhile."""
GROUP = "follow-up"


class FollowUps:
    """Asks the model in the background; whatever is not there when it is wanted is done without."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._suggested: Suggestion | None = None

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self._screen.app)

    def prepare(self, interview: Interview) -> None:
        """Begin to look for the next follow-up, where a model may be asked."""
        self._suggested = None
        if interview.probes_left and self._app.workspace.config.model.name and self._app.desk.agreed:
            self._screen.run_worker(self._look(interview), group=GROUP, exclusive=True)

    async def _look(self, interview: Interview) -> None:
        from simulator.history.records import JUDGED_TURNS, Speaker
        from simulator.interview.assistant import suggest_probe

        turns = interview.state.round.turns
        said = [turn.text for turn in turns if turn.kind in JUDGED_TURNS]
        heard = " ".join(turn.text for turn in turns if turn.speaker is Speaker.INTERVIEWER)
        brief = interview.question.brief
        known = f"{brief.prompt} {brief.context} {heard}"
        self._suggested = await suggest_probe(
            self._app.desk.model(), interview.question, interview.probes_left, said, known, PATIENCE
        )

    def take(self) -> Suggestion | None:
        """Return what is ready, and wait for nothing."""
        self._screen.workers.cancel_group(self._screen, GROUP)
        suggested, self._suggested = self._suggested, None
        return suggested
