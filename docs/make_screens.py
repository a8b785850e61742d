"""Writes docs/screens.md, a section for each screen: ``python -m docs.make_screens``.

What a screen is and what its keys do comes from the app itself; the pictures are those of ``docs.make_pictures``.
"""

from importlib import import_module
from pathlib import Path

from textual.keys import key_to_character

from simulator.tui.commands import COMMANDS
from simulator.tui.keys import EVERYWHERE, commands_of

PAGE = Path(__file__).parent / "screens.md"
ROUND = (
    ("Home", "home", "home.HomeScreen"),
    ("Set-up", "set_up", "setup.SetupScreen"),
    ("Briefing", "briefing_mock", "briefing.BriefingScreen"),
    ("Interview", "interview", "interview.InterviewScreen"),
    ("Asking the interviewer", "ask_told", "ask.AskScreen"),
    ("A follow-up question", "follow_up", None),
    ("Prediction", "prediction", "prediction.PredictionScreen"),
    ("Grading yourself", "grading_pick", "grading.GradingScreen"),
    ("Beside the exemplars", "compare", "compare.CompareScreen"),
    ("Result", "result", "result.ResultScreen"),
)
"""A whole round: the heading, the picture, the screen whose help and keys stand below it."""
AROUND = (
    ("What to practise next", "next", "next.NextScreen"),
    ("Progress", "progress", "progress.ProgressScreen"),
    ("History", "history", "history.HistoryScreen"),
    ("Review", "review_answer", "review.ReviewScreen"),
    ("Real interviews", "outcomes", "outcomes.OutcomesScreen"),
    ("Export", "export", "export.ExportScreen"),
    ("Question bank", "bank", "bank.BankScreen"),
    ("Training your eye", "training", "training.TrainingScreen"),
    ("The model that judges", "model", "model.ModelScreen"),
    ("Settings", "settings", "settings.SettingsScreen"),
)
"""What lies around a round."""
INTRODUCTION = """# Every screen

The first part is a whole round in pictures, from home to its result; the second is what lies around it. The
people and answers are made up. Keys are those of a fresh installation; [they can be changed](using.md).
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION, "## A round\n", *map(_section, ROUND), "## Around it\n", *map(_section, AROUND)]
    return "\n".join(parts)


def _section(screen: tuple[str, str, str | None]) -> str:
    heading, picture, where = screen
    lines = [f"### {heading}", "", f"![{heading}](pictures/{picture}.svg)", ""]
    if where:
        module, _, name = where.partition(".")
        shown = getattr(import_module(f"simulator.tui.screens.{module}"), name)
        keys = [COMMANDS[each] for each in commands_of(shown) if each not in EVERYWHERE]
        lines += [shown.HELP, "", "| key | | does |", "|---|---|---|"]
        lines += [f"| {_key(each.key)} | {each.label} | {each.help} |" for each in keys]
        lines.append("")
    return "\n".join(lines)


def _key(name: str) -> str:
    """Return a key as it is printed on a keyboard."""
    character = key_to_character(name)
    return f"`{character}`" if character and character.isprintable() and not character.isspace() else f"`{name}`"


if __name__ == "__main__":
    main()
