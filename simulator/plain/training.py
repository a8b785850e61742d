"""Rater training as plain text."""

from scorecards.catalogue import load_scorecard
from scorecards.models import Kind
from simulator.errors import UsageError
from simulator.plain.console import Console
from simulator.plain.prompts import ask_inline
from simulator.practice.training import Rated, choose_answers, gold_sets, lesson_lines, reveal_lines
from simulator.workspace import Workspace

LEVELS = [(str(level), "") for level in range(1, 6)]


def train(workspace: Workspace, kind: Kind | None, console: Console) -> None:
    """Have three benchmark answers judged blind and tell the bias; raise UsageError where there are none."""
    sets = gold_sets(kind)
    if not sets:
        raise UsageError("No benchmark answers", "There are none of this kind.", "Leave out --kind.")
    gold = workspace.random.choice(sets)
    question = workspace.question(gold.question)
    scorecard = load_scorecard(gold.kind)
    tested = question.tested(scorecard.dimension_ids)
    console.write(
        f"Rater training. Three answers to one question; give each a level in {len(tested)} dimensions before you see "
        f"its label.\n\nQuestion: {question.brief.prompt.strip()}\n\n{question.brief.context.strip()}"
    )
    rated = []
    for number, answer in enumerate(choose_answers(gold, workspace.random), start=1):
        console.write(f"\nAnswer {number}\n\n{answer.text.strip()}\n")
        levels = {}
        for name in tested:
            dimension = scorecard.dimension(name)
            console.write(f"\n{dimension.name}. {dimension.question}")
            levels[name] = int(ask_inline(console, "Level, 3 a solid PM, 4 the senior bar", LEVELS))
        rated.append(Rated(answer, levels))
        console.write("\n" + "\n".join(reveal_lines(rated[-1], question, scorecard)))
    console.write("\n" + "\n".join(lesson_lines(rated, scorecard)))
