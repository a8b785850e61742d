"""Whether an answer is about its question at all: an essay on baking shares next to no words with a pricing case.

Measured on the bank: of the different longer words of an exemplar at least 5.1% stand in its own question (median 13%);
of texts about something else the median is 1.6%. Below the bound lie no exemplar and most such texts. Only English is
told apart, as an answer in another language shares hardly a word with an English question.
"""

from collections.abc import Iterable

from question_bank.models import Question
from scorecards.evidence import normalise
from simulator.grading.prose import bare_words

LEAST_SHARED = 0.04
"""Of the different words; a good answer brings many of its own."""
LEAST_WORDS = 150
"""In fewer the share is chance."""
LEAST_ENGLISH = 0.1
_STEM = 5
"""Letters by which words are compared: ``price``, ``prices`` and ``priced`` are one."""
_COMMONEST = frozenset("the a an and of to in is for that it we i".split())
"""Of English; the bound above was measured with these, those of ``prose`` with its longer list."""
_EVERYWHERE = frozenset(
    "about after before could first other should their there these they this those what when where which while "
    "will with would your from have that than then were into them only more most much also because".split()
)


def off_topic(texts: Iterable[str], question: Question) -> bool:
    """Tell whether next to nothing of an English answer has to do with the question."""
    words = [word for text in texts for word in normalise(text)]
    if len(words) < LEAST_WORDS or sum(word in _COMMONEST for word in words) < LEAST_ENGLISH * len(words):
        return False
    asked = _stems(normalise(f"{question.brief.prompt} {question.brief.context}"))
    said = _stems(words)
    return len(said & asked) < LEAST_SHARED * len(said)


def _stems(words: Iterable[str]) -> frozenset[str]:
    bare = (word.removesuffix("'s") for word in bare_words(words))
    return frozenset(
        word[:_STEM] for word in bare if len(word) > 3 and word not in _EVERYWHERE and not word[0].isdigit()
    )
