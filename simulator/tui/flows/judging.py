"""Leads a round to its judgement: who judges, may the model, and what to do when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scorecards.catalogue import load_scorecard
from simulator.errors import SimulatorError
from simulator.grading.sheet import SheetFile
from simulator.tui.flows.grading_task import GradingTask
from simulator.tui.parts.result import result_lines
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.result import ResultScreen
from simulator.words.model_texts import consent_text, failure_text

if TYPE_CHECKING:
    from simulator.history.records import Assessment, RoundRecord, SessionRecord
    from simulator.tui.app import SimulatorApp

SELF = ("self", "Grade it yourself: about ten minutes, offline")
LATER = ("later", "Later: it waits on the home screen")
NOT_AGAIN = ("later", "Not again; what was judged before stays")


@dataclass(frozen=True)
class Judging:
    """One answered round and where its judgement goes."""

    app: SimulatorApp
    session: SessionRecord
    number: int
    keep: Callable[[Assessment], None]
    """Saves the assessment; raises StorageError."""
    on: Callable[[], None]
    """Goes on after the result was read."""
    later: Callable[[], None]
    """Leaves the round to be judged later."""
    away: Callable[[], None]
    """Leaves without a choice."""
    judge_withheld: bool = False

    @property
    def record(self) -> RoundRecord:
        """The round."""
        return self.session.rounds[self.number - 1]

    @property
    def _later(self) -> tuple[str, str]:
        """What leaving it means: a round that was judged before waits for nothing."""
        return NOT_AGAIN if self.record.latest else LATER

    def offer(self) -> None:
        """Ask who judges."""
        desk = self.app.desk
        model = [("model", f"Have it judged by {desk.config.name}")] if desk.wanted else []
        text = f'Round {self.number}, "{self.record.title}", is ready to be judged.'
        self._choose("Who judges?", text, [*model, SELF, self._later])

    def failed(self, error: SimulatorError) -> None:
        """Say why there is no judgement, and offer every way on."""
        choices = [("model", "Try again"), ("setup", "Another model"), SELF, self._later]
        text = failure_text(error, judged_before=self.record.latest is not None)
        self._choose("Not judged", text, choices)

    def stopped(self) -> None:
        """Offer the ways on after the candidate stopped the judgement."""
        text = "Stopped. Your answer is saved, and the replies that came already are used when it goes on."
        self._choose("Stopped", text, [("model", "Go on"), SELF, self._later])

    def show_result(self, assessment: Assessment) -> None:
        """Show what the judgement is."""
        judged = self.session.with_assessment(self.number, assessment, assessment.provenance.made)
        record = judged.rounds[self.number - 1]
        question = self.app.workspace.question(record.question_id)
        body = result_lines(record, load_scorecard(record.kind), question)
        again = replace(self, session=judged, judge_withheld=True).by_model if assessment.withheld else None
        self.app.go(ResultScreen(f"Round {record.number}: {record.title}", body, self.on, again))

    def _choose(self, title: str, text: str, choices: list[tuple[str, str]]) -> None:
        def settle(choice: str | None) -> None:
            ways = {"model": self.by_model, "setup": self._set_up, "self": self.by_self, "later": self.later}
            self.app.attempt(ways.get(choice or "", self.away))

        self.app.go_home()
        self.app.push_screen(ChooseScreen(title, text, choices), settle)

    def _set_up(self) -> None:
        from simulator.tui.screens.model import ModelScreen

        self.app.go_home()
        self.app.push_screen(ModelScreen(), lambda _: self.offer())

    def by_model(self) -> None:
        """Have the model judge, after consent where the answer would leave the machine."""
        from simulator.tui.screens.judging import JudgingScreen

        desk = self.app.desk
        try:
            needs_consent = desk.consent_needed
        except SimulatorError as error:
            self.failed(error)
            return
        if not needs_consent:
            self.app.go(JudgingScreen(self))
            return
        destination = desk.connection().destination

        def agree() -> None:
            try:
                self.app.agree_to(destination)
            except SimulatorError as error:
                self.failed(error)
            else:
                self.app.go(JudgingScreen(self))

        def settle(choice: str | None) -> None:
            ways = {"agree": agree, "self": self.by_self, "later": self.later}
            self.app.attempt(ways.get(choice or "", self.offer))

        choices = [
            ("self", "Grade it yourself; nothing is sent"),
            ("agree", f"Agree, and send it to {destination}"),
            self._later,
        ]
        self.app.go_home()
        self.app.push_screen(ChooseScreen("May it be sent?", consent_text(destination), choices), settle)

    def by_self(self) -> None:
        """Grade with the checklist and the exemplars."""
        from simulator.tui.screens.grading import GradingScreen

        task = GradingTask(
            session=self.session,
            record=self.record,
            question=self.app.workspace.question(self.record.question_id),
            scorecard=load_scorecard(self.record.kind),
            sheet=SheetFile(self.app.workspace.paths.drafts, self.session.id, self.number),
            clock=self.app.workspace.clock,
            keep=self.keep,
            on=self.on,
            later=self.later,
        )
        self.app.go(GradingScreen(task))
