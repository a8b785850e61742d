"""Every screen as text at three sizes, compared with what was looked at and found good.

After a deliberate change, record the screens anew and read the difference:
    UPDATE_GOLDEN=1 python -m pytest tests/tui/test_golden_screens.py && git diff tests/tui/golden
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.tui.screens_shown import SCREENS, SIZES, running, show

GOLDEN = Path(__file__).parent / "golden"
PLACE = "~/.local/share/pm-simulator"
"""A folder called ``~`` below the temporary one: what is shown names no folder of this machine."""
TEST = "test_a_screen_reads_as_recorded"


@pytest.fixture(scope="module")
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The screens wanted in this run as they are now; one app shows them all, since starting one takes longest."""
    before = Path.cwd()
    tests = [item for item in request.session.items if isinstance(item, pytest.Function)]
    wanted = [str(item.callspec.params["name"]) for item in tests if item.originalname == TEST]
    try:
        return asyncio.run(_show_all(tmp_path_factory.mktemp("screens"), wanted))
    finally:
        os.chdir(before)


async def _show_all(folder: Path, names: list[str]) -> dict[str, str]:
    screens = {}
    async with running(folder / "start") as room:
        for name in names:
            own = folder / name
            own.mkdir()
            await room.resize(SIZES[0])
            await room.start_over(Path(PLACE), below=own)
            await show(room, name)
            texts = []
            for size in SIZES:
                await room.resize(size)
                # a box is recorded alone: when the screen below it is painted anew is Textual's to choose
                texts.append(f"--- {size[0]}x{size[1]}\n{room.text(in_box=True)}")
            screens[name] = "".join(texts)
    return screens


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_reads_as_recorded(name: str, shown: dict[str, str]) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(shown[name], encoding="utf-8")
    assert shown[name] == path.read_text(encoding="utf-8")


def test_every_recorded_screen_is_still_shown() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SCREENS)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_fills_its_terminal_and_no_more(name: str) -> None:
    for page in (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").split("--- ")[1:]:
        size, *lines = page.rstrip("\n").split("\n")
        width, height = (int(part) for part in size.split("x"))
        assert max(len(line) for line in lines) <= width
        assert len(lines) <= height


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_of_this_machine_is_in_a_recorded_screen(name: str) -> None:
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert not [place for place in ("/tmp", "/root", "/home", str(Path.home())) if place in text]
