"""What a report says only where a model judged: spread, agreement, what was withheld, the coach, the price."""

from collections.abc import Callable, Sequence
from datetime import datetime

from scorecards.evidence import segment_turns
from simulator.history.records import Assessment, DimensionResult, GradingMode, Provenance, RoundRecord, Source
from simulator.words.moments import local_time

MODE_WORDS = {
    GradingMode.QUICK: "quick mode: one call, a screening",
    GradingMode.STANDARD: "standard mode",
    GradingMode.RIGOROUS: "rigorous mode: three samples of every dimension",
}


def is_by_model(assessment: Assessment) -> bool:
    """Tell whether a model judged."""
    return assessment.provenance.source is Source.LLM


def agreement_lines(assessment: Assessment) -> list[str]:
    """Return how stable the call is under the judge's own noise, as far as that is known."""
    if not is_by_model(assessment):
        return []
    if assessment.agreement is None:
        return ["One sample of each dimension: how stable the call is, is not known."]
    return [f"Drawn again from the samples, the call is the same in {assessment.agreement:.0%} of the draws."]


def spread_words(result: DimensionResult) -> str:
    """Return the spread of a dimension's samples in words; empty where nothing was sampled."""
    if not result.samples:
        return ""
    if len(result.samples) == 1:
        return "one sample"
    low, high = min(result.samples), max(result.samples)
    return f"{len(result.samples)} samples from {low:.1f} to {high:.1f}"


def remark_lines(result: DimensionResult) -> list[str]:
    """Return why a dimension has no level, or is no higher, in the judge's words."""
    if result.reason:
        return [f"    Why: {result.reason}"]
    lines = []
    if result.why_not_higher:
        lines.append(f"    Why not higher: {result.why_not_higher}")
    if result.raw_value is not None and result.value is not None:
        lines.append(
            f"    {result.raw_value:.2f} as judged, {result.value:.2f} after the model's measured offset was taken off."
        )
    return lines


def withheld_lines(assessment: Assessment, record: RoundRecord) -> list[str]:
    """Return which sentences the judge did not see, in full, so that the candidate can object."""
    if assessment.withheld_judged:
        return ["", "Sentences that speak to a grader were judged too, as you asked."]
    if not assessment.withheld:
        return []
    texts = {segment.id: segment.text for segment in segment_turns(record.candidate_turns())}
    lines = ["", "Withheld from the judge: they speak to a grader, or repeat the question or an exemplar word for word"]
    return lines + [f'  {name} "{texts.get(name, "")}"' for name in assessment.withheld]


def coach_lines(assessment: Assessment) -> list[str]:
    """Return the coach's advice, each with what it is tied to."""
    lines = []
    for number, each in enumerate(assessment.advice, start=1):
        lines.append(f"  {number}. {each.advice}")
        about = "Not shown yet" if each.dimension else f"You said ({each.cites})"
        lines.append(f'     {about}: "{each.cited}"')
        lines.append(f'     Stronger: "{each.stronger}"')
        lines.append(f"     Drill: {each.drill}")
    return lines


def judge_words(origin: Provenance) -> str:
    """Return who judged and how, in one phrase."""
    if origin.source is Source.SELF:
        return "Judged by yourself"
    how = MODE_WORDS[origin.mode] if origin.mode else "mode unknown"
    if origin.small_model:
        how = "sentence by sentence (as small models are asked)"
    server = origin.server_model
    name = f"{origin.model} (answered as {server})" if server and server != origin.model else origin.model
    return f"Judged by {name}, {how}"


def price_words(origin: Provenance) -> str:
    """Return calls, tokens and cost; what is not known is called unknown and never zero."""
    if origin.source is Source.SELF:
        return ""
    tokens = "tokens unknown" if origin.tokens is None else f"{origin.tokens:,} tokens"
    cost = "cost unknown" if origin.cost is None else f"{origin.cost:.4f} dollars"
    return f"{origin.calls or 0} calls, {tokens}, {cost}; prompt hash {origin.prompt_hash}; "


def scored_by_others(assessments: Sequence[Assessment], when: Callable[[datetime], str] = local_time) -> list[str]:
    """Return one line for each earlier judgement of a round: all stay, side by side."""
    lines = []
    for each in assessments[:-1]:
        origin = each.provenance
        who = "yourself" if origin.source is Source.SELF else origin.model
        levels = " ".join(str(out) if isinstance(out, int) else "-" for out in each.outcomes.values())
        lines.append(f"  {when(origin.made)} by {who}: {each.call.label}; levels {levels}")
    return ["", "Judged before", *lines] if lines else []
