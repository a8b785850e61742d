"""Judging from the command line by a model: what waits, what was judged, a file; and nothing made up on failure."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import ExitCode
from simulator.grading.desk import ModelDesk
from simulator.history.records import Assessment
from simulator.model.connection import PROVIDERS
from simulator.model.protocol import SAID, Failure, Request
from simulator.plain import model_judging
from tests.faces.command_line import ANSWERED, DRILL, PUT_OFF, CommandLine, Outcome
from tests.faces.desk import ANSWER, CARD
from tests.grading.warm_judge import FAR, Maker, no_model

TEXT = (
    "In half an hour a slow point gives four kilowatt-hours, so I count the fast points only. "
    "A small store cannot feed even one of them, because its spare power is too low. "
    "So I order one for each large store now and decide on the rest when the cars have been counted."
)
LOCAL = '[model]\nname = "openai/local"\napi_base = "http://127.0.0.1:8080/v1"\n'
ELSEWHERE = f'[model]\nname = "openai/judge"\napi_base = "{FAR}"\n'
GRADE = ("grade", "-", "--question", CARD)


@pytest.fixture(autouse=True)
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Put a fake in the place of every model, and no key into the environment."""
    for provider in PROVIDERS:
        monkeypatch.delenv(provider.key_variable or "NONE", raising=False)
    monkeypatch.setattr("simulator.grading.calls.PAUSE", 0.0)
    maker = Maker()
    monkeypatch.setattr(model_judging, "ModelDesk", partial(ModelDesk, make_model=maker))
    return maker


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_judging, "ModelDesk", partial(ModelDesk, make_model=no_model))


def assessments(cli: CommandLine, name: str = "last") -> list[Any]:
    found: list[Any] = json.loads(cli("show", name, "--json").out)["rounds"][0]["assessments"]
    return found


def assert_calm(done: Outcome, code: int, sentence: str) -> None:
    """Assert one clear sentence on standard error, and nothing that looks like a result anywhere."""
    assert done.code == code, done.err
    assert sentence in done.err
    assert "Traceback" not in done.err + done.out
    assert "hire" not in done.out
    assert "/5" not in done.out
    assert len(done.err.strip().splitlines()) == 2, done.err


# judge --model and regrade


def test_judge_by_the_model_judges_all_that_wait_and_says_a_line_a_round(
    cli: CommandLine, session: str, maker: Maker
) -> None:
    cli(*DRILL, stdin=PUT_OFF)
    cli.config(LOCAL)
    done = cli("judge", "--model")

    assert done.code == 0, done.err
    assert "Judging 2 rounds with openai/local." in done.out
    assert f"{session} round 1: " in done.out
    assert done.out.count("hire") == 2
    rows = json.loads(cli("history", "--json").out)
    assert [(each["rounds"][0]["waiting"], each["rounds"][0]["source"]) for each in rows] == [(False, "llm")] * 2
    assert [each.ended for each in maker.made] == ["closed"]
    assert "No round of a finished session waits" in cli("judge", "--model").out


def test_regrade_keeps_what_was_judged_before(cli: CommandLine, session: str, maker: Maker) -> None:
    cli.config(LOCAL)
    assert "There is no judged round" in cli("regrade", "--all").out
    assert maker.made == []
    cli("judge", "--model")
    before = assessments(cli)

    assert cli("regrade", session).code == 0
    assert cli("regrade", "last").code == 0
    assert cli("regrade", "--all").code == 0
    after = assessments(cli)
    assert after[:1] == before
    assert len(after) == 4
    assert len({each["id"] for each in after}) == 4
    assert "Judged before" in cli("show", "last").out


@pytest.mark.parametrize("arguments", [("regrade",), ("regrade", "last", "--all")])
def test_regrade_wants_one_session_or_all(
    cli: CommandLine, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch)
    assert_calm(cli(*arguments), ExitCode.USAGE, "Name a session, or say --all.")


def test_a_session_that_there_is_not_is_said(cli: CommandLine, session: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch)
    cli.config(LOCAL)
    for command in (("judge", "--model", "1999"), ("regrade", "1999")):
        assert_calm(cli(*command), ExitCode.USAGE, "The history has no session '1999'.")


