"""Progress: levels, over time, weak spots and pacing, one's own eye; one judge's series at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from scorecards.models import Kind
from simulator.tui.commands import bindings
from simulator.tui.text import fitted, joined, one_line, shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.over_time import OverTime
from simulator.tui.widgets.prose import Line, Prose
from simulator.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from simulator.practice.series import JudgedRound, Past
    from simulator.tui.app import SimulatorApp
    from simulator.words.ways import Ways

PARTS = ("levels", "over time", "weak spots", "your own eye")
LEVELS, OVER_TIME, WEAK_SPOTS, OWN_EYE = range(4)
KINDS: tuple[Kind | None, ...] = (None, *Kind)
PARTS_BESIDE_FROM = 60
"""Cells of width; with less the heading names the part that is on alone."""
BESIDE_TEXT = 9
"""Cells at most that are left free beside the text."""
SHORTEST_NAME = 12
"""Cells that a judge's name has in the heading at least."""


class ProgressScreen(Screen[None]):
    """One part at a time; tab goes round."""

    CSS_PATH = "../styles/progress.tcss"
    HELP = (
        "Progress, as one judge saw it. Tab goes round: levels, each dimension over time, weak spots and pacing, your "
        "own eye. j shows the next judge, k one kind; in over time up and down choose the dimension. "
        "A change within noise is no change."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "progress.part", "progress.part_before", "progress.judge", "progress.kind", "screen.back"
    )

    def __init__(self) -> None:
        super().__init__()
        self._part = LEVELS
        self._kind: Kind | None = None
        self._source = ""
        self._past: Past | None = None
        self._bar = 0

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out heading, text, and what shows a dimension over time."""
        yield Static("", id="which", classes="heading")
        with VerticalScroll(classes="page"):
            yield Prose([Line("Reading the judged rounds.", "dim")], id="text")
        yield OverTime(id="over-time")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show at once what there is; reading comes after the first paint."""
        self.query_one(OverTime).display = False
        self.query_one(".page").focus()
        self._show_heading()
        self.call_after_refresh(self._look)

    @work(exclusive=True, group="progress")
    async def _look(self) -> None:
        self.query_one("#text", Prose).show([Line("The judged rounds could not be read.")])
        self._app.attempt(self._read)

    def _read(self) -> None:
        from simulator.practice.needs import bar_of

        workspace = self._app.workspace
        past = workspace.past()
        self._bar = bar_of(workspace.config.target)
        self._past, self._source = past, past.main_source
        self._show()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Draw for the size there is."""
        self.call_after_refresh(self._show)

    def _rounds(self) -> Sequence[JudgedRound]:
        return self._past.series(self._source, self._kind) if self._past else ()

    def _show(self) -> None:
        self._show_heading()
        if self._past is None:
            return
        rounds = self._rounds()
        empty = self._why_empty(self._past, rounds)
        over_time = self._part == OVER_TIME and not empty
        page = self.query_one(".page")
        page.display = not over_time
        self.query_one(OverTime).display = over_time
        if over_time:
            from simulator.practice.trends import dimension_trends

            self.query_one(OverTime).show(dimension_trends(rounds), self._bar)
            self.query_one(RowList).focus()
            return
        lines = self._page(self._past, rounds, empty)
        self.query_one("#text", Prose).show(lines)
        page.focus()

    def _ways(self) -> Ways:
        from simulator.tui.flows.ways import app_ways

        return app_ways(self._app)

    def _why_empty(self, past: Past, rounds: Sequence[JudgedRound]) -> str:
        """Return why this series has nothing to show; empty where it has."""
        from simulator.practice.series import source_words
        from simulator.practice.trends import has_levels
        from simulator.words.progress_words import NO_LEVELS, why_nothing

        ways = self._ways()
        if nothing := why_nothing(past, self._kind, ways):
            return nothing
        if not rounds:
            kind = self._kind.label if self._kind else ""
            return f"No {kind} round was judged by {source_words(self._source)}. {ways.judges}"
        return "" if has_levels(rounds) else f"{NO_LEVELS} {ways.judge_again}"

    def _page(self, past: Past, rounds: Sequence[JudgedRound], empty: str) -> list[Line]:
        from simulator.practice.pacing_trend import pacing
        from simulator.tui.parts.progress_pages import blank, eye_page, levels_page, pacing_page, spots_page
        from simulator.words.progress_words import caution_lines, remark_lines, version_lines

        ways = self._ways()
        width = self.size.width - BESIDE_TEXT
        if self._part == WEAK_SPOTS and rounds:
            paced = pacing_page(pacing(each for each in past.rounds if self._kind in (None, each.kind)))
            return [*([Line(empty), Line("")] if empty else spots_page(rounds, width)), *paced]
        if empty:
            return [Line(empty)]
        if self._part == OWN_EYE:
            return eye_page(rounds, ways, width)
        above = blank([*caution_lines(past, self._kind, ways), *version_lines(rounds)])
        below = [Line(each) for each in remark_lines(past, ways)]
        return [*above, *levels_page(rounds, self._bar, width), *([Line("")] if below else []), *below]

    def _show_heading(self) -> None:
        kind = self._kind.label if self._kind else "all kinds"
        wide = self.size.width >= PARTS_BESIDE_FROM
        title = f"{PARTS[self._part]}, {kind}"
        title = f"Progress: {title}" if wide else title.capitalize()
        lines: list[Content | str] = [shown(title, "bold")]
        lines.append(shown(f"  {self._part + 1} of {len(PARTS)}", "dim"))
        if wide:
            lines.append("\n")
            lines += [shown(f" {name} ", "bold reverse" if n == self._part else "dim") for n, name in enumerate(PARTS)]
        if self._past and self._past.rounds:
            lines += ["\n", self._series_words(self._past)]
        self.query_one("#which", Static).update(joined(*lines))

    def _series_words(self, past: Past) -> str:
        """Return whose judgements are shown, of how many rounds, from when to when."""
        from simulator.practice.series import source_words
        from simulator.words.progress_words import rounds_words, when_words

        rounds = self._rounds()
        words = f"{rounds_words(len(rounds)).capitalize()} judged by "
        wide = self.size.width >= PARTS_BESIDE_FROM
        rest = f", {when_words(rounds)}" if rounds and wide else ""
        if len(past.sources) > 1:
            rest += f" ({'judge ' if wide else ''}{past.sources.index(self._source) + 1} of {len(past.sources)})"
        who = one_line(source_words(self._source))
        room = max(SHORTEST_NAME, self.size.width - 2 - len(words) - len(rest))
        return f"{words}{fitted(who, room) if cell_len(who) > room else who}{rest}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another judge where there is one, other parts and kinds where there is a round."""
        del parameters
        if action == "next_judge":
            return self._past is not None and len(self._past.sources) > 1
        if action in ("next_part", "part_before", "next_kind"):
            return self._past is None or bool(self._past.rounds)
        return True

    def _turn(self, part: int) -> None:
        self._part = part % len(PARTS)
        self._show()
        self.query_one(".page", VerticalScroll).scroll_home(animate=False)

    def action_next_part(self) -> None:
        """Show the next part."""
        self._turn(self._part + 1)

    def action_part_before(self) -> None:
        """Show the part before."""
        self._turn(self._part - 1)

    def action_next_judge(self) -> None:
        """Show the series of the next judge."""
        if self._past:
            sources = self._past.sources
            self._source = sources[(sources.index(self._source) + 1) % len(sources)]
            self._show()

    def action_next_kind(self) -> None:
        """Show the next kind, then all."""
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self._show()

    def action_back(self) -> None:
        """Leave."""
        self.app.pop_screen()
