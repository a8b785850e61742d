"""Which attempts there are at a question, what became of each, and that no more files are read than are shown."""

from datetime import timedelta

import pytest

from simulator.errors import StorageError
from simulator.history.records import RoundRecord, SessionRecord, SessionStatus
from simulator.practice.attempts import MOST_ATTEMPTS, Attempts, Standing, places_of, read_attempts
from tests.fakes import MemoryStore
from tests.practice.pasts import MODEL, assessment, session


class Shelf(MemoryStore):
    """A store that notes what is read, and has lost some of it."""

    def __init__(self, *records: SessionRecord, lost: tuple[SessionRecord, ...] = ()) -> None:
        super().__init__(records)
        self.loaded: list[str] = []
        self._lost = {each.id for each in lost}

    def load(self, name: str) -> SessionRecord:
        self.loaded.append(name)
        if name in self._lost:
            raise StorageError("A session is lost", "It has no good copy.", "The others are untouched.")
        return super().load(name)


def numbers(attempts: Attempts) -> list[int]:
    return [each.number for each in attempts.read]


def again(record: SessionRecord, *, answered: bool = True, begun: bool = True) -> SessionRecord:
    """Return the session with one more round on the same question."""
    first = record.rounds[0]
    fields = {"number": 2, "started": record.started + timedelta(hours=1) if begun else None}
    second = first.model_copy(update={**fields, "closed_by": first.closed_by if answered else None, "assessments": ()})
    return record.model_copy(update={"rounds": (first, second)})


def test_only_the_sessions_of_the_question_are_read_and_the_one_at_hand_is_not_read_again() -> None:
    mine = [session(day, assessment(3)) for day in (1, 3)]
    others = [session(day, assessment(3), question="another-card") for day in (2, 4)]
    shelf = Shelf(*mine, *others)

    found = read_attempts(shelf, mine[1], 1)

    assert shelf.loaded == [mine[0].id]
    assert numbers(found) == [1, 2]
    assert (found.here.number, found.here.session) == (2, mine[1])
    assert [each.session for each in found.others] == [mine[0]]
    assert places_of(shelf.summaries(), "another-card") == [(each.id, 1) for each in others]


def test_of_many_attempts_the_newest_are_read_and_the_one_at_hand() -> None:
    sat = [session(day, assessment(3)) for day in range(30)]
    shelf = Shelf(*sat)

    found = read_attempts(shelf, sat[4], 1)

    newest = list(range(32 - MOST_ATTEMPTS, 31))
    assert numbers(found) == [5, *newest]
    assert found.older == 30 - MOST_ATTEMPTS
    assert len(shelf.loaded) == MOST_ATTEMPTS - 1
    assert len(numbers(read_attempts(shelf, sat[-1], 1))) == MOST_ATTEMPTS - 1, "it is one of the newest"


def test_a_lost_session_is_named_and_left_out() -> None:
    sat = [session(day, assessment(3)) for day in range(3)]

    found = read_attempts(Shelf(*sat, lost=(sat[1],)), sat[2], 1)

    assert (numbers(found), found.lost) == ([1, 3], (2,))
    assert found.nearest is not None
    assert found.nearest.number == 1


def test_a_session_that_was_deleted_meanwhile_still_has_itself() -> None:
    sat = [session(day, assessment(3)) for day in range(2)]

    found = read_attempts(Shelf(sat[0]), sat[1], 1)

    assert numbers(found) == [1, 2]
    assert found.here.session == sat[1]


def test_both_rounds_of_one_session_are_attempts() -> None:
    twice = again(session(1, assessment(3)))

    found = read_attempts(Shelf(twice), twice, 2)

    assert [(each.number, each.record.number) for each in found.read] == [(1, 1), (2, 2)]
    assert found.here.number == 2


def test_a_question_sat_once_has_no_other() -> None:
    once = session(1, assessment(3))

    found = read_attempts(Shelf(once), once, 1)

    assert (found.others, found.nearest, found.lost, found.older) == ((), None, (), 0)


@pytest.mark.parametrize(
    ("here", "answered", "nearest"),
    [
        (3, {1, 2, 3, 4}, 2),  # the one before
        (1, {1, 2, 3, 4}, 2),  # the first has none before
        (4, {1, 2, 4}, 2),  # an unanswered one says nothing
        (2, {2, 4}, 4),
        (3, {3}, 2),  # none was answered but this
    ],
)
def test_compared_is_the_answered_one_before_or_else_after(here: int, answered: set[int], nearest: int) -> None:
    sat = [session(day, answered=day in answered) for day in range(1, 5)]

    found = read_attempts(Shelf(*sat), sat[here - 1], 1).nearest

    assert found is not None
    assert found.number == nearest


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        (session(1, assessment(3)), Standing.JUDGED),
        (session(1), Standing.WAITING),
        (session(1, answered=False), Standing.NOT_ANSWERED),
        (session(1, answered=False, status=SessionStatus.UNDER_WAY), Standing.UNDER_WAY),
        (session(1, assessment(3), status=SessionStatus.UNDER_WAY), Standing.JUDGED),
        (session(1, assessment(3), status=SessionStatus.DISCARDED), Standing.DISCARDED),
        (session(1, status=SessionStatus.DISCARDED), Standing.DISCARDED),
    ],
)
def test_what_became_of_an_attempt(record: SessionRecord, standing: Standing) -> None:
    here = read_attempts(Shelf(record), record, 1).here

    assert here.standing is standing
    assert bool(here.judgements) is bool(here.latest) is (standing is Standing.JUDGED)


def test_a_round_that_a_session_never_came_to_was_never_begun() -> None:
    record = again(session(1, assessment(3)), answered=False, begun=False)

    assert read_attempts(Shelf(record), record, 2).here.standing is Standing.NEVER_BEGUN


def test_of_every_judge_the_newest_judgement_counts_yourself_first() -> None:
    record = session(1, assessment(2, source=MODEL), assessment(2), assessment(4, source=MODEL), assessment(5))

    judged = read_attempts(Shelf(record), record, 1).here.judgements

    assert list(judged) == ["self", MODEL]
    assert [next(iter(each.levels.values())) for each in judged.values()] == [5, 4]


def test_an_attempt_begins_with_its_round() -> None:
    record = again(session(1, assessment(3)))
    read = read_attempts(Shelf(record), record, 2).read

    assert [each.started - record.started for each in read] == [timedelta(), timedelta(hours=1)]
    assert isinstance(read[0].record, RoundRecord)
