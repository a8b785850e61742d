"""For authors: a card to start from, and the schema of a card for editors."""

import datetime
import json
from pathlib import Path

from question_bank.models import SUB_KINDS, ProbeType, Question
from scorecards.catalogue import load_scorecard
from scorecards.models import Kind

TEMPLATE = Path(__file__).with_name("template.toml")
MINUTES = {Kind.PRODUCT_SENSE: 35, Kind.STRATEGY: 30, Kind.CASE: 20}
STAGES = 4


def new_card(name: str, kind: Kind, sub_kind: str, today: datetime.date) -> str:
    """Return the text of a card to start from: it parses, and the check says what is still missing."""
    dimensions = load_scorecard(kind).dimension_ids
    marks = {
        "ID": name,
        "KIND": kind.value,
        "SUB_KIND": sub_kind,
        "SUB_KINDS": ", ".join(SUB_KINDS[kind]),
        "MINUTES": str(MINUTES[kind]),
        "DATE": today.isoformat(),
        "DIMENSION": dimensions[0],
        "PROBE_TYPES": ", ".join(each.value for each in ProbeType),
        "STAGES": _stages(dimensions, MINUTES[kind]),
        "LEVELS_3": "".join(f"{each} = 3\n" for each in dimensions),
        "LEVELS_5": "".join(f"{each} = 5\n" for each in dimensions),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for mark, value in marks.items():
        text = text.replace(f"@{mark}@", value)
    return text.rstrip() + "\n"


def _stages(dimensions: tuple[str, ...], minutes: int) -> str:
    lines = []
    for number in range(STAGES):
        share = minutes // STAGES + (1 if number < minutes % STAGES else 0)
        own = dimensions[number * len(dimensions) // STAGES : (number + 1) * len(dimensions) // STAGES]
        lines += [
            "[[stages]]",
            f'id = "stage-{number + 1}"',
            f'name = "Stage {number + 1}"',
            f"minutes = {share}",
            f"dimensions = {json.dumps(own)}",
            'hint = """A nudge that points where to look, without the answer."""',
            "",
        ]
    return "\n".join(lines)


def card_schema() -> str:
    """Return the JSON schema of a card, for editors that check TOML while one types."""
    return json.dumps(Question.model_json_schema(), indent=2)
