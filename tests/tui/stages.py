"""How far an interview has come before the story of a test begins."""

from scorecards.recommendation import Call
from simulator.history.records import Prediction
from simulator.interview.conductor import Interview
from tests.tui.room import ANSWER


def briefing(interview: Interview) -> None:
    del interview


def thinking(interview: Interview) -> None:
    interview.begin_round()


def answering(interview: Interview) -> None:
    interview.begin_round()
    interview.type(ANSWER)


def between_answer_and_follow_up(interview: Interview) -> None:
    answering(interview)
    interview.close_answer()


def probing(interview: Interview) -> None:
    between_answer_and_follow_up(interview)
    interview.next_probe()


def paused(interview: Interview) -> None:
    answering(interview)
    interview.pause()


def predicted(interview: Interview, *, predict: bool = True) -> None:
    between_answer_and_follow_up(interview)
    for _ in range(interview.state.round.plan.probes):
        interview.next_probe()
        interview.close_answer()
    if predict:
        interview.predict(Prediction(levels={}, call=Call.HIRE, probability=0.5))


def before_prediction(interview: Interview) -> None:
    predicted(interview, predict=False)
