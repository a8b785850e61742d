"""Trends and suggestions on the command line: every empty state has its own honest text, and JSON is JSON."""

import json
from datetime import timedelta

import pytest

from question_bank.models import Question
from scorecards.models import ItemStatus, Kind, Unassessed
from simulator.clock import SystemClock
from simulator.history.records import SessionRecord, SessionStatus
from simulator.history.store import HistoryStore
from tests.faces.command_line import CommandLine
from tests.fakes import BEGIN
from tests.practice.pasts import MODEL, OTHER_MODEL, assessment, item, predicted, session


def keep(cli: CommandLine, *sessions: SessionRecord) -> None:
    """Put sessions into the history, as an earlier run of the program did."""
    store = HistoryStore(cli.paths.history, SystemClock()).open()
    for each in sessions:
        store.save(each)
    store.close()


def page(cli: CommandLine, *arguments: str) -> str:
    done = cli(*arguments)
    assert done.code == 0, done.err
    return done.page


def test_no_rounds(cli: CommandLine) -> None:
    assert page(cli, "trends") == (
        "No rounds yet, so there is no progress to show. Start with: pm-simulator drill, or pm-simulator mock."
    )
    assert not cli.data.exists(), "looking makes no folder"


def test_rounds_that_only_wait(cli: CommandLine) -> None:
    keep(cli, session(-2), session(-1))

    assert page(cli, "trends") == ("Nothing is judged yet; 2 rounds to be judged. Judge with: pm-simulator judge.")


@pytest.mark.parametrize(
    "left", [session(-1, answered=False), session(-1, assessment(3), status=SessionStatus.DISCARDED)]
)
def test_rounds_that_were_left_or_discarded(cli: CommandLine, left: SessionRecord) -> None:
    keep(cli, left)

    assert page(cli, "trends").startswith("Nothing was answered and judged yet. Start with: pm-simulator drill")


def test_one_round_is_a_level_and_no_direction(cli: CommandLine) -> None:
    keep(cli, session(-1, assessment(3, source=MODEL)))

    shown = page(cli, "trends")

    assert f"One round judged, by {MODEL} (1). One round shows a level and no direction" in shown
    assert "strategy: too few rounds (1 of 4)" in shown
    assert "Economics: ###.. 3.0 (one round), too few rounds (1 of 4)" in shown
    assert "none yet: an item counts from its third round on" in shown
    assert "your eye cannot be checked" in shown
    assert "Too few rounds whose stages were marked (0 of 3)" in shown
    assert "your own judgement" not in shown


def test_only_self_graded(cli: CommandLine) -> None:
    keep(cli, *(session(day, assessment(3)) for day in (-5, -4, -3, -2)))

    shown = page(cli, "trends")

    assert "4 rounds judged, by yourself (4). All of it is your own judgement" in shown
    assert "Check your eye: pm-simulator train." in shown
    assert "strategy: a solid PM or better in 4 of the last 4 rounds" in shown
    assert "Economics: ###.. 3.0 (3.0 to 3.0), within noise (+0.0; noise reaches 1.0)" in shown


def test_only_not_graded(cli: CommandLine) -> None:
    keep(cli, *(session(day, assessment(Unassessed.NOT_GRADED, source=MODEL)) for day in (-3, -2)))

    shown = page(cli, "trends")

    assert f"2 rounds judged, by {MODEL} (2). No dimension of them has a level" in shown
    assert "pm-simulator regrade --all" in shown
    assert "No dimension has a level, so nothing can be compared." in shown
    assert "One round shows" not in shown
    assert "/5" not in shown


