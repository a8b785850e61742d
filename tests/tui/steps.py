"""An interview step by step, without a screen: what lies before the one that is to be shown."""

from scorecards.catalogue import load_scorecard
from scorecards.models import ItemKind, ItemStatus, Target
from scorecards.recommendation import Call
from simulator.grading.self_grading import items_to_mark, segments_of
from simulator.grading.sheet import Mark, Placement, SheetFile
from simulator.history.records import Assessment, Mode, Prediction
from simulator.interview.conductor import Interview
from simulator.tui.flows import sitting
from simulator.tui.flows.grading_task import GradingTask
from tests.tui.driver import Room

CASE, STRATEGY, PRODUCT = "charger-count", "free-payroll", "grocery-substitutions"
ANSWER = (
    "In half an hour a slow point gives 4 kilowatt-hours, so I count 50-kilowatt points only.\n\n"
    "I do this three times, for the 60 large, the 70 medium and the 50 small stores. A small store has 20 kilowatts "
    "spare, so it cannot feed even one fast point. That leaves 60 times 2 plus 70, so 190 at most.\n\n"
    "Order 60 now, one for each large store, and decide on the rest when the cars have been counted."
)
FOLLOW_UP = "I would keep the order of 60 and move the second gate, because those 60 pay at one driver in four."


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


async def past(room: Room) -> None:
    """Sit, grade and finish one session."""
    interview = to_judgement(room)
    sheet_of(room, interview)
    task = task_of(room, interview)
    task.finish()
    interview.finish()
    room.app.interview = None
    interview.leave()


def task_of(room: Room, interview: Interview) -> GradingTask:
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
