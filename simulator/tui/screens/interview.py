"""The interview room: question and facts, the clock, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Static, TextArea

from simulator.errors import SimulatorError
from simulator.history.records import Mode, TurnKind
from simulator.interview.conductor import AWAY_SECONDS, LONGEST_ANSWER
from simulator.interview.session import Phase
from simulator.tui.commands import bindings
from simulator.tui.flows.follow_up import FollowUps
from simulator.tui.parts.clock_line import clock_line
from simulator.tui.screens.ask import AskScreen
from simulator.tui.screens.interview_dialogs import (
    closed_notice,
    counted,
    hand_in_dialog,
    hint_dialog,
    leave_dialog,
    pause_notice,
    time_over_text,
)
from simulator.tui.text import joined, one_line, shown, tell
from simulator.tui.widgets.answer_editor import AnswerEditor
from simulator.tui.widgets.brief import Brief
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.words.rounds import notice_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.interview.conductor import Interview
    from simulator.tui.app import SimulatorApp

TICK_SECONDS = 0.5
FEW_WORDS = 25
HEIGHT_OF_A_WARNING = 6


class InterviewScreen(Screen[None]):
    """Thinking, answering and follow-ups happen here."""

    CSS_PATH = "../styles/interview.tcss"
    HELP = (
        "The interview. Type your answer; it is kept as you type. The line at the top shows the time left and the "
        "stage. Ask what you need to know, and press the stage key when you go on to the next part of your answer. "
        "On a low terminal the question folds to one line once you type; while nothing is typed, the arrow keys "
        "scroll it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_brief(-1)", "Scroll up", show=False),
        Binding("down", "scroll_brief(1)", "Scroll down", show=False),
        Binding("pageup", "page_brief(-1)", "Page up", show=False),
        Binding("pagedown", "page_brief(1)", "Page down", show=False),
        *bindings("interview.hand_in", "app.help", "interview.ask", "interview.stage", "interview.brief"),
        *bindings("interview.topics", "interview.hint", "interview.pause", "interview.leave"),
    ]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        # held, as the screen has lost its children when the program ends and the last keys are kept
        self._editor = AnswerEditor(limit=LONGEST_ANSWER, id="answer")
        self._follow_ups = FollowUps(self)
        self._overslept = False
        """The ways out of a mock that ran out while the machine slept have been offered."""
        self._timed_out = False
        """The answer that is shown was closed by the time."""

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out clock, question and answer."""
        yield Static("", id="clock")
        with Container(id="room"):
            yield Static("", id="brief-line")
            yield Brief(id="brief")
            with Vertical(id="writing"):
                yield Static("", id="asked")
                yield self._editor
                yield Static("", id="count")
        yield KeyFooter(tight=True)

    def on_mount(self) -> None:
        """Show what stands and let time run; a model gets ready while the candidate reads."""
        self._show_turn()
        self._app.warm_model()
        if self._interview.state.round.probe:
            self.tick(returning=True)
        if self._app.ticking:
            self.set_interval(TICK_SECONDS, self.tick)

    # time

    def tick(self, *, returning: bool = False) -> None:
        """Keep what is typed, let time take effect, paint the clock; ``returning`` says that nobody was here before."""
        if self._interview.state.paused or not self._interview.state.timed or self._has_overslept():
            return
        self._keep()
        follow_up = self._interview.state.round.probe is not None
        notice = self._interview.tick()
        if notice and notice.closed:
            away = returning or notice.late > AWAY_SECONDS
            self._closed_by_time(time_over_text(follow_up=follow_up, away=away))
            return
        self._keep_warnings_off_the_cursor()
        if notice:
            tell(self._app, notice_text(notice, self._interview.state, self._interview.clock()), severity="warning")
        self._show_clock()

    def _keep_warnings_off_the_cursor(self) -> None:
        """Let notifications come below where one types near the top; elsewhere they lie over the question."""
        brief = self.query_one(Brief)
        top = self._editor.region.y
        near = brief.display is False and self._editor.cursor_screen_offset.y - top < HEIGHT_OF_A_WARNING
        self.set_class(near, "-typing-high")

    def _has_overslept(self) -> bool:
        """Offer the ways out of a mock that ran out while the machine slept, once; return whether it did."""
        from simulator.tui.flows.sitting import settle_expired

        if self._overslept or not self._interview.overslept:
            return self._overslept
        self._overslept = True
        self._keep()
        self._drop_dialogs()
        self._show_clock()
        settle_expired(self._app, self._interview, program_open=True)
        self._app.cover(self._app.size)
        return True

    def _drop_dialogs(self) -> None:
        while isinstance(self._app.screen, ModalScreen):  # a question, help over it, "please enlarge"
            self._app.screen.dismiss(None)

    def _keep(self) -> None:
        text = self._editor.text
        if text or self._interview.state.answer_open:
            self._interview.type(text)

    def _show_clock(self) -> None:
        clock = self.query_one("#clock", Static)
        view = self._interview.clock()
        if self._overslept or self._timed_out:
            clock.update(shown(" 00:00 left  the time is over ", "bold reverse"))
        elif view:
            clock.update(clock_line(self._interview.state, view, self.size.width - 2))

    def _closed_by_time(self, text: str) -> None:
        self._drop_dialogs()
        self._timed_out = True
        self._show_clock()
        self._after_closing("The time is over", text)

    def _after_closing(self, title: str, text: str) -> None:
        each = self._interview.state.round
        left = each.plan.probes - len(each.probes)
        self._editor.read_only = True
        if left > 0:
            self._follow_ups.prepare(self._interview)
        self._app.push_screen(closed_notice(title, text, follow_up_next=left > 0), lambda _: self._go_on())
        self._app.cover(self._app.size)

    def _go_on(self) -> None:
        from simulator.tui.flows.sitting import show_phase

        if self._interview.state.phase is Phase.PROBING:
            self._show_turn()
        else:
            show_phase(self._app, self._interview)

    # what is shown

    def on_resize(self) -> None:
        """Word clock and count for the new width."""
        self.call_after_refresh(self._show_clock)
        self.call_after_refresh(self._show_count)

    def _show_turn(self) -> None:
        """Show what is to be answered now: the question, or the next follow-up."""
        interview = self._interview
        self._timed_out = False
        if interview.state.phase is Phase.PROBING and interview.state.round.probe is None:
            interview.next_probe(self._app.workspace.probes_seen(interview.question.id), self._follow_ups.take())
        self._show_brief()
        each = interview.state.round
        self.set_class(each.probe is not None, "-probing")
        if each.probe:
            number = f"Follow-up {len(each.probes)} of {each.plan.probes}  "
            text = next(turn.text for turn in reversed(each.turns) if turn.kind is TurnKind.PROBE)
            follow_up = joined(shown(number, "bold"), text)
            self.query_one("#asked", Static).update(follow_up)
            self.query_one(Brief).ask(follow_up)
        self._want_brief(None)
        self._editor.read_only = False
        self._editor.load_text(each.text)
        self._editor.move_cursor(self._editor.document.end)
        self._editor.focus()
        self._fold_brief()
        self._show_clock()
        self.refresh_bindings()
        if interview.state.paused:
            self._wait_out_pause()

    def _show_brief(self) -> None:
        question = self._interview.question
        self.query_one(Brief).show(question, self._interview.state.round)
        self.query_one("#brief-line", Static).update(shown(one_line(question.brief.prompt)))

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Fold the question of a low terminal with the first letter."""
        message.stop()
        self._fold_brief()

    def _fold_brief(self) -> None:
        if self._editor.is_empty != self.has_class("-unwritten"):
            self.set_class(self._editor.is_empty, "-unwritten")
            self.call_after_refresh(self._show_count)

    def on_answer_editor_words_counted(self, message: AnswerEditor.WordsCounted) -> None:
        """Show the number of words."""
        del message
        self._show_count()

    def _show_count(self) -> None:
        """Show the number of words; while nothing is written, how the rest of a long question is read."""
        unread = self._editor.is_empty and self.query_one(Brief).is_cut
        text = "arrow keys scroll the question" if unread else counted(len(self._editor.text.split()))
        self.query_one("#count", Static).update(shown(text, "dim"))

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
        brief = self.query_one(Brief)
        self._want_brief(not brief.display)
        if self.has_class("-probing"):
            brief.scroll_home(animate=False)  # a follow-up stands above the question where there is little room

    def _want_brief(self, wanted: bool | None) -> None:
        """Open or close the question; None leaves it to the room there is."""
        self.set_class(wanted is True, "-brief-open")
        self.set_class(wanted is False, "-brief-closed")

    def action_scroll_brief(self, by: int) -> None:
        """Scroll the question while the answer is empty, which has no use for the key."""
        self.query_one(Brief).scroll_lines(by)

    def action_page_brief(self, by: int) -> None:
        """Scroll the question by what is seen of it."""
        self.query_one(Brief).scroll_pages(by)

    def action_ask(self) -> None:
        """Ask in one's own words."""
        self._app.push_screen(AskScreen(self._interview), lambda _: self._show_brief())

    def action_topics(self) -> None:
        """Choose from the topics."""
        self._app.push_screen(AskScreen(self._interview, list_topics=True), lambda _: self._show_brief())

    def action_next_stage(self) -> None:
        """Mark the next stage; the clock line names it, and nothing lies over the question."""
        self._keep()
        self._try(self._interview.next_stage)
        self._show_clock()

    def action_hint(self) -> None:
        """Say the price, then sell the hint; one that was taken is not offered again."""
        each = self._interview.state.round
        if self._interview.question.stages[each.stage].id in each.hints:
            self._try(self._interview.take_hint)
            return

        def settle(choice: str | None) -> None:
            if choice == "yes":
                self._try(self._interview.take_hint)
                self._show_brief()

        self._app.push_screen(hint_dialog(len(each.hints)), settle)

    def action_pause(self) -> None:
        """Stop the clock until Enter."""
        self._keep()
        self._interview.pause()
        self._wait_out_pause()

    def _wait_out_pause(self) -> None:
        def go_on(_: None) -> None:
            self._interview.resume()
            self._show_clock()

        self._app.push_screen(pause_notice(), go_on)

    def action_hand_in(self) -> None:
        """Close the answer; ask back when it is very short."""
        if self._editor.read_only or self._has_overslept():
            return
        self._keep()
        words = len(self._editor.text.split())
        if words >= FEW_WORDS or self._interview.state.round.probe:
            self._hand_in(words)
            return
        self._app.push_screen(hand_in_dialog(words), lambda choice: self._hand_in(words) if choice == "yes" else None)

    def _hand_in(self, words: int) -> None:
        self._interview.close_answer()
        self._after_closing("Saved", f"Your answer is closed: {counted(words)}.")

    def action_leave(self) -> None:
        """Ask once, then leave with everything kept."""
        from simulator.tui.flows.sitting import close

        self._keep()
        self._app.push_screen(
            leave_dialog(self._interview.state.mode), lambda choice: close(self._app) if choice == "leave" else None
        )

    def on_unmount(self) -> None:
        """Keep the last keys when the program ends."""
        state = self._interview.state
        if state.timed and not state.paused and self._app.interview is self._interview:
            self._keep()
