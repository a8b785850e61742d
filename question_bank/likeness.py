"""Finds cards that are too much alike: prompts, exemplars, whole sentences, probes that give an exemplar away."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from question_bank.models import Question
from scorecards.evidence import normalise, segment_turns
from scorecards.problems import Problem

RUN = 6
"""Words in a row that two cards rarely share by chance."""
MOST_SHARED = 0.05
"""Share of an exemplar's runs that may stand in another exemplar."""
MOST_ALIKE = 0.5
"""Share of content words that two prompts may have in common."""
LONG_SENTENCE = 8
"""Words; a shorter sentence may stand in two cards."""
LEAKING_RUN = 7
"""Words in a row that a probe may not take from the better exemplar."""
_SMALL = frozenset(
    "a an the of to in on at by for from with and or but is are was were be been it its you your we our they their "
    "that this what which who how do does would should will can as not have has had product company".split()
)

Named = tuple[str, Question]
"""A card with its file."""


def check_likeness(cards: Sequence[Named]) -> Iterator[Problem]:
    """Yield what two cards have too much in common, at the later one, and probes that give an exemplar away."""
    yield from _alike_prompts(cards)
    yield from _alike_exemplars(cards)
    yield from _shared_sentences(cards)
    for file, question in cards:
        yield from _leaking_probes(file, question)


def _alike_prompts(cards: Sequence[Named]) -> Iterator[Problem]:
    contents = [_content(question.brief.prompt) for _, question in cards]
    for at, (file, _) in enumerate(cards):
        for before in range(at):
            shared = _share(contents[at], contents[before])
            if shared > MOST_ALIKE:
                reason = f"is {shared:.0%} the same as that of {cards[before][1].id}"
                yield _short(file, "brief.prompt", reason)


def _alike_exemplars(cards: Sequence[Named]) -> Iterator[Problem]:
    owners: dict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
    sizes: dict[tuple[int, int], int] = {}
    for at, (_, question) in enumerate(cards):
        for exemplar in question.exemplars:
            runs = runs_of(exemplar.text, RUN)
            sizes[at, exemplar.level] = max(1, len(runs))
            for run in runs:
                owners[run].add((at, exemplar.level))
    shared: dict[tuple[tuple[int, int], tuple[int, int]], int] = defaultdict(int)
    for places in owners.values():
        ordered = sorted(places)
        for later in range(1, len(ordered)):
            for earlier in range(later):
                shared[ordered[later], ordered[earlier]] += 1
    for ((at, level), (before, other)), count in shared.items():
        part = count / min(sizes[at, level], sizes[before, other])
        if part > MOST_SHARED:
            reason = f"shares {part:.0%} of its wording with the exemplar of level {other} of {cards[before][1].id}"
            yield _short(cards[at][0], f"exemplars[{level}].text", reason)


def _shared_sentences(cards: Sequence[Named]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], str] = {}
    for file, question in cards:
        for key, text in _texts(question):
            for segment in segment_turns([text]):
                words = tuple(_words(segment.text))
                if len(words) < LONG_SENTENCE:
                    continue
                owner = first.setdefault(words, question.id)
                if owner != question.id:
                    yield _short(file, key, f"has a sentence of {owner}: {segment.text!r}")


def _leaking_probes(file: str, question: Question) -> Iterator[Problem]:
    best = runs_of(question.exemplars[1].text, LEAKING_RUN)
    for probe in question.probes:
        if runs_of(probe.text, LEAKING_RUN) & best:
            yield _short(file, f"probes[{probe.id}].text", "has words of the better exemplar and may give it away")
    contents = [_content(probe.text) for probe in question.probes]
    for at, probe in enumerate(question.probes):
        for before in range(at):
            if _share(contents[at], contents[before]) > MOST_ALIKE:
                yield _short(file, f"probes[{probe.id}].text", f"repeats {question.probes[before].id!r}")


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of that many words of a text, folded."""
    words = _words(text)
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _texts(question: Question) -> Iterator[tuple[str, str]]:
    yield "brief.prompt", question.brief.prompt
    yield "brief.context", question.brief.context
    for fact in question.facts:
        yield f"facts[{fact.id}].text", fact.text
    for stage in question.stages:
        yield f"stages[{stage.id}].hint", stage.hint
    for probe in question.probes:
        yield f"probes[{probe.id}].text", probe.text
    for pitfall in question.pitfalls:
        yield f"pitfalls[{pitfall.title}].text", pitfall.text
    for exemplar in question.exemplars:
        yield f"exemplars[{exemplar.level}].text", exemplar.text
        yield f"exemplars[{exemplar.level}].note", exemplar.note


def _words(text: str) -> list[str]:
    return [bare for word in normalise(text) if (bare := word.strip(".,;:!?'\"()[]-"))]


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) if word not in _SMALL)


def _share(one: Collection[str], other: Collection[str]) -> float:
    if not one or not other:
        return 0.0
    return len(set(one) & set(other)) / min(len(one), len(other))


def _short(file: str, key: str, reason: str) -> Problem:
    return Problem(file, key, reason, blocking=False)
