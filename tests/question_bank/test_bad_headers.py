"""A card whose header is wrong is not listed; it is told with file, key, reason and what was meant."""

from pathlib import Path

import pytest

from question_bank.catalogue import Catalogue
from tests.question_bank.helpers import (
    BAD,
    PATTERN,
    assert_good_cards_stay,
    own_folder,
    pattern_text,
    replaced,
    written,
)

TAGS = 'tags = ["retail", "energy", "established company", "Spain"]'


@pytest.mark.parametrize(
    ("old", "new", "key", "reason", "nearest"),
    [
        ("minutes = 20", "minutes = 20\ndificulty = 2", "dificulty", "is not a known key", "difficulty"),
        ("minutes = 20", "minutes = 20\nzzzz = 2", "zzzz", "is not a known key", ""),
        ('kind = "case"', 'kind = "cose"', "kind", "'cose' is not one of product_sense, strategy, case", "case"),
        ('kind = "case"', "kind = 3", "kind", "3 is not one of product_sense, strategy, case", ""),
        ('kind = "case"', 'kind = "strategy"', "sub_kind", "'estimation' is not one of strategy's: market_entry", ""),
        ('"estimation"', '"market_entry"', "sub_kind", "'market_entry' is not one of case's: estimation", ""),
        ('"estimation"', '"estimate"', "sub_kind", "'estimate' is not one of case's: estimation", "estimation"),
        ('level = "senior"', 'level = "senor"', "level", "'senor' is not one of pm, senior, group", "senior"),
        ('provenance = "original"', 'provenance = "orignal"', "provenance", "'orignal' is not one of", "original"),
        ("minutes = 20", 'minutes = "20"', "minutes", "must be a whole number", ""),
        ("minutes = 20", "minutes = 20.0", "minutes", "must be a whole number", ""),
        ("minutes = 20", "minutes = true", "minutes", "must be a whole number", ""),
        ("minutes = 20", "minutes = 0", "minutes", "0: Input should be greater", ""),
        ("minutes = 20", "minutes = 91", "minutes", "91: Input should be less", ""),
        ("minutes = 20\n", "", "minutes", "is missing", ""),
        ("difficulty = 2", "difficulty = 4", "difficulty", "4: Input should be less", ""),
        ("difficulty = 2", "difficulty = 1.5", "difficulty", "must be a whole number", ""),
        ("date = 2026-11-21", 'date = "soon"', "date", "must be a date such as 2026-11-21", ""),
        ("date = 2026-11-21", "date = 0", "date", "must be a date such as 2026-11-21", ""),
        ("date = 2026-11-21", "date = 2026-11-21T09:00:00", "date", "must be a date such as 2026-11-21", ""),
        ('title = "How many charging points"', "title = 5", "title", "must be text", ""),
        ('title = "How many charging points"', 'title = "  "', "title", "'  ': ", ""),
        ('id = "my-card"', 'id = "My Card"', "id", "'My Card': ", ""),
        (TAGS, 'tags = "retail"', "tags", "must be a list", ""),
        (TAGS, 'tags = ["retail", 5]', "tags[2]", "must be text", ""),
        ('not_tested = ["evidence"]', 'not_tested = ["Evi dence"]', "not_tested[1]", "'Evi dence': ", ""),
        ('id = "my-card"', 'id = "my-card', "", "is not valid TOML: ", ""),
        ('id = "my-card"', 'id = "my-card"\nid = "twice"', "", "is not valid TOML: Cannot overwrite", ""),
        ("difficulty = 2", f"difficulty = {'[' * 20_000}", "", "is not valid TOML: ", ""),
        ("difficulty = 2", f"difficulty = {'2' * 20_000}", "", "is not valid TOML: ", ""),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_a_wrong_header_is_told_and_hides_no_good_card(
    tmp_path: Path, old: str, new: str, key: str, reason: str, nearest: str
) -> None:
    folder = own_folder(tmp_path)
    path = written(folder, replaced(pattern_text(), old, new))
    catalogue = Catalogue(folder)
    [problem] = catalogue.problems
    assert (problem.file, problem.key, problem.nearest) == (str(path), key, nearest)
    assert problem.reason.startswith(reason)
    assert problem.blocking
    assert problem.sentence().startswith(f"{path}: {key}: {reason}" if key else f"{path}: {reason}")
    assert BAD not in {entry.header.id for entry in catalogue.entries()}
    assert_good_cards_stay(catalogue)


@pytest.mark.parametrize(
    "content",
    [replaced(pattern_text(), "Spain", "Espa\u00f1a").encode("latin-1", "replace"), pattern_text().encode("utf-16")],
    ids=["latin-1", "utf-16"],
)
def test_a_card_in_another_encoding_is_told(tmp_path: Path, content: bytes) -> None:
    folder = own_folder(tmp_path)
    path = written(folder, content)
    catalogue = Catalogue(folder)
    assert [problem.sentence() for problem in catalogue.problems] == [f"{path}: is not UTF-8 text; save it as UTF-8"]
    assert_good_cards_stay(catalogue)


def test_an_id_of_a_shipped_card_stays_with_the_shipped_card(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    path = written(folder, replaced(pattern_text("charger-count"), "How many charging points", "Mine"))
    catalogue = Catalogue(folder)
    [problem] = catalogue.problems
    assert problem.sentence() == f"{path}: id: 'charger-count' is already the id of {PATTERN}"
    assert not catalogue.entry("charger-count").own
    assert_good_cards_stay(catalogue)


def test_an_id_twice_in_the_users_folder_stays_with_the_first_file(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    path = written(folder, replaced(pattern_text("a-good-card"), "How many charging points", "Second"), "b-copy")
    catalogue = Catalogue(folder)
    [problem] = catalogue.problems
    first = folder / "a-good-card.toml"
    assert (problem.file, problem.key) == (str(path), "id")
    assert problem.reason == f"'a-good-card' is already the id of {first}"
    assert catalogue.entry("a-good-card").path == first
    assert_good_cards_stay(catalogue)


def test_a_folder_and_a_dead_link_named_like_cards_are_told(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    (folder / "folder.toml").mkdir()
    (folder / "link.toml").symlink_to(tmp_path / "nowhere")
    catalogue = Catalogue(folder)
    assert [problem.sentence() for problem in catalogue.problems] == [
        f"{folder / 'folder.toml'}: cannot be read: Is a directory",
        f"{folder / 'link.toml'}: cannot be read: No such file or directory",
    ]
    assert_good_cards_stay(catalogue)


def test_every_bad_card_of_a_folder_is_told(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    for number in range(3):
        written(folder, f"id = {number}\n", f"bad-{number}")
    catalogue = Catalogue(folder)
    assert len({problem.file for problem in catalogue.problems}) == 3
    assert_good_cards_stay(catalogue)
