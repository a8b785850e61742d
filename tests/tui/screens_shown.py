"""Every screen of the app by name, and how to come to it with fixed data: for golden text, pictures, hostile text."""

from collections.abc import Awaitable, Callable

from textual.widgets import Input, TextArea

from simulator.tui.widgets.answer_editor import AnswerEditor
from tests.tui import states_around as around
from tests.tui import states_grading as grading
from tests.tui import states_interview as interview
from tests.tui import states_model as model
from tests.tui.driver import SIZES, Room, running

__all__ = ["SCREENS", "SIZES", "Room", "running", "show"]

Way = Callable[[Room], Awaitable[None]]

SCREENS: dict[str, Way] = {
    way.__name__.rstrip("_"): way
    for way in (
        around.home_first, around.home, around.set_up, interview.briefing_mock, interview.briefing_practice,
        interview.interview_begun, interview.interview, interview.interview_practice, interview.interview_brief,
        interview.time_warning, interview.ask, interview.ask_told, interview.topics, interview.hint, interview.pause,
        interview.leave, interview.hand_in, interview.time_over, interview.absence, interview.follow_up,
        grading.prediction,
        grading.break_, grading.judge_now, grading.grading, grading.grading_pick, grading.flags, grading.compare,
        grading.result, grading.result_end, grading.debrief, around.interrupted, around.several_interrupted,
        around.expired, around.history,
        around.history_empty, around.history_filter, around.review, around.review_answer, around.review_transcript,
        around.bank, around.card, around.settings, interview.help_, around.trouble, around.trouble_config,
        around.palette, around.quit_, model.model, model.who_judges, model.consent, model.judging,
        model.judging_failed, model.result_model, model.judging_all,
    )
}  # fmt: skip
"""The name of every screen, in the order in which a candidate may meet it."""


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
