"""What to practise next, and why."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scorecards.models import Kind
from scorecards.problems import ContentError
from simulator.content import card_error
from simulator.errors import SimulatorError
from simulator.history.records import Mode
from simulator.practice.suggestions import seed_of, suggest
from simulator.tui.commands import bindings
from simulator.tui.flows.sitting import how_to_judge, start
from simulator.tui.text import joined, safe, shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, paragraphs
from simulator.words.next_up import ORDER, basis, card_words, schedule_lines
from simulator.words.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_bank.models import Header
    from simulator.practice.needs import Situation
    from simulator.practice.suggestions import Suggestion
    from simulator.tui.app import SimulatorApp

KINDS = (None, *Kind)
"""What the key goes through; None: every kind."""


class Suggestions(OptionList):
    """The suggestions, the strongest first, wrapped to the width there is."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("next.start")

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 Textual's own name
        super().__init__(id=id, markup=False)
        self._listed: Sequence[Suggestion] = ()
        self._nothing = ""
        self._wrapped_to = 0

    def show(self, listed: Sequence[Suggestion], nothing: str) -> None:
        """List these, the first one marked; ``nothing`` is said where there is none."""
        self._listed, self._nothing = listed, nothing
        self._wrap()
        self.highlighted = 0 if listed else None

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        if event.size.width != self._wrapped_to:
            marked = self.highlighted
            self._wrap()
            self.highlighted = marked

    def _wrap(self) -> None:
        self._wrapped_to = self.size.width
        self.clear_options()
        width = max(1, self._wrapped_to - 2)
        gap = "" if self.screen.has_class("-low") else "\n"
        for number, each in enumerate(self._listed):
            reason = "\n".join(wrap(safe(f"{each.reason[:1].upper()}{each.reason[1:]}."), width, 2))
            card = "\n".join(wrap(safe(f"  {card_words(each)}"), width, 2))
            self.add_option(Option(joined(gap if number else "", shown(reason, "bold"), "\n", card)))
        if not self._listed and self._nothing:
            self.add_option(Option(shown(self._nothing), disabled=True))

    def action_start(self) -> None:
        """Choose the marked one."""
        self.action_select()


class NextScreen(Screen[None]):
    """A few suggestions with their reasons; what the schedule has stands below or beside them."""

    CSS_PATH = "../styles/next.tcss"
    HELP = (
        "What to practise next, each with its reason. Enter starts what is marked as a drill, m as a mock; o lets you "
        "choose something else. Tab goes to the schedule, and to its end with the arrow keys."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "next.start", "next.mock", "next.other", "next.kind", "screen.back"
    )

    def __init__(self) -> None:
        super().__init__()
        self._situation: Situation | None = None
        self._headers: Sequence[Header] = ()
        self._suggestions: list[Suggestion] = []
        self._kind: Kind | None = None

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out heading, suggestions, schedule."""
        yield Static(id="next-heading", classes="heading")
        with Container(id="next-page"):
            yield Suggestions(id="next-list")
            with VerticalScroll(id="next-about"):
                yield Prose([Line("Reading your rounds ...", "dim")])
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the screen at once; the rounds are read after it is painted."""
        self._show_heading()
        self.query_one(Suggestions).focus()
        self.call_after_refresh(lambda: self.run_worker(self._read(), group="next"))

    async def _read(self) -> None:
        workspace = self._app.workspace
        try:
            for _ in workspace.read_past_in_steps():
                await asyncio.sleep(0)  # a key that is pressed meanwhile comes first
            self._headers = workspace.headers()
            self._situation = workspace.situation(workspace.past())
        except (SimulatorError, ContentError) as caught:
            error = card_error(caught) if isinstance(caught, ContentError) else caught
            self._tell([Line(error.title, "bold"), *paragraphs(f"{error.sentence} {error.next_step}")])
            return
        judge = how_to_judge(self._app)
        lines = [Line(basis(self._situation, judge)), Line("")]
        for text in schedule_lines(self._situation):
            lines.append(Line(text, hang=4 if text.startswith(" ") else 0))
        self._tell([*lines, Line(""), Line(ORDER, "dim")])
        self._suggest()

    def _tell(self, lines: Sequence[Line]) -> None:
        self.query_one(Prose).show(lines)

    def _suggest(self) -> None:
        if self._situation is None:
            return
        kinds = [self._kind] if self._kind else []
        self._suggestions = suggest(self._situation, self._headers, seed_of(self._situation.now), kinds)
        nothing = f"The bank has no {self._kind.label} card." if self._kind else "The bank has no card to suggest."
        rows = self.query_one(Suggestions)
        rows.show(self._suggestions, f"{nothing} b on the home screen shows the bank.")

    def _show_heading(self) -> None:
        only = f"  {self._kind.label} only" if self._kind else ""
        self.query_one("#next-heading", Static).update(
            joined(shown("What to practise next", "bold"), shown(only, "dim"))
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Drill what was chosen."""
        if self.is_current:  # a second Enter can come before the first has taken effect
            self._start(event.option_index, Mode.PRACTICE)

    def action_start(self) -> None:
        """Drill what is marked."""
        self._start(self.query_one(Suggestions).highlighted, Mode.PRACTICE)

    def action_start_mock(self) -> None:
        """Sit what is marked as a mock."""
        self._start(self.query_one(Suggestions).highlighted, Mode.MOCK)

    def _start(self, index: int | None, mode: Mode) -> None:
        if index is None or index >= len(self._suggestions):
            return
        each = self._suggestions[index]
        names = [each.question_id] if each.question_id else []
        self._app.attempt(lambda: start(self._app, [each.kind], names, mode, None, each.sub_kind))

    def action_something_else(self) -> None:
        """Choose for yourself."""
        from simulator.tui.screens.setup import SetupScreen

        def open_setup() -> None:
            self._app.workspace.require_writer()
            _ = self._app.workspace.config
            self._app.push_screen(SetupScreen(Mode.PRACTICE.value))

        self._app.attempt(open_setup)

    def action_next_kind(self) -> None:
        """Suggest of the next kind only, at last of all again."""
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self._show_heading()
        self._suggest()

    def action_back(self) -> None:
        """Go home."""
        self.app.pop_screen()
