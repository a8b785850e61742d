"""Runs the command line: inside the test where that is enough, in a process of its own where it is not."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from question_bank.catalogue import SHIPPED
from simulator.__main__ import _run
from simulator.clock import SystemClock
from simulator.paths import Paths
from tests.faces.desk import ANSWER, CARD, PREDICTION
from tests.fakes import BEGIN

REPOSITORY = Path(__file__).parents[2]
DRILL = ("drill", "--question", CARD)
ANSWERED = "\n".join(
    ["", ANSWER, "/done", "One.", "/done", "Two.", "/done", "Three.", "/done", *map(str, PREDICTION), ""]
)
"""What brings a drill to the question whether to grade it now."""
PUT_OFF = f"{ANSWERED}n\n"
"""The same, and no."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def page(self) -> str:
        """What was printed, unwrapped, so that a sentence can be found in it."""
        return " ".join(self.out.split())


class CommandLine:
    """Runs commands on one data folder, as a user does one after the other: each in the next minute."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = folder / "data"
        self.paths = Paths(data=self.data, config=self.data)
        self._input = folder / "stdin"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self._now = BEGIN
        monkeypatch.setattr(SystemClock, "utc", lambda _clock: self._now)

    def __call__(self, *arguments: str, stdin: str | bytes | None = b"", encoding: str = "utf-8") -> Outcome:
        """Run a command in this process; its input is read from a file to the end, or is closed where it is None."""
        self._now += timedelta(minutes=1)
        self._input.write_bytes(stdin.encode() if isinstance(stdin, str) else stdin or b"")
        printed = io.BytesIO()
        target = io.TextIOWrapper(printed, encoding=encoding, write_through=True)
        with self._input.open(encoding="utf-8") as source, self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", None if stdin is None else source)
            patch.setattr(sys, "stdout", target)
            patch.setattr(sys, "argv", ["pm-simulator", *arguments])
            self._capsys.readouterr()
            code = _run()
        return Outcome(int(code), printed.getvalue().decode(encoding), self._capsys.readouterr().err)

    def config(self, text: str) -> Path:
        """Write the settings file."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.paths.config_file.write_text(text, encoding="utf-8")
        return self.paths.config_file

    def card(self, name: str, text: str) -> Path:
        """Write a card of one's own."""
        self.paths.cards.mkdir(parents=True, exist_ok=True)
        path = self.paths.cards / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return a clean environment with this home and nothing of the developer's."""
    return {"HOME": str(home), "PATH": os.defpath, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8", **more}


def child(
    arguments: Sequence[str], home: Path, *, stdin: bytes = b"", stdout: int = subprocess.PIPE, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run Python with these arguments elsewhere than in the repository."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=home,
        env=environment(home, **more),
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )


def titled_card(title: str) -> str:
    """Return the text of a card of one's own, called "mine", with a title as TOML writes it."""
    text = (SHIPPED / "case" / f"{CARD}.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title = "))
    return text.replace(f'id = "{CARD}"', 'id = "mine"').replace(line, f'title = "{title}"', 1)


def json_lines(text: str) -> list[dict[str, object]]:
    """Return what stands on each line of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]
