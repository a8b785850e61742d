"""The quote check: segments of an answer, and whether a quote is truly in it.

A quote is compared word by word after folding typography. Fuzzy matching only finds the nearest segment so that
the candidate's real words can be shown; it never credits.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_WORDS = 4
LONGEST_SEGMENT = 60
"""Words; a longer unpunctuated run is cut, so that there is something to point at."""

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–−﹣-", "-"),
        "—": " - ",
        "―": " - ",
        "…": "...",
    }
)
_EDGE = ".,;:!?'\"()[]*_"
_SPACELESS = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])")
"""Scripts that write no spaces between words: each character counts as a word."""
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)\]]))\s+(?=\S)|\s*\n\s*|(?<=[。！？])\s*(?=\S)")
_ABBREVIATION = re.compile(r"(?:^|[\s(\"'])(?:e\.g|i\.e|vs|etc|approx|no|mr|mrs|ms|dr|st|[a-z])\.$", re.IGNORECASE)


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


def clean(text: str) -> str:
    """Drop control and invisible formatting characters but newline and tab, and fold line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


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
        before = text[start : gap.start()]
        if "\n" not in gap.group() and _ABBREVIATION.search(before[-12:]):
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
    folded = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    folded = "".join(char for char in folded if char.isspace() or unicodedata.category(char) not in ("Cf", "Cc"))
    return _SPACELESS.sub(r" \1 ", folded).casefold().split()


def _trimmed(words: list[str]) -> list[str]:
    """Trim punctuation off the edges of a run of words."""
    kept = list(words)
    while kept and not kept[0].lstrip(_EDGE + "-"):
        kept.pop(0)
    while kept and not kept[-1].rstrip(_EDGE + "-"):
        kept.pop()
    if kept:
        kept[0] = kept[0].lstrip(_EDGE)
        kept[-1] = kept[-1].rstrip(_EDGE)
    return kept


def verify_quote(quote: str, turns: Sequence[str], segments: Sequence[Segment] | None = None) -> Match | None:
    """Return where the quote stands word for word inside one turn, or None.

    It must have at least four words or be a whole segment.
    """
    wanted = _trimmed(normalise(quote))
    if not wanted:
        return None
    segments = segment_turns(turns) if segments is None else segments
    for segment in segments:
        if _trimmed(normalise(segment.text)) == wanted:
            return Match(segment.turn, segment.id)
    if len(wanted) < LEAST_WORDS:
        return None
    for turn, text in enumerate(turns):
        words = normalise(text)
        for start in range(len(words) - len(wanted) + 1):
            if _stands_at(wanted, words, start):
                own = [segment for segment in segments if segment.turn == turn]
                return Match(turn, _segment_of_word(text, own, start))
    return None


def _stands_at(wanted: list[str], words: list[str], start: int) -> bool:
    end = start + len(wanted)
    if wanted[1:-1] != words[start + 1 : end - 1]:
        return False
    return words[start].lstrip(_EDGE) == wanted[0] and words[end - 1].rstrip(_EDGE) == wanted[-1]


def _segment_of_word(text: str, segments: Sequence[Segment], position: int) -> str:
    """Return the id of the segment of ``text`` that holds its normalised word number ``position``."""
    for segment in segments:
        if position < len(normalise(text[: segment.end])):
            return segment.id
    return segments[-1].id


def nearest_segment(quote: str, segments: Sequence[Segment]) -> Segment | None:
    """Return the segment most like the quote, to show the candidate's real words; it proves nothing."""
    wanted = " ".join(normalise(quote))
    scored = [
        (
            difflib.SequenceMatcher(None, wanted, " ".join(normalise(segment.text)), autojunk=False).ratio(),
            segment,
        )
        for segment in segments
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 0.5 else None
