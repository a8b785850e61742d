"""The one line that shows the time: what is left in words, the stage, used against plan. Its width never jumps."""

from __future__ import annotations

from textual.content import Content

from simulator.history.records import Mode
from simulator.interview.pacing import ClockView
from simulator.interview.session import SessionState
from simulator.tui.text import joined, one_line, shown

SOON = 0.8


def digits(seconds: float) -> str:
    """Return minutes and seconds in five places; overtime carries a plus."""
    whole = round(abs(seconds))
    return f"{'+' if seconds < 0 else ' '}{whole // 60:02d}:{whole % 60:02d}"


def clock_line(state: SessionState, view: ClockView, width: int) -> Content:
    """Return the clock for a line of ``width`` cells."""
    over = view.left < 0
    words = "over " if over else "left "
    style = "bold reverse" if view.used >= SOON * view.limit else "bold"
    parts: list[Content | str] = [shown(f"{digits(view.left)} {words}", style), f" of {view.limit / 60:.0f} min"]
    if view.stage and width >= 60:
        each = state.round
        stage = f"{each.stage + 1}/{len(each.plan.stages)} {one_line(view.stage)}"
        used = f"{digits(view.stage_used)} of{digits(view.stage_planned)}"
        parts.append(f"   stage{used} {stage}")
    if width >= 100:
        mode = "mock" if state.mode is Mode.MOCK else "practice"
        parts.append(shown(f"   {mode}, round {state.current + 1} of {len(state.rounds)}", "dim"))
    return joined(*parts)
