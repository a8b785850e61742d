"""How a reader goes on: the next steps that a text names, in the words of the face that shows it."""

from dataclasses import dataclass

from scorecards.models import Kind


@dataclass(frozen=True, slots=True)
class Ways:
    """Whole sentences that end a text of progress; the app's name its keys."""

    start: str
    start_kind: str
    """With ``{kind}`` for the kind as people write it and ``{id}`` for its id."""
    judge: str
    judge_again: str
    train: str
    judges: str
    """What becomes of several judges."""
    unreadable: str

    def start_of(self, kind: Kind) -> str:
        """Return how a round of a kind is started."""
        return self.start_kind.format(kind=kind.label, id=kind.value)


COMMAND_LINE = Ways(
    start="Start with: pm-simulator drill, or pm-simulator mock.",
    start_kind="Start one: pm-simulator drill --kind {id}",
    judge="Judge with: pm-simulator judge.",
    judge_again="See why: pm-simulator show. Judge again: pm-simulator regrade --all, or pm-simulator judge.",
    train="Check your eye: pm-simulator train.",
    judges="Judges differ, so each stands by itself below and none is averaged with another.",
    unreadable="See: pm-simulator doctor.",
)
