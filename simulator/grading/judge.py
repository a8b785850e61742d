"""One dimension, judged once by a model: ask, read, check, and one repair each for shape and quotes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import TypeVar

from question_bank.models import Question
from scorecards.models import ChecklistItem, ItemStatus, Scorecard
from simulator.grading import prompts
from simulator.grading.calls import Calls
from simulator.grading.screening import Screened
from simulator.grading.verifying import Checked, CheckedItem, Verifier
from simulator.grading.wire import JudgeReply, UnusableReplyError, judge_schema, read_reply
from simulator.history.records import RoundRecord
from simulator.model.protocol import Failure, ModelError, Reply, Request

CUT = "it was cut off at its limit; keep every remark to one short line"

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Case:
    """One answer before its judges."""

    record: RoundRecord
    question: Question
    scorecard: Scorecard
    screened: Screened
    salt: str
    """Makes the key of the answer and the order of items, the same ones when the judgement is resumed."""
    deadline: float = 120.0
    """Seconds of one call."""

    @cached_property
    def key(self) -> str:
        """The key under which the answer travels."""
        return prompts.answer_key(self.screened.segments, self.salt)

    @cached_property
    def data(self) -> str:
        """The interview as JSON, the same in every call."""
        return prompts.data_part(self.record, self.question, self.screened.segments, self.key)

    @cached_property
    def verifier(self) -> Verifier:
        """Checks what judges quote."""
        return Verifier(self.screened)

    @property
    def tested(self) -> tuple[str, ...]:
        """Ids of the dimensions that are judged."""
        return self.question.tested(self.scorecard.dimension_ids)

    def items(self, dimension: str) -> tuple[ChecklistItem, ...]:
        """Return the items of a dimension, in the order of the rubric."""
        return self.scorecard.items_of(dimension, self.question.items)

    def shuffled(self, dimension: str, sample: int) -> tuple[list[ChecklistItem], Random]:
        """Return the items in the order of this sample, and the source of chance for the rest of its prompt."""
        random = Random(f"{self.salt} {dimension} {sample}")  # noqa: S311 an order is no secret
        items = list(self.items(dimension))
        random.shuffle(items)
        return items, random


async def judge_dimension(
    case: Case, calls: Calls, dimension: str, sample: int, on_verifying: Callable[[], None]
) -> Checked:
    """Judge a dimension once; raise ModelError, of the failure UNREADABLE where the reply stays unusable."""
    items, random = case.shuffled(dimension, sample)
    part = prompts.dimension_part(case.scorecard.dimension(dimension), items)
    request = Request(
        purpose=f"judge {dimension}",
        system=prompts.judge_system(random),
        user=prompts.judge_user(case.data, part, case.key),
        schema=judge_schema([item.id for item in items]),
        sample=sample,
        deadline=case.deadline,
    )
    verifier = case.verifier
    checked = await ask_usable(calls, request, lambda reply: verifier.check(read_reply(reply, JudgeReply), items))
    on_verifying()
    if checked.failures:
        checked = await _mend_quotes(calls, request, checked, items, verifier)
    return checked


async def ask_usable(calls: Calls, request: Request, read: Callable[[str], Kind]) -> Kind:
    """Ask, and ask once more with what was wrong; raise ModelError of the failure UNREADABLE."""
    try:
        return read(_whole(await calls.ask(request)))
    except UnusableReplyError as error:
        again = replace(request, user=prompts.repair_user(request.user, str(error)))
    try:
        return read(_whole(await calls.ask(again)))
    except UnusableReplyError as error:
        for each in (request, again):  # else to try again would be to read the same two replies again
            calls.forget(each)
        raise ModelError(Failure.UNREADABLE) from error


def _whole(reply: Reply) -> str:
    if reply.cut:
        raise UnusableReplyError(CUT)
    return reply.text


async def _mend_quotes(
    calls: Calls, request: Request, checked: Checked, items: Sequence[ChecklistItem], verifier: Verifier
) -> Checked:
    """Ask once for the quotes that are not in the answer; a failure here leaves them unverified."""
    failed = [item for item in items if item.id in checked.failures]
    names = ", ".join(item.id for item in failed)
    trouble = f"the evidence for {names} is not in the candidate's sentences word for word. Report only on {names}"
    again = replace(
        request,
        user=prompts.repair_user(request.user, trouble),
        schema=judge_schema([item.id for item in failed]),
    )
    try:
        reply = read_reply(_whole(await calls.ask(again)), JudgeReply)
    except (UnusableReplyError, ModelError):
        return checked
    reports = {each.id: each for each in reply.items}
    mended = dict(checked.items)
    for item in failed:
        if item.id in reports:
            mended[item.id] = _kept_misquotes(checked.items[item.id], verifier.check_item(reports[item.id], item))
    return replace(checked, items=mended)


def _kept_misquotes(before: CheckedItem, after: CheckedItem) -> CheckedItem:
    """Return the mended item; the quotes that failed at first still count against the judge."""
    mended = after.status is not ItemStatus.UNVERIFIED
    return replace(
        after, claimed=before.claimed + after.claimed, nearest=after.nearest or before.nearest, repaired=mended
    )
