"""What must hold after a kill in the middle of an interview."""

from collections.abc import Sequence
from pathlib import Path

from simulator.clock import SystemClock
from simulator.errors import SimulatorError
from simulator.history.records import SessionRecord, SessionStatus, Turn, TurnKind
from simulator.history.store import HistoryStore
from simulator.interview.drafts import SUFFIX, find_drafts, recover
from simulator.interview.events import checksum
from simulator.interview.starting import continue_interview
from tests.history.builders import strays
from tests.safety.promises import Findings, Promise, Promises
from tests.safety.saves import check_list
from tests.safety.victim import question, raise_trouble, type_and_close


def check_answers(folder: Path, said: Sequence[Promise], findings: Findings) -> None:
    """No acknowledged text, answer or judgement may be missing from the drafts and the history."""
    findings.mended += bool(strays(folder))
    store = HistoryStore(folder / "history", SystemClock()).open()
    check_list(store, findings)
    listed = {summary.id for summary in store.summaries()}
    begun = {promise["id"] for promise in said if promise["kind"] == "begun"}
    for path in find_drafts(folder / "drafts")[1]:
        if path.name.removesuffix(SUFFIX) in begun:
            findings.lose(f"the draft {path} cannot be read")
    for name in begun:
        mine = [promise for promise in said if promise.get("id") == name]
        try:
            record = store.load(name) if name in listed else None
        except SimulatorError as error:
            findings.lose(str(error))
            continue
        _check_session(folder / "drafts" / f"{name}{SUFFIX}", mine, record, findings)
    store.close()


def _check_session(draft: Path, said: Sequence[Promise], record: SessionRecord | None, findings: Findings) -> None:
    saved = _spoken(record.rounds[0].turns) if record else []
    texts = saved
    if draft.exists():
        found = recover(draft)
        if found is None:
            findings.lose(f"{draft}: nothing is left of the session")
            return
        findings.mended += bool(found.damaged)
        findings.stranded += found.state.finished and (record is None or record.status is SessionStatus.UNDER_WAY)
        texts = [*_spoken(found.state.round.turns), found.state.round.text]
    elif not any(promise["kind"] == "finishing" for promise in said):
        findings.lose(f"{draft}: the draft is gone before the session was over")
    last = {(promise["kind"], promise["slot"]): promise["text"] for promise in said if "slot" in promise}
    for (kind, slot), text in last.items():
        if kind == "typed":
            _expect(texts, slot, {text, last["typing", slot]}, f"{draft}: the text of answer {slot}", findings)
            findings.ahead += slot < len(texts) and text != checksum(texts[slot])
        if kind == "closed":
            _expect(saved, slot, {text}, f"{draft}: in the history, answer {slot}", findings)
    for promise in said:
        findings.slowest = max(findings.slowest, promise.get("took", 0.0))
        if promise["kind"] == "judged":
            judged = [each.id for each in record.rounds[0].assessments] if record else []
            if promise["assessment"] not in judged:
                findings.lose(f"{draft}: the assessment {promise['assessment']!r} is not in the history")
        if promise["kind"] == "finished" and (record is None or record.status != promise["status"]):
            findings.lose(f"{draft}: the history does not say {promise['status']}")


def _spoken(turns: Sequence[Turn]) -> list[str]:
    return [turn.text for turn in turns if turn.kind in (TurnKind.ANSWER, TurnKind.PROBE_ANSWER)]


def _expect(texts: Sequence[str], slot: int, allowed: set[int], words: str, findings: Findings) -> None:
    if slot >= len(texts) or checksum(texts[slot]) not in allowed:
        findings.lose(f"{words} is not what was acknowledged")


def go_on(folder: Path, promises: Promises, findings: Findings) -> None:
    """Continue what the victim left, as a candidate would; the new text must be safe behind the old one."""
    store = HistoryStore(folder / "history", SystemClock()).open()
    for found in find_drafts(folder / "drafts")[0]:
        name, before = found.state.id, found.state.round.text
        interview = continue_interview(found, [question()], SystemClock(), folder / "drafts", store, raise_trouble)
        if interview.state.answer_open:
            text = f"{before} And on, after the crash. ".lstrip()
            type_and_close(interview, promises, iter([text, text + "And on. " * 60, text + "And on. " * 70]))
            again = recover(found.path)
            if again is None or again.state.round != interview.state.round:
                findings.lose(f"{found.path}: what was typed after the crash is not there")
        promises.say("finishing", id=name)
        interview.discard()
        promises.say("finished", id=name, status=SessionStatus.DISCARDED)
    for path in (folder / "drafts").glob(f"*{SUFFIX}"):
        path.unlink()  # over, or never begun: checked before
    store.close()
