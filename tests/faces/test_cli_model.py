"""The commands that set a model up: what they keep, what they refuse, what their test says."""

import json
import stat
from collections.abc import Callable
from functools import partial

import pytest

from simulator.config import load_config
from simulator.errors import ExitCode
from simulator.grading.desk import ModelDesk
from simulator.model.connection import PROVIDERS
from simulator.model.protocol import SAID, Failure, Request
from simulator.plain import model_judging
from tests.faces.command_line import CommandLine
from tests.grading.judges import report
from tests.grading.warm_judge import FAR, LOCAL, Maker, no_model

KEY = "team-secret-4711"


@pytest.fixture(autouse=True)
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Put a fake in the place of every model, and no key into the environment."""
    for provider in PROVIDERS:
        monkeypatch.delenv(provider.key_variable or "NONE", raising=False)
    maker = Maker(says=exam())
    monkeypatch.setattr(model_judging, "ModelDesk", partial(ModelDesk, make_model=maker))
    return maker


def exam(wrong: str = "") -> Callable[[Request], str]:
    def says(request: Request) -> str:
        if request.purpose == "test":
            return '{"segment": "C1.1", "shown": "yes"}'
        names = ("users", "measure", "loser", "stop", "cost")
        statuses = {name: "met" if name in ("users", wrong) else "absent" for name in names}
        return json.dumps(report([{"id": n, "evidence": [], "status": s} for n, s in statuses.items()], level=2))

    return says


def kept(cli: CommandLine) -> tuple[str, str, str, str]:
    model = load_config(cli.paths.config_file).model
    return model.name, model.api_base, model.mode, model.agreed


def test_without_a_model_the_command_says_so_and_names_every_kind_of_server(cli: CommandLine) -> None:
    done = cli("model")

    assert done.code == 0
    assert "No model is set up" in done.out
    for provider in PROVIDERS:
        assert provider.example in done.out
    assert "pm-simulator model set" in done.out


def test_a_model_is_set_and_its_state_is_said(cli: CommandLine) -> None:
    done = cli("model", "set", "openai/judge", "--address", LOCAL, "--mode", "quick")

    assert done.code == 0, done.err
    assert "Kept. openai/judge on this machine judges, in quick mode. Not tested yet." in done.page
    assert kept(cli) == ("openai/judge", LOCAL, "quick", "")
    assert "openai/judge on this machine" in cli("model").page
    offline = cli("model", "--offline").page
    assert "is set up and not used" in offline
    assert "pm-simulator model test" not in offline


def test_a_model_elsewhere_without_a_key_says_where_one_is_looked_for(cli: CommandLine) -> None:
    done = cli("model", "set", "openai/judge")

    assert done.code == 0
    assert "OPENAI_API_KEY" in done.page
    assert "wants a key" in done.page


@pytest.mark.parametrize("name", ["gpt-4.1-mini", "openai/", "/gpt", "/", " / ", ""])
def test_a_name_without_a_provider_is_refused_with_an_example(cli: CommandLine, name: str) -> None:
    done = cli("model", "set", name)

    assert done.code == ExitCode.USAGE
    assert "names no provider" in done.err
    assert "openai/" in done.err
    assert "Traceback" not in done.err
    assert not cli.paths.config_file.exists()


def test_a_mode_that_there_is_not_is_refused(cli: CommandLine) -> None:
    assert cli("model", "set", "openai/judge", "--mode", "sloppy").code == ExitCode.USAGE
    assert not cli.paths.config_file.exists()


def test_setting_another_server_takes_back_what_was_agreed_and_forgets_the_variable(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", KEY)
    cli("model", "set", "openai/judge", "--address", FAR, "--key-variable", "MY_KEY")
    cli("model", "agree")
    assert kept(cli)[3] == "models.example"
    cli("model", "set", "openai/larger", "--address", FAR, "--key-variable", "MY_KEY")
    assert kept(cli)[3] == "models.example", "it is the same server"
    cli("model", "set", "openai/judge", "--address", "https://other.example/v1")

    assert kept(cli)[3] == ""
    assert load_config(cli.paths.config_file).model.key_variable == ""
    cli("model", "set", "openai/judge", "--address", FAR)
    assert kept(cli)[3] == "", "what fell does not come back by itself"


def test_what_else_is_in_the_settings_stays(cli: CommandLine) -> None:
    cli.config('theme = "paper"\n\n[model]\nname = "openai/a"\nat_once = 12\ncap = 2.5\nsmall_model = "yes"\n')
    cli("model", "set", "openai/b")
    config = load_config(cli.paths.config_file)

    assert config.theme == "paper"
    assert (config.model.at_once, config.model.cap, config.model.small_model) == (12, 2.5, "yes")


# the key


def test_a_key_is_read_from_standard_input_and_kept_privately_alone(cli: CommandLine) -> None:
    cli("model", "set", "openai/judge", "--address", FAR)
    done = cli("model", "key", stdin=f"  {KEY}\nmore\n")

    assert done.code == 0, done.err
    assert KEY not in done.out + done.err
    assert f'"models.example" = "{KEY}"' in cli.paths.keys_file.read_text(encoding="utf-8")
    assert stat.S_IMODE(cli.paths.keys_file.stat().st_mode) == 0o600
    assert KEY not in cli.paths.config_file.read_text(encoding="utf-8")
    assert "wants a key" not in cli("model").page
    assert cli("model", "key", stdin="\n").code == 0
    assert KEY not in cli.paths.keys_file.read_text(encoding="utf-8"), "an empty one removes it"


def test_a_key_belongs_to_a_model(cli: CommandLine) -> None:
    done = cli("model", "key", stdin=KEY)

    assert done.code == ExitCode.USAGE
    assert "none is set up" in done.err
    assert not cli.paths.keys_file.exists()


def test_a_key_without_an_input_is_a_usage_error_and_removes_nothing(cli: CommandLine) -> None:
    cli("model", "set", "openai/judge", "--address", FAR)
    cli("model", "key", stdin=KEY)
    done = cli("model", "key", stdin=None)

    assert done.code == ExitCode.USAGE
    assert KEY in cli.paths.keys_file.read_text(encoding="utf-8")


# consent


def test_agreeing_and_disagreeing_are_kept_and_say_what_is_sent(cli: CommandLine) -> None:
    cli("model", "set", "openai/judge", "--address", FAR)
    cli("model", "key", stdin=KEY)
    done = cli("model", "agree")

    assert done.code == 0
    for told in ("models.example", "not on this machine", "--offline", "model disagree"):
        assert told in done.page
    assert kept(cli)[3] == "models.example"
    assert cli("model", "disagree").code == 0
    assert kept(cli)[3] == ""


def test_there_is_nothing_to_agree_to_for_a_server_on_this_machine(cli: CommandLine) -> None:
    cli("model", "set", "openai/judge", "--address", LOCAL)
    done = cli("model", "agree")

    assert done.code == 0
    assert "not on this machine" not in done.page
    assert kept(cli)[3] == ""


@pytest.mark.parametrize("command", ["agree", "test"])
def test_without_a_model_or_offline_there_is_nothing_to_agree_to_or_to_test(cli: CommandLine, command: str) -> None:
    done = cli("model", command)
    assert (done.code, done.out) == (ExitCode.FAILED, "") or "Testing" in done.out
    assert SAID[Failure.NO_MODEL][0] in done.err
    cli("model", "set", "openai/judge", "--address", LOCAL)
    done = cli("model", command, "--offline")
    assert done.code == ExitCode.FAILED
    assert SAID[Failure.OFFLINE][0] in done.err
    assert "Traceback" not in done.err


def test_off_forgets_the_model_and_what_was_agreed(cli: CommandLine) -> None:
    cli.config(f'theme = "paper"\n[model]\nname = "openai/judge"\napi_base = "{FAR}"\nagreed = "models.example"\n')
    assert cli("model", "off").code == 0

    assert kept(cli) == ("", "", "standard", "")
    assert load_config(cli.paths.config_file).theme == "paper"


# the test


def test_the_test_says_what_works_and_what_it_found(cli: CommandLine, maker: Maker) -> None:
    cli("model", "set", "openai/judge", "--address", LOCAL)
    done = cli("model", "test")

    assert done.code == 0, done.err
    assert "It works: fake-1 answered in 0.5 s, with structured output." in done.page
    assert "It passed a small exam" in done.page
    maker.says = exam("stop")
    assert "It misjudged 1 of 5 items" in cli("model", "test").page
    assert "Tested on" in cli("model").page
    assert [each.ended for each in maker.made] == ["closed", "closed"]


@pytest.mark.parametrize("failure", [Failure.BAD_KEY, Failure.UNREACHABLE, Failure.NOT_FOUND, Failure.CHILD])
def test_a_test_that_fails_says_why_in_one_sentence(cli: CommandLine, maker: Maker, failure: Failure) -> None:
    cli("model", "set", "openai/judge", "--address", LOCAL)
    maker.hook = lambda request: failure
    done = cli("model", "test")

    assert done.code == ExitCode.FAILED
    assert SAID[failure][0] in done.err
    assert SAID[failure][1] in done.err
    assert "Traceback" not in done.err
    assert "It works" not in done.out
    assert [each.ended for each in maker.made] == ["closed"]


def test_settings_that_cannot_be_written_are_said(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_judging, "ModelDesk", partial(ModelDesk, make_model=no_model))
    cli.data.parent.mkdir(parents=True, exist_ok=True)
    cli.data.write_text("a file where the folder should be")

    done = cli("model", "set", "openai/judge")
    assert done.code == ExitCode.STORAGE
    assert "Traceback" not in done.err
