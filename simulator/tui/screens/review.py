"""A past session: results, answers with their evidence, transcript, exemplars."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from scorecards.catalogue import load_scorecard
from scorecards.evidence import segment_turns
from simulator.clock import spoken
from simulator.history.records import SessionStatus, Speaker
from simulator.plain.reports import TURN_REMARKS, session_debrief
from simulator.plain.review import find_card
from simulator.tui.commands import bindings
from simulator.tui.result import result_lines
from simulator.tui.sitting import how_to_judge
from simulator.tui.text import joined, shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, exemplar_lines, paragraphs

if TYPE_CHECKING:
    from textual.content import Content

    from simulator.history.records import RoundRecord, SessionRecord
    from simulator.tui.app import SimulatorApp


PARTS = ("result", "your answer", "transcript")
"""Of every round; exemplars come after them where the card is still there."""


class ReviewScreen(Screen[None]):
    """One part at a time; tab goes round."""

    HELP = (
        "A past session. Tab goes round: result, your answer with the sentences that proved something in bold and "
        "underlined, transcript with times, the two exemplars; then the next round. Shift and tab goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("review.text", "review.text_before", "review.judge", "screen.back")

    def __init__(self, session: SessionRecord) -> None:
        super().__init__()
        self._session = session
        self._part = 0
        self._rounds: list[int] = []
        """For each part, the number of its round; 0 for the debrief."""
        self._names: list[str] = []
        """For each part, its name among those of its round."""

    def compose(self) -> ComposeResult:
        """Lay out heading and text."""
        yield Static("", id="which", classes="heading")
        with VerticalScroll(classes="page"):
            yield Prose(id="text")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first part."""
        self._parts = self._make_parts()
        self.query_one(VerticalScroll).focus()
        self._show()

    def _make_parts(self) -> list[tuple[str, list[Line]]]:
        app = cast("SimulatorApp", self.app)
        workspace = app.workspace
        parts: list[tuple[str, list[Line]]] = []
        if len(self._session.rounds) > 1:
            parts.append(("Debrief", paragraphs(session_debrief(self._session, how_to_judge(app)))))
            self._rounds.append(0)
            self._names.append("debrief")
        for record in self._session.rounds:
            card = find_card(workspace, record.question_id)
            name = f"Round {record.number}, {record.title}"
            exemplars = card.exemplars if card else ()
            question = [Line(record.prompt, "italic"), Line("")]
            parts.append((f"{name}: result", result_lines(record, load_scorecard(record.kind), card)))
            parts.append((f"{name}: your answer", question + evidence_lines(record)))
            parts.append((f"{name}: transcript", transcript_lines(record)))
            for exemplar in exemplars:
                parts.append((f"{name}: exemplar of level {exemplar.level}", exemplar_lines(exemplar)))
            self._rounds += [record.number] * (len(parts) - len(self._rounds))
            self._names += [*PARTS, *(f"exemplar of level {exemplar.level}" for exemplar in exemplars)]
        return parts

    def _show(self) -> None:
        self._show_heading()
        self.query_one("#text", Prose).show(self._parts[self._part][1])
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_resize(self) -> None:
        """Name the parts where there is room for them."""
        self.call_after_refresh(self._show_heading)

    def _show_heading(self) -> None:
        title, _ = self._parts[self._part]
        number = shown(f"  {self._part + 1} of {len(self._parts)}", "dim")
        lines: list[Content | str] = [shown(title, "bold"), number]
        names = self._parts_beside()
        if sum(len(name) + 2 for name in names) <= self.size.width - 2:
            lines = [shown(title.partition(": ")[0], "bold"), number, "\n"]
            lines += [shown(f" {name} ", "bold reverse" if here else "dim") for name, here in names.items()]
        self.query_one("#which", Static).update(joined(*lines))

    def _parts_beside(self) -> dict[str, bool]:
        """Return the names of the parts of the round, and of the debrief, and which of them is shown."""
        here = self._rounds[self._part]
        return {
            name: place == self._part
            for place, (number, name) in enumerate(zip(self._rounds, self._names, strict=True))
            if number in (0, here or 1)
        }

    def action_part_before(self) -> None:
        """Show the part before."""
        self._part = (self._part - 1) % len(self._parts)
        self._show()
        self.refresh_bindings()

    def action_next_tab(self) -> None:
        """Show the next part."""
        self._part = (self._part + 1) % len(self._parts)
        self._show()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another judgement where there is a finished answer."""
        del parameters
        if action != "judge_again" or not self._rounds:
            return True
        number = self._rounds[self._part]
        finished = self._session.status is SessionStatus.FINISHED
        return bool(number) and finished and self._session.rounds[number - 1].closed_by is not None

    def action_judge_again(self) -> None:
        """Judge this round once more; what was judged before stays."""
        from simulator.tui.waiting import judging_of

        app = cast("SimulatorApp", self.app)
        name, number = self._session.id, self._rounds[self._part]

        def back() -> None:
            app.go_home()
            app.push_screen(ReviewScreen(app.workspace.store.load(name)))

        def begin() -> None:
            app.workspace.require_writer()
            judging_of(app, self._session, number, back).offer()

        app.attempt(begin)

    def action_back(self) -> None:
        """Leave."""
        self.app.pop_screen()


def transcript_lines(record: RoundRecord) -> list[Line]:
    """Return everything that was said, each turn under who said it and when."""
    lines: list[Line] = []
    for turn in record.turns:
        who = "You" if turn.speaker is Speaker.CANDIDATE else "Interviewer"
        when = f"{spoken(turn.at - record.started_at)}{TURN_REMARKS.get(turn.kind, '')}"
        lines += [Line(who, "bold", aside=when), *paragraphs(turn.text or "(nothing)"), Line("")]
    return lines[:-1]


def evidence_lines(record: RoundRecord) -> list[Line]:
    """Return everything the candidate said, what proved an item in bold and underlined with the item below it."""
    proofs: dict[str, list[str]] = {}
    if record.latest:
        for result in record.latest.dimensions:
            for item in result.items:
                for quote in item.quotes:
                    proofs.setdefault(quote.segment, []).append(f"{result.name}: {item.text}")
    lines: list[Line] = []
    turn = 0
    for segment in segment_turns(record.candidate_turns()):
        if segment.turn != turn:
            lines.append(Line(""))
            turn = segment.turn
        proved = proofs.get(segment.id, [])
        lines.append(Line(f"{segment.id}  {segment.text}", "bold underline" if proved else "", hang=6))
        lines += [Line(f"      proves {item}", "dim") for item in proved]
    return lines or [Line("(nothing was said)")]
