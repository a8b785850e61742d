"""Commands that look at cards and rubrics."""

import click

from simulator.cli.options import KINDS, Options, common, json_option, open_console, print_json, sub_kind_option


@click.group()
def bank() -> None:
    """List, show, check and start question cards."""


@bank.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@json_option
@common
def bank_list(options: Options, kind: str | None, as_json: bool) -> None:
    """List the cards, your own included."""
    from simulator.plain.bank import list_cards

    list_cards(options.paths(), kind, as_json=as_json)


@bank.command("show")
@click.argument("question")
@click.option("--spoilers", is_flag=True, help="Add facts, follow-ups, pitfalls and exemplars.")
@json_option
@common
def bank_show(options: Options, question: str, spoilers: bool, as_json: bool) -> None:
    """Show a question card.

    What a candidate must not know beforehand is left out without --spoilers.
    """
    from simulator.plain.bank import show_card

    show_card(options.paths(), question, spoilers=spoilers, as_json=as_json)


@bank.command("check")
@click.argument("files", nargs=-1, type=click.Path())
@json_option
@common
def bank_check(options: Options, files: tuple[str, ...], as_json: bool) -> int:
    """Check cards against the authoring standard.

    Without FILES all cards are checked, your own included.
    """
    from simulator.plain.bank import check_cards

    return check_cards(options.paths(), files, as_json=as_json)


@bank.command("new")
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Kind of question.")
@sub_kind_option(required=True, words="Sub-kind; an unknown one lists them.")
@common
def bank_new(options: Options, name: str, kind: str, sub_kind: str) -> None:
    """Start a question card of your own.

    NAME becomes its id and its file's name.
    """
    from datetime import datetime

    from scorecards.models import Kind
    from simulator.plain.bank import start_card

    start_card(options.paths(), name, Kind(kind), sub_kind, datetime.now().astimezone().date())


@bank.command("schema")
@common
def bank_schema(_options: Options) -> None:
    """Print the JSON schema of a card, for editors."""
    from question_bank.authoring import card_schema

    click.echo(card_schema())


@click.group()
def scorecard() -> None:
    """Show what answers are judged by."""


@scorecard.command("show")
@click.argument("kind", type=click.Choice(KINDS))
@json_option
@common
def scorecard_show(options: Options, kind: str, as_json: bool) -> None:
    """Show the scorecard of a kind of question."""
    from scorecards.catalogue import load_scorecard
    from scorecards.models import Kind
    from simulator.words.scorecards import scorecard_text

    loaded = load_scorecard(Kind(kind))
    if as_json:
        print_json({**loaded.model_dump(mode="json"), "hash": loaded.content_hash()})
    else:
        open_console().write(scorecard_text(loaded))
