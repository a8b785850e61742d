"""Quick mode: every dimension in one call. Cheaper and less exact, so its result is badged as a screening."""

from simulator.grading import prompts
from simulator.grading.calls import Calls
from simulator.grading.judge import Case, ask_usable
from simulator.grading.verifying import Checked
from simulator.grading.wire import JudgeReply, UnusableReplyError, fitted, judge_schema, read_object
from simulator.model.protocol import Request

QUICK_TOKENS = 8000


async def judge_at_once(case: Case, calls: Calls) -> dict[str, Checked]:
    """Judge all tested dimensions with one request, and a second where the first reply cannot be used."""
    verifier = case.verifier
    shuffled = {name: case.shuffled(name, 0)[0] for name in case.tested}
    _, random = case.shuffled(case.tested[0], 0)
    parts = {name: prompts.dimension_part(case.scorecard.dimension(name), items) for name, items in shuffled.items()}
    properties = {name: judge_schema([item.id for item in items]) for name, items in shuffled.items()}
    request = Request(
        purpose="judge",
        system=prompts.judge_system(random),
        user=prompts.quick_user(case.data, parts, case.key),
        schema={
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
        most_tokens=QUICK_TOKENS,
        deadline=case.deadline,
    )

    def read(text: str) -> dict[str, Checked]:
        found = read_object(text)
        missing = [name for name in shuffled if name not in found]
        if missing:
            raise UnusableReplyError(f"these parts are missing: {', '.join(missing)}")
        return {name: verifier.check(fitted(found[name], JudgeReply), items) for name, items in shuffled.items()}

    return await ask_usable(calls, request, read)
