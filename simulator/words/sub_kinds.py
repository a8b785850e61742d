"""Sub-kinds in words; apart from the other texts, so that a list of cards need not load an interview."""

ABBREVIATIONS = {"ai": "AI", "b2b": "B2B"}


def sub_kind_words(name: str) -> str:
    """Return a sub-kind in words."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in name.split("_"))
