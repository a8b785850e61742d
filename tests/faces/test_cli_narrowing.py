"""The command line's --sub-kind and --minutes."""

import pytest

from question_bank.catalogue import Catalogue
from simulator.history.records import Mode
from simulator.interview.drafts import find_drafts
from tests.faces.command_line import DRILL, CommandLine, titled_card


@pytest.mark.parametrize("command", ["mock", "drill"])
def test_sub_kind_and_minutes_reach_the_session(cli: CommandLine, command: str) -> None:
    cli(command, "--sub-kind", "estimation", "--minutes", "10", "--plain")
    (draft,), _ = find_drafts(cli.paths.drafts)
    plan = draft.state.round.plan
    assert draft.state.mode is (Mode.MOCK if command == "mock" else Mode.PRACTICE)
    assert plan.sub_kind == "estimation"
    assert plan.seconds == 600


@pytest.mark.parametrize("written", ["metric_drop", "metric drop", "Metric-Drop"])
def test_a_sub_kind_is_taken_as_the_lists_write_it_too(cli: CommandLine, written: str) -> None:
    page = cli("bank", "new", "late-trains", "--kind", "case", "--sub-kind", written).page
    assert "late-trains.toml" in page
    assert 'sub_kind = "metric_drop"' in (cli.paths.cards / "late-trains.toml").read_text()


def test_the_briefing_says_the_minutes_and_what_the_card_says(cli: CommandLine) -> None:
    card = Catalogue().load("charger-count")
    page = cli(*DRILL, "--minutes", "10", "--plain").page
    assert f"case, 10 minutes (the card says {card.minutes})." in page
    assert "the card says" not in cli("drill", "--question", "charger-count", "--plain", stdin="n\n\n").page


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--sub-kind", "estimaton"), "Did you mean estimation?"),
        (("--sub-kind", "estimation", "--kind", "strategy"), "No sub-kind of kind strategy"),
        (("--sub-kind", "estimation", "--kind", "case", "--kind", "case"), "several kinds"),
        (("--sub-kind", "estimation", "--loop"), "several kinds"),
        (("--sub-kind", "estimation", "--question", "charger-count"), "named already"),
        (("--minutes", "4"), "A round takes 5 to 90 minutes, not 4."),
        (("--minutes", "91"), "not 91."),
        (("--minutes", "soon"), "--minutes"),
    ],
)
def test_a_bad_value_ends_with_one_sentence_and_starts_nothing(
    cli: CommandLine, options: tuple[str, ...], says: str
) -> None:
    outcome = cli("mock", *options, "--plain")
    assert outcome.code == 2
    assert says in " ".join(outcome.err.split())
    assert not cli.paths.drafts.exists() or not list(cli.paths.drafts.iterdir())


def test_a_card_with_more_stages_than_minutes_is_refused(cli: CommandLine) -> None:
    text = titled_card("Mine")
    head, *stages = text.split("[[stages]]")
    first = stages[0].replace(stages[0].split("minutes = ")[1].splitlines()[0], "1", 1)
    last, _, rest = stages[-1].partition("[[")
    ones = "".join(f"[[stages]]{first.replace('id = ', f'id = {chr(34)}s{n}{chr(34)} # ', 1)}" for n in range(6))
    del last
    head = "\n".join("minutes = 6" if line.startswith("minutes") else line for line in head.splitlines())
    cli.card("mine", f"{head}\n{ones}\n[[{rest}")
    outcome = cli("mock", "--question", "mine", "--minutes", "5", "--plain")
    assert "6 stages, and each needs a minute at least" in " ".join(outcome.err.split()), outcome
    assert outcome.code == 2
