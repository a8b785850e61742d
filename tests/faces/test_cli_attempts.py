"""``show --attempts``: what changed since the same question was sat before, or why that cannot be said."""

import json
from collections.abc import Callable

import pytest

from scorecards.models import ItemKind, ItemStatus, Target, Unassessed
from scorecards.recommendation import Call
from simulator.clock import SystemClock
from simulator.history.records import (
    Assessment,
    GradingMode,
    Mode,
    SessionRecord,
    SessionStatus,
    Speaker,
    Turn,
    TurnKind,
)
from simulator.history.store import HistoryStore
from tests.faces.command_line import CommandLine
from tests.practice.pasts import MODEL, OTHER_MODEL, assessment, item, session

MET, PARTIAL, ABSENT = ItemStatus.MET, ItemStatus.PARTIAL, ItemStatus.ABSENT
Keep = Callable[..., None]
STAGES = [("frame", 180.0, 240.0), ("risk", 240.0, 60.0)]


@pytest.fixture
def keep(cli: CommandLine, three_cards: None) -> Keep:
    """Put sessions into the history."""

    def save(*sessions: SessionRecord) -> None:
        store = HistoryStore(cli.paths.history, SystemClock()).open()
        for each in sessions:
            store.save(each)
        store.close()

    return save


def answered(record: SessionRecord, text: str, **fields: object) -> SessionRecord:
    """Return the session with an answer, and its round changed."""
    turn = Turn(speaker=Speaker.CANDIDATE, kind=TurnKind.ANSWER, text=text, at=60)
    first = record.rounds[0].model_copy(update={"turns": (turn,), **fields})
    return record.model_copy(update={"rounds": (first,)})


def judged(value: float, *statuses: ItemStatus, source: str = "self") -> Assessment:
    items = [item(f"item-{number}", each, text=f"Item {number}.") for number, each in enumerate(statuses)]
    return assessment(
        {"economics": round(value), "market": Unassessed.NOT_ASKED},
        values={"economics": value},
        items={"economics": items},
        source=source,
    )


def test_two_attempts_stand_beside_one_another(cli: CommandLine, keep: Keep) -> None:
    before = judged(2.0, MET, PARTIAL, MET, ABSENT, ABSENT, PARTIAL)
    after = judged(4.0, ABSENT, MET, MET, ABSENT, PARTIAL, PARTIAL).model_copy(update={"call": Call.HIRE})
    keep(
        answered(session(1, before, stages=STAGES), "We said it. And more."),
        answered(session(3, after, stages=STAGES), "We said it.", hints=2).model_copy(update={"mode": Mode.MOCK}),
    )

    out = cli("show", "--attempts").out
    page = " ".join(out.split())

    assert "1 2026-11-22 12:00 practice lean no hire, by yourself" in page
    assert "2 2026-11-24 12:00 mock hire, by yourself, hints 2 (this one)" in page
    assert "Attempt 1 against attempt 2 In attempt 2 you knew the question, so a rise is worth less." in page
    assert "up to 1.4 levels is within noise. 1 of 1 are larger." in page
    assert "Economics: 2 of 5 (2.0), then 4 of 5 (4.0): +2.0, beyond noise." in page
    assert "not asked, then not asked." in page
    assert "Checklist: 1 gained, 1 lost, 1 kept, 3 met in neither." in page
    groups = out[out.index("Checklist:") : out.index("Minutes, used against plan\n  The whole")].split("\n")[1:]
    assert [line.strip() for line in groups if line.strip()] == [
        "Gained",
        "Economics: Item 1. (partly met before)",
        "Lost",
        "Economics: Item 0.",
        "Kept",
        "Economics: Item 2.",
        "Met in neither",
        "Economics: Item 3.",
        "Economics: Item 4. (absent, then partly met)",
        "Economics: Item 5. (partly met both times)",
    ]
    assert "The whole answer: 5 min of 20 min, then 5 min of 20 min Frame: 4 min of 3 min, then 4 min of 3 min" in page
    assert "Answer of attempt 1, 5 words, proofs as judged by yourself" in page
    assert "C1.1 We said it. proves Economics: Item 0." in page
    assert "attempt" not in cli("show").out


def test_the_numbers_are_there_for_a_script(cli: CommandLine, keep: Keep) -> None:
    keep(*(answered(session(day, judged(value, MET), stages=STAGES), "We said it.") for day, value in ((1, 3), (2, 4))))

    plain = json.loads(cli("show", "--json").out)
    assert "attempts" not in plain
    whole = json.loads(cli("show", "--attempts", "--json").out)
    (row,) = whole.pop("attempts")

    assert whole == plain
    assert (row["round"], row["attempt"], row["unreadable"], row["older_not_read"]) == (1, 2, [], 0)
    assert [each["session"] for each in row["attempts"]] == ["20261122-120000-0001", "20261123-120000-0001"]
    assert row["attempts"][0]["judged"][0] == {
        "source": "self",
        "call": "lean no hire",
        "target": "senior",
        "rubric_version": 1,
        "rubric_hash": "abc",
    }
    (found,) = row["comparisons"]
    (pair,) = found["judged"]
    assert found["attempts"] == [1, 2]
    assert pair["noise_bound"] == pytest.approx(1.386, abs=0.001)
    assert pair["dimensions"][0] == {
        "dimension": "economics",
        "name": "Economics",
        "outcomes": [3, 4],
        "values": [3.0, 4.0],
        "difference": 1.0,
        "beyond_noise": False,
    }
    assert [each["change"] for each in pair["items"]] == ["kept"]
    assert found["stages"][0] == {"name": "Frame", "planned": [180.0, 180.0], "used": [240.0, 240.0]}


