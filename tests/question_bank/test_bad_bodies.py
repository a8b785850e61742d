"""A card whose body is wrong is listed, cannot be loaded, and says why with key, reason and what was meant."""

from pathlib import Path

import pytest

from question_bank.catalogue import Catalogue
from scorecards.problems import Problem
from tests.question_bank.helpers import (
    BAD,
    assert_good_cards_stay,
    load_problems,
    own_folder,
    pattern_text,
    replaced,
    written,
)

DIMENSIONS = "scoping, structure, quantitative, evidence, decision, execution"


def only_problem(root: Path, text: str) -> Problem:
    """Return the one problem of a card that is listed, and check that the cards around it are well."""
    folder = own_folder(root)
    path = written(folder, text)
    catalogue = Catalogue(folder)
    assert catalogue.problems == []
    assert catalogue.entry(BAD).path == path
    [problem] = load_problems(catalogue)
    assert problem.file == str(path)
    assert problem.blocking
    assert_good_cards_stay(catalogue)
    return problem


@pytest.mark.parametrize(
    ("old", "new", "key", "reason", "nearest"),
    [
        ("minutes = 20", "minutes = 21", "minutes", "is 21, but the stages add up to 20", ""),
        ("minutes = 3", "minutes = 2", "minutes", "is 20, but the stages add up to 19", ""),
        ("minutes = 3", 'minutes = "3"', "stages[clarify].minutes", "must be a whole number", ""),
        ("minutes = 3", "minutes = 2.5", "stages[clarify].minutes", "must be a whole number", ""),
        ("minutes = 3", "minutes = 0", "stages[clarify].minutes", "0: Input should be greater", ""),
        ("[brief]", "[brief]\npromt = 1", "brief.promt", "is not a known key", "prompt"),
        ("[[facts]]", "[[facts]]\nwieght = 1", "facts[purpose].wieght", "is not a known key", "weight"),
        ("[[stages]]", "[[stages]]\nminute = 1", "stages[clarify].minute", "is not a known key", "minutes"),
        ("[[probes]]", "[[probes]]\ntipe = 1", "probes[third-trial].tipe", "is not a known key", "type"),
        ("[[items]]", "[[items]]\ncount = 1", "items[point-speed].count", "is not a known key", "counts"),
        ("[[pitfalls]]", "[[pitfalls]]\ntitel = 1", "pitfalls[1].titel", "is not a known key", "title"),
        ("[[exemplars]]", "[[exemplars]]\nnotes = 1", "exemplars[1].notes", "is not a known key", "note"),
        ("[brief]", "[brif]\nx = 1\n[brief]", "brif", "is not a known key", "brief"),
        ('weight = "decisive"', 'weight = "decisiv"', "facts[visit-length].weight", "'decisiv' is not", "decisive"),
        ('type = "engineer"', 'type = "enginer"', "probes[august-afternoon].type", "'enginer' is not", "engineer"),
        ('kind = "core"', 'kind = "cor"', "items[point-speed].kind", "'cor' is not one of core", "core"),
        ('kind = "core"', 'kind = "core"\nweight = "2"', "items[point-speed].weight", "must be a number", ""),
        ('id = "store-traffic"', 'id = "purpose"', "facts[purpose].id", "'purpose' stands more than once", ""),
        ('id = "equation"', 'id = "clarify"', "stages[clarify].id", "'clarify' stands more than once", ""),
        ('id = "last-one"', 'id = "mayor-offer"', "probes[mayor-offer].id", "'mayor-offer' stands more", ""),
        ('id = "site-supply"', 'id = "last-point"', "items[last-point].id", "'last-point' stands more", ""),
        ('id = "point-speed"', 'id = "scope-terms"', "items[scope-terms].id", "'scope-terms' is already the id", ""),
        ("level = 3", "level = 4", "exemplars[1].level", "4 is not one of 3, 5", ""),
        ("level = 5", "level = 3", "exemplars", "the first must be of level 3 and the second of level 5", ""),
        ("execution = 5", "execution = 6", "exemplars[2].levels.execution", "6: Input should be less", ""),
        ("execution = 5", 'execution = "5"', "exemplars[2].levels.execution", "must be a whole number", ""),
        ("execution = 5", "execution = 4.5", "exemplars[2].levels.execution", "must be a whole number", ""),
        ("execution = 5\n", "", "exemplars[5].levels", "has no level for execution", ""),
        ("scoping = 3\nstructure = 3\n", "", "exemplars[3].levels", "has no level for scoping, structure", ""),
        ("execution = 5", "execution = 5\nevidence = 3", "exemplars[5].levels", "'evidence' is listed", ""),
        ('"decision", "execution"]', '"decision", "evidence"]', "stages[decide].dimensions", "'evidence' is", ""),
        ('dimension = "execution"', 'dimension = "evidence"', "probes[mayor-offer].dimension", "'evidence' is", ""),
        ('"scoping"\nkind', '"evidence"\nkind', "items[point-speed].dimension", "'evidence' is listed in", ""),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_a_wrong_body_is_told_when_it_is_loaded_and_hides_no_good_card(
    tmp_path: Path, old: str, new: str, key: str, reason: str, nearest: str
) -> None:
    problem = only_problem(tmp_path, replaced(pattern_text(), old, new))
    assert (problem.key, problem.nearest) == (key, nearest)
    assert problem.reason.startswith(reason)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('not_tested = ["evidence"]', 'not_tested = ["evidence", "WRONG"]', "not_tested"),
        ('dimensions = ["scoping"]', 'dimensions = ["WRONG"]', "stages[clarify].dimensions"),
        ('dimension = "quantitative"\ntext', 'dimension = "WRONG"\ntext', "probes[third-trial].dimension"),
        ('dimension = "scoping"\nkind', 'dimension = "WRONG"\nkind', "items[point-speed].dimension"),
        ("scoping = 3\n", "scoping = 3\nWRONG = 3\n", "exemplars[3].levels"),
        ("scoping = 5\n", "scoping = 5\nWRONG = 3\n", "exemplars[5].levels"),
    ],
)
@pytest.mark.parametrize(("wrong", "nearest"), [("scopin", "scoping"), ("executing", "execution"), ("zzz", "")])
def test_an_unknown_dimension_is_told_wherever_it_stands(
    tmp_path: Path, old: str, new: str, key: str, wrong: str, nearest: str
) -> None:
    problem = only_problem(tmp_path, replaced(pattern_text(), old, new.replace("WRONG", wrong)))
    assert (problem.key, problem.nearest) == (key, nearest)
    assert problem.reason == f"{wrong!r} is not a dimension of case: {DIMENSIONS}"


