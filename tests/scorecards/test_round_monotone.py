"""From marks to the call in one go: a better mark never costs anything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.models import ChecklistItem, ItemKind, ItemStatus, Target
from scorecards.recommendation import Call, Caps, recommend
from scorecards.scoring import score_dimension
from tests.scorecards.helpers import CORE, DIMENSIONS

BETTER = (ItemStatus.ABSENT, ItemStatus.PARTIAL, ItemStatus.MET)
ITEMS = [
    ChecklistItem(id=f"{kind.value}-{number}", dimension="d", kind=kind, text="t", counts="c", does_not_count="n")
    for kind in (ItemKind.CORE, ItemKind.SENIOR)
    for number in range(2)
]
MARKS = st.fixed_dictionaries({item.id: st.sampled_from(BETTER) for item in ITEMS})
ROUNDS = st.fixed_dictionaries({name: st.tuples(MARKS, st.sampled_from([2.0, 3.0, 4.0, 5.0])) for name in DIMENSIONS})


def call_of(marked: dict[str, tuple[dict[str, ItemStatus], float]], target: Target) -> Call:
    scores = {name: score_dimension(ITEMS, marks, anchor) for name, (marks, anchor) in marked.items()}
    caps = Caps(unproven=any(score.unproven for score in scores.values()))
    return recommend({name: score.level for name, score in scores.items()}, CORE, target, caps).call


@settings(max_examples=400, deadline=None)
@given(marked=ROUNDS, name=st.sampled_from(DIMENSIONS), item=st.sampled_from(ITEMS), target=st.sampled_from(Target))
def test_a_better_item_never_lowers_the_call(
    marked: dict[str, tuple[dict[str, ItemStatus], float]], name: str, item: ChecklistItem, target: Target
) -> None:
    marks, anchor = marked[name]
    for worse, better in ((0, 1), (1, 2)):
        before = marked | {name: (marks | {item.id: BETTER[worse]}, anchor)}
        after = marked | {name: (marks | {item.id: BETTER[better]}, anchor)}
        assert call_of(after, target) >= call_of(before, target)


def test_more_proof_than_the_placement_suggests_keeps_a_strong_hire() -> None:
    """The very case that a flag on both sides would have turned into a hire: 4.9 by the items, then 5, placed at 4."""
    full = {item.id: ItemStatus.MET for item in ITEMS}
    marked = dict.fromkeys(DIMENSIONS, (full, 5.0)) | {DIMENSIONS[0]: (full, 4.0)}
    assert call_of(marked, Target.SENIOR) is Call.STRONG_HIRE
