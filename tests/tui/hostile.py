"""Hostile text of every kind, and what must be true of a screen that shows it."""

import re

import pytest

from simulator.tui.text import safe
from tests.tui.driver import Room
from tests.tui.steps import CASE

HOSTILE = {
    "a framework in brackets": "[RICE]",
    "a stray end": "a [/] b",
    "an action": "[@click=app.quit]x[/]",
    "an amount": "[$5M]",
    "a link": "[link](http://x)",
    "a link tag": "[link=http://x]y[/link]",
    "a style": "[bold red]z[/bold red]",
    "an open bracket": "[[ [a",
    "a backslash": "\\[b]\\",
    "control characters": "a\x00b\x07c\x08d\x7fe",
    "an escape sequence": "\x1b[31mred\x1b[0m\x1b]0;owned\x07",
    "a C1 sequence": "\x9b2Jgone",
    "right to left": "نبدأ بالممرضات",
    "an override": "abc\u202edef\u202c\u2066ghi\u2069",
    "emoji": "ok \U0001f9d1\u200d\U0001f4bb done",
    "combining marks": "e\u0301a\u0308" + "o\u0300" * 3,
    "wide": "日本語の質問",
    "braces": "{x} %s %(y)s $accent",
    "a carriage return": "one\rtwo",
}
LONG = {"10,000 columns": "x" * 10_000, "many lines": "line\n" * 300, "blank": " ", "lone surrogate": "a\udc80b"}
TEXTS = HOSTILE | LONG
BUNDLES = [list(HOSTILE)[start : start + 10] for start in range(0, len(HOSTILE), 10)]
"""A few of them at a time in each place, as a screen costs more than a string."""
each_bundle = pytest.mark.parametrize("names", BUNDLES, ids=lambda names: names[0])


def bundled(names: list[str]) -> str:
    return " ; ".join(TEXTS[name] for name in names)


def readable(text: str) -> str:
    """Return what must be seen of a text, wherever it was wrapped: no blanks, control and direction characters."""
    return re.sub(r"\s", "", safe(text)).replace("\u200d", "")


def assert_sane(room: Room, where: str) -> None:
    """Assert that the app lives, and that no cell controls the terminal, names a link or an action."""
    assert room.app.is_running, where
    assert room.app._exception is None, where
    assert not room.app._exit, where
    for strip in room.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), where
            assert not (style and (style.link or style.meta.get("@click"))), where


def assert_shown(room: Room, names: list[str], where: str) -> None:
    """Assert that everything readable of these texts is on the screen."""
    assert_sane(room, where)
    seen = readable(room.text(in_box=True))
    for name in names:
        assert readable(HOSTILE[name]) in seen, f"{name} is not on {where}:\n{room.text()}"


def hostile_question(room: Room, text: str) -> None:
    """Put ``text`` wherever a card has words, without asking the card's own checks."""
    question = room.workspace.question(CASE)
    changed = question.model_copy(
        update={
            "title": text,
            "brief": question.brief.model_copy(update={"prompt": text, "context": text}),
            "facts": tuple(each.model_copy(update={"topic": text, "text": text}) for each in question.facts),
            "stages": tuple(each.model_copy(update={"name": text, "hint": text}) for each in question.stages),
            "probes": tuple(each.model_copy(update={"text": text}) for each in question.probes),
            "items": tuple(
                each.model_copy(update={"text": text, "counts": text, "does_not_count": text})
                for each in question.items
            ),
            "pitfalls": tuple(each.model_copy(update={"title": text, "text": text}) for each in question.pitfalls),
            "exemplars": tuple(each.model_copy(update={"text": text, "note": text}) for each in question.exemplars),
        }
    )
    room.workspace.catalogue._questions[CASE] = changed
