"""A drawn round follows what ``next`` says, and an empty history draws from all."""

from pathlib import Path
from random import Random
from unittest.mock import patch

from scorecards.models import Kind
from simulator.paths import Paths
from simulator.workspace import Workspace
from tests.fakes import FakeClock, MemoryStore
from tests.history.carried import finished, judged


def drawn(folder: Path, store: MemoryStore, favoured: str, seeds: int = 30) -> set[str]:
    """Return the sub-kinds drawn where only one of them needs practice."""

    def weights(_situation: object, headers: list[object]) -> dict[object, float]:
        cells = {(header.kind, header.sub_kind) for header in headers}  # type: ignore[attr-defined]
        return {cell: 1e9 if cell[1] == favoured else 1.0 for cell in cells}

    found = set()
    with patch("simulator.practice.suggestions.draw_weights", weights):
        for seed in range(seeds):
            workspace = Workspace(Paths(data=folder, config=folder), FakeClock(), Random(seed))
            workspace.__dict__["store"] = store
            found.add(workspace.choose([Kind.STRATEGY], ())[0].sub_kind)
    return found


def test_what_needs_practice_is_drawn_once_there_is_a_judged_round(tmp_path: Path) -> None:
    past = finished("20261120-120000-0001", "Said.", judged("a1"))

    assert drawn(tmp_path, MemoryStore([past]), "sunset") == {"sunset"}


def test_without_a_judged_round_nothing_is_weighed(tmp_path: Path) -> None:
    assert len(drawn(tmp_path, MemoryStore(), "sunset")) > 3
