"""The checklist, item by item: credit needs the sentence that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scorecards.models import ItemKind, ItemStatus
from simulator.grading.sheet import ASKED_FLAGS, Mark
from simulator.tui.commands import bindings
from simulator.tui.text import joined, safe, shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.words.reports import STATUS_WORDS
from simulator.words.self_grading import FLAG_QUESTIONS
from simulator.words.wrapping import wrap

if TYPE_CHECKING:
    from scorecards.evidence import Segment
    from simulator.tui.app import SimulatorApp
    from simulator.tui.flows.grading_task import GradingTask

NO_YES = (("no", ""), ("yes", ""))
PROOF_INDENT = 6
"""Cells that the lines of a sentence after its first are set in by."""
KIND_WORDS = {
    kind: {
        ItemKind.CORE: "what a solid PM shows",
        ItemKind.SENIOR: "what a senior PM adds",
        ItemKind.RED_FLAG: "a red flag",
    }.get(kind, f"a {kind.value} item")
    for kind in ItemKind
}


class GradingScreen(Screen[None]):
    """One item at a time above one's own numbered sentences."""

    CSS_PATH = "../styles/grading.tcss"
    HELP = (
        "Mark each item of the checklist. For met and partly, pick the sentence of yours that shows it and press "
        "Enter; without a sentence there is no credit. Every mark is kept at once. Tab goes to a long item, "
        "to scroll it."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "grading.met", "grading.partly", "grading.absent", "grading.before", "grading.later"
    )

    def __init__(self, task: GradingTask) -> None:
        super().__init__()
        self._grading = task
        marked = task.sheet.sheet.items
        self._position = next((n for n, item in enumerate(task.items) if item.id not in marked), len(task.items))
        self._picking: ItemStatus | None = None

    def compose(self) -> ComposeResult:
        """Lay out item and sentences."""
        yield Static("", id="progress", classes="heading")
        with Container(id="grading"):
            with VerticalScroll(id="item-page"):
                yield Static("", id="item")
            with Vertical(id="proof"):
                yield Static("", id="proof-title")
                yield OptionList(id="segments", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the first item that is not marked."""
        segments = self.query_one("#segments", OptionList)
        for segment in self._grading.segments:
            segments.add_option(Option(self._sentence(segment, 0), id=segment.id))
        segments.highlighted = 0 if self._grading.segments else None
        segments.focus()
        self._show()

    def on_resize(self) -> None:
        """Set the sentences in below their numbers, for the new width."""
        self.call_after_refresh(self._wrap_sentences)

    def _wrap_sentences(self) -> None:
        segments = self.query_one("#segments", OptionList)
        width = segments.scrollable_content_region.width - 2
        for segment in self._grading.segments if width > 0 else ():
            segments.replace_option_prompt(segment.id, self._sentence(segment, width))

    def _sentence(self, segment: Segment, width: int) -> Content:
        """Return a sentence with its number, wrapped by hand: a list knows no hanging indent."""
        number = f"{segment.id}  "
        lines = wrap(f"{number}{safe(segment.text)}", width, PROOF_INDENT) if width > 0 else [number + segment.text]
        return joined(shown(number, "dim"), "\n".join(lines)[len(number) :])

    def _show(self) -> None:
        task = self._grading
        if self._position >= len(task.items):
            cast("SimulatorApp", self.app).go(FlagsScreen(task))
            return
        item = task.items[self._position]
        dimension = task.scorecard.dimension(item.dimension)
        self.query_one("#progress", Static).update(
            joined(shown(f"Item {self._position + 1} of {len(task.items)}  ", "dim"), shown(dimension.name, "bold"))
        )
        kind = KIND_WORDS[item.kind]
        mark = task.sheet.sheet.items.get(item.id)
        said = f"\nmarked: {STATUS_WORDS[mark.status]} {mark.segment}" if mark else ""
        parts: list[Content | str] = [
            shown(f"{kind}\n", "dim"),
            shown(item.text, "bold"),
            shown("\n\nCounts: ", "dim"),
            item.counts,
            shown("\nDoes not count: ", "dim"),
            item.does_not_count,
            shown(said, "dim"),
        ]
        self.query_one("#item", Static).update(joined(*parts))
        self._pick(None)
        red_flag = item.kind is ItemKind.RED_FLAG
        marks = "Did this happen?  m yes  a no" if red_flag else "m met  p partly  a absent"
        beside = "    your sentences:" if self.size.width >= len(marks) + 24 else ""
        self.query_one("#proof-title", Static).update(joined(shown(marks, "bold"), shown(beside, "dim")))

    def _pick(self, wanted: ItemStatus | None) -> None:
        """Let a sentence be picked for a mark; None: a mark comes first, and no sentence looks chosen."""
        self._picking = wanted
        self.query_one("#segments").set_class(wanted is None, "-idle")

    def action_mark(self, status: str) -> None:
        """Mark the item; credit waits for its sentence."""
        wanted = ItemStatus(status)
        item = self._grading.items[self._position]
        if item.kind is ItemKind.RED_FLAG and wanted is ItemStatus.PARTIAL:
            wanted = ItemStatus.MET
        if wanted is ItemStatus.ABSENT:
            self._keep(Mark(ItemStatus.ABSENT))
        elif not self._grading.segments:
            tell(self.app, "Nothing was said in this round, so nothing can show it.", "No proof", "warning")
        else:
            self._pick(wanted)
            words = STATUS_WORDS[wanted]
            self.query_one("#proof-title", Static).update(
                shown(f" {words}: pick the sentence that shows it, Enter; a takes it back ", "reverse")
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep the mark with its proof."""
        if self._picking is None:
            tell(self.app, "First m or p, then the sentence.", "Mark")
        elif event.option_id:
            self._keep(Mark(self._picking, event.option_id))

    def _keep(self, mark: Mark) -> None:
        item = self._grading.items[self._position]

        def keep() -> None:
            self._grading.sheet.mark_item(item.id, mark, self._grading.seconds)
            self._position += 1
            self._show()

        cast("SimulatorApp", self.app).attempt(keep)

    def action_before(self) -> None:
        """Look at the item before again."""
        self._position = max(0, self._position - 1)
        self._show()

    def action_later(self) -> None:
        """Leave; every mark is kept."""
        self._grading.later()

    def on_unmount(self) -> None:
        """Give the file of the marks back, also when the program ends here; the next mark opens it again."""
        self._grading.sheet.close()


class FlagsScreen(Screen[None]):
    """Five signs that stand apart from the levels."""

    HELP = "Five questions about signs that stand apart from the levels. n or y, or the arrow keys."
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.done", "grading.later")

    def __init__(self, task: GradingTask) -> None:
        super().__init__()
        self._grading = task

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        yield Static(shown("Five signs that stand apart from the levels", "bold"), classes="heading")
        with VerticalScroll(classes="form", can_focus=False):
            for flag in ASKED_FLAGS:
                raised = self._grading.sheet.sheet.flags.get(flag, False)
                with Vertical(classes="pair"):
                    yield Static(shown(FLAG_QUESTIONS[flag]), classes="question")
                    yield ChoiceRow(flag.label, NO_YES, flag.value, int(raised))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus(scroll_visible=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Bring the question of a row into sight with it."""
        if event.widget.parent:
            self.call_after_refresh(self.query_one(".form").scroll_to_widget, event.widget.parent, animate=False)

    def action_done(self) -> None:
        """Keep the answers and go on to the exemplars."""
        from simulator.tui.screens.compare import CompareScreen

        def keep() -> None:
            for flag in ASKED_FLAGS:
                row = next(row for row in self.query(ChoiceRow) if row.name == flag.value)
                self._grading.sheet.raise_flag(flag, bool(row.chosen), self._grading.seconds)
            cast("SimulatorApp", self.app).go(CompareScreen(self._grading))

        cast("SimulatorApp", self.app).attempt(keep)

    def action_later(self) -> None:
        """Leave; every mark is kept."""
        self._grading.later()

    def on_unmount(self) -> None:
        """Give the file of the marks back, also when the program ends here; the next mark opens it again."""
        self._grading.sheet.close()
