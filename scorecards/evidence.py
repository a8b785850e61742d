"""The quote check: segments of an answer, and whether a quote is truly in it.

A quote is compared word by word after folding typography. Fuzzy matching only finds the nearest segment so that
the candidate's real words can be shown; it never credits.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

LEAST_WORDS = 4
LEAST_LIKENESS = 0.5
"""Below it, the nearest segment has nothing to do with the quote."""
LONGEST_SEGMENT = 60
"""Words; a longer unpunctuated run is cut, so that there is something to point at."""

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»「」『』", '"'),
        **dict.fromkeys("‐‑‒–−﹣-", "-"),
        "—": " - ",
        "―": " - ",
        "…": "...",
        # written without a space after them
        "。": ". ",
        "！": "! ",
        "？": "? ",
    }
)
_FOLDED_ASCII = {
    **{number: text for number, text in _FOLDED.items() if number < 128},
    **{
        number: None for number in range(128) if unicodedata.category(chr(number)) == "Cc" and not chr(number).isspace()
    },
}
_EDGE = ".,;:!?'\"()[]*_"
_SPACELESS = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])")
"""Scripts that write no spaces between words: each character counts as a word."""
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)\]]))\s+(?=\S)|\n\s*|(?<=[。！？])\s*(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s(\"'])(?:(?:[a-z]\.)*[a-z]|vs|etc|approx|no|mr|mrs|ms|dr|st)|^\s*\d{1,2})\.$", re.IGNORECASE
)
"""Also initials (e.g., U.S.) and the number of a list's entry."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a candidate's turn."""

    id: str
    """``C`` turn ``.`` segment, both from 1: ``C1.3``."""
    turn: int
    """Index into the candidate's turns, from 0."""
    start: int
    """Offset of the first character in the turn."""
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a verified quote stands."""

    turn: int
    """Index into the candidate's turns, from 0."""
    segment: str
    """Id of the segment in which the quote starts."""


def segment_turns(turns: Sequence[str]) -> list[Segment]:
    """Split the candidate's turns into numbered sentences; offsets refer to the turns as given."""
    segments = []
    for turn, text in enumerate(turns):
        spans = [part for span in _sentences(text) for part in _shortened(text, *span)]
        for number, (start, end) in enumerate(spans, start=1):
            segments.append(Segment(f"C{turn + 1}.{number}", turn, start, end, text[start:end]))
    return segments


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        before = text[max(start, gap.start() - 12) : gap.start()]
        if "\n" not in gap.group() and _ABBREVIATION.search(before):
            continue
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    stripped = []
    for begin, end in spans:
        piece = text[begin:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if any(char.isalnum() for char in piece):
            stripped.append((begin + left, begin + right))
    return stripped


def _shortened(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run of more than LONGEST_SEGMENT words, at a comma where there is one."""
    if len(text[start:end].split()) <= LONGEST_SEGMENT:
        return [(start, end)] if start < end else []
    words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    spans = []
    while len(words) > LONGEST_SEGMENT:
        pauses = [
            position
            for position in range(LONGEST_SEGMENT // 2, LONGEST_SEGMENT)
            if text[words[position][1] - 1] in ",;:"
        ]
        cut = (pauses[-1] if pauses else LONGEST_SEGMENT - 1) + 1
        spans.append((words[0][0], words[cut - 1][1]))
        words = words[cut:]
    if words:
        spans.append((words[0][0], words[-1][1]))
    return spans


def normalise(text: str) -> list[str]:
    """Return the words of a text as they are compared: typography, case and spaces folded."""
    if text.isascii():  # nearly all text; the long way costs twenty times as much
        return text.translate(_FOLDED_ASCII).casefold().split()
    visible = "".join(filter(_is_seen, text))
    folded = unicodedata.normalize("NFKC", visible.translate(_FOLDED)).translate(_FOLDED)
    return _SPACELESS.sub(r" \1 ", folded).casefold().split()


@cache
def _is_seen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cf", "Cc")


def _trimmed(words: list[str]) -> list[str]:
    """Trim punctuation off the edges of a run of words."""
    kept = list(words)
    while kept and not kept[0].lstrip(_EDGE + "-"):
        kept.pop(0)
    while kept and not kept[-1].rstrip(_EDGE + "-"):
        kept.pop()
    if kept:
        kept[0] = _bare_left(kept[0])
        kept[-1] = kept[-1].rstrip(_EDGE)
    return kept


def _bare_left(word: str) -> str:
    """Trim punctuation off the left of a word, but not the point of ``.5``."""
    bare = word.lstrip(_EDGE)
    trimmed = word[: len(word) - len(bare)]
    is_fraction = bare[:1].isdigit() and trimmed.endswith(".") and not trimmed.endswith("..")
    return f".{bare}" if is_fraction else bare


def verify_quote(quote: str, turns: Sequence[str], segments: Sequence[Segment] | None = None) -> Match | None:
    """Return where the quote stands word for word inside one turn, or None.

    It must have at least four words or be a whole segment.
    """
    wanted = _trimmed(normalise(quote))
    if not any(char.isalnum() for word in wanted for char in word):
        return None
    segments = segment_turns(turns) if segments is None else segments
    for segment in segments:
        if _trimmed(normalise(segment.text)) == wanted:
            return Match(segment.turn, segment.id)
    if len(wanted) < LEAST_WORDS:
        return None
    for turn, text in enumerate(turns):
        words, owners = _words(text, [segment for segment in segments if segment.turn == turn])
        for start in range(len(words) - len(wanted) + 1):
            if _stands_at(wanted, words, start):
                return Match(turn, owners[start])
    return None


def _stands_at(wanted: list[str], words: list[str], start: int) -> bool:
    end = start + len(wanted)
    if _bare_left(words[start]) != wanted[0] or words[end - 1].rstrip(_EDGE) != wanted[-1]:
        return False
    return wanted[1:-1] == words[start + 1 : end - 1]


def _words(text: str, segments: Sequence[Segment]) -> tuple[list[str], list[str]]:
    """Return the normalised words of a turn and, for each, the id of its segment."""
    words: list[str] = []
    owners: list[str] = []
    at = 0
    for segment in segments:
        end = len(text) if segment is segments[-1] else segment.end
        words += normalise(text[at:end])
        owners += [segment.id] * (len(words) - len(owners))
        at = end
    return words, owners


def nearest_segment(quote: str, segments: Sequence[Segment]) -> Segment | None:
    """Return the segment most like the quote, to show the candidate's real words; it proves nothing."""
    matcher = difflib.SequenceMatcher(None, b=" ".join(normalise(quote)), autojunk=False)
    best = None
    most = LEAST_LIKENESS
    for segment in segments:
        matcher.set_seq1(" ".join(normalise(segment.text)))
        # the two quick ones are upper bounds: they spare most of the work, and all of it for a quote of great length
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < most:
            continue
        likeness = matcher.ratio()
        if likeness > most or (best is None and likeness == most):
            best, most = segment, likeness
    return best
