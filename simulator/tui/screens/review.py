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
from simulator.history.records import SessionStatus
from simulator.plain.reports import session_debrief, transcript
from simulator.plain.review import find_card
from simulator.tui.commands import bindings
from simulator.tui.result import result_lines
from simulator.tui.text import joined, shown
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose, exemplar_lines, paragraphs

if TYPE_CHECKING:
    from simulator.history.records import RoundRecord, SessionRecord
    from simulator.tui.app import SimulatorApp


class ReviewScreen(Screen[None]):
    """One part at a time; tab goes round."""

    HELP = (
        "A past session. Tab goes round: result, your answer with the sentences that proved something in bold and "
        "underlined, transcript with times, the two exemplars; then the next round."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("review.text", "review.judge", "screen.back")

    def __init__(self, session: SessionRecord) -> None:
        super().__init__()
        self._session = session
        self._part = 0
        self._rounds: list[int] = []
        """For each part, the number of its round; 0 for the debrief."""

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
        workspace = cast("SimulatorApp", self.app).workspace
        parts = []
        if len(self._session.rounds) > 1:
            parts.append(("Debrief", paragraphs(session_debrief(self._session))))
            self._rounds.append(0)
        for record in self._session.rounds:
            card = find_card(workspace, record.question_id)
            name = f"Round {record.number}, {record.title}"
            question = [Line(record.prompt, "italic"), Line("")]
            parts.append((f"{name}: result", result_lines(record, load_scorecard(record.kind), card)))
            parts.append((f"{name}: your answer", question + evidence_lines(record)))
            parts.append((f"{name}: transcript", paragraphs(transcript(record))))
            for exemplar in card.exemplars if card else ():
                parts.append((f"{name}: exemplar of level {exemplar.level}", exemplar_lines(exemplar)))
            self._rounds += [record.number] * (len(parts) - len(self._rounds))
        return parts

    def _show(self) -> None:
        title, text = self._parts[self._part]
        number = shown(f"  {self._part + 1} of {len(self._parts)}", "dim")
        self.query_one("#which", Static).update(joined(shown(title, "bold"), number))
        self.query_one("#text", Prose).show(text)
        self.query_one(VerticalScroll).scroll_home(animate=False)

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
        lines.append(Line(f"{segment.id}  {segment.text}", "bold underline" if proved else ""))
        lines += [Line(f"      proves {item}", "dim") for item in proved]
    return lines or [Line("(nothing was said)")]
