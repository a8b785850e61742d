"""The page of all screens says what the app says."""

from docs.make_screens import AROUND, PAGE, ROUND, page
from tests.tui.screens_shown import SCREENS


def test_the_page_of_screens_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make it again: python -m docs.make_screens"


def test_every_picture_of_it_is_drawn_and_no_other_is_kept() -> None:
    pictures = {picture for _, picture, _ in (*ROUND, *AROUND)}
    assert {path.stem for path in (PAGE.parent / "pictures").iterdir()} == pictures
    assert pictures <= set(SCREENS)
