"""Sub-kinds: which a kind offers, what a wrong name is told, and what is drawn."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from question_bank.catalogue import Catalogue
from question_bank.models import SUB_KINDS, sub_kind_words
from scorecards.models import Kind
from simulator.errors import UsageError
from simulator.paths import Paths
from simulator.practice.draw import draw, kind_of, sub_kinds
from simulator.practice.needs import Why, cell_words
from simulator.practice.schedule import Due
from simulator.practice.suggestions import Suggestion
from simulator.words.next_up import drill_words, due_words
from simulator.workspace import Workspace
from tests.fakes import FakeClock

HEADERS = [entry.header for entry in Catalogue().entries()]


@pytest.fixture
def workspace(tmp_path: Path, clock: FakeClock) -> Workspace:
    return Workspace(Paths(data=tmp_path, config=tmp_path), clock, Random(1))


@pytest.mark.parametrize("kind", Kind)
def test_the_sub_kinds_offered_are_those_that_have_cards_in_the_banks_order(kind: Kind) -> None:
    offered = sub_kinds(HEADERS, kind)
    assert set(offered) == {header.sub_kind for header in HEADERS if header.kind is kind}
    assert offered == sorted(offered, key=SUB_KINDS[kind].index)


def test_only_cards_of_the_sub_kind_are_drawn_even_when_others_were_never_sat() -> None:
    wanted = next(header for header in HEADERS if header.sub_kind == "estimation")
    same = {header.id for header in HEADERS if header.sub_kind == "estimation"}
    for seed in range(20):
        (drawn,) = draw(HEADERS, [Kind.CASE], [*same], Random(seed), "estimation")
        assert drawn.sub_kind == wanted.sub_kind


def test_a_sub_kind_alone_says_its_kind() -> None:
    assert kind_of("estimation", []) is Kind.CASE
    assert kind_of("estimation", [Kind.CASE]) is Kind.CASE


@pytest.mark.parametrize(
    ("name", "kinds", "says"),
    [
        ("estimaton", [], "No sub-kind is called 'estimaton'. Did you mean estimation?"),
        ("market entry", [Kind.STRATEGY], "called 'market entry'. Did you mean market_entry?"),
        ("estimation", [Kind.STRATEGY], "No sub-kind of kind strategy is called 'estimation'."),
        ("qqq", [], "No sub-kind is called 'qqq'."),
        ("estimation", [Kind.CASE, Kind.CASE], "These rounds are of several kinds."),
    ],
)
def test_a_sub_kind_that_cannot_be_is_refused_in_a_sentence(name: str, kinds: list[Kind], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        kind_of(name, kinds)
    assert says in caught.value.sentence
    assert caught.value.next_step


def test_the_workspace_draws_of_the_sub_kind_and_its_kind(workspace: Workspace) -> None:
    (question,) = workspace.choose([], (), "estimation")
    assert (question.kind, question.sub_kind) == (Kind.CASE, "estimation")


def test_a_sub_kind_without_cards_names_those_that_have_some(workspace: Workspace) -> None:
    workspace.__dict__["catalogue"] = Catalogue(shipped=Path(__file__).parents[1] / "tui" / "cards")
    with pytest.raises(UsageError) as caught:
        workspace.choose([Kind.CASE], (), "metric_drop")
    assert "no usable case card of the sub-kind metric_drop" in caught.value.sentence
    assert "estimation" in caught.value.next_step


def test_a_sub_kind_is_written_the_same_in_a_card_a_suggestion_and_the_schedule() -> None:
    suggestion = Suggestion(Kind.PRODUCT_SENSE, "ai_feature", "", "", Why.UNSEEN, "", 2.0)
    due = Due(2, ((Kind.PRODUCT_SENSE, "ai_feature"),), None)

    assert sub_kind_words("ai_feature") == "AI feature"
    assert cell_words((Kind.PRODUCT_SENSE, "b2b_platform")) == "product sense, B2B platform"
    assert drill_words(suggestion) == "drill AI feature with a new question"
    assert due_words(due, datetime(2026, 11, 21, tzinfo=UTC)) == "2 drills of AI feature"
