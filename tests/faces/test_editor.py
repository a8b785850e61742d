"""Writing the answer in an editor: with one, with none, with one that breaks, and over the end of time."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from simulator.history.records import ClosedBy, Mode, TurnKind
from simulator.plain import editor
from tests.faces.desk import ANSWER, MINUTES, Desk, texts


@pytest.fixture
def use_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "UseEditor":
    monkeypatch.setattr(editor, "POLL_SECONDS", 0.01)
    return UseEditor(tmp_path / "editor.py", monkeypatch)


PRELUDE = """
import pathlib, sys, time
path = pathlib.Path(sys.argv[-1])
draft = next(path.parent.glob("*.draft.jsonl"))
def wait_until_the_draft_has(text):
    end = time.monotonic() + 20
    while text not in draft.read_bytes() and time.monotonic() < end:
        pass
"""


class UseEditor:
    """Sets an editor that runs a few lines of Python on ``path``."""

    def __init__(self, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._script = script
        self._monkeypatch = monkeypatch

    def __call__(self, code: str, variable: str = "EDITOR") -> None:
        self._script.write_text(f"{PRELUDE}{code}\n", encoding="utf-8")
        self._monkeypatch.setenv(variable, f"'{sys.executable}' '{self._script}'")


def test_the_editor_gets_the_answer_so_far_and_what_it_saves_is_the_answer(desk: Desk, use_editor: UseEditor) -> None:
    use_editor("path.write_text(path.read_text() + '|\\nWritten in the editor.\\n\\n')")

    console = desk.sit(["", "Line one.", "Line two.", "/edit", "Typed after.", "/quit"])

    assert desk.draft.state.round.text == "Line one.\nLine two.|\nWritten in the editor.\nTyped after."
    assert "8 words." in console.text
    assert not list(desk.paths.drafts.glob("*.md")), "the scratch file is gone"


def test_the_scratch_file_is_private(desk: Desk, use_editor: UseEditor, tmp_path: Path) -> None:
    use_editor(f"pathlib.Path({str(tmp_path / 'mode')!r}).write_text(str(path.stat().st_mode))")

    desk.sit(["", "/edit", "/quit"])

    assert stat.S_IMODE(int((tmp_path / "mode").read_text())) == 0o600


def test_visual_goes_before_editor(desk: Desk, use_editor: UseEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "/nonexistent/editor")
    use_editor("path.write_text('By VISUAL.')", variable="VISUAL")

    desk.sit(["", "/edit", "/quit"])

    assert desk.draft.state.round.text == "By VISUAL."


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (None, "Neither VISUAL nor EDITOR is set."),
        ("", "Neither VISUAL nor EDITOR is set."),
        ("   ", "Neither VISUAL nor EDITOR is set."),
        ("/nonexistent/editor", "/nonexistent/editor: No such file or directory."),
        ("/", "/: Permission denied."),
        ("vim 'unclosed", "is not a command: No closing quotation."),
    ],
)
def test_without_a_working_editor_the_answer_goes_on_line_by_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, setting: str | None, said: str
) -> None:
    if setting is not None:
        monkeypatch.setenv("EDITOR", setting)

    console = desk.sit(["", "Before.", "/edit", "After.", "/quit"])

    assert said in console.page
    assert desk.draft.state.round.text == "Before.\nAfter."
    assert not list(desk.paths.drafts.glob("*.md"))


def test_a_disk_full_under_the_editor_is_told_and_the_answer_goes_on(
    desk: Desk, use_editor: UseEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_editor("path.write_text('never')")

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fill_the_disk() -> str:
        monkeypatch.setattr(Path, "write_text", full)
        return "/edit"

    console = desk.sit(["", "Before.", fill_the_disk, "After.", "/quit"])

    assert "could not be written" in console.text
    assert desk.draft.state.round.text == "Before.\nAfter."


def test_an_editor_that_fails_and_saves_nothing_changes_nothing(desk: Desk, use_editor: UseEditor) -> None:
    use_editor("sys.exit(3)")

    desk.sit(["", "Before.", "/edit", "/quit"])

    assert desk.draft.state.round.text == "Before."


def test_an_editor_that_removes_the_file_loses_nothing(desk: Desk, use_editor: UseEditor) -> None:
    use_editor("path.unlink()")

    desk.sit(["", "Before.", "/edit", "/quit"])

    assert desk.draft.state.round.text == "Before."


def test_bytes_that_are_no_text_and_control_characters_do_no_harm(desk: Desk, use_editor: UseEditor) -> None:
    use_editor("path.write_bytes(b'caf\\xe9 \\x1b[31mred\\x00\\r\\nnext')")

    desk.sit(["", "/edit", "/quit"])

    assert desk.draft.state.round.text == "caf\ufffd [31mred\nnext"


def test_an_answer_too_long_for_the_round_is_told_and_cut(desk: Desk, use_editor: UseEditor) -> None:
    use_editor("path.write_text('word ' * 8000)")

    console = desk.sit(["", "/edit", "/quit"])

    assert "The answer is full: only its first 30000 characters are kept." in console.page
    assert len(desk.draft.state.round.text) == 30_000


def test_what_the_editor_saves_is_in_the_draft_while_it_is_still_open(desk: Desk, use_editor: UseEditor) -> None:
    use_editor(
        "path.write_text('Saved in the middle.')\n"
        "wait_until_the_draft_has(b'Saved in the middle.')\n"
        "path.write_text('At the end.' if b'Saved in the middle.' in draft.read_bytes() else 'It never came.')"
    )

    desk.sit(["", "/edit", "/quit"])

    assert desk.draft.state.round.text == "At the end."


def test_time_that_runs_out_under_the_editor_closes_with_what_it_had_saved(desk: Desk, use_editor: UseEditor) -> None:
    use_editor(
        "path.write_text('Saved in time.')\n"
        "wait_until_the_draft_has(b'answer_closed')\n"
        "path.write_text('Saved in time. And this too late.')"
    )
    real_tick = desk.clock.monotonic

    def run_out() -> str:
        # the clock jumps once the editor's first text is in the draft
        def monotonic() -> float:
            if b"Saved in time." in next(desk.paths.drafts.glob("*.draft.jsonl")).read_bytes():
                desk.clock.seconds += MINUTES * 60 + 21
                desk.clock.monotonic = real_tick  # type: ignore[method-assign]
            return real_tick()

        desk.clock.monotonic = monotonic  # type: ignore[method-assign]
        return "/edit"

    console = desk.sit(["", run_out, "", "/quit"], mode=Mode.MOCK)

    assert "Please close the editor." in console.page
    assert "Time. The answer is closed" in console.text
    assert desk.round.closed_by is ClosedBy.TIME
    assert texts(desk.round.turns, TurnKind.ANSWER) == ["Saved in time."]
    assert desk.turns(TurnKind.LATE) == ["Saved in time. And this too late."]


def test_an_answer_written_in_the_editor_is_handed_in_with_done(desk: Desk, use_editor: UseEditor) -> None:
    use_editor(f"path.write_text({ANSWER!r})")

    desk.sit(["", "/edit", "/done", "/quit"])

    assert texts(desk.round.turns, TurnKind.ANSWER) == [ANSWER]
