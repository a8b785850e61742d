"""Series: one a source, never mixed, newest judgement of each, and no more reading than needed."""

from datetime import timedelta

import pytest

from scorecards.models import Kind, Unassessed
from simulator.errors import StorageError
from simulator.history.records import SessionRecord, SessionStatus, Source
from simulator.practice.calibration import calibrate
from simulator.practice.schedule import drills
from simulator.practice.series import MOST_ROUNDS, SELF, Past, judged_rounds, read_past
from simulator.practice.trends import dimension_trends, levels_reached
from simulator.practice.weak_spots import weak_spots
from tests.fakes import BEGIN, MemoryStore
from tests.practice.pasts import MODEL, OTHER_MODEL, assessment, series, session


class CountingStore(MemoryStore):
    """Counts the session files read; ``lost`` ones cannot be."""

    loads = 0
    lost: frozenset[str] = frozenset()

    def load(self, name: str) -> SessionRecord:
        self.loads += 1
        if name in self.lost:
            raise StorageError("Lost", "It is lost.", "Look for it.")
        return super().load(name)


def test_every_source_has_its_own_series_with_its_newest_judgement_oldest_round_first() -> None:
    store = MemoryStore(
        [
            session(1, assessment(2), assessment(4, source=MODEL), assessment(3), assessment(5, source=OTHER_MODEL)),
            session(0, assessment(1, source=MODEL)),
        ]
    )

    past = read_past(store)

    assert past.sources == (SELF, OTHER_MODEL, MODEL)
    assert [each.levels["economics"] for each in past.series(SELF)] == [3], "judged again, the newest counts"
    assert [each.levels["economics"] for each in past.series(MODEL)] == [1, 4]
    assert [each.levels["economics"] for each in past.series(OTHER_MODEL)] == [5]


def test_a_model_that_is_called_self_is_not_oneself() -> None:
    judged = assessment(4).provenance.model_copy(update={"source": Source.LLM, "model": "self"})
    impostor = assessment(4).model_copy(update={"provenance": judged})

    past = read_past(MemoryStore([session(0, assessment(2), impostor)]))

    assert len(past.sources) == 2
    assert [each.levels["economics"] for each in past.series(SELF)] == [2]


@pytest.mark.parametrize("function", [dimension_trends, levels_reached, calibrate])
def test_mixed_series_are_refused(function: object) -> None:
    mixed = (*series(3, 3), *series(3, 3, source=MODEL))
    assert callable(function)
    with pytest.raises(ValueError, match="never mixed"):
        function(mixed)


def test_mixed_series_have_no_weak_spots_and_no_schedule() -> None:
    mixed = (*series(3, 3), *series(3, 3, source=MODEL))
    with pytest.raises(ValueError, match="never mixed"):
        weak_spots(mixed, ())
    with pytest.raises(ValueError, match="never mixed"):
        drills(mixed, BEGIN)


def test_only_the_newest_hundred_and_twenty_judged_rounds_are_read() -> None:
    store = CountingStore(session(day, assessment(3)) for day in range(MOST_ROUNDS + 30))

    past = read_past(store)

    assert store.loads == len(past.rounds) == MOST_ROUNDS
    assert past.older == 30
    assert past.rounds[-1].started == BEGIN + timedelta(days=MOST_ROUNDS + 29)
    assert len(past.sat) == MOST_ROUNDS + 30, "all that was sat is known from the index"


def test_a_session_that_is_not_judged_is_not_read() -> None:
    store = CountingStore([session(0), session(1, answered=False), session(2, assessment(3))])

    past = read_past(store)

    assert store.loads == 1
    assert past.waiting == 1


def test_a_discarded_session_counts_as_sat_and_not_as_judged_or_waiting() -> None:
    gone = SessionStatus.DISCARDED

    past = read_past(MemoryStore([session(0, assessment(3), status=gone), session(1, status=gone)]))

    assert (past.rounds, past.waiting, len(past.sat)) == ((), 0, 2)


def test_a_session_that_cannot_be_read_is_counted_and_hides_no_other() -> None:
    store = CountingStore(session(day, assessment(3)) for day in range(3))
    store.lost = frozenset({session(1).id})

    past = read_past(store)

    assert past.unreadable == 1
    assert len(past.rounds) == 2


def test_a_dimension_without_a_level_is_no_number() -> None:
    (each,) = judged_rounds([session(0, assessment({"economics": Unassessed.NOT_GRADED, "market": 4}))])

    assert each.levels == {"market": 4}
    assert each.values == {"market": 4.0}


def test_the_main_source_is_who_judged_most_of_the_newest_rounds() -> None:
    old = [session(day, assessment(3)) for day in range(30)]
    new = [session(day, assessment(3, source=MODEL)) for day in range(30, 41)]

    assert Past(judged_rounds([*old, *new])).main_source == MODEL, "eleven of the newest twenty"
    assert Past(judged_rounds([*old, *new[:2]])).main_source == SELF
    assert Past(judged_rounds([*old[:1], *new[:1]])).main_source == MODEL, "the newest of equals"
    assert Past().main_source == ""


def test_a_series_can_be_of_one_kind() -> None:
    past = Past(judged_rounds([session(0, assessment(3)), session(1, assessment(3, kind=Kind.CASE), kind=Kind.CASE)]))

    assert [each.kind for each in past.series(SELF, Kind.CASE)] == [Kind.CASE]
    assert len(past.series(SELF)) == 2
