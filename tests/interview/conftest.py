"""A desk to sit interviews at, with three shipped cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interview.builders import Desk, shipped


@pytest.fixture
def desk(drafts: Path) -> Iterator[Desk]:
    made = Desk(drafts, [shipped(card) for card in ("charger-count", "claims-drafts", "nurse-language-app")])
    yield made
    made.close()
