"""The bank's commands as plain text."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from question_bank.catalogue import Entry, read_question
from question_bank.checks import check_standard
from question_bank.models import Question
from scorecards.problems import ContentError, Problem
from simulator.content import find_question, open_catalogue
from simulator.errors import ExitCode
from simulator.paths import Paths
from simulator.plain.console import TerminalConsole
from simulator.plain.sub_kinds import sub_kind_words


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
    if not files:
        catalogue = open_catalogue(paths)
        found += catalogue.problems
        checked = [entry.path for entry in catalogue.entries()]
    for path in checked:
        try:
            found += check_standard(read_question(path), str(path))
        except ContentError as error:
            found += error.problems
    if as_json:
        _print_json([{"file": each.file, "key": each.key, "reason": each.reason} for each in found])
    else:
        console = TerminalConsole()
        for problem in found:
            console.write(problem.sentence() if problem.blocking else f"{problem.sentence()} [standard]")
        console.write(f"{len(checked)} cards checked, {len(found)} problems.")
    return ExitCode.FAILED if found else ExitCode.DONE


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2))
