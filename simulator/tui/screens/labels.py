"""What a candidate writes on a session: a note of any length, tags of one word each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static, TextArea

from simulator.history.labels import LONGEST_NOTE, MOST_TAGS, is_tag
from simulator.tui.commands import bindings
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.text import shown, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.tui.app import SimulatorApp

NEARLY_FULL = LONGEST_NOTE - 500
MOST_SHOWN = 12
"""Tags used before that are named."""
_BETWEEN = re.compile(r"[\s,;]+")
KEEP, DROP = "keep", "drop"


class NoteScreen(ModalScreen[None]):
    """Several lines, with what was written before; ctrl+s keeps them."""

    CSS_PATH = "../styles/labels.tcss"
    HELP = "A note on this session, for yourself. ctrl+s keeps it; empty it to take it away."
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.keep", "screen.back")

    def __init__(self, note: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._note = visible(note)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the editor."""
        with Vertical(classes="box"):
            yield Static(shown("Note", "bold"))
            yield TextArea(self._note, id="note", soft_wrap=True)
            yield Static(id="said")

    def on_mount(self) -> None:
        """Go on at the end of what was written."""
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)
        editor.focus()
        self._say_how()

    def on_text_area_changed(self) -> None:
        """Say how much room is left."""
        self._say_how()

    def _say_how(self) -> None:
        """Say how to keep it, and when there is not much room left."""
        length = len(self.query_one(TextArea).text)
        room = f"{length} of {LONGEST_NOTE} characters. " if length > NEARLY_FULL else ""
        self.query_one("#said", Static).update(shown(f"{room}ctrl+s keeps it, Escape goes back", "dim"))

    def action_keep(self) -> None:
        """Keep the note."""

        def keep() -> None:
            self._keep(self.query_one(TextArea).text)
            self.dismiss(None)

        cast("SimulatorApp", self.app).attempt(keep)

    def action_back(self) -> None:
        """Leave; what was changed is asked about first."""
        if self.query_one(TextArea).text == self._note:
            self.dismiss(None)
            return

        def chosen(key: str | None) -> None:
            if key == KEEP:
                self.action_keep()
            elif key == DROP:
                self.dismiss(None)

        choices = [(KEEP, "Keep the note"), (DROP, "Leave it as it was")]
        self.app.push_screen(ChooseScreen("The note has changed", "Keep what you wrote?", choices), chosen)


class TagsScreen(ModalScreen[None]):
    """One line of tags; Enter keeps them."""

    CSS_PATH = "../styles/labels.tcss"
    HELP = (
        "Tags of this session: words of letters, digits, - and _, with spaces or commas between. Enter keeps them. "
        "The right arrow completes a tag that you have used before."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.keep", "screen.back")

    def __init__(self, tags: Sequence[str], used: Counter[str], keep: Callable[[Sequence[str]], None]) -> None:
        super().__init__()
        self._tags = [tag for tag in tags if is_tag(tag)]
        self._used = [tag for tag, _ in used.most_common() if is_tag(tag)]
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the line, and what was used before."""
        before = [tag for tag in self._used if tag not in self._tags][:MOST_SHOWN]
        with Vertical(classes="box"):
            yield Static(shown("Tags", "bold"))
            yield Input(
                " ".join([*self._tags, ""]),
                placeholder="for instance: pricing loop",
                id="tags",
                suggester=_Known(self._used),
            )
            yield Static(shown(f"Used before: {' '.join(before)}" if before else ""), id="before-tags")
            yield Static("", id="refused")
            yield Static(shown("Spaces or commas between. Enter keeps them, Escape goes back", "dim"))

    def on_mount(self) -> None:
        """Hide what has nothing to say, and go on at the end."""
        self.query_one("#before-tags").display = len(self._used) > len(set(self._used) & set(self._tags))
        self.query_one("#refused").display = False
        field = self.query_one(Input)
        field.cursor_position = len(field.value)
        field.focus()

    def on_input_submitted(self) -> None:
        """Keep them."""
        self.action_keep()

    def action_keep(self) -> None:
        """Keep the tags, or say which word is none."""
        tags = tags_of(self.query_one(Input).value)
        refused = next((f"{tag[:40]} is no tag: letters, digits, - and _ only." for tag in tags if not is_tag(tag)), "")
        if len(tags) > MOST_TAGS:
            refused = f"A session has {MOST_TAGS} tags at most."
        self.query_one("#refused", Static).update(shown(refused, "bold"))
        self.query_one("#refused").display = bool(refused)
        if refused:
            return
        changes = [f"-{tag}" for tag in self._tags if tag not in tags]
        changes += [f"+{tag}" for tag in tags if tag not in self._tags]

        def keep() -> None:
            self._keep(changes)
            self.dismiss(None)

        cast("SimulatorApp", self.app).attempt(keep)

    def action_back(self) -> None:
        """Leave them as they were."""
        self.dismiss(None)


def tags_of(text: str) -> list[str]:
    """Return the words of a line as tags, each once; a # before one is the writer's habit."""
    words = (word.removeprefix("#").casefold() for word in _BETWEEN.split(text))
    return list(dict.fromkeys(word for word in words if word))


class _Known(Suggester):
    """Completes the word that is being written to a tag used before."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word completed."""
        word = _BETWEEN.split(value)[-1]
        longer = (tag for tag in self._tags if word and tag != word and tag.startswith(word.casefold()))
        known = next(longer, None)
        return None if known is None else value + known[len(word) :]
