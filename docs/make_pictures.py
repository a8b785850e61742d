"""Draws the pictures of the documentation: ``python -m docs.make_pictures``. The data is made up, always the same.

With ``--every FOLDER`` it draws each screen of the app instead, in a size and a theme, to be looked at.
"""

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # Textual reads it once, when it is imported below
os.environ.pop("NO_COLOR", None)

from docs.make_screens import AROUND, ROUND
from tests.tui.screens_shown import SCREENS, running, show

PICTURES = tuple(picture for _, picture, _ in (*ROUND, *AROUND))
"""The screens that the documentation shows."""
FOLDER = Path(__file__).parent / "pictures"
PLACE = Path("~/.local/share/pm-simulator")
"""Below the temporary folder, so that no folder of this machine is on a picture."""


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=Path, metavar="FOLDER", help="draw every screen into this folder")
    parser.add_argument("--size", default="80x24", help="columns and rows, with --every")
    parser.add_argument("--theme", default="night", choices=("night", "paper"), help="with --every")
    parser.add_argument("--no-color", action="store_true", help="as with NO_COLOR=1, with --every")
    options = parser.parse_args()
    if options.every is None:
        draw(FOLDER, PICTURES, (100, 30))
        return
    if options.no_color:
        os.environ["NO_COLOR"] = "1"
    columns, rows = options.size.split("x")
    draw(options.every, SCREENS, (int(columns), int(rows)), options.theme)


def draw(folder: Path, screens: Iterable[str], size: tuple[int, int], theme: str = "night") -> None:
    """Draw screens, each into a file of its name."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    before = Path.cwd()
    for screen in screens:
        with tempfile.TemporaryDirectory() as elsewhere:
            os.chdir(elsewhere)
            try:
                svg = asyncio.run(_draw(screen, size, theme))
            finally:
                os.chdir(before)
        (folder / f"{screen}.svg").write_text(svg, encoding="utf-8")


async def _draw(screen: str, size: tuple[int, int], theme: str) -> str:
    async with running(PLACE, size=size, theme=theme) as room:
        await show(room, screen)
        svg = room.app.export_screenshot(title="pm-simulator")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # reading the docs fetches no font
    return re.sub(r"terminal-\d+", "terminal", svg)


if __name__ == "__main__":
    main()
