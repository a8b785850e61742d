"""The numbers of a text, so that a figure from nowhere is noticed."""

import re

from scorecards.evidence import normalise

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "twenty": "20", "thirty": "30", "fifty": "50", "hundred": "100", "half": "50",
}  # fmt: skip


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text in figures, without separators of thousands: ``1,200`` and ``1200`` are one."""
    plain = " ".join(normalise(text))
    figures = {_plain(found) for found in _NUMBER.findall(plain)}
    return frozenset(figures | {_WORDS[word] for word in re.findall(r"[a-z]+", plain) if word in _WORDS})


def _plain(number: str) -> str:
    parts = re.split(r"[.,]", number)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return "".join(parts)
    whole, *rest = parts
    decimals = ".".join(rest).rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
