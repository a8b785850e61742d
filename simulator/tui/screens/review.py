"""A past session: results, answers with their evidence, transcript, other attempts, exemplars."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from question_bank.catalogue import UnknownQuestionError
from simulator.errors import UsageError
from simulator.history.records import Mode, SessionStatus
from simulator.tui.commands import COMMANDS, bindings
from simulator.tui.flows.sitting import how_to_judge, start
from simulator.tui.parts.review_parts import Part, parts_of
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.screens.setup import MODE_WORDS
from simulator.tui.text import joined, shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Prose
from simulator.words.reports import session_debrief

if TYPE_CHECKING:
    from textual.content import Content

    from simulator.history.records import RoundRecord, SessionRecord
    from simulator.tui.app import SimulatorApp


class ReviewScreen(Screen[None]):
    """One part at a time; tab goes round."""

    CSS_PATH = "../styles/review.tcss"
    HELP = (
        "A past session. Tab goes round: result, your answer with the sentences that proved something in bold and "
        "underlined, transcript with times, the two exemplars; then the next round. A question sat more than once has "
        "two parts more, what changed and both answers; a compares with another of the attempts."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "review.text", "review.attempt", "review.again", "review.judge", "screen.back", "review.export",
        "review.text_before",
    )  # fmt: skip

    def __init__(self, session: SessionRecord) -> None:
        super().__init__()
        self._session = session
        self._parts: list[Part] = []
        self._at = 0

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    @property
    def _part(self) -> Part:
        return self._parts[self._at]

    @property
    def _record(self) -> RoundRecord:
        """The round that the part belongs to."""
        return self._session.rounds[self._part.number - 1]

    def compose(self) -> ComposeResult:
        """Lay out heading and text."""
        yield Static("", id="which", classes="heading")
        with VerticalScroll(classes="page"):
            yield Prose(id="text")
            with Container(id="beside"):
                yield Prose(id="earlier")
                yield Prose(id="later")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first part."""
        app = self._app
        key = app.workspace.config.keys.get("review.judge", COMMANDS["review.judge"].key)
        debrief = session_debrief(self._session, how_to_judge(app))
        self._parts = parts_of(self._session, app.workspace, debrief, f"press {key}")
        self.query_one(VerticalScroll).focus()
        self._show()

    def _show(self) -> None:
        self._show_heading()
        texts = self._part.body()
        self.query_one("#beside").set_class(len(texts) > 1, "-on")
        for name, text in zip(("#text", "#earlier", "#later"), texts, strict=False):
            self.query_one(name, Prose).show(text)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Name the parts where there is room for them."""
        self.call_after_refresh(self._show_heading)

    def _show_heading(self) -> None:
        number = shown(f"  {self._at + 1} of {len(self._parts)}", "dim")
        lines: list[Content | str] = [shown(self._part.heading, "bold"), number]
        beside = [each for each in self._parts if each.number in (0, self._part.number or 1)]
        for names in ([each.name for each in beside], [each.short for each in beside]):
            if sum(len(name) + 2 for name in names) <= self.size.width - 2:
                lines = [shown(self._part.title, "bold"), number, "\n"]
                for part, name in zip(beside, names, strict=True):
                    lines.append(shown(f" {name} ", "bold reverse" if part is self._part else "dim"))
                break
        self.query_one("#which", Static).update(joined(*lines))

    def action_part_before(self) -> None:
        """Show the part before."""
        self._at = (self._at - 1) % len(self._parts)
        self._show()

    def action_next_tab(self) -> None:
        """Show the next part."""
        self._at = (self._at + 1) % len(self._parts)
        self._show()

    def action_next_attempt(self) -> None:
        """Compare with another attempt."""
        if self._part.others:
            self._part.others.choose_next()
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the part has: a question to try again, a finished answer to judge, more than one other attempt."""
        del parameters
        if not self._parts:
            return True
        others = self._part.others
        if action == "next_attempt":
            return others is not None and len(others.attempts.others) > 1
        if action == "try_again":
            return self._part.number > 0
        if action == "judge_again":
            finished = self._session.status is SessionStatus.FINISHED
            return self._part.number > 0 and finished and self._record.closed_by is not None
        return True

    def action_judge_again(self) -> None:
        """Judge this round once more; what was judged before stays."""
        from simulator.tui.flows.waiting import judging_of

        app, name, number = self._app, self._session.id, self._part.number

        def back() -> None:
            app.go_home()
            app.push_screen(ReviewScreen(app.workspace.store.load(name)))

        def begin() -> None:
            app.workspace.require_writer()
            judging_of(app, self._session, number, back).offer()

        app.attempt(begin)

    def action_try_again(self) -> None:
        """Sit this question once more, after one choice."""
        self._app.attempt(self._offer_again)

    def _offer_again(self) -> None:
        """Ask how; raise SimulatorError or ContentError where it cannot be sat."""
        app, record = self._app, self._record
        app.workspace.require_writer()
        require_card(app, record)

        def settle(choice: str | None) -> None:
            if choice is not None:
                app.attempt(lambda: start(app, (), (record.question_id,), Mode(choice), None))

        choices = [(mode.value, f"{mode.value.capitalize()}: {MODE_WORDS[mode]}") for mode in reversed(MODE_WORDS)]
        text = f"{record.title}. It starts at once; follow-ups that you had before are left out while there are others."
        app.push_screen(ChooseScreen("Try again", text, choices), settle)

    def action_export(self) -> None:
        """Write this session, or this round of it, to a file."""
        from simulator.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self._session.id, self._part.number or None))

    def action_back(self) -> None:
        """Leave."""
        self.app.pop_screen()


def require_card(app: SimulatorApp, record: RoundRecord) -> None:
    """Raise UsageError where a round's card has left the bank, ContentError where it is broken."""
    try:
        app.workspace.catalogue.load(record.question_id)
    except UnknownQuestionError as error:
        raise UsageError(
            "The card is gone",
            f'The question "{record.title}" is not in the bank any more, so it cannot be sat again.',
            "What you answered stays here. From home you can draw another of its kind.",
        ) from error
