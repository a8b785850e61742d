"""Finds cards in folders: headers first, bodies when they are asked for, broken cards beside the good ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from question_bank.checks import check_references
from question_bank.models import Header, Question
from scorecards.problems import (
    ContentError,
    Problem,
    nearest,
    parse_toml,
    read_text,
    read_toml,
)
from scorecards.validation import from_validation

SHIPPED = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Entry:
    """One card found: where it is and what its header says."""

    header: Header
    path: Path
    own: bool
    """True for a card of the user's folder."""


class UnknownQuestionError(Exception):
    """No card has this id; ``nearest`` is the id that was probably meant, or empty."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.nearest = nearest(name, known)
        super().__init__(f"no question has the id {name!r}")


class Catalogue:
    """The cards of the shipped bank and of the user's own folder."""

    def __init__(self, own_folder: Path | None = None, shipped: Path = SHIPPED) -> None:
        self.problems: list[Problem] = []
        """What is wrong with cards that could not be listed."""
        self._entries: dict[str, Entry] = {}
        self._questions: dict[str, Question] = {}
        self._collect(shipped, own=False)
        if own_folder is not None and own_folder.is_dir():
            self._collect(own_folder, own=True)

    def _collect(self, folder: Path, *, own: bool) -> None:
        for path in sorted(folder.rglob("*.toml")):
            try:
                header = read_header(path)
            except ContentError as error:
                self.problems.extend(error.problems)
                continue
            twin = self._entries.get(header.id)
            if twin:
                self.problems.append(Problem(str(path), "id", f"{header.id!r} is already the id of {twin.path}"))
                continue
            self._entries[header.id] = Entry(header, path, own)

    def entries(self) -> list[Entry]:
        """Return every card that can be listed, by kind, then id."""
        return sorted(self._entries.values(), key=lambda entry: (entry.header.kind, entry.header.id))

    def entry(self, name: str) -> Entry:
        """Return the card's entry; raise UnknownQuestionError."""
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownQuestionError(name, list(self._entries)) from None

    def load(self, name: str) -> Question:
        """Return the whole card; raise UnknownQuestionError or ContentError."""
        if name not in self._questions:
            self._questions[name] = read_question(self.entry(name).path)
        return self._questions[name]


def read_header(path: Path) -> Header:
    """Read only the root keys of a card, which TOML puts before the first table; raise ContentError."""
    data = parse_toml(read_text(path, until="["), str(path))
    try:
        return Header.model_validate(data)
    except ValidationError as error:
        raise ContentError(from_validation(error, Header, data, str(path))) from error


def read_question(path: Path) -> Question:
    """Read and check one whole card; raise ContentError."""
    data = read_toml(path)
    try:
        question = Question.model_validate(data)
    except ValidationError as error:
        raise ContentError(from_validation(error, Question, data, str(path))) from error
    problems = check_references(question, str(path))
    if problems:
        raise ContentError(problems)
    return question
