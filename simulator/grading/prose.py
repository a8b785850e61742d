"""Whether a text is connected prose: neither a list of keywords nor words in random order.

Prose of every language written with spaces is held together by a few very common words, and those stand in a certain
order: after "the" comes no "of". Texts in a language that is not known here pass: a judge can still read them.
"""

import itertools
import unicodedata
from collections.abc import Sequence

from scorecards.evidence import normalise

LEAST_SHARE = 0.20
"""Common words of all words; exemplars have over .41, keyword lists hardly any."""
MOST_MISPLACED = 0.15
"""Articles and possessives followed by a word that cannot follow them; exemplars have under .03, shuffled over .24."""
LEAST_COUNTED = 8
"""Articles needed before their order says anything."""

_DETERMINERS = frozenset("the a an our my your their its".split())
_CANNOT_FOLLOW = frozenset(
    "the a an of to in on at by for from with and or but so if that is are was were be been am will would can could "
    "should must i we you they he it us them me as than then because when where while not do does did has have had "
    "our my your their his these those into about".split()
)
_ENGLISH = (
    _DETERMINERS
    | _CANNOT_FOLLOW
    | frozenset("this her there here what which who how all some any no only also just".split())
)
_OTHERS = (
    "de la el los las un una y que en es no se por con para su al lo como más pero nos",
    "le la les des du un une et que en est ne pas pour par avec sur ce il nous je qui dans au",
    "der die das und ist nicht ein eine zu den mit von für auf wir ich es im dem dass sich als auch wenn",
    "o a os as um uma e que em é não se por com para do da no na nós eu como mas",
    "il lo la i gli le un una e che di in è non per con su del della si come ma noi io",
    "de het een en van is dat niet te op in voor met zijn er wij ik maar als we om",
    "i w na z do nie że się to jest o za po dla ale jak co tak my",
    "ve bir bu da de için ile çok ama biz ne daha olarak gibi her",
)
_OTHER_LANGUAGES = tuple(frozenset(words.split()) for words in _OTHERS)


def is_prose(texts: Sequence[str]) -> bool:
    """Tell whether the sentences, taken together, are connected prose."""
    words = [word.strip(".,;:!?'\"()[]*_-") for text in texts for word in normalise(text)]
    words = [word for word in words if any(char.isalpha() for char in word)]
    if not words:
        return False
    if _mostly_other_script(words):
        return True
    english = _share(words, _ENGLISH)
    if english < LEAST_SHARE:
        return any(_share(words, known) >= LEAST_SHARE for known in _OTHER_LANGUAGES)
    return _misplaced(words) <= MOST_MISPLACED


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


def _misplaced(words: Sequence[str]) -> float:
    """Return the share of articles and possessives followed by a word that cannot follow one."""
    followers = [after for word, after in itertools.pairwise(words) if word in _DETERMINERS]
    if len(followers) < LEAST_COUNTED:
        return 0.0
    return sum(after in _CANNOT_FOLLOW for after in followers) / len(followers)


def _mostly_other_script(words: Sequence[str]) -> bool:
    letters = [char for word in words for char in word if char.isalpha()]
    return sum("LATIN" not in unicodedata.name(char, "") for char in letters) * 2 > len(letters)
