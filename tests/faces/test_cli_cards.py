"""Cards of one's own and the settings: what is broken is named with file, key and nearest name; the rest works on."""

import json
from pathlib import Path

import pytest

from question_bank.catalogue import SHIPPED
from tests.faces.command_line import CommandLine
from tests.faces.desk import CARD

pytestmark = pytest.mark.usefixtures("three_cards")

SHIPPED_TEXT = (SHIPPED / "case" / f"{CARD}.toml").read_text(encoding="utf-8")


def own(name: str, old: str = "", new: str = "") -> str:
    """Return the text of a sound card of one's own, or of one with a single change."""
    assert SHIPPED_TEXT.count(f'id = "{CARD}"') == 1
    text = SHIPPED_TEXT.replace(f'id = "{CARD}"', f'id = "{name}"')
    assert not old or old in text
    return text.replace(old, new, 1) if old else text


def test_an_own_card_is_listed_marked_and_can_be_sat(cli: CommandLine) -> None:
    path = cli.card("mine", own("mine"))

    assert "mine: How many charging points" in cli("bank", "list").page
    assert "20 minutes, your own)" in cli("bank", "list").page
    rows = {row["id"]: row for row in json.loads(cli("bank", "list", "--json").out)}
    assert rows["mine"]["own"] is True
    assert rows["mine"]["path"] == str(path)
    assert "Huerta Clara" in cli("drill", "--question", "mine", stdin="\n").page


BROKEN = [
    # the header is broken, so that the card cannot be listed
    ("kind = ", "kynd = ", "kynd: is not a known key (did you mean 'kind'?)", False),
    (
        'kind = "case"',
        'kind = "kase"',
        "'kase' is not one of product_sense, strategy, case (did you mean 'case'?)",
        False,
    ),
    ("difficulty = 2", 'difficulty = "two"', "difficulty: must be a whole number", False),
    ('title = "', 'title = ""', "is not valid TOML", False),
    # the body is broken, so that the card is listed and cannot be used
    ('weight = "decisive"', 'weight = "desicive"', "'desicive' is not one of", True),
    ('weight = "decisive"', 'wieght = "decisive"', "wieght: is not a known key (did you mean 'weight'?)", True),
    ("minutes = 3", "minutes = 4", "minutes: is 20, but the stages add up to 21", True),
]


@pytest.mark.parametrize(("old", "new", "said", "listed"), BROKEN)
def test_a_broken_own_card_is_named_by_list_or_check_and_hides_no_other(
    cli: CommandLine, old: str, new: str, said: str, listed: bool
) -> None:
    path = cli.card("broken", own("broken", old, new))
    cli.card("mine", own("mine"))

    found = cli("bank", "list")
    assert found.code == 0
    assert "mine: How many charging points" in found.page
    assert "free-payroll: " in found.page
    assert ("Left out: " in found.page) is not listed
    if not listed:
        assert f"{path}:" in found.page
        assert said in found.page

    checked = cli("bank", "check", "--json")
    assert checked.code == 1
    problems = json.loads(checked.out)
    named = " ".join(f"{problem['key']}: {problem['reason']}" for problem in problems if problem["file"] == str(path))
    assert said.split(" (did you")[0] in named
    others = [problem for problem in problems if problem["file"] != str(path)]
    assert others, "the other card is a copy of a shipped one, and the check says so"
    assert all(
        "sentence of charger-count" in problem["reason"]
        or "the same as" in problem["reason"]
        or "of its wording" in problem["reason"]
        for problem in others
    )
    assert "mine: " in cli("bank", "show", "mine").page


def test_the_json_of_the_list_stays_json_and_tells_the_broken_card_beside_it(cli: CommandLine) -> None:
    path = cli.card("broken", own("broken", "kind = ", "kynd = "))

    found = cli("bank", "list", "--json")

    assert len(json.loads(found.out)) == 3
    assert str(path) in "".join(found.err.split())
    assert found.err.startswith("Left out:")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "is not UTF-8 text; save it as UTF-8"),
        (b"", "id: is missing"),
        (b"not toml at all", "is not valid TOML"),
        (b"id = [[[[", "is not valid TOML"),
    ],
)
def test_a_file_that_is_no_card_is_named(cli: CommandLine, content: bytes, said: str) -> None:
    path = cli.card("noise", "")
    path.write_bytes(content)

    for command in (("bank", "list"), ("bank", "check"), ("bank", "check", str(path))):
        found = cli(*command)
        assert found.code == (0 if command[1] == "list" else 1)
        assert str(path) in found.page
        assert said in found.page


def test_a_card_with_the_id_of_another_is_left_out_and_names_it(cli: CommandLine, tmp_path: Path) -> None:
    path = cli.card("twin", own(CARD))

    found = cli("bank", "list").page
    assert f"{path}: id: '{CARD}' is already the id of {tmp_path / 'bank' / CARD}.toml" in found
    assert json.loads(cli("bank", "list", "--json").out)[0]["own"] is False