def test_several_models_stand_side_by_side_and_are_never_averaged(cli: CommandLine) -> None:
    keep(
        cli,
        *(
            session(day, assessment(2), assessment(4, source=MODEL), assessment(5, source=OTHER_MODEL))
            for day in (-3, -2)
        ),
    )

    shown = page(cli, "trends")

    assert f"2 rounds judged, by yourself (2), {OTHER_MODEL} (2) and {MODEL} (2)." in shown
    assert "Judges differ, so each stands by itself below and none is averaged with another." in shown
    assert [part.split(":")[0] for part in shown.split("As judged by ")[1:]] == [
        "yourself",
        "local/large",
        "openai/small",
    ]
    for mean in ("2.0 (2.0 to 2.0)", "4.0 (4.0 to 4.0)", "5.0 (5.0 to 5.0)"):
        assert f"Economics: {'#' * int(mean[0])}{'.' * (5 - int(mean[0]))} {mean}" in shown
    assert "3.7" not in shown, "the mean of all three judges"


def test_one_source_can_be_asked_for_and_an_unknown_one_is_told_those_there_are(cli: CommandLine) -> None:
    keep(cli, session(-1, assessment(2), assessment(4, source=MODEL)))

    assert "As judged by yourself" not in page(cli, "trends", "--source", MODEL)
    for command in ("trends", "next"):
        done = cli(command, "--source", "nobody")
        assert done.code == 2
        assert f"Those that judged: self and {MODEL}." in " ".join(done.err.split())


def test_a_source_asked_for_before_anything_is_judged(cli: CommandLine) -> None:
    done = cli("trends", "--source", "self")
    assert done.code == 2
    assert "Nothing is judged yet." in " ".join(done.err.split())


def test_a_kind_without_a_judged_round(cli: CommandLine) -> None:
    keep(cli, session(-1, assessment(3)))

    assert page(cli, "trends", "--kind", "case") == (
        "No case round is judged yet. Start one: pm-simulator drill --kind case"
    )


def test_a_whole_history_in_words(cli: CommandLine) -> None:
    missing = {"economics": [item("economics-driver", ItemStatus.ABSENT, text="Names the driver.")]}
    keep(
        cli,
        *(
            session(
                day,
                assessment(level, items=missing),
                prediction=predicted({"economics": level + 1}, probability=0.8),
                stages=[("frame", 300.0, 500.0), ("decide", 300.0, 300.0), ("risk", 300.0, 60.0)],
            )
            for day, level in ((-9, 2), (-8, 2), (-7, 2), (-6, 4), (-5, 4), (-4, 4))
        ),
        session(-1),
    )

    shown = page(cli, "trends")

    # halves [2, 2, 2] and [4, 4, 4]: the floor is the noise, 1.96 * .5 * sqrt(2 / 3) = .80
    assert "Economics: ###.. 3.5 (2.0 to 4.0), up by 2.0 (+2.0; noise reaches 0.8); 5 of 6 on questions seen" in shown
    assert "strategy: Names the driver. Met in 0 of 6." in shown
    assert "6 rounds compared: your predicted levels were off by 1.0 each, +1.0 on balance." in shown
    assert "You rate yourself 1.0 high and you rate your economics 1.0 high." in shown
    assert "right in 6 of 6, and you were 80% sure. Brier score 0.04, better than always saying 50% (0.25)" in shown
    assert "strategy, risk: under half of its time in 6 of 6 rounds, 20% on average" in shown
    assert "One round to be judged. Judge with: pm-simulator judge." in shown


def test_a_damaged_session_is_told_and_hides_no_other(cli: CommandLine) -> None:
    keep(cli, session(-3, assessment(3)), session(-2, assessment(3)))
    for copy in cli.paths.history.rglob(f"{session(-2).id}.json"):
        copy.write_text("{", encoding="utf-8")

    shown = page(cli, "trends")

    assert "One round judged" in shown
    assert "Sessions that cannot be read and are not counted: 1." in shown


def test_a_hostile_name_of_a_model_does_no_harm(cli: CommandLine) -> None:
    keep(cli, session(-1, assessment(3, source="evil\x1b[2J[/]model")))

    done = cli("trends")

    assert done.code == 0
    assert "\x1b" not in done.out


