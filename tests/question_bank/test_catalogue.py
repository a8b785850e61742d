"""The catalogue: headers first, bodies when asked for, the user's cards beside the shipped ones."""

from pathlib import Path
from typing import Any

import pytest

from question_bank import catalogue as module
from question_bank.catalogue import SHIPPED, Catalogue, UnknownQuestionError, read_header
from scorecards.problems import ContentError, parse_toml, read_text
from tests.question_bank.helpers import (
    PATTERN,
    assert_good_cards_stay,
    load_problems,
    own_folder,
    pattern_text,
    replaced,
    written,
)


def test_entries_are_listed_by_kind_then_id_and_say_whose_they_are(tmp_path: Path) -> None:
    catalogue = Catalogue(own_folder(tmp_path))
    entries = catalogue.entries()
    keys = [(entry.header.kind, entry.header.id) for entry in entries]
    assert keys == sorted(keys)
    assert {entry.header.id for entry in entries if entry.own} == {"a-good-card", "z-good-card"}
    assert all(entry.own is (SHIPPED not in entry.path.parents) for entry in entries)
    assert catalogue.entry("a-good-card").path == tmp_path / "own" / "a-good-card.toml"


@pytest.mark.parametrize(
    "body",
    [
        "[brief]\nprompt = [[[ {",
        "[brief]\nprompt = 5\n",
        "[[facts]]\n",
        "[unknown]\nx = 1\n",
        "  [brief]\nprompt =\n",
        "",
    ],
    ids=["not TOML", "wrong type", "no brief", "unknown table", "indented", "no body"],
)
def test_a_card_with_a_broken_body_is_listed_and_fails_only_when_loaded(tmp_path: Path, body: str) -> None:
    folder = own_folder(tmp_path)
    written(folder, pattern_text().partition("[brief]")[0] + body)
    catalogue = Catalogue(folder)
    assert catalogue.problems == []
    assert catalogue.entry("my-card").header.title == "How many charging points"
    assert load_problems(catalogue)
    assert_good_cards_stay(catalogue)


def test_listing_parses_no_body_and_reads_no_further_than_the_first_table(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def noted(text: str, file: str) -> dict[str, Any]:
        parsed.append(text)
        return parse_toml(text, file)

    monkeypatch.setattr(module, "parse_toml", noted)
    monkeypatch.setattr(module, "read_toml", lambda _: pytest.fail("a whole card was parsed"))
    entries = Catalogue().entries()
    assert len(parsed) == len(entries) > 0
    for text in parsed:
        assert "title" in text
        assert "prompt" not in text
        assert "[brief]" not in text


def test_a_body_far_into_the_file_is_not_even_decoded(tmp_path: Path) -> None:
    path = written(tmp_path, pattern_text().encode() + b"\n# " + b"x" * 100_000 + b"\xff")
    assert read_header(path).id == "my-card"
    with pytest.raises(ContentError, match="is not UTF-8 text"):
        read_text(path)


def test_an_indented_first_table_is_still_the_end_of_the_header(tmp_path: Path) -> None:
    written(tmp_path, replaced(pattern_text(), "[brief]", "  [brief]"))
    catalogue = Catalogue(tmp_path)
    assert catalogue.problems == []
    assert catalogue.load("my-card").brief.prompt


def test_a_card_is_read_once_and_then_kept(tmp_path: Path) -> None:
    catalogue = Catalogue(own_folder(tmp_path))
    first = catalogue.load("a-good-card")
    (tmp_path / "own" / "a-good-card.toml").unlink()
    assert catalogue.load("a-good-card") is first


def test_a_card_that_vanished_since_the_listing_is_told(tmp_path: Path) -> None:
    catalogue = Catalogue(own_folder(tmp_path))
    path = tmp_path / "own" / "a-good-card.toml"
    path.unlink()
    [problem] = load_problems(catalogue, "a-good-card")
    assert problem.sentence() == f"{path}: cannot be read: No such file or directory"


def test_a_mended_card_can_be_loaded_after_a_failure(tmp_path: Path) -> None:
    path = written(tmp_path, replaced(pattern_text(), "minutes = 3", "minutes = 4"))
    catalogue = Catalogue(tmp_path)
    assert load_problems(catalogue)
    path.write_text(pattern_text(), encoding="utf-8")
    assert catalogue.load("my-card").minutes == 20


@pytest.mark.parametrize(
    ("name", "nearest"), [("charger-cont", "charger-count"), ("qqq", ""), ("", ""), ("Charger-Count", "charger-count")]
)
def test_an_unknown_id_names_the_nearest(name: str, nearest: str) -> None:
    catalogue = Catalogue()
    for ask in (catalogue.entry, catalogue.load):
        with pytest.raises(UnknownQuestionError) as caught:
            ask(name)
        assert (caught.value.name, caught.value.nearest) == (name, nearest)


def test_folders_inside_the_users_folder_are_read_and_other_files_are_not(tmp_path: Path) -> None:
    written(tmp_path / "deep" / "er", pattern_text())
    (tmp_path / "notes.md").write_text("not a card", encoding="utf-8")
    (tmp_path / "card.toml~").write_text("not a card", encoding="utf-8")
    catalogue = Catalogue(tmp_path)
    assert catalogue.entry("my-card").own
    assert catalogue.problems == []


@pytest.mark.parametrize("folder", ["missing", "a-file", "a-file/below", "empty"])
def test_a_missing_or_empty_folder_of_ones_own_is_no_problem(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a-file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    catalogue = Catalogue(tmp_path / folder)
    assert catalogue.problems == []
    assert len(catalogue.entries()) == len(Catalogue().entries())


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    text = pattern_text().replace("\n", "\r\n")
    written(tmp_path, b"\xef\xbb\xbf" + text.encode())
    catalogue = Catalogue(tmp_path)
    assert catalogue.problems == []
    assert catalogue.load("my-card").facts == module.read_question(PATTERN).facts