def without(text: str, table: str, keep: int) -> str:
    """Keep the first ``keep`` of the tables of that name."""
    head, *rest = text.split(f"[[{table}]]\n")
    after = rest[-1].partition("\n# ---")
    return f"[[{table}]]\n".join([head, *rest[:keep]]) + "".join(after[1:])


@pytest.mark.parametrize(
    ("table", "keep", "reason"),
    [
        ("facts", 0, "is missing"),
        ("stages", 0, "is missing"),
        ("probes", 1, "at least 2"),
        ("exemplars", 1, "at least 2"),
        ("exemplars", 0, "is missing"),
    ],
)
def test_a_card_that_lacks_what_an_interview_needs_is_told(tmp_path: Path, table: str, keep: int, reason: str) -> None:
    problem = only_problem(tmp_path, without(pattern_text(), table, keep))
    assert problem.key == table
    assert reason in problem.reason


def test_a_third_exemplar_is_one_too_many(tmp_path: Path) -> None:
    third = '\n[[exemplars]]\nlevel = 5\ntext = "T"\nnote = "N"\n[exemplars.levels]\nscoping = 5\n'
    problem = only_problem(tmp_path, pattern_text() + third)
    assert problem.key == "exemplars"
    assert "at most 2" in problem.reason


def test_a_fact_that_nobody_can_ask_for_is_told(tmp_path: Path) -> None:
    head, _, rest = pattern_text().partition("ask = [")
    problem = only_problem(tmp_path, f"{head}ask = []{rest.partition(']')[2]}")
    assert problem.key == "facts[purpose].ask"
    assert "at least 1" in problem.reason


def test_several_faults_of_one_card_are_all_told(tmp_path: Path) -> None:
    text = replaced(pattern_text(), 'dimensions = ["scoping"]', 'dimensions = ["scopin"]', "execution = 5\n", "")
    text = replaced(text, 'id = "point-speed"', 'id = "scope-terms"')
    written(tmp_path, text)
    keys = [problem.key for problem in load_problems(Catalogue(tmp_path))]
    assert keys == ["stages[clarify].dimensions", "exemplars[5].levels", "items[scope-terms].id"]
