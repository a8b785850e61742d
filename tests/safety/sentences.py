"""What a failure may look like to whoever reads it."""

from collections.abc import Iterable

from simulator.errors import SimulatorError

LONGEST = 3000
"""Characters: three problems of a file at their longest."""


def check_sentences(sentences: Iterable[str]) -> None:
    """Each is one line that somebody can read to its end."""
    for sentence in sentences:
        assert "\n" not in sentence, f"more than one line: {sentence[:300]!r}"
        assert len(sentence) <= LONGEST, f"{len(sentence)} characters: {sentence[:300]!r}"


def check_failure(error: SimulatorError) -> None:
    """It says what happened and what to do next."""
    assert error.title
    assert error.next_step
    check_sentences([error.title, error.sentence, error.next_step])
