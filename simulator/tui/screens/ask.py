"""Asking the interviewer: in one's own words, or from the list of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.tui.commands import bindings
from simulator.tui.text import joined, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_bank.models import Fact
    from simulator.interview.conductor import Interview
    from simulator.interview.interviewer import Reply
    from simulator.model.protocol import Model
    from simulator.tui.app import SimulatorApp

NONE = ":none"


class AskScreen(ModalScreen[None]):
    """The clock runs on while it is open."""

    HELP = "Type a question and press Enter. Where the interviewer is unsure, pick the topic you meant. Escape closes."
    BINDINGS: ClassVar[list[BindingType]] = bindings("screen.back")

    def __init__(self, interview: Interview, *, list_topics: bool = False) -> None:
        super().__init__()
        self._interview = interview
        self._list_topics = list_topics
        self._asked = ""

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the question line, the reply, the topics."""
        with Vertical(classes="box"):
            yield Static(joined(shown("Ask the interviewer", "bold"), shown("  clock runs", "dim")))
            yield Input(placeholder="your question", id="question")
            yield Static("", id="reply")
            yield OptionList(id="topics", markup=False)
            yield Static(shown("Enter asks, Escape closes", "dim"))

    def on_mount(self) -> None:
        """Show the list of topics, or wait for a question."""
        topics = self.query_one("#topics", OptionList)
        topics.display = False
        if self._list_topics:
            self.query_one("#question").display = self.query_one("#reply").display = False
            self._offer(self._interview.question.facts)

    def _offer(self, facts: Sequence[Fact]) -> None:
        told = self._interview.state.round.told
        topics = self.query_one("#topics", OptionList)
        topics.clear_options()
        for fact in facts:
            topics.add_option(Option(shown(fact.topic + (" (told)" if fact.id in told else "")), id=fact.id))
        if not self._list_topics:
            topics.add_option(Option(shown("none of these"), id=NONE))
        topics.display = True
        topics.highlighted = 0
        topics.focus()

    def _mark_told(self, fact: Fact) -> None:
        self.query_one(".box").add_class("-told")
        self.query_one("#topics", OptionList).replace_option_prompt(fact.id, shown(f"{fact.topic} (told)"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the fact, or offer the closest topics."""
        self._asked = event.value.strip()
        if not self._asked:
            return
        desk = self._app.desk
        if desk.agreed:
            self.query_one("#reply", Static).update(shown("The interviewer thinks ...", "dim"))
            self.run_worker(self._match_with(desk.model()), group="match", exclusive=True)
        else:
            self._answer(self._interview.match(self._asked))

    async def _match_with(self, model: Model) -> None:
        from simulator.interview.assistant import match_with_model

        self._answer(await match_with_model(model, self._asked, self._interview.question.facts))

    def _answer(self, reply: Reply) -> None:
        if reply.fact is None and reply.offered:
            self.query_one("#reply", Static).update(shown("I am not sure what you mean. The closest topics:"))
            self._offer(reply.offered)
            return
        self._tell(reply.fact)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the fact that was picked."""
        if event.option_id == NONE:
            self._tell(None)
        elif event.option_id:
            self._tell(self._interview.question.fact(event.option_id))

    def _tell(self, fact: Fact | None) -> None:
        if self._list_topics and fact:
            reply = self._interview.tell(fact.topic, fact, from_list=True)
            self._mark_told(fact)
        else:
            reply = self._interview.tell(self._asked, fact)
        said = self.query_one("#reply", Static)
        said.update(joined(shown("Interviewer: ", "bold"), reply))
        said.display = True
        if not self._list_topics:
            self.query_one("#topics").display = False
            question = self.query_one("#question", Input)
            question.value = ""
            question.focus()

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)
