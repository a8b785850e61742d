"""The model judges every round that waits: a line a round, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from simulator.grading.batch import Done, Job, judge_all
from simulator.grading.pipeline import Progress, Stage
from simulator.tui.commands import bindings
from simulator.tui.text import shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.tui.app import SimulatorApp

ENDED = (Stage.DONE, Stage.NOT_GRADED)
PAINT_SECONDS = 0.25


class JudgingAllScreen(Screen[None]):
    """Each round is saved as soon as it is judged; what is stopped waits on."""

    HELP = "The model judges every round that waits. Escape stops it; what is judged is saved, the rest waits on."
    BINDINGS: ClassVar[list[BindingType]] = bindings("judging.stop", "page.on", "app.help")

    def __init__(self, titles: Mapping[Job, str]) -> None:
        super().__init__()
        self._titles = titles
        self._states: dict[Job, str] = dict.fromkeys(titles, "waiting")
        self._ended = False

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    @property
    def _jobs(self) -> Sequence[Job]:
        return tuple(self._titles)

    def compose(self) -> ComposeResult:
        """Lay out a line a round."""
        yield Static("", id="all-state", classes="heading")
        with VerticalScroll(classes="page"):
            yield Prose(id="all-rounds")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._judge(), group="judge", exclusive=True)
        self.paint()
        if self._app.ticking:
            self.set_interval(PAINT_SECONDS, self.paint)

    async def _judge(self) -> None:
        workspace = self._app.workspace
        await judge_all(
            self._app.desk, workspace.store, workspace.clock, self._jobs, workspace.question, self._done, self._show
        )
        self._ended = True
        self.refresh_bindings()
        self.paint()

    def _show(self, job: Job, progress: Progress) -> None:
        ended = sum(stage in ENDED for stage in progress.stages.values())
        self._states[job] = f"{ended} of {len(progress.stages)} parts judged"

    def _done(self, done: Done) -> None:
        if done.assessment is not None:
            self._states[done.job] = done.assessment.call.label
        elif done.error is not None:
            self._states[done.job] = f"waits on: {done.error.sentence}"
        if not self._app.ticking:
            self.paint()

    def paint(self) -> None:
        """Show how far they are."""
        heading = "Judged" if self._ended else "Judging"
        self.query_one("#all-state", Static).update(shown(f"{heading} {len(self._jobs)} rounds", "bold"))
        lines = [Line(f"{self._titles[job]}: {state}", hang=2) for job, state in self._states.items()]
        self.query_one("#all-rounds", Prose).show(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stop while it runs, go on when it has ended."""
        del parameters
        return {"stop": not self._ended, "on": self._ended}.get(action, True)

    def action_stop(self) -> None:
        """Stop; what is judged is saved."""
        self.workers.cancel_group(self, "judge")
        self._app.go_home()

    def action_on(self) -> None:
        """Go home."""
        self._app.go_home()
