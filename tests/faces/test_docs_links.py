"""The documentation points at what is there: pages, headings, pictures, files, modules and commands."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from simulator.cli import Options, main

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
MADE = ROOT / "docs" / "commands.md"
"""It holds how commands may be called, with brackets, and is checked against them as a whole."""
CODE = re.compile(
    r"^(`{3,})[^\n]*\n(?P<block>.*?)^\1|^ {4}(?P<line>[^\n]*)$|`(?P<words>[^`\n]+)`", re.DOTALL | re.MULTILINE
)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FILE = re.compile(r"(?<![\w./-])(?:simulator|question_bank|scorecards|tests|docs)/[\w./-]*\w")
MODULE = re.compile(r"\bpython[\d.]* -m ((?:simulator|tests|docs)[\w.]*)")
BETWEEN = re.compile(r" {2,}|\s+&&\s+|\s+[|>]\s+")


def each_page() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def anchors(page: Path) -> set[str]:
    """Return the names of a page's headings, as links spell them."""
    text = CODE.sub(lambda found: found["words"] or "", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


def commands(text: str) -> Iterator[tuple[list[str], bool]]:
    """Give the words of each command that a page shows, and whether it may be called just so."""
    for found in CODE.finditer(text):
        for line in (found["block"] or found["line"] or found["words"] or "").splitlines():
            for part in BETWEEN.split(line.strip()):
                program, *words = part.split(maxsplit=1)[:2] or [""]
                if program.endswith("pm-simulator"):
                    yield shlex.split(words[0] if words else "", comments=True), not found["words"]


@each_page()
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        assert "://" not in target, f"{target}: the documentation can be read without a network"
        name, _, anchor = target.partition("#")
        place = page.parent / name if name else page
        assert place.is_file(), target
        assert not anchor or anchor in anchors(place), target


@each_page()
def test_every_file_and_module_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in FILE.findall(text):
        assert (ROOT / name).exists(), name
    for name in MODULE.findall(text):
        assert importlib.util.find_spec(name), name


@pytest.mark.parametrize("page", [page for page in PAGES if page != MADE], ids=lambda page: page.name)
def test_every_command_that_is_shown_can_be_called(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Command, "invoke", lambda _command, _context: None)  # it is read and not run
    for words, whole in commands(page.read_text(encoding="utf-8")):
        try:
            main(words, "pm-simulator", standalone_mode=False, obj=Options())
        except click.MissingParameter:
            assert not whole, words
        except click.UsageError as error:
            pytest.fail(f"{' '.join(words)}: {error.format_message()}")


def test_commands_are_found_in_words_lines_and_blocks() -> None:
    indented = "    .venv/bin/pm-simulator mock --loop    three rounds"
    shown = f"`pm-simulator bank new` and\n\n{indented}\n\n```\na && pm-simulator next\n```\n"
    assert list(commands(shown)) == [(["bank", "new"], False), (["mock", "--loop"], True), (["next"], True)]
