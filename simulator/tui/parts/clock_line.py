"""The one line that shows the time: what is left in words, the stage, used against plan. Its width never jumps."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from simulator.history.records import Mode
from simulator.interview.pacing import ClockView
from simulator.interview.session import SessionState
from simulator.tui.text import between_words, fitted, joined, one_line, shown

SOON = 0.8
OVER = " over"
LEAST_NAME = 6
"""Cells; with less a stage goes by its number alone."""


def digits(seconds: float) -> str:
    """Return minutes and seconds in five places; overtime carries a plus."""
    whole = round(abs(seconds))
    return f"{'+' if seconds < 0 else ' '}{whole // 60:02d}:{whole % 60:02d}"


def clock_line(state: SessionState, view: ClockView, width: int) -> Content:
    """Return the clock for a line of ``width`` cells."""
    words = "over " if view.left < 0 else "left "
    style = "bold reverse" if view.used >= SOON * view.limit else "bold"
    parts: list[Content | str] = [shown(f"{digits(view.left)} {words}", style), f" of {view.limit / 60:.0f} min"]
    where = ""
    if width >= 98:
        mode = "mock" if state.mode is Mode.MOCK else "practice"
        where = f"   {mode}, round {state.current + 1} of {len(state.rounds)}"
    if view.stage and width >= 58:
        parts += _stage(state, view, width - sum(cell_len(str(part)) for part in parts) - len(where))
    return joined(*parts, shown(where, "dim"))


def _stage(state: SessionState, view: ClockView, room: int) -> list[Content | str]:
    """Return the stage and its minutes; every stage has the same cells, so that the next one moves nothing."""
    stages = state.round.plan.stages
    number = f"   stage {state.round.stage + 1}/{len(stages)} "
    used = f" {digits(view.stage_used)} of{digits(view.stage_planned)}"
    longest = max(cell_len(one_line(stage.name)) for stage in stages)
    cells = min(longest, room - len(number) - len(used) - len(OVER))
    name = fitted(between_words(one_line(view.stage), cells), cells) if cells >= LEAST_NAME else ""
    over = OVER if view.stage_used > view.stage_planned else " " * len(OVER)
    return [number, name, used, shown(over, "bold")]
