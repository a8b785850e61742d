"""The judgement of a round by a model: screen, judge each dimension, verify, score, repeat where it matters, decide.

A model reports evidence, statuses and a bounded level. Everything else is computed here and below.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from question_bank.models import Question
from scorecards.models import Scorecard, Target, Unassessed
from scorecards.recommendation import Doubts, Outcome, near_edges
from simulator.clock import Clock
from simulator.grading.by_sentences import judge_by_sentences
from simulator.grading.calls import Calls
from simulator.grading.coaching import coach
from simulator.grading.combining import SAMPLES, Offset, agreement, combine
from simulator.grading.judge import Case, judge_dimension
from simulator.grading.prompts import prompt_hash
from simulator.grading.quick import judge_at_once
from simulator.grading.screening import Screened, screen
from simulator.grading.verdict import caps_of, conclude, program_version
from simulator.grading.verifying import Checked
from simulator.grading.wire import Sign
from simulator.history.records import (
    Advice,
    Assessment,
    DimensionResult,
    GradingMode,
    Provenance,
    RoundFlag,
    RoundRecord,
    Source,
)
from simulator.model.protocol import SAID, Failure, ModelError

NEAR_AN_EDGE = 0.25
MOST_REPEATED = 2
"""Dimensions a round that standard mode samples again."""
REPORTS_NEEDED = 2
"""Judges that must show a sign before it is raised."""


class Stage(StrEnum):
    """How far the judgement of a dimension is."""

    WAITING = "waiting"
    JUDGING = "judging"
    VERIFYING = "verifying"
    REPEATED = "repeated"
    DONE = "done"
    NOT_GRADED = "not graded"


@dataclass(frozen=True, slots=True)
class Options:
    """How to judge."""

    mode: GradingMode = GradingMode.STANDARD
    small_model: bool = False
    judge_withheld: bool = False
    deadline: float = 120.0
    """Seconds of one call."""
    patience: float = 600.0
    """Seconds of the whole judgement; what is not judged by then is not graded."""
    offset: Offset | None = None
    coached: bool = True


@dataclass
class Progress:
    """What a face can show while a judgement runs."""

    stages: dict[str, Stage] = field(default_factory=dict)
    results: dict[str, DimensionResult] = field(default_factory=dict)
    coaching: bool = False


Tell = Callable[[Progress], None]


async def judge(
    record: RoundRecord,
    question: Question,
    scorecard: Scorecard,
    target: Target,
    calls: Calls,
    options: Options,
    clock: Clock,
    salt: str,
    tell: Tell = lambda progress: None,
) -> Assessment:
    """Return the assessment of an answered round; raise ModelError where no dimension could be judged.

    Cancelling the task stops every call. ``salt`` is the session's id and the round: with kept replies, the same
    salt resumes.
    """
    screened = screen(record, question, judge_withheld=options.judge_withheld)
    case = Case(record, question, scorecard, screened, salt, options.deadline)
    began = clock.monotonic()
    work = _Judgement(case, target, calls, options, tell)
    if screened.too_little:
        results = work.results_without(screened.too_little.label)
        advice: tuple[Advice, ...] = ()
    else:
        results = await work.run()
        advice = await work.coached(results)
    flags = work.flags()
    provenance = Provenance(
        source=Source.LLM,
        made=clock.utc(),
        rubric_hash=scorecard.content_hash(question.items),
        rubric_version=scorecard.version,
        program_version=program_version(),
        seconds=clock.monotonic() - began,
        hints=record.hints,
        model=calls.model,
        server_model=", ".join(sorted(calls.spent.answered_by)) or None,
        prompt_hash=prompt_hash(),
        tokens=calls.spent.tokens if calls.spent.tokens_known else None,
        cost=calls.spent.cost if calls.spent.cost_known else None,
        mode=options.mode,
        small_model=options.small_model,
        calls=calls.spent.calls,
    )
    made = conclude(
        record,
        scorecard,
        target,
        results,
        flags,
        _doubts(record, screened, results, options, work.verified_share),
        provenance,
        withheld=tuple(each.segment.id for each in screened.withheld),
        withheld_judged=options.judge_withheld,
        verified_share=work.verified_share,
        advice=advice,
    )
    share = agreement(results, scorecard.core, target, caps_of(record, results, made.flags), made.call)
    # the caps named in the call may be narrower than the draws; the share speaks of the call that is shown
    return made.model_copy(update={"agreement": share})


def _doubts(
    record: RoundRecord,
    screened: Screened,
    results: Sequence[DimensionResult],
    options: Options,
    verified_share: float | None,
) -> Doubts:
    return Doubts(
        quick_mode=options.mode is GradingMode.QUICK,
        words=record.words,
        disagreement=any(result.flagged for result in results),
        uncalibrated_model=options.offset is None and not screened.too_little,
        small_model=options.small_model and not screened.too_little,
        withheld_segments=screened.suspicious,
        verified_share=1.0 if verified_share is None else verified_share,
    )


class _Judgement:
    """One judgement under way."""

    def __init__(self, case: Case, target: Target, calls: Calls, options: Options, tell: Tell) -> None:
        self._case = case
        self._target = target
        self._calls = calls
        self._options = options
        self._tell = tell
        self._progress = Progress(dict.fromkeys(case.tested, Stage.WAITING))
        self._samples: dict[str, dict[int, Checked]] = {name: {} for name in case.tested}
        self._requested: dict[str, int] = dict.fromkeys(case.tested, 1)
        self._failures: dict[str, ModelError] = {}

    @property
    def verified_share(self) -> float | None:
        """Share of the judges' quotes that are in the answer; None where there is no quote."""
        items = [item for samples in self._all_samples() for sample in samples for item in sample.items.values()]
        claimed = sum(item.claimed for item in items)
        return sum(item.verified for item in items) / claimed if claimed else None

    def results_without(self, reason: str) -> list[DimensionResult]:
        """Return results that say why nothing was judged."""
        return [self._result(dimension.id, reason) for dimension in self._case.scorecard.dimensions]

    async def run(self) -> list[DimensionResult]:
        """Judge every tested dimension and return the results in the order of the rubric."""
        try:
            async with asyncio.timeout(self._options.patience):
                await self._first_samples()
                if self._options.mode is GradingMode.STANDARD and not self._options.small_model:
                    await self._repeat(self._doubtful())
        except TimeoutError:
            for name in self._case.tested:
                self._failures.setdefault(name, ModelError(Failure.TIMEOUT))
        if not any(self._samples.values()):
            raise next(iter(self._failures.values()), ModelError(Failure.TIMEOUT))
        return [self._result(dimension.id) for dimension in self._case.scorecard.dimensions]

    async def coached(self, results: Sequence[DimensionResult]) -> tuple[Advice, ...]:
        """Return the coach's advice; without it, faces fall back to the checklist's own next steps."""
        if not self._options.coached or self._options.small_model:
            return ()
        self._progress.coaching = True
        self._tell(self._progress)
        try:
            async with asyncio.timeout(self._options.deadline * 2):
                return await coach(self._case, self._calls, results)
        except (ModelError, TimeoutError):
            return ()

    def flags(self) -> list[RoundFlag]:
        """Return the signs that enough judges showed with the candidate's words."""
        shown: Counter[Sign] = Counter()
        for samples in self._all_samples():
            shown.update({sign for sample in samples for sign in sample.signs})
        if self._options.mode is GradingMode.QUICK:
            shown.pop(Sign.CONTRADICTED_FACT, None)  # it caps the call, and quick mode has but one judge to say so
        return [RoundFlag(sign.value) for sign in Sign if shown[sign] >= REPORTS_NEEDED]

    async def _first_samples(self) -> None:
        if self._options.mode is GradingMode.QUICK or self._options.small_model:
            await self._all_at_once()
            return
        rigorous = self._options.mode is GradingMode.RIGOROUS
        samples = SAMPLES if rigorous else 1
        self._requested = dict.fromkeys(self._case.tested, samples)
        await self._gather([(name, sample) for name in self._case.tested for sample in range(samples)])

    async def _all_at_once(self) -> None:
        for name in self._case.tested:
            self._show(name, Stage.JUDGING)
        try:
            ask = judge_by_sentences if self._options.small_model else judge_at_once
            judged = await ask(self._case, self._calls)
        except ModelError as error:
            self._failures = dict.fromkeys(self._case.tested, error)
            judged = {}
        for name in self._case.tested:
            if name in judged:
                self._samples[name][0] = judged[name]
            self._settle(name)

    async def _repeat(self, names: Sequence[str]) -> None:
        for name in names:
            self._requested[name] = SAMPLES
            self._show(name, Stage.REPEATED)
        await self._gather([(name, sample) for name in names for sample in range(1, SAMPLES)])

    async def _gather(self, wanted: Sequence[tuple[str, int]]) -> None:
        async with asyncio.TaskGroup() as group:
            for name, sample in wanted:
                group.create_task(self._sample(name, sample))

    async def _sample(self, name: str, sample: int) -> None:
        if self._progress.stages[name] is Stage.WAITING:
            self._show(name, Stage.JUDGING)
        try:
            checked = await judge_dimension(
                self._case, self._calls, name, sample, lambda: self._show(name, Stage.VERIFYING)
            )
        except ModelError as error:
            self._failures[name] = error
        else:
            self._samples[name][sample] = checked
        self._settle(name)

    def _doubtful(self) -> list[str]:
        """Return the dimensions worth another look, those first that could turn the call."""
        results = {name: self._result(name) for name in self._case.tested if self._samples[name]}
        outcomes: dict[str, Outcome] = {
            name: results[name].outcome if name in results else Unassessed.NOT_GRADED
            for name in self._case.scorecard.dimension_ids
        }
        values = {name: result.value for name, result in results.items() if result.value is not None}
        caps = caps_of(self._case.record, list(results.values()), self.flags())
        core = self._case.scorecard.core
        edges = near_edges(outcomes, values, core, self._target, caps, NEAR_AN_EDGE)

        def urgency(name: str) -> int:
            result = results[name]
            if result.red_flags:
                return 0
            return 1 if name in edges else 2 if result.flagged else 3 if self._samples_of(name)[0].repaired else 4

        ranked = sorted(results, key=lambda name: (urgency(name), name not in core))
        return [name for name in ranked if urgency(name) < 4][:MOST_REPEATED]

    def _result(self, name: str, reason: str = "") -> DimensionResult:
        dimension = self._case.scorecard.dimension(name)
        if name not in self._case.tested:
            return DimensionResult(id=name, name=dimension.name, outcome=Unassessed.NOT_ASKED)
        samples = self._samples_of(name)
        if samples:
            # one sample can be no majority of three: where the others failed, it stands alone as an unrepeated one does
            requested = self._requested[name] if len(samples) > 1 else 1
            return combine(dimension, self._case.items(name), samples, requested, self._options.offset)
        failure = self._failures.get(name)
        reason = reason or (SAID[failure.failure][0] if failure else SAID[Failure.TIMEOUT][0])
        return DimensionResult(id=name, name=dimension.name, outcome=Unassessed.NOT_GRADED, reason=reason)

    def _samples_of(self, name: str) -> list[Checked]:
        """Return the samples in the order in which they were asked for, whichever reply came first."""
        return [checked for _, checked in sorted(self._samples[name].items())]

    def _all_samples(self) -> list[list[Checked]]:
        return [self._samples_of(name) for name in self._case.tested]

    def _show(self, name: str, stage: Stage) -> None:
        self._progress.stages[name] = stage
        self._tell(self._progress)

    def _settle(self, name: str) -> None:
        """Show what stands after a sample."""
        result = self._result(name)
        self._progress.results[name] = result
        self._show(name, Stage.NOT_GRADED if isinstance(result.outcome, Unassessed) else Stage.DONE)