def test_where_some_rounds_cannot_be_judged_the_rest_are_and_the_exit_code_says_so(
    cli: CommandLine, session: str, maker: Maker
) -> None:
    cli(*DRILL, stdin=PUT_OFF.replace("One.", "This one fails."))
    cli.config(LOCAL)

    def refuse_one(request: Request) -> Failure | None:
        return Failure.UNREACHABLE if "This one fails." in request.user else None

    maker.hook = refuse_one
    done = cli("judge", "--model")

    assert done.code == ExitCode.FAILED
    assert f"not judged: {SAID[Failure.UNREACHABLE][0]}" in done.page
    assert done.out.count("hire") == 1
    rows = json.loads(cli("history", "--json").out)
    assert sorted(each["rounds"][0]["waiting"] for each in rows) == [False, True]
    maker.hook = lambda request: None
    assert cli("judge", "--model").code == 0


@pytest.mark.parametrize("failure", [Failure.BAD_KEY, Failure.TIMEOUT, Failure.UNREADABLE, Failure.CAP])
def test_where_no_round_can_be_judged_nothing_is_made_up(
    cli: CommandLine, session: str, maker: Maker, failure: Failure
) -> None:
    cli.config(LOCAL)
    maker.hook = lambda request: failure
    done = cli("judge", "--model")

    assert done.code == ExitCode.FAILED
    assert SAID[failure][0] in done.page
    assert "hire" not in done.out
    assert assessments(cli) == []


# who may


