"""Every command: its exit code, its text, its JSON, and the data folder named before or after it."""

import json
from pathlib import Path

import pytest

from question_bank.models import Question
from scorecards.models import Kind
from tests.faces.command_line import DRILL, PUT_OFF, CommandLine
from tests.faces.desk import ANSWER, CARD


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ((), "pm-simulator mock"),
        (("--help",), "Usage:"),
        (("-h",), "Usage:"),
        (("mock", "-h"), "Sit a mock interview"),
        (("history",), "No sessions yet."),
        (("judge",), "No round of a finished session waits to be judged."),
        (("continue",), "There is nothing to continue."),
        (("bank", "list"), "charger-count: How many charging points (case, estimation, difficulty 2 of 3, 20 minutes)"),
        (("bank", "show", CARD), "Huerta Clara"),
        (("bank", "check"), "cards checked, 0 problems."),
        (("scorecard", "show", "strategy"), "Scorecard: "),
        (("doctor",), "scorecards: "),
        (("paths",), "settings: "),
    ],
)
def test_a_command_on_an_empty_folder_ends_with_0_and_says_something(
    cli: CommandLine, command: tuple[str, ...], said: str
) -> None:
    done = cli(*command)

    assert done.code == 0, done.err
    assert said in done.page
    assert done.err == ""


@pytest.mark.parametrize(
    "command",
    [
        ("no-such-command",),
        ("mock", "--no-such-option"),
        ("drill", "--kind", "astrology"),
        ("drill", "--target", "ceo"),
        ("history", "--limit", "0"),
        ("history", "--limit", "many"),
        ("scorecard", "show", "astrology"),
        ("bank", "show"),
        ("bank", "show", "nothing-like-it"),
        ("show",),
        ("show", "20260101"),
        ("judge", "20260101"),
        ("mock", *["--kind", "case"] * 5),
        ("mock", *["--question", CARD] * 5),
    ],
)
def test_wrong_names_and_options_end_with_2_and_a_sentence(cli: CommandLine, command: tuple[str, ...]) -> None:
    done = cli(*command)

    assert done.code == 2
    assert done.err.strip()
    assert done.out == ""
    assert "Traceback" not in done.err
    assert not list(cli.paths.drafts.glob("*")), "nothing was begun"


@pytest.mark.parametrize("command", [("bank", "show", "charger-cout"), ("drill", "--question", "charger-cout")])
def test_an_unknown_question_names_the_nearest(cli: CommandLine, command: tuple[str, ...]) -> None:
    done = cli(*command)

    assert done.code == 2
    assert "The bank has no question 'charger-cout'. Did you mean charger-count?" in done.err
    assert "pm-simulator bank list" in done.err


def test_an_unknown_session_names_the_list(cli: CommandLine, session: str) -> None:
    for command in ("show", "judge"):
        done = cli(command, "19990101-000000-0000")
        assert done.code == 2
        assert "The history has no session '19990101-000000-0000'." in done.err
        assert "pm-simulator history" in done.err


@pytest.mark.parametrize("where", ["before", "after", "both"])
def test_the_data_folder_is_named_before_or_after_the_command(cli: CommandLine, tmp_path: Path, where: str) -> None:
    option = ("--data-dir", str(tmp_path / "elsewhere"))
    wrong = ("--data-dir", str(tmp_path / "overridden"))
    command = {
        "before": (*option, "paths", "--json"),
        "after": ("paths", "--json", *option),
        "both": (*wrong, "paths", "--json", *option),
    }[where]

    assert json.loads(cli(*command).out)["data"] == str(tmp_path / "elsewhere")


