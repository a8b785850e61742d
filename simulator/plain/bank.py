"""The bank's commands as plain text."""

import datetime
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from question_bank.authoring import new_card
from question_bank.catalogue import SHIPPED, Entry, read_question
from question_bank.checks import check_standard
from question_bank.coverage import check_coverage
from question_bank.likeness import check_likeness
from question_bank.models import SUB_KINDS, Question, sub_kind_words
from scorecards.catalogue import load_scorecard
from scorecards.gold import check_gold, gold_files, read_gold
from scorecards.models import Kind
from scorecards.problems import ContentError, Problem, nearest
from simulator.config import load_config
from simulator.content import find_question, open_catalogue
from simulator.errors import ExitCode, UsageError
from simulator.history.files import write_file
from simulator.paths import Paths, make_private_folder
from simulator.plain.console import TerminalConsole


def list_cards(paths: Paths, kind: str | None, *, as_json: bool) -> None:
    """Print one line a card, then what is wrong with cards that could not be listed."""
    catalogue = open_catalogue(paths)
    entries = [entry for entry in catalogue.entries() if kind in (None, entry.header.kind.value)]
    console = TerminalConsole()
    if as_json:
        _print_json([_row(entry) for entry in entries])
        console = TerminalConsole(target=sys.stderr)
    else:
        for entry in entries:
            console.write(card_line(entry))
    for problem in catalogue.problems:
        console.write(f"Left out: {problem.sentence()}")


def _row(entry: Entry) -> dict[str, Any]:
    return {**entry.header.model_dump(mode="json"), "own": entry.own, "path": str(entry.path)}


def card_line(entry: Entry) -> str:
    """Return a card's header in one line."""
    header = entry.header
    own = ", your own" if entry.own else ""
    sub_kind = sub_kind_words(header.sub_kind)
    return (
        f"{header.id}: {header.title} ({header.kind.label}, {sub_kind}, difficulty {header.difficulty} of 3, "
        f"{header.minutes} minutes{own})"
    )


def show_card(paths: Paths, name: str, *, spoilers: bool, as_json: bool) -> None:
    """Print a card; raise UsageError for an unknown id, CardError for a broken card."""
    catalogue = open_catalogue(paths)
    question = find_question(catalogue, name)
    if as_json:
        _print_json(question.model_dump(mode="json"))
        return
    lines = [
        card_line(catalogue.entry(name)),
        "",
        question.brief.prompt.strip(),
        "",
        question.brief.context.strip(),
        "",
        "Plan: " + ", ".join(f"{stage.name} {stage.minutes}" for stage in question.stages) + " minutes.",
    ]
    if spoilers:
        lines += _spoilers(question)
    else:
        lines.append("Facts, follow-ups, pitfalls and exemplars are left out, so that you can still sit it: --spoilers")
    TerminalConsole().write("\n".join(lines))


def _spoilers(question: Question) -> list[str]:
    lines = ["", "Facts, told when asked"]
    lines += [f"  {fact.topic}: {fact.text.strip()}" for fact in question.facts]
    lines += ["", "Follow-ups"]
    lines += [f"  {probe.type.value.replace('_', ' ')}: {probe.text.strip()}" for probe in question.probes]
    lines += ["", "Checklist items of this question"]
    lines += [f"  {item.dimension}, {item.kind.value}: {item.text}" for item in question.items]
    lines += ["", "Where good PMs go wrong"]
    lines += [f"  {pitfall.title}: {pitfall.text.strip()}" for pitfall in question.pitfalls]
    for exemplar in question.exemplars:
        lines += ["", f"Exemplar of level {exemplar.level}", exemplar.text.strip(), "", exemplar.note.strip()]
    return lines


def check_cards(paths: Paths, files: Sequence[str], *, as_json: bool) -> ExitCode:
    """Print everything wrong with the cards; return FAILED when there is anything."""
    found: list[Problem] = []
    checked: list[Path] = [Path(file) for file in files]
    sound: list[tuple[str, Question]] = []
    if not files:
        catalogue = open_catalogue(paths)
        found += catalogue.problems
        checked = [entry.path for entry in catalogue.entries()]
    for path in checked:
        try:
            question = read_question(path)
        except ContentError as error:
            found += error.problems
        else:
            found += check_standard(question, str(path))
            sound.append((str(path), question))
    found += check_likeness(sound)
    if not files:
        found += check_coverage([entry.header for entry in catalogue.entries() if not entry.own], str(SHIPPED))
        found += _check_gold({question.id: question for _, question in sound})
    if as_json:
        _print_json([{"file": each.file, "key": each.key, "reason": each.reason} for each in found])
    else:
        console = TerminalConsole()
        for problem in found:
            console.write(problem.sentence() if problem.blocking else f"{problem.sentence()} [standard]")
        console.write(f"{len(checked)} cards checked, {len(found)} problems.")
    return ExitCode.FAILED if found else ExitCode.DONE


def _check_gold(questions: Mapping[str, Question]) -> list[Problem]:
    """Return what is wrong with the benchmark answers to these cards."""
    found: list[Problem] = []
    for path in gold_files():
        try:
            gold = read_gold(path)
        except ContentError as error:
            found += error.problems
            continue
        question = questions.get(gold.question)
        if question is None:
            found.append(Problem(str(path), "question", f"there is no card {gold.question!r}", blocking=False))
            continue
        scorecard = load_scorecard(gold.kind)
        tested = question.tested(scorecard.dimension_ids)
        items = frozenset(item.id for item in (*scorecard.items, *question.items))
        found += check_gold(gold, tested, items, str(path))
    return found


def start_card(paths: Paths, name: str, kind: Kind, sub_kind: str, today: datetime.date) -> None:
    """Write a card to start from into the user's folder; raise UsageError or StorageError."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        reason = f"{name!r} is more than small letters, digits and single hyphens."
        raise UsageError("No such id", reason, "Name it like this: late-trains.")
    if sub_kind not in SUB_KINDS[kind]:
        meant = nearest(sub_kind, SUB_KINDS[kind])
        hint = f" Did you mean {meant}?" if meant else ""
        choices = ", ".join(SUB_KINDS[kind])
        raise UsageError("No such sub-kind", f"{kind.label} has no {sub_kind!r}.{hint}", f"Choose one of: {choices}.")
    catalogue = open_catalogue(paths)
    own = load_config(paths.config_file).own_cards
    folder = Path(own).expanduser() if own else paths.cards
    place = folder / f"{name}.toml"
    if place.exists() or any(entry.header.id == name for entry in catalogue.entries()):
        raise UsageError("This card is there already", f"A card with the id {name!r} exists.", "Choose another id.")
    make_private_folder(folder)
    write_file(place, new_card(name, kind, sub_kind, today).encode(), keep_previous=False)
    console = TerminalConsole()
    console.write_lines(f"Written: {place}")
    console.write(f"Open it in a text editor; its comments say what goes where. Then: pm-simulator bank check {place}")


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2))
