"""Questions that the plain face asks: they repeat until the answer makes sense, and say what would."""

from collections.abc import Sequence

from scorecards.recommendation import CALLS, Call
from simulator.plain.console import Console


def ask_yes(console: Console, question: str, *, default: bool | None = None) -> bool:
    """Ask for yes or no."""
    hint = {None: "y/n", True: "Y/n", False: "y/N"}[default]
    while True:
        given = console.read_line(f"{question} ({hint}): ").strip().casefold()
        if not given and default is not None:
            return default
        if given in ("y", "yes"):
            return True
        if given in ("n", "no"):
            return False
        console.write("Please answer y or n.")


def ask_number(console: Console, question: str, lowest: int, highest: int, default: int | None = None) -> int:
    """Ask for a whole number in a range."""
    numbers = {str(number): number for number in range(lowest, highest + 1)}
    shown = f"{lowest} to {highest}" + (f", Enter for {default}" if default is not None else "")
    while True:
        given = console.read_line(f"{question} ({shown}): ").strip()
        if not given and default is not None:
            return default
        if given in numbers:
            return numbers[given]
        console.write(f"Please give a whole number from {lowest} to {highest}.")


def ask_choice(console: Console, question: str, choices: Sequence[tuple[str, str]], blank: str | None = None) -> str:
    """Ask for one of ``choices`` (key, meaning), one a line, and return its key; ``blank`` is that of a blank line."""
    for key, meaning in choices:
        console.write(f"  {key}  {meaning}")
    return _ask_key(console, f"{question}: ", [key for key, _ in choices], blank)


def ask_inline(console: Console, question: str, choices: Sequence[tuple[str, str]]) -> str:
    """Ask for one of ``choices`` (key, meaning), all on the line of the question, and return its key."""
    shown = ", ".join(f"{key} {meaning}" for key, meaning in choices)
    return _ask_key(console, f"{question} ({shown}): ", [key for key, _ in choices])


def _ask_key(console: Console, prompt: str, keys: Sequence[str], blank: str | None = None) -> str:
    while True:
        given = console.read_line(prompt).strip().casefold()
        if blank is not None and not given:
            return blank
        if given in keys:
            return given
        back = "" if blank is None else ", or a blank line to go back"
        console.write(f"Please type one of: {', '.join(keys)}{back}.")


def ask_call(console: Console) -> Call:
    """Ask for a recommendation."""
    choices = [(str(number), call.label) for number, call in enumerate(CALLS, start=1)]
    return CALLS[int(ask_choice(console, "The call you expect", choices)) - 1]