@pytest.mark.parametrize("command", [("judge", "--model"), ("regrade", "--all"), GRADE])
def test_without_a_model_or_offline_nothing_is_judged(
    cli: CommandLine, session: str, maker: Maker, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.config(LOCAL)
    if command[0] == "regrade":
        cli("judge", "--model")
    before = assessments(cli)
    forbid(monkeypatch)
    assert_calm(cli(*command, "--offline", stdin=TEXT), ExitCode.FAILED, SAID[Failure.OFFLINE][0])
    cli.paths.config_file.unlink()
    assert_calm(cli(*command, stdin=TEXT), ExitCode.FAILED, SAID[Failure.NO_MODEL][0])
    cli.config(ELSEWHERE)
    assert_calm(cli(*command, stdin=TEXT), ExitCode.FAILED, "wants a key")
    assert assessments(cli) == before


def test_consent_is_asked_before_rounds_are_sent_and_kept(
    cli: CommandLine, session: str, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    cli.config(ELSEWHERE)
    refused = cli("judge", "--model", stdin="n\n")
    assert refused.code == ExitCode.FAILED
    assert SAID[Failure.NO_CONSENT][0] in refused.err
    assert "models.example" in refused.out
    ended = cli("judge", "--model")
    assert ended.code != 0
    assert "Traceback" not in ended.err
    assert maker.requests == []
    assert "agreed" not in cli.paths.config_file.read_text(encoding="utf-8")

    agreed = cli("judge", "--model", stdin="y\n")
    assert agreed.code == 0, agreed.err
    assert 'agreed = "models.example"' in cli.paths.config_file.read_text(encoding="utf-8")
    assert cli("regrade", "--all").code == 0, "it is not asked again"


def test_a_file_is_not_sent_to_a_server_that_was_not_agreed_to(
    cli: CommandLine, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    cli.config(ELSEWHERE)

    assert_calm(cli(*GRADE, stdin=TEXT), ExitCode.FAILED, SAID[Failure.NO_CONSENT][0])
    assert maker.requests == []


# grade


def test_a_file_and_standard_input_are_graded_alike_and_nothing_is_kept(
    cli: CommandLine, maker: Maker, tmp_path: Path
) -> None:
    cli.config(LOCAL)
    file = tmp_path / "answer.txt"
    file.write_text(TEXT, encoding="utf-8")
    from_file = cli("grade", str(file), "--question", CARD)
    from_input = cli(*GRADE, stdin=TEXT)

    assert (from_file.code, from_input.code) == (0, 0), from_file.err
    assert "hire" in from_file.out
    assert "Judged by openai/local" in from_file.page
    assert "four kilowatt-hours" in from_file.out
    said = [each.out.partition("Judged by")[0] for each in (from_file, from_input)]
    assert said[0] == said[1]
    assert json.loads(cli("history", "--json").out) == []
    assert not cli.paths.replies.exists()
    assert [each.ended for each in maker.made] == ["closed", "closed"]


def test_the_json_of_a_grade_is_the_whole_assessment_and_nothing_else(cli: CommandLine) -> None:
    cli.config(LOCAL)
    done = cli(*GRADE, "--json", "--target", "pm", stdin=TEXT)

    made = Assessment.model_validate_json(done.out)
    assert made.target == "pm"
    assert made.provenance.model == "openai/local"
    assert made.provenance.calls
    assert done.err == ""


@pytest.mark.parametrize("as_json", [(), ("--json",)])
@pytest.mark.parametrize("failure", [Failure.BAD_KEY, Failure.SERVER, Failure.UNREADABLE, Failure.CHILD])
def test_a_grade_that_fails_prints_a_sentence_and_no_result(
    cli: CommandLine, maker: Maker, failure: Failure, as_json: tuple[str, ...]
) -> None:
    cli.config(LOCAL)
    maker.hook = lambda request: failure
    done = cli(*GRADE, *as_json, stdin=TEXT)

    assert_calm(done, ExitCode.FAILED, SAID[failure][0])
    assert done.out == ""


def test_an_answer_that_is_too_short_is_not_judged_and_no_call_goes_out(cli: CommandLine, maker: Maker) -> None:
    cli.config(LOCAL)
    for text in ("", "Sixty points."):
        done = cli(*GRADE, "--json", stdin=text)
        assert done.code == 0, done.err
        made = json.loads(done.out)
        assert {each["outcome"] for each in made["dimensions"]} <= {"not_graded", "not_asked"}
    assert maker.requests == []


def test_a_file_that_cannot_be_read_is_named(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch)
    cli.config(LOCAL)
    binary = tmp_path / "answer.bin"
    binary.write_bytes(bytes(range(256)))
    for place, reason in (
        (tmp_path / "missing.txt", "No such file"),
        (tmp_path, "Is a directory"),
        (binary, "it is not text in UTF-8"),
    ):
        done = cli("grade", str(place), "--question", CARD)
        assert_calm(done, ExitCode.USAGE, str(place))
        assert reason in done.err
    assert_calm(cli(*GRADE, stdin=b"\xff\xfe\x00"), ExitCode.USAGE, "it is not text in UTF-8")
    assert_calm(cli(*GRADE, stdin=None), ExitCode.USAGE, "There is no standard input.")


def test_a_card_that_there_is_not_is_named(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch)
    cli.config(LOCAL)

    assert_calm(cli("grade", "-", "--question", "chargers", stdin=TEXT), ExitCode.USAGE, "chargers")
    assert cli("grade", "-", stdin=TEXT).code == ExitCode.USAGE


# at the end of a sitting


def test_a_sitting_ends_with_the_models_judgement_line_by_line(cli: CommandLine, maker: Maker) -> None:
    cli.config(LOCAL)
    done = cli(*DRILL, stdin=f"{ANSWERED.replace(ANSWER, TEXT)}m\n")

    assert done.code == 0, done.err
    assert "about 6 calls" in done.page
    assert "price unknown" in done.page
    assert "Judged by openai/local" in done.page
    assert f"{len(maker.requests)} calls" in done.page
    assert assessments(cli)[0]["provenance"]["source"] == "llm"
    assert {each.ended for each in maker.made} == {"closed"}


def test_a_sitting_whose_judgement_fails_offers_the_choice_again_and_waits(cli: CommandLine, maker: Maker) -> None:
    cli.config(LOCAL)
    maker.hook = lambda request: Failure.BAD_KEY
    done = cli(*DRILL, stdin=f"{ANSWERED.replace(ANSWER, TEXT)}m\nm\nl\n")

    assert done.code == 0, done.err
    assert done.page.count(f"Not judged. {SAID[Failure.BAD_KEY][0]}") == 2
    assert "hire" not in done.out.rpartition("Not judged")[2]
    assert assessments(cli) == []
    maker.hook = lambda request: None
    assert cli("judge", "--model").code == 0


def test_a_sitting_asks_for_consent_and_without_it_sends_nothing(
    cli: CommandLine, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    cli.config(ELSEWHERE)
    done = cli(*DRILL, stdin=f"{ANSWERED.replace(ANSWER, TEXT)}m\nn\nl\n")

    assert done.code == 0, done.err
    assert "models.example, which is not on this machine" in done.page
    assert maker.requests == []
    assert assessments(cli) == []
