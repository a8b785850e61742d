"""Self-judgement: what was predicted before any judgement against what was judged, one source at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorecards.agreement import Forecast, Pair, bias, brier_score, coin_score, mean_absolute_error
from scorecards.models import Kind
from simulator.practice.noise import mean_bound, short_number
from simulator.practice.series import SELF, JudgedRound
from simulator.practice.trends import only_source

FEWEST_ROUNDS = 4
"""Under so many rounds nothing is said about a leaning."""
TOO_PERFECT_ROUNDS = 4
"""So many of one's own rounds in a row without any gap ask for a second look."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Predicted against judged levels of one dimension, or of all together."""

    kind: Kind | None
    """None for all dimensions of all kinds."""
    dimension: str
    """Its id; empty for all together."""
    name: str
    pairs: tuple[Pair, ...]
    """Predicted and judged level, 1 to 5, oldest round first."""
    gaps: tuple[float, ...]
    """Mean of predicted minus judged of each round: the six gaps of a round are no six independent ones."""

    @property
    def bias(self) -> float:
        """Mean of predicted minus judged, in levels: above 0 one rates oneself high."""
        return bias(self.pairs)

    @property
    def error(self) -> float:
        """Mean distance of predicted and judged, in levels; never below the size of the bias."""
        return mean_absolute_error(self.pairs)

    @property
    def bound(self) -> float:
        """A bias of this size or less is within noise."""
        return mean_bound(self.gaps)

    @property
    def leans(self) -> bool:
        """True where four rounds or more show a bias beyond noise."""
        return len(self.gaps) >= FEWEST_ROUNDS and abs(self.bias) > self.bound

    @property
    def words(self) -> str:
        """The finding with what it is about: ``you rate your economics .8 high``."""
        if self.leans:
            return self._lean(f"your {_in_a_sentence(self.name)}" if self.dimension else "yourself")
        return f"{self.name}: {self.finding}"

    @property
    def finding(self) -> str:
        """The finding alone: ``you rate it .8 high``, ``too few rounds (3 of 4)``."""
        if len(self.gaps) < FEWEST_ROUNDS:
            return f"too few rounds ({len(self.gaps)} of {FEWEST_ROUNDS})"
        if not self.leans:
            return "neither high nor low beyond noise"
        return self._lean("it")

    def _lean(self, what: str) -> str:
        return f"you rate {what} {short_number(self.bias)} {'high' if self.bias > 0 else 'low'}"


@dataclass(frozen=True, slots=True)
class CallForecasts:
    """How sure one was of the call, and how often it was right."""

    forecasts: tuple[Forecast, ...]
    """The stated chance that the predicted call is the judged one, and whether it was."""

    @property
    def brier(self) -> float:
        """Mean squared distance of chance and event, 0 to 1."""
        return brier_score(self.forecasts)

    @property
    def reference(self) -> float:
        """The same for somebody who always says 50%."""
        return coin_score(self.forecasts)

    @property
    def right(self) -> int:
        """Rounds in which the call was as predicted."""
        return sum(came_true for _, came_true in self.forecasts)

    @property
    def stated(self) -> float:
        """The mean of the stated chances, 0 to 1."""
        return sum(chance for chance, _ in self.forecasts) / len(self.forecasts)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One's self-judgement as far as one source's judgements show it."""

    source: str
    rounds: int
    """Rounds with a prediction and at least one level to compare it with."""
    overall: Leaning | None
    """All pairs together; None without any."""
    dimensions: tuple[Leaning, ...]
    """One a dimension, by kind in the order of the rubric."""
    calls: CallForecasts | None
    """None where no call was predicted and judged."""
    too_perfect: int
    """Of one's own judgements: how many of the newest rounds in a row have no gap at all; 0 under four."""


def calibrate(rounds: Sequence[JudgedRound]) -> Calibration:
    """Return the self-judgement over a series of one source, oldest first."""
    source = only_source(rounds)
    pairs: dict[tuple[Kind, str], list[Pair]] = {}
    names: dict[tuple[Kind, str], str] = {}
    gaps: list[float] = []
    for each in rounds:
        found = predicted_and_judged(each)
        if found:
            gaps.append(bias(list(found.values())))
        for result in each.assessment.dimensions:
            if result.id in found:
                names[each.kind, result.id] = result.name
                pairs.setdefault((each.kind, result.id), []).append(found[result.id])
    kinds = list(Kind)
    ordered = sorted(pairs, key=lambda key: kinds.index(key[0]))
    leanings = tuple(
        Leaning(*key, names[key], tuple(pairs[key]), tuple(said - judged for said, judged in pairs[key]))
        for key in ordered
    )
    everything = tuple(pair for leaning in leanings for pair in leaning.pairs)
    forecasts = tuple(found for each in rounds for found in _forecasts(each))
    return Calibration(
        source=source,
        rounds=len(gaps),
        overall=Leaning(None, "", "all dimensions", everything, tuple(gaps)) if everything else None,
        dimensions=leanings,
        calls=CallForecasts(forecasts) if forecasts else None,
        too_perfect=_run_without_gap(rounds) if source == SELF else 0,
    )


def predicted_and_judged(each: JudgedRound) -> dict[str, Pair]:
    """Return predicted and judged level of every dimension that has both."""
    if each.prediction is None:
        return {}
    predicted = each.prediction.levels
    return {name: (predicted[name], level) for name, level in each.levels.items() if name in predicted}


def _forecasts(each: JudgedRound) -> list[Forecast]:
    """Return the forecast of the call; none where there was no call, or it was made for another role."""
    if each.prediction is None or not each.call or each.assessment.target is not each.target:
        return []
    return [(each.prediction.probability, each.prediction.call is each.call)]


def _run_without_gap(rounds: Sequence[JudgedRound]) -> int:
    """Return how many of the newest compared rounds in a row were judged as predicted in every dimension."""
    run = 0
    for each in reversed(rounds):
        pairs = predicted_and_judged(each).values()
        if not pairs:
            continue
        if any(predicted != judged for predicted, judged in pairs):
            break
        run += 1
    return run if run >= TOO_PERFECT_ROUNDS else 0


def _in_a_sentence(name: str) -> str:
    """Return a dimension's name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
