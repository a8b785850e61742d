"""How one goes on from a page of the app, in the words of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.words.ways import Ways

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp


def app_ways(app: SimulatorApp) -> Ways:
    """Return the next steps of progress as keys, those of the settings where they give one."""
    key = app.key_of
    home = "on the home screen"
    return Ways(
        start=f"Press {key('home.drill')} {home} for a drill, {key('home.mock')} for a mock.",
        start_kind=f"Press {key('home.drill')} {home} and choose {{kind}}.",
        judge=f"Press {key('home.judge')} {home} to judge.",
        judge_again=(
            f"The history ({key('home.history')} {home}) shows why; there {key('review.judge')} judges a round again."
        ),
        train=f"Check your eye: press {key('home.train')} {home}.",
        judges=f"Judges differ and are never averaged: {key('progress.judge')} shows what the next one says.",
        unreadable="In a shell, pm-simulator doctor says more.",
    )