@pytest.mark.parametrize("command", [("bank", "show", "broken"), ("drill", "--question", "broken")])
def test_a_card_with_a_broken_body_ends_with_4_and_the_reason(cli: CommandLine, command: tuple[str, ...]) -> None:
    path = cli.card("broken", own("broken", 'weight = "decisive"', 'wieght = "decisive"'))

    done = cli(*command)

    assert done.code == 4
    assert f"{path}: " in done.err
    assert "wieght: is not a known key (did you mean 'weight'?)" in done.err
    assert "pm-simulator bank check" in done.err
    assert not list(cli.paths.drafts.glob("*"))


def test_a_card_with_a_broken_body_is_never_drawn(cli: CommandLine, two_cases: None) -> None:
    """Six broken ones against two shipped: chance alone would draw a broken one nearly every time."""
    for number in range(6):
        cli.card(f"broken-{number}", own(f"broken-{number}", "minutes = 3", "minutes = 4"))

    for _ in range(4):
        assert "Round 1 of 2: case" in cli("mock", "--kind", "case", "--kind", "case").out
        for draft in cli.paths.drafts.glob("*"):
            draft.unlink()


def test_only_broken_cards_are_too_few(cli: CommandLine, two_cases: None) -> None:
    for number in range(3):
        cli.card(f"broken-{number}", own(f"broken-{number}", "minutes = 3", "minutes = 4"))

    done = cli("mock", *["--kind", "case"] * 3)

    assert done.code == 2
    assert "too few usable case cards" in done.err


def test_check_of_given_files_checks_those_alone_and_names_a_missing_one(cli: CommandLine, tmp_path: Path) -> None:
    good = tmp_path / "good.toml"
    good.write_text(own("good"), encoding="utf-8")
    cli.card("broken", "nonsense")

    assert "1 cards checked, 0 problems." in cli("bank", "check", str(good)).out
    missing = cli("bank", "check", str(good), str(tmp_path / "missing.toml"))
    assert missing.code == 1
    assert "missing.toml: cannot be read: No such file or directory" in missing.page


def test_what_falls_short_of_the_standard_is_told_apart(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "other-name.toml"
    path.write_text(own("good"), encoding="utf-8")

    found = cli("bank", "check", str(path))

    assert found.code == 1
    assert "'good' should be the file's name [standard]" in found.page


READS_SETTINGS = [
    ("bank", "list"),
    ("bank", "list", "--json"),
    ("bank", "show", CARD),
    ("bank", "check"),
    ("drill",),
    ("mock",),
    ("show",),
]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('taget = "pm"', "taget", "is not a known key (did you mean 'target'?)"),
        ('target = "seniour"', "target", "'seniour' is not one of pm, senior, group (did you mean 'senior'?)"),
        ("probes = 9", "probes", "9: Input should be less than or equal to 4"),
        ('probes = "three"', "probes", "must be a whole number"),
        ("grace_seconds = -1", "grace_seconds", "-1: Input should be greater than or equal to 0"),
        ("own_cards = 3", "own_cards", "must be text"),
        ("target = ", "", "is not valid TOML"),
    ],
)
@pytest.mark.parametrize("command", READS_SETTINGS)
def test_settings_that_cannot_be_used_end_with_2_and_name_file_key_and_nearest(
    cli: CommandLine, command: tuple[str, ...], text: str, key: str, said: str
) -> None:
    if command == ("show",):
        cli("drill", "--question", CARD, stdin="\nWords.\n/done\ny\n")
    path = cli.config(f"{text}\n")

    done = cli(*command)

    assert done.code == 2
    assert done.out == ""
    lines = done.err.splitlines()
    assert len(lines) == 2, "what is wrong, and the next step"
    assert lines[0].startswith(f"The settings cannot be used. {path}: {key}")
    assert said in lines[0]
    assert "Nothing else was touched." in lines[1]


@pytest.mark.parametrize(
    "command", [(), ("history",), ("paths",), ("scorecard", "show", "case"), ("judge",), ("--help",)]
)
def test_commands_that_need_no_settings_work_with_broken_ones(cli: CommandLine, command: tuple[str, ...]) -> None:
    cli.config("nonsense")

    assert cli(*command).code == 0


def test_settings_are_taken(cli: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "my cards"
    folder.mkdir()
    (folder / "mine.toml").write_text(own("mine"), encoding="utf-8")
    cli.config(f'target = "group"\nprobes = 2\ngrace_seconds = 45\nown_cards = "{folder}"\n')

    done = cli("mock", "--question", "mine", stdin="\n")

    assert "45 s to finish your sentence" in done.page
    assert "After the answer come 2 follow-up questions" in done.page
    draft = next(cli.paths.drafts.glob("*.draft.jsonl")).read_text(encoding="utf-8")
    assert '"target":"group"' in draft


@pytest.mark.parametrize("folder", ["/nonexistent/cards", "~nobody-of-that-name/cards"])
def test_a_folder_of_own_cards_that_is_not_there_is_told_and_hides_no_card(cli: CommandLine, folder: str) -> None:
    path = cli.config(f'own_cards = "{folder}"\n')

    listed = cli("bank", "list")
    assert listed.code == 0
    assert f"Left out: {path}: own_cards: there is no folder {folder}" in listed.page
    assert f"{CARD}: " in listed.page
    assert cli("bank", "check").code == 1
