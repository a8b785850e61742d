"""``python -m tests.benchmarks.editor``: the cost of a key in the answer editor, as a terminal sees it.

Every case is a program of its own behind a pty of 80x24. One key is sent, and the clock stops when the frame that
shows it has been read. The cases take turns key by key, so that a machine's drift touches all alike.
"""

import argparse
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.terminal import Program

MARK = "Q"
"""A letter that the lower-case text does not have: a frame with it shows the key."""
PLACES = {"start": b"\x1bOQ", "middle": b"\x1bOR", "end": b"\x1bOS"}
PRESSES = {
    "type": (MARK.encode(), True),
    "backspace": (b"\x7f", False),
    "paste": (f"\x1b[200~{MARK}uality \x1b[201~".encode(), True),
    "undo": (b"\x1a", False),
}
"""What is sent, and whether the mark shows afterwards; one round of all four leaves the text as it was."""


@dataclass(frozen=True)
class Case:
    """One text in one kind of editor."""

    kind: str
    words: int
    shape: str

    @property
    def name(self) -> str:
        text = f"{self.words:,} words in {self.shape}" if self.words else "empty"
        return f"{'AnswerEditor' if self.kind == 'answer' else 'TextArea'}, {text}"


REFERENCE = Case("stock", 0, "one")
TEXTS = ((0, "one"), (500, "one paragraph"), (1000, "one paragraph"), (2000, "one paragraph"), (2000, "paragraphs"))
CASES = [Case(kind, words, shape) for words, shape in TEXTS for kind in ("stock", "answer")]


class Editor:
    """An editor in a program of its own, with the seconds that its keys took."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.timings: dict[tuple[str, str], list[float]] = {}
        shape = "paragraphs" if case.shape == "paragraphs" else "one"
        self._program = Program("-m", "tests.benchmarks.editor_app", case.kind, str(case.words), shape)
        self.end = self._program.end

    def start(self) -> None:
        """Let the program draw its first frames."""
        self._program.grant_frames()
        self._program.drain(0.5)

    def move(self, place: str) -> None:
        """Put the cursor to one of the places."""
        self._program.send(PLACES[place], 0.3)

    def press(self, keys: bytes, shows_mark: bool) -> float:
        """Send keys; return the seconds until a frame came that shows the mark, or no mark any more."""

        def shows(frame: bytes) -> bool:
            return (MARK.encode() in frame) == shows_mark and (shows_mark or bool(frame.strip()) or not self.case.words)

        return self._program.time_to_frame(keys, shows)


def measure(rounds: int, places: list[str]) -> list[Editor]:
    """Press every key in every case in turn; return the editors with their timings."""
    editors = [Editor(case) for case in CASES]
    try:
        for editor in editors:
            editor.start()
        for place in places:
            for editor in editors:
                editor.move(place)
            for turn in range(rounds + 1):
                for editor in editors:
                    for name, (sent, shows_mark) in PRESSES.items():
                        taken = editor.press(sent, shows_mark)
                        if turn:  # the first round warms up
                            editor.timings.setdefault((place, name), []).append(taken)
    finally:
        for editor in editors:
            editor.end()
    return editors


def report(editors: list[Editor], places: list[str]) -> Iterator[str]:
    """Yield a table for each place: milliseconds of a typed key, and for each press the ratios of medians."""
    medians = {
        editor.case: {press: statistics.median(times) for press, times in editor.timings.items()} for editor in editors
    }
    for place in places:
        yield f"\nCursor at the {place} of the text; times an empty TextArea / times TextArea with the same text"
        yield f"{'':<43}{'type':>10}" + "".join(f"{name:>14}" for name in PRESSES)
        for case, mine in medians.items():
            stock = medians[Case("stock", case.words, case.shape)]
            presses = [(place, name) for name in PRESSES]
            ratios = [(mine[each] / medians[REFERENCE][each], mine[each] / stock[each]) for each in presses]
            cells = "".join(f"{of_empty:>7.2f} /{of_stock:>5.2f}" for of_empty, of_stock in ratios)
            yield f"{case.name:<43}{mine[place, 'type'] * 1000:7.1f} ms{cells}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="counted presses of each kind, case and place")
    parser.add_argument("--places", nargs="+", choices=list(PLACES), default=["end", "middle", "start"])
    options = parser.parse_args()
    for line in report(measure(options.rounds, options.places), options.places):
        print(line)
    print("\nBounds: 1,000 words in one paragraph 3 x empty; 2,000 words in paragraphs 1.15 x TextArea with that text.")


if __name__ == "__main__":
    main()
