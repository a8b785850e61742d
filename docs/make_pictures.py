"""Draws the pictures of the documentation: ``python -m docs.make_pictures``. The data is made up, always the same."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # Textual reads it once, when it is imported below
os.environ.pop("NO_COLOR", None)

from tests.tui.screens_shown import running, show

PICTURES = {"home": "home", "interview": "interview", "grading": "grading_pick", "result": "result"}
"""The name of each picture and the screen that it shows."""
FOLDER = Path(__file__).parent / "pictures"
PLACE = Path("~/.local/share/pm-simulator")
"""Below the temporary folder, so that no folder of this machine is on a picture."""


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    before = Path.cwd()
    for name, screen in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                svg = asyncio.run(_draw(screen))
            finally:
                os.chdir(before)
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


async def _draw(screen: str) -> str:
    async with running(PLACE, size=(100, 30)) as room:
        await show(room, screen)
        svg = room.app.export_screenshot(title="pm-simulator")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # reading the docs fetches no font
    return re.sub(r"terminal-\d+", "terminal", svg)


if __name__ == "__main__":
    main()
