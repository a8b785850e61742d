"""Whether a text is connected prose: neither a list of keywords nor words in random order.

Prose of every language written with spaces is held together by a few very common words, and those stand in a certain
order: after "the" comes no "of". In another language that is known here only the common words are asked for. A text in
another script passes, as a judge can still read it.
"""

import itertools
import unicodedata
from collections.abc import Iterable, Sequence

from scorecards.evidence import normalise

LEAST_SHARE = 0.20
"""Common words of all words; exemplars have over .41, keyword lists hardly any."""
LEAST_SHARE_ELSEWHERE = 0.12
"""The same in other languages, whose endings do much of the work; English keyword lists have under .05 of them."""
LEAST_VARIETY = 4
"""Different common words: a list strung together with "and" has one."""
MOST_MISPLACED = 0.15
"""Articles and possessives followed by a word that cannot follow them; exemplars have under .03, shuffled over .20."""
LEAST_MISPLACED = 2
"""One may be a slip of the keyboard."""

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
    "i w na z do nie że się to jest o za po dla ale jak co tak bo od przez aby żeby gdy ich jego tego które ponieważ",
    "ve bir bu da de için ile çok ama biz ne daha olarak gibi her o ki var sonra kadar en çünkü eğer önce değil",
    "och att det en ett som på är för av med den de inte i till jag vi om så har kan från ska eller og til ikke jeg",
    "a v na je že se to s z do o k pro jak aby by jsem ale nebo když pokud bych jsou není protože kteří před",
    "și de la în pe cu nu un o să care este ca din mai pentru că ar fi dar sunt noi cei le se",
    "a az és hogy nem is egy meg de ha van mert én mi ki el csak kell volt vagy amely első",
    "ja on ei se että joka mutta kun niin jos ovat ole myös tai kuin olisi koska ne me minä jotka ensin",
    "yang dan di dari untuk dengan ini itu saya tidak akan pada ke adalah kami karena ada atau dalam agar",
    "là và của có không cho các một những tôi chúng với này để được trong khi thì vì mà ở ra đó họ sẽ nó",
)
_OTHER_LANGUAGES = tuple(frozenset(words.split()) for words in _OTHERS)


def bare_words(words: Iterable[str]) -> list[str]:
    """Return the words without the punctuation around them, and without what is punctuation alone."""
    return [bare for word in words if (bare := word.strip(".,;:!?'\"()[]*_-"))]


def is_prose(texts: Sequence[str]) -> bool:
    """Tell whether the sentences, taken together, are connected prose."""
    tokens = [word for text in texts for word in bare_words(normalise(text))]
    words = [token for token in tokens if any(char.isalpha() for char in token)]
    if not words:
        return False
    if _mostly_other_script(words):
        return True
    english = _share(words, _ENGLISH)
    if english < LEAST_SHARE:
        return any(
            _share(words, known) >= LEAST_SHARE_ELSEWHERE and _varied(words, known) for known in _OTHER_LANGUAGES
        )
    return _varied(words, _ENGLISH) and _misplaced(tokens) <= MOST_MISPLACED


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


def _varied(words: Sequence[str], known: frozenset[str]) -> bool:
    return len(known.intersection(words)) >= LEAST_VARIETY


def _misplaced(words: Sequence[str]) -> float:
    """Return the share of articles and possessives followed by a word that cannot follow one."""
    followers = [after for word, after in itertools.pairwise(words) if word in _DETERMINERS]
    misplaced = sum(after in _CANNOT_FOLLOW for after in followers)
    return misplaced / len(followers) if misplaced >= LEAST_MISPLACED else 0.0


def _mostly_other_script(words: Sequence[str]) -> bool:
    letters = [char for word in words for char in word if char.isalpha()]
    return sum("LATIN" not in unicodedata.name(char, "") for char in letters) * 2 > len(letters)
