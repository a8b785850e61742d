"""Failures to save, told without wearing the candidate down."""

from collections.abc import Callable

from simulator.clock import Clock
from simulator.errors import StorageError

Trouble = Callable[[StorageError], None]
TOLD_AGAIN_SECONDS = 60


def once_a_minute(tell: Trouble, clock: Clock) -> Trouble:
    """Pass each failure on at most once a minute: every pause in the typing tries to save again."""
    told: dict[str, float] = {}

    def pass_on(error: StorageError) -> None:
        now = clock.monotonic()
        before = told.get(error.sentence)
        if before is None or now - before >= TOLD_AGAIN_SECONDS:
            told[error.sentence] = now
            tell(error)

    return pass_on
