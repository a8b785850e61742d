"""The interview room: question and facts, the clock, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Static

from simulator.errors import SimulatorError
from simulator.history.records import Mode, TurnKind
from simulator.interview.conductor import LONGEST_ANSWER
from simulator.interview.session import Phase
from simulator.plain.texts import HINT_PRICE, notice_text
from simulator.tui.clock_line import clock_line
from simulator.tui.commands import bindings
from simulator.tui.screens.ask import AskScreen
from simulator.tui.screens.ask_back import ChooseScreen, NoticeScreen
from simulator.tui.text import joined, shown, tell
from simulator.tui.widgets.answer_editor import AnswerEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content

    from simulator.interview.conductor import Interview
    from simulator.tui.app import SimulatorApp

TICK_SECONDS = 0.5
FEW_WORDS = 25
TOLD = (TurnKind.FACT, TurnKind.NO_FACT, TurnKind.HINT)


def counted(words: int) -> str:
    """Return a number of words in words."""
    return "1 word" if words == 1 else f"{words} words"


class InterviewScreen(Screen[None]):
    """Thinking, answering and follow-ups happen here."""

    HELP = (
        "The interview. Type your answer; it is kept as you type. The line at the top shows the time left and the "
        "stage. Ask what you need to know, and press the stage key when you go on to the next part of your answer."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "interview.hand_in",
        "app.help",
        "interview.ask",
        "interview.stage",
        "interview.brief",
        "interview.topics",
        "interview.hint",
        "interview.pause",
        "interview.leave",
    )

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        # held, as the screen has lost its children when the program ends and the last keys are kept
        self._editor = AnswerEditor(limit=LONGEST_ANSWER, id="answer")

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out clock, question and answer."""
        yield Static("", id="clock")
        with Container(id="room"):
            with VerticalScroll(id="brief"):
                yield Static("", id="brief-text")
            with Vertical(id="writing"):
                yield Static("", id="asked")
                yield self._editor
                yield Static("", id="count")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what stands and let time run."""
        self._show_turn()
        if self._app.ticking:
            self.set_interval(TICK_SECONDS, self.tick)

    # time

    def tick(self) -> None:
        """Keep what is typed, let time take effect, paint the clock."""
        if self._interview.state.paused or not self._interview.state.timed:
            return
        self._keep()
        notice = self._interview.tick()
        if notice and notice.closed:
            self._closed_by_time()
            return
        if notice:
            tell(self._app, notice_text(notice, self._interview.state, self._interview.clock()), severity="warning")
        self._show_clock()

    def _keep(self) -> None:
        text = self._editor.text
        if text or self._interview.state.answer_open:
            self._interview.type(text)

    def _show_clock(self) -> None:
        view = self._interview.clock()
        if view:
            self.query_one("#clock", Static).update(clock_line(self._interview.state, view, self.size.width))

    def _closed_by_time(self) -> None:
        while isinstance(self._app.screen, ModalScreen):  # a question, help over it, "please enlarge"
            self._app.screen.dismiss(None)
        self.query_one("#clock", Static).update(shown(" 00:00 left  the time is over", "bold reverse"))
        self._after_closing("The time is over", "The answer is closed and saved as it stands.")

    def _after_closing(self, title: str, text: str) -> None:
        each = self._interview.state.round
        left = each.plan.probes - len(each.probes)
        self._editor.read_only = True
        following = "A follow-up comes next." if left else "Your prediction comes next."
        self._app.push_screen(NoticeScreen(title, f"{text} {following}"), lambda _: self._go_on())
        self._app.cover(self._app.size)

    def _go_on(self) -> None:
        from simulator.tui.sitting import show_phase

        if self._interview.state.phase is Phase.PROBING:
            self._show_turn()
        else:
            show_phase(self._app, self._interview)

    # what is shown

    def _show_turn(self) -> None:
        """Show what is to be answered now: the question, or the next follow-up."""
        interview = self._interview
        if interview.state.phase is Phase.PROBING and interview.state.round.probe is None:
            interview.next_probe(self._app.workspace.probes_seen(interview.question.id))
        self._show_brief()
        each = interview.state.round
        asked = self.query_one("#asked", Static)
        asked.display = each.probe is not None
        if each.probe:
            number = f"Follow-up {len(each.probes)} of {each.plan.probes}  "
            text = next(turn.text for turn in reversed(each.turns) if turn.kind is TurnKind.PROBE)
            asked.update(joined(shown(number, "bold"), text))
        self._editor.read_only = False
        self._editor.load_text(each.text)
        self._editor.move_cursor(self._editor.document.end)
        self._editor.focus()
        self._show_clock()
        self.refresh_bindings()
        if interview.state.paused:
            self._wait_out_pause()

    def _show_brief(self) -> None:
        brief = self._interview.question.brief
        parts: list[Content | str] = [brief.prompt.strip(), "\n\n", shown(brief.context.strip(), "dim")]
        told = [turn for turn in self._interview.state.round.turns if turn.kind in TOLD]
        for turn in told:
            title = "Hint" if turn.kind is TurnKind.HINT else self._topic(turn.ref)
            parts += ["\n\n", shown(f"{title}: ", "bold"), turn.text]
        self.query_one("#brief-text", Static).update(joined(*parts))
        if told:
            self.query_one("#brief").scroll_end(animate=False)  # what was told last is what is wanted

    def _topic(self, ref: str) -> str:
        return self._interview.question.fact(ref).topic if ref else "You asked"

    def on_answer_editor_words_counted(self, message: AnswerEditor.WordsCounted) -> None:
        """Show the number of words."""
        self.query_one("#count", Static).update(shown(counted(message.words), "dim"))

    def on_answer_editor_truncated(self, message: AnswerEditor.Truncated) -> None:
        """Say that an answer has an end."""
        tell(
            self._app, f"An answer holds {LONGEST_ANSWER} characters; {message.dropped} did not fit.", "Full", "warning"
        )

    # commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the phase or the mode does not have."""
        del parameters
        state = self._interview.state
        if action in ("hint", "pause") and state.mode is Mode.MOCK:
            return False
        return not (action in ("ask", "topics", "next_stage", "hint") and state.phase is Phase.PROBING)

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except SimulatorError as error:
            tell(self._app, f"{error.sentence} {error.next_step}", error.title, "warning")

    def action_toggle_brief(self) -> None:
        """Show or hide the question."""
        self.toggle_class("-brief-toggled")

    def action_ask(self) -> None:
        """Ask in one's own words."""
        self._app.push_screen(AskScreen(self._interview), lambda _: self._show_brief())

    def action_topics(self) -> None:
        """Choose from the topics."""
        self._app.push_screen(AskScreen(self._interview, list_topics=True), lambda _: self._show_brief())

    def action_next_stage(self) -> None:
        """Mark the next stage."""
        self._keep()
        self._try(lambda: tell(self._app, self._interview.next_stage(), "Stage"))
        self._show_clock()

    def action_hint(self) -> None:
        """Say the price, then sell the hint."""

        def settle(choice: str | None) -> None:
            if choice == "yes":
                self._try(self._interview.take_hint)
                self._show_brief()

        taken = len(self._interview.state.round.hints)
        text = f"{HINT_PRICE} You have taken {taken}."
        self._app.push_screen(ChooseScreen("A hint", text, (("no", "No hint"), ("yes", "Take the hint"))), settle)

    def action_pause(self) -> None:
        """Stop the clock until Enter."""
        self._keep()
        self._interview.pause()
        self._wait_out_pause()

    def _wait_out_pause(self) -> None:
        def go_on(_: None) -> None:
            self._interview.resume()
            self._show_clock()

        self._app.push_screen(NoticeScreen("Paused", "The clock stands still."), go_on)

    def action_hand_in(self) -> None:
        """Close the answer; ask back when it is very short."""
        if self._editor.read_only:
            return
        self._keep()
        words = len(self._editor.text.split())
        if words >= FEW_WORDS or self._interview.state.round.probe:
            self._hand_in(words)
            return
        choices = (("no", "Go on writing"), ("yes", "Hand in"))
        text = f"The answer has only {counted(words)}."
        self._app.push_screen(
            ChooseScreen("Hand in?", text, choices), lambda choice: self._hand_in(words) if choice == "yes" else None
        )

    def _hand_in(self, words: int) -> None:
        self._interview.close_answer()
        self._after_closing("Saved", f"Your answer is closed: {counted(words)}.")

    def action_leave(self) -> None:
        """Ask once, then leave with everything kept."""
        from simulator.tui.sitting import close

        self._keep()
        mock = self._interview.state.mode is Mode.MOCK
        text = "Everything is kept. " + ("The clock of a mock runs on." if mock else "The clock will stand still.")
        choices = (("stay", "Stay"), ("leave", "Leave; continue later from home"))
        self._app.push_screen(
            ChooseScreen("Leave the interview?", text, choices),
            lambda choice: close(self._app) if choice == "leave" else None,
        )

    def on_unmount(self) -> None:
        """Keep the last keys when the program ends."""
        state = self._interview.state
        if state.timed and not state.paused and self._app.interview is self._interview:
            self._keep()
