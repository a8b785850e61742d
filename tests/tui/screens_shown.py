"""Every screen of the app by name, and how to come to it with fixed data: for golden text, pictures, hostile text."""

from collections.abc import Awaitable, Callable

from textual.widgets import Input, TextArea

from simulator.tui.widgets.answer_editor import AnswerEditor
from tests.tui import states_around as around
from tests.tui import states_grading as grading
from tests.tui import states_history as histories
from tests.tui import states_home as at_home
from tests.tui import states_interview as interview
from tests.tui import states_model as model
from tests.tui import states_next as next_up
from tests.tui import states_progress as progress
from tests.tui import states_review as review
from tests.tui.driver import SIZES, Room, running

__all__ = ["SCREENS", "SIZES", "Room", "running", "show"]

Way = Callable[[Room], Awaitable[None]]

SCREENS: dict[str, Way] = {
    way.__name__.rstrip("_"): way
    for way in (
        around.home_first, around.home, at_home.home_weeks, at_home.home_passed, around.set_up,
        interview.briefing_mock, interview.briefing_practice,
        interview.interview_begun, interview.interview, interview.interview_practice, interview.interview_brief,
        interview.time_warning, interview.ask, interview.ask_told, interview.topics, interview.hint, interview.pause,
        interview.leave, interview.hand_in, interview.time_over, interview.absence, interview.follow_up,
        grading.prediction,
        grading.break_, grading.judge_now, grading.grading, grading.grading_pick, grading.flags, grading.compare,
        grading.result, grading.result_end, grading.debrief, around.interrupted, around.several_interrupted,
        around.expired, around.history,
        around.history_empty, around.history_filter, histories.history_many, histories.history_narrowed,
        histories.history_nothing, histories.history_form, histories.history_note, histories.history_tags,
        histories.history_delete, histories.history_bring_back,
        review.review, review.review_answer, review.review_transcript,
        review.review_attempts, review.review_attempts_end, review.review_both_answers,
        review.review_attempts_not_judged, review.review_again,
        around.bank, around.card, around.training,
        around.settings, interview.help_, around.trouble, around.trouble_config,
        around.palette, around.quit_, model.model, model.who_judges, model.consent, model.judging,
        model.judging_failed, model.result_model, model.judging_all, next_up.next_first, next_up.next_,
        next_up.outcomes_first, next_up.outcomes, next_up.outcome_form, next_up.export,
        progress.progress, progress.progress_over_time, progress.progress_within_noise, progress.progress_weak_spots,
        progress.progress_own_eye, progress.progress_none, progress.progress_one, progress.progress_one_over_time,
        progress.progress_not_graded,
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
