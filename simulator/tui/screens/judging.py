"""A model judges one round: a line a dimension, what it has used, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from scorecards.catalogue import load_scorecard
from simulator.errors import SimulatorError
from simulator.grading.calls import Calls
from simulator.grading.desk import spent_on
from simulator.grading.pipeline import Progress
from simulator.tui.commands import bindings
from simulator.tui.parts.result import EMPTY, FULL
from simulator.tui.text import shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose
from simulator.words.model_texts import estimate_text, spent_text, stage_text

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp
    from simulator.tui.flows.judging import Judging

PAINT_SECONDS = 0.25


class JudgingScreen(Screen[None]):
    """The judgement runs as this screen's worker: leaving stops it, and what was paid for is kept."""

    HELP = (
        "The model judges one part of the scorecard at a time; each quote is checked against your answer before it "
        "counts. Escape stops it: the answer stays saved, and replies that came already are used next time."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("judging.stop", "app.help")

    def __init__(self, judging: Judging) -> None:
        super().__init__()
        self._judging = judging
        self._progress: Progress | None = None
        self._calls: Calls | None = None
        self._pause = 0.0
        self._expected = ""
        self._began = judging.app.workspace.clock.monotonic()

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out a line a dimension and what was used."""
        yield Static(shown(f"Judging: {self._judging.record.title}", "bold"), classes="heading")
        with VerticalScroll(classes="page"):
            yield Prose(id="parts")
            yield Static("", id="used")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._judge(), group="judge", exclusive=True)
        self.paint()
        if self._app.ticking:
            self.set_interval(PAINT_SECONDS, self.paint)

    async def _judge(self) -> None:
        judging = self._judging
        desk = self._app.desk
        worker = get_current_worker()
        try:
            replies = desk.replies(judging.session, judging.number)
            self._calls = desk.calls(replies, spent_on(judging.session), on_wait=self._wait, on_reply=self._go_on)
            question = self._app.workspace.question(judging.record.question_id)
            scorecard = load_scorecard(judging.record.kind)
            self._expected = estimate_text(await desk.estimate(question, scorecard, judging.record.words))
            assessment = await desk.judge(
                judging.session,
                judging.number,
                question,
                scorecard,
                self._calls,
                self._show,
                judge_withheld=judging.judge_withheld,
            )
            judging.keep(assessment)
        except SimulatorError as error:
            if not worker.is_cancelled:
                judging.failed(error)
        else:
            if not worker.is_cancelled:
                judging.show_result(assessment)

    def _show(self, progress: Progress) -> None:
        self._progress = progress
        if not self._app.ticking:
            self.paint()

    def _wait(self, seconds: float) -> None:
        self._pause = self._app.workspace.clock.monotonic() + seconds

    def _go_on(self) -> None:
        self._pause = 0.0

    def paint(self) -> None:
        """Show how far it is."""
        scorecard = load_scorecard(self._judging.record.kind)
        names = {dimension.id: dimension.short.capitalize() for dimension in scorecard.dimensions}
        longest = max(len(name) for name in names.values())
        progress = self._progress
        stages = progress.stages if progress else ()
        lines = [f"{names[name]:<{longest}}  {stage_text(progress, name, FULL, EMPTY)}" for name in stages if progress]
        lines = lines or ["Starting the model ..."]
        if progress and progress.coaching:
            lines += ["", "Writing the advice ..."]
        self.query_one("#parts", Prose).show([Line(line, hang=longest + 2) for line in lines])
        now = self._app.workspace.clock.monotonic()
        used = spent_text(self._calls.spent, now - self._began) if self._calls else ""
        waiting = f"\nThe server asks to wait; trying again in {self._pause - now:.0f} s." if self._pause > now else ""
        expected = f"\nexpected: {self._expected}" if self._expected else ""
        self.query_one("#used", Static).update(shown(f"\n{used}{expected}{waiting}", "dim"))

    def action_stop(self) -> None:
        """Stop every call and leave the choice."""
        self.workers.cancel_group(self, "judge")
        self._judging.stopped()