def test_a_relative_data_folder_is_told_as_an_absolute_one(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert json.loads(cli("--data-dir", "here", "paths", "--json").out)["data"] == str(tmp_path / "here")


def test_a_drill_on_another_data_folder_leaves_the_usual_one_alone(cli: CommandLine, tmp_path: Path) -> None:
    done = cli("--data-dir", str(tmp_path / "elsewhere"), *DRILL, stdin=PUT_OFF)

    assert done.code == 0, done.err
    assert not cli.data.exists()
    assert "How many charging points" in cli("history", "--data-dir", str(tmp_path / "elsewhere")).out


@pytest.mark.parametrize("place", [0, 1])
def test_offline_is_taken_before_and_after_every_command(cli: CommandLine, place: int) -> None:
    for command in (["history"], ["doctor"], ["paths"], ["judge"], ["continue"]):
        arguments = [*command]
        arguments.insert(place, "--offline")
        assert cli(*arguments).code == 0


def test_history_lists_the_newest_last_and_says_how_many_it_left_out(cli: CommandLine, session: str) -> None:
    assert cli(*DRILL, stdin=PUT_OFF).code == 0

    ids = [row["id"] for row in json.loads(cli("history", "--json").out)]
    assert ids == sorted(ids)
    assert len(ids) == 2
    limited = cli("history", "--limit", "1").out
    assert ids[1] in limited
    assert ids[0] not in limited
    assert "(1 older ones: --all)" in limited
    assert "older" not in cli("history", "--limit", "1", "--all").out


def test_show_takes_the_last_an_id_or_the_start_of_one(cli: CommandLine, session: str) -> None:
    whole = cli("show", session).out
    assert f"Session {session}," in whole
    assert "waits to be judged" in whole
    assert cli("show").out == cli("show", "last").out == cli("show", session[:-1]).out == whole


def test_a_start_that_fits_several_sessions_is_refused(cli: CommandLine, session: str) -> None:
    cli(*DRILL, stdin=PUT_OFF)

    done = cli("show", session[:8])

    assert done.code == 2
    assert f"2 sessions start with '{session[:8]}'" in done.err


def test_the_transcript_is_added_only_when_asked_for(cli: CommandLine, session: str) -> None:
    assert "Two." not in cli("show").out
    shown = cli("show", "--transcript").page
    assert "You: Two." in shown
    assert " ".join(ANSWER.split()) in shown


def test_a_card_is_shown_without_spoilers_unless_asked_for(cli: CommandLine, questions: list[Question]) -> None:
    card = next(question for question in questions if question.id == CARD)
    secrets = [
        card.facts[0].text,
        card.probes[0].text,
        card.pitfalls[0].text,
        card.exemplars[1].text,
        card.stages[0].hint,
    ]
    secrets = [" ".join(secret.split())[:60] for secret in secrets]

    plain = cli("bank", "show", CARD).page
    spoilt = cli("bank", "show", CARD, "--spoilers").page

    assert not [secret for secret in secrets if secret in plain]
    assert [secret for secret in secrets if secret not in spoilt] == [secrets[-1]], "hints are bought, never shown"


def test_the_three_kinds_of_a_loop_are_one_of_each(cli: CommandLine) -> None:
    done = cli("mock", "--loop", stdin="")

    assert done.code == 5
    assert "Round 1 of 3: product sense" in done.out


@pytest.mark.parametrize("kind", list(Kind))
def test_a_drill_of_a_kind_draws_a_card_of_that_kind(cli: CommandLine, kind: Kind) -> None:
    assert f"Round 1 of 1: {kind.label}, " in cli("drill", "--kind", kind.value).out


@pytest.mark.parametrize("target", ["pm", "senior", "group"])
def test_the_target_is_taken(cli: CommandLine, target: str) -> None:
    cli(*DRILL, "--target", target, stdin=PUT_OFF)

    assert json.loads(cli("show", "--json").out)["target"] == target


def test_too_few_cards_of_a_kind_are_told(cli: CommandLine, two_cases: None) -> None:
    done = cli("mock", *["--kind", "case"] * 4)

    assert done.code == 2
    assert "too few usable case cards" in done.err
