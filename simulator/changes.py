"""Where two texts differ."""


def common_ends(before: str, after: str) -> tuple[int, int]:
    """Return how many characters two texts share at the start and, beyond those, at the end."""
    start = _common_start(before, after)
    return start, _common_start(before[start:][::-1], after[start:][::-1])


def _common_start(one: str, other: str) -> int:
    """Return the length of the common start, by halving: comparing slices beats a loop."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
