"""What an import did, in words."""

from collections import Counter
from collections.abc import Sequence

from simulator.history.importing import Fate, Imported


def import_lines_text(done: Sequence[Imported]) -> str:
    """Return how many sessions came, were there, were merged and refused, then each refusal with its line."""
    if not done:
        return "The file has no sessions."
    counts = Counter(each.fate for each in done)
    lines = [", ".join(f"{fate.value}: {counts[fate]}" for fate in Fate).capitalize() + "."]
    for each in done:
        if each.fate is Fate.REFUSED:
            session = f", session {each.session}" if each.session else ""
            lines.append(f"Line {each.line}{session} was refused. {each.reason}")
    return "\n".join(lines)
