"""Every filter of the history on one page, and how many sessions are left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.events import DescendantFocus, Key
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from question_bank.models import sub_kind_words
from scorecards.models import Kind
from scorecards.recommendation import CALLS
from simulator.errors import UsageError
from simulator.history.narrowing import SELF, SPANS, WAITING, Narrowing, Order
from simulator.history.records import Mode
from simulator.tui.commands import bindings
from simulator.tui.text import one_line, shown
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.explained import Explanation
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line
from simulator.words.narrowing import SPAN_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.history.summaries import SessionSummary

LABEL = 9
"""Cells."""
LONGEST_ANSWER = 24
"""Characters of a model's name or a tag."""
EXPLAINED = {
    "kind": ("Sessions with a round of this kind.",),
    "sub_kind": ("Those that you have sat. With a kind, those of that kind.",),
    "mode": ("Mock: timed, no pause, no hints.", "", "Practice: a drill, or a mock that went on as one."),
    "judge": ("Who has judged a round, oneself or a model by its name.", "", "Waiting: answered and not yet judged."),
    "call": ("The newest call of a round, whoever made it.",),
    "tag": ("The tags that you have given, the most used first.",),
    "dates": ("Counted in days of this machine's time zone. Today is the last of them.",),
    "days": (
        "A day, a month or a year, or the first and the last.",
        "",
        "2026-11-21",
        "2026-11",
        "2026-03 to 2026-05-15",
    ),
    "order": (
        "Of equals the newest stands first.",
        "",
        "Best and worst go by the weakest call of a session; what has no call comes last.",
        "",
        "Longest goes by the words of the answers.",
    ),
}
"""By row: what to know of it."""


