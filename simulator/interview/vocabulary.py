"""Words as the offline interviewer takes them: what says nothing, what means much the same."""

import re
import unicodedata

_STOP_WORDS = frozenset(
    """a an the is are was were be been being do does did can could may might shall should will would have has had
    i we you they he she it its our your their his her us them me my this that these those there here
    of in on at to for from by with about as into than then so and or but if not no any some all each
    what which who whom whose how when where why much many tell know get give please just also like
    question ask asking wonder wondering anything something more most kind sort way
    let lets make makes making sense""".split()
)

_SUFFIXES = (
    "ations", "ically", "ation", "ingly", "ments", "ment", "ings", "able", "ing", "ies", "ied", "ers", "ors",
    "er", "or", "ed", "es", "ly", "s",
)  # fmt: skip

_STEM = 6
"""Letters of a stem: competitor, competition and compete share the first six."""

_KINDRED = """
    revenue income earn earnings turnover sales money
    profit profitable margin economics contribution worth value ltv lifetime
    arpu cac ltv unit economics revenue profit margin cost price
    cost expense expensive price pay spend capex opex budget fee
    customer client user shopper consumer buyer subscriber
    churn leave lose lost switch cancel retention retain renew renewal loyalty loyal return repeat attrition
    competitor competition rival compete alternative
    law legal regulation regulator regulatory rule permit licence license compliance obliged require allowed
    pilot trial test tested experiment tried poc
    share percentage percent fraction proportion rate
    volume number size large big
    city region geography geographic location place area town
    segment type category split break breakdown group
    staff employee worker workforce team department
    goal objective aim purpose success
    metric kpi measure target incentive
    data tracking logging instrumentation figure evidence
    stock inventory availability available
    change release launch ship rollout
    drop fall decline decrease down loss
    grow growth rise increase trend forecast expect
    problem issue error bug wrong mistake trust
    use usage utilisation utilization
    limit constraint capacity restriction
    api integrate integration system feed technical
    rating star review
    roadmap plan next future
    feature functionality capability product tool software solution
    partner partnership deal channel distribute distribution
    step stage funnel process flow bottleneck
    identity verification id document passport kyc paper paperwork
    tourist visitor holidaymaker foreigner foreign
    weather rain cold temperature storm
    cash runway burn fund funding investor finance
    contract sign agreement
    complaint complain contest appeal dispute
    refuse refusal reject rejection denial deny
    power electricity grid energy
    car vehicle
    wait queue delay backlog slow
    often common frequent frequency
    better worse compare comparison difference differ
    register registration signup account
    approve approval clear accept
    designer design prototype screen
    decide decision choose choice select pick
    accountant accounting bookkeeper
    hour day date morning afternoon evening night
"""
"""One family of words a line, as product managers use them. A word may belong to several."""


def words(text: str) -> list[str]:
    """Return the words of a text without case and accents, so that Istanbul is İstanbul."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain.casefold())


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    word = word.rstrip("e") or word
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    if word.endswith("y"):
        word = f"{word[:-1]}i"
    return word[:_STEM]


def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _KINDRED.strip().splitlines():
        members = line.split()
        for member in members:
            found.setdefault(_stem(member), set()).add(f"{FAMILY}{members[0]}")
    return {stem: frozenset(names) for stem, names in found.items()}


FAMILY = "~"
"""Begins the name of a family of words, so that it is never taken for a word."""
_FAMILIES = _families()


def terms(text: str) -> frozenset[str]:
    """Return the stems of the words that say something, and the families that they belong to."""
    stems = {_stem(word) for word in words(text) if word not in _STOP_WORDS}
    return frozenset(stems.union(*(_FAMILIES.get(stem, frozenset()) for stem in stems)))


def is_family(term: str) -> bool:
    """True for a family of words, False for the stem of a word that was said."""
    return term.startswith(FAMILY)