def test_a_question_sat_once_says_so(cli: CommandLine, keep: Keep) -> None:
    keep(session(1, judged(3)))

    assert "None: this question was sat once." in cli("show", "--attempts").out


def first(**fields: object) -> SessionRecord:
    return answered(session(1, judged(3)), "We said it.", **fields)


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (first(), session(2), "Attempt 2 waits to be judged. Levels and items cannot be compared."),
        (
            session(1, judged(3), status=SessionStatus.DISCARDED),
            session(2, answered=False),
            "Attempt 1 was discarded, so it counts as not judged; attempt 2 was not answered. Levels",
        ),
        (session(1, answered=False, status=SessionStatus.UNDER_WAY), session(2, judged(3)), "Attempt 1 is under way."),
        (
            first(),
            session(2, judged(4, source=MODEL), judged(4, source=OTHER_MODEL)),
            f"Attempt 1 was judged by yourself, attempt 2 by {OTHER_MODEL} and {MODEL}. Different judges are not "
            "compared, so only minutes and answers stand here. To compare levels, have one judged again: pm-simulator "
            "regrade.",
        ),
        (
            first(),
            session(2, assessment({"economics": 3}, version=2)),
            "Judged by rubric versions 1 and 2: compare with care.",
        ),
        (
            session(1, judged(3, source=MODEL)),
            session(2, judged(3, source=MODEL)),
            f"Both as judged by {MODEL}",
        ),
        (
            first(),
            session(2, assessment({"economics": 3}, target=Target.PM)),
            "The calls are for a senior PM and a PM; levels know no role.",
        ),
        (first(prompt="Should you?"), first(), "in attempt 1 the question was worded otherwise"),
        (
            first(),
            session(2, assessment(Unassessed.NOT_GRADED)),
            "No dimension has a level in both, so none can be compared.",
        ),
        (
            session(1, judged(3), stages=[("frame", 180.0, 900.0), ("risk", 240.0, 0.0)]),
            session(2, judged(3), stages=STAGES),
            "In attempt 1 you never went on to a next stage, so all its time stands with the first.",
        ),
    ],
)
def test_what_cannot_be_compared_is_said(
    cli: CommandLine, keep: Keep, earlier: SessionRecord, later: SessionRecord, said: str
) -> None:
    keep(earlier, later.model_copy(update={"id": "20261201-120000-0001", "started": later.started}))

    page = cli("show", "--attempts").page

    assert said in page
    assert "Minutes, used against plan" in page
    assert "Answer of attempt 1" in page


def test_a_checklist_or_a_model_that_was_not_the_same_is_said(cli: CommandLine, keep: Keep) -> None:
    def changed(**fields: object) -> Assessment:
        made = judged(3, MET, source=MODEL)
        return made.model_copy(update={"provenance": made.provenance.model_copy(update=fields)})

    keep(session(1, changed(mode=GradingMode.QUICK)), session(2, changed(rubric_hash="other", mode=None)))

    page = cli("show", "--attempts").page

    assert "The checklist was changed in between, in the rubric or on the card: compare with care." in page
    assert "The model was asked in another way (mode, prompt or server): compare with care." in page


def test_red_flags_stand_apart_and_only_where_they_were_shown(cli: CommandLine, keep: Keep) -> None:
    def flagged(*statuses: ItemStatus) -> Assessment:
        flags = [
            item(f"flag-{number}", each, ItemKind.RED_FLAG, text=f"Flag {number}.")
            for number, each in enumerate(statuses)
        ]
        return assessment({"economics": 3}, items={"economics": flags})

    keep(session(1, flagged(MET, ABSENT, MET, ABSENT)), session(2, flagged(ABSENT, MET, MET, ABSENT)))

    page = cli("show", "--attempts").page

    assert (
        "Red flags Economics: Flag 0. (shown in the earlier one only) Economics: Flag 1. (shown in the later one only) "
        "Economics: Flag 2. (shown in both) Minutes"
    ) in page
    assert "Checklist: 0 gained, 0 lost, 0 kept, 0 met in neither." in page


def test_a_lost_session_among_the_attempts_is_said_and_the_rest_compared(cli: CommandLine, keep: Keep) -> None:
    keep(*(session(day, judged(3, MET)) for day in (1, 2, 3)))
    for path in cli.paths.history.rglob("20261123-120000-0001.json"):
        path.unlink()
        path.write_bytes(b"{")

    done = cli("show", "--attempts")

    assert done.code == 0
    assert "Left out, as the session cannot be read: attempt 2." in done.page
    assert "Attempt 1 against attempt 3" in done.page
