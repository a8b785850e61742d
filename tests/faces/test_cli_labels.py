"""Notes and tags on sessions, and real interviews, by the command line."""

import json

import pytest

from tests.faces.command_line import CommandLine, json_lines


def test_notes_and_tags_are_written_shown_and_exported(cli: CommandLine, session: str) -> None:
    assert cli("note", "last").out == f"{session} has no note.\n"
    assert cli("tag", "last").out == f"{session} has no tags.\n"
    assert cli("note", "last", "-- felt <b>rushed</b>").out == "-- felt <b>rushed</b>\n"
    assert cli("tag", session, "+pricing", "+hard", "-nothing").out == "hard pricing\n"
    assert cli("tag", "last", "-hard").out == "pricing\n"
    shown = cli("show").out
    assert "Tags: pricing" in shown
    assert "Note: -- felt <b>rushed</b>" in shown
    (row,) = json_lines(cli("export", "--format", "jsonl").out)
    assert (row["note"], row["tags"]) == ("-- felt <b>rushed</b>", ["pricing"])
    assert "felt &lt;b&gt;rushed&lt;/b&gt;" in cli("export", "--format", "html").out
    assert "Tags: pricing." in cli("export").out
    assert [row["tags"] for row in json.loads(cli("history", "--json").out)] == [["pricing"]]
    assert session in cli("history", "--tag", "Pricing").out
    assert cli("history", "--tag", "hard").out == "No session has the tag hard.\n"
    assert cli("note", "last", "").out == f"{session} has no note.\n"
    assert "Note:" not in cli("show").out


@pytest.mark.parametrize("word", ["-h", "-help", "-offline", "--dash"])
def test_a_word_to_take_away_is_no_option(cli: CommandLine, session: str, word: str) -> None:
    cli("tag", "last", f"+{word[1:].lstrip('-')}", "+kept")
    done = cli("tag", "last", word)
    if word == "--dash":
        assert done.code == 2
        assert "'--dash' is not + or -" in done.err
    else:
        assert (done.code, done.out) == (0, "kept\n")


@pytest.mark.parametrize(
    "command", [("tag", "last", "pricing"), ("tag", "none", "+a"), ("note",), ("note", "none", "a")]
)
def test_what_is_no_tag_or_no_session_is_refused(cli: CommandLine, session: str, command: tuple[str, ...]) -> None:
    done = cli(*command)
    assert done.code == 2
    assert done.err.strip()
    assert cli("tag", "last").out == f"{session} has no tags.\n"


@pytest.mark.parametrize("command", [("note", "Words."), ("tag", "+a")])
def test_a_session_under_way_takes_no_label_that_its_interview_would_write_over(
    cli: CommandLine, command: tuple[str, str]
) -> None:
    cli("mock", "--loop", stdin="\nFirst words " + "that are many " * 20 + "\n/done\n")
    (name,) = [row["id"] for row in json.loads(cli("history", "--json").out)]
    done = cli(command[0], name, command[1])
    assert done.code == 2
    assert "under way" in done.err


def test_interviews_are_logged_listed_and_removed(cli: CommandLine) -> None:
    assert "No interview is logged yet" in cli("outcome", "list").out
    first = cli(
        "outcome", "add", "--result", "next-round", "--kind", "case", "--company", "Acme", "--date", "2026-11-01"
    )
    assert first.out == "Kept: 1  2026-11-01  case, Acme: next round\n"
    assert cli("outcome", "add", "--result", "rejected", "--note", "Too slow.", "--date", "2026-11-02").code == 0
    third = cli("outcome", "add", "--result", "no-answer")
    assert "Too few to tell" in third.page
    assert "1 went well and 1 did not" in third.page
    assert [row["result"] for row in json.loads(cli("outcome", "list", "--json").out)] == [
        *("next_round", "rejected", "no_answer")
    ]
    assert cli("outcome", "remove", "2").out == "Removed: 2  2026-11-02  loop: rejected (Too slow.)\n"
    assert cli("outcome", "remove", "2").code == 2
    assert "Too few" not in cli("outcome", "list").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "--result", "hired"),
        ("add", "--result", "offer", "--kind", "chess"),
        ("add", "--result", "offer", "--date", "yesterday"),
        ("add", "--result", "offer", "--date", "2026-13-01"),
        ("add", "--result", "offer", "--date", "2099-01-01"),
        ("add", "--result", "offer", "--company", "a" * 101),
        ("remove",),
        ("remove", "0"),
        ("remove", "one"),
        ("remove", "7"),
    ],
)
def test_an_interview_that_cannot_be_kept_is_refused(cli: CommandLine, arguments: tuple[str, ...]) -> None:
    done = cli("outcome", *arguments)
    assert done.code == 2
    assert done.err.strip()
    assert not cli.paths.outcomes_file.exists()


def test_a_damaged_file_of_interviews_is_told(cli: CommandLine) -> None:
    cli("outcome", "add", "--result", "offer")
    cli("outcome", "add", "--result", "rejected")
    cli.paths.outcomes_file.unlink()
    cli.paths.outcomes_file.write_bytes(b"{")
    done = cli("outcome", "list")
    assert done.code == 0
    assert "offer" in done.out
    assert "is damaged; its last good copy is used." in done.err
