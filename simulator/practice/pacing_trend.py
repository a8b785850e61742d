"""Which stage starves: minutes used against plan over several rounds. Time has no judge, so sources do not matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecards.models import Kind
from simulator.history.records import StageMinutes
from simulator.practice.noise import mean
from simulator.practice.series import JudgedRound
from simulator.practice.trends import Change, change_of

STARVED = 0.5
"""Share of its planned time below which a stage starves."""
FEWEST = 3
SHARE_NOISE = 0.25
"""The least standard deviation of a stage's share: the key pressed a minute early or late in a stage of four."""
LAST_STAGE = "the last stage"


@dataclass(frozen=True, slots=True)
class StagePace:
    """How one stage of a kind fared."""

    kind: Kind
    name: str
    """Name of the stage, or ``the last stage`` of whatever card."""
    shares: tuple[float, ...]
    """Used time over planned time of each round, oldest first."""

    @property
    def starved(self) -> int:
        """Rounds in which the stage got less than half of its time."""
        return sum(share < STARVED for share in self.shares)

    @property
    def share(self) -> float:
        """Mean share of the planned time that was used."""
        return mean(self.shares)

    @property
    def change(self) -> Change:
        """First half against last half of the shares."""
        return change_of(self.shares, SHARE_NOISE)

    @property
    def words(self) -> str:
        """How often it starved, in words."""
        return f"under half of its time in {self.starved} of {len(self.shares)} rounds, {self.share:.0%} on average"


@dataclass(frozen=True, slots=True)
class Pacing:
    """Minutes against plan over a history."""

    counted: int
    """Rounds whose stages were marked."""
    unmarked: int
    """Rounds in which the candidate never went on to the next stage, so that nothing is known of their stages."""
    starving: tuple[StagePace, ...]
    """Stages that starved in at least half of three rounds or more, the worst first."""


def pacing(rounds: Iterable[JudgedRound]) -> Pacing:
    """Return which stages starve. A round that several sources judged counts once."""
    once = {(each.session, each.record.number): each for each in rounds}
    marked = [each for each in once.values() if were_marked(each.stages)]
    shares: dict[tuple[Kind, str], list[float]] = {}
    names: dict[tuple[Kind, str], str] = {}
    for each in sorted(marked, key=lambda each: each.started):
        for stage in each.stages:
            key = (each.kind, stage.id)
            names[key] = stage.name
            shares.setdefault(key, []).append(share_of(stage))
        last = (each.kind, "")  # no stage has an empty id
        names[last] = LAST_STAGE
        shares.setdefault(last, []).append(share_of(each.stages[-1]))
    stages = [StagePace(key[0], names[key], tuple(found)) for key, found in shares.items() if len(found) >= FEWEST]
    starving = [stage for stage in stages if 2 * stage.starved >= len(stage.shares)]
    named = {(stage.kind, stage.shares) for stage in starving if stage.name != LAST_STAGE}
    # where every card ends with the same stage, that stage says it all
    starving = [stage for stage in starving if stage.name != LAST_STAGE or (stage.kind, stage.shares) not in named]
    starving.sort(key=lambda stage: (-stage.starved / len(stage.shares), stage.share, stage.name))
    return Pacing(len(marked), len(once) - len(marked), tuple(starving))


def were_marked(stages: Sequence[StageMinutes]) -> bool:
    """Tell whether the candidate went from stage to stage; else all time stands with the first."""
    return len(stages) > 1 and any(stage.actual > 0 for stage in stages[1:])


def share_of(stage: StageMinutes) -> float:
    """Return used over planned time; 1 for a stage without a plan, which cannot starve."""
    return stage.actual / stage.planned if stage.planned else 1.0
