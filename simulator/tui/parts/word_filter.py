"""Words looked for in many texts as fast as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class WordFilter:
    """Folds each text once, when it is first needed; words that only grow are looked for in what was found last."""

    def __init__(self, text: Callable[[int], str], count: int) -> None:
        self._text = text
        self._count = count
        self._folded: list[str] = []
        self._places: Sequence[int] = ()
        """Where was looked last, for which words, and what was found."""
        self._words = ""
        self._found: Sequence[int] = ()

    def prepare(self, most: int) -> bool:
        """Fold so many more texts; tell whether all are."""
        start = len(self._folded)
        end = min(self._count, start + most)
        self._folded += [self._text(place).casefold() for place in range(start, end)]
        return end == self._count

    def among(self, places: Sequence[int], text: str) -> Sequence[int]:
        """Return those of ``places`` whose text has every word; the same ``places`` must mean the same ones."""
        text = text.casefold()
        words = text.split()
        if not words:
            return places
        self.prepare(self._count)
        grown = places is self._places and text.startswith(self._words)
        found = self._found if grown else places
        folded = self._folded
        for word in words:
            found = [place for place in found if word in folded[place]]
        self._places, self._words, self._found = places, text, found
        return found
