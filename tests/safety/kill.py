"""Kill the program at random moments while it answers, saves and migrates, and look for what is lost.

By hand, from the root of the repository: ``python -m tests.safety.kill --kills 200 --seed 1``
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.safety.answers import check_answers, go_on
from tests.safety.promises import ACKNOWLEDGED, Findings, Promise, Promises
from tests.safety.saves import bring_up, check_migration, check_saves, prepare_migration

ROOT = Path(__file__).parents[2]
SHORTEST, LONGEST = 0.005, 0.4
"""Seconds from the victim's first step to its death."""

CHECKS: dict[str, Callable[[Path, Sequence[Promise], Findings], None]] = {
    "answer": check_answers,
    "save": check_saves,
    "migrate": check_migration,
}
FOLLOW_UPS: dict[str, Callable[[Path, Promises, Findings], None]] = {"answer": go_on, "migrate": bring_up}


def run(kills: int, seed: int, folder: Path) -> dict[str, Findings]:
    """Kill that many victims, one kind after the other; check after each kill, and all of them again at the end."""
    chance = random.Random(seed)
    total = {kind: Findings() for kind in CHECKS}
    said: dict[str, list[Promise]] = {kind: [] for kind in CHECKS}
    for kind in CHECKS:
        (folder / kind).mkdir()
    prepare_migration(folder / "migrate")
    for number in range(kills):
        kind = list(CHECKS)[number % len(CHECKS)]
        side_file = folder / f"{number}.jsonl"
        findings = Findings()
        kill_one(kind, folder / kind, side_file, chance.uniform(SHORTEST, LONGEST), number, findings)
        promises = Promises(side_file)
        new = promises.read()
        findings.acknowledged = sum(promise["kind"] in ACKNOWLEDGED for promise in new)
        CHECKS[kind](folder / kind, said[kind] + new if kind == "migrate" else new, findings)
        if kind in FOLLOW_UPS and new:
            FOLLOW_UPS[kind](folder / kind, promises, findings)
        said[kind] += promises.read()
        promises.close()
        total[kind].add(findings)
    for kind, check in CHECKS.items():
        again = Findings()
        check(folder / kind, said[kind], again)
        total[kind].lost += again.lost
    return total


def kill_one(kind: str, folder: Path, side_file: Path, delay: float, seed: int, findings: Findings) -> None:
    """Let a victim work for ``delay`` seconds and kill it."""
    command = [sys.executable, "-m", "tests.safety.victim", kind, str(folder), str(side_file), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as victim:
        assert victim.stdout
        assert victim.stderr
        victim.stdout.readline()
        time.sleep(delay)
        victim.kill()
        complaint = victim.stderr.read().decode()
        if victim.wait() != -signal.SIGKILL or complaint:
            findings.lose(f"the victim did not live until its kill: {complaint}")


def table(total: dict[str, Findings], kills: int) -> str:
    """Return the figures in words."""
    lines = ["while      kills  acknowledged   ahead  mended  stranded  lost"]
    for number, (kind, found) in enumerate(total.items()):
        count = len(range(number, kills, len(total)))
        lines.append(
            f"{kind:8} {count:7} {found.acknowledged:13} {found.ahead:7} {found.mended:7} {found.stranded:9}"
            f" {len(found.lost):5}"
        )
    slowest = max(found.slowest for found in total.values())
    lines.append(f"What was typed was at risk for {slowest * 1000:.0f} ms at most: one append to the draft.")
    lines += [f"LOST {words}" for found in total.values() for words in found.lost]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where to work; in memory (/dev/shm) fewer kills fall into waits for the disk")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        total = run(options.kills, options.seed, Path(folder))
    print(table(total, options.kills))
    return int(any(found.lost for found in total.values()))


if __name__ == "__main__":
    sys.exit(main())
