"""Whether the shipped bank as a whole has what it promises: every sub-kind, every difficulty of every kind."""

from collections.abc import Iterator, Sequence

from question_bank.models import SUB_KINDS, Header
from scorecards.models import Kind
from scorecards.problems import Problem

DIFFICULTIES = (1, 2, 3)


def check_coverage(headers: Sequence[Header], folder: str) -> Iterator[Problem]:
    """Yield every sub-kind and every difficulty of a kind of which there is no card."""
    for kind in Kind:
        own = [header for header in headers if header.kind is kind]
        for sub_kind in SUB_KINDS[kind]:
            if not any(header.sub_kind == sub_kind for header in own):
                yield Problem(folder, "sub_kind", f"no card of {kind.label} is of {sub_kind!r}", blocking=False)
        for difficulty in DIFFICULTIES:
            if not any(header.difficulty == difficulty for header in own):
                reason = f"no card of {kind.label} has the difficulty {difficulty}"
                yield Problem(folder, "difficulty", reason, blocking=False)
