"""One shape for everything that can be wrong with an authored file, and reading such files."""

import difflib
import itertools
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_PART = 400
"""Characters of a key, or of a reason, that are shown."""
MOST_TOLD = 3
"""Problems of a file that are told in one sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one file: where, what, and what was probably meant."""

    file: str
    """Path as the author knows it."""
    key: str
    """Dotted path of the key inside the file; empty when the file as a whole is meant."""
    reason: str
    """One clause: what is wrong."""
    nearest: str = ""
    """The nearest valid name, or empty."""
    blocking: bool = True
    """False for a breach of the authoring standard that leaves the file usable."""

    def sentence(self) -> str:
        """Return the problem as one line: file, key, reason, nearest valid name."""
        place = f"{self.file}: {_readable(self.key)}: " if self.key else f"{self.file}: "
        meant = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        return f"{place}{_readable(self.reason)}{meant}"


def _readable(text: str) -> str:
    """Return a text as one line of bounded length: keys and reasons quote what stands in the file."""
    line = " ".join(text.splitlines())
    return line if len(line) <= LONGEST_PART else f"{line[:LONGEST_PART]}..."


class DisagreementError(ValueError):
    """Raised by a model when keys of one file do not go together; says at which key to look."""

    def __init__(self, key: str, reason: str, nearest: str = "") -> None:
        self.key = key
        self.reason = reason
        self.nearest = nearest
        super().__init__(f"{key}: {reason}")


class ContentError(Exception):
    """A file of the bank or a rubric that cannot be used; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.sentence() for problem in self.problems))


def in_one_sentence(problems: Sequence[Problem]) -> str:
    """Return what is wrong as one sentence: the first few problems, and how many more there are."""
    told = [problem.sentence() for problem in problems[:MOST_TOLD]]
    more = len(problems) - len(told)
    return "; ".join([*told, f"{more} more"] if more else told) + "."


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name most like ``name``, or an empty string when none is close."""
    found = difflib.get_close_matches(name, list(valid), n=1, cutoff=0.5)
    return found[0] if found else ""


def read_text(path: Path, until: str = "") -> str:
    """Read a UTF-8 file, up to the first line that starts with ``until``, indented or not, if given.

    Raise ContentError when it is unreadable or not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as stream:
            if not until:
                return stream.read()
            return "".join(itertools.takewhile(lambda line: not line.lstrip().startswith(until), stream))
    except OSError as error:
        raise ContentError([Problem(str(path), "", f"cannot be read: {error.strerror or error}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(str(path), "", "is not UTF-8 text; save it as UTF-8")]) from error


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Parse TOML; raise ContentError with the line when it is malformed."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib lets those of huge numbers and deep nesting through
        raise ContentError([Problem(file, "", f"is not valid TOML: {error}")]) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read and parse one TOML file; raise ContentError."""
    return parse_toml(read_text(path), str(path))
