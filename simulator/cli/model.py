"""Commands about the model that judges."""

import sys
from typing import TYPE_CHECKING

import click

from simulator.cli.options import Options, common, open_console, open_workspace
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.model.choosing import Mode

MODES = ("quick", "standard", "rigorous")


@click.group(invoke_without_command=True)
@common
def model(options: Options) -> None:
    """Set up a model that judges, test it, or use none.

    Without a command it says which model judges, what others there are, and how to set one up.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    from simulator.plain.model_judging import open_desk
    from simulator.plain.model_setup import show_model

    show_model(open_desk(open_workspace(options), offline=options.offline), open_console())


@model.command("set")
@click.argument("name")
@click.option("--address", default="", metavar="URL", help="Where the server is; else the provider's own.")
@click.option("--key-variable", default="", metavar="NAME", help="Variable that holds the key; else the usual one.")
@click.option("--mode", type=click.Choice(MODES), help="How thoroughly it judges; standard where none was chosen.")
@common
def model_set(options: Options, name: str, address: str, key_variable: str, mode: "Mode | None") -> None:
    """Use a model.

    NAME is provider/model, such as openai/gpt-4.1-mini.
    """
    from simulator.model.choosing import changed, check_name
    from simulator.plain.model_judging import open_desk
    from simulator.words.model_texts import state_text

    check_name(name)
    workspace = open_workspace(options)
    workspace.save_config(changed(workspace.config, name, address, key_variable, mode))
    open_console().write(f"Kept. {state_text(open_desk(workspace, offline=options.offline))}")


@model.command("key")
@common
def model_key(options: Options) -> None:
    """Keep the key of the model's server in a private file.

    It is asked for without being shown, or read from a pipe. An empty one removes what was kept.
    """
    from simulator.model.choosing import key_prompt
    from simulator.model.keys import save_key

    workspace = open_workspace(options)
    if not workspace.config.model.name:
        raise UsageError("No model", "A key belongs to a model, and none is set up.", "See: pm-simulator model.")
    if sys.stdin is None:
        raise UsageError("No key", "There is no standard input to read it from.", "Type the key, or pipe it in.")
    destination, variable = key_prompt(workspace.config)
    hidden = sys.stdin.isatty()
    key = click.prompt(f"Key for {destination}", hide_input=True, default="", show_default=False) if hidden else ""
    save_key(destination, key.strip() if hidden else sys.stdin.readline().strip(), workspace.paths.keys_file)
    open_console().write(
        f"Kept in {workspace.paths.keys_file}. The variable {variable} goes before it where it is set."
    )


@model.command("test")
@common
def model_test(options: Options) -> None:
    """Try the connection and say what works.

    It sends one tiny request and a small exam, and none of your answers.
    """
    from simulator.plain.model_judging import open_desk
    from simulator.plain.model_setup import test_model

    test_model(open_desk(open_workspace(options), offline=options.offline), open_console())


@model.command("agree")
@common
def model_agree(options: Options) -> None:
    """Agree that answers are sent to the model's server."""
    from simulator.plain.model_judging import agree_to, open_desk
    from simulator.words.model_texts import consent_text

    workspace = open_workspace(options)
    connection = open_desk(workspace, offline=options.offline).connection()
    destination = connection.destination
    if connection.local:
        open_console().write(f"{destination} is this machine: nothing leaves it, and there is nothing to agree to.")
        return
    agree_to(workspace, destination)
    open_console().write(f"{consent_text(destination)}\n\nAgreed. Take it back: pm-simulator model disagree.")


@model.command("disagree")
@common
def model_disagree(options: Options) -> None:
    """Take back that answers may be sent."""
    from simulator.plain.model_judging import agree_to

    agree_to(open_workspace(options), "")
    open_console().write("Nothing is sent any more before you agree again.")


@model.command("off")
@common
def model_off(options: Options) -> None:
    """Use no model; what was judged stays."""
    from simulator.config import ModelConfig

    workspace = open_workspace(options)
    workspace.save_config(workspace.config.model_copy(update={"model": ModelConfig()}))
    open_console().write("No model is used. What was judged stays.")
