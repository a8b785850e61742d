"""The numbers of a text, so that a figure from nowhere is noticed."""

import re

from scorecards.evidence import normalise

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FIGURE = re.compile(r"[$€£¥] ?([0-3])\b|\b([0-3]) ?(?:%|percent|per cent|x\b|k\b|m\b|bn\b|thousand|million|billion)")
"""A small number that claims something: a share, money, a multiple."""
_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "half": "50",
    "dozen": "12", "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000",
}  # fmt: skip
_FREE = frozenset("0123")
"""Digits that count steps and sentences and claim nothing."""


def claims_in(text: str) -> frozenset[str]:
    """Return the numbers of a text that claim something; a small one does so with its unit only: ``3%``."""
    plain = re.sub(r"[a-z]+", lambda word: _WORDS.get(word[0], word[0]), " ".join(normalise(text)))
    return (numbers_in(text) - _FREE) | {f"{''.join(found)} of a unit" for found in _FIGURE.findall(plain)}


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text, without separators of thousands and in figures."""
    plain = " ".join(normalise(text))
    figures = {_plain(found) for found in _NUMBER.findall(plain)}
    return frozenset(figures | {_WORDS[word] for word in re.findall(r"[a-z]+", plain) if word in _WORDS})


def _plain(number: str) -> str:
    parts = re.split(r"[.,]", number)
    if len(parts) > 1 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:]):
        return "".join(parts)
    whole, *rest = parts
    decimals = ".".join(rest).rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
