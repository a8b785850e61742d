"""What makes a card usable, and what makes it good enough to ship."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from question_bank.figures import check_figures
from question_bank.models import FactWeight, ProbeType, Question
from scorecards.catalogue import load_scorecard
from scorecards.problems import Problem, nearest

EXEMPLAR_WORDS = {3: (250, 500), 5: (500, 900)}


def check_references(question: Question, file: str) -> list[Problem]:
    """Return every reference of the card that leads nowhere; such a card cannot be used."""
    return list(_references(question, file))


def _references(question: Question, file: str) -> Iterator[Problem]:
    scorecard = load_scorecard(question.kind)
    known = scorecard.dimension_ids
    tested = question.tested(known)

    named = [("not_tested", name) for name in question.not_tested]
    named += [(f"stages[{stage.id}].dimensions", name) for stage in question.stages for name in stage.dimensions]
    named += [(f"probes[{probe.id}].dimension", probe.dimension) for probe in question.probes]
    named += [(f"items[{item.id}].dimension", item.dimension) for item in question.items]
    named += [
        (f"exemplars[{exemplar.level}].levels", name) for exemplar in question.exemplars for name in exemplar.levels
    ]
    for key, name in named:
        if name not in known:
            reason = f"{name!r} is not a dimension of {question.kind.value}: {', '.join(known)}"
            yield Problem(file, key, reason, nearest(name, known))
        elif name not in tested and key != "not_tested":
            yield Problem(file, key, f"{name!r} is listed in not_tested")
    for exemplar in question.exemplars:
        missing = [name for name in tested if name not in exemplar.levels]
        if missing:
            yield Problem(file, f"exemplars[{exemplar.level}].levels", f"has no level for {', '.join(missing)}")
    taken = {item.id for item in scorecard.items}
    for item in question.items:
        if item.id in taken:
            yield Problem(file, f"items[{item.id}].id", f"{item.id!r} is already the id of an item of the rubric")


def check_standard(question: Question, file: str) -> list[Problem]:
    """Return what falls short of the authoring standard; the card still works."""
    return list(_standard(question, file))


def _standard(question: Question, file: str) -> Iterator[Problem]:
    def short(key: str, reason: str) -> Problem:
        return Problem(file, key, reason, blocking=False)

    for key, count, least, most in (
        ("facts", len(question.facts), 5, 8),
        ("probes", len(question.probes), 4, 6),
        ("items", len(question.items), 2, 4),
        ("pitfalls", len(question.pitfalls), 3, 3),
        ("stages", len(question.stages), 3, 6),
    ):
        if not least <= count <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            yield short(key, f"there are {count}; the standard is {wanted}")
    weights = {fact.weight for fact in question.facts}
    for weight in (FactWeight.DECISIVE, FactWeight.IRRELEVANT):
        if weight not in weights:
            yield short("facts", f"none has the weight {weight.value!r}")
    for kind, count in Counter(probe.type for probe in question.probes).items():
        if count > 1:
            yield short("probes", f"{count} are of the type {kind.value!r}")
    for needed in (ProbeType.CONSTRAINT_ADDED, ProbeType.DATA_CONTRADICTS):
        if needed not in {probe.type for probe in question.probes}:
            yield short("probes", f"none is of the type {needed.value!r}")
    staged = {name for stage in question.stages for name in stage.dimensions}
    for name in question.tested(load_scorecard(question.kind).dimension_ids):
        if name not in staged:
            yield short("stages", f"no stage gives time to {name!r}")
    for exemplar in question.exemplars:
        least, most = EXEMPLAR_WORDS[exemplar.level]
        words = len(exemplar.text.split())
        if not least <= words <= most:
            yield short(f"exemplars[{exemplar.level}].text", f"has {words} words; the standard is {least} to {most}")
    yield from check_figures(question, file)
    if question.id != Path(file).stem:
        yield short("id", f"{question.id!r} should be the file's name")
