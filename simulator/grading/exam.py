"""The test of a connection: one tiny request, then a small exam that shows whether the model can weigh several items.

A model that calls an absent item met, or cannot copy a sentence, is asked about one sentence at a time.
"""

from dataclasses import dataclass, replace

from simulator.grading import prompts
from simulator.grading.wire import ItemReply, JudgeReply, UnusableReplyError, item_schema, judge_schema, read_reply
from simulator.model.protocol import Failure, Model, ModelError, Request

TINY = Request(
    purpose="test",
    system="Reply with JSON only.",
    user='Sentences: C1.1 "The sky is blue." Statement: "Says a colour." '
    'Reply with {"segment": "C1.1" or "none", "shown": "yes" or "no"}.',
    schema=item_schema(["C1.1"]),
    most_tokens=200,
    deadline=60.0,
)
_EXPECTED = {"users": "met", "measure": "absent", "loser": "absent", "stop": "absent", "cost": "absent"}
_DATA = """\
{"question": "How would you improve the waiting room of a clinic?",
"said": [{"id": "C1.1", "text": "I would design for parents who come with small children, because they wait longest."},
{"id": "C1.2", "text": "Metrics, trade-offs and costs matter a great deal in a project of this kind."},
{"id": "C1.3", "text": "We would work closely with design and engineering to deliver a great experience."}]}"""
_PART = """\
Part: Plan. Is there a plan that could be tested?

Items
users: Names for whom it is designed, with a reason. Counts: "For night nurses, as they have no help."
measure: Names one number and the value that it should reach. Counts: "Waiting falls from 40 to 25 minutes."
loser: Names who is worse off. Counts: "Walk-in patients wait longer."
stop: Says at which value the change is taken back. Counts: "Above 5% complaints we go back."
cost: Sizes what it costs. Counts: "Two engineers for a month."

Levels
1: No plan. 2: A topic list. 3: A group, a measure and a step. 4: Also limits and losers. 5: Also when it is stopped."""


@dataclass(frozen=True, slots=True)
class ExamResult:
    """What a test of the connection found."""

    seconds: float
    """Of the tiny request."""
    answered_by: str
    small_model: bool
    wrong: tuple[str, ...] = ()
    """Items of the exam that were judged wrongly."""


async def examine(model: Model) -> ExamResult:
    """Try a connection; raise ModelError where nothing usable comes back."""
    reply = await model.ask(TINY)
    try:
        read_reply(reply.text, ItemReply)
    except UnusableReplyError:
        reply = await model.ask(replace(TINY, user=prompts.repair_user(TINY.user, "it was not that JSON object")))
        _read_or_raise(reply.text)
    request = Request(
        purpose="exam",
        system="\n\n".join((prompts.ROLE, *prompts.EXAMPLES)),
        user=prompts.judge_user(_DATA, _PART, "said"),
        schema=judge_schema(list(_EXPECTED)),
        most_tokens=1200,
        deadline=180.0,
    )
    try:
        judged = read_reply((await model.ask(request)).text, JudgeReply)
    except (UnusableReplyError, ModelError):
        return ExamResult(reply.seconds, reply.model, True, tuple(_EXPECTED))
    statuses = {item.id: item.status for item in judged.items}
    wrong = tuple(name for name, status in _EXPECTED.items() if statuses.get(name) != status)
    return ExamResult(reply.seconds, reply.model, bool(wrong) or judged.level > 2, wrong)


def _read_or_raise(text: str) -> None:
    try:
        read_reply(text, ItemReply)
    except UnusableReplyError as error:
        raise ModelError(Failure.UNREADABLE) from error
