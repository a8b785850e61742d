"""Every screen of the app by name, and how to come to it with fixed data: for golden text, pictures, hostile text.

The cards are copies, so that a new card or a better sentence in the bank changes no picture of a screen.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea
from textual.worker import WorkerCancelled

from question_bank.catalogue import Catalogue
from scorecards.catalogue import load_scorecard
from scorecards.models import ItemKind, ItemStatus, Target
from scorecards.recommendation import Call
from simulator.errors import ConfigError
from simulator.grading.self_grading import items_to_mark, segments_of
from simulator.grading.sheet import Mark, Placement, SheetFile
from simulator.history.records import Assessment, Mode, Prediction
from simulator.interview.conductor import Interview
from simulator.paths import Paths
from simulator.tui import sitting
from simulator.tui.app import SimulatorApp
from simulator.tui.grading_task import GradingTask
from simulator.tui.screens.compare import CompareScreen
from simulator.tui.screens.grading import FlagsScreen
from simulator.tui.widgets.answer_editor import AnswerEditor
from simulator.workspace import Workspace
from tests.fakes import FakeClock

CARDS = Path(__file__).parent / "cards"
CASE, STRATEGY, PRODUCT = "charger-count", "free-payroll", "grocery-substitutions"
SIZES = ((80, 24), (120, 40), (40, 15))
ANSWER = (
    "In half an hour a slow point gives 4 kilowatt-hours, so I count 50-kilowatt points only.\n\n"
    "I do this three times, for the 60 large, the 70 medium and the 50 small stores. A small store has 20 kilowatts "
    "spare, so it cannot feed even one fast point. That leaves 60 times 2 plus 70, so 190 at most.\n\n"
    "Order 60 now, one for each large store, and decide on the rest when the cars have been counted."
)
FOLLOW_UP = "I would keep the order of 60 and move the second gate, because those 60 pay at one driver in four."


@dataclass
class Room:
    """The app while it runs, and what a candidate or a test does to it."""

    app: SimulatorApp
    pilot: Pilot[None]
    clock: FakeClock

    @property
    def workspace(self) -> Workspace:
        return self.app.workspace

    async def settle(self) -> None:
        """Wait until nothing is left to do: messages, workers, layout."""
        quiet = 0
        while quiet < 3:
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            with suppress(WorkerCancelled):  # home looks anew and gives its look before up
                await self.app.workers.wait_for_complete()
            quiet = 0 if self._busy else quiet + 1

    @property
    def _busy(self) -> bool:
        screens = self.app.screen_stack
        pumps = [self.app, *(pump for screen in screens for pump in screen.walk_children(with_self=True))]
        return any(pump.message_queue_size for pump in pumps) or any(screen._callbacks for screen in screens)

    async def press(self, *keys: str) -> None:
        """Press keys that one screen answers; those of the next screen are pressed apart."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def start_over(self, folder: Path, cards: Path = CARDS, *, below: Path | None = None) -> None:
        """Come back to home on another folder, as a new start of the app would, only quicker.

        With ``below``, a relative ``folder`` lies there.
        """
        if self.app.interview is not None:
            self.app.interview.leave()
            self.app.interview = None
        self.app.go_home()
        await self.settle()
        self.workspace.close()
        if below is not None:
            os.chdir(below)
        self.app.clear_notifications()
        self.app.theme = "night"
        self.clock.__init__()  # type: ignore[misc]
        self.app.paths = Paths(data=folder, config=folder)
        self.app._workspace = Workspace(self.app.paths, self.clock, Random(1))
        self.workspace.__dict__["catalogue"] = Catalogue(shipped=cards)
        self.app.screen.query_one("#where", Static).update(f"Everything is kept in {folder}", layout=False)
        self.app.screen.on_screen_resume()  # type: ignore[attr-defined]
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Change the size of the terminal."""
        if self.app.size != size:
            await self.pilot.resize_terminal(*size)
            self.app._check_resize()  # now, not in a hundredth of a second
            await self.settle()

    def text(self, *, in_box: bool = False) -> str:
        """Return what stands on the terminal, line by line; ``in_box``: only what a box over the screen says."""
        strips = self.app.screen._compositor.render_strips()
        for box in self.app.screen.query(".box") if in_box else ():
            inside = box.content_region
            strips = [strip.crop(inside.x, inside.right) for strip in strips[inside.y : inside.bottom]]
        lines = ["".join(segment.text for segment in strip) for strip in strips]
        return "".join(f"{line.rstrip()}\n" for line in lines)


Way = Callable[[Room], Awaitable[None]]


@asynccontextmanager
async def running(
    folder: Path, size: tuple[int, int] = SIZES[0], theme: str = "night", cards: Path = CARDS
) -> AsyncIterator[Room]:
    """Run the app on a folder with nothing of this machine in it; ``cards`` is its whole bank."""
    clock = FakeClock()
    app = SimulatorApp(Paths(data=folder, config=folder), clock, ticking=False)
    with fixed():
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            room = Room(app, pilot, clock)
            await room.start_over(folder, cards)
            app.theme = theme
            yield room


@contextmanager
def fixed() -> Iterator[None]:
    """Hold still what differs from run to run and from version to version."""
    numbers = iter(range(10**6))

    def token(length: int | None = None) -> str:
        return f"{next(numbers):0{2 * (length or 8)}x}"

    with (
        patch.object(secrets, "token_hex", token),
        patch("simulator.grading.self_grading.program_version", lambda: "VERSION"),
        patch("simulator.plain.reports.provenance_line", _provenance),
        patch.object(os, "fsync", lambda _handle: None),
        patch("textual.app.wait_for_idle", _no_wait),
        patch("textual.pilot.wait_for_idle", _no_wait),
    ):
        yield


async def _no_wait(*_: object) -> None:
    """Let others work, without waiting for the whole machine to be idle: ``settle`` knows better."""
    await asyncio.sleep(0)


def _provenance(*_: object) -> str:
    return "Judged by yourself on DATE; rubric HASH."


async def show(room: Room, name: str) -> None:
    """Come to a screen, with nothing on it that blinks or counts by itself."""
    await SCREENS[name](room)
    await room.settle()
    for editor in room.app.screen.query(TextArea):
        editor.cursor_blink = False
    for field in room.app.screen.query(Input):
        field.cursor_blink = False
    for screen in room.app.screen_stack:
        for counting in screen.query(AnswerEditor):
            counting._count_words()
    await room.settle()


# an interview, step by step


def start(room: Room, mode: Mode = Mode.MOCK, *names: str) -> Interview:
    """Start a session and let its first round begin."""
    questions = [room.workspace.question(name) for name in names or (CASE,)]
    room.app.interview = room.workspace.start(questions, mode, Target.SENIOR, room.app.warn_unsaved)
    return room.app.interview


def answer(room: Room, interview: Interview) -> None:
    """Ask, go through the stages and type an answer that stays open."""
    interview.begin_round()
    room.clock.advance(65)
    fact = interview.question.facts[3]
    interview.tell("How long do people stay in the store?", fact)
    room.clock.advance(70)
    interview.type(ANSWER[:88])
    interview.next_stage()
    room.clock.advance(410)
    interview.type(ANSWER)


def follow_ups(room: Room, interview: Interview) -> None:
    """Hand the answer in and answer the follow-ups."""
    interview.close_answer()
    for _ in range(interview.state.round.plan.probes):
        interview.next_probe()
        room.clock.advance(50)
        interview.type(FOLLOW_UP)
        interview.close_answer()


def predict(interview: Interview) -> None:
    """Predict a plain 3, lean hire."""
    tested = interview.question.tested(load_scorecard(interview.question.kind).dimension_ids)
    call = Call.LEAN_HIRE
    interview.predict(Prediction(levels=dict.fromkeys(tested, 3), call=call, probability=0.6))


def sheet_of(room: Room, interview: Interview, items: int | None = None) -> None:
    """Mark the first ``items`` items by rote (all: None), and place the answer when all are marked."""
    record = interview.record().rounds[0]
    scorecard = load_scorecard(record.kind)
    sheet = SheetFile(room.workspace.paths.drafts, interview.state.id, 1)
    segments = segments_of(record)
    marked = items_to_mark(interview.question, scorecard)[:items]
    for number, item in enumerate(marked):
        status = (ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT)[number % 3]
        if item.kind is ItemKind.RED_FLAG:
            status = ItemStatus.ABSENT
        segment = "" if status is ItemStatus.ABSENT else segments[number % len(segments)].id
        sheet.mark_item(item.id, Mark(status, segment), 5.0 * number)
    if items is None:
        for name in interview.question.tested(scorecard.dimension_ids):
            sheet.place(name, Placement.BETWEEN, 400)
    sheet.close()


def to_judgement(room: Room, mode: Mode = Mode.PRACTICE, *names: str) -> Interview:
    """Sit a whole round."""
    interview = start(room, mode, *names)
    answer(room, interview)
    follow_ups(room, interview)
    predict(interview)
    return interview


# the ways


async def home_first(room: Room) -> None:
    """The first start: nothing was sat yet."""


async def home(room: Room) -> None:
    """One session judged, one waiting, one interrupted."""
    await _past(room)
    room.clock.advance(86_400)
    waiting = to_judgement(room)
    waiting.put_off(1)
    waiting.finish()
    room.clock.advance(3_600)
    answer(room, start(room, Mode.MOCK, STRATEGY))
    sitting.close(room.app)
    room.app.screen.on_screen_resume()  # type: ignore[attr-defined]


async def _past(room: Room) -> None:
    """Sit, grade and finish one session."""
    interview = to_judgement(room)
    sheet_of(room, interview)
    task = _task(room, interview)
    task.finish()
    interview.finish()
    room.app.interview = None
    interview.leave()


def _task(room: Room, interview: Interview) -> GradingTask:
    session = interview.record()
    record = session.rounds[0]

    def keep(assessment: Assessment) -> None:
        interview.add_assessment(1, assessment)

    return GradingTask(
        session=session,
        record=record,
        question=interview.question,
        scorecard=load_scorecard(record.kind),
        sheet=SheetFile(room.workspace.paths.drafts, session.id, 1),
        clock=room.clock,
        keep=keep,
        on=lambda: sitting.close(room.app),
        later=lambda: sitting.close(room.app),
    )


async def set_up(room: Room) -> None:
    await room.press("m")


async def briefing_mock(room: Room) -> None:
    sitting.show_phase(room.app, start(room))


async def briefing_practice(room: Room) -> None:
    sitting.show_phase(room.app, start(room, Mode.PRACTICE))


async def interview_begun(room: Room) -> None:
    """Nothing typed, nothing asked."""
    interview = start(room)
    interview.begin_round()
    sitting.show_phase(room.app, interview)
    await room.settle()


async def interview(room: Room) -> None:
    """In the middle: a fact was told, the second stage has begun."""
    mid = start(room)
    answer(room, mid)
    sitting.show_phase(room.app, mid)
    await room.settle()


async def interview_practice(room: Room) -> None:
    """All that practice allows, after the end of time."""
    late = start(room, Mode.PRACTICE)
    answer(room, late)
    late.take_hint()
    room.clock.advance(1_200)
    sitting.show_phase(room.app, late)
    await room.settle()


async def interview_brief(room: Room) -> None:
    """F2: hides the question, or shows it on a low terminal."""
    await interview(room)
    await room.press("f2")


async def time_warning(room: Room) -> None:
    await interview(room)
    room.clock.advance(600)
    room.app.screen.tick()  # type: ignore[attr-defined]


async def ask(room: Room) -> None:
    """A question that the interviewer is not sure of."""
    await interview(room)
    await room.press("f3")
    await room.press(*"power", "enter")


async def ask_told(room: Room) -> None:
    await interview(room)
    await room.press("f4")
    await room.press("down", "enter")


async def topics(room: Room) -> None:
    await interview(room)
    await room.press("f4")


async def hint(room: Room) -> None:
    await interview_practice(room)
    await room.press("f8")


async def pause(room: Room) -> None:
    mid = start(room, Mode.PRACTICE)
    answer(room, mid)
    sitting.show_phase(room.app, mid)
    await room.settle()
    await room.press("f9")


async def leave(room: Room) -> None:
    await interview(room)
    await room.press("escape")


async def hand_in(room: Room) -> None:
    """Too few words to hand in without being asked."""
    await interview_begun(room)
    await room.press(*"ok", "ctrl+s")


async def time_over(room: Room) -> None:
    await interview(room)
    room.clock.advance(3_000)
    room.app.screen.tick()  # type: ignore[attr-defined]


async def follow_up(room: Room) -> None:
    mid = start(room)
    answer(room, mid)
    mid.close_answer()
    sitting.show_phase(room.app, mid)
    room.clock.advance(20)
    await room.settle()
    await room.press(*"Then", "space", *"half")


async def prediction(room: Room) -> None:
    mid = start(room)
    answer(room, mid)
    follow_ups(room, mid)
    sitting.show_phase(room.app, mid)
    await room.settle()
    await room.press("3", "4", "2")


async def break_(room: Room) -> None:
    sitting.show_phase(room.app, to_judgement(room, Mode.MOCK, CASE, STRATEGY))


async def judge_now(room: Room) -> None:
    sitting.show_phase(room.app, to_judgement(room))


async def grading(room: Room) -> None:
    sat = to_judgement(room)
    sheet_of(room, sat, items=2)
    sitting.show_phase(room.app, sat)
    await room.settle()
    await room.press("enter")


async def grading_pick(room: Room) -> None:
    """Met: now the sentence."""
    await grading(room)
    await room.press("m", "down")


async def flags(room: Room) -> None:
    sat = to_judgement(room)
    sheet_of(room, sat)
    room.app.go(FlagsScreen(_task(room, sat)))


async def compare(room: Room) -> None:
    sat = to_judgement(room)
    sheet_of(room, sat)
    room.app.go(CompareScreen(_task(room, sat)))


async def result(room: Room) -> None:
    await compare(room)
    await room.settle()
    await room.press("ctrl+s")


async def result_end(room: Room) -> None:
    await result(room)
    await room.press("end")


async def debrief(room: Room) -> None:
    sat = to_judgement(room, Mode.MOCK, CASE, STRATEGY)
    sat.end_break()
    answer(room, sat)
    follow_ups(room, sat)
    predict(sat)
    sat.put_off(1)
    sat.put_off(2)
    sitting.show_phase(room.app, sat)


async def interrupted(room: Room) -> None:
    answer(room, start(room, Mode.PRACTICE))
    sitting.close(room.app)
    await room.settle()
    await room.press("c")


async def expired(room: Room) -> None:
    answer(room, start(room))
    sitting.close(room.app)
    await room.settle()
    room.clock.advance(7_200)
    await room.press("c")


async def history(room: Room) -> None:
    await _past(room)
    room.clock.advance(86_400)
    waiting = to_judgement(room, Mode.MOCK, CASE, STRATEGY)
    waiting.discard()
    room.app.interview = None
    waiting.leave()
    await room.press("h")


async def history_empty(room: Room) -> None:
    await room.press("h")


async def history_filter(room: Room) -> None:
    await history(room)
    await room.press("slash")
    await room.press(*"lean")


async def review(room: Room) -> None:
    await _past(room)
    await room.press("h")
    await room.press("enter")


async def review_answer(room: Room) -> None:
    await review(room)
    await room.press("tab")


async def review_transcript(room: Room) -> None:
    await review(room)
    await room.press("tab", "tab")


async def bank(room: Room) -> None:
    await room.press("b")


async def card(room: Room) -> None:
    await room.press("b")
    await room.press("enter")


async def settings(room: Room) -> None:
    await room.press("s")


async def help_(room: Room) -> None:
    await interview(room)
    await room.press("f1")


async def trouble(room: Room) -> None:
    """Nothing to continue."""
    await room.press("c")


async def trouble_config(room: Room) -> None:
    def broken() -> None:
        raise ConfigError(
            "The settings cannot be used",
            "settings.toml: theme: 'neon' is not one of 'night', 'paper'.",
            "Mend that line, or move the file away to start with the defaults. Nothing else was touched.",
        )

    room.app.attempt(broken)


async def palette(room: Room) -> None:
    await room.press("ctrl+p")


async def quit_(room: Room) -> None:
    """The first ctrl+c only tells."""
    await room.press("ctrl+c")


SCREENS: dict[str, Way] = {
    way.__name__.rstrip("_"): way
    for way in (
        home_first, home, set_up, briefing_mock, briefing_practice, interview_begun, interview, interview_practice,
        interview_brief, time_warning, ask, ask_told, topics, hint, pause, leave, hand_in, time_over, follow_up,
        prediction, break_, judge_now, grading, grading_pick, flags, compare, result, result_end, debrief, interrupted,
        expired, history, history_empty, history_filter, review, review_answer, review_transcript, bank, card,
        settings, help_, trouble, trouble_config, palette, quit_,
    )
}  # fmt: skip
"""The name of every screen, in the order in which a candidate may meet it."""
