"""The styles of a screen are read when it is first opened, and from then on by every screen."""

import re
from pathlib import Path

import pytest

from simulator.tui import styles

FOLDER = Path(styles.__path__[0])
OF_SCREENS = sorted(path for path in FOLDER.glob("*.tcss") if path.name != "app.tcss")


@pytest.mark.parametrize("path", OF_SCREENS, ids=lambda path: path.stem)
def test_the_style_of_a_screen_changes_nothing_on_screens_seen_later(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [each.strip() for group in re.findall(r"([^{}]+)\{", text) for each in group.split(",")]
    assert selectors
    own = re.compile(r"#[a-z]|\b[A-Z][A-Za-z]+(Screen|Form|Chart)\b")
    assert not [each for each in selectors if not own.search(each)]