class NarrowScreen(Screen[Narrowing | None]):
    """A row for each filter; the last Enter keeps them."""

    CSS_PATH = "../styles/narrow.tcss"
    HELP = (
        "What the history lists, and in what order. The arrow keys change a row, Enter goes to the next and, on the "
        "last, keeps. ctrl+s keeps at once; Escape leaves the list as it was."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.keep", "screen.back")

    def __init__(
        self,
        narrowing: Narrowing,
        summaries: Sequence[SessionSummary],
        judges: Sequence[str],
        count: Callable[[Narrowing], int],
    ) -> None:
        super().__init__()
        self._narrowing = narrowing
        self._of_all = len(summaries)
        self._count = count
        self._sub_kinds: dict[str, set[str]] = {}
        for each in (each for summary in summaries for each in summary.rounds):
            self._sub_kinds.setdefault(each.kind, set()).add(each.sub_kind)
        tags = Counter(tag for summary in summaries for tag in summary.tags)
        self._values: dict[str, list[str]] = {
            "kind": ["", *(kind.value for kind in Kind)],
            "sub_kind": ["", *self._sub_kinds_of(narrowing.kind)],
            "mode": ["", Mode.MOCK.value, Mode.PRACTICE.value],
            "judge": ["", *judges],
            "call": ["", *(call.label for call in reversed(CALLS))],
            "tag": ["", *(tag for tag, _ in tags.most_common())],
            "dates": list(SPANS),
            "order": [each.value for each in Order],
        }
        self._of_kind = narrowing.kind
        """The kind whose sub-kinds are offered."""

    def _sub_kinds_of(self, kind: str) -> list[str]:
        found = {each for of, names in self._sub_kinds.items() if kind in ("", of) for each in names}
        return sorted(found)

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield Static(shown("Narrow the history", "bold"), classes="heading")
        with Container(classes="beside"):
            with VerticalScroll(classes="form", can_focus=False):
                yield self._row("Kind", "kind")
                yield self._row("Sub-kind", "sub_kind")
                yield self._row("Mode", "mode")
                yield self._row("Judged by", "judge")
                yield self._row("Call", "call")
                yield self._row("Tag", "tag")
                yield self._row("Dates", "dates")
                with Horizontal(id="days-row"):
                    yield Label(shown("  Days"), id="days-label")
                    yield Input(
                        self._narrowing.days, placeholder="for instance 2026-03 to 2026-05", id="days", compact=True
                    )
                yield self._row("Order", "order")
            yield Explanation()
        yield Static("", id="left")
        yield KeyFooter()

    def _row(self, label: str, name: str) -> ChoiceRow:
        values = self._values[name]
        now = str(getattr(self._narrowing, name))
        row = ChoiceRow(label, self._answers(name), name, values.index(now) if now in values else 0, LABEL)
        row.display = len(values) > 1
        return row

    def _answers(self, name: str) -> list[tuple[str, str]]:
        return [(_words(name, value), "") for value in self._values[name]]

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus()
        self._say_what_is_left()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Explain the row that is marked."""
        name = event.widget.name if isinstance(event.widget, ChoiceRow) else event.widget.id
        days = name == "days"
        self.query_one("#days-label", Label).update(shown("> Days" if days else "  Days"))
        if name in EXPLAINED:
            label = event.widget.label if isinstance(event.widget, ChoiceRow) else "Days"
            self.query_one(Explanation).show(label, *(Line(text) for text in EXPLAINED[name]))

    def on_choice_row_chosen(self) -> None:
        """Let the sub-kinds follow from the kind, and say what is left."""
        self._fit_sub_kinds()
        self._say_what_is_left()

    def on_input_changed(self) -> None:
        """Say what is left."""
        self._say_what_is_left()

    def on_input_submitted(self) -> None:
        """Go to the row below."""
        self.focus_next()

    def on_key(self, event: Key) -> None:
        """Keep with Enter on the last row; leave the line of days by the arrow keys."""
        if event.key == "enter" and self.query(ChoiceRow).last().has_focus:
            event.stop()
            if self.is_current:  # a second Enter can come before the first has taken effect
                self.action_keep()
        elif event.key in ("up", "down") and isinstance(self.focused, Input):
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()

    def _chosen(self, name: str) -> str:
        row = next(row for row in self.query(ChoiceRow) if row.name == name)
        return self._values[name][row.chosen or 0]

    def _fit_sub_kinds(self) -> None:
        kind = self._chosen("kind")
        if kind != self._of_kind:
            before = self._chosen("sub_kind")
            self._of_kind = kind
            self._values["sub_kind"] = values = ["", *self._sub_kinds_of(kind)]
            row = next(row for row in self.query(ChoiceRow) if row.name == "sub_kind")
            row.offer(self._answers("sub_kind"), values.index(before) if before in values else 0)

    def _entered(self) -> Narrowing:
        chosen = {name: self._chosen(name) for name in self._values if name != "order"}
        days = " ".join(self.query_one("#days", Input).value.split())
        return Narrowing(**chosen, days=days, order=Order(self._chosen("order")))

    def _say_what_is_left(self) -> None:
        try:
            left = f"{self._count(self._entered())} of {self._of_all} sessions are left."
        except UsageError as error:
            left = f"{error.sentence} {error.next_step}"
        self.query_one("#left", Static).update(shown(left, "bold"))

    def action_keep(self) -> None:
        """Narrow the list so; days that cannot be read keep the page open, and it says why."""
        self._fit_sub_kinds()  # keys can be faster than the rows
        try:
            self._count(self._entered())
        except UsageError:
            self.query_one("#days").focus()
            return
        self.dismiss(self._entered())

    def action_back(self) -> None:
        """Leave the list as it was."""
        self.dismiss(None)


def _words(name: str, value: str) -> str:
    if name == "order":
        return value.removesuffix(" first")
    if name == "dates":
        return SPAN_WORDS[value]
    if not value:
        return "any"
    if name == "kind":
        return Kind(value).label
    if name == "sub_kind":
        return sub_kind_words(value)
    if name == "judge":
        value = {SELF: "yourself", WAITING: "waiting"}.get(value, value)
    answer = one_line(value)
    return answer if len(answer) <= LONGEST_ANSWER else f"{answer[: LONGEST_ANSWER - 1]}…"
