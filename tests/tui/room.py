"""Runs the app again and again on one folder under one fake clock, presses its keys and reads its screen as text."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from scorecards.catalogue import load_scorecard
from scorecards.models import ItemStatus
from simulator.grading.self_grading import items_to_mark
from simulator.grading.sheet import Mark, SheetFile
from simulator.history.records import Mode, SessionRecord, Turn, TurnKind
from simulator.interview.conductor import Interview
from simulator.interview.drafts import Recovered, find_drafts
from simulator.interview.session import SessionState
from simulator.paths import Paths
from simulator.tui.app import SimulatorApp
from simulator.tui.flows.sitting import start
from simulator.tui.screens.interview import InterviewScreen
from simulator.tui.widgets.answer_editor import AnswerEditor
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.workspace import Workspace
from tests.fakes import FakeClock
from tests.tui import painting

CARD = "charger-count"
"""A case of 20 minutes and five stages that does not test "evidence"."""
MINUTES = 20
ANSWER = "We order sixty fast points first, because " + "the large stores carry the traffic and the rest can wait. " * 3
"""Long enough to be handed in without being asked back."""
PREDICTION = ("3", "3", "4", "3", "2", "3", "4", "ctrl+s")
"""Keys for the levels of the five tested dimensions, the call, the probability."""


FRAMES = dict.fromkeys(map(ord, "│╭╮╰╯─▌▐▁▔▎▏▊█"), " ")
"""Characters that frame dialogs and notifications."""
MOST_TURNS = 3000
"""Turns of the event loop within which the app must come to rest."""


@dataclass
class Seat:
    """One run of the app, as a candidate has it: keys go in, a screen of text comes out."""

    app: SimulatorApp
    pilot: Pilot[None]
    clock: FakeClock
    crashed: bool = False

    async def settle(self) -> None:
        """Wait until the event loop has nothing to do but wait for timers, and what was set off is painted."""
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        painted = 0
        for _turn in range(MOST_TURNS):
            await asyncio.sleep(0)
            if self.app._exit or painted == 2:
                return
            if not ready:
                self.app.screen._on_timer_update()
                painting.paint(self.app.screen)
                painted += 1
        raise AssertionError("The app does not come to rest")

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.app._press_keys([key])
            await self.settle()

    async def hammer(self, *keys: str) -> None:
        """Press keys faster than the app can follow."""
        for key in keys:
            await self.app._press_keys([key])
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste text, as the terminal does: it goes to what has the focus."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def until(self, ready: Callable[[], bool]) -> None:
        """Let what runs on timers of its own, as the palette's search does, come to its end."""
        for _ in range(500):
            if ready():
                return
            await asyncio.sleep(0.01)
            await self.settle()
        raise AssertionError(self.text)

    async def resize(self, width: int, height: int) -> None:
        """Resize the terminal."""
        await self.pilot.resize_terminal(width, height)
        self.app._check_resize()  # now, not in a hundredth of a second
        await self.settle()

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, and the interview notice it once."""
        self.clock.advance(seconds)
        self.interview_screen.tick()
        await self.settle()

    async def start(self, mode: Mode = Mode.PRACTICE, *names: str) -> None:
        """Start a session on cards by name and hear the first question."""
        app = self.app
        start(app, (), names or (CARD,), mode, app.workspace.config.target)
        await self.settle()
        await self.press("enter")

    async def to_prediction(self) -> None:
        """Hand the answer in, answer every follow-up, stop at the prediction."""
        await self.press("ctrl+s", "enter")
        for number in range(self.state.round.plan.probes):
            await self.paste(f"Follow-up answer {number + 1}.")
            await self.press("ctrl+s", "enter")

    async def to_grading(self) -> None:
        """Go from the open answer to the first item of the checklist."""
        await self.to_prediction()
        await self.press(*PREDICTION)
        await self.press("enter")
        assert self.at == "GradingScreen", self.text

    def mark_all_but_one(self) -> None:
        """Mark every item of the first round absent but the last, as an earlier sitting of the grading would have."""
        workspace = self.app.workspace
        (session,) = [workspace.store.load(summary.id) for summary in workspace.store.summaries()]
        record = session.rounds[0]
        sheet = SheetFile(workspace.paths.drafts, session.id, 1)
        for item in items_to_mark(workspace.question(record.question_id), load_scorecard(record.kind))[:-1]:
            sheet.mark_item(item.id, Mark(ItemStatus.ABSENT), 1.0)
        sheet.close()

    async def finish_grading(self) -> None:
        """Mark the last item, raise no flag, place every dimension level with the first exemplar."""
        await self.press("a", "ctrl+s")
        rows = len(self.app.screen.query(ChoiceRow))
        await self.press(*"2" * rows, "ctrl+s")
        assert self.at == "PageScreen", self.text

    async def crash(self) -> None:
        """Lose the process: nothing that closing the app would write is written."""
        interview, self.app.interview = self.app.interview, None
        if interview:
            interview._draft.close()
        self.crashed = True

    @property
    def at(self) -> str:
        """The name of the screen that is on."""
        return type(self.app.screen).__name__

    @property
    def interview(self) -> Interview:
        """The sitting under way."""
        assert self.app.interview is not None
        return self.app.interview

    @property
    def state(self) -> SessionState:
        """Where the sitting stands."""
        return self.interview.state

    @property
    def interview_screen(self) -> InterviewScreen:
        """The interview, covered or not."""
        return next(each for each in reversed(self.app.screen_stack) if isinstance(each, InterviewScreen))

    @property
    def editor(self) -> AnswerEditor:
        """The editor of the answer."""
        return self.interview_screen.query_one(AnswerEditor)

    @property
    def rows(self) -> list[str]:
        """What the terminal shows, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What the terminal shows, notifications and all."""
        return "\n".join(self.rows)

    @property
    def words(self) -> str:
        """What the terminal shows without frames, every run of space as one, so that wrapping hides no sentence."""
        return " ".join(self.text.translate(FRAMES).split())

    @property
    def told(self) -> str:
        """Everything that notifications have said so far and that has not gone away."""
        return "\n".join(f"{each.title}: {each.message}" for each in self.app._notifications)

    @property
    def options(self) -> list[str]:
        """The choices of the list that is on."""
        options = self.app.screen.query_one(OptionList)
        return [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]

    def part(self, selector: str) -> str:
        """Return the whole text of a Static of the screen that is on, seen or scrolled away."""
        return str(self.app.screen.query_one(selector, Static).content)


Story = Callable[[Seat], Awaitable[None]]


class Room:
    """One folder and one clock, over as many runs of the app as a test needs."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.paths = Paths(data=folder, config=folder)
        self.clock = clock

    def play(self, story: Story, size: tuple[int, int] = (80, 24)) -> Seat:
        """Start the app, let the story happen, and quit as ctrl+q does unless it crashed. Return the seat, left."""
        return asyncio.run(self._play(story, size))

    async def _play(self, story: Story, size: tuple[int, int]) -> Seat:
        app = SimulatorApp(self.paths, self.clock, ticking=False)
        app.animation_level = "none"  # another test may have imported Textual before the environment said so
        app._workspace = Workspace(self.paths, self.clock, Random(1))
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            seat = Seat(app, pilot, self.clock)

            async def idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
                del min_sleep, max_sleep
                await asyncio.sleep(0)

            # Textual's own sleeps for a fiftieth of a second several times a key
            with (
                painting.at_rest(),
                patch("textual.app.wait_for_idle", idle),
                patch("textual.pilot.wait_for_idle", idle),
            ):
                await seat.settle()
                await story(seat)
        return seat

    def sit_and_crash(self, steps: Callable[[Interview], None], mode: Mode = Mode.PRACTICE, rounds: int = 1) -> None:
        """Sit an interview without a screen, for its draft: what came before the story of a test."""
        workspace = Workspace(self.paths, self.clock, Random(1))
        questions = [workspace.question(CARD)] * rounds
        interview = workspace.start(questions, mode, None, lambda error: None)
        steps(interview)
        interview._draft.close()
        workspace.close()

    def configure(self, text: str) -> None:
        """Write the settings file."""
        self.paths.config.mkdir(parents=True, exist_ok=True)
        self.paths.config_file.write_text(text, encoding="utf-8")

    @property
    def draft(self) -> Recovered:
        """The only draft, read from the disk."""
        found, lost = find_drafts(self.paths.drafts)
        assert not lost
        assert len(found) == 1
        return found[0]

    @property
    def drafts(self) -> list[Recovered]:
        """Every draft on the disk."""
        return find_drafts(self.paths.drafts)[0]

    @property
    def records(self) -> list[SessionRecord]:
        """Every session of the history, read from the disk."""
        workspace = Workspace(self.paths, self.clock)
        try:
            store = workspace.store
            return [store.load(summary.id) for summary in store.summaries()]
        finally:
            workspace.close()

    @property
    def record(self) -> SessionRecord:
        """The only session of the history."""
        (record,) = self.records
        return record


def texts(turns: tuple[Turn, ...], kind: TurnKind) -> list[str]:
    """Return the texts of the turns of a kind."""
    return [turn.text for turn in turns if turn.kind is kind]
