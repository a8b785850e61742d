"""``python -m tests.benchmarks``: prints every speed that the project watches, as ratios measured in one run."""

import argparse
from itertools import chain

from tests.benchmarks import keys, screens, storage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000, help="length of the long history")
    parser.add_argument("--cards", type=int, default=1_000, help="cards in the user's folder")
    parser.add_argument("--runs", type=int, default=30, help="counted runs of each")
    parser.add_argument("--keys", type=int, default=60, help="counted keys of each program and place")
    options = parser.parse_args()
    for ratio in chain(
        screens.measure(options.sessions, options.cards, max(3, options.runs // 2)),
        keys.measure(options.keys),
        storage.measure(options.sessions, options.runs),
    ):
        print(ratio.line(), flush=True)


if __name__ == "__main__":
    main()
