"""The coach: at most three suggestions, each tied to a sentence or a missing item, without a number of its own."""

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scorecards.models import Unassessed
from scorecards.numbers import claims_in
from simulator.grading import prompts
from simulator.grading.calls import Calls
from simulator.grading.judge import Case, ask_usable
from simulator.grading.self_grading import missing_items
from simulator.grading.wire import CoachReply, WireAdvice, coach_schema, read_reply
from simulator.history.records import Advice, DimensionResult
from simulator.model.protocol import ModelError, Request

MOST_ADVICE = 3


async def coach(case: Case, calls: Calls, results: Sequence[DimensionResult]) -> tuple[Advice, ...]:
    """Return the advice that holds up; a suggestion with a number from nowhere gets one retry and is then dropped."""
    missing = {
        item.id: (result.id, item.text)
        for result in results
        if not isinstance(result.outcome, Unassessed)
        for item in missing_items(result)
    }
    citable = {segment.id: segment.text for segment in case.screened.segments}
    request = Request(
        purpose="coach",
        system=prompts.COACH_ROLE,
        user="\n\n".join((case.data, _findings(results), prompts.COACH_SHAPE)),
        schema=coach_schema([*citable, *missing]),
        deadline=case.deadline,
    )
    known = claims_in("\n".join((*citable.values(), *_card_texts(case))))
    first = await ask_usable(calls, request, lambda text: read_reply(text, CoachReply))
    kept = _usable(first, citable, missing, known)
    if len(kept) < min(len(first.suggestions), MOST_ADVICE):
        trouble = "a suggestion cites an unknown id or has a number that stands nowhere in the interview"
        again = replace(request, user=prompts.repair_user(request.user, trouble))
        with contextlib.suppress(ModelError):  # what the first reply was good for stays
            second = await ask_usable(calls, again, lambda text: read_reply(text, CoachReply))
            kept = max(kept, _usable(second, citable, missing, known), key=len)
    return kept


def _findings(results: Sequence[DimensionResult]) -> str:
    """Return what was found, as JSON: the coach sees it and cannot change it."""
    found = [
        {
            "part": result.name,
            "level": result.outcome,
            "items": [
                {
                    "id": item.id,
                    "item": item.text,
                    "status": item.status.value,
                    "words": [quote.text for quote in item.quotes],
                }
                for item in result.items
            ],
        }
        for result in results
        if not isinstance(result.outcome, Unassessed)
    ]
    return json.dumps({"judged": found}, ensure_ascii=False)


def _card_texts(case: Case) -> list[str]:
    """Return the texts of the card that the candidate may know: the question and the facts that were told."""
    brief = case.question.brief
    return [brief.prompt, brief.context, *(turn.text for turn in case.record.turns if turn.speaker == "interviewer")]


def _usable(
    reply: CoachReply, sentences: Mapping[str, str], items: Mapping[str, tuple[str, str]], known: frozenset[str]
) -> tuple[Advice, ...]:
    kept = [
        made
        for each in reply.suggestions
        if (made := _advice(each, sentences, items)) and claims_in(f"{each.advice}\n{each.stronger}") <= known
    ]
    return tuple(kept[:MOST_ADVICE])


def _advice(said: WireAdvice, sentences: Mapping[str, str], items: Mapping[str, tuple[str, str]]) -> Advice | None:
    if not (said.advice and said.stronger and said.drill):
        return None
    if said.cites in items:
        dimension, cited = items[said.cites]
    elif said.cites in sentences:
        dimension, cited = "", sentences[said.cites]
    else:
        return None
    return Advice(
        dimension=dimension,
        cites=said.cites,
        cited=cited,
        advice=said.advice,
        stronger=said.stronger,
        drill=said.drill,
    )