def test_the_json_of_trends_holds_the_numbers_of_each_source_apart(cli: CommandLine) -> None:
    assert json.loads(cli("trends", "--json").out) == {
        "sources": [],
        "pacing": {"counted": 0, "unmarked": 0, "starving": []},
        "waiting": 0,
        "older_not_counted": 0,
        "sessions_unreadable": 0,
    }
    rounds = [
        session(day, assessment(3), assessment(4, source=MODEL), prediction=predicted({"economics": 4}))
        for day in (-4, -3, -2, -1)
    ]
    keep(cli, *rounds)

    data = json.loads(cli("trends", "--json").out)

    assert [each["source"] for each in data["sources"]] == ["self", MODEL]
    own, model = data["sources"]
    economics = next(each for each in own["dimensions"] if each["dimension"] == "economics")
    assert [each["value"] for each in economics["points"]] == [3.0] * 4
    assert economics["points"][0]["at"] == (BEGIN + timedelta(days=-4)).isoformat()
    assert economics["change"]["words"] == "within noise"
    assert own["self_judgement"]["overall"]["bias"] == 1.0
    assert model["self_judgement"]["overall"]["bias"] == 0.0
    assert own["levels_reached"][0]["level"] == "a solid PM"


def test_next_prints_three_with_their_commands_and_says_what_it_is(cli: CommandLine) -> None:
    shown = page(cli, "next")

    assert all(f"{number}. " in shown for number in (1, 2, 3))
    assert shown.count("pm-simulator drill --kind") == 3
    assert "The order is a schedule, not a measurement." in shown
    assert "Levels as judged by" not in shown
    assert not cli.data.exists()


def test_next_stays_the_same_all_day(cli: CommandLine) -> None:
    assert cli("next").out == cli("next").out


def test_the_json_of_next_starts_what_it_says(cli: CommandLine, questions: list[Question]) -> None:
    card = next(each for each in questions if each.id == "nurse-language-app")
    siblings = [each for each in questions if (each.kind, each.sub_kind) == (card.kind, card.sub_kind)]
    keep(
        cli,
        *(
            session(day - 30, assessment(1), sub_kind=card.sub_kind, question=each.id)
            for day, each in enumerate(siblings)
        ),
    )

    rows = json.loads(cli("next", "--kind", "strategy", "--json").out)

    assert len(rows) == 3
    assert all(row["kind"] == "strategy" for row in rows)
    assert all(row["command"] == " ".join(["pm-simulator", *row["arguments"]]) for row in rows)
    again = next(row for row in rows if row["why"] == "due")
    assert again["question_id"] == siblings[0].id, "all siblings were sat; this one longest ago"
    assert cli(*again["arguments"], stdin="").code == 5, "it starts, and the input ends"
    (draft,) = cli.paths.drafts.glob("*.draft.jsonl")
    assert siblings[0].id in draft.read_text(encoding="utf-8")


def test_next_names_whose_levels_it_goes_by(cli: CommandLine) -> None:
    keep(cli, *(session(day, assessment(5), assessment(2, source=MODEL)) for day in (-9, -8, -7)))

    assert "2.0 over three rounds, last 7 days ago" in page(cli, "next", "--source", MODEL)
    assert f"Levels as judged by {MODEL}." in page(cli, "next", "--source", MODEL)
    assert "over three rounds" not in page(cli, "next", "--source", "self")


@pytest.mark.usefixtures("two_cases")
def test_the_interview_date_of_the_settings_reaches_the_schedule(cli: CommandLine) -> None:
    judged = assessment(5, kind=Kind.CASE)
    keep(cli, session(-4, judged, kind=Kind.CASE, question="charger-count", sub_kind="estimation"))

    assert "due" not in {row["why"] for row in json.loads(cli("next", "--json").out)}, "level 5 rests longer"
    cli.config(f'interview_date = "{(BEGIN + timedelta(days=1)).date()}"\n')
    assert "due" in {row["why"] for row in json.loads(cli("next", "--json").out)}


def test_the_target_of_the_settings_sets_what_is_thin(cli: CommandLine) -> None:
    keep(cli, *(session(day, assessment(3)) for day in (-9, -8)))

    assert "3.0 over two rounds" in page(cli, "next")
    cli.config('target = "pm"\n')
    assert "3.0 over two rounds" not in page(cli, "next")
