"""Commands about real interviews."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from simulator.cli.options import KINDS, Options, common, json_option, open_workspace, print_json, say, tell_notices

if TYPE_CHECKING:
    from simulator.history.outcomes import RealOutcomes
    from simulator.workspace import Workspace

RESULTS = ("offer", "next-round", "rejected", "no-answer")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def outcome() -> None:
    """Log real interviews, and see whether practice was telling."""


@outcome.command("add")
@click.option("--result", type=click.Choice(RESULTS), required=True, help="What came of it.")
@click.option(
    "--kind", type=click.Choice((*KINDS, "loop")), default="loop", show_default=True, help="Its kind, or several."
)
@click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help="The day of the interview; else today.")
@click.option("--company", default="", metavar="LABEL", help="A label of your choice.")
@click.option("--note", default="", metavar="TEXT", help="What you want to remember.")
@common
def outcome_add(options: Options, result: str, kind: str, day: datetime | None, company: str, note: str) -> None:
    """Keep what came of a real interview."""
    from scorecards.models import Kind
    from simulator.history.outcomes import Result
    from simulator.words.outcomes import outcome_line

    workspace = open_workspace(options)
    workspace.require_writer()
    outcomes = _outcomes(workspace)
    now = workspace.clock.utc()
    added = outcomes.add(
        day.date() if day else now.astimezone().date(),
        "loop" if kind == "loop" else Kind(kind),
        Result(result.replace("-", "_")),
        company,
        note,
        now,
    )
    say(f"Kept: {outcome_line(added)}")
    _tell(workspace, outcomes)


@outcome.command("list")
@json_option
@common
def outcome_list(options: Options, as_json: bool) -> None:
    """List them, and say whether practice was telling.

    It compares the practice calls of the 30 days before interviews that went well and before rejections.
    """
    from simulator.words.outcomes import outcome_line

    workspace = open_workspace(options)
    outcomes = _outcomes(workspace)
    listed = outcomes.listed()
    if as_json:
        print_json([each.model_dump(mode="json") for each in listed])
    elif not listed:
        say("No interview is logged yet. Log one with: pm-simulator outcome add.")
    else:
        say("\n".join(map(outcome_line, listed)))
    _tell(workspace, outcomes, aloud=not as_json)


@outcome.command("remove")
@click.argument("number", type=click.IntRange(min=1))
@common
def outcome_remove(options: Options, number: int) -> None:
    """Forget the interview that has this NUMBER in the list."""
    from simulator.words.outcomes import outcome_line

    workspace = open_workspace(options)
    workspace.require_writer()
    outcomes = _outcomes(workspace)
    say(f"Removed: {outcome_line(outcomes.remove(number, workspace.clock.utc()))}")
    _tell(workspace, outcomes, aloud=False)


def _outcomes(workspace: "Workspace") -> "RealOutcomes":
    from simulator.history.outcomes import RealOutcomes

    return RealOutcomes(workspace.paths.outcomes_file)


def _tell(workspace: "Workspace", outcomes: "RealOutcomes", *, aloud: bool = True) -> None:
    """Say what is wrong with the file, and ``aloud`` whether practice was telling."""
    from simulator.history.outcomes import telling
    from simulator.words.outcomes import telling_sentence

    if aloud:
        store = workspace.read_history()
        listed = outcomes.listed()
        if sentence := telling_sentence(telling(listed, store), len(listed)):
            say(sentence)
        tell_notices(store)
    for notice in dict.fromkeys(outcomes.notices):
        say(notice, err=True)
