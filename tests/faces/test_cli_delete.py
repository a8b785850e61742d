"""The command line deletes a session, brings it back, and deletes everything when it is told so."""

import json

import pytest

from tests.faces.command_line import DRILL, PUT_OFF, CommandLine


def test_a_session_is_deleted_and_brought_back(cli: CommandLine, session: str) -> None:
    before = cli("show", session, "--transcript").out
    done = cli("delete", session[:-1])
    assert done.code == 0, done.err
    assert f"Deleted {session}." in done.out
    assert "pm-simulator undelete" in done.out
    assert json.loads(cli("history", "--json").out) == []
    assert cli("delete", session).code == 2
    assert cli("undelete").out.startswith(f"{session} is back.")
    assert cli("show", session, "--transcript").out == before
    assert cli("undelete").code == 2


@pytest.mark.parametrize("arguments", [(), ("last", "--all"), ("nothing",), ("last", "more")])
def test_delete_with_wrong_arguments_deletes_nothing(
    cli: CommandLine, session: str, arguments: tuple[str, ...]
) -> None:
    assert cli("delete", *arguments, stdin="y\n").code == 2
    assert session in cli("history").out


@pytest.mark.parametrize(("typed", "code"), [("n\n", 0), ("\n", 0), ("what\nn\n", 0), ("", 2), (None, 2)])
def test_deleting_everything_asks_and_takes_only_yes(
    cli: CommandLine, session: str, typed: str | None, code: int
) -> None:
    done = cli("delete", "--all", stdin=typed)
    assert done.code == code
    assert "Nothing was deleted" in done.out + done.err
    assert session in cli("history").out


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_deleting_everything_leaves_what_is_the_users_and_says_so(
    cli: CommandLine, session: str, yes: tuple[str, ...]
) -> None:
    cli.config('theme = "paper"\n')
    cli.card("mine", "not even a card")
    cli.paths.keys_file.write_text("", encoding="utf-8")
    cli(*DRILL, stdin=PUT_OFF)
    cli("delete", "last")
    cli(*DRILL, stdin="\nA draft.\n")
    cli("outcome", "add", "--result", "offer")
    cli("outcome", "remove", "1")
    done = cli("delete", "--all", *yes, stdin="" if yes else "y\n")
    assert done.code == 0, done.err
    for kept in (cli.paths.config_file, cli.paths.keys_file, cli.paths.cards):
        assert str(kept) in done.out
    left = {str(path.relative_to(cli.data)) for path in cli.data.rglob("*") if path.is_file()}
    assert left == {"config.toml", "keys.toml", "cards/mine.toml"}
    assert "There is nothing to delete" in cli("delete", "--all").out
