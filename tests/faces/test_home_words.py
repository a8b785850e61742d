"""What home says in plain text, and the words that both faces share."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from scorecards.models import Kind, Unassessed
from simulator.clock import SystemClock
from simulator.history.records import SessionRecord, SessionStatus
from simulator.history.store import HistoryStore
from simulator.history.summaries import summarise
from simulator.practice.schedule import Due
from simulator.practice.series import read_past
from simulator.practice.suggestions import situation_of
from simulator.practice.today import Week
from simulator.words.next_up import due_words, footing
from simulator.words.sessions import last_session, last_words
from simulator.words.standing import day_marks, goal_words, interview_words, week_words
from tests.faces.command_line import CommandLine
from tests.fakes import MemoryStore
from tests.practice.pasts import MODEL, OTHER_MODEL, assessment, session

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = Week((1, 0, 12, 0, 0, 0, 0), 3)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (12, "12 days to go, on Thu 3 Dec"),
        (60, "60 days to go, on Wed 20 Jan 2027"),
        (1, "tomorrow, Sun 22 Nov"),
        (0, "today, Sat 21 Nov"),
        (-1, "was yesterday"),
        (-30, "was 30 days ago"),
    ],
)
def test_how_far_the_interview_is(ahead: int, words: str) -> None:
    assert interview_words(NOW.date() + timedelta(days=ahead), NOW, UTC) == words


@pytest.mark.parametrize(
    ("total", "goal", "words"),
    [
        (0, 3, "0 of 3 sessions"),
        (2, 3, "2 of 3 sessions"),
        (3, 3, "3 of 3, goal met"),
        (5, 3, "5 of 3, goal met"),
        (0, 0, "no session yet"),
        (1, 0, "1 session"),
        (2, 0, "2 sessions"),
    ],
)
def test_the_week_against_its_goal(total: int, goal: int, words: str) -> None:
    assert goal_words(Week((total, 0, 0, 0, 0, 0, 0), 0), goal) == words


def test_days_are_told_apart_without_colour() -> None:
    assert day_marks(WEEK) == ["1", "-", "9+", "-", "", "", ""]
    assert week_words(WEEK, 4) == "13 of 4, goal met (Mo 1, We 12)"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(1, ((Kind.CASE, "estimation"),), None), "1 drill of estimation"),
        (Due(9, ((Kind.CASE, "estimation"), (Kind.STRATEGY, "market_entry")), None), "9 drills in 2 sub-kinds"),
        (Due(0, (), None), "nothing is scheduled yet"),
        (Due(0, (), NOW + timedelta(hours=1)), "nothing until later today"),
        (Due(0, (), NOW + timedelta(days=1)), "nothing until tomorrow"),
        (Due(0, (), NOW + timedelta(days=3)), "nothing until Tue 24 Nov"),
    ],
)
def test_what_is_due(due: Due, words: str) -> None:
    assert due_words(due, NOW, UTC) == words


@pytest.mark.parametrize(
    ("sessions", "says"),
    [
        ([session(0)], "Nothing is judged yet, so this goes by what you sat."),
        (
            [session(0, assessment(Unassessed.NOT_GRADED, source=MODEL))],
            "No judged round has a level, so this goes by what you sat.",
        ),
        ([session(0, assessment(3))], "One round judged: too few for a direction."),
        ([session(0, assessment(3)), session(1, assessment(3))], "All judged by yourself: t tells."),
        ([session(day, assessment(3, source=MODEL)) for day in range(2)], f"Levels as judged by {MODEL}."),
        (
            [session(day, assessment(3), assessment(3, source=OTHER_MODEL)) for day in range(2)],
            f"Levels as judged by {OTHER_MODEL}.",
        ),
    ],
    ids=["waiting", "not graded", "one", "self", "model", "both"],
)
def test_a_suggestion_says_what_it_rests_on(sessions: Sequence[SessionRecord], says: str) -> None:
    assert footing(situation_of(read_past(MemoryStore(sessions)), NOW), "t tells") == says


def test_the_last_session_is_the_newest_that_ended_with_its_result_before_its_title() -> None:
    sat = [
        summarise(session(0, assessment(3))),
        summarise(session(1, status=SessionStatus.DISCARDED)),
        summarise(session(2, status=SessionStatus.UNDER_WAY)),
    ]
    last = last_session(sat)
    assert last is sat[1]
    assert last_words(last, UTC) == "2026-11-22 practice, discarded: strategy, Title of nurse-language-app"
    loop = sat[0]._replace(rounds=(*sat[0].rounds, sat[0].rounds[0]._replace(call="", waiting=True)))
    assert last_words(loop, UTC) == "2026-11-21 practice, strategy lean no hire; strategy to be judged"
    assert last_session(sat[2:]) is None


def keep(cli: CommandLine, *sessions: SessionRecord) -> None:
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    for each in sessions:
        store.save(each)
    store.close()


def test_the_plain_home_suggests_what_next_suggests_and_counts_the_week(cli: CommandLine) -> None:
    keep(cli, session(-2, assessment(2)), session(-9, assessment(3)))
    cli.config("interview_date = 2026-12-03\n")

    home = cli().page
    first = json.loads(cli("next", "--json").out)[0]

    assert f"Next: drill {first['sub_kind'].replace('_', ' ')} with a new question. " in home
    assert f"{first['reason'][1:]}. Start with: {first['command']}" in home
    assert "All judged by yourself: pm-simulator train checks your eye." in home
    assert "Due again: " in home
    assert "Interview: 12 days to go, on Thu 3 Dec." in home
    assert "This week: 1 of 3 sessions (Th 1)." in home


def test_the_first_plain_home_says_where_to_begin_and_an_old_date_what_to_do(cli: CommandLine) -> None:
    cli.config("interview_date = 2020-01-02\n")

    home = cli().page

    assert "No sessions yet. A drill is a good start" in home
    assert "days ago. Log what came of it: pm-simulator outcome add." in home
    assert "Next: " not in home


def test_broken_settings_never_hide_the_plain_home(cli: CommandLine) -> None:
    keep(cli, session(-3, assessment(3)))
    cli.config("weekly_goal = 99\n")

    home = cli().page

    assert "weekly_goal" in home
    assert "Last session:" in home
    assert "pm-simulator mock" in home
